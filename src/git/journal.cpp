#include "git/journal.hpp"

#include <nlohmann/json.hpp>

#include "base/crypto.hpp"
#include "base/json.hpp"
#include "git/tree_path.hpp"

namespace mendel::git {
namespace {

constexpr auto k_schema = "mendel.apply_journal/1";

std::string to_hexadecimal(const std::string& bytes) {
    constexpr std::string_view k_digits = "0123456789abcdef";
    std::string text;
    for (const char letter : bytes) {
        const auto byte = static_cast<unsigned char>(letter);
        text += k_digits[byte >> 4U];
        text += k_digits[byte & 15U];
    }
    return text;
}

int digit_of(char letter) {
    if (letter >= '0' && letter <= '9')
        return letter - '0';
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : 0;
}

std::string from_hexadecimal(const std::string& text) {
    std::string bytes;
    for (std::size_t at = 0; at + 1 < text.size(); at += 2)
        bytes += static_cast<char>(digit_of(text[at]) * 16 + digit_of(text[at + 1]));
    return bytes;
}

bool is_plain_name(const std::string& name) {
    return name.find('/') == std::string::npos;
}

}  // namespace

std::string to_journal_text(const std::vector<JournalStep>& steps) {
    auto list = base::Json::array();
    for (const auto& step : steps)
        list.push_back({{"path_bytes", to_hexadecimal(step.path)},
                        {"before", step.before},
                        {"after", step.after},
                        {"staged", step.staged}});
    return base::to_pretty_text({{"schema", k_schema}, {"steps", std::move(list)}});
}

base::Result<std::vector<JournalStep>> parse_journal(const std::string& text,
                                                     const std::string& where) {
    const auto damaged = base::fail(base::ErrorKind::permanent,
                                    "The journal of an interrupted change is damaged. Compare the "
                                    "files with git diff, then remove the journal's folder.",
                                    where);
    const auto json = base::parse_json(text, where);
    if (!json || !json->is_object() || json->value("schema", "") != k_schema)
        return damaged;
    std::vector<JournalStep> steps;
    try {
        for (const auto& item : json->at("steps"))
            steps.push_back({.path = from_hexadecimal(item.at("path_bytes")),
                             .before = item.at("before"),
                             .after = item.at("after"),
                             .staged = item.at("staged")});
    } catch (const base::Json::exception&) {
        return damaged;
    }
    for (const auto& step : steps)
        if (!check_tree_path(step.path) || !is_plain_name(step.staged))
            return damaged;
    return steps;
}

}  // namespace mendel::git
