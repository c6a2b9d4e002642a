#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/command.hpp"

namespace mendel::code {

/// One run of a tool that a command amounts to.
struct Invocation {
    std::string tool;                   ///< normalised: "black" for `python3 -m black`, `npx black`
    std::vector<std::string> launcher;  ///< the words that start it: {"python3", "-m", "black"}
    std::vector<std::string> arguments;  ///< everything after, as the tool receives it
    std::string directory = {};          ///< relative to the root, "" is the root
    std::map<std::string, std::string> environment = {};  ///< set by prefixes on the way
    std::vector<std::string> via =
        {};                 ///< what it was found through: {"npm run lint", "make check"}
    bool captured = false;  ///< it stands in a command substitution: `test -z "$(gofmt -l .)"`
    bool files_elsewhere = false;  ///< file names come from a pipe or an expansion: `| xargs black`
    std::string virtual_environment = {};  ///< folder of the environment it runs in: ".tox/lint"
};

/// What a tool checks; `install`: whether packages can be had, which a registry decides as well.
enum class CheckKind { test, lint, format, type, build, install };

/// Reads a file of the tree by its relative path; nothing where there is none.
using ReadFile = std::function<std::optional<std::string>(const std::string& path)>;

/// The tools that a command runs, in order: shell lists and pipes, `bash -c`, environment prefixes,
/// `env`, `timeout`, `time`, `nice`, `xvfb-run`, `cd X &&`, npx, yarn, pnpm and npm scripts
/// (package.json), make targets, tox and nox environments, pre-commit hooks, `python -m`,
/// `poetry|uv|pipenv|hatch run`, `coverage run -m`. What cannot be resolved (variables, globs)
/// stays as written. Never runs anything.
std::vector<Invocation> invocations_of(const model::Command& command, const ReadFile& read);

/// The invocation as a command that can be run, with other arguments.
model::Command command_with(const Invocation& invocation, std::vector<std::string> arguments);

/// The row of the table of checks (data/checks.yaml) that the invocation falls under; nothing for a
/// program that is no check.
std::optional<CheckKind> check_kind(const Invocation& invocation);

/// Whether it runs tests: red and green need two runs.
bool is_test_tool(const Invocation& invocation);

/// Whether it is in the table of checks at all.
bool is_check_tool(const Invocation& invocation);

}  // namespace mendel::code
