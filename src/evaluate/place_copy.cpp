#include <optional>

#include "evaluate/place_tree.hpp"
#include "evaluate/place_walls.hpp"
#include "evaluate/places.hpp"
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
    explicit CopyPlace(PlaceParts parts)
        : m_options(std::move(parts.options)),
          m_folders(std::move(parts.folders)),
          m_walls(std::move(parts.walls)),
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
        m_tree.emplace(*m_clone, m_options.base, m_folders.top);
        if (const auto begun = m_tree->begin(); !begun)
            return begun;
        return build_walls();
    }

    base::Status set(const model::Patch& patch) override { return m_tree->set(patch); }

    base::Result<model::RunResult> run(const model::RunRequest& request) override {
        if (const auto laid = m_tree->lay(request); !laid)
            return base::fail(laid.error());
        if (const auto given = give(); !given)
            return base::fail(given.error());
        auto result = run_behind_walls(request, {.sandbox = &m_walls,
                                                 .root = m_root,
                                                 .environment = m_environment,
                                                 .stop = m_options.stop});
        if (const auto settled = m_tree->settle(request, result); !settled)
            return base::fail(settled.error());
        return result;
    }

  private:
    base::Status build_walls() {
        const auto& original = m_options.repository->root();
        const bool mounts = m_walls.level == sys::SandboxLevel::namespaces;
        if (mounts) {
            if (const auto lent = lend_objects(); !lent)
                return lent;
            m_walls.binds.push_back({m_copy, original});
            m_root = original;
            m_walls.writable.push_back(original);
        }
        m_walls.writable.push_back(m_copy);
        if (m_walls.level == sys::SandboxLevel::user) {
            m_walls.uid = k_slot_uid;
            if (const auto opened = sys::let_through(m_folders.top); !opened)
                return opened;
        }
        if (!m_walls.overlays.empty())
            return {};
        return redirect_caches();
    }

    /// The clone borrows the original's objects, which it covers once it is shown in its place.
    base::Status lend_objects() {
        const auto objects = sys::join_path(m_options.repository->common_folder(), "objects");
        if (!lies_in(objects, m_options.repository->root()))
            return {};
        const auto shown = sys::join_path(m_folders.top, "objects");
        if (const auto made = sys::make_folders(shown); !made)
            return made;
        m_walls.binds.push_back({objects, shown});
        return sys::append_line(sys::join_path(m_copy, ".git/objects/info/alternates"), shown);
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
        const auto names = sys::list_folder(sys::join_path(m_options.repository->root(), folder));
        if (!names)
            return base::fail(names.error());
        for (const auto& name : *names) {
            if (name == ".git")
                continue;
            if (const auto done = copy_if_ignored(sys::join_path(folder, name)); !done)
                return done;
        }
        return {};
    }

    base::Status copy_if_ignored(const std::string& path) const {
        const auto from = sys::join_path(m_options.repository->root(), path);
        const auto node = sys::inspect(from);
        const bool is_folder = node && *node && (*node)->kind == sys::NodeKind::folder;
        if (!m_options.repository->is_ignored(is_folder ? path + "/" : path))
            return is_folder ? copy_ignored(path) : base::Status();
        const auto to = sys::join_path(m_copy, path);
        return is_folder ? sys::copy_tree(from, to) : copy_file(from, to);
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

    PlaceOptions m_options;
    PlaceFolders m_folders;
    sys::Sandbox m_walls;
    std::string m_copy;
    std::string m_root;
    std::optional<git::Repository> m_clone;
    std::map<std::string, std::string> m_environment;
    std::optional<PlaceTree> m_tree;
};

}  // namespace

base::Result<std::unique_ptr<Place>> open_copy(PlaceParts parts) {
    return begun<CopyPlace>(std::move(parts));
}

}  // namespace mendel::evaluate
