#include "base/shell.hpp"

#include "base/text.hpp"
#include "support/catch.hpp"

using namespace mendel;

namespace {

/// "cd a && black ." as "cd a && black .": the words of each command with what joins them.
std::string flat(std::string_view text) {
    std::string all;
    for (const auto& command : base::shell_commands(text)) {
        std::vector<std::string> words;
        for (const auto& assignment : command.assignments)
            words.push_back(assignment.name + "=<" + assignment.value.text() + ">");
        for (const auto& word : command.words)
            words.push_back("<" + word.text() + ">");
        const char* const joins[] = {"", ";", "&", "&&", "||", "|"};
        all += std::string(static_cast<std::size_t>(command.opened), '(') +
               (command.negated ? "!" : "") + base::join(words, " ") +
               std::string(static_cast<std::size_t>(command.closed), ')') +
               joins[static_cast<int>(command.join)];
    }
    return all;
}

struct Case {
    const char* text;
    const char* expected;
};

}  // namespace

TEST_CASE("shell text is read as its commands") {
    const Case cases[] = {
        {"a b", "<a> <b>"},
        {"a 'b c' \"d e\" f\\ g", "<a> <b c> <d e> <f g>"},
        {"A=1 B='x y' cmd", "A=<1> B=<x y> <cmd>"},
        {"a && b || c; d & e | f", "<a>&&<b>||<c>;<d>&<e>|<f>"},
        {"a # note\nb", "<a>;<b>"},
        {"a \\\n  b", "<a> <b>"},
        {"a >out 2>&1 <in b", "<a> <b>"},
        {"a &> /dev/null", "<a>"},
        {"cat <<EOF\nb; c\nEOF\nd", "<cat>;<d>"},
        {"cat <<-'EOF' | a\n\tx\n\tEOF\nd", "<cat>|<a>;<d>"},
        {"test -z \"$(gofmt -l .)\"", "<test> <-z> <$(gofmt -l .)>"},
        {"if a; then b; else c; fi", "<a>;<b>;<c>;"},
        {"for f in *.py; do a \"$f\"; done", "<a> <$f>;"},
        {"while read x; do a; done < list", "<read> <x>;<a>;"},
        {"case $1 in\n lint) a ;;\n *) b ;;\nesac", "<a>;<b>;"},
        {"case $1 in lint) a ;; *) b ;; esac", "<a>;<b>;"},
        {"lint() { a; }; lint", "<a>;<lint>"},
        {"(cd a && b) && c", "(<cd> <a>&&<b>)&&<c>"},
        {"! a", "!<a>"},
        {"[[ -n $X && $Y ]] && a", "<[[> <-n> <$X> <&&> <$Y> <]]>&&<a>"},
        {"echo ${A:-b c} ${A%x} $((1+2)) `d e`", "<echo> <${A:-b c}> <${A%x}> <$((1+2))> <$(d e)>"},
        {"a {1,2} {}", "<a> <{1,2}> <{}>"},
        {"diff <(a b) c", "<diff> <$(a b)> <c>"},
    };
    for (const auto& each : cases) {
        INFO(each.text);
        const auto without_ends = [](std::string text) {
            text = base::replace_all(text + "\n", ";\n", "");
            return std::string(base::trim_right(text));
        };
        CHECK(without_ends(flat(each.text)) == without_ends(std::string(each.expected)));
    }
}

TEST_CASE("any shell text is read without failing") {
    for (const auto* text : {"'", "\"", "$(", "`", "${", "a <<EOF", ")", "((", "\\", "$", "!",
                             "a |", "&&", ">", "<<", "$'", "a=$("})
        CHECK_NOTHROW(base::shell_commands(text));
}
