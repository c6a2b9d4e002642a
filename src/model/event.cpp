#include "model/event.hpp"

namespace mendel::model {

std::string_view name_of(EventKind kind) {
    switch (kind) {
        case EventKind::stage:
            return "stage";
        case EventKind::diagnosed:
            return "diagnosed";
        case EventKind::tried:
            return "tried";
        case EventKind::refused:
            return "refused";
        case EventKind::accepted:
            return "accepted";
        case EventKind::skipped:
            return "skipped";
        case EventKind::note:
            return "note";
    }
    return "note";
}

}  // namespace mendel::model
