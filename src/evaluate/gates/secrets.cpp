#include "base/secrets.hpp"

#include <fmt/format.h>

#include "evaluate/gates.hpp"
#include "evaluate/gates/lines.hpp"

namespace mendel::evaluate {

namespace {

std::vector<model::Refusal> check_secrets(const GateInput& input) {
    std::vector<model::Refusal> refusals;
    for (const auto& line : added_lines(input.patch))
        if (const auto what = base::secret_in(line.text); !what.empty())
            refusals.push_back({"secrets",
                                fmt::format("The added line looks like it holds a {}.", what),
                                line.file, line.line});
    return refusals;
}

}  // namespace

const Gate k_secrets_gate{"secrets", check_secrets};

}  // namespace mendel::evaluate
