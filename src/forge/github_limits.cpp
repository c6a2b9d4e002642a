#include "forge/github_limits.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace mendel::forge {

namespace {

using std::chrono::seconds;

constexpr seconds k_unnamed_wait{60};

}  // namespace

std::optional<seconds> limit_wait(const sys::HttpResponse& response,
                                  std::chrono::system_clock::time_point now) {
    if (response.status != 403 && response.status != 429)
        return std::nullopt;
    if (const auto after = base::to_number(response.header("retry-after")); after >= 0)
        return seconds(after);
    const auto reset = base::to_number(response.header("x-ratelimit-reset"));
    if (response.header("x-ratelimit-remaining") == "0" && reset >= 0) {
        const auto at = std::chrono::system_clock::time_point(seconds(reset));
        return std::max(std::chrono::ceil<seconds>(at - now), seconds(1));
    }
    const bool is_secondary = base::contains(base::to_lower(response.body), "secondary rate limit");
    if (response.status == 429 || is_secondary)
        return k_unnamed_wait;
    return std::nullopt;
}

std::chrono::milliseconds backoff(int next, double chance) {
    const auto whole = std::min(1000 << std::clamp(next - 2, 0, 5), 30000);
    return std::chrono::milliseconds(whole / 2 + static_cast<int>(chance * whole / 2));
}

}  // namespace mendel::forge
