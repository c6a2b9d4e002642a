#include "git/repository.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "git/handles.hpp"
#include "git/library.hpp"
#include "git/objects.hpp"
#include "git/work_tree.hpp"
#include "sys/file_node.hpp"
#include "sys/files.hpp"

namespace mendel::git {
namespace {

using base::ErrorKind;
using base::fail;

std::string without_final_slash(const char* path) {
    std::string text(path != nullptr ? path : "");
    while (text.size() > 1 && text.back() == '/')
        text.pop_back();
    return text;
}

/// Whether safe.directory of the user's or the machine's configuration names the root or all;
/// the repository's own configuration has no say (git-config, "safe.directory").
bool is_trusted(const std::string& root) {
    ConfigHandle config;
    if (git_config_open_default(config.fill()) != 0)
        return false;
    struct Search {
        std::string root;
        bool found = false;
    } search{root};
    const auto visit = [](const git_config_entry* entry, void* payload) {
        auto& state = *static_cast<Search*>(payload);
        const std::string value = entry->value != nullptr ? entry->value : "";
        if (value.empty())
            state.found = false;
        else if (value == "*" || without_final_slash(value.c_str()) == state.root)
            state.found = true;
        return 0;
    };
    git_config_get_multivar_foreach(config.get(), "safe.directory", nullptr, visit, &search);
    return search.found;
}

base::Status check_owner(const std::string& root, const std::string& git_folder) {
    if (sys::is_root() || (!sys::owned_by_other(root) && !sys::owned_by_other(git_folder)) ||
        is_trusted(root))
        return {};
    return fail(ErrorKind::user,
                "The repository belongs to another user. Change its owner, or trust it with "
                "`git config --global --add safe.directory <folder>`.",
                root);
}

bool ends_with(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

/// A promisor remote has objects that were left out (partial-clone.txt of git's documentation).
/// The names are compared here, for libgit2 1.5 leaks memory in its own matching.
bool is_partial(git_repository* repository) {
    ConfigHandle config;
    if (git_repository_config_snapshot(config.fill(), repository) != 0)
        return true;
    const auto visit = [](const git_config_entry* entry, void*) {
        const std::string_view name = entry->name;
        const bool promisor = name.rfind("remote.", 0) == 0 && ends_with(name, ".promisor");
        return promisor || name == "extensions.partialclone" ? 1 : 0;
    };
    return git_config_foreach(config.get(), visit, nullptr) != 0;
}

/// libgit2 cannot fetch what a partial clone left out; what HEAD needs must be there.
base::Status check_complete(git_repository* repository) {
    if (!is_partial(repository))
        return {};
    const auto incomplete = fail(ErrorKind::user,
                                 "This partial clone lacks files of HEAD. Fetch them with "
                                 "`git fetch --refetch --no-filter`.",
                                 without_final_slash(git_repository_workdir(repository)));
    const auto tree = head_tree(repository);
    if (!tree)
        return incomplete;
    if (!*tree)
        return {};
    const auto files = tree_files(repository, tree->get());
    OdbHandle odb;
    if (!files || git_repository_odb(odb.fill(), repository) != 0)
        return incomplete;
    const auto is_there = [&](const TreeFile& file) {
        return git_odb_exists_ext(odb.get(), &file.id, GIT_ODB_LOOKUP_NO_REFRESH) == 1;
    };
    if (!std::all_of(files->begin(), files->end(), is_there))
        return incomplete;
    return {};
}

/// Whether the name at the start of a revision is a reference or the hash of an object. Asked
/// before libgit2's parser, which leaks memory (1.5) on names that are neither.
bool names_something(git_repository* repository, const std::string& revision) {
    const auto name = revision.substr(0, revision.find_first_of("^~:@"));
    const bool described = name.find("-g") != std::string::npos;
    if (name.empty() || described)
        return true;
    ReferenceHandle reference;
    if (git_reference_dwim(reference.fill(), repository, name.c_str()) == 0)
        return true;
    git_oid prefix{};
    ObjectHandle object;
    return name.size() >= GIT_OID_MINPREFIXLEN && name.size() <= GIT_OID_HEXSZ &&
           git_oid_fromstrn(&prefix, name.c_str(), name.size()) == 0 &&
           git_object_lookup_prefix(object.fill(), repository, &prefix, name.size(),
                                    GIT_OBJECT_ANY) == 0;
}

}  // namespace

void Repository::Closer::operator()(git_repository* repository) const {
    git_repository_free(repository);
}

Repository::Repository(git_repository* repository)
    : m_repository(repository),
      m_root(without_final_slash(git_repository_workdir(repository))),
      m_git_folder(without_final_slash(git_repository_path(repository))) {}

Repository::~Repository() = default;
Repository::Repository(Repository&&) noexcept = default;
Repository& Repository::operator=(Repository&&) noexcept = default;

const std::string& Repository::root() const {
    return m_root;
}
const std::string& Repository::git_folder() const {
    return m_git_folder;
}

std::string Repository::common_folder() const {
    return without_final_slash(git_repository_commondir(handle()));
}

base::Result<Repository> Repository::open(const std::string& folder) {
    ensure_library();
    git_repository* handle = nullptr;
    const int code = git_repository_open_ext(&handle, folder.c_str(), 0, nullptr);
    if (code == GIT_ENOTFOUND)
        return fail(ErrorKind::user,
                    "There is no git repository here. Go to one, or make one with `git init`.",
                    folder);
    if (code != 0) {
        auto error = git_failure(code, "open the repository", folder);
        error.value().kind = ErrorKind::user;
        return error;
    }
    Repository repository(handle);
    if (git_repository_is_bare(handle) == 1)
        return fail(ErrorKind::user,
                    "This repository is bare and has no files to check. Use a clone with a work "
                    "tree.",
                    repository.git_folder());
    if (auto status = check_owner(repository.root(), repository.git_folder()); !status)
        return fail(status.error());
    if (auto status = check_complete(handle); !status)
        return fail(status.error());
    return repository;
}

base::Result<Repository> Repository::initialise(const std::string& folder) {
    ensure_library();
    git_repository_init_options options = GIT_REPOSITORY_INIT_OPTIONS_INIT;
    options.flags = GIT_REPOSITORY_INIT_MKPATH;
    options.initial_head = "main";
    git_repository* handle = nullptr;
    const int code = git_repository_init_ext(&handle, folder.c_str(), &options);
    if (code != 0)
        return git_failure(code, "make a repository", folder);
    return Repository(handle);
}

bool Repository::is_under_way() const {
    const int state = git_repository_state(handle());
    return state != GIT_REPOSITORY_STATE_NONE && state != GIT_REPOSITORY_STATE_BISECT;
}

base::Result<RepositoryState> Repository::state() const {
    RepositoryState state{
        .detached = git_repository_head_detached(handle()) == 1,
        .shallow = git_repository_is_shallow(handle()) == 1,
        .unborn = git_repository_head_unborn(handle()) == 1,
        .merging = is_under_way(),
    };
    const auto changes = scan_work_tree(handle());
    if (!changes)
        return fail(changes.error());
    state.dirty = !changes->empty();
    const auto tracked = tracked_entries(handle());
    if (!tracked)
        return fail(tracked.error());
    for (const auto& entry : *tracked)
        if (entry.mode == GIT_FILEMODE_COMMIT)
            state.submodules.push_back(entry.path);
    state.lfs_pointers = lfs_pointers(handle(), *tracked);
    return state;
}

base::Result<std::optional<std::string>> Repository::head_commit() const {
    git_oid id{};
    const int code = git_reference_name_to_id(&id, handle(), "HEAD");
    if (code == 0)
        return to_hash(id);
    if (git_repository_head_unborn(handle()) == 1)
        return std::nullopt;
    return git_failure(code, "read HEAD", m_root);
}

base::Result<std::optional<std::string>> Repository::head_branch() const {
    ReferenceHandle head;
    if (const int code = git_reference_lookup(head.fill(), handle(), "HEAD"); code != 0)
        return git_failure(code, "read HEAD", m_root);
    const char* target = git_reference_symbolic_target(head.get());
    constexpr std::string_view k_heads = "refs/heads/";
    const std::string_view name = target != nullptr ? target : "";
    if (name.rfind(k_heads, 0) != 0)
        return std::nullopt;
    return std::string(name.substr(k_heads.size()));
}

base::Result<std::string> Repository::resolve(const std::string& revision) const {
    ObjectHandle object;
    const bool short_head = revision[0] == '@' && revision[1] != '{';
    const auto expression = (short_head ? "HEAD" + revision.substr(1) : revision) + "^{commit}";
    if (!names_something(handle(), revision) ||
        git_revparse_single(object.fill(), handle(), expression.c_str()) != 0)
        return fail(ErrorKind::user,
                    fmt::format("There is no commit `{}` here. Name a commit, branch or tag that "
                                "`git log` knows.",
                                revision),
                    m_root);
    return to_hash(*git_object_id(object.get()));
}

base::Result<bool> Repository::contains(const std::string& tip, const std::string& ancestor) const {
    const auto tip_id = to_id(tip);
    const auto ancestor_id = to_id(ancestor);
    if (!tip_id || !ancestor_id)
        return fail(tip_id ? ancestor_id.error() : tip_id.error());
    if (git_oid_equal(&*tip_id, &*ancestor_id) == 1)
        return true;
    const int code = git_graph_descendant_of(handle(), &*tip_id, &*ancestor_id);
    if (code == GIT_ENOTFOUND)
        return false;
    if (code < 0)
        return git_failure(code, "walk the history", m_root);
    return code == 1;
}

std::string Repository::remote_url(const std::string& name) const {
    ConfigHandle config;
    Buffer value;
    const auto key = "remote." + name + ".url";
    if (git_repository_config_snapshot(config.fill(), handle()) != 0 ||
        git_config_get_string_buf(&value, config.get(), key.c_str()) != 0)
        return {};
    return std::string(value.ptr, value.size);
}

}  // namespace mendel::git
