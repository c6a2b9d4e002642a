#include "intake/roles.hpp"

#include <array>

namespace mendel::intake {

namespace {

constexpr std::array k_roles = {Role::none,  Role::read,     Role::triage,
                                Role::write, Role::maintain, Role::admin};

}  // namespace

std::string_view name_of(Role role) {
    switch (role) {
        case Role::none:
            return "none";
        case Role::read:
            return "read";
        case Role::triage:
            return "triage";
        case Role::write:
            return "write";
        case Role::maintain:
            return "maintain";
        case Role::admin:
            return "admin";
    }
    return "none";
}

Role role_named(std::string_view name) {
    for (const auto role : k_roles)
        if (name_of(role) == name)
            return role;
    return Role::none;
}

Role role_of(const Permission& permission) {
    const auto role = role_named(permission.role_name);
    if (role != Role::none || permission.role_name == "none")
        return role;
    return role_named(permission.permission);
}

}  // namespace mendel::intake
