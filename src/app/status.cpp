#include "app/status.hpp"

#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "base/text.hpp"
#include "forge/forge_local.hpp"
#include "observe/run_folder.hpp"
#include "sys/files.hpp"
#include "sys/sandbox.hpp"

namespace mendel::app {

namespace {

PastRun past_run(const std::string& folder) {
    PastRun run{.id = folder.substr(folder.rfind('/') + 1), .outcome = "interrupted"};
    const auto text = sys::read_file(sys::join_path(folder, "outcome.json"));
    if (!text)
        return run;
    const auto json = base::parse_json(*text, folder);
    if (!json)
        return run;
    run.created = base::text_at(*json, "created");
    run.outcome = base::text_at(*json, "outcome");
    run.check = base::text_at(*json, "check");
    run.message = base::text_at(*json, "message");
    return run;
}

base::Status add_findings(const Session& session, RepositoryStatus& status) {
    const auto level = sys::best_sandbox_level(sys::sandbox_host());
    if (level)
        status.sandbox = sys::name_of(*level);
    else
        status.findings.push_back({"No sandbox can be built here, so no check will be run.",
                                   "Allow user namespaces, or use a kernel with Landlock."});
    const auto state = session.repository.state();
    if (!state)
        return base::fail(state.error());
    if (state->detached)
        status.findings.push_back(
            {"HEAD is on no branch.", "Check out a branch before asking for a pull request."});
    if (state->merging)
        status.findings.push_back(
            {"A merge, rebase or cherry-pick is under way.", "Finish it before using --apply."});
    if (!state->lfs_pointers.empty())
        status.findings.push_back(
            {base::counted(state->lfs_pointers.size(), "file") + " held by Git LFS is a pointer.",
             "Run git lfs pull if checks need the contents."});
    return {};
}

}  // namespace

base::Result<RepositoryStatus> read_status(const Session& session, std::size_t last) {
    RepositoryStatus status{.root = session.repository.root()};
    if (const auto added = add_findings(session, status); !added)
        return base::fail(added.error());
    forge::LocalForge local(session.repository);
    const auto open = local.pull_requests();
    if (!open)
        return base::fail(open.error());
    for (const auto& request : *open)
        status.pull_requests.push_back({request.number, request.title, request.head_branch});
    const auto folders = observe::run_folders(session.repository.common_folder());
    if (!folders)
        return base::fail(folders.error());
    for (const auto& folder : *folders)
        if (status.runs.size() < last)
            status.runs.push_back(past_run(folder));
    return status;
}

}  // namespace mendel::app
