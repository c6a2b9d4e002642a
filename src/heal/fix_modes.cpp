#include "heal/fix_modes.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "heal/data.hpp"

namespace mendel::heal {
namespace {

using Words = std::vector<std::string>;

std::vector<FixMode> load() {
    std::vector<FixMode> modes;
    for (const auto& row : data_table("fix_modes.yaml")) {
        FixMode mode;
        mode.tool = row.at("tool").get<std::string>();
        mode.category = row.at("category").get<std::string>();
        mode.first = row.value("first", Words{});
        mode.without = row.value("without", Words{});
        mode.remove = row.value("remove", Words{});
        mode.remove_value = row.value("remove_value", Words{});
        mode.replace = row.value("replace", std::map<std::string, std::string>{});
        mode.insert = row.value("insert", Words{});
        mode.ok = row.value("ok", std::vector<int>{0});
        mode.narrow = row.value("narrow", false);
        mode.values = row.value("values", Words{});
        modes.push_back(std::move(mode));
    }
    return modes;
}

bool has(const Words& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_option(const std::string& word) {
    return word.size() > 1 && word.front() == '-';
}

/// "--name=" of the table stands for every --name=value.
bool is_removed(const FixMode& mode, const std::string& word) {
    return std::any_of(mode.remove.begin(), mode.remove.end(), [&](const std::string& pattern) {
        return pattern.back() == '=' ? word.rfind(pattern, 0) == 0 : word == pattern;
    });
}

std::size_t first_operand(const Words& arguments) {
    const auto found = std::find_if_not(arguments.begin(), arguments.end(), is_option);
    return static_cast<std::size_t>(found - arguments.begin());
}

bool fits(const FixMode& mode, const code::Invocation& invocation) {
    if (mode.tool != invocation.tool)
        return false;
    const auto at = first_operand(invocation.arguments);
    if (!mode.first.empty() &&
        (at >= invocation.arguments.size() || !has(mode.first, invocation.arguments[at])))
        return false;
    return std::none_of(mode.without.begin(), mode.without.end(),
                        [&](const std::string& word) { return has(invocation.arguments, word); });
}

}  // namespace

const std::vector<FixMode>& fix_modes() {
    static const std::vector<FixMode> k_modes = load();
    return k_modes;
}

std::vector<const FixMode*> fix_modes_of(const code::Invocation& invocation) {
    std::vector<const FixMode*> found;
    for (const auto& mode : fix_modes()) {
        if (fits(mode, invocation))
            found.push_back(&mode);
    }
    return found;
}

bool has_fix_mode(const std::string& tool, const std::string& category) {
    return std::any_of(fix_modes().begin(), fix_modes().end(), [&](const FixMode& mode) {
        return mode.tool == tool && mode.category == category;
    });
}

Words fix_arguments(const FixMode& mode, const Words& arguments) {
    Words kept;
    for (std::size_t at = 0; at < arguments.size(); ++at) {
        if (is_removed(mode, arguments[at]))
            continue;
        if (has(mode.remove_value, arguments[at])) {
            ++at;
            continue;
        }
        const auto other = mode.replace.find(arguments[at]);
        kept.push_back(other == mode.replace.end() ? arguments[at] : other->second);
    }
    if (!kept.empty() && kept.back() == "--")
        kept.pop_back();
    const auto at = mode.first.empty() ? 0 : std::min(first_operand(kept) + 1, kept.size());
    kept.insert(kept.begin() + static_cast<std::ptrdiff_t>(at), mode.insert.begin(),
                mode.insert.end());
    return kept;
}

Words with_files(const FixMode& mode, const Words& arguments, const Words& files) {
    Words kept;
    bool verb_seen = mode.first.empty();
    for (std::size_t at = 0; at < arguments.size(); ++at) {
        if (is_option(arguments[at])) {
            kept.push_back(arguments[at]);
            if (has(mode.values, arguments[at]) && at + 1 < arguments.size())
                kept.push_back(arguments[++at]);
        } else if (!verb_seen) {
            kept.push_back(arguments[at]);
            verb_seen = true;
        }
    }
    kept.insert(kept.end(), files.begin(), files.end());
    return kept;
}

}  // namespace mendel::heal
