#include <optional>

#include "evaluate/place_tree.hpp"
#include "evaluate/place_walls.hpp"
#include "evaluate/places.hpp"
#include "git/checkout.hpp"
#include "sys/files.hpp"
#include "sys/owner.hpp"

namespace mendel::evaluate {

namespace {

/// The checkout itself: mendel writes the patch into it, and puts the base back at the end.
class CheckoutPlace : public Place {
  public:
    explicit CheckoutPlace(PlaceParts parts)
        : m_options(std::move(parts.options)),
          m_folders(std::move(parts.folders)),
          m_walls(std::move(parts.walls)),
          m_root(m_options.repository->root()),
          m_tree(*m_options.repository, m_options.base, m_folders.top) {
        m_walls.writable.push_back(m_root);
    }

    ~CheckoutPlace() override {
        (void)m_tree.set({});
        if (m_owner)
            (void)sys::give_tree(m_root, *m_owner);
        (void)sys::remove_tree(m_folders.top);
    }
    CheckoutPlace(const CheckoutPlace&) = delete;
    CheckoutPlace& operator=(const CheckoutPlace&) = delete;

    PlaceKind kind() const override { return PlaceKind::in_place; }
    const std::string& root() const override { return m_root; }

    base::Status begin() {
        const auto changes = git::work_tree_changes(*m_options.repository, m_options.base);
        if (!changes)
            return base::fail(changes.error());
        if (!changes->empty())
            return base::fail(base::ErrorKind::user,
                              "The checkout is not at the commit that is to be healed. Check it "
                              "out first.",
                              m_root);
        if (const auto begun = m_tree.begin(); !begun)
            return begun;
        return hand_over();
    }

    base::Status set(const model::Patch& patch) override { return m_tree.set(patch); }

    base::Result<model::RunResult> run(const model::RunRequest& request) override {
        if (const auto laid = m_tree.lay(request); !laid)
            return base::fail(laid.error());
        auto result = run_behind_walls(
            request, {.sandbox = &m_walls, .root = m_root, .stop = m_options.stop});
        if (const auto settled = m_tree.settle(request, result); !settled)
            return base::fail(settled.error());
        return result;
    }

  private:
    /// Where foreign code has another uid, the checkout is its own as long as the Place is open.
    base::Status hand_over() {
        if (m_walls.level != sys::SandboxLevel::user)
            return {};
        const auto owner = sys::owner_of(m_root);
        if (!owner)
            return base::fail(owner.error());
        m_owner = *owner;
        m_walls.uid = k_slot_uid;
        return sys::give_tree(m_root, {k_slot_uid, k_slot_uid});
    }

    PlaceOptions m_options;
    PlaceFolders m_folders;
    sys::Sandbox m_walls;
    std::string m_root;
    PlaceTree m_tree;
    std::optional<sys::Owner> m_owner;
};

}  // namespace

base::Result<std::unique_ptr<Place>> open_in_place(PlaceParts parts) {
    return begun<CheckoutPlace>(std::move(parts));
}

}  // namespace mendel::evaluate
