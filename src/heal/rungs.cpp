#include "heal/rungs.hpp"

#include <algorithm>

namespace mendel::heal {

std::vector<model::Rung> rungs(const config::Config& config) {
    std::vector<model::Rung> all;
    all.push_back(syntax_rung());
    all.push_back(format_rung());
    all.push_back(lint_rung());
    all.push_back(imports_rung());
    all.push_back(dependencies_rung());
    const auto& wanted = config.heal.rungs;
    if (wanted.empty())
        return all;
    std::vector<model::Rung> chosen;
    for (const auto& name : wanted) {
        const auto found = std::find_if(all.begin(), all.end(),
                                        [&](const model::Rung& rung) { return rung.name == name; });
        if (found != all.end())
            chosen.push_back(*found);
    }
    return chosen;
}

}  // namespace mendel::heal
