#include <algorithm>
#include <set>

#include "repair/operators.hpp"

namespace mendel::repair {

using code::Node;
using code::Notion;

namespace {

/// The name of the exception below a raise or a catch.
bool is_exception(const Site& site) {
    if (site.node.child_count() != 0 ||
        site.node.type().find("identifier") == std::string_view::npos)
        return false;
    const auto& known = site.program.words().exceptions;
    return std::find(known.begin(), known.end(), site.node.text()) != known.end();
}

void propose(const Site& site, Sink& sink) {
    if (!is_exception(site))
        return;
    for (auto here = site.node.parent(); here; here = here.parent()) {
        const auto kind = site.view.notion(here);
        if (kind == Notion::raises || kind == Notion::catches) {
            const auto& known = site.program.words().exceptions;
            for (std::size_t i = 0; i < known.size(); ++i)
                sink.replace(site.node, known[i], i < 6 ? 0.9 : 0.6);
            return;
        }
        if (kind == Notion::block)
            return;
    }
}

}  // namespace

const Operator k_exception_operator{.name = "exception",
                                    .purpose = "another type of exception raised or caught",
                                    .prior = 0.6,
                                    .propose = propose};

}  // namespace mendel::repair
