#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "source_text.hpp"

namespace house {

/// src/LAYERS, read.
struct Layers {
    struct Folder {
        int layer = 0;
        std::vector<std::string> may_include = {};  ///< base and model among them
    };
    struct Home {
        std::string prefix;
        std::string place;  ///< folder, "folder/stem", "*" for anywhere, "-" for nowhere
    };
    std::map<std::string, Folder> folders = {};
    std::vector<Home> homes = {};
    std::vector<std::string> problems = {};  ///< lines that cannot be read
};

Layers parse_layers(std::string_view text);

/// Links to unknown folders or higher layers, and cycles.
std::vector<std::string> order_problems(const Layers& layers);

/// Includes that src/LAYERS does not allow the file.
std::vector<std::string> include_problems(const Layers& layers, const SourceFile& file);

}  // namespace house
