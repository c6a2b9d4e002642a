#include "app/waiting_patch.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/action/heal_artifact.hpp"
#include "base/crypto.hpp"
#include "base/json.hpp"
#include "base/time_format.hpp"
#include "evaluate/gates.hpp"
#include "git/diff.hpp"
#include "model/outcome_json.hpp"
#include "model/request.hpp"
#include "observe/audit.hpp"
#include "observe/run_folder.hpp"
#include "sys/files.hpp"

namespace mendel::app {

namespace {

using base::Json;
using base::Result;

constexpr const char* k_schema = "mendel.waiting_patch/1";

Result<std::string> folder_of(const Session& session) {
    const auto state = observe::state_folder(session.repository.common_folder());
    return state ? Result<std::string>(sys::join_path(*state, "waiting"))
                 : base::fail(state.error());
}

std::string text_of(const WaitingPatch& patch) {
    return base::to_pretty_text(
        {{"schema", k_schema},
         {"head_commit", patch.head_commit},
         {"patch_sha256", patch.patch_sha256},
         {"created", patch.created},
         {"expires", patch.expires},
         {"reasons", model::to_json(patch.reasons)},
         {"apply", patch.delivery.apply},
         {"branch", patch.delivery.branch ? Json(*patch.delivery.branch) : Json(nullptr)},
         {"pull_request", patch.delivery.pull_request},
         {"run_directory", patch.run_directory}});
}

Result<WaitingPatch> read_patch(const std::string& file) {
    const auto text = sys::read_file(file);
    const auto json = text ? base::parse_json(*text, file) : base::fail(text.error());
    if (!json || base::text_at(*json, "schema") != k_schema)
        return base::fail(base::ErrorKind::refused,
                          "What waits for approval cannot be read. Ask for the fix again.", file);
    WaitingPatch patch{.head_commit = base::text_at(*json, "head_commit"),
                       .patch_sha256 = base::text_at(*json, "patch_sha256"),
                       .created = base::text_at(*json, "created"),
                       .expires = base::text_at(*json, "expires"),
                       .reasons = model::refusals_from_json(base::value_at(*json, "reasons")),
                       .delivery = {.apply = base::flag_at(*json, "apply"),
                                    .pull_request = base::flag_at(*json, "pull_request")},
                       .run_directory = base::text_at(*json, "run_directory")};
    if (const auto& branch = base::value_at(*json, "branch"); branch.is_string())
        patch.delivery.branch = branch.get<std::string>();
    return patch;
}

tl::unexpected<base::Error> refused(std::string message) {
    return base::fail(base::ErrorKind::refused, std::move(message));
}

/// The Outcome as its run folder has it, if it still holds the patch that was kept.
Result<model::Outcome> outcome_of(const Session& session, const WaitingPatch& waits) {
    auto artifact = read_heal_artifact(waits.run_directory);
    if (!artifact || !artifact->receipt)
        return refused("The run folder of this patch is gone or damaged. Ask for the fix again.");
    const auto diff = git::to_diff(artifact->patch);
    if (!diff)
        return base::fail(diff.error());
    if (base::sha256(*diff) != waits.patch_sha256 || *diff != artifact->receipt->diff)
        return refused(
            "The patch is not the one that waits: it was changed. Ask for the fix again.");
    const auto refusals = evaluate::run_gates({.patch = artifact->patch, .config = session.config});
    if (!refusals.empty())
        return refused(fmt::format("A gate refuses the patch now: {}. Ask for the fix again.",
                                   model::to_text(refusals.front())));
    return model::Outcome{.kind = model::OutcomeKind::fixed,
                          .message = artifact->message,
                          .failures = artifact->failures,
                          .rounds = artifact->receipt->rounds,
                          .patch = artifact->patch,
                          .diff = *diff,
                          .check = model::to_text(artifact->receipt->check),
                          .run_directory = waits.run_directory,
                          .cost_usd = artifact->receipt->cost_usd};
}

base::Status note_approval(const Session& session, const WaitingPatch& waits) {
    const auto state = observe::state_folder(session.repository.common_folder());
    const auto audit =
        state ? observe::AuditLog::open(*state, session.clock) : base::fail(state.error());
    if (!audit)
        return base::fail(audit.error());
    return (*audit)->append({.kind = "approval",
                             .actor = "local user",
                             .subject = waits.patch_sha256,
                             .verdict = "allowed",
                             .detail = fmt::format("for commit {}", waits.head_commit),
                             .asked_by = "local user"});
}

/// Why it cannot be approved any more; nothing where it can.
base::Status check_bounds(const Session& session, const WaitingPatch& waits) {
    if (waits.expires <= base::to_rfc3339(session.clock.now()))
        return refused(
            fmt::format("The time to approve this patch ended at {}. Ask for the fix "
                        "again.",
                        waits.expires));
    const auto head = session.repository.head_commit();
    if (!head)
        return base::fail(head.error());
    if (*head != waits.head_commit)
        return refused("HEAD has moved on since the patch was proven. Ask for the fix again.");
    return {};
}

}  // namespace

Result<WaitingPatch> keep_waiting(const Session& session, const model::Outcome& outcome,
                                  const Delivery& delivery, std::vector<model::Refusal> reasons) {
    const auto head = session.repository.head_commit();
    const auto folder = folder_of(session);
    if (!head || !folder)
        return base::fail(!head ? head.error() : folder.error());
    if (!*head)
        return refused(
            "The patch has to wait for approval, and HEAD has no commit to bind it to. "
            "Commit once.");
    const auto now = session.clock.now();
    WaitingPatch patch{
        .head_commit = **head,
        .patch_sha256 = base::sha256(outcome.diff),
        .created = base::to_rfc3339(now),
        .expires = base::to_rfc3339(now + std::chrono::hours(session.config.approvals.hours)),
        .reasons = std::move(reasons),
        .delivery = delivery,
        .run_directory = outcome.run_directory};
    const auto file = sys::join_path(*folder, **head + ".json");
    if (const auto written = sys::write_file(file, text_of(patch)); !written)
        return base::fail(written.error());
    return patch;
}

Result<std::vector<WaitingPatch>> waiting_patches(const Session& session) {
    const auto folder = folder_of(session);
    if (!folder)
        return base::fail(folder.error());
    std::vector<WaitingPatch> patches;
    if (!sys::is_folder(*folder))
        return patches;
    const auto names = sys::list_folder(*folder);
    if (!names)
        return base::fail(names.error());
    const auto now = base::to_rfc3339(session.clock.now());
    for (const auto& name : *names)
        if (auto patch = read_patch(sys::join_path(*folder, name)); patch && patch->expires > now)
            patches.push_back(std::move(*patch));
    std::sort(patches.begin(), patches.end(),
              [](const auto& left, const auto& right) { return left.created > right.created; });
    return patches;
}

Result<Delivered> approve(const Session& session, const std::string& commit) {
    const auto folder = folder_of(session);
    if (!folder)
        return base::fail(folder.error());
    const auto file = sys::join_path(*folder, commit + ".json");
    if (!model::is_commit_id(commit) || !sys::exists(file))
        return base::fail(base::ErrorKind::user,
                          "No patch waits for approval at this commit. See what waits with: mendel "
                          "approve");
    const auto waits = read_patch(file);
    if (!waits)
        return base::fail(waits.error());
    if (const auto bound = check_bounds(session, *waits); !bound)
        return base::fail(bound.error());
    const auto outcome = outcome_of(session, *waits);
    if (!outcome)
        return base::fail(outcome.error());
    if (const auto noted = note_approval(session, *waits); !noted)
        return base::fail(noted.error());
    auto delivered = deliver_approved(session, *outcome, waits->delivery);
    if (!delivered)
        return delivered;
    if (const auto removed = sys::remove_tree(file); !removed)
        return base::fail(removed.error());
    return delivered;
}

}  // namespace mendel::app
