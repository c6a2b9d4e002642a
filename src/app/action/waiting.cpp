#include "app/action/waiting.hpp"

#include <nlohmann/json.hpp>

#include "base/crypto.hpp"
#include "base/json.hpp"
#include "intake/instant.hpp"
#include "model/outcome_json.hpp"
#include "model/request_json.hpp"

namespace mendel::app {

namespace {

using base::Json;
using base::Result;

constexpr const char* k_schema = "mendel.waiting/1";
/// What the contents of a file are answered with at once (https://docs.github.com/rest/repos/
/// contents); larger ones would need calls of their own.
constexpr std::size_t k_longest = 900'000;

std::string name_for(const std::string& commit) {
    return "waiting/" + commit;
}

std::string text_of(const WaitingFix& fix) {
    return base::to_pretty_text({{"schema", k_schema},
                                 {"request", model::to_json(fix.facts.request)},
                                 {"patch_sha256", fix.facts.patch_sha256},
                                 {"created", fix.facts.created},
                                 {"expires", fix.facts.expires},
                                 {"reasons", model::to_json(fix.reasons)},
                                 {"files", fix.files}});
}

Result<WaitingFix> fix_of(forge::StateText kept) {
    const auto json = base::parse_json(kept.text, "waiting.json");
    if (!json || base::text_at(*json, "schema") != k_schema)
        return base::fail(base::ErrorKind::permanent,
                          "What waits for approval is not mendel's. Delete this ref.",
                          kept.reference);
    auto request = model::parse_request(base::to_line(base::value_at(*json, "request")),
                                        "the waiting request");
    if (!request)
        return base::fail(base::ErrorKind::permanent, request.error().message, kept.reference);
    WaitingFix fix{.facts = {.request = std::move(*request),
                             .patch_sha256 = base::text_at(*json, "patch_sha256"),
                             .created = base::text_at(*json, "created"),
                             .expires = base::text_at(*json, "expires")},
                   .reasons = model::refusals_from_json(base::value_at(*json, "reasons")),
                   .kept = std::move(kept)};
    for (const auto& [name, text] : base::value_at(*json, "files").items())
        if (text.is_string())
            fix.files[name] = text.get<std::string>();
    return fix;
}

bool is_in_time(const intake::Waiting& waiting, std::chrono::system_clock::time_point now) {
    const auto expires = intake::parse_time(waiting.expires);
    return expires && *expires > now;
}

}  // namespace

Result<std::optional<WaitingFix>> load_waiting(forge::GitHubApi& api, const std::string& commit) {
    auto kept = forge::load_state(api, name_for(commit));
    if (!kept)
        return base::fail(kept.error());
    if (kept->reference.empty())
        return std::nullopt;
    auto fix = fix_of(std::move(*kept));
    return fix ? Result<std::optional<WaitingFix>>(std::move(*fix)) : base::fail(fix.error());
}

Result<WaitingFix> let_wait(forge::GitHubApi& api, const WaitingFix& fix) {
    const auto& commit = fix.facts.request.head_commit;
    const auto text = text_of(fix);
    if (text.size() > k_longest)
        return base::fail(base::ErrorKind::refused,
                          "The fix needs approval and is too large to wait for it. Take the patch "
                          "from the artifact.");
    auto there = load_waiting(api, commit);
    if (!there && there.error().kind == base::ErrorKind::transient)
        return base::fail(there.error());
    if (there && *there && is_in_time((*there)->facts, api.access().clock.now()))
        return std::move(**there);
    auto known = there && *there ? (*there)->kept : forge::StateText{};
    const auto stored = forge::store_state(api, known, text, name_for(commit));
    if (!stored)
        return base::fail(stored.error());
    if (*stored)
        return fix;
    auto winner = load_waiting(api, commit);
    if (!winner)
        return base::fail(winner.error());
    return *winner ? Result<WaitingFix>(std::move(**winner)) : Result<WaitingFix>(fix);
}

std::string patch_hash(const HealArtifact& artifact) {
    return base::sha256(artifact.receipt->diff);
}

}  // namespace mendel::app
