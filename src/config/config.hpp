#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace mendel::config {

/// heal.repair: what one search of the rung repair may use up.
struct RepairConfig {
    int seconds = 60;        ///< 0 turns the search off
    int candidates = 20000;  ///< 0 turns the search off
};

/// heal: what healing may try and how the repository's checks are run.
struct HealConfig {
    std::vector<std::string> rungs = {};  ///< names in order; empty: all that are built
    int attempts = 3;  ///< tries of one rung in one round; on a forge: runs for one fingerprint
    RepairConfig repair = {};
    std::string deliver = "patch";         ///< patch, branch or pull-request
    std::vector<std::string> setup = {};   ///< shell lines run once per base before checks
    std::vector<std::string> verify = {};  ///< shell lines: the checks; the rest are neighbours
};

/// scope: which files a Patch may touch.
struct ScopeConfig {
    std::vector<std::string> write = {"**"};
    std::vector<std::string> deny = {};  ///< added to the built-in list, never replacing it
    int max_files = 50;
    int max_lines = 2000;
};

struct BranchConfig {
    std::string prefix = "mendel/";
};

/// allow: who may ask mendel for something, and whose failures it mends.
struct AllowConfig {
    std::string auto_fix = "write";    ///< least role for /auto-fix: triage, write, maintain, admin
    std::string approve = "maintain";  ///< least role for /mendel approve: write, maintain, admin
    std::string parallel_dev = "write";  ///< the same for /parallel-dev
    std::vector<std::string> bots = {};  ///< full names whose commands count: "my-app[bot]"
    /// Full names of the bots whose failing pull requests are mended.
    std::vector<std::string> dependency_bots = {"dependabot[bot]", "renovate[bot]"};
};

/// budget: what may be used up.
struct BudgetConfig {
    double usd_per_run = 10;     ///< of all models that one run asks
    double usd_per_day = 50;     ///< of all runs of the repository, by the UTC date
    long tokens_per_run = 0;     ///< 0: no limit besides the dollars
    int turns = 50;              ///< requests of one try of an agent to its model
    int minutes = 60;            ///< of one run
    int runs_per_hour = 10;      ///< runs begun on a forge within an hour
    int open_pull_requests = 5;  ///< of mendel's own, at the same time
};

/// agents: one that may change code on instruction.
struct AgentConfig {
    std::string name;
    std::string settings;  ///< the whole entry as JSON text that fits the schema; the agent's
                           ///< profile is made of it (agent/profile.hpp)
};

/// approvals: which proven patches wait until a person approves them.
struct ApprovalConfig {
    bool dependency_majors = false;
    std::vector<std::string> paths = {};  ///< patterns of sensitive paths
    double above_usd = -1;                ///< of the run; negative: no cost waits
    int hours = 72;                       ///< after which it is too late
};

/// tools: what the tools of agents may reach besides the repository.
struct ToolsConfig {
    /// Hosts whose pages doc_fetch may get, over HTTPS; "127.0.0.1:PORT" over HTTP, for tests.
    std::vector<std::string> documentation_hosts = {};
};

/// privacy: what of the logs that are read may be told on.
struct PrivacyConfig {
    /// What becomes of e-mail addresses and phone, card, account and national numbers: mask, keep.
    std::string personal_data = "mask";
};

/// The effective configuration. A key exists here only once its feature does.
struct Config {
    int version = 1;
    bool enabled = true;  ///< on a forge: false ignores every event
    HealConfig heal = {};
    ScopeConfig scope = {};
    BranchConfig branches = {};
    AllowConfig allow = {};
    std::vector<AgentConfig> agents = {};
    BudgetConfig budget = {};
    ApprovalConfig approvals = {};
    ToolsConfig tools = {};
    PrivacyConfig privacy = {};

    /// JSON pointer of each value to where it came from: "default" or "file:line:column".
    std::map<std::string, std::string> origins = {};
};

/// Reads and validates configuration text. The first problem in file order is the error (user),
/// with file, line and column; a misspelt key is named with the nearest known one.
base::Result<Config> parse_config(std::string_view text, const std::string& file);

/// All problems at once, for `mendel config check`; none: it is valid.
std::vector<base::Error> check_config(std::string_view text, const std::string& file);

/// Where the configuration of a repository stands, and its text.
struct ConfigSource {
    std::string file;                      ///< as errors and origins name it
    std::optional<std::string> text = {};  ///< nothing: there is no file, the defaults hold
};

/// `file` if given (must exist), else .github/mendel.yml below `root`. A file under a name that
/// would not be read (.github/mendel.yaml) is an error.
base::Result<ConfigSource> find_config(const std::string& root,
                                       const std::optional<std::string>& file);

/// `file` if given (must exist), else .github/mendel.yml below `root` if there, else the defaults.
base::Result<Config> load_config(const std::string& root, const std::optional<std::string>& file);

/// The built-in patterns that no configuration can take out (INTERFACES "scope.deny").
const std::vector<std::string>& always_denied();

/// The names of the rungs that `heal.rungs` may hold, in the order of the schema.
const std::vector<std::string>& known_rungs();

/// Why a Patch may not write this path; nothing where it may. `allow_ci`: the user allowed CI
/// files on the command line (laptop only).
std::optional<std::string> write_refusal(const ScopeConfig& scope, const std::string& path,
                                         bool allow_ci = false);

/// The first of the patterns that covers the path or a folder above it, without regard to case;
/// nothing where none does.
std::optional<std::string> covering_pattern(const std::vector<std::string>& patterns,
                                            const std::string& path);

}  // namespace mendel::config
