#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "base/text.hpp"
#include "code/dependency_resolve.hpp"

namespace mendel::code {

namespace {

/// The words after -I and -isystem, relative to the tree where they lie in it.
void add_include_folders(const base::Json& command, std::vector<std::string>& folders) {
    std::vector<std::string> words;
    for (const auto& word : base::value_at(command, "arguments"))
        if (word.is_string())
            words.push_back(word.get<std::string>());
    const auto line = base::text_at(command, "command");
    for (const auto word : base::split_words(line))
        words.emplace_back(word);
    for (std::size_t index = 0; index < words.size(); ++index) {
        const bool is_apart = words[index] == "-I" || words[index] == "-isystem";
        if (is_apart && index + 1 < words.size())
            folders.push_back(words[index + 1]);
        else if (words[index].rfind("-I", 0) == 0 && words[index].size() > 2)
            folders.push_back(words[index].substr(2));
    }
}

class CResolver {
  public:
    CResolver(const FileTable& table, const SourceTree& tree) : m_table(table) {
        std::set<std::string> seen = {""};
        m_folders.emplace_back();
        const auto add = [&](std::string folder) {
            if (m_table.has_folder(folder) && seen.insert(folder).second)
                m_folders.push_back(std::move(folder));
        };
        for (auto& folder : named_in_commands(tree))
            add(std::move(folder));
        add("src");
        for (const auto& file : table.files())
            for (auto folder = folder_of(file); !folder.empty(); folder = folder_of(folder))
                if (is_include_folder(folder))
                    add(std::string(folder));
    }

    void resolve(std::uint32_t from, const ScannedImport& import, FileIds& to) const {
        const auto add = [&](std::string_view folder) {
            const auto found = m_table.find(in_folder(folder, import.module));
            if (found)
                to.push_back(*found);
            return found.has_value();
        };
        if (import.style == ImportStyle::quoted && add(folder_of(m_table.files()[from])))
            return;
        if (std::any_of(m_folders.begin(), m_folders.end(), add))
            return;
        const bool is_path = base::contains(import.module, "/");
        if (import.style == ImportStyle::quoted || is_path)
            add_only_ending(import.module, to);
    }

  private:
    static bool is_include_folder(std::string_view folder) {
        const auto name = folder.substr(folder.rfind('/') + 1);
        return name == "include" || name == "inc";
    }

    static std::vector<std::string> named_in_commands(const SourceTree& tree) {
        std::vector<std::string> folders;
        const auto text = tree.read("compile_commands.json");
        const auto json = text ? base::parse_json(*text, "compile_commands.json")
                               : base::Result<base::Json>(base::Json());
        if (!json || !json->is_array())
            return folders;
        std::vector<std::string> found;
        for (const auto& command : *json)
            add_include_folders(command, found);
        for (const auto& folder : found)
            folders.push_back(base::normal_path(folder));
        return folders;
    }

    /// Where exactly one file of the tree ends in the path.
    void add_only_ending(const std::string& module, FileIds& to) const {
        if (module.empty() || module.back() == '/')
            return;
        const auto name = std::string_view(module).substr(folder_of(module).size());
        const auto wanted = "/" + module;
        std::optional<std::uint32_t> only;
        for (const auto file : m_table.named(name.front() == '/' ? name.substr(1) : name)) {
            const auto path = "/" + m_table.files()[file];
            if (path.size() < wanted.size() ||
                path.compare(path.size() - wanted.size(), wanted.size(), wanted) != 0)
                continue;
            if (only)
                return;
            only = file;
        }
        if (only)
            to.push_back(*only);
    }

    const FileTable& m_table;
    std::vector<std::string> m_folders = {};
};

}  // namespace

ResolveImport c_resolver(const FileTable& table, const SourceTree& tree) {
    return [resolver = CResolver(table, tree)](std::uint32_t from, const ScannedImport& import,
                                               FileIds& to) { resolver.resolve(from, import, to); };
}

}  // namespace mendel::code
