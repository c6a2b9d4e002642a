#pragma once

namespace mendel::sys {

/// Descriptors that every trampoline starts with, besides the three standard ones.
constexpr int k_plan_descriptor = 3;
constexpr int k_report_descriptor = 4;
constexpr int k_door_descriptor = 5;

/// Signals from mendel to the trampoline: ask the program to end, and kill everything.
/// The second is also what the trampoline gets when mendel itself dies (PR_SET_PDEATHSIG).
int terminate_signal();
int kill_signal();

}  // namespace mendel::sys
