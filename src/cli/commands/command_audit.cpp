#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/session.hpp"
#include "base/json.hpp"
#include "cli/command.hpp"
#include "cli/exit_code.hpp"
#include "observe/audit.hpp"
#include "observe/run_folder.hpp"

namespace mendel::cli {

namespace {

base::Result<observe::AuditVerdict> verdict_on(const GlobalOptions& global,
                                               const std::string& folder) {
    if (!folder.empty())
        return observe::verify_audit(folder);
    const auto session =
        app::open_session({.folder = global.repository, .config_file = global.config});
    if (!session)
        return base::fail(session.error());
    const auto state = observe::state_folder(session->repository.common_folder());
    return state ? observe::verify_audit(*state) : base::fail(state.error());
}

base::Result<int> run_verify(const GlobalOptions& global, const std::string& folder) {
    const auto verdict = verdict_on(global, folder);
    if (!verdict)
        return base::fail(verdict.error());
    const bool whole = verdict->problem.empty();
    if (global.json)
        std::cout << base::to_pretty_text({{"schema", "mendel.audit_verdict/1"},
                                           {"whole", whole},
                                           {"entries", verdict->entries},
                                           {"last_hash", verdict->last_hash},
                                           {"problem_line", verdict->problem_line},
                                           {"problem", verdict->problem}});
    else if (whole)
        std::cout << fmt::format("The audit chain is whole: {} entries, the last is {}.\n",
                                 verdict->entries,
                                 verdict->entries == 0 ? "none" : verdict->last_hash.substr(0, 12));
    else
        std::cout << fmt::format("The audit chain is broken: {}.\n", verdict->problem);
    return whole ? k_done : k_not_fixed;
}

}  // namespace

void add_audit_command(CLI::App& root, CommandBody& chosen) {
    auto* verb = root.add_subcommand("audit", "What agents did, as a chain that shows edits");
    verb->require_subcommand(1);
    verb->footer("Example: mendel audit verify");
    const auto folder = std::make_shared<std::string>();
    auto* verify = verb->add_subcommand("verify", "Check the audit chain and say where it breaks");
    verify->add_option("--folder", *folder, "A folder that holds audit.jsonl and audit.head")
        ->type_name("DIR");
    verify->callback([&chosen, folder] {
        chosen = [folder](const GlobalOptions& global) { return run_verify(global, *folder); };
    });
}

}  // namespace mendel::cli
