#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace house {

/// A source file of the project.
struct SourceFile {
    std::string path;  ///< relative to the project's root
    std::string text;
};

/// A C++ text taken apart; both parts have the length and the line breaks of the whole.
struct SourceParts {
    std::string code;      ///< comments and the insides of literals blanked, #include lines kept
    std::string comments;  ///< everything but comments blanked
};
SourceParts take_apart(std::string_view text);

/// One #include line.
struct Include {
    std::string name;
    bool quoted = false;  ///< "name", otherwise <name>
    int line = 0;
};
std::vector<Include> includes_of(std::string_view text);

/// All files below a folder of the project whose names end in one of `endings`, by path.
std::vector<SourceFile> files_below(const std::string& folder,
                                    const std::vector<std::string>& endings);

/// The text of one file of the project; fails the test where there is none.
std::string text_of(const std::string& path);

/// Folders directly below a folder of the project, by name.
std::vector<std::string> folders_in(const std::string& folder);

/// Whether `path` ends in `ending`.
bool ends_in(std::string_view path, std::string_view ending);

/// The parts of a path between slashes.
std::vector<std::string> parts_of(const std::string& path);

/// "path:line: message".
std::string problem(const std::string& path, int line, const std::string& message);

}  // namespace house
