#include <algorithm>
#include <cstdlib>
#include <map>

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

/// One setting before and after; null: it is not there. At least one is.
struct Change {
    const Items* before;
    const Items* after;
};

/// Why the change of a setting makes a check less strict; empty: it does not.
using Weakened = std::string (*)(const Change&);

const Items& items_or_none(const Items* items) {
    static const Items k_none;
    return items != nullptr ? *items : k_none;
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

std::string frozen(const Change& change) {
    if (change.before == nullptr)
        return "was added";
    return change.after == nullptr ? "was removed" : "was changed";
}

std::string fixed(const Change& change) {
    return change.before == nullptr ? "" : frozen(change);
}

std::string silences(const Change& change) {
    const auto item = surplus_item(items_or_none(change.after), items_or_none(change.before));
    return item.empty() ? "" : "now also leaves out " + item;
}

std::string keeps(const Change& change) {
    const auto item = surplus_item(items_or_none(change.before), items_or_none(change.after));
    return item.empty() ? "" : "no longer has " + item;
}

std::string ceiling(const Change& change) {
    if (change.after == nullptr)
        return {};
    if (change.before == nullptr)
        return "was set";
    return number_of(*change.after) > number_of(*change.before) ? "was raised" : "";
}

std::string floor(const Change& change) {
    if (change.before == nullptr)
        return {};
    if (change.after == nullptr)
        return "was removed";
    return number_of(*change.after) < number_of(*change.before) ? "was lowered" : "";
}

std::string strict(const Change& change) {
    const bool was_on = change.before == nullptr || is_true(*change.before);
    return was_on && !is_true(items_or_none(change.after)) ? "was switched off" : "";
}

std::string lenient(const Change& change) {
    const bool was_on = is_true(items_or_none(change.before));
    return !was_on && is_true(items_or_none(change.after)) ? "was switched on" : "";
}

std::string level(const Change& change) {
    const auto before = level_of(items_or_none(change.before));
    if (change.after == nullptr)
        return before == 2 ? "was removed" : "";
    const auto after = level_of(*change.after);
    const bool lower = change.before == nullptr || before > after;
    return lower && after >= 0 && after < 2 ? "was lowered" : "";
}

std::string flags(const Change& change) {
    return flags_weakened(items_or_none(change.before), items_or_none(change.after))
               ? "lost strictness"
               : "";
}

/// Modes of guarded_settings.yaml, by name.
const std::map<std::string, Weakened, std::less<>>& modes() {
    static const std::map<std::string, Weakened, std::less<>> k_modes = {
        {"frozen", frozen},   {"fixed", fixed}, {"silences", silences}, {"keeps", keeps},
        {"ceiling", ceiling}, {"floor", floor}, {"strict", strict},     {"lenient", lenient},
        {"level", level},     {"flags", flags}};
    return k_modes;
}

struct Guard {
    base::Regex file;
    base::Regex key;
    Weakened weakened;
};

const std::vector<Guard>& guards() {
    static const std::vector<Guard> k_guards = [] {
        std::vector<Guard> list;
        const auto rows =
            base::parse_yaml(data_file("guarded_settings.yaml"), "guarded_settings.yaml");
        for (const auto& row : *rows->value)
            list.push_back({base::Regex(row["file"].get<std::string>()),
                            base::Regex(row["key"].get<std::string>()),
                            modes().at(row["mode"].get<std::string>())});
        return list;
    }();
    return k_guards;
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
            const auto why = guard.weakened({before, after});
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
