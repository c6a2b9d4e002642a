#include "evaluate/referee.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include <fmt/format.h>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "code/language.hpp"
#include "evaluate/gates.hpp"
#include "evaluate/gates/cases.hpp"

namespace mendel::evaluate {

namespace {

using base::Regex;

constexpr double k_noise = 1.1;
constexpr double k_megabyte = 1e6;

/// Lines of a change that were not there before.
std::vector<std::string_view> added_lines(const model::FileChange& change) {
    std::vector<std::string_view> before;
    if (change.before)
        before = base::split_lines(*change.before);
    std::sort(before.begin(), before.end());
    std::vector<std::string_view> added;
    if (!change.after)
        return added;
    for (const auto line : base::split_lines(*change.after))
        if (!std::binary_search(before.begin(), before.end(), line))
            added.push_back(line);
    return added;
}

std::size_t count_added(const model::Patch& patch, const Regex& pattern, bool also_tests) {
    std::size_t count = 0;
    for (const auto& change : patch.changes) {
        if (!also_tests && code::is_test_file(change.path))
            continue;
        for (const auto line : added_lines(change))
            count += pattern.found_in(line) ? 1 : 0;
    }
    return count;
}

std::size_t size_of(const model::Patch& patch) {
    std::size_t lines = 0;
    for (const auto& change : patch.changes) {
        const auto count = model::changed_lines(change);
        lines += count.added + count.removed;
    }
    return lines;
}

double memory_of(const Entry& entry) {
    std::size_t most = 0;
    for (const auto& check : entry.checks)
        most = std::max(most, check.peak_memory);
    return static_cast<double>(most);
}

double seconds_of(const Entry& entry) {
    if (entry.measure)
        return *entry.measure;
    double seconds = 0;
    for (const auto& check : entry.checks)
        seconds += std::chrono::duration<double>(check.duration).count();
    return seconds;
}

/// The least that any entry took.
struct Best {
    double seconds = 0;
    double memory = 0;
};

Best best_of(const std::vector<Entry>& entries) {
    const auto least = [&](double (*value)(const Entry&)) {
        double best = 0;
        for (const auto& entry : entries)
            if (const auto own = value(entry); own > 0)
                best = best > 0 ? std::min(best, own) : own;
        return best;
    };
    return {least(seconds_of), least(memory_of)};
}

/// 1 for the best and what lies within the noise of a machine, less the worse; 1 where not known.
double share_of(double best, double own) {
    return best <= 0 || own <= best * k_noise ? 1.0 : best / own;
}

Score performance(const Entry& entry, const Best& best) {
    const auto seconds = seconds_of(entry);
    const auto memory = memory_of(entry);
    const auto points = 0.7 * share_of(best.seconds, seconds) + 0.3 * share_of(best.memory, memory);
    return {"performance", points,
            fmt::format("{:.2f} s and {:.0f} MB, the least are {:.2f} s and {:.0f} MB", seconds,
                        memory / k_megabyte, best.seconds, best.memory / k_megabyte)};
}

Score quality(const Entry& entry) {
    static const Regex branches("\\b(if|for|while|case|catch|except|elif|switch)\\b|&&|\\|\\|");
    const auto lines = size_of(entry.patch);
    const auto knots = count_added(entry.patch, branches, false);
    bool has_source = false;
    bool has_test = false;
    for (const auto& change : entry.patch.changes) {
        has_test = has_test || code::is_test_file(change.path);
        has_source = has_source || !code::is_test_file(change.path);
    }
    const auto small = 1 / (1 + static_cast<double>(lines) / 200);
    const auto plain = 1 / (1 + static_cast<double>(knots) / 20);
    const auto tested = has_test || !has_source ? 1.0 : 0.5;
    return {"quality", 0.4 * small + 0.3 * plain + 0.3 * tested,
            fmt::format("{} changed lines, {} new branches, {}", lines, knots,
                        has_test ? "with tests" : "without tests")};
}

Score security(const Entry& entry) {
    static const Regex dangers(
        "(?i)\\beval\\s*\\(|\\bexec\\s*\\(|shell\\s*=\\s*True|pickle\\.loads?|os\\.system|"
        "verify\\s*=\\s*False|innerHTML|dangerouslySetInnerHTML|\\bstrcpy\\s*\\(|\\bgets\\s*\\(|"
        "yaml\\.load\\s*\\((?:[^,)]*)\\)|child_process|http://(?:[^l1]|1[^2])|"
        "rejectUnauthorized\\s*:\\s*false|\\bmd5\\b|\\bunsafe\\b");
    static const Regex manifest(
        "(?:^|/)(package\\.json|requirements[^/]*\\.txt|pyproject\\.toml|go\\.mod|Cargo\\.toml)$");
    const auto found = count_added(entry.patch, dangers, false);
    std::size_t manifests = 0;
    for (const auto& change : entry.patch.changes)
        manifests += manifest.found_in(change.path) ? added_lines(change).size() : 0;
    const auto points =
        1 / (1 + static_cast<double>(found)) / (1 + 0.1 * static_cast<double>(manifests));
    return {"security", points,
            fmt::format("{} risky calls, {} new lines of manifests", found, manifests)};
}

std::vector<std::string> new_tests(const model::Patch& patch) {
    std::vector<std::string> names;
    for (const auto& change : patch.changes) {
        if (!change.after || !code::is_test_file(change.path))
            continue;
        std::vector<std::string> before;
        if (change.before)
            for (const auto& one : cases_of(change.path, *change.before))
                before.push_back(one.name);
        for (const auto& one : cases_of(change.path, *change.after))
            if (one.test && std::find(before.begin(), before.end(), one.name) == before.end())
                names.push_back(base::to_lower(one.name + " " + one.body));
    }
    return names;
}

/// A criterion has a test where half of its telling words stand in one new test.
bool is_tested(const std::string& criterion, const std::vector<std::string>& tests) {
    static const Regex word("[A-Za-z]{4,}");
    const auto lower = base::to_lower(criterion);
    const auto words = word.match_all(lower);
    return std::any_of(tests.begin(), tests.end(), [&](const std::string& test) {
        const auto hits = std::count_if(words.begin(), words.end(), [&](const auto& groups) {
            return base::contains(test, groups[0]);
        });
        return !words.empty() && static_cast<std::size_t>(hits) * 2 >= words.size();
    });
}

Score value(const Entry& entry, const RefereeFacts& facts) {
    static const Regex debt(
        "\\b(TO"
        "DO|FIX"
        "ME|HA"
        "CK|X"
        "XX)\\b");
    const auto tests = new_tests(entry.patch);
    const auto owed = count_added(entry.patch, debt, true);
    const auto hits =
        std::count_if(facts.criteria.begin(), facts.criteria.end(),
                      [&](const std::string& criterion) { return is_tested(criterion, tests); });
    const auto share = facts.criteria.empty()
                           ? (tests.empty() ? 0.5 : 1.0)
                           : static_cast<double>(hits) / static_cast<double>(facts.criteria.size());
    return {"value", share / (1 + 0.25 * static_cast<double>(owed)),
            fmt::format("{} of {} criteria have a new test, {} new tests, {} marks of debt", hits,
                        facts.criteria.size(), tests.size(), owed)};
}

/// Why an entry may not win; "" where it may.
std::string bar_of(const Entry& entry, const RefereeFacts& facts, const Placing& placing) {
    if (!entry.is_finished)
        return "its maker did not come to an end";
    if (entry.patch.empty())
        return facts.may_be_empty ? "" : "it changes nothing";
    if (!placing.refusals.empty())
        return model::to_text(placing.refusals.front());
    for (const auto& check : entry.checks)
        if (check.exit_code != 0 && !facts.may_be_red)
            return fmt::format("{} ends with {}", check.command, check.exit_code);
    return {};
}

Placing placed(const Entry& entry, const RefereeFacts& facts, const Best& best) {
    Placing placing{.id = entry.id};
    if (facts.config != nullptr && !entry.patch.empty())
        placing.refusals = run_gates({.patch = entry.patch, .config = *facts.config});
    placing.reason = bar_of(entry, facts, placing);
    placing.may_win = placing.reason.empty();
    placing.scores = {performance(entry, best), quality(entry), security(entry),
                      value(entry, facts)};
    const auto& weights = facts.weights;
    const double shares[] = {weights.performance, weights.quality, weights.security, weights.value};
    double sum = 0;
    for (std::size_t index = 0; index < placing.scores.size(); ++index) {
        placing.total += shares[index] * placing.scores[index].points;
        sum += shares[index];
    }
    placing.total = sum > 0 ? placing.total / sum : 0;
    return placing;
}

}  // namespace

std::vector<Placing> referee(const std::vector<Entry>& entries, const RefereeFacts& facts) {
    const auto best = best_of(entries);
    struct Ranked {
        Placing placing;
        std::size_t size;
        double cost;
    };
    std::vector<Ranked> ranked;
    for (const auto& entry : entries)
        ranked.push_back({placed(entry, facts, best), size_of(entry.patch), entry.cost_usd});
    std::sort(ranked.begin(), ranked.end(), [](const Ranked& left, const Ranked& right) {
        if (left.placing.may_win != right.placing.may_win)
            return left.placing.may_win;
        // Differences below a thousandth are noise of the clock.
        const auto one = std::lround(left.placing.total * 1000);
        const auto other = std::lround(right.placing.total * 1000);
        if (one != other)
            return one > other;
        return std::tie(left.size, left.cost, left.placing.id) <
               std::tie(right.size, right.cost, right.placing.id);
    });
    std::vector<Placing> placings;
    for (auto& one : ranked)
        placings.push_back(std::move(one.placing));
    return placings;
}

std::optional<std::string> winner_of(const std::vector<Placing>& placings) {
    if (placings.empty() || !placings.front().may_win)
        return {};
    return placings.front().id;
}

double mann_whitney(const std::vector<double>& left, const std::vector<double>& right) {
    if (left.size() < 3 || right.size() < 3)
        return 1;
    double wins = 0;
    for (const auto one : left)
        for (const auto other : right)
            wins += one > other ? 1 : one == other ? 0.5 : 0;
    const auto n = static_cast<double>(left.size());
    const auto m = static_cast<double>(right.size());
    const auto mean = n * m / 2;
    const auto deviation = std::sqrt(n * m * (n + m + 1) / 12);
    const auto distance = std::max(0.0, std::abs(wins - mean) - 0.5) / deviation;
    return std::erfc(distance / std::sqrt(2.0));
}

}  // namespace mendel::evaluate
