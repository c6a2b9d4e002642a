#include <fmt/format.h>

#include "base/text.hpp"
#include "heal/rungs/imports_candidates.hpp"

namespace mendel::heal {

Repairs go_repairs(const Workspace& workspace, const Problem& problem) {
    Repairs repairs;
    std::vector<std::string> words = {"goimports", "-w"};
    words.insert(words.end(), problem.files.begin(), problem.files.end());
    const auto result = workspace.round().run({.command = {.body = model::Argv{words}},
                                               .deadline = std::chrono::minutes(2),
                                               .effects = model::Effects::capture});
    if (!result || result->missing) {
        repairs.missing_tool = "goimports";
        return repairs;
    }
    auto changed = workspace;
    for (const auto& change : result->changes.changes)
        if (const auto text = changed.read(change.path); text && change.after)
            changed.edit(change.path, {{.begin = 0,
                                        .end = static_cast<std::uint32_t>(text->size()),
                                        .text = *change.after}});
    if (changed.changed())
        repairs.options.emplace_back(std::move(changed), "let goimports correct the imports of " +
                                                             base::join(problem.files, ", "));
    else
        repairs.notes.push_back("goimports found nothing to change: " +
                                std::string(base::trim(base::ellipsize(result->output, 300))));
    return repairs;
}

}  // namespace mendel::heal
