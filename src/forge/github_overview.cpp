#include "forge/github_overview.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "forge/forge_github.hpp"
#include "forge/github_graphql.hpp"

namespace mendel::forge {

namespace {

using base::Json;
using base::text_at;
using base::value_at;

/// With one place, for what is asked of the wanted pull request's runs.
constexpr const char* k_overview = R"(
query($owner: String!, $name: String!, $config: String!, $branch: String!, $number: Int!,
      $wanted: Boolean!) {{
  repository(owner: $owner, name: $name) {{
    id
    config: object(expression: $config) {{ ... on Blob {{ text }} }}
    state: object(expression: "refs/mendel/state") {{ oid }}
    stateFile: object(expression: "refs/mendel/state:state.json") {{ ... on Blob {{ text }} }}
    stateBranch: object(expression: "refs/heads/mendel/state") {{ oid }}
    branchFile: object(expression: "refs/heads/mendel/state:state.json") {{
      ... on Blob {{ text }}
    }}
    branch: object(expression: $branch) {{ oid }}
    pullRequests(states: OPEN, first: 100, orderBy: {{field: CREATED_AT, direction: DESC}}) {{
      nodes {{ ...pull }}
    }}
    wanted: pullRequest(number: $number) @include(if: $wanted) {{
      ...pull
      state
      isCrossRepository
{}    }}
  }}
}}
fragment pull on PullRequest {{
  number headRefName headRefOid baseRefName
  headRepository {{ nameWithOwner }}
  potentialMergeCommit {{ oid }}
  author {{ __typename login }}
  labels(first: 20) {{ nodes {{ name }} }}
}})";
constexpr const char* k_runs = R"(      commits(last: 1) {
        nodes {
          commit {
            oid
            checkSuites(first: 100) {
              pageInfo { hasNextPage }
              nodes {
                conclusion
                branch { name }
                workflowRun { resourcePath event createdAt file { path } }
                checkRuns(first: 50, filterBy: {checkType: LATEST,
                                                conclusions: [FAILURE, TIMED_OUT]}) {
                  nodes { resourcePath name conclusion }
                }
              }
            }
          }
        }
      }
)";

std::optional<std::string> text_of(const Json& repository, const char* name) {
    const auto& text = value_at(value_at(repository, name), "text");
    return text.is_string() ? std::optional(text.get<std::string>()) : std::nullopt;
}

StateText state_of(const Json& repository) {
    const auto node = text_at(repository, "id");
    if (const auto commit = text_at(repository, "state.oid"); !commit.empty())
        return {.reference = "refs/mendel/state",
                .commit = commit,
                .text = text_of(repository, "stateFile").value_or(""),
                .repository_node = node};
    if (const auto commit = text_at(repository, "stateBranch.oid"); !commit.empty())
        return {.reference = "refs/heads/mendel/state",
                .commit = commit,
                .text = text_of(repository, "branchFile").value_or(""),
                .repository_node = node};
    return {.repository_node = node};
}

OpenPull pull_of(const Json& node) {
    return {.number = base::number_at(node, "number"),
            .head_branch = text_at(node, "headRefName"),
            .head_commit = text_at(node, "headRefOid"),
            .head_repository = text_at(node, "headRepository.nameWithOwner"),
            .base_branch = text_at(node, "baseRefName"),
            .merge_commit = text_at(node, "potentialMergeCommit.oid"),
            .author = login_of(value_at(node, "author")),
            .author_type = text_at(node, "author.__typename"),
            .labels = label_names(value_at(node, "labels.nodes"))};
}

/// The number at the end of ".../runs/5" or ".../job/7". GraphQL's own databaseId is an Int, which
/// the numbers of runs have outgrown.
std::int64_t number_in(const std::string& path) {
    return base::to_number(path.substr(path.rfind('/') + 1));
}

std::vector<FailedJob> failed_jobs_of(const Json& suite) {
    std::vector<FailedJob> jobs;
    for (const auto& check : value_at(suite, "checkRuns.nodes"))
        jobs.push_back({.id = number_in(text_at(check, "resourcePath")),
                        .name = text_at(check, "name"),
                        .conclusion = base::to_lower(text_at(check, "conclusion"))});
    return jobs;
}

/// The runs of the wanted pull request's head. Nothing where one of them is not wholly known: the
/// list must not look complete then.
std::optional<std::vector<HeadRun>> runs_of(const Json& wanted) {
    const auto& nodes = value_at(wanted, "commits.nodes");
    if (!nodes.is_array() || nodes.empty() ||
        text_at(nodes.back(), "commit.oid") != text_at(wanted, "headRefOid"))
        return std::nullopt;
    const auto& suites = value_at(nodes.back(), "commit.checkSuites");
    if (!suites.is_object() || base::flag_at(suites, "pageInfo.hasNextPage"))
        return std::nullopt;
    std::vector<HeadRun> runs;
    for (const auto& suite : value_at(suites, "nodes")) {
        const auto& run = value_at(suite, "workflowRun");
        if (!run.is_object())
            continue;  // of another App than Actions
        runs.push_back({.id = number_in(text_at(run, "resourcePath")),
                        .conclusion = base::to_lower(text_at(suite, "conclusion")),
                        .event = text_at(run, "event"),
                        .workflow_path = text_at(run, "file.path"),
                        .head_branch = text_at(suite, "branch.name"),
                        .created = text_at(run, "createdAt"),
                        .failed_jobs = failed_jobs_of(suite)});
        const auto& made = runs.back();
        const bool has_branch =
            !made.head_branch.empty() || base::flag_at(wanted, "isCrossRepository");
        if (made.id <= 0 || made.workflow_path.empty() || !has_branch)
            return std::nullopt;
    }
    return runs;
}

/// The one that was asked for may be older than the newest hundred.
void add_wanted(const Json& wanted, std::vector<OpenPull>& pulls) {
    const auto number = base::number_at(wanted, "number");
    const bool is_there = std::any_of(pulls.begin(), pulls.end(),
                                      [&](const OpenPull& pull) { return pull.number == number; });
    if (!is_there && text_at(wanted, "state") == "OPEN")
        pulls.push_back(pull_of(wanted));
}

std::string branch_expression(const std::string& branch) {
    return branch.empty() ? "refs/heads/" : "refs/heads/" + branch;
}

/// The folders that hold the paths, each once; "" is the root.
std::vector<std::string> folders_of(const std::vector<std::string>& paths) {
    std::set<std::string> folders;
    for (const auto& path : paths) {
        const auto slash = path.rfind('/');
        folders.insert(slash == std::string::npos ? "" : path.substr(0, slash));
    }
    return {folders.begin(), folders.end()};
}

/// The query with one member for each folder of the commit: "d0", "d1" ...
std::string target_query(std::size_t folders) {
    std::string parameters;
    std::string members;
    for (std::size_t i = 0; i < folders; ++i) {
        parameters += fmt::format(", $d{}: String!", i);
        members += fmt::format(
            "    d{}: object(expression: $d{}) {{ ... on Tree {{ entries {{ name oid mode type }} "
            "}} }}\n",
            i, i);
    }
    return fmt::format(
        R"(
query($owner: String!, $name: String!, $config: String!, $commit: GitObjectID!, $base: String!,
      $own: String!, $ownName: String!, $number: Int!, $item: Boolean!{}) {{
  repository(owner: $owner, name: $name) {{
    config: object(expression: $config) {{ ... on Blob {{ text }} }}
    base: object(expression: $base) {{ oid }}
    commit: object(oid: $commit) {{ ... on Commit {{ tree {{ oid }} }} }}
    own: object(expression: $own) {{ oid ... on Commit {{ message }} }}
    pullRequests(states: OPEN, headRefName: $ownName, first: 20) {{
      nodes {{ number isCrossRepository }}
    }}
    item: issueOrPullRequest(number: $number) @include(if: $item) {{
      ... on PullRequest {{
        headRefOid
        labels(first: 50) {{ nodes {{ name }} }}
        comments(last: 100) {{ nodes {{ databaseId body author {{ __typename login }} }} }}
      }}
      ... on Issue {{
        labels(first: 50) {{ nodes {{ name }} }}
        comments(last: 100) {{ nodes {{ databaseId body author {{ __typename login }} }} }}
      }}
    }}
{}  }}
}})",
        parameters, members);
}

void add_files(const Json& repository, const std::vector<std::string>& folders,
               const std::vector<std::string>& paths, RemoteTree& tree) {
    const std::set<std::string> wanted(paths.begin(), paths.end());
    for (std::size_t i = 0; i < folders.size(); ++i)
        for (const auto& entry : value_at(repository, fmt::format("d{}.entries", i))) {
            const auto path = folders[i].empty() ? text_at(entry, "name")
                                                 : folders[i] + "/" + text_at(entry, "name");
            if (text_at(entry, "type") == "blob" && wanted.count(path) != 0)
                tree.files[path] = {text_at(entry, "oid"),
                                    static_cast<unsigned>(base::number_at(entry, "mode"))};
        }
}

void add_comments(const Json& repository, Target& found) {
    for (const auto& node : value_at(repository, "item.comments.nodes")) {
        const auto marker = marker_of(text_at(node, "body"));
        if (!marker.empty() && text_at(node, "author.__typename") == "Bot")
            found.own_comments.push_back({base::number_at(node, "databaseId"), marker});
    }
}

}  // namespace

base::Result<Overview> overview(GitHubApi& api, const OverviewQuestion& question) {
    const auto reply =
        graphql_answer(api, fmt::format(k_overview, question.with_runs ? k_runs : ""),
                       {{"config", "HEAD:" + question.config_file},
                        {"branch", branch_expression(question.branch)},
                        {"number", question.number},
                        {"wanted", question.number != 0}});
    const auto data = graphql_data(api, reply);
    if (!data && question.with_runs && data.error().kind == base::ErrorKind::permanent) {
        auto plain = question;  // a server that is older than what is asked of the runs
        plain.with_runs = false;
        return overview(api, plain);
    }
    if (!data)
        return base::fail(data.error());
    const auto& repository = value_at(*data, "repository");
    const auto& wanted = value_at(repository, "wanted");
    Overview found{.config = text_of(repository, "config"),
                   .state = state_of(repository),
                   .branch_head = text_at(repository, "branch.oid")};
    for (const auto& node : value_at(repository, "pullRequests.nodes"))
        found.pulls.push_back(pull_of(node));
    add_wanted(wanted, found.pulls);
    if (question.with_runs && !reply->contains("errors"))
        found.runs = runs_of(wanted);
    return found;
}

base::Result<Target> target(GitHubApi& api, const TargetQuestion& question) {
    const auto folders = folders_of(question.paths);
    Json variables = {{"config", "HEAD:" + question.config_file},
                      {"commit", question.commit},
                      {"base", branch_expression(question.base_branch)},
                      {"own", branch_expression(question.own_branch)},
                      {"ownName", question.own_branch},
                      {"number", question.number},
                      {"item", question.number != 0}};
    for (std::size_t i = 0; i < folders.size(); ++i)
        variables[fmt::format("d{}", i)] = question.commit + ":" + folders[i];
    const auto data = graphql(api, target_query(folders.size()), variables);
    if (!data)
        return base::fail(data.error());
    const auto& repository = value_at(*data, "repository");
    Target found{.config = text_of(repository, "config"),
                 .base_head = text_at(repository, "base.oid"),
                 .item_head = text_at(repository, "item.headRefOid"),
                 .item_labels = label_names(value_at(repository, "item.labels.nodes")),
                 .tree = {.hash = text_at(repository, "commit.tree.oid")}};
    add_files(repository, folders, question.paths, found.tree);
    add_comments(repository, found);
    if (const auto tip = text_at(repository, "own.oid"); !tip.empty())
        found.own_tip = BranchTip{tip, tip == question.commit ||  // begun and broken off
                                           is_own_commit(text_at(repository, "own.message"))};
    for (const auto& node : value_at(repository, "pullRequests.nodes"))
        if (!base::flag_at(node, "isCrossRepository"))
            found.own_pull = base::number_at(node, "number");
    return found;
}

}  // namespace mendel::forge
