#include "evaluate/place_walls.hpp"

#include "sys/clock.hpp"
#include "sys/environment.hpp"
#include "sys/files.hpp"
#include "sys/process.hpp"

namespace mendel::evaluate {

bool lies_in(const std::string& path, const std::string& folder) {
    if (folder.empty())
        return false;
    const auto prefix = folder.back() == '/' ? folder : folder + "/";
    return path == folder || path.compare(0, prefix.size(), prefix) == 0;
}

namespace {

/// The home folder as it really is; empty where there is none that could be covered.
std::string covered_home(const std::string& root) {
    const auto home = sys::canonical_path(sys::home_folder());
    if (!home || *home == "/" || !sys::is_folder(*home) || lies_in(*home, root))
        return {};
    return *home;
}

}  // namespace

base::Result<PlaceFolders> make_place_folders(const PlaceOptions& options) {
    const auto& root = options.repository->root();
    auto parent = sys::canonical_path(options.scratch);
    if (!parent)
        return base::fail(parent.error());
    PlaceFolders folders;
    if (lies_in(*parent, root) || lies_in(*parent, covered_home(root))) {
        auto elsewhere = sys::make_temporary_folder("/var/tmp/mendel-place-");
        if (!elsewhere)
            return base::fail(elsewhere.error());
        folders.top = *elsewhere;
    } else {
        folders.top = sys::join_path(*parent, "place-" + sys::random_name(8));
    }
    folders.home_upper = sys::join_path(folders.top, "home");
    folders.home_work = sys::join_path(folders.top, "home-work");
    for (const auto& folder : {folders.home_upper, folders.home_work})
        if (const auto made = sys::make_folders(folder); !made)
            return base::fail(made.error());
    return folders;
}

base::Result<sys::Sandbox> place_walls(const PlaceOptions& options, const PlaceFolders& folders) {
    const auto level = sys::best_sandbox_level(sys::sandbox_host());
    if (!level)
        return base::fail(level.error());
    sys::Sandbox sandbox{.level = *level};
    sandbox.writable = {"/tmp", "/var/tmp", "/dev/shm"};
    const auto home = covered_home(options.repository->root());
    if (*level != sys::SandboxLevel::namespaces || home.empty())
        return sandbox;
    sandbox.hidden = sys::secret_places(home);
    if (sys::sandbox_host().overlay) {
        sandbox.overlays.push_back({home, folders.home_upper, folders.home_work, home});
        sandbox.writable.push_back(home);
    }
    return sandbox;
}

base::Result<model::RunResult> run_behind_walls(const model::RunRequest& request,
                                                const RunSetting& setting) {
    sys::ProcessSpec spec{.argv = model::argv_of(request.command),
                          .directory = sys::join_path(setting.root, request.command.directory),
                          .environment = sys::allowed_environment(),
                          .standard_input = request.standard_input,
                          .deadline = request.deadline,
                          .silence = request.silence,
                          .merge_streams = request.streams == model::Streams::merged,
                          .sandbox = *setting.sandbox};
    if (request.command.directory.empty())
        spec.directory = setting.root;
    for (const auto& [name, value] : setting.environment)
        spec.environment.try_emplace(name, value);
    for (const auto& [name, value] : request.command.environment)
        spec.environment[name] = value;
    // Without it ctest says that a test failed and not why.
    spec.environment.try_emplace("CTEST_OUTPUT_ON_FAILURE", "1");
    auto ended = sys::run_process(spec, setting.stop);
    if (!ended)
        return base::fail(ended.error());
    if (ended->stopped)
        return base::fail(base::ErrorKind::refused, "Stopped before the command ended.",
                          model::to_text(request.command));
    return model::RunResult{.exit_code = ended->exit_code,
                            .timed_out = ended->timed_out,
                            .missing = ended->missing,
                            .output = std::move(ended->output),
                            .error_output = std::move(ended->error_output),
                            .duration = ended->duration,
                            .peak_memory = ended->peak_memory};
}

}  // namespace mendel::evaluate
