#include "intake/facts.hpp"

namespace mendel::intake {

std::string_view name_of(Topic topic) {
    switch (topic) {
        case Topic::permission:
            return "permission";
        case Topic::pull_requests:
            return "pull_requests";
        case Topic::state:
            return "state";
        case Topic::branch_head:
            return "branch_head";
        case Topic::push:
            return "push";
        case Topic::runs:
            return "runs";
        case Topic::run:
            return "run";
        case Topic::jobs:
            return "jobs";
        case Topic::diagnosis:
            return "diagnosis";
        case Topic::open_items:
            return "open_items";
        case Topic::waiting:
            return "waiting";
    }
    return "permission";
}

}  // namespace mendel::intake
