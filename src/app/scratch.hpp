#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "sys/lock.hpp"

namespace mendel::app {

/// A folder for Places on a real disk, outside work tree and home, removed with its owner. Folders
/// that a killed run left behind are removed when the next one is made.
class Scratch {
  public:
    static base::Result<Scratch> make();
    ~Scratch();
    Scratch(Scratch&& other) noexcept;
    Scratch& operator=(Scratch&&) = delete;

    const std::string& path() const { return m_path; }

    /// A new folder inside.
    base::Result<std::string> folder(const std::string& name) const;

  private:
    Scratch(std::string path, sys::FileLock lock);
    std::string m_path;
    sys::FileLock m_lock;
};

}  // namespace mendel::app
