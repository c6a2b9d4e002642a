#include "forge/github_overview.hpp"

#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "forge/forge_github.hpp"
#include "forge/github_graphql.hpp"

namespace mendel::forge {

namespace {

using base::Json;
using base::text_at;
using base::value_at;

constexpr const char* k_overview = R"(
query($owner: String!, $name: String!, $config: String!, $branch: String!) {
  repository(owner: $owner, name: $name) {
    config: object(expression: $config) { ... on Blob { text } }
    state: object(expression: "refs/mendel/state") { oid }
    stateFile: object(expression: "refs/mendel/state:state.json") { ... on Blob { text } }
    stateBranch: object(expression: "refs/heads/mendel/state") { oid }
    branchFile: object(expression: "refs/heads/mendel/state:state.json") { ... on Blob { text } }
    branch: object(expression: $branch) { oid }
    pullRequests(states: OPEN, first: 100, orderBy: {field: CREATED_AT, direction: DESC}) {
      nodes {
        number headRefName headRefOid baseRefName
        headRepository { nameWithOwner }
        potentialMergeCommit { oid }
        author { __typename login }
        labels(first: 20) { nodes { name } }
      }
    }
  }
})";

std::optional<std::string> text_of(const Json& repository, const char* name) {
    const auto& text = value_at(value_at(repository, name), "text");
    return text.is_string() ? std::optional(text.get<std::string>()) : std::nullopt;
}

StateText state_of(const Json& repository) {
    if (const auto commit = text_at(repository, "state.oid"); !commit.empty())
        return {.reference = "refs/mendel/state",
                .commit = commit,
                .text = text_of(repository, "stateFile").value_or("")};
    if (const auto commit = text_at(repository, "stateBranch.oid"); !commit.empty())
        return {.reference = "refs/heads/mendel/state",
                .commit = commit,
                .text = text_of(repository, "branchFile").value_or("")};
    return {};
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

base::Result<Overview> overview(GitHubApi& api, const std::string& config_file,
                                const std::string& branch) {
    const auto data =
        graphql(api, k_overview,
                {{"config", "HEAD:" + config_file}, {"branch", branch_expression(branch)}});
    if (!data)
        return base::fail(data.error());
    const auto& repository = value_at(*data, "repository");
    Overview found{.config = text_of(repository, "config"),
                   .state = state_of(repository),
                   .branch_head = text_at(repository, "branch.oid")};
    for (const auto& node : value_at(repository, "pullRequests.nodes"))
        found.pulls.push_back(pull_of(node));
    return found;
}

base::Result<std::optional<OpenPull>> open_pull(GitHubApi& api, std::int64_t number) {
    const auto item = api.get(fmt::format("/repos/{{}}/pulls/{}", number));
    if (!item)
        return base::fail(item.error());
    if (text_at(*item, "state") != "open")
        return std::nullopt;
    return OpenPull{.number = base::number_at(*item, "number"),
                    .head_branch = text_at(*item, "head.ref"),
                    .head_commit = text_at(*item, "head.sha"),
                    .head_repository = text_at(*item, "head.repo.full_name"),
                    .base_branch = text_at(*item, "base.ref"),
                    .merge_commit = text_at(*item, "merge_commit_sha"),
                    .author = text_at(*item, "user.login"),
                    .author_type = text_at(*item, "user.type"),
                    .labels = label_names(value_at(*item, "labels"))};
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
