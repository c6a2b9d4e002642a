#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mendel::sys {

/// The value of an environment variable, nothing where it is unset.
std::optional<std::string> environment_value(const std::string& name);

/// The part of mendel's own environment that children may see: PATH, HOME, USER, LOGNAME, SHELL,
/// LANG, LC_*, TERM, TZ, TMPDIR, the tools' own settings (PYENV_*, VIRTUAL_ENV, CONDA_*, PYTHON*,
/// NODE_*, NVM_*, npm_config_* without credentials, GO*, CARGO_HOME, RUSTUP_*, JAVA_HOME, CC, CXX,
/// *FLAGS, CI, PKG_CONFIG_PATH, LD_LIBRARY_PATH ...), never a name that speaks of a token, key,
/// secret, password or credential, nor ACTIONS_*, GITHUB_TOKEN or INPUT_*. HOME, USER and LOGNAME
/// are set even where mendel itself lacks them.
std::map<std::string, std::string> allowed_environment();

/// Removes secrets from mendel's own environment after they were read, and forbids other
/// processes of the same user to read its memory (PR_SET_DUMPABLE 0). Called once, first in main.
void harden_own_process();

/// Absolute path of the running program.
std::string own_program();

/// The home folder of the user, from HOME or the password database.
std::string home_folder();

/// A program's absolute path by PATH of `environment`, nothing where it is not found.
std::optional<std::string> find_program(const std::string& name,
                                        const std::map<std::string, std::string>& environment);

}  // namespace mendel::sys
