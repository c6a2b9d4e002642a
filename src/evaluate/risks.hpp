#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "model/patch.hpp"
#include "model/verdict.hpp"

namespace mendel::evaluate {

/// What makes a proven patch wait for a person by the configuration's `approvals`: rules
/// "risk.path", "risk.dependency-major" and "risk.cost". None: it need not wait.
/// @param cost_usd what the run cost that made it
std::vector<model::Refusal> risks_of(const model::Patch& patch,
                                     const config::ApprovalConfig& approvals, double cost_usd);

/// The moves of dependencies to another major version that a patch makes, one line each. Below 1.0
/// the second number counts too (https://semver.org, item 4). Read are the manifests of
/// `requirements_of`, package-lock.json, npm-shrinkwrap.json, yarn.lock, and the lock files of
/// Poetry, uv, PDM and Cargo.
std::vector<model::Refusal> major_moves(const model::Patch& patch);

}  // namespace mendel::evaluate
