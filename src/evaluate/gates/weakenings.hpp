#pragma once

#include <string_view>
#include <vector>

#include "model/patch.hpp"
#include "model/verdict.hpp"

namespace mendel::evaluate {

/// One way of making a check less strict; its refusals carry the rule "weakening.<rule>" with file
/// and line.
struct Weakening {
    std::string_view name;
    std::vector<model::Refusal> (*find)(const model::Patch&);
};

extern const Weakening k_assertion_weakening;      ///< assertions dropped, changed or not reached
extern const Weakening k_subject_weakening;        ///< tests made to import another name
extern const Weakening k_suppression_weakening;    ///< noqa, type: ignore, eslint-disable ...
extern const Weakening k_configuration_weakening;  ///< keys that say what is checked and how
extern const Weakening k_tolerance_weakening;      ///< `|| true`, continue-on-error, set +e
extern const Weakening k_version_weakening;        ///< dependency versions lowered or capped
extern const Weakening k_snapshot_weakening;       ///< recorded expectations rewritten
extern const Weakening k_code_weakening;           ///< code removed, emptied, swallowed, hard-coded

const std::vector<Weakening>& weakenings();

}  // namespace mendel::evaluate
