#pragma once

#include <map>
#include <string>
#include <string_view>

namespace mendel::diagnose {

/// A pattern (base::Regex) of the work trees of CI services, with the slash behind them:
/// "/home/runner/work/name/name/".
std::string_view ci_tree_pattern();

/// Turns the paths that tools print into paths relative to the repository's root. Knows absolute
/// paths below the root, "./" and "../" forms, folders that the command entered with cd, the work
/// trees of CI services ("/home/runner/work/name/name/..."), and the source of a Python package
/// that tox or pip installed. Where the root is known, a path of another machine stands for the
/// file below the root with the longest common end.
class Paths {
  public:
    /// @param command the step's command, for `cd` in front of the tool; may be empty
    Paths(std::string_view root, std::string_view command);

    /// The path relative to the root; as printed where it lies outside the repository.
    std::string relative(std::string_view printed);

    /// Whether a path of relative() is the repository's own code, not of a library or runtime.
    static bool is_own(std::string_view path);

    /// The same, with absolute paths counted as own where the root is unknown.
    bool owns(std::string_view path) const;

  private:
    std::string resolve(std::string_view printed) const;
    std::string resolve_absolute(const std::string& path) const;
    std::string resolve_outside(std::string path) const;
    /// Where the repository keeps what was installed at the path; empty where it does not.
    std::string source_of_installed(std::string_view path) const;
    bool has(std::string_view path) const;

    std::string m_root;    ///< without a slash at the end; empty where unknown
    std::string m_folder;  ///< the folder entered with cd, relative to the root, or ""
    std::map<std::string, std::string, std::less<>> m_known;
};

}  // namespace mendel::diagnose
