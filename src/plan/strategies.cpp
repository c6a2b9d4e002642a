#include "plan/strategies.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "plan/plan.hpp"
#include "plan/schedule.hpp"

namespace mendel::plan {

namespace {

using model::Phase;
using model::Plan;
using model::PlannedTask;

void add_need(PlannedTask& planned, const std::string& id) {
    auto& needs = planned.task.plan.depends_on;
    if (id != planned.task.id && std::find(needs.begin(), needs.end(), id) == needs.end())
        needs.push_back(id);
}

PlannedTask extra(const std::string& id, Phase phase, const std::string& title, double minutes) {
    PlannedTask planned{.phase = phase,
                        .method = "strategy",
                        .low_minutes = minutes * 0.6,
                        .high_minutes = minutes * 1.5};
    planned.task.id = id;
    planned.task.title = title;
    planned.task.plan.estimate_minutes = minutes;
    planned.task.plan.skills = {"analysis"};
    return planned;
}

/// The prefix that ids of one feature share: "f2-".
std::string prefix_of(const PlannedTask& planned) {
    const auto dash = planned.task.id.find('-');
    return dash == std::string::npos ? std::string() : planned.task.id.substr(0, dash + 1);
}

std::vector<std::string> features_in(const Plan& plan) {
    std::vector<std::string> prefixes;
    for (const auto& planned : plan.tasks)
        if (const auto prefix = prefix_of(planned);
            !prefix.empty() &&
            std::find(prefixes.begin(), prefixes.end(), prefix) == prefixes.end())
            prefixes.push_back(prefix);
    return prefixes;
}

bool is_needed(const Plan& plan, const std::string& id) {
    return std::any_of(plan.tasks.begin(), plan.tasks.end(), [&](const auto& planned) {
        const auto& needs = planned.task.plan.depends_on;
        return std::find(needs.begin(), needs.end(), id) != needs.end();
    });
}

/// Each phase of the whole begins when the one before is over.
void waterfall(Plan& plan) {
    auto first =
        extra("requirements", Phase::explore, "Write down what is asked, and have it agreed", 30);
    first.task.kind = model::TaskKind::document;
    plan.tasks.insert(plan.tasks.begin(), first);
    std::map<std::string, int> level;
    const auto order = task_order(plan).value();
    for (const auto index : order) {
        const auto& planned = plan.tasks[index];
        auto& own = level[planned.task.id] = static_cast<int>(planned.phase);
        for (const auto& need : planned.task.plan.depends_on)
            own = std::max(own, level[need]);
    }
    const auto levels = level;
    for (auto& planned : plan.tasks) {
        int before = -1;
        for (const auto& [id, other] : levels)
            if (other < levels.at(planned.task.id))
                before = std::max(before, other);
        for (const auto& [id, other] : levels)
            if (other == before)
                add_need(planned, id);
    }
}

/// A thin whole first, then each feature to the point where it can be shown.
void agile(Plan& plan) {
    auto thin =
        extra("skeleton", Phase::build, "Build the thinnest whole that runs from end to end", 90);
    thin.task.instruction = plan.goal;
    thin.task.plan.skills = {"backend"};
    thin.task.plan.priority = 1;
    const auto features = features_in(plan);
    for (auto& planned : plan.tasks)
        if (planned.task.plan.depends_on.empty())
            add_need(planned, thin.task.id);
    std::vector<PlannedTask> shows;
    for (const auto& feature : features) {
        auto show =
            extra(feature + "show", Phase::integrate, "Show it, and take in what is said", 20);
        show.task.kind = model::TaskKind::review;
        show.task.plan.skills = {"review"};
        for (const auto& planned : plan.tasks)
            if (prefix_of(planned) == feature && !is_needed(plan, planned.task.id)) {
                add_need(show, planned.task.id);
                show.feature = planned.feature;
            }
        shows.push_back(show);
    }
    plan.tasks.insert(plan.tasks.begin(), thin);
    plan.tasks.insert(plan.tasks.end(), shows.begin(), shows.end());
}

/// Features side by side, each from its first task to its last.
void feature_first(Plan&) {}

bool comes_before(const Plan& plan, const std::vector<bool>& before, std::size_t left,
                  std::size_t right) {
    return before[left * plan.tasks.size() + right];
}

/// The first test that its method put after a build goes before all builds of the feature.
void turn_test_round(Plan& plan, const std::string& feature) {
    const auto before = reachability(plan);
    std::vector<std::size_t> builds;
    std::vector<std::size_t> tests;
    for (std::size_t index = 0; index < plan.tasks.size(); ++index) {
        if (prefix_of(plan.tasks[index]) != feature)
            continue;
        if (plan.tasks[index].phase == Phase::build)
            builds.push_back(index);
        if (plan.tasks[index].phase == Phase::test)
            tests.push_back(index);
    }
    const auto is_first = [&](std::size_t test) {
        return std::none_of(builds.begin(), builds.end(), [&](std::size_t build) {
            return comes_before(plan, before, build, test);
        });
    };
    if (tests.empty() || builds.empty())
        return;
    auto chosen = std::find_if(tests.begin(), tests.end(), is_first);
    const bool is_turned = chosen == tests.end();
    if (is_turned)
        chosen = tests.begin();
    auto& test = plan.tasks[*chosen];
    if (is_turned) {
        test.task.title = "First, red: " + test.task.title;
        test.task.plan.depends_on.clear();
        for (std::size_t index = 0; index < plan.tasks.size(); ++index)
            if (plan.tasks[index].phase == Phase::design &&
                comes_before(plan, before, index, *chosen))
                add_need(test, plan.tasks[index].task.id);
    }
    for (const auto build : builds)
        add_need(plan.tasks[build], test.task.id);
    // What the test stood after, and others waited for through it, is waited for directly.
    for (auto& planned : plan.tasks) {
        auto& needs = planned.task.plan.depends_on;
        if (is_turned && planned.phase != Phase::build &&
            std::find(needs.begin(), needs.end(), test.task.id) != needs.end())
            for (const auto build : builds)
                add_need(planned, plan.tasks[build].task.id);
    }
}

/// Red, green, tidy: the test of a feature precedes its implementation.
void test_driven(Plan& plan) {
    for (const auto& feature : features_in(plan)) {
        turn_test_round(plan, feature);
        auto tidy = extra(feature + "tidy", Phase::build, "Tidy while the tests are green", 30);
        tidy.task.kind = model::TaskKind::refactor;
        tidy.task.plan.skills = {"refactoring"};
        for (const auto& planned : plan.tasks)
            if (prefix_of(planned) == feature && planned.phase == Phase::build) {
                add_need(tidy, planned.task.id);
                tidy.feature = planned.feature;
                tidy.touches = planned.touches;
            }
        if (!tidy.task.plan.depends_on.empty())
            plan.tasks.push_back(tidy);
    }
}

/// What is most likely to go wrong is looked at and built first.
void risk_driven(Plan& plan) {
    std::map<std::string, int> risk;
    for (const auto& planned : plan.tasks)
        risk[prefix_of(planned)] = std::max(risk[prefix_of(planned)], planned.risk);
    auto features = features_in(plan);
    std::stable_sort(features.begin(), features.end(),
                     [&](const auto& left, const auto& right) { return risk[left] > risk[right]; });
    std::vector<std::string> riskier;  // builds of features with a higher risk
    std::vector<std::string> equal;
    for (std::size_t at = 0; at < features.size(); ++at) {
        const auto& feature = features[at];
        if (at > 0 && risk[feature] < risk[features[at - 1]]) {
            riskier.insert(riskier.end(), equal.begin(), equal.end());
            equal.clear();
        }
        auto spike =
            extra(feature + "spike", Phase::explore, "Try the riskiest part by itself", 60);
        spike.risk = risk[feature];
        spike.risk_reasons = {"It is there to find out."};
        const bool is_spiked = at == 0 || risk[feature] >= 4;
        for (auto& planned : plan.tasks) {
            if (prefix_of(planned) != feature)
                continue;
            planned.task.plan.priority += risk[feature];
            spike.feature = planned.feature;
            if (planned.task.plan.depends_on.empty())
                planned.task.plan.depends_on = riskier;
            if (planned.phase != Phase::build)
                continue;
            equal.push_back(planned.task.id);
            if (is_spiked)
                add_need(planned, spike.task.id);
        }
        spike.task.plan.depends_on = riskier;
        spike.task.plan.priority = risk[feature] + 1;
        if (is_spiked)
            plan.tasks.insert(plan.tasks.begin(), spike);
    }
}

}  // namespace

const std::vector<Strategy>& all_strategies() {
    static const std::vector<Strategy> k_all = {
        {"waterfall", "phase after phase for the whole", waterfall},
        {"agile", "a thin whole first, then features that can be shown", agile},
        {"feature-first", "features side by side, each to its end", feature_first},
        {"test-driven", "each test before its implementation", test_driven},
        {"risk-driven", "what can go wrong first", risk_driven}};
    return k_all;
}

}  // namespace mendel::plan
