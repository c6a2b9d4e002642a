#include "plan/plan.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"
#include "plan/features.hpp"
#include "plan/methods.hpp"
#include "plan/strategies.hpp"
#include "plan/touches.hpp"

namespace mendel::plan {

namespace {

using model::PlannedTask;

constexpr std::size_t k_many_users = 20;

double factor_of(const std::string& complexity) {
    return complexity == "low" ? 0.6 : complexity == "high" ? 1.8 : 1.0;
}

std::vector<std::string> manifests_in(const code::DependencyGraph* graph) {
    std::vector<std::string> found;
    for (const auto* name : {"package.json", "package-lock.json", "pyproject.toml",
                             "requirements.txt", "setup.cfg", "go.mod", "go.sum", "Cargo.toml",
                             "Cargo.lock", "pom.xml", "build.gradle", "CMakeLists.txt"})
        if (graph != nullptr && graph->find(name) < graph->files.size())
            found.emplace_back(name);
    return found;
}

std::vector<std::string> touched(Touches touches, const Surroundings& around,
                                 const code::DependencyGraph* graph) {
    switch (touches) {
        case Touches::none:
            return {};
        case Touches::sources:
            return around.sources;
        case Touches::tests:
            return around.tests;
        case Touches::manifests:
            return manifests_in(graph);
        case Touches::documents:
            break;
    }
    if (!around.documents.empty() || graph == nullptr)
        return around.documents;
    return graph->find("README.md") < graph->files.size() ? std::vector<std::string>{"README.md"}
                                                          : std::vector<std::string>{};
}

void assess(PlannedTask& planned, const MethodTask& from, const Surroundings& around) {
    planned.risk = 1 + from.risk;
    if (from.risk > 0)
        planned.risk_reasons.emplace_back("Work of this kind often goes wrong.");
    if (from.phase != model::Phase::document)
        for (const auto& word : risk_words())
            if (word.pattern.found_in(planned.feature)) {
                planned.risk += word.adds;
                planned.risk_reasons.push_back(word.reason);
            }
    if (from.touches == Touches::sources && around.users >= k_many_users) {
        ++planned.risk;
        planned.risk_reasons.push_back(fmt::format("{} files use what it changes.", around.users));
    }
    if (from.touches == Touches::sources && !around.sources.empty() && around.tests.empty()) {
        ++planned.risk;
        planned.risk_reasons.emplace_back("No test reaches these files.");
    }
    planned.risk = std::clamp(planned.risk, 1, 5);
    planned.task.plan.risk = (planned.risk - 1) / 4.0;
}

void estimate(PlannedTask& planned, double minutes, double factor) {
    const auto files = planned.touches.empty() ? 0 : planned.touches.size() - 1;
    const auto middle = minutes * factor * (1 + 0.08 * static_cast<double>(files));
    planned.task.plan.estimate_minutes = std::round(middle);
    planned.low_minutes = std::round(middle * 0.6);
    planned.high_minutes = std::round(middle * (1 + 0.3 * planned.risk));
}

std::string titled(const std::string& title, const std::string& feature) {
    return base::ellipsize(base::replace_all(title, "{feature}", feature), 150);
}

void add_feature(model::Plan& plan, const Feature& feature, std::size_t number,
                 const PlanRequest& request) {
    static const code::DependencyGraph k_nothing;
    const auto& graph = request.graph != nullptr ? *request.graph : k_nothing;
    const auto around = surroundings_of(feature.text, graph);
    const auto& method = method_for(feature.text);
    const auto prefix = fmt::format("f{}-", number);
    for (const auto& step : refined(method)) {
        PlannedTask planned{.phase = step.phase, .feature = feature.text, .method = method.name};
        planned.touches = touched(step.touches, around, request.graph);
        auto& task = planned.task;
        task.id = prefix + step.id;
        task.kind = step.kind;
        task.title = titled(step.title, feature.text);
        task.instruction = feature.text;
        task.criteria = feature.criteria;
        task.files = planned.touches.empty() ? around.sources : planned.touches;
        task.plan.skills = step.skills;
        if (step.touches == Touches::sources)
            task.plan.skills.insert(task.plan.skills.end(), around.languages.begin(),
                                    around.languages.end());
        task.plan.priority = method.priority;
        for (const auto& need : step.needs)
            task.plan.depends_on.push_back(prefix + need);
        assess(planned, step, around);
        estimate(planned, step.minutes, factor_of(request.complexity));
        plan.tasks.push_back(std::move(planned));
    }
}

/// Parts of at most four hours that follow each other.
void split_big_tasks(model::Plan& plan) {
    std::vector<PlannedTask> tasks;
    for (const auto& planned : plan.tasks) {
        const auto minutes = planned.task.plan.estimate_minutes;
        const auto parts = static_cast<int>(std::ceil(minutes / k_most_minutes));
        for (int part = 1; part <= std::max(1, parts); ++part) {
            auto piece = planned;
            if (parts > 1) {
                piece.task.plan.estimate_minutes = minutes / parts;
                piece.low_minutes = planned.low_minutes / parts;
                piece.high_minutes = planned.high_minutes / parts;
                piece.task.title += fmt::format(" (part {} of {})", part, parts);
            }
            // The last part keeps the id that others wait for.
            if (part < parts)
                piece.task.id += fmt::format("-part{}", part);
            if (part > 1)
                piece.task.plan.depends_on = {planned.task.id + fmt::format("-part{}", part - 1)};
            tasks.push_back(std::move(piece));
        }
    }
    plan.tasks = std::move(tasks);
}

/// The last task: everything together.
void add_integration(model::Plan& plan) {
    PlannedTask planned{.phase = model::Phase::integrate,
                        .method = "integration",
                        .low_minutes = 15,
                        .high_minutes = 60};
    planned.task.id = "integrate";
    planned.task.kind = model::TaskKind::review;
    planned.task.title = "Run everything together, and mend what does not fit";
    planned.task.instruction = plan.goal;
    planned.task.plan.skills = {"review", "testing"};
    planned.task.plan.estimate_minutes = 30;
    for (const auto& other : plan.tasks) {
        const bool is_needed =
            std::any_of(plan.tasks.begin(), plan.tasks.end(), [&](const auto& one) {
                const auto& needs = one.task.plan.depends_on;
                return std::find(needs.begin(), needs.end(), other.task.id) != needs.end();
            });
        if (!is_needed)
            planned.task.plan.depends_on.push_back(other.task.id);
    }
    plan.tasks.push_back(std::move(planned));
}

const Strategy* strategy_named(const std::string& name) {
    for (const auto& strategy : all_strategies())
        if (strategy.name == name)
            return &strategy;
    return nullptr;
}

}  // namespace

const std::vector<std::string>& strategies() {
    static const auto k_names = [] {
        std::vector<std::string> names;
        for (const auto& strategy : all_strategies())
            names.push_back(strategy.name);
        return names;
    }();
    return k_names;
}

base::Result<model::Plan> make_plan(const PlanRequest& request) {
    const auto* strategy = strategy_named(request.strategy);
    if (strategy == nullptr)
        return base::fail(base::ErrorKind::user,
                          fmt::format("'{}' is no strategy. Use one of: {}.", request.strategy,
                                      base::join(strategies(), ", ")));
    const auto& complexity = request.complexity;
    if (complexity != "low" && complexity != "medium" && complexity != "high")
        return base::fail(
            base::ErrorKind::user,
            fmt::format("'{}' is no complexity. Use low, medium or high.", complexity));
    const auto features = features_of(request.goal);
    if (features.empty())
        return base::fail(base::ErrorKind::user,
                          "The goal says nothing. Write at least one sentence of what to build.");
    model::Plan plan{.goal = request.goal, .strategy = request.strategy, .complexity = complexity};
    for (std::size_t index = 0; index < features.size(); ++index)
        add_feature(plan, features[index], index + 1, request);
    strategy->arrange(plan);
    split_big_tasks(plan);
    add_integration(plan);
    settle_ownership(plan);
    if (const auto problems = plan_problems(plan); !problems.empty())
        return base::fail(base::ErrorKind::bug, "The plan breaks its own rules: " + problems[0]);
    return plan;
}

}  // namespace mendel::plan
