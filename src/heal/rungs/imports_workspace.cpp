#include "heal/rungs/imports_workspace.hpp"

#include <algorithm>

#include "base/regex.hpp"
#include "base/text.hpp"

namespace mendel::heal {

std::optional<std::string> Workspace::read(const std::string& path) const {
    if (const auto changed = m_changes.find(path); changed != m_changes.end())
        return changed->second;
    if (const auto known = m_texts.find(path); known != m_texts.end())
        return known->second;
    auto text = m_round->tree.read(path);
    std::optional<std::string> found;
    if (text)
        found = std::move(*text);
    return m_texts[path] = std::move(found);
}

bool Workspace::exists(const std::string& path) const {
    return std::binary_search(files().begin(), files().end(), path);
}

const std::vector<std::string>& Workspace::files() const {
    if (!m_files) {
        auto listed = m_round->tree.files();
        m_files = std::make_shared<std::vector<std::string>>();
        if (listed)
            *m_files = std::move(*listed);
        std::sort(m_files->begin(), m_files->end());
    }
    return *m_files;
}

std::shared_ptr<const code::Tree> Workspace::parse(const std::string& path) const {
    if (const auto known = m_trees.find(path); known != m_trees.end())
        return known->second;
    auto& slot = m_trees[path];
    const auto text = read(path);
    if (!text)
        return slot;
    const auto language = code::language_of(path, *text);
    if (!language)
        return slot;
    if (auto tree = code::Tree::parse(*language, *text))
        slot = std::make_shared<const code::Tree>(std::move(*tree));
    return slot;
}

bool Workspace::edit(const std::string& path, const std::vector<code::Edit>& edits) {
    const auto text = read(path);
    if (!text)
        return false;
    auto after = code::apply_edits(*text, edits);
    if (!after || *after == *text)
        return false;
    m_changes[path] = std::move(*after);
    m_trees.erase(path);
    return true;
}

model::Patch Workspace::patch(const std::string& rung, const std::string& summary) const {
    model::Patch patch{.base = m_round->tree.base, .rung = rung, .summary = summary};
    for (const auto& [path, after] : m_changes) {
        auto before = m_round->tree.read(path);
        if (!before || *before == after)
            continue;
        patch.changes.push_back({.path = path, .before = std::move(*before), .after = after});
    }
    return patch;
}

std::string Workspace::relative(std::string path) const {
    constexpr std::string_view file_url = "file://";
    if (path.substr(0, file_url.size()) == file_url)
        path.erase(0, file_url.size());
    const auto root = m_round->tree.root + "/";
    if (path.substr(0, root.size()) == root)
        path.erase(0, root.size());
    return base::normal_path(path);
}

std::string path_between(std::string_view folder, std::string_view file) {
    const auto from = folder.empty() ? std::vector<std::string_view>() : base::split(folder, '/');
    const auto to = base::split(file, '/');
    std::size_t shared = 0;
    while (shared < from.size() && shared + 1 < to.size() && from[shared] == to[shared])
        ++shared;
    std::string path;
    for (std::size_t i = shared; i < from.size(); ++i)
        path += "../";
    if (path.empty())
        path = "./";
    std::vector<std::string> rest(to.begin() + static_cast<std::ptrdiff_t>(shared), to.end());
    return path + base::join(rest, "/");
}

std::string folder_of(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? "" : std::string(path.substr(0, slash));
}

std::string file_name_of(std::string_view path) {
    const auto slash = path.rfind('/');
    return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

}  // namespace mendel::heal
