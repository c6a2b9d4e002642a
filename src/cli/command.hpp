#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace CLI {
class App;
}

namespace mendel::cli {

/// What every verb takes, parsed before the verb runs.
struct GlobalOptions {
    bool json = false;     ///< one JSON document on stdout instead of text
    bool quiet = false;    ///< no progress
    bool verbose = false;  ///< diagnostics on stderr
    bool no_color =
        false;  ///< also by NO_COLOR (https://no-color.org) or a stdout that is no terminal
    std::string repository = ".";       ///< --repo: a folder inside the repository
    std::optional<std::string> config;  ///< --config: a file instead of .github/mendel.yml
    std::stop_token stop;               ///< set by SIGINT and SIGTERM
};

/// A verb runs with the parsed options and answers with its exit code, or an Error that main
/// prints and maps to one (exit_code.hpp).
using CommandBody = std::function<base::Result<int>(const GlobalOptions&)>;

/// Declares one verb's options on `root` and, when the user chose it, sets `chosen`.
///
/// A verb is one file command_<verb>.cpp with one such function, listed in commands.cpp:
///
///     void add_status_command(CLI::App& root, CommandBody& chosen) {
///         auto options = std::make_shared<StatusOptions>();
///         auto* verb = root.add_subcommand("status", "Show the last runs");
///         verb->add_option("--last", options->last, "How many");
///         verb->callback([&chosen, options] {
///             chosen = [options](const GlobalOptions& global) { return run_status(global,
///             *options); };
///         });
///     }
using AddCommand = void (*)(CLI::App& root, CommandBody& chosen);

/// Every verb, in the order of --help.
const std::vector<AddCommand>& commands();

}  // namespace mendel::cli
