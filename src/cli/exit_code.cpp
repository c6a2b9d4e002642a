#include "cli/exit_code.hpp"

namespace mendel::cli {

int exit_code_of(base::ErrorKind kind) {
    switch (kind) {
        case base::ErrorKind::user:
            return k_usage;
        case base::ErrorKind::refused:
            return 3;
        case base::ErrorKind::transient:
            return 4;
        case base::ErrorKind::permanent:
            return 5;
        case base::ErrorKind::bug:
            return 70;
    }
    return 70;
}

int exit_code_of(model::OutcomeKind kind) {
    switch (kind) {
        case model::OutcomeKind::fixed:
        case model::OutcomeKind::published:
        case model::OutcomeKind::nothing_to_do:
            return k_done;
        case model::OutcomeKind::awaits_approval:
            return exit_code_of(base::ErrorKind::refused);
        default:
            return k_not_fixed;
    }
}

}  // namespace mendel::cli
