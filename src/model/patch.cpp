#include "model/patch.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"

namespace mendel::model {
namespace {

void merge_into(FileChange& first, const FileChange& second) {
    first.after = second.after;
    if (!second.before || second.mode_before != 0)
        first.mode = second.mode;
    if (first.before && first.mode_before == 0)
        first.mode_before = second.mode_before;
}

}  // namespace

Patch combined(const Patch& first, const Patch& second) {
    std::map<std::string, FileChange> by_path;
    for (const auto& change : first.changes)
        by_path[change.path] = change;
    for (const auto& change : second.changes) {
        const auto [known, is_new] = by_path.try_emplace(change.path, change);
        if (!is_new)
            merge_into(known->second, change);
    }
    Patch patch{.base = first.base.empty() ? second.base : first.base,
                .rung = second.rung,
                .summary = second.summary};
    for (auto& [path, change] : by_path)
        if (change.before != change.after || change.changes_mode())
            patch.changes.push_back(std::move(change));
    return patch;
}

LineCount changed_lines(const FileChange& change) {
    const auto before = base::split_lines(change.before ? std::string_view(*change.before) : "");
    const auto after = base::split_lines(change.after ? std::string_view(*change.after) : "");
    const auto shared = std::min(before.size(), after.size());
    std::size_t head = 0;
    while (head < shared && before[head] == after[head])
        ++head;
    std::size_t tail = 0;
    while (tail < shared - head &&
           before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    return {.added = after.size() - head - tail, .removed = before.size() - head - tail};
}

}  // namespace mendel::model
