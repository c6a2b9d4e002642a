#pragma once

#include <string>

#include "base/json.hpp"
#include "base/result.hpp"
#include "model/spending.hpp"

namespace mendel::agent {

/// A request to a model with its money held back.
struct Allowance {
    std::string body;  ///< JSON with an output limit that the budget allows
    model::TokenUsage at_most;
    std::string reservation;
};

/// Holds back what the request can cost at most. Where that is more than is left, the request's
/// output limit is lowered to what fits, down to 256 tokens; below, an error of kind refused.
base::Result<Allowance> allowed(const model::Spending& spending, const std::string& api,
                                base::Json body);

}  // namespace mendel::agent
