#pragma once

#include "sys/launch/plan.hpp"

namespace mendel::sys {

/// Bits of the `probed` report.
constexpr int k_probed_namespaces = 1;
constexpr int k_probed_overlay = 2;
constexpr int k_probed_user_namespaces = 4;
constexpr int k_probed_network = 8;

/// Tries in this process what the machine offers, reports it and ends the process.
[[noreturn]] void probe_host(const LaunchPlan& plan);

}  // namespace mendel::sys
