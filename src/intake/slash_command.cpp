#include "intake/slash_command.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/distance.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "intake/command_values.hpp"

namespace mendel::intake {

namespace {

constexpr std::size_t k_most_line_bytes = 2'000;

struct Grammar {
    std::string name;
    std::string mission;  ///< empty: always built
    std::vector<std::string> words;
    std::vector<CommandKey> keys;
};

/// The one list of commands.
const std::vector<Grammar>& grammars() {
    static const std::vector<Grammar> list = {
        {"/auto-fix",
         "heal",
         {},
         {{"run", ValueForm::id}, {"rungs", ValueForm::rungs}, {"apply", ValueForm::commit}}},
        {"/mendel", "", {"help", "status", "stop", "resume", "approve"}, {}},
        {"/parallel-dev",
         "develop",
         {},
         {{"feature", ValueForm::text},
          {"strategy",
           ValueForm::word,
           {"waterfall", "agile", "feature-first", "test-driven", "risk-driven"}},
          {"instances", ValueForm::count},
          {"complexity", ValueForm::word, {"low", "medium", "high"}},
          {"pattern", ValueForm::word, {"competition", "parallel", "ab", "roles", "tree"}}}},
        {"/evolve", "evolve", {}, {}},
        {"/create-service", "create", {}, {}},
    };
    return list;
}

const Grammar* grammar_of(std::string_view name) {
    const auto found = std::find_if(grammars().begin(), grammars().end(),
                                    [&](const Grammar& grammar) { return grammar.name == name; });
    return found == grammars().end() ? nullptr : &*found;
}

tl::unexpected<base::Error> wrong(std::string message) {
    return base::fail(base::ErrorKind::user, std::move(message), "command");
}

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/// One `key=value`, `key="two words"` or `word` at the front of the text, which is taken off.
struct Token {
    std::string key;
    std::optional<std::string> value;
};

base::Result<Token> take_token(std::string_view& text) {
    Token token;
    const auto end = text.find_first_of(" \t=\"");
    token.key = std::string(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end);
    if (text.empty() || is_blank(text.front()))
        return token;
    if (text.front() == '"' || token.key.empty())
        return wrong("A value stands without its key. Write key=value or key=\"two words\".");
    text.remove_prefix(1);
    const bool quoted = !text.empty() && text.front() == '"';
    if (quoted)
        text.remove_prefix(1);
    const auto stop = quoted ? text.find('"') : text.find_first_of(" \t\"");
    if (quoted && stop == std::string_view::npos)
        return wrong(fmt::format("The value of {} has no closing quote. Write {}=\"two words\".",
                                 shown(token.key), token.key.substr(0, 20)));
    token.value = std::string(text.substr(0, stop));
    text.remove_prefix(stop == std::string_view::npos ? text.size() : stop + (quoted ? 1 : 0));
    if (!text.empty() && !is_blank(text.front()))
        return wrong(
            fmt::format("The value of {} goes on after its quote. Put a blank between "
                        "values.",
                        shown(token.key)));
    return token;
}

std::string_view without_blanks(std::string_view text) {
    return text.substr(std::min(text.find_first_not_of(" \t"), text.size()));
}

std::string known_keys(const Grammar& grammar) {
    std::vector<std::string> names;
    for (const auto& key : grammar.keys)
        names.push_back(key.name);
    return names.empty() ? grammar.name + " takes nothing more."
                         : grammar.name + " takes " + base::join(names, ", ") + ".";
}

base::Status add_value(const Grammar& grammar, const std::string& name, const std::string& value,
                       SlashCommand& command) {
    const auto key = std::find_if(grammar.keys.begin(), grammar.keys.end(),
                                  [&](const CommandKey& each) { return each.name == name; });
    if (key == grammar.keys.end())
        return wrong(fmt::format("The key {} is not known. {}", shown(name), known_keys(grammar)));
    if (command.values.count(name) > 0)
        return wrong(fmt::format("The key {} stands twice. Keep one of them.", name));
    auto checked = checked_value(*key, value);
    if (!checked)
        return base::fail(checked.error());
    command.values[name] = std::move(*checked);
    return {};
}

/// The commit after `/mendel approve`.
base::Status add_commit(const std::string& word, SlashCommand& command) {
    auto checked = checked_value({"commit", ValueForm::commit}, word);
    if (!checked)
        return base::fail(checked.error());
    command.values["commit"] = std::move(*checked);
    return {};
}

base::Status add_word(const Grammar& grammar, const std::string& word, SlashCommand& command) {
    const auto& words = grammar.words;
    if (words.empty())
        return wrong(fmt::format("The word {} has no value. {}", shown(word), known_keys(grammar)));
    if (command.word == "approve" && command.values.empty())
        return add_commit(word, command);
    if (!command.word.empty())
        return wrong(fmt::format("{} takes one word. Write one of {}.", grammar.name,
                                 base::join(words, ", ")));
    if (std::find(words.begin(), words.end(), word) == words.end()) {
        const auto nearest = base::nearest_names(word, words);
        return wrong(fmt::format("The word {} is not known. {}", shown(word),
                                 nearest.empty() ? "Write one of " + base::join(words, ", ") + "."
                                                 : "Did you mean \"" + nearest.front() + "\"?"));
    }
    command.word = word;
    return {};
}

base::Result<SlashCommand> complete(const Grammar& grammar, SlashCommand command) {
    if (!grammar.words.empty() && command.word.empty())
        return wrong(fmt::format("{} needs a word. Write one of {}.", grammar.name,
                                 base::join(grammar.words, ", ")));
    if (command.word == "approve" && command.values.empty())
        return wrong(
            "/mendel approve needs a commit. Write /mendel approve SHA, with the full id.");
    if (grammar.name == "/parallel-dev" && command.values.count("feature") == 0)
        return wrong("/parallel-dev needs a feature. Write feature=\"what is to be built\".");
    return command;
}

base::Result<SlashCommand> read_tokens(const Grammar& grammar, std::string_view text) {
    SlashCommand command{.name = grammar.name};
    for (text = without_blanks(text); !text.empty(); text = without_blanks(text)) {
        const auto token = take_token(text);
        if (!token)
            return base::fail(token.error());
        const auto added = token->value ? add_value(grammar, token->key, *token->value, command)
                                        : add_word(grammar, token->key, command);
        if (!added)
            return base::fail(added.error());
    }
    return complete(grammar, std::move(command));
}

/// Marks that keyboards put in place of quotes and that would silently be part of a value.
bool has_typographic_quote(std::string_view text) {
    return base::contains(text, "\xe2\x80\x9c") || base::contains(text, "\xe2\x80\x9d") ||
           base::contains(text, "\xe2\x80\x9e");
}

base::Status check_line(std::string_view line) {
    if (line.size() > k_most_line_bytes)
        return wrong("This command is longer than 2,000 bytes. Make it shorter.");
    if (std::any_of(line.begin(), line.end(),
                    [](char c) { return (c >= 0 && c < ' ' && c != '\t') || c == '\x7f'; }))
        return wrong("This command holds control characters. Write it as plain text.");
    if (has_typographic_quote(line))
        return wrong("This command holds typographic quotes. Write straight ones: \"two words\".");
    return {};
}

}  // namespace

std::optional<std::string> command_name(std::string_view first_line) {
    const auto name = first_line.substr(0, first_line.find_first_of(" \t"));
    if (grammar_of(name) == nullptr)
        return std::nullopt;
    return std::string(name);
}

SlashResult parse_command(std::string_view first_line, const std::vector<std::string>& missions) {
    const auto name = command_name(first_line);
    if (!name)
        return std::optional<SlashCommand>();
    const auto& grammar = *grammar_of(*name);
    if (!grammar.mission.empty() &&
        std::find(missions.begin(), missions.end(), grammar.mission) == missions.end())
        return base::fail(base::ErrorKind::refused,
                          fmt::format("{} is not built yet. Say /mendel help for what is.", *name),
                          "command");
    if (const auto status = check_line(first_line); !status)
        return base::fail(status.error());
    auto command = read_tokens(grammar, first_line.substr(name->size()));
    if (!command)
        return base::fail(command.error());
    return std::optional<SlashCommand>(std::move(*command));
}

base::Result<SlashCommand> command_of(const std::string& name,
                                      const std::map<std::string, std::string>& values) {
    const auto* grammar = grammar_of(name);
    if (grammar == nullptr)
        return base::fail(base::ErrorKind::bug, name + " is no command. Report this.", "command");
    SlashCommand command{.name = name};
    for (const auto& [key, value] : values)
        if (const auto added = add_value(*grammar, key, value, command); !added)
            return base::fail(added.error());
    return complete(*grammar, std::move(command));
}

}  // namespace mendel::intake
