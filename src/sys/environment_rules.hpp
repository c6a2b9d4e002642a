#pragma once

#include <string_view>

namespace mendel::sys {

/// Whether the name of a variable speaks of a secret: a token, key, password, credential or the
/// like, an input of the action or a variable of the Actions service.
bool is_secret_name(std::string_view name);

/// Whether a variable may be shown to children: its name is one that tools are configured by and
/// speaks of no secret, and its value holds no user name and password in a URL.
bool is_allowed_variable(std::string_view name, std::string_view value);

}  // namespace mendel::sys
