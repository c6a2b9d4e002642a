#include <iostream>
#include <string_view>

#include <CLI/CLI.hpp>

#include "base/json.hpp"
#include "base/log.hpp"
#include "cli/command.hpp"
#include "cli/exit_code.hpp"
#include "cli/version.hpp"
#include "sys/environment.hpp"
#include "sys/process.hpp"
#include "sys/stop.hpp"

namespace mendel::cli {

namespace {

void add_global_options(CLI::App& root, GlobalOptions& global) {
    root.add_flag("--json", global.json, "Print one JSON document on stdout");
    root.add_flag("--quiet", global.quiet, "No progress");
    root.add_flag("--verbose", global.verbose, "Diagnostics on stderr");
    root.add_flag("--no-color", global.no_color, "No colours (also: NO_COLOR)");
    root.add_option("--repo", global.repository, "A folder inside the repository")
        ->type_name("DIR");
    root.add_option("--config", global.config, "Configuration instead of .github/mendel.yml")
        ->type_name("FILE");
    root.set_version_flag("--version", std::string(k_version));
    root.fallthrough();
    root.require_subcommand(1);
}

int report(const base::Error& error) {
    std::cerr << "mendel: " << base::describe(error) << "\n";
    return exit_code_of(error.kind);
}

int usage_error(const CLI::App& root, const CLI::ParseError& error) {
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success))
        return root.exit(error);  // --help and --version
    std::cerr << "mendel: " << error.what() << ". Run it with --help to see what it takes.\n";
    return k_usage;
}

int run(int argc, char** argv) {
    GlobalOptions global;
    CommandBody chosen;
    CLI::App root("Mends a repository: a failing check goes in, a proven patch comes out.",
                  "mendel");
    add_global_options(root, global);
    for (const auto add : commands())
        add(root, chosen);
    try {
        root.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return usage_error(root, error);
    }
    if (global.verbose)
        base::enable_diagnostics();
    global.stop = sys::stop_on_signals();
    const auto code = chosen(global);
    if (const int signal = sys::signal_received(); signal != 0)
        return 128 + signal;
    return code ? *code : report(code.error());
}

}  // namespace

}  // namespace mendel::cli

int main(int argc, char** argv) {
    if (argc == 3 && std::string_view(argv[1]) == "__launch")
        return mendel::sys::launch(std::atoi(argv[2]));
    mendel::sys::harden_own_process();
    try {
        return mendel::cli::run(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "mendel: internal error: " << error.what()
                  << ". Please report this with the command that you ran.\n";
        return mendel::cli::exit_code_of(mendel::base::ErrorKind::bug);
    }
}
