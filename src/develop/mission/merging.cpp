#include "develop/mission/merging.hpp"

namespace mendel::develop {

namespace {

base::Result<std::string> commit_of(const git::Repository& repository, const model::Patch& patch,
                                    const std::string& parent) {
    return patch.empty() ? base::Result<std::string>(parent)
                         : repository.commit(patch, parent, "A part of the whole\n", {});
}

}  // namespace

base::Result<Merged> merged_in(const git::Repository& repository, const model::Patch& so_far,
                               const Arrival& arrival) {
    if (arrival.change.empty())
        return Merged{.so_far = so_far};
    if (so_far.changes == arrival.began_at.changes) {
        Merged whole{.so_far =
                         so_far.empty() ? arrival.change : model::combined(so_far, arrival.change)};
        whole.so_far.base = arrival.base;
        return whole;
    }
    const auto began = commit_of(repository, arrival.began_at, arrival.base);
    const auto whole_now = commit_of(repository, so_far, arrival.base);
    if (!began || !whole_now)
        return base::fail(began ? whole_now.error() : began.error());
    const auto since = repository.difference(*began, *whole_now);
    if (!since)
        return base::fail(since.error());
    // Both sides grow from where the attempt began, so that what they share is no change.
    const auto ours = commit_of(repository, *since, *began);
    const auto theirs = commit_of(repository, arrival.change, *began);
    if (!ours || !theirs)
        return base::fail(ours ? theirs.error() : ours.error());
    auto merge = git::merge_commits(repository, *ours, *theirs);
    if (!merge)
        return base::fail(merge.error());
    if (!merge->conflicts.empty())
        return Merged{.so_far = so_far, .conflicts = std::move(merge->conflicts)};
    Merged whole{.so_far = merge->patch.empty() ? so_far : model::combined(so_far, merge->patch)};
    whole.so_far.base = arrival.base;
    return whole;
}

}  // namespace mendel::develop
