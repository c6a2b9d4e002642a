#include "forge/github_state.hpp"

#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/crypto.hpp"

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
    if (!commit)
        return base::fail(commit.error());
    if (loaded.reference.empty())
        return make_reference(api, name, *commit);
    const Json wanted = {{"sha", *commit}, {"force", false}};
    const auto reply = api.send(
        {.method = "PATCH", .path = path_of(loaded.reference), .body = base::to_line(wanted)});
    if (!reply)
        return base::fail(reply.error());
    if (reply->status == 422 || reply->status == 409 || reply->status == 404)
        return false;
    const auto moved = json_of(*reply, {200});
    return moved ? Result<bool>(true) : base::fail(moved.error());
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
