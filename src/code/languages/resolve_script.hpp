#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "code/dependency_resolve.hpp"

namespace mendel::code {

/// JSON as tsconfig.json has it: with comments and commas before a closing bracket.
std::string without_json_comments(std::string_view text);

/// `compilerOptions.paths` and `baseUrl` of one tsconfig.json with what it extends.
struct PathMapping {
    std::optional<std::string> base = {};  ///< baseUrl relative to the tree's root
    std::string paths_base = {};           ///< what the targets of `paths` are relative to
    std::vector<std::pair<std::string, std::vector<std::string>>> paths = {};
};

/// Finds the path mapping that holds for a file: of the nearest tsconfig.json or jsconfig.json.
class PathMappings {
  public:
    PathMappings(const FileTable& table, const SourceTree& tree) : m_table(table), m_tree(tree) {}
    /// Paths to try for a module, best first; none where no pattern fits.
    std::vector<std::string> candidates(std::string_view folder, const std::string& module);

  private:
    const PathMapping* mapping_of(std::string_view folder);
    PathMapping read(const std::string& path, int depth);

    const FileTable& m_table;
    const SourceTree& m_tree;
    std::map<std::string, std::unique_ptr<PathMapping>, std::less<>> m_by_folder = {};
};

/// What `exports` or `imports` of a package.json makes of a subpath ("." or "./x", or "#x") under
/// the conditions, in the order of the keys; nothing where it is not offered.
/// https://nodejs.org/api/packages.html#conditional-exports
std::optional<std::string> package_target(const nlohmann::ordered_json& table,
                                          const std::string& subpath,
                                          const std::vector<std::string>& conditions);

}  // namespace mendel::code
