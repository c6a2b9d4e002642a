#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "app/session.hpp"
#include "base/result.hpp"

namespace mendel::app {

/// One earlier run, from its outcome.json.
struct PastRun {
    std::string id;
    std::string created;
    std::string outcome;  ///< "fixed", "not fixed" ...; "interrupted" where it never ended
    std::string check;
    std::string message;
};

/// One thing that is not as it should be, with its mend.
struct HealthFinding {
    std::string what;
    std::string mend;
};

struct OpenPullRequest {
    int number = 0;
    std::string title;
    std::string branch;
};

/// Health, open work and the last outcomes of a repository.
struct RepositoryStatus {
    std::string root;
    std::string sandbox;  ///< level that checks run under, empty where none can be built
    std::vector<HealthFinding> findings = {};
    std::vector<OpenPullRequest> pull_requests = {};
    std::vector<PastRun> runs = {};  ///< newest first
};

/// @param last how many runs at most
base::Result<RepositoryStatus> read_status(const Session& session, std::size_t last);

}  // namespace mendel::app
