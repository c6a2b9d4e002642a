#include "evaluate/tree_patch.hpp"

#include <map>

#include "sys/beneath.hpp"

namespace mendel::evaluate {

base::Status write_change(const std::string& folder, const model::FileChange& change) {
    if (!change.after)
        return sys::remove_beneath(folder, change.path);
    if (change.mode == 0120000)
        return sys::link_beneath(folder, change.path, *change.after);
    return sys::write_beneath(folder, change.path, *change.after,
                              change.mode == 0100755 ? 0755 : 0644);
}

model::FileChange reversed(const model::FileChange& change) {
    return {
        .path = change.path, .before = change.after, .after = change.before, .mode = change.mode};
}

model::Patch between(const model::Patch& expected, const model::Patch& found) {
    std::map<std::string, const model::FileChange*> planned;
    for (const auto& change : expected.changes)
        planned[change.path] = &change;
    model::Patch patch{.base = expected.base};
    for (const auto& change : found.changes) {
        const auto known = planned.find(change.path);
        if (known == planned.end()) {
            patch.changes.push_back(change);
            continue;
        }
        if (known->second->after != change.after || known->second->mode != change.mode)
            patch.changes.push_back({.path = change.path,
                                     .before = known->second->after,
                                     .after = change.after,
                                     .mode = change.mode});
        planned.erase(known);
    }
    for (const auto& [path, change] : planned)  // the run undid them
        patch.changes.push_back(reversed(*change));
    return patch;
}

}  // namespace mendel::evaluate
