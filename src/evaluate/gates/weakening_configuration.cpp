#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "base/yaml.hpp"
#include "evaluate/data.hpp"
#include "evaluate/gates/lines.hpp"
#include "evaluate/gates/settings.hpp"
#include "evaluate/gates/weakenings.hpp"

namespace mendel::evaluate {

namespace {

using Items = std::vector<std::string>;

struct Guard {
    base::Regex file;
    base::Regex key;
    std::string mode;
};

const std::vector<Guard>& guards() {
    static const std::vector<Guard> k_guards = [] {
        std::vector<Guard> list;
        const auto rows =
            base::parse_yaml(data_file("guarded_settings.yaml"), "guarded_settings.yaml");
        for (const auto& row : *rows->value)
            list.push_back({base::Regex(row["file"].get<std::string>()),
                            base::Regex(row["key"].get<std::string>()), row["mode"]});
        return list;
    }();
    return k_guards;
}

/// The first item of `these` that `others` has less often; empty: none.
std::string surplus_item(const Items& these, const Items& others) {
    for (const auto& item : these)
        if (std::count(these.begin(), these.end(), item) >
            std::count(others.begin(), others.end(), item))
            return item;
    return {};
}

double number_of(const Items& items) {
    return items.empty() ? 0 : std::strtod(items.front().c_str(), nullptr);
}

int level_of(const Items& items) {
    if (items.empty())
        return -1;
    const auto& level = items.front();
    if (level == "off" || level == "0" || level == "allow" || level == "false")
        return 0;
    if (level == "warn" || level == "1" || level == "info")
        return 1;
    return level == "error" || level == "2" || level == "deny" || level == "on" ? 2 : 3;
}

bool is_true(const Items& items) {
    return !items.empty() && items.front() == "true";
}

bool flags_weakened(const Items& before, const Items& after) {
    const auto strict = [](const std::string& flag) { return flag.compare(0, 5, "-Wno-") != 0; };
    for (const auto& flag : before)
        if (strict(flag) && std::find(after.begin(), after.end(), flag) == after.end())
            return true;
    for (const auto& flag : after)
        if (!strict(flag) && std::find(before.begin(), before.end(), flag) == before.end())
            return true;
    return false;
}

/// Why the change of one setting makes a check less strict; empty: it does not.
std::string weakened(const std::string& mode, const Items* before, const Items* after) {
    const Items none;
    const auto& old_items = before != nullptr ? *before : none;
    const auto& new_items = after != nullptr ? *after : none;
    const bool was = before != nullptr;
    const bool is = after != nullptr;
    if (mode == "frozen")
        return was && is ? "was changed" : is ? "was added" : "was removed";
    if (mode == "fixed" && was)
        return is ? "was changed" : "was removed";
    if (mode == "silences") {
        const auto item = surplus_item(new_items, old_items);
        return item.empty() ? "" : "now also leaves out " + item;
    }
    if (mode == "keeps" && was) {
        const auto item = surplus_item(old_items, new_items);
        return item.empty() ? "" : "no longer has " + item;
    }
    if (mode == "ceiling" && is && (!was || number_of(new_items) > number_of(old_items)))
        return was ? "was raised" : "was set";
    if (mode == "floor" && was && (!is || number_of(new_items) < number_of(old_items)))
        return is ? "was lowered" : "was removed";
    if (mode == "strict" && was && is_true(old_items) && !is_true(new_items))
        return "was switched off";
    if (mode == "strict" && !was && is && !is_true(new_items))
        return "was switched off";
    if (mode == "lenient" && is_true(new_items) && !is_true(old_items))
        return "was switched on";
    if (mode == "level" && level_of(new_items) < 2 && is &&
        (level_of(old_items) > level_of(new_items) || !was) && level_of(new_items) >= 0)
        return "was lowered";
    if (mode == "level" && was && !is && level_of(old_items) == 2)
        return "was removed";
    if (mode == "flags" && flags_weakened(old_items, new_items))
        return "lost strictness";
    return {};
}

class FileComparison {
  public:
    explicit FileComparison(const model::FileChange& change)
        : m_change(change),
          m_before(settings_of(change.path, change.before.value_or(""))),
          m_after(settings_of(change.path, change.after.value_or(""))) {}

    std::vector<model::Refusal> run() {
        for (const auto& [key, items] : m_before) {
            const auto after = m_after.find(key);
            compare(key, &items, after == m_after.end() ? nullptr : &after->second);
        }
        for (const auto& [key, items] : m_after)
            if (m_before.count(key) == 0)
                compare(key, nullptr, &items);
        return std::move(m_refusals);
    }

  private:
    void compare(const std::string& key, const Items* before, const Items* after) {
        if (before != nullptr && after != nullptr && *before == *after)
            return;
        for (const auto& guard : guards()) {
            if (!guard.file.found_in(m_change.path) || !guard.key.found_in(key))
                continue;
            const auto why = weakened(guard.mode, before, after);
            if (why.empty())
                continue;
            const auto& text = m_change.after ? *m_change.after : *m_change.before;
            m_refusals.push_back({"weakening.configuration", fmt::format("{} {}.", key, why),
                                  m_change.path, line_of_key(text, key)});
            return;
        }
    }

    const model::FileChange& m_change;
    Settings m_before;
    Settings m_after;
    std::vector<model::Refusal> m_refusals;
};

std::vector<model::Refusal> find_configuration(const model::Patch& patch) {
    std::vector<model::Refusal> refusals;
    for (const auto& change : patch.changes) {
        const bool text = is_text(change.before.value_or("")) && is_text(change.after.value_or(""));
        if (!text)
            continue;
        for (auto& refusal : FileComparison(change).run())
            refusals.push_back(std::move(refusal));
    }
    return refusals;
}

}  // namespace

const Weakening k_configuration_weakening{"configuration", find_configuration};

}  // namespace mendel::evaluate
