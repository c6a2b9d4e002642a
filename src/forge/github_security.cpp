#include "forge/github_security.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/compression.hpp"
#include "base/crypto.hpp"
#include "base/text.hpp"

namespace mendel::forge {

namespace {

using base::Json;

constexpr std::size_t k_longest_summary = 1024;       // characters, as GitHub takes them
constexpr std::size_t k_longest_description = 65535;  // characters, as GitHub takes them

/// GitHub says 404 where there is no analysis at all.
base::Result<bool> has_analysis(GitHubApi& api, const SarifDraft& draft) {
    const auto reply =
        api.send({.path = "/repos/{}/code-scanning/analyses?tool_name=mendel&per_page=100&ref=" +
                          sys::url_part(draft.reference)});
    if (!reply)
        return base::fail(reply.error());
    if (reply->status == 404)
        return false;
    const auto list = json_of(*reply, {200});
    if (!list)
        return base::fail(list.error());
    return std::any_of(list->begin(), list->end(), [&](const Json& one) {
        return base::text_at(one, "commit_sha") == draft.commit &&
               base::text_at(one, "category") == draft.category;
    });
}

}  // namespace

base::Status put_sarif(GitHubApi& api, const SarifDraft& draft) {
    const auto is_there = has_analysis(api, draft);
    if (!is_there)
        return base::fail(is_there.error());
    if (*is_there)
        return {};
    const auto packed = base::gzip(draft.sarif);
    if (!packed)
        return base::fail(packed.error());
    const auto sent = api.send_json("POST", "/repos/{}/code-scanning/sarifs",
                                    {{"commit_sha", draft.commit},
                                     {"ref", draft.reference},
                                     {"sarif", base::base64(*packed)},
                                     {"tool_name", "mendel"}});
    return sent ? base::Status() : base::fail(sent.error());
}

base::Status put_advisory(GitHubApi& api, const AdvisoryDraft& draft) {
    const auto known = api.get_all("/repos/{}/security-advisories");
    if (!known)
        return base::fail(known.error());
    for (const auto& advisory : *known)
        if (base::contains(base::text_at(advisory, "summary"), draft.marker))
            return {};
    const auto& repository = api.repository();
    const Json package = {{"ecosystem", "other"}, {"name", repository}};
    const auto made = api.send_json(
        "POST", "/repos/{}/security-advisories",
        {{"summary", base::ellipsize(draft.marker + " " + draft.summary, k_longest_summary)},
         {"description", base::ellipsize(draft.description, k_longest_description)},
         {"severity", "medium"},
         {"vulnerabilities", Json::array({{{"package", package}}})}},
        Repeat::never);
    return made ? base::Status() : base::fail(made.error());
}

}  // namespace mendel::forge
