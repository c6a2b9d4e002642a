#include "base/error.hpp"

namespace mendel::base {

std::string_view name_of(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::user:
            return "user";
        case ErrorKind::refused:
            return "refused";
        case ErrorKind::transient:
            return "transient";
        case ErrorKind::permanent:
            return "permanent";
        case ErrorKind::bug:
            return "bug";
    }
    return "bug";
}

std::string describe(const Error& error) {
    return error.where.empty() ? error.message : error.where + ": " + error.message;
}

}  // namespace mendel::base
