#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/regex.hpp"
#include "model/plan.hpp"

namespace mendel::plan {

/// Which files a task of a method touches.
enum class Touches { none, sources, tests, documents, manifests };

/// One task of a method, or a place where another method is put in (hierarchical task networks:
/// K. Erol, J. Hendler, D. Nau, HTN Planning, 1994).
struct MethodTask {
    std::string id;
    std::string method = {};  ///< refined by it; then only `needs` counts
    model::Phase phase = model::Phase::build;
    model::TaskKind kind = model::TaskKind::implement;
    std::string title = {};  ///< "{feature}" stands for the feature's text
    std::vector<std::string> skills = {};
    std::vector<std::string> needs = {};
    double minutes = 60;
    Touches touches = Touches::none;
    int risk = 0;  ///< added to what the feature brings
};

/// A way to reach one kind of goal: src/plan/data/method_<name>.yaml.
struct Method {
    std::string name;
    std::vector<base::Regex> matches = {};
    int priority = 0;
    std::vector<MethodTask> tasks = {};
};

/// Every method, in the order in which they are asked; "feature" is last and fits everything.
const std::vector<Method>& methods();

/// The method for a feature.
const Method& method_for(std::string_view text);

/// The tasks of a method with methods inside refined, ids joined by '-'.
std::vector<MethodTask> refined(const Method& method);

/// A word of a goal that makes it riskier.
struct RiskWord {
    base::Regex pattern;
    int adds = 1;
    std::string reason;
};
const std::vector<RiskWord>& risk_words();

}  // namespace mendel::plan
