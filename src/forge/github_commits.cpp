#include "forge/github_commits.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/crypto.hpp"
#include "base/text.hpp"
#include "forge/github_graphql.hpp"

namespace mendel::forge {

namespace {

using base::Json;
using base::Result;

constexpr std::string_view k_own_line = "Made-by: mendel";

std::string mode_text(unsigned mode) {
    return fmt::format("{:06o}", mode);
}

/// A branch name keeps its slashes in a path.
std::string branch_path(const std::string& branch) {
    return base::replace_all(sys::url_part(branch), "%2F", "/");
}

Result<std::string> make_blob(GitHubApi& api, const std::string& bytes) {
    const auto made = api.send_json("POST", "/repos/{}/git/blobs",
                                    {{"content", base::base64(bytes)}, {"encoding", "base64"}});
    return made ? Result<std::string>(base::text_at(*made, "sha")) : base::fail(made.error());
}

Result<Json> tree_entry(GitHubApi& api, const model::FileChange& change) {
    Json entry = {{"path", change.path}, {"mode", mode_text(change.mode)}, {"type", "blob"}};
    if (!change.after) {
        entry["sha"] = nullptr;
    } else if (base::is_utf8_text(*change.after)) {
        entry["content"] = *change.after;
    } else {
        const auto hash = make_blob(api, *change.after);
        if (!hash)
            return base::fail(hash.error());
        entry["sha"] = *hash;
    }
    return entry;
}

Result<std::string> make_tree(GitHubApi& api, const model::Patch& patch, const std::string& tree) {
    Json entries = Json::array();
    for (const auto& change : patch.changes) {
        auto entry = tree_entry(api, change);
        if (!entry)
            return base::fail(entry.error());
        entries.push_back(std::move(*entry));
    }
    const auto made = api.send_json("POST", "/repos/{}/git/trees",
                                    {{"base_tree", tree}, {"tree", std::move(entries)}});
    return made ? Result<std::string>(base::text_at(*made, "sha")) : base::fail(made.error());
}

constexpr const char* k_commit_on_branch = R"(
mutation($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid signature { isValid } } }
})";

/// A patch as FileChanges of GraphQL, which know no modes.
Result<Json> file_changes(const model::Patch& patch) {
    Json additions = Json::array();
    Json deletions = Json::array();
    for (const auto& change : patch.changes) {
        const bool is_new_special = !change.before && change.mode != 0100644;
        if (change.changes_mode() || is_new_special)
            return base::fail(base::ErrorKind::permanent,
                              "The mutation createCommitOnBranch cannot set a file's mode.",
                              change.path);
        if (change.after)
            additions.push_back({{"path", change.path}, {"contents", base::base64(*change.after)}});
        else
            deletions.push_back({{"path", change.path}});
    }
    return Json{{"additions", std::move(additions)}, {"deletions", std::move(deletions)}};
}

/// Moves a branch that is there already.
base::Status move_own_branch(GitHubApi& api, const std::string& branch, const BranchTip& tip,
                             const std::string& commit) {
    if (tip.commit == commit)
        return {};
    if (!tip.own)
        return base::fail(base::ErrorKind::refused,
                          "Somebody has committed to this branch of mendel's. Merge or delete it.",
                          branch);
    const auto moved = api.send_json("PATCH", "/repos/{}/git/refs/heads/" + branch_path(branch),
                                     {{"sha", commit}, {"force", true}});
    return moved ? base::Status() : base::fail(moved.error());
}

/// The tip of a branch; nothing where there is no such branch.
Result<std::optional<BranchTip>> tip_of(GitHubApi& api, const std::string& branch) {
    const auto head = branch_head(api, branch);
    if (!head || !*head)
        return head ? Result<std::optional<BranchTip>>(std::nullopt) : base::fail(head.error());
    const auto newest = api.get("/repos/{}/git/commits/" + **head);
    if (!newest)
        return base::fail(newest.error());
    return BranchTip{**head, is_own_commit(base::text_at(*newest, "message"))};
}

}  // namespace

Result<RemoteCommit> commit_patch(GitHubApi& api, const model::Patch& patch,
                                  const std::string& parent, const std::string& tree,
                                  const std::string& message) {
    const auto patched = make_tree(api, patch, tree);
    if (!patched)
        return base::fail(patched.error());
    const auto made = api.send_json("POST", "/repos/{}/git/commits",
                                    {{"message", fmt::format("{}\n\n{}\n", message, k_own_line)},
                                     {"tree", *patched},
                                     {"parents", {parent}}});
    if (!made)
        return base::fail(made.error());
    return RemoteCommit{.hash = base::text_at(*made, "sha"),
                        .verified = base::flag_at(*made, "verification.verified")};
}

Result<std::optional<std::string>> branch_head(GitHubApi& api, const std::string& branch) {
    const auto reply = api.send({.path = "/repos/{}/git/ref/heads/" + branch_path(branch)});
    if (!reply)
        return base::fail(reply.error());
    if (reply->status == 404)
        return std::nullopt;
    const auto found = json_of(*reply, {200});
    if (!found)
        return base::fail(found.error());
    return base::text_at(*found, "object.sha");
}

base::Status put_own_branch(GitHubApi& api, const std::string& branch, const std::string& commit,
                            const std::optional<BranchTip>& known) {
    if (known)
        return move_own_branch(api, branch, *known, commit);
    const Json wanted = {{"ref", "refs/heads/" + branch}, {"sha", commit}};
    const ApiCall call{
        .method = "POST", .path = "/repos/{}/git/refs", .body = base::to_line(wanted)};
    auto reply = api.send(call);
    if (reply && reply->status == 409)  // the repository was busy with another change
        reply = api.send(call);
    if (!reply)
        return base::fail(reply.error());
    if (reply->status == 201)
        return {};
    const auto tip =
        reply->status == 422 ? tip_of(api, branch) : Result<std::optional<BranchTip>>(std::nullopt);
    if (!tip)
        return base::fail(tip.error());
    return *tip ? move_own_branch(api, branch, **tip, commit) : base::fail(refusal_of(*reply));
}

Result<RemoteCommit> commit_on_branch(GitHubApi& api, const model::Patch& patch,
                                      const std::string& parent, const std::string& message,
                                      const BranchPlace& place) {
    const auto changes = file_changes(patch);
    if (!changes)
        return base::fail(changes.error());
    if (const auto put = put_own_branch(api, place.branch, parent, place.known); !put)
        return base::fail(put.error());
    const auto made = mutate(
        api, k_commit_on_branch, "createCommitOnBranch",
        {{"branch", {{"repositoryNameWithOwner", api.repository()}, {"branchName", place.branch}}},
         {"message", {{"headline", message}, {"body", k_own_line}}},
         {"expectedHeadOid", parent},
         {"fileChanges", *changes}});
    if (!made)
        return base::fail(made.error());
    return RemoteCommit{.hash = base::text_at(*made, "commit.oid"),
                        .verified = base::flag_at(*made, "commit.signature.isValid")};
}

bool is_own_commit(std::string_view message) {
    for (const auto line : base::split_lines(message))
        if (line == k_own_line)
            return true;
    return false;
}

}  // namespace mendel::forge
