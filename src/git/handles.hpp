#pragma once

#include <utility>

#include <git2.h>

namespace mendel::git {

/// Owns what libgit2 hands out through a pointer to a pointer: `git_index_new(index.fill())`.
template <class T, void (*Free)(T*)>
class Owned {
  public:
    Owned() = default;
    explicit Owned(T* handle) : m_handle(handle) {}
    ~Owned() { Free(m_handle); }
    Owned(Owned&& other) noexcept : m_handle(std::exchange(other.m_handle, nullptr)) {}
    Owned& operator=(Owned&& other) noexcept {
        std::swap(m_handle, other.m_handle);
        return *this;
    }

    T* get() const { return m_handle; }
    explicit operator bool() const { return m_handle != nullptr; }
    T* release() { return std::exchange(m_handle, nullptr); }

    /// Lets go of what it owns and takes what the call writes.
    T** fill() {
        Free(std::exchange(m_handle, nullptr));
        return &m_handle;
    }

  private:
    T* m_handle = nullptr;
};

using RepositoryHandle = Owned<git_repository, git_repository_free>;
using CommitHandle = Owned<git_commit, git_commit_free>;
using TreeHandle = Owned<git_tree, git_tree_free>;
using BlobHandle = Owned<git_blob, git_blob_free>;
using ObjectHandle = Owned<git_object, git_object_free>;
using EntryHandle = Owned<git_tree_entry, git_tree_entry_free>;
using IndexHandle = Owned<git_index, git_index_free>;
using DiffHandle = Owned<git_diff, git_diff_free>;
using PatchHandle = Owned<git_patch, git_patch_free>;
using ReferenceHandle = Owned<git_reference, git_reference_free>;
using SignatureHandle = Owned<git_signature, git_signature_free>;
using ConfigHandle = Owned<git_config, git_config_free>;
using OdbHandle = Owned<git_odb, git_odb_free>;
using FilterHandle = Owned<git_filter_list, git_filter_list_free>;

/// A buffer that libgit2 fills.
struct Buffer : git_buf {
    Buffer() : git_buf{nullptr, 0, 0} {}
    ~Buffer() { git_buf_dispose(this); }
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;
};

}  // namespace mendel::git
