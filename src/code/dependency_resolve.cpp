#include "code/dependency_resolve.hpp"

#include "base/text.hpp"

namespace mendel::code {

namespace {
const std::vector<std::uint32_t> k_no_files = {};

const std::vector<std::uint32_t>& listed(
    const std::unordered_map<std::string_view, std::vector<std::uint32_t>>& lists,
    std::string_view key) {
    const auto found = lists.find(key);
    return found == lists.end() ? k_no_files : found->second;
}
}  // namespace

std::string_view folder_of(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string in_folder(std::string_view folder, std::string_view path) {
    if (folder.empty())
        return base::normal_path(path);
    std::string joined(folder);
    joined += '/';
    joined += path;
    return base::normal_path(joined);
}

FileTable::FileTable(const std::vector<std::string>& files) : m_files(files) {
    m_by_path.reserve(files.size());
    m_folders.insert(std::string_view());
    for (std::uint32_t index = 0; index < files.size(); ++index) {
        const std::string_view path = files[index];
        m_by_path.emplace(path, index);
        const auto folder = folder_of(path);
        m_by_folder[folder].push_back(index);
        m_by_name[path.substr(folder.empty() ? 0 : folder.size() + 1)].push_back(index);
        for (auto above = folder; m_folders.insert(above).second;)
            above = folder_of(above);
    }
}

std::optional<std::uint32_t> FileTable::find(std::string_view path) const {
    const auto found = m_by_path.find(path);
    return found == m_by_path.end() ? std::optional<std::uint32_t>() : found->second;
}

bool FileTable::has_folder(std::string_view path) const {
    return m_folders.count(path) > 0;
}

const std::vector<std::uint32_t>& FileTable::named(std::string_view name) const {
    return listed(m_by_name, name);
}

const std::vector<std::uint32_t>& FileTable::in_folder(std::string_view folder) const {
    return listed(m_by_folder, folder);
}

}  // namespace mendel::code
