#include "forge/github_state.hpp"

#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/crypto.hpp"
#include "forge/github_graphql.hpp"

namespace mendel::forge {

namespace {

using base::Json;
using base::Result;

constexpr std::array k_prefixes = {"refs/mendel/", "refs/heads/mendel/"};
constexpr const char* k_file = "state.json";
/// Longer than the states that are written; a longer one is not ours.
constexpr std::size_t k_longest_state = std::size_t{1} << 20;

std::string path_of(const std::string& reference) {
    return "/repos/{}/git/" + reference;
}

Result<std::string> text_at_commit(GitHubApi& api, const std::string& commit) {
    const auto file = api.get(fmt::format("/repos/{{}}/contents/{}?ref={}", k_file, commit));
    if (!file)
        return base::fail(file.error());
    auto text = base::from_base64(base::text_at(*file, "content"));
    if (text && text->size() > k_longest_state)
        return base::fail(base::ErrorKind::permanent,
                          "What mendel keeps in the repository is too long. Delete its refs below "
                          "refs/mendel.");
    return text;
}

Result<std::string> commit_text(GitHubApi& api, const std::string& parent,
                                const std::string& text) {
    const Json entry = {{"path", k_file}, {"mode", "100644"}, {"type", "blob"}, {"content", text}};
    const auto tree =
        api.send_json("POST", "/repos/{}/git/trees", {{"tree", Json::array({entry})}});
    if (!tree)
        return base::fail(tree.error());
    const auto parents = parent.empty() ? Json::array() : Json::array({parent});
    const auto commit = api.send_json("POST", "/repos/{}/git/commits",
                                      {{"message", "mendel: state"},
                                       {"tree", base::text_at(*tree, "sha")},
                                       {"parents", parents}});
    return commit ? Result<std::string>(base::text_at(*commit, "sha")) : base::fail(commit.error());
}

Result<bool> make_reference(GitHubApi& api, const std::string& name, const std::string& commit) {
    base::Error last;
    for (const auto* prefix : k_prefixes) {
        const Json wanted = {{"ref", prefix + name}, {"sha", commit}};
        const auto reply = api.send(
            {.method = "POST", .path = "/repos/{}/git/refs", .body = base::to_line(wanted)});
        if (!reply)
            return base::fail(reply.error());
        if (reply->status == 201)
            return true;
        if (reply->text.find("already exists") != std::string::npos)
            return false;
        last = refusal_of(*reply);
        if (reply->status != 422)
            break;
    }
    return base::fail(last);
}

/// https://docs.github.com/en/graphql/reference/git: compares and swaps by beforeOid. What one
/// mutation is refused leaves the other as it is.
constexpr const char* k_move_and_react = R"(
mutation($refs: UpdateRefsInput!, $reaction: AddReactionInput!) {
  moved: updateRefs(input: $refs) { clientMutationId }
  seen: addReaction(input: $reaction) { clientMutationId }
})";
constexpr const char* k_no_commit = "0000000000000000000000000000000000000000";

Result<Stored> move_and_react(GitHubApi& api, const StateText& loaded, const std::string& commit,
                              const std::string& comment_node) {
    const bool is_new = loaded.reference.empty();
    const Json update = {
        {"name", is_new ? std::string(k_prefixes.front()) + k_state_name : loaded.reference},
        {"beforeOid", is_new ? k_no_commit : loaded.commit},
        {"afterOid", commit}};
    const auto data = mutate_all(
        api, k_move_and_react,
        {{"refs",
          {{"repositoryId", loaded.repository_node}, {"refUpdates", Json::array({update})}}},
         {"reaction", {{"subjectId", comment_node}, {"content", "EYES"}}}});
    if (!data)
        return base::fail(data.error());
    return Stored{.done = base::value_at(*data, "moved").is_object(),
                  .seen = base::value_at(*data, "seen").is_object()};
}

/// Lets the name stand for the commit; false where it stands for another by now.
Result<bool> point_at(GitHubApi& api, const StateText& loaded, const std::string& name,
                      const std::string& commit) {
    if (loaded.reference.empty())
        return make_reference(api, name, commit);
    const Json wanted = {{"sha", commit}, {"force", false}};
    const auto reply = api.send(
        {.method = "PATCH", .path = path_of(loaded.reference), .body = base::to_line(wanted)});
    if (!reply)
        return base::fail(reply.error());
    if (reply->status == 422 || reply->status == 409 || reply->status == 404)
        return false;
    const auto moved = json_of(*reply, {200});
    return moved ? Result<bool>(true) : base::fail(moved.error());
}

}  // namespace

Result<StateText> load_state(GitHubApi& api, const std::string& name) {
    for (const auto* prefix : k_prefixes) {
        const auto reference = prefix + name;
        const auto reply = api.send({.path = "/repos/{}/git/ref/" + reference.substr(5)});
        if (!reply)
            return base::fail(reply.error());
        if (reply->status == 404)
            continue;
        const auto found = json_of(*reply, {200});
        if (!found)
            return base::fail(found.error());
        const auto commit = base::text_at(*found, "object.sha");
        auto text = text_at_commit(api, commit);
        if (!text)
            return base::fail(text.error());
        return StateText{.reference = reference, .commit = commit, .text = std::move(*text)};
    }
    return StateText{};
}

Result<bool> store_state(GitHubApi& api, const StateText& loaded, const std::string& text,
                         const std::string& name) {
    const auto commit = commit_text(api, loaded.commit, text);
    return commit ? point_at(api, loaded, name, *commit) : base::fail(commit.error());
}

Result<Stored> store_state_seen(GitHubApi& api, const StateText& loaded, const std::string& text,
                                const std::string& comment_node) {
    const auto commit = commit_text(api, loaded.commit, text);
    if (!commit)
        return base::fail(commit.error());
    Stored stored;
    if (!comment_node.empty() && !loaded.repository_node.empty()) {
        const auto moved = move_and_react(api, loaded, *commit, comment_node);
        if (!moved && moved.error().kind == base::ErrorKind::transient)
            return base::fail(moved.error());
        stored = moved.value_or(Stored{});
    }
    if (stored.done)
        return stored;
    const auto moved = point_at(api, loaded, k_state_name, *commit);
    if (!moved)
        return base::fail(moved.error());
    stored.done = *moved;
    return stored;
}

base::Status remove_state(GitHubApi& api, const StateText& loaded) {
    const auto reply = api.send({.method = "DELETE", .path = path_of(loaded.reference)});
    if (!reply)
        return base::fail(reply.error());
    if (reply->status == 204 || reply->status == 422 || reply->status == 404)
        return {};
    return base::fail(refusal_of(*reply));
}

}  // namespace mendel::forge
