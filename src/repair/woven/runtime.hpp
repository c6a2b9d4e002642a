#pragma once

#include <string>
#include <vector>

#include "model/command.hpp"
#include "model/patch.hpp"
#include "repair/woven/loom.hpp"

namespace mendel::repair {

/// A file whose text calls the runtime of its language.
struct WovenFile {
    std::string path;
    std::string before;
    std::string after;    ///< with the runtime's head, without its foot
    std::string package;  ///< package clause of Go
};

/// Adds the file with its foot, and the runtime where the patch does not hold it yet.
/// @param root of the tree that is patched
void add_woven(model::Patch& patch, const Runtime& runtime, const std::string& root,
               WovenFile file);

/// The check as the arguments of a shell script.
/// @param words $0 of the script and what else stands before the check's words
model::Command within_script(const model::Command& check, std::string script,
                             std::vector<std::string> words);

}  // namespace mendel::repair
