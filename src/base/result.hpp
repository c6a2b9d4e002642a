#pragma once

#include <string>
#include <utility>

#include <tl/expected.hpp>

#include "base/error.hpp"

namespace mendel::base {

/// A value, or the Error that says why there is none. Exceptions are for bugs only.
template <class T>
using Result = tl::expected<T, Error>;

/// Success, or the Error that says why not.
using Status = Result<void>;

/// Builds the error side of any Result: `return fail(ErrorKind::user, "No such file. Check it.")`.
inline tl::unexpected<Error> fail(ErrorKind kind, std::string message, std::string where = {}) {
    return tl::unexpected<Error>(Error{kind, std::move(message), std::move(where)});
}

/// Hands the error of one Result on as the error of another.
inline tl::unexpected<Error> fail(Error error) {
    return tl::unexpected<Error>(std::move(error));
}

}  // namespace mendel::base
