#include "diagnose/flaky.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "base/regex.hpp"
#include "base/text.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;
using model::Failure;

constexpr double k_transient = 0.8;    // the machine's or the network's doing
constexpr double k_sometimes = 0.5;    // can be either
constexpr double k_seldom = 0.1;       // mostly the code's doing
constexpr double k_never = 0.02;       // reads the code only
constexpr double k_most = 0.97;        // no number of runs makes it certain
constexpr double k_not_shown = 0.35;   // what is left of the doubt after a run without it
constexpr double k_shown_again = 0.5;  // what is left of the suspicion after a run with it

/// Rules of infrastructure failures that another run mostly does not show.
constexpr std::array<std::string_view, 7> k_transient_rules = {
    "network", "name-resolution", "rate-limit", "runner-lost", "canceled", "port-in-use", "clock"};

/// Whether the words are about what comes and goes: networks, deadlines, ports, clocks, order.
bool speaks_of_chance(const Failure& failure) {
    static const base::Regex k_words(
        "(?i)timed? ?out|deadline|connection|ECONN|socket|port .*in use|address already in use|"
        "\\bEADDRINUSE\\b|rate limit|too many requests|\\b(?:502|503|504)\\b|data race|race "
        "condition|deadlock|flaky|eventually|temporar");
    const auto& tests = failure.tests;
    return k_words.found_in(failure.message) ||
           std::any_of(tests.begin(), tests.end(), [](const model::FailedTest& test) {
               return k_words.found_in(test.message);
           });
}

bool shares_test(const Failure& one, const Failure& other) {
    return std::any_of(one.tests.begin(), one.tests.end(), [&other](const auto& test) {
        return std::any_of(other.tests.begin(), other.tests.end(),
                           [&test](const auto& known) { return known.name == test.name; });
    });
}

bool shows(const std::vector<Failure>& run, const Failure& failure) {
    return std::any_of(run.begin(), run.end(), [&failure](const Failure& known) {
        return known.fingerprint == failure.fingerprint || shares_test(known, failure);
    });
}

std::string told(std::size_t shown, std::size_t runs) {
    if (shown == runs)
        return "Each of " + base::counted(runs, "earlier run") +
               " of this commit shows it too: it does not come and go.";
    return std::to_string(runs - shown) + " of " + base::counted(runs, "earlier run") +
           " of this commit did not show it: run it again before you change code.";
}

}  // namespace

double suspicion_of(const Failure& failure) {
    const bool is_chance = speaks_of_chance(failure);
    switch (failure.category) {
        case Category::infrastructure: {
            const bool is_transient = std::find(k_transient_rules.begin(), k_transient_rules.end(),
                                                failure.rule) != k_transient_rules.end();
            return is_transient || is_chance ? k_transient : k_sometimes;
        }
        case Category::timeout:
            return k_sometimes;
        case Category::test_failure:
        case Category::runtime_error:
        case Category::dependency_error:
            return is_chance ? k_sometimes : k_seldom;
        default:
            return k_never;
    }
}

void weigh_history(std::vector<Failure>& failures,
                   const std::vector<std::vector<Failure>>& earlier) {
    if (earlier.empty())
        return;
    for (auto& failure : failures) {
        const auto shown = static_cast<std::size_t>(
            std::count_if(earlier.begin(), earlier.end(),
                          [&failure](const auto& run) { return shows(run, failure); }));
        const auto absent = earlier.size() - shown;
        const auto prior = failure.flaky.value_or(suspicion_of(failure));
        failure.flaky =
            absent > 0 ? std::min(k_most, 1 - (1 - prior) * std::pow(k_not_shown,
                                                                     static_cast<double>(absent)))
                       : prior * std::pow(k_shown_again, static_cast<double>(shown));
        failure.suggestions.insert(failure.suggestions.begin(), told(shown, earlier.size()));
    }
}

}  // namespace mendel::diagnose
