#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

namespace mendel::model {

/// A program and its arguments, started without a shell.
struct Argv {
    std::vector<std::string> words;

    bool operator==(const Argv&) const = default;
};

/// Text for a shell. It comes only from the workflow file at the bound commit, the default
/// branch's configuration, or the user's own words; never from a log, an event or a model.
struct Script {
    std::string shell;  ///< "bash" or "sh"
    std::string text;

    bool operator==(const Script&) const = default;
};

/// What is run as a check, a setup step or a fix.
struct Command {
    std::variant<Argv, Script> body;
    std::string directory = {};                           ///< relative to the root, "" is the root
    std::map<std::string, std::string> environment = {};  ///< added to the allowed environment

    bool operator==(const Command&) const = default;
};

/// The command as a person would type it: words quoted for a POSIX shell where they need it.
std::string to_text(const Command& command);

/// One word quoted for a POSIX shell, unchanged where it needs no quotes.
std::string quoted(const std::string& word);

/// The words that start the command: those of an Argv, or the shell with its script
/// ("bash", "-e", "-o", "pipefail", "-c", text).
std::vector<std::string> argv_of(const Command& command);

}  // namespace mendel::model
