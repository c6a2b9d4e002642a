#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "model/command.hpp"

namespace mendel::app {

/// The words after `--` as a Command. One word with blanks or shell signs, and leading NAME=value
/// words, are the user's own shell line; `bash -c X` and `sh -c X` are X; the rest is an Argv.
/// No words, or an empty one alone, is an error of kind user.
base::Result<model::Command> command_of_words(const std::vector<std::string>& words);

}  // namespace mendel::app
