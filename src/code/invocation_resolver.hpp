#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/shell.hpp"
#include "code/invocation.hpp"

namespace mendel::code {

using Words = std::vector<std::string>;

/// What holds at one point of a command: where it runs, with what, found through what.
struct Scope {
    std::string directory = {};  ///< relative to the root
    std::map<std::string, std::string> environment = {};
    std::map<std::string, std::string> variables = {};  ///< shell variables that are known
    Words positional = {};                              ///< $1, $2 ...
    std::string script = {};                            ///< path of the script that runs, for $0
    Words via = {};
    Words prefix = {};       ///< words that stand before each program: {"poetry", "run"}
    Words node_prefix = {};  ///< the same for programs of npm packages: {"npx", "--no-install"}
    std::string virtual_environment = {};
    bool captured = false;
    bool files_elsewhere = false;
    int depth = 0;

    /// The scope inside something that was opened: one level deeper, `name` added to via.
    Scope inside(const std::string& name) const;
    /// A path of this scope relative to the root, "" for the root, lexically normal.
    std::string path_of(std::string_view path) const;
};

/// Walks commands down to the tools they run. One per call of invocations_of.
class Resolver {
  public:
    explicit Resolver(const ReadFile& read) : m_read(read) {}

    /// Every command of a shell text.
    void script(std::string_view text, Scope scope);
    /// One program with its arguments.
    void program(const Words& words, const Scope& scope);
    /// Records a tool that is started by these words.
    void found(Words launcher, Words arguments, const Scope& scope);

    std::optional<std::string> read(const std::string& path) const;
    std::vector<Invocation> take() { return std::move(m_found); }
    std::size_t count() const { return m_found.size(); }

  private:
    void command(const base::ShellCommand& command, Scope& scope);
    Words expand(const base::ShellWord& word, Scope& scope, bool argument);
    /// Walks the commands of a command substitution.
    void capture(std::string_view text, const Scope& scope);
    bool change_directory(const Words& words, Scope& scope);

    const ReadFile& m_read;
    std::vector<Invocation> m_found;
};

/// The name under which tools are known: no folder, version or ending ("python3.11" is python).
std::string normalised_tool(std::string_view program);

/// One way of opening a command; false where the words are none of its business.
using Opener = bool (*)(Resolver&, const Words&, const Scope&);

bool open_wrapper(Resolver& resolver, const Words& words, const Scope& scope);
bool open_shell(Resolver& resolver, const Words& words, const Scope& scope);
bool open_python(Resolver& resolver, const Words& words, const Scope& scope);
bool open_runner(Resolver& resolver, const Words& words, const Scope& scope);
bool open_node(Resolver& resolver, const Words& words, const Scope& scope);
bool open_make(Resolver& resolver, const Words& words, const Scope& scope);
bool open_tox(Resolver& resolver, const Words& words, const Scope& scope);
bool open_nox(Resolver& resolver, const Words& words, const Scope& scope);
bool open_pre_commit(Resolver& resolver, const Words& words, const Scope& scope);

/// Index of the first word at or after `from` that is no option; the named options take the word
/// after them along. "--" ends options and is passed.
std::size_t skip_options(const Words& words, std::size_t from, const Words& with_value = {});

/// Value of `--name value`, `--name=value` or `-n value`, empty where it is not given.
std::string option_value(const Words& words, const Words& names);

/// The words from an index on.
Words tail_of(const Words& words, std::size_t from);

}  // namespace mendel::code
