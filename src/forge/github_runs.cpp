#include "forge/github_runs.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace mendel::forge {

namespace {

const char* name_of(Reaction reaction) {
    switch (reaction) {
        case Reaction::eyes:
            return "eyes";
        case Reaction::rocket:
            return "rocket";
        default:
            return "confused";
    }
}

base::Status done(const base::Result<base::Json>& reply) {
    return reply ? base::Status() : base::fail(reply.error());
}

}  // namespace

base::Status dispatch_workflow(GitHubApi& api, const std::string& path, const std::string& branch,
                               const std::map<std::string, std::string>& inputs) {
    const auto file = path.substr(path.rfind('/') + 1);
    base::Json body = {{"ref", branch}};
    if (!inputs.empty())
        body["inputs"] = inputs;
    return done(api.send_json(
        "POST", fmt::format("/repos/{{}}/actions/workflows/{}/dispatches", sys::url_part(file)),
        body));
}

base::Status react(GitHubApi& api, std::int64_t comment, Reaction reaction) {
    return done(api.send_json("POST",
                              fmt::format("/repos/{{}}/issues/comments/{}/reactions", comment),
                              {{"content", name_of(reaction)}}));
}

}  // namespace mendel::forge
