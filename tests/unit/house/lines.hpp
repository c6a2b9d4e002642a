#pragma once

#include <string>
#include <vector>

#include "source_text.hpp"

namespace house {

/// Size, line length, white space, `#pragma once`, unfinished work, and calls that belong in sys:
/// everything wrong with one file of src by itself.
std::vector<std::string> file_problems(const SourceFile& file);

/// Folders of src with more than 25 files (a source and its header count as one) or more than one
/// sub-folder (data/ apart).
std::vector<std::string> folder_problems(const std::vector<std::string>& paths);

/// The nouns of the JSON documents a text speaks of: "heal" for "mendel.heal/1" in a literal.
std::vector<std::string> schema_nouns(const SourceFile& file);

/// Sources that their folder's CMakeLists.txt does not name.
std::vector<std::string> unlisted_sources(const SourceFile& list,
                                          const std::vector<std::string>& names);

}  // namespace house
