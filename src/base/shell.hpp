#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mendel::base {

/// What a part of a shell word is.
enum class ShellPieceKind {
    literal,       ///< text after quote removal
    variable,      ///< `text` is the name of $NAME, ${NAME} or a positional parameter
    substitution,  ///< `text` is the command of $(...) or `...`
    expression,    ///< any other expansion, `text` as written: ${A%b}, $((1+2))
};

struct ShellPiece {
    ShellPieceKind kind = ShellPieceKind::literal;
    std::string text;
    bool quoted = false;         ///< an expansion inside quotes makes one word
    std::string otherwise = {};  ///< variable: the text of ${NAME:-text}
};

/// One word of a command.
struct ShellWord {
    std::vector<ShellPiece> pieces = {};
    bool quoted = false;  ///< some part was quoted: globs and words like `if` do not count

    /// The word with quotes removed and expansions as written.
    std::string text() const;
};

/// NAME=word before a command or alone.
struct ShellAssignment {
    std::string name;
    ShellWord value;
};

/// What joins a command to the one after it.
enum class ShellJoin { end, sequence, background, and_then, or_else, pipe };

/// One simple command of a list, in the order of the text. Loops, conditions and functions are
/// flattened: each command that could run stands in the list.
struct ShellCommand {
    std::vector<ShellAssignment> assignments = {};
    std::vector<ShellWord> words = {};
    ShellJoin join = ShellJoin::end;
    bool negated = false;  ///< `! command`
    int opened = 0;        ///< subshells that begin before it: `( cd a`
    int closed = 0;        ///< subshells that end after it
};

/// Reads a POSIX shell program (IEEE Std 1003.1, 2.10; `[[`, `function` and `&>` of bash too): line
/// continuations, comments, quotes, here-documents, redirections (left out), lists, compound
/// commands. Never fails: what cannot be read is taken as words.
///
///     shell_commands("cd a && FOO=1 black --check .")  // two commands, the first joined by
///     and_then
std::vector<ShellCommand> shell_commands(std::string_view text);

/// The words of a text as a shell would split them, expansions as written; no operators.
std::vector<std::string> shell_words(std::string_view text);

}  // namespace mendel::base
