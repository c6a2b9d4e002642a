#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "model/patch.hpp"

namespace mendel::git {

/// The patch as git's unified diff ("diff --git a/x b/x", three lines of context), binary files as
/// "GIT binary patch"; `git apply` takes it.
base::Result<std::string> to_diff(const model::Patch& patch);

/// Reads a file at the base; nothing where there is none.
using ReadBase = std::function<base::Result<std::optional<std::string>>(const std::string& path)>;

/// Applies a unified diff in memory, to the letter (no fuzz): the Patch it makes of the base. An
/// error of kind user names the file and hunk that do not apply; paths outside the tree, absolute,
/// with "..", or into ".git" are refused.
base::Result<model::Patch> parse_diff(std::string_view diff, const ReadBase& read_base);

/// The hash under which git stores the bytes (SHA-1 repositories); all zeros for no file.
std::string blob_hash(const std::optional<std::string>& bytes);

}  // namespace mendel::git
