#include "evaluate/gates.hpp"

namespace mendel::evaluate {

const std::vector<Gate>& gates() {
    static const std::vector<Gate> k_gates = {k_scope_gate, k_secrets_gate, k_tests_gate,
                                              k_weakening_gate};
    return k_gates;
}

std::vector<model::Refusal> run_gates(const GateInput& input) {
    std::vector<model::Refusal> refusals;
    for (const auto& gate : gates())
        for (auto& refusal : gate.check(input))
            refusals.push_back(std::move(refusal));
    return refusals;
}

}  // namespace mendel::evaluate
