#include "evaluate/place_tree.hpp"

#include "evaluate/tree_patch.hpp"
#include "git/checkout.hpp"
#include "sys/beneath.hpp"

namespace mendel::evaluate {

CommittedView::CommittedView(const git::Repository& repository, std::string scratch)
    : m_repository(repository), m_scratch(std::move(scratch)) {}

base::Status CommittedView::begin() {
    auto head = git::head_state(m_repository);
    if (!head)
        return base::fail(head.error());
    m_head = std::move(*head);
    return {};
}

base::Status CommittedView::show(const model::Patch& patch, const std::string& folder) {
    if (!m_head)
        return {};
    if (!m_shown || *m_shown != patch.changes)
        if (const auto made = make(patch); !made)
            return made;
    for (const auto& file : m_files)
        if (const auto written = sys::write_beneath(folder, ".git/" + file.path, file.bytes);
            !written)
            return written;
    return {};
}

base::Status CommittedView::make(const model::Patch& patch) {
    auto files = git::committed_view(m_repository, *m_head, patch, m_scratch);
    if (!files && files.error().kind != base::ErrorKind::refused)
        return base::fail(files.error());
    m_files = files ? std::move(*files) : std::vector<git::GitFile>();
    m_shown = patch.changes;
    return {};
}

PlaceTree::PlaceTree(const git::Repository& repository, std::string base, std::string scratch)
    : m_repository(repository), m_base(std::move(base)), m_view(repository, std::move(scratch)) {}

base::Status PlaceTree::set(const model::Patch& patch) {
    m_patch = patch;
    return restore(m_patch);
}

base::Status PlaceTree::lay(const model::RunRequest& request) {
    return request.on_top == nullptr ? base::Status() : restore(ran_on(request));
}

base::Status PlaceTree::settle(const model::RunRequest& request,
                               base::Result<model::RunResult>& result) {
    const auto found = git::work_tree_changes(m_repository, m_base);
    if (!found)
        return base::fail(found.error());
    auto changes = between(ran_on(request), *found);
    if (request.effects == model::Effects::keep)
        for (const auto& change : changes.changes)
            if (!change.before)
                m_kept.changes.push_back(change);
    if (result && request.effects == model::Effects::capture)
        result->changes = std::move(changes);
    return restore(m_patch);
}

model::Patch PlaceTree::ran_on(const model::RunRequest& request) const {
    return request.on_top == nullptr ? m_patch : model::combined(m_patch, *request.on_top);
}

base::Status PlaceTree::restore(const model::Patch& patch) {
    const auto found = git::work_tree_changes(m_repository, m_base);
    if (!found)
        return base::fail(found.error());
    const auto expected = model::combined(m_kept, patch);
    for (const auto& change : between(expected, *found).changes) {
        auto back = reversed(change);
        for (const auto& planned : expected.changes)
            if (planned.path == change.path)
                back.mode = planned.mode;
        if (const auto written = write_change(m_repository.root(), back); !written)
            return written;
    }
    return m_view.show(patch, m_repository.root());
}

}  // namespace mendel::evaluate
