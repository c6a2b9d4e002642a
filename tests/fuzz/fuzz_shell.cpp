#include "base/shell.hpp"
#include "fuzz/fuzz.hpp"
#include "model/command.hpp"

using namespace mendel;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = text_of(data, size);
    int depth = 0;
    for (const auto& command : base::shell_commands(text)) {
        depth += command.opened - command.closed;
        must_hold(command.opened >= 0 && command.closed >= 0, "subshells are counted");
        for (const auto& word : command.words)
            must_hold(word.text().size() <= 2 * size + 16, "a word is no longer than its text");
    }
    must_hold(depth >= 0, "no more subshells end than begin");
    for (const auto& word : base::shell_words(text)) {
        const auto words = base::shell_words(model::quoted(word));
        must_hold(words.size() == 1 && words.front() == word, "a quoted word is read as it was");
    }
    return 0;
}
