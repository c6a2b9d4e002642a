#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/result.hpp"
#include "model/plan.hpp"

namespace mendel::plan {

/// A Plan with its schedule, "mendel.plan/1" (schemas/plan.schema.json).
base::Json to_json(const model::Plan& plan);

/// Reads a plan; one that breaks the schema or a rule of plan_problems is an error of kind user
/// with the first problem. What the schedule says is computed anew.
base::Result<model::Plan> parse_plan(std::string_view text, std::string_view where);

/// Tables and lists for people.
std::string to_markdown(const model::Plan& plan);
/// A graph in Mermaid (https://mermaid.js.org), the critical path marked. `states` by id
/// ("done", "running", "failed") colour the nodes.
std::string to_mermaid(const model::Plan& plan, const std::map<std::string, std::string>& states);
/// A graph in the DOT language (https://graphviz.org/doc/info/lang.html).
std::string to_graphviz(const model::Plan& plan);

std::string_view name_of(model::Phase phase);

}  // namespace mendel::plan
