#pragma once

#include <string>

#include "base/result.hpp"
#include "sys/descriptor.hpp"

namespace mendel::sys {

/// Whether to wait for a lock that somebody else holds.
enum class LockWait { no, yes };

/// An exclusive advisory lock (flock) on a file, held until it is destroyed. It ends with the
/// process, however that ends; the file stays.
class FileLock {
  public:
    explicit FileLock(Descriptor file) : m_file(std::move(file)) {}

  private:
    Descriptor m_file;
};

/// Locks the file, making it and its folders where missing. With LockWait::no a lock that another
/// holds is an error of kind transient.
base::Result<FileLock> lock_file(const std::string& path, LockWait wait);

}  // namespace mendel::sys
