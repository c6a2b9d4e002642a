#include "forge/github_checks.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace mendel::forge {

namespace {

using base::Json;

constexpr const char* k_name = "mendel";
constexpr std::size_t k_most_annotations = 50;    // of one request
constexpr std::size_t k_longest_summary = 65535;  // characters, as GitHub takes them
constexpr std::size_t k_longest_message = 60000;  // GitHub takes 64 KB

Json annotations_of(const CheckRunDraft& draft) {
    Json list = Json::array();
    const auto count = std::min(draft.annotations.size(), k_most_annotations);
    for (std::size_t i = 0; i < count; ++i) {
        const auto& one = draft.annotations[i];
        list.push_back({{"path", one.path},
                        {"start_line", one.line},
                        {"end_line", one.line},
                        {"annotation_level", "warning"},
                        {"title", base::ellipsize(one.title, 255)},
                        {"message", base::ellipsize(one.message, k_longest_message)}});
    }
    return list;
}

}  // namespace

base::Status put_check_run(GitHubApi& api, const CheckRunDraft& draft) {
    const auto known = api.get_all(
        fmt::format("/repos/{{}}/commits/{}/check-runs?check_name={}", draft.commit, k_name),
        "check_runs");
    if (!known)
        return base::fail(known.error());
    Json body = {{"name", k_name},
                 {"status", "completed"},
                 {"conclusion", "neutral"},
                 {"output",
                  {{"title", draft.title},
                   {"summary", base::ellipsize(draft.summary, k_longest_summary)},
                   {"annotations", annotations_of(draft)}}}};
    const bool is_there = !known->empty();
    if (!is_there)
        body["head_sha"] = draft.commit;
    const auto put = is_there ? api.send_json("PATCH",
                                              fmt::format("/repos/{{}}/check-runs/{}",
                                                          base::number_at(known->front(), "id")),
                                              body)
                              : api.send_json("POST", "/repos/{}/check-runs", body, Repeat::never);
    return put ? base::Status() : base::fail(put.error());
}

}  // namespace mendel::forge
