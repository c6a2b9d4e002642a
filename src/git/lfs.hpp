#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mendel::git {

/// Git LFS without its program (git-lfs docs/spec.md): a tracked file is a small pointer.

bool is_lfs_pointer(std::string_view text);

/// The pointer of a content, as `git lfs clean` writes it.
std::string lfs_pointer_of(std::string_view content);

/// The SHA-256 that a pointer names; nothing where the text is no pointer.
std::optional<std::string> lfs_object_id(std::string_view pointer);

/// The path of an object below the store ("<git folder>/lfs/objects").
std::string lfs_object_path(std::string_view store, std::string_view id);

}  // namespace mendel::git
