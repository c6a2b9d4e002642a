#include "base/text.hpp"
#include "code/dependency_resolve.hpp"

namespace mendel::code {

namespace {

struct GoModule {
    std::string path;    ///< "example.com/a"
    std::string folder;  ///< where it lies, "" is the root
};

/// The module's own path and its replacements by folders (https://go.dev/ref/mod#go-mod-file).
void read_module(std::string_view text, std::string_view folder, std::vector<GoModule>& modules) {
    for (auto line : base::split_lines(text)) {
        line = base::trim(line.substr(0, line.find("//")));
        auto words = base::split_words(line);
        if (!words.empty() && words[0] == "replace")
            words.erase(words.begin());
        if (words.size() == 2 && words[0] == "module")
            modules.push_back({base::replace_all(words[1], "\"", ""), std::string(folder)});
        for (std::size_t at = 1; at + 1 < words.size(); ++at)
            if (words[at] == "=>" && words[at + 1].front() == '.')
                modules.push_back({std::string(words[0]), in_folder(folder, words[at + 1])});
    }
}

}  // namespace

ResolveImport go_resolver(const FileTable& table, const SourceTree& tree) {
    std::vector<GoModule> modules;
    for (const auto file : table.named("go.mod")) {
        const auto& path = table.files()[file];
        if (const auto text = tree.read(path))
            read_module(*text, folder_of(path), modules);
    }
    return [&table, modules](std::uint32_t, const ScannedImport& import, FileIds& to) {
        const GoModule* best = nullptr;
        for (const auto& module : modules) {
            const bool fits =
                import.module == module.path || import.module.rfind(module.path + "/", 0) == 0;
            if (fits && (best == nullptr || module.path.size() > best->path.size()))
                best = &module;
        }
        if (best == nullptr)
            return;
        const auto rest = std::string_view(import.module).substr(best->path.size());
        const auto folder = rest.empty() ? best->folder : in_folder(best->folder, rest.substr(1));
        for (const auto file : table.in_folder(folder)) {
            const std::string_view path = table.files()[file];
            const auto ends_in = [&](std::string_view ending) {
                return path.size() >= ending.size() &&
                       path.substr(path.size() - ending.size()) == ending;
            };
            if (ends_in(".go") && !ends_in("_test.go"))
                to.push_back(file);
        }
    };
}

}  // namespace mendel::code
