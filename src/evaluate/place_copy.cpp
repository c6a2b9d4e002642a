#include <optional>

#include "evaluate/place_walls.hpp"
#include "evaluate/places.hpp"
#include "evaluate/tree_patch.hpp"
#include "git/checkout.hpp"
#include "sys/environment.hpp"
#include "sys/files.hpp"
#include "sys/owner.hpp"

namespace mendel::evaluate {

namespace {

/// A clone of its own with the dependencies that git ignores copied along. Where mounts can be made
/// it is shown at the tree's own path.
class CopyPlace : public Place {
  public:
    CopyPlace(const PlaceOptions& options, PlaceFolders folders, sys::Sandbox walls)
        : m_options(options),
          m_folders(std::move(folders)),
          m_walls(std::move(walls)),
          m_copy(sys::join_path(m_folders.top, "tree")),
          m_root(m_copy) {}

    ~CopyPlace() override { (void)sys::remove_tree(m_folders.top); }
    CopyPlace(const CopyPlace&) = delete;
    CopyPlace& operator=(const CopyPlace&) = delete;

    PlaceKind kind() const override { return PlaceKind::copy; }
    const std::string& root() const override { return m_root; }

    base::Status begin() {
        const auto cloned = git::checkout_clone(*m_options.repository, m_options.base, m_copy);
        if (!cloned)
            return cloned;
        if (const auto copied = copy_ignored(""); !copied)
            return copied;
        auto clone = git::Repository::open(m_copy);
        if (!clone)
            return base::fail(clone.error());
        m_clone.emplace(std::move(*clone));
        return build_walls();
    }

    base::Status set(const model::Patch& patch) override {
        m_patch = patch;
        return restore(m_patch);
    }

    base::Result<model::RunResult> run(const model::RunRequest& request) override {
        const auto ran_on =
            request.on_top == nullptr ? m_patch : model::combined(m_patch, *request.on_top);
        if (request.on_top != nullptr)
            if (const auto laid = restore(ran_on); !laid)
                return base::fail(laid.error());
        if (const auto given = give(); !given)
            return base::fail(given.error());
        auto result = run_behind_walls(request, {.sandbox = &m_walls,
                                                 .root = m_root,
                                                 .environment = m_environment,
                                                 .stop = m_options.stop});
        if (const auto settled = settle(request.effects, ran_on, result); !settled)
            return base::fail(settled.error());
        return result;
    }

  private:
    base::Status build_walls() {
        const auto& original = m_options.repository->root();
        const bool mounts = m_walls.level == sys::SandboxLevel::namespaces;
        if (mounts) {
            m_walls.binds.push_back({m_copy, original});
            m_root = original;
            m_walls.writable.push_back(original);
        }
        m_walls.writable.push_back(m_copy);
        if (m_walls.level == sys::SandboxLevel::user)
            m_walls.uid = k_slot_uid;
        if (!m_walls.overlays.empty())
            return {};
        return redirect_caches();
    }

    /// The home folder is read-only here, so tools get another folder for their caches.
    base::Status redirect_caches() {
        const auto caches = sys::join_path(m_folders.top, "caches");
        if (const auto made = sys::make_folders(caches); !made)
            return made;
        m_walls.writable.push_back(caches);
        m_environment = {{"XDG_CACHE_HOME", caches},
                         {"GOCACHE", sys::join_path(caches, "go-build")},
                         {"GOFLAGS", "-modcacherw"},
                         {"npm_config_cache", sys::join_path(caches, "npm")},
                         {"CCACHE_DIR", sys::join_path(caches, "ccache")}};
        return {};
    }

    /// Hands the tree to the slot's user, as far as it is not its own already.
    base::Status give() const {
        if (m_walls.level != sys::SandboxLevel::user)
            return {};
        const sys::Owner slot{k_slot_uid, k_slot_uid};
        for (const auto& [name, path] : m_environment)
            if (name == "XDG_CACHE_HOME")
                if (const auto given = sys::give_tree(path, slot); !given)
                    return given;
        return sys::give_tree(m_copy, slot);
    }

    /// Ignored files and folders that are there: environments, dependencies, build folders.
    base::Status copy_ignored(const std::string& folder) const {
        const auto& root = m_options.repository->root();
        const auto names = sys::list_folder(sys::join_path(root, folder));
        if (!names)
            return base::fail(names.error());
        for (const auto& name : *names) {
            if (name == ".git" || (folder.empty() && name == ".mendel"))
                continue;
            const auto path = folder.empty() ? name : folder + "/" + name;
            const auto from = sys::join_path(root, path);
            const auto to = sys::join_path(m_copy, path);
            const auto node = sys::inspect(from);
            const bool is_folder = node && *node && (*node)->kind == sys::NodeKind::folder;
            if (m_options.repository->is_ignored(is_folder ? path + "/" : path)) {
                const auto copied = is_folder ? sys::copy_tree(from, to) : copy_file(from, to);
                if (!copied)
                    return copied;
            } else if (is_folder) {
                if (const auto done = copy_ignored(path); !done)
                    return done;
            }
        }
        return {};
    }

    static base::Status copy_file(const std::string& from, const std::string& to) {
        const auto node = sys::inspect(from);
        if (!node || !*node || (*node)->kind != sys::NodeKind::file)
            return {};
        const auto bytes = sys::read_file(from);
        if (!bytes)
            return {};  // unreadable to mendel, so it would be to the check
        return sys::write_file(to, *bytes, (*node)->permissions & 0777U);
    }

    base::Status settle(model::Effects effects, const model::Patch& ran_on,
                        base::Result<model::RunResult>& result) {
        auto found = git::work_tree_changes(*m_clone, m_options.base);
        if (!found)
            return base::fail(found.error());
        auto changes = between(ran_on, *found);
        if (effects == model::Effects::keep)
            for (const auto& change : changes.changes)
                if (!change.before)
                    m_kept.changes.push_back(change);
        if (result && effects == model::Effects::capture)
            result->changes = std::move(changes);
        return restore(m_patch);
    }

    base::Status restore(const model::Patch& patch) const {
        const auto found = git::work_tree_changes(*m_clone, m_options.base);
        if (!found)
            return base::fail(found.error());
        const auto expected = model::combined(m_kept, patch);
        for (const auto& change : between(expected, *found).changes) {
            auto back = reversed(change);
            for (const auto& planned : expected.changes)
                if (planned.path == change.path)
                    back.mode = planned.mode;
            if (const auto written = write_change(m_copy, back); !written)
                return written;
        }
        return {};
    }

    PlaceOptions m_options;
    PlaceFolders m_folders;
    sys::Sandbox m_walls;
    std::string m_copy;
    std::string m_root;
    std::optional<git::Repository> m_clone;
    std::map<std::string, std::string> m_environment;
    model::Patch m_patch;
    model::Patch m_kept;
};

}  // namespace

base::Result<std::unique_ptr<Place>> open_copy(const PlaceOptions& options) {
    auto folders = make_place_folders(options);
    if (!folders)
        return base::fail(folders.error());
    auto walls = place_walls(options, *folders);
    if (!walls)
        return base::fail(walls.error());
    auto place = std::make_unique<CopyPlace>(options, std::move(*folders), std::move(*walls));
    if (const auto begun = place->begin(); !begun)
        return base::fail(begun.error());
    return place;
}

}  // namespace mendel::evaluate
