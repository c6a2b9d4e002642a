#include "model/command.hpp"

#include "base/text.hpp"

namespace mendel::model {

std::string quoted(const std::string& word) {
    static constexpr std::string_view k_plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=:,@%+";
    if (!word.empty() && word.find_first_not_of(k_plain) == std::string::npos)
        return word;
    return "'" + base::replace_all(word, "'", "'\\''") + "'";
}

std::string to_text(const Command& command) {
    std::string text;
    for (const auto& [name, value] : command.environment)
        text += name + "=" + quoted(value) + " ";
    if (const auto* script = std::get_if<Script>(&command.body))
        return text + script->text;
    std::vector<std::string> words;
    for (const auto& word : std::get<Argv>(command.body).words)
        words.push_back(quoted(word));
    return text + base::join(words, " ");
}

std::vector<std::string> argv_of(const Command& command) {
    const auto* script = std::get_if<Script>(&command.body);
    if (script == nullptr)
        return std::get<Argv>(command.body).words;
    if (script->shell == "bash")
        return {"bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script->text};
    return {script->shell, "-e", "-c", script->text};
}

}  // namespace mendel::model
