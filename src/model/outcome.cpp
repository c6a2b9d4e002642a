#include "model/outcome.hpp"

namespace mendel::model {

std::string_view name_of(OutcomeKind kind) {
    switch (kind) {
        case OutcomeKind::fixed:
            return "fixed";
        case OutcomeKind::published:
            return "published";
        case OutcomeKind::not_fixed:
            return "not fixed";
        case OutcomeKind::refused:
            return "refused";
        case OutcomeKind::not_reproduced:
            return "not reproduced";
        case OutcomeKind::not_isolated:
            return "not isolated";
        case OutcomeKind::tool_missing:
            return "tool missing";
        case OutcomeKind::nothing_to_do:
            return "nothing to do";
        case OutcomeKind::awaits_approval:
            return "awaiting approval";
    }
    return "not fixed";
}

}  // namespace mendel::model
