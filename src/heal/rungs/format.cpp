#include "heal/rungs.hpp"
#include "heal/rungs/tool_fixes.hpp"

namespace mendel::heal {

model::Rung format_rung() {
    return {.name = "format",
            .purpose = "runs the failing formatter in its fix mode",
            .applies = [](const model::Failure& failure) { return may_fix(failure, "format"); },
            .propose = [](const model::Round& round) { return tool_fixes(round, "format"); }};
}

}  // namespace mendel::heal
