#include <fmt/format.h>

#include "git/handles.hpp"
#include "git/library.hpp"
#include "git/objects.hpp"
#include "git/repository.hpp"
#include "sys/pool.hpp"

namespace mendel::git {
namespace {

constexpr auto k_log_message = "mendel";

/// Another process holds a reference's lock for microseconds; so long is worth waiting.
template <class Action>
int with_patience(const Action& action) {
    int code = action();
    for (int attempt = 0; attempt < 200 && code == GIT_ELOCKED; ++attempt) {
        sys::pause_for(std::chrono::milliseconds(5));
        code = action();
    }
    return code;
}

tl::unexpected<base::Error> moved(const std::string& name) {
    return base::fail(base::ErrorKind::transient,
                      "The reference was changed by somebody else meanwhile. Read it and try "
                      "again.",
                      name);
}

}  // namespace

base::Status Repository::set_reference(const std::string& name, const std::string& commit,
                                       const std::optional<std::string>& expected) const {
    const auto id = to_id(commit);
    if (!id)
        return base::fail(id.error());
    git_oid before{};
    const bool must_match = expected && !expected->empty();
    if (must_match) {
        const auto known = to_id(*expected);
        if (!known)
            return base::fail(known.error());
        before = *known;
    }
    const int force = expected && expected->empty() ? 0 : 1;
    ReferenceHandle made;
    const int code = with_patience([&] {
        return git_reference_create_matching(made.fill(), handle(), name.c_str(), &*id, force,
                                             must_match ? &before : nullptr, k_log_message);
    });
    if (expected && (code == GIT_EEXISTS || code == GIT_EMODIFIED || code == GIT_ENOTFOUND))
        return moved(name);
    if (code != 0)
        return git_failure(code, "set the reference", name);
    return {};
}

base::Status Repository::remove_reference(const std::string& name) const {
    const int code = with_patience([&] { return git_reference_remove(handle(), name.c_str()); });
    if (code != 0 && code != GIT_ENOTFOUND)
        return git_failure(code, "remove the reference", name);
    return {};
}

base::Result<std::optional<std::string>> Repository::reference(const std::string& name) const {
    git_oid id{};
    const int code = git_reference_name_to_id(&id, handle(), name.c_str());
    if (code == GIT_ENOTFOUND)
        return std::nullopt;
    if (code != 0)
        return git_failure(code, "read the reference", name);
    return to_hash(id);
}

base::Result<std::vector<std::string>> Repository::references(const std::string& prefix) const {
    std::pair<std::string, std::vector<std::string>> search{prefix, {}};
    const auto visit = [](const char* name, void* payload) {
        auto& [wanted, found] = *static_cast<decltype(search)*>(payload);
        if (std::string_view(name).rfind(wanted, 0) == 0)
            found.emplace_back(name);
        return 0;
    };
    if (const int code = git_reference_foreach_name(handle(), visit, &search); code != 0)
        return git_failure(code, "list the references", m_root);
    std::sort(search.second.begin(), search.second.end());
    return std::move(search.second);
}

base::Result<std::string> Repository::write_blob(std::string_view text) const {
    return make_blob(handle(), text).map(to_hash);
}

base::Result<std::string> Repository::read_blob(const std::string& hash) const {
    return to_id(hash).and_then([&](const git_oid& id) { return blob_text(handle(), id); });
}

base::Status Repository::store_text(const std::string& reference_name,
                                    std::string_view text) const {
    return write_blob(text).and_then(
        [&](const std::string& hash) { return set_reference(reference_name, hash); });
}

base::Result<std::optional<std::string>> Repository::load_text(
    const std::string& reference_name) const {
    const auto hash = reference(reference_name);
    if (!hash)
        return base::fail(hash.error());
    if (!*hash)
        return std::nullopt;
    return read_blob(**hash).map([](std::string text) { return std::optional(std::move(text)); });
}

}  // namespace mendel::git
