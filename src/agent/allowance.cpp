#include "agent/allowance.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "agent/usage.hpp"

namespace mendel::agent {

namespace {

using base::Json;

constexpr long k_least_output = 256;

void set_output_limit(const std::string& api, Json& body, long tokens) {
    if (api == "gemini")
        body["generationConfig"]["maxOutputTokens"] = tokens;
    else if (body.contains("max_completion_tokens"))
        body["max_completion_tokens"] = tokens;
    else if (body.contains("max_output_tokens") || body.contains("input"))
        body["max_output_tokens"] = tokens;
    else
        body["max_tokens"] = tokens;
}

/// The most output whose price fits; 0 where not even the least does.
long affordable_output(const model::Spending& spending, model::TokenUsage usage) {
    const long left = spending.left_micro_usd();
    long low = 0;
    long high = usage.output;
    while (low < high) {
        usage.output = low + (high - low + 1) / 2;
        if (spending.price(usage) <= left)
            low = usage.output;
        else
            high = usage.output - 1;
    }
    return low >= k_least_output ? low : 0;
}

}  // namespace

base::Result<Allowance> allowed(const model::Spending& spending, const std::string& api,
                                Json body) {
    const auto used_up = base::fail(base::ErrorKind::refused,
                                    "The budget of this run is used up. Raise budget.usd_per_run "
                                    "or budget.usd_per_day.");
    if (!spending.reserve)
        return used_up;
    auto at_most = most_of_request(api, body);
    auto reservation = spending.reserve(at_most);
    if (!reservation && reservation.error().kind != base::ErrorKind::refused)
        return base::fail(reservation.error());
    if (!reservation) {
        at_most.output = affordable_output(spending, at_most);
        if (at_most.output == 0)
            return base::fail(reservation.error());
        set_output_limit(api, body, at_most.output);
        reservation = spending.reserve(at_most);
    }
    if (!reservation)
        return base::fail(reservation.error());
    // Gemini names the model in the path alone.
    if (api == "gemini")
        body.erase("model");
    return Allowance{base::to_line(body), std::move(at_most), std::move(*reservation)};
}

}  // namespace mendel::agent
