#pragma once

#include <string>

#include "base/result.hpp"

namespace mendel::sys {

/// A lock between processes, freed with its owner however it ends (flock(2)). The file stays.
class FileLock {
  public:
    /// Takes the lock without waiting; an error of kind transient where another holds it.
    static base::Result<FileLock> take(const std::string& path);
    ~FileLock();
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;

  private:
    explicit FileLock(int descriptor) : m_descriptor(descriptor) {}
    int m_descriptor = -1;
};

}  // namespace mendel::sys
