#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "git/repository.hpp"

namespace mendel::git {

/// One commit of a history.
struct HistoryEntry {
    std::string commit;
    std::string author;
    std::string summary;       ///< first line of the message
    std::int64_t seconds = 0;  ///< of the commit, since the epoch
};

/// The newest `limit` commits from a commit on, by time; those before a shallow cut are left out.
base::Result<std::vector<HistoryEntry>> history(const Repository& repository,
                                                const std::string& commit, std::size_t limit);

}  // namespace mendel::git
