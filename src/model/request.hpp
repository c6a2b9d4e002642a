#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mendel::model {

/// What a Request asks for.
enum class Mission {
    heal,     ///< find the failure of a run and mend it
    report,   ///< find the failure of a run and say what it is; no code is run
    cleanup,  ///< close what mendel opened and nobody needs any more
    develop,  ///< /parallel-dev
    evolve,   ///< /evolve
    create,   ///< /create-service
};

/// "heal", "report", "cleanup", "develop", "evolve" or "create".
std::string_view name_of(Mission mission);

struct RequestOptions {
    std::vector<std::string> rungs =
        {};  ///< rungs of the ladder to try; empty: the configured ones
    // Of the mission develop; empty and 0 for the others.
    std::string feature = {};     ///< what is to be built, in the words of who asked
    std::string strategy = {};    ///< "waterfall", "agile", "feature-first" ...
    std::string complexity = {};  ///< "low", "medium" or "high"
    std::string pattern = {};     ///< "competition", "parallel", "ab", "roles" or "tree"
    int instances = 0;            ///< 1 to 50
};

/// What was asked, by whom, for which commit: the output of intake, and the only place from which
/// later jobs take their targets. Empty texts and zeros mean that there is none.
struct Request {
    Mission mission = Mission::report;
    std::string repository = {};       ///< "owner/name"
    std::string event = {};            ///< GitHub's name of the event: "workflow_run"
    std::string actor = {};            ///< login of whoever caused the event
    std::int64_t number = 0;           ///< the issue or pull request concerned
    std::int64_t comment_id = 0;       ///< the comment that asked
    std::int64_t run_id = 0;           ///< the failed workflow run
    int run_attempt = 0;               ///< 1-based attempt of that run; 0: not known
    std::string workflow_path = {};    ///< ".github/workflows/ci.yml" of that run
    std::string head_branch = {};      ///< the branch that failed; mendel's pull request goes there
    std::string head_commit = {};      ///< its head, for which the Request is bound
    std::string tested_commit = {};    ///< what the run tested: the merge commit or the head
    std::string base_branch = {};      ///< where the pull request goes; else head_branch
    std::string default_branch = {};   ///< of the repository
    std::string head_repository = {};  ///< "owner/name" that holds head_branch; empty: deleted
    bool is_fork = false;              ///< head_repository is another repository
    std::string apply = {};            ///< the commit whose code a writer approved to be run
    RequestOptions options = {};
    std::string fingerprint = {};  ///< of the root cause, 64 hexadecimal digits
    std::string category = {};     ///< of the root cause: "lint_error"
    int attempt = 0;               ///< 1-based count of runs spent on this fingerprint
    std::string approved = {};     ///< SHA-256 of the waiting patch that a person approved
    std::string approved_by = {};  ///< login of that person
};

/// Whether the text is a full commit id: 40 or 64 hexadecimal digits in lower case.
bool is_commit_id(std::string_view text);

/// Whether the text is "owner/name" in the characters that GitHub allows.
bool is_repository_name(std::string_view text);

/// Whether the text can be a branch: a name as git-check-ref-format(1) wants it, of at most 255
/// bytes.
bool is_branch_name(std::string_view text);

}  // namespace mendel::model
