#include "evaluate/gates.hpp"
#include "evaluate/gates/weakenings.hpp"

namespace mendel::evaluate {

const std::vector<Weakening>& weakenings() {
    static const std::vector<Weakening> k_weakenings = {
        k_assertion_weakening,     k_subject_weakening,   k_suppression_weakening,
        k_configuration_weakening, k_tolerance_weakening, k_version_weakening,
        k_snapshot_weakening,      k_code_weakening};
    return k_weakenings;
}

namespace {

std::vector<model::Refusal> check_weakening(const GateInput& input) {
    std::vector<model::Refusal> refusals;
    for (const auto& weakening : weakenings())
        for (auto& refusal : weakening.find(input.patch))
            refusals.push_back(std::move(refusal));
    return refusals;
}

}  // namespace

const Gate k_weakening_gate{"weakening", check_weakening};

}  // namespace mendel::evaluate
