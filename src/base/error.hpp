#pragma once

#include <string>
#include <string_view>

namespace mendel::base {

/// What a caller can do about an error; retry, breaker and exit codes read nothing else.
enum class ErrorKind {
    user,       ///< bad input or configuration: the person must change it (exit 2)
    refused,    ///< permission, scope, budget or stop switch said no (exit 3)
    transient,  ///< an outside service failed, trying again may help (exit 4)
    permanent,  ///< an outside service said no for good (exit 5)
    bug,        ///< mendel itself is wrong (exit 70)
};

/// An expected failure. `message` is one sentence of what is wrong and one of what to do.
struct Error {
    ErrorKind kind = ErrorKind::bug;
    std::string message;
    std::string where = {};  ///< file, "file:line:column", URL or command concerned; may be empty
};

/// "user", "refused", "transient", "permanent" or "bug".
std::string_view name_of(ErrorKind kind);

/// "where: message", or the message alone where there is no place.
std::string describe(const Error& error);

}  // namespace mendel::base
