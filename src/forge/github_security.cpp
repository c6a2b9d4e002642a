#include "forge/github_security.hpp"

#include <nlohmann/json.hpp>

#include "base/compression.hpp"
#include "base/crypto.hpp"
#include "base/text.hpp"

namespace mendel::forge {

namespace {

using base::Json;

constexpr std::size_t k_longest_summary = 1024;       // characters, as GitHub takes them
constexpr std::size_t k_longest_description = 65535;  // characters, as GitHub takes them

}  // namespace

base::Status upload_sarif(GitHubApi& api, const std::string& commit, const std::string& reference,
                          const std::string& sarif) {
    const auto packed = base::gzip(sarif);
    if (!packed)
        return base::fail(packed.error());
    const auto sent = api.send_json("POST", "/repos/{}/code-scanning/sarifs",
                                    {{"commit_sha", commit},
                                     {"ref", reference},
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
