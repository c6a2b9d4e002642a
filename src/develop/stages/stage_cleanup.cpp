#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "develop/stages/handed_over.hpp"
#include "develop/stages/stages.hpp"
#include "publish/conclusion_text.hpp"

namespace mendel::develop {

namespace {

bool is_between_jobs(const std::string& name) {
    return name == k_plan_artifact || name.rfind(k_part_artifact, 0) == 0;
}

}  // namespace

base::Result<app::ActionReport> cleanup_stage(const app::ActionContext& context,
                                              forge::GitHubApi& api) {
    const auto found = api.get_all(
        fmt::format("/repos/{{}}/actions/runs/{}/artifacts?per_page=100", context.run_id),
        "artifacts");
    if (!found)
        return base::fail(found.error());
    std::size_t removed = 0;
    publish::Conclusion conclusion{.outcome = "cleaned up"};
    for (const auto& artifact : *found) {
        if (!is_between_jobs(base::text_at(artifact, "name")))
            continue;
        const auto gone = api.send({.method = "DELETE",
                                    .path = fmt::format("/repos/{{}}/actions/artifacts/{}",
                                                        base::number_at(artifact, "id"))});
        if (!gone)
            return base::fail(gone.error());
        if (gone->status == 204)
            ++removed;
        else if (gone->status != 404)
            conclusion.notes.push_back(fmt::format(
                "An artifact could not be removed ({}); it expires by itself.", gone->status));
    }
    conclusion.message = base::counted(removed, "artifact") + " between jobs removed.";
    conclusion.api_calls = api.calls();
    return app::ActionReport{.outputs = {{"conclusion", conclusion.outcome}},
                             .summary = publish::render_summary(conclusion)};
}

}  // namespace mendel::develop
