#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "evaluate/place_tree.hpp"
#include "evaluate/place_walls.hpp"
#include "evaluate/places.hpp"
#include "evaluate/tree_patch.hpp"
#include "sys/beneath.hpp"
#include "sys/clock.hpp"
#include "sys/files.hpp"
#include "sys/layer.hpp"

namespace mendel::evaluate {

namespace {

/// The user's work tree below, all writes above, shown at the tree's own path. The upper layer
/// holds, from bottom to top: what setup made (kept), the way from the work tree to the base, the
/// patch. It is made anew after every run that must leave nothing behind.
class OverlayPlace : public Place {
  public:
    explicit OverlayPlace(PlaceParts parts)
        : m_options(std::move(parts.options)),
          m_folders(std::move(parts.folders)),
          m_walls(std::move(parts.walls)),
          m_root(m_options.repository->root()),
          m_upper(sys::join_path(m_folders.top, "upper")),
          m_work(sys::join_path(m_folders.top, "work")),
          m_kept(sys::join_path(m_folders.top, "kept")),
          m_view(*m_options.repository, m_folders.top) {
        m_walls.overlays.push_back({m_root, m_upper, m_work, m_root});
        m_walls.writable.push_back(m_root);
    }

    ~OverlayPlace() override { (void)sys::remove_tree(m_folders.top); }
    OverlayPlace(const OverlayPlace&) = delete;
    OverlayPlace& operator=(const OverlayPlace&) = delete;

    PlaceKind kind() const override { return PlaceKind::overlay; }
    const std::string& root() const override { return m_root; }

    /// Learns how the work tree differs from the base.
    base::Status begin() {
        const auto name = "place-" + sys::random_name(10);
        const auto here = m_options.repository->snapshot(name);
        if (!here)
            return base::fail(here.error());
        auto way = *here == m_options.base
                       ? base::Result<model::Patch>(model::Patch{})
                       : m_options.repository->difference(*here, m_options.base);
        (void)m_options.repository->remove_reference("refs/mendel/snapshots/" + name);
        if (!way)
            return base::fail(way.error());
        m_to_base = std::move(*way);
        const auto tracked = m_options.repository->files(m_options.base);
        if (!tracked)
            return base::fail(tracked.error());
        m_tracked.insert(tracked->begin(), tracked->end());
        if (const auto begun = m_view.begin(); !begun)
            return begun;
        return rebuild({});
    }

    base::Status set(const model::Patch& patch) override {
        m_patch = patch;
        return rebuild(m_patch);
    }

    base::Result<model::RunResult> run(const model::RunRequest& request) override {
        if (request.on_top != nullptr)
            if (const auto laid = rebuild(model::combined(m_patch, *request.on_top)); !laid)
                return base::fail(laid.error());
        auto result = run_behind_walls(
            request, {.sandbox = &m_walls, .root = m_root, .stop = m_options.stop});
        if (!result) {
            (void)rebuild(m_patch);
            return result;
        }
        const auto whole =
            request.on_top == nullptr ? m_patch : model::combined(m_patch, *request.on_top);
        const auto settled = settle(request.effects, whole, *result);
        return settled ? std::move(result) : base::fail(settled.error());
    }

  private:
    base::Status settle(model::Effects effects, const model::Patch& ran_on,
                        model::RunResult& result) {
        if (effects == model::Effects::capture) {
            auto changes = captured(ran_on);
            if (!changes)
                return base::fail(changes.error());
            result.changes = std::move(*changes);
        }
        if (effects == model::Effects::keep)
            if (const auto kept = keep_products(); !kept)
                return kept;
        return rebuild(m_patch);
    }

    /// What commands see at a path under a patch, as far as git is concerned.
    base::Result<std::optional<std::string>> shown(const model::Patch& patch,
                                                   const std::string& path) const {
        for (const auto& change : patch.changes)
            if (change.path == path)
                return change.after;
        return m_options.repository->read(m_options.base, path);
    }

    /// Paths that git would see as changed: tracked ones, and new ones that are not ignored.
    bool counts(const std::string& path) const {
        return m_tracked.count(path) != 0 || !m_options.repository->is_ignored(path);
    }

    base::Result<model::Patch> captured(const model::Patch& ran_on) const {
        const auto entries = sys::list_layer(m_upper);
        if (!entries)
            return base::fail(entries.error());
        model::Patch patch{.base = m_options.base};
        std::set<std::string> seen;
        for (const auto& entry : *entries) {
            const auto added = entry.kind == sys::LayerKind::replaced_folder ||
                                       entry.kind == sys::LayerKind::removed
                                   ? capture_removed(entry, ran_on, patch, seen)
                                   : capture_written(entry, ran_on, patch, seen);
            if (!added)
                return base::fail(added.error());
        }
        return patch;
    }

    base::Status capture_written(const sys::LayerEntry& entry, const model::Patch& ran_on,
                                 model::Patch& patch, std::set<std::string>& seen) const {
        if (m_kept_paths.count(entry.path) != 0 || !counts(entry.path))
            return {};
        const auto before = shown(ran_on, entry.path);
        if (!before)
            return base::fail(before.error());
        model::FileChange change{.path = entry.path, .before = *before};
        if (entry.kind == sys::LayerKind::link) {
            const auto link = sys::entry_beneath(m_upper, entry.path);
            if (!link)
                return base::fail(link.error());
            change.after = link->link_target;
            change.mode = 0120000;
        } else {
            auto bytes = sys::read_beneath(m_upper, entry.path);
            if (!bytes)
                return base::fail(bytes.error());
            change.after = std::move(*bytes);
            change.mode = (entry.mode & 0100U) != 0 ? 0100755 : 0100644;
        }
        seen.insert(entry.path);
        if (change.before != change.after)
            patch.changes.push_back(std::move(change));
        return {};
    }

    /// A removed file, or all files of a folder that was removed or replaced.
    base::Status capture_removed(const sys::LayerEntry& entry, const model::Patch& ran_on,
                                 model::Patch& patch, std::set<std::string>& seen) const {
        const auto gone = [&](const std::string& path) -> base::Status {
            const auto above = sys::entry_beneath(m_upper, path);
            const bool there = above && (above->kind == sys::EntryKind::file ||
                                         above->kind == sys::EntryKind::link);
            if (there || !seen.insert(path).second)
                return {};
            auto before = shown(ran_on, path);
            if (!before)
                return base::fail(before.error());
            if (*before)
                patch.changes.push_back({.path = path, .before = std::move(*before)});
            return {};
        };
        if (m_tracked.count(entry.path) != 0)
            return gone(entry.path);
        const auto prefix = entry.path + "/";
        for (auto path = m_tracked.lower_bound(prefix);
             path != m_tracked.end() && path->compare(0, prefix.size(), prefix) == 0; ++path)
            if (const auto done = gone(*path); !done)
                return done;
        return {};
    }

    /// Takes what a run of setup made into the kept layer: all but tracked files.
    base::Status keep_products() {
        const auto entries = sys::list_layer(m_upper);
        if (!entries)
            return base::fail(entries.error());
        std::set<std::string> patched;
        for (const auto* patch : {&m_to_base, &m_patch})
            for (const auto& change : patch->changes)
                patched.insert(change.path);
        for (const auto& entry : *entries) {
            if (m_tracked.count(entry.path) != 0 || patched.count(entry.path) != 0) {
                if (const auto gone = drop(entry); !gone)
                    return gone;
            } else {
                m_kept_paths.insert(entry.path);
            }
        }
        (void)sys::remove_tree(sys::join_path(m_upper, ".git"));
        (void)sys::remove_tree(m_kept);
        return sys::copy_tree(m_upper, m_kept);
    }

    base::Status drop(const sys::LayerEntry& entry) const {
        if (entry.kind == sys::LayerKind::replaced_folder)
            return sys::remove_tree(sys::join_path(m_upper, entry.path));
        if (entry.kind == sys::LayerKind::removed)
            return sys::remove_tree(sys::join_path(m_upper, entry.path));
        return sys::remove_beneath(m_upper, entry.path);
    }

    /// The upper layer as it is at rest.
    base::Status rebuild(const model::Patch& patch) {
        for (const auto& folder : {m_upper, m_work})
            if (const auto gone = sys::remove_tree(folder); !gone)
                return gone;
        if (sys::is_folder(m_kept)) {
            if (const auto copied = sys::copy_tree(m_kept, m_upper); !copied)
                return copied;
        }
        for (const auto& folder : {m_upper, m_work})
            if (const auto made = sys::make_folders(folder); !made)
                return made;
        for (const auto& change : model::combined(m_to_base, patch).changes)
            if (const auto laid = lay(change); !laid)
                return laid;
        return patch.empty() ? base::Status() : m_view.show(patch, m_upper);
    }

    base::Status lay(const model::FileChange& change) const {
        if (change.after)
            return write_change(m_upper, change);
        const auto below = sys::entry_beneath(m_root, change.path);
        if (!below)
            return base::fail(below.error());
        return below->kind == sys::EntryKind::none ? base::Status()
                                                   : sys::mark_removed(m_upper, change.path);
    }

    PlaceOptions m_options;
    PlaceFolders m_folders;
    sys::Sandbox m_walls;
    std::string m_root;
    std::string m_upper;
    std::string m_work;
    std::string m_kept;
    CommittedView m_view;
    model::Patch m_to_base;
    model::Patch m_patch;
    std::set<std::string> m_tracked;
    std::set<std::string> m_kept_paths;
};

}  // namespace

base::Result<std::unique_ptr<Place>> open_overlay(PlaceParts parts) {
    if (parts.walls.level != sys::SandboxLevel::namespaces || !sys::sandbox_host().overlay)
        return base::fail(base::ErrorKind::refused,
                          "This machine cannot mount an overlay. Use --place copy, or --in-place "
                          "on a disposable checkout.");
    return begun<OverlayPlace>(std::move(parts));
}

}  // namespace mendel::evaluate
