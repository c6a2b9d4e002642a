#include "git/filters.hpp"

#include <fmt/format.h>

#include "git/lfs.hpp"
#include "git/library.hpp"
#include "git/objects.hpp"
#include "sys/files.hpp"

namespace mendel::git {
namespace {

bool converts_line_ends(git_repository* repository) {
    ConfigHandle config;
    if (git_repository_config_snapshot(config.fill(), repository) != 0)
        return true;
    const char* value = nullptr;
    if (git_config_get_string(&value, config.get(), "core.attributesfile") == 0)
        return true;
    if (git_config_get_string(&value, config.get(), "core.autocrlf") != 0)
        return false;
    int is_true = 0;
    return git_config_parse_bool(&is_true, value) != 0 || is_true != 0;
}

/// Attribute files outside the tree: the repository's own, the user's and the machine's.
bool has_outer_attributes(git_repository* repository) {
    if (sys::exists(std::string(git_repository_commondir(repository)) + "info/attributes"))
        return true;
    for (const int level : {GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_SYSTEM}) {
        Buffer folders;
        if (git_libgit2_opts(GIT_OPT_GET_SEARCH_PATH, level, static_cast<git_buf*>(&folders)) != 0)
            continue;
        const auto name = level == GIT_CONFIG_LEVEL_XDG ? "attributes" : "gitattributes";
        if (folders.ptr != nullptr && sys::exists(sys::join_path(folders.ptr, name)))
            return true;
    }
    return false;
}

bool has_attribute_files(git_repository* repository, const git_oid& commit) {
    const auto tree = tree_of(repository, to_hash(commit));
    if (!tree)
        return true;
    bool found = false;
    const auto visit = [](const char*, const git_tree_entry* entry, void* payload) {
        const bool here = std::string_view(git_tree_entry_name(entry)) == ".gitattributes";
        *static_cast<bool*>(payload) |= here;
        return here ? -1 : 0;
    };
    git_tree_walk(tree->get(), GIT_TREEWALK_PRE, visit, &found);
    return found;
}

}  // namespace

Filters::Filters(git_repository* repository, const git_oid* attributes)
    : m_repository(repository),
      m_lfs_store(std::string(git_repository_commondir(repository)) + "lfs/objects") {
    if (attributes == nullptr)
        return;
    m_attributes = *attributes;
    m_from_commit = true;
    m_active = converts_line_ends(repository) || has_outer_attributes(repository) ||
               has_attribute_files(repository, *attributes);
}

bool Filters::uses_lfs(const std::string& path) const {
    git_attr_options options = GIT_ATTR_OPTIONS_INIT;
    if (m_from_commit) {
        options.flags = GIT_ATTR_CHECK_INCLUDE_COMMIT | GIT_ATTR_CHECK_INDEX_ONLY;
        options.attr_commit_id = m_attributes;
    }
    const char* value = nullptr;
    const int code = git_attr_get_ext(&value, m_repository, &options, path.c_str(), "filter");
    return code == 0 && value != nullptr && std::string_view(value) == "lfs";
}

base::Result<std::string> Filters::apply(const std::string& path, std::string bytes,
                                         git_filter_mode_t mode) const {
    git_filter_options options = GIT_FILTER_OPTIONS_INIT;
    options.flags = GIT_FILTER_ALLOW_UNSAFE;
    if (m_from_commit) {
        options.flags |= GIT_FILTER_ATTRIBUTES_FROM_COMMIT;
        options.attr_commit_id = m_attributes;
    }
    FilterHandle filters;
    int code = git_filter_list_load_ext(filters.fill(), m_repository, nullptr, path.c_str(), mode,
                                        &options);
    if (code != 0)
        return git_failure(code, "read the attributes", path);
    if (!filters)
        return bytes;
    Buffer out;
    if (mode == GIT_FILTER_TO_ODB) {
        code = git_filter_list_apply_to_buffer(&out, filters.get(), bytes.data(), bytes.size());
    } else {
        // The ident filter writes the hash of the blob, which only a blob has.
        BlobHandle blob;
        const auto id = make_blob(m_repository, bytes);
        if (!id)
            return base::fail(id.error());
        code = git_blob_lookup(blob.fill(), m_repository, &*id);
        if (code == 0)
            code = git_filter_list_apply_to_blob(&out, filters.get(), blob.get());
    }
    if (code != 0)
        return git_failure(code, "convert the file by its attributes", path);
    return std::string(out.ptr, out.size);
}

base::Result<std::string> Filters::to_repository(const std::string& path, std::string bytes) const {
    if (!m_active)
        return bytes;
    if (!is_lfs_pointer(bytes) && uses_lfs(path))
        return bytes.empty() ? bytes : lfs_pointer_of(bytes);
    return apply(path, std::move(bytes), GIT_FILTER_TO_ODB);
}

base::Result<std::string> Filters::to_work_tree(const std::string& path, std::string bytes) const {
    if (!m_active)
        return bytes;
    const auto object = lfs_object_id(bytes);
    if (!object)
        return apply(path, std::move(bytes), GIT_FILTER_TO_WORKTREE);
    if (!uses_lfs(path))
        return bytes;
    const auto content = sys::read_file(lfs_object_path(m_lfs_store, *object));
    return content ? *content : bytes;
}

}  // namespace mendel::git
