#pragma once

#include <string_view>

#include "intake/facts.hpp"

namespace mendel::intake {

/// Roles in a repository, each holding what the one before it may.
/// https://docs.github.com/organizations/managing-user-access-to-your-organizations-repositories
enum class Role { none, read, triage, write, maintain, admin };

/// "none", "read", "triage", "write", "maintain" or "admin".
std::string_view name_of(Role role);

/// The role of this name; none for any other name.
Role role_named(std::string_view name);

/// What a person may do: the assigned role, or for a role of an organisation's own making the base
/// role that GitHub gives beside it.
Role role_of(const Permission& permission);

}  // namespace mendel::intake
