#include "model/patch.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <string_view>

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

using LineSpan = std::span<const std::string_view>;

/// The least number of lines to remove and add (Myers' greedy search, without the way); nothing
/// where it is so large that finding it would take long.
std::optional<std::size_t> edits_between(LineSpan before, LineSpan after) {
    constexpr std::ptrdiff_t k_most_edits = 4000;
    const auto rows = static_cast<std::ptrdiff_t>(before.size());
    const auto columns = static_cast<std::ptrdiff_t>(after.size());
    const auto most = std::min(rows + columns, k_most_edits);
    std::vector<std::ptrdiff_t> reached(static_cast<std::size_t>(2 * most + 3), 0);
    const auto on = [&](std::ptrdiff_t diagonal) -> std::ptrdiff_t& {
        return reached[static_cast<std::size_t>(diagonal + most + 1)];
    };
    for (std::ptrdiff_t edits = 0; edits <= most; ++edits) {
        for (auto diagonal = -edits; diagonal <= edits; diagonal += 2) {
            const bool adds =
                diagonal == -edits || (diagonal != edits && on(diagonal - 1) < on(diagonal + 1));
            auto row = adds ? on(diagonal + 1) : on(diagonal - 1) + 1;
            while (row < rows && row - diagonal < columns &&
                   before[static_cast<std::size_t>(row)] ==
                       after[static_cast<std::size_t>(row - diagonal)])
                ++row;
            on(diagonal) = row;
            if (row >= rows && row - diagonal >= columns)
                return static_cast<std::size_t>(edits);
        }
    }
    return std::nullopt;
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
    const LineSpan removed(before.data() + head, before.size() - head - tail);
    const LineSpan added(after.data() + head, after.size() - head - tail);
    const auto edits = edits_between(removed, added);
    if (!edits)
        return {.added = added.size(), .removed = removed.size()};
    return {.added = (*edits + added.size() - removed.size()) / 2,
            .removed = (*edits + removed.size() - added.size()) / 2};
}

}  // namespace mendel::model
