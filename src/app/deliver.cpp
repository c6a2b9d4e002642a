#include "app/deliver.hpp"

#include <fmt/format.h>

#include "app/waiting_patch.hpp"
#include "evaluate/risks.hpp"
#include "forge/forge_local.hpp"
#include "git/checkout.hpp"
#include "publish/pull_request_text.hpp"
#include "sys/files.hpp"

namespace mendel::app {

namespace {

constexpr std::string_view k_heads = "refs/heads/";

/// The proven patch is based on the snapshot; on a branch it is committed on the commit of HEAD,
/// which is refused where the fix builds on a change that is not committed.
base::Result<std::string> commit_on_head(const Session& session, const model::Outcome& outcome,
                                         const publish::PullRequestText& text) {
    const auto head = session.repository.head_commit();
    if (!head)
        return base::fail(head.error());
    if (!*head)
        return base::fail(base::ErrorKind::user,
                          "This repository has no commit yet. Commit once, or use --apply.");
    return session.repository.commit(outcome.patch, **head, text.title + "\n\n" + text.body, {});
}

std::string fingerprint_of(const model::Outcome& outcome) {
    return outcome.failures.empty() ? std::string() : outcome.failures.front().fingerprint;
}

base::Result<publish::PullRequestText> text_of(const Session& session,
                                               const model::Outcome& outcome) {
    const auto branch = session.repository.head_branch();
    if (!branch)
        return base::fail(branch.error());
    const auto receipt = sys::read_file(sys::join_path(outcome.run_directory, "receipt.json"));
    if (!receipt)
        return base::fail(receipt.error());
    return publish::render_pull_request(outcome, {.branch_prefix = session.config.branches.prefix,
                                                  .base_branch = branch->value_or(""),
                                                  .check = outcome.check,
                                                  .receipt = *receipt});
}

base::Result<Delivered> to_branch(const Session& session, const model::Outcome& outcome,
                                  const std::string& name) {
    const auto text = text_of(session, outcome);
    if (!text)
        return base::fail(text.error());
    const auto commit = commit_on_head(session, outcome, *text);
    if (!commit)
        return base::fail(commit.error());
    const auto branch = name.empty() ? text->branch : name;
    if (const auto set =
            session.repository.set_reference(std::string(k_heads) + branch, *commit, std::string());
        !set)
        return base::fail(set.error());
    return Delivered{.branch = branch, .commit = *commit};
}

base::Result<Delivered> to_pull_request(const Session& session, const model::Outcome& outcome) {
    const auto base_branch = session.repository.head_branch();
    if (!base_branch)
        return base::fail(base_branch.error());
    if (!*base_branch)
        return base::fail(
            base::ErrorKind::user,
            "HEAD is on no branch, so a pull request has no base. Check out a branch, "
            "or use --branch NAME.");
    const auto text = text_of(session, outcome);
    if (!text)
        return base::fail(text.error());
    const auto commit = commit_on_head(session, outcome, *text);
    if (!commit)
        return base::fail(commit.error());
    forge::LocalForge local(session.repository);
    const auto known = forge::find_pull_request(local, text->branch);
    if (!known)
        return base::fail(known.error());
    const auto opened = local.upsert_pull_request({.base_branch = **base_branch,
                                                   .head_branch = text->branch,
                                                   .commit = *commit,
                                                   .title = text->title,
                                                   .body = text->body,
                                                   .labels = {"mendel"},
                                                   .draft = true,
                                                   .fingerprint = fingerprint_of(outcome)});
    if (!opened)
        return base::fail(opened.error());
    return Delivered{.branch = text->branch,
                     .commit = *commit,
                     .pull_request = opened->number,
                     .updated = known->has_value()};
}

}  // namespace

base::Result<Delivered> deliver(const Session& session, const model::Outcome& outcome,
                                const Delivery& delivery) {
    if (!delivery.apply && !delivery.branch && !delivery.pull_request)
        return Delivered{};
    auto risks = evaluate::risks_of(outcome.patch, session.config.approvals, outcome.cost_usd);
    if (risks.empty())
        return deliver_approved(session, outcome, delivery);
    const auto waits = keep_waiting(session, outcome, delivery, std::move(risks));
    if (!waits)
        return base::fail(waits.error());
    return Delivered{
        .risks = waits->reasons, .approve = waits->head_commit, .expires = waits->expires};
}

base::Result<Delivered> deliver_approved(const Session& session, const model::Outcome& outcome,
                                         const Delivery& delivery) {
    if (delivery.pull_request)
        return to_pull_request(session, outcome);
    if (delivery.branch)
        return to_branch(session, outcome, *delivery.branch);
    if (!delivery.apply)
        return Delivered{};
    if (const auto applied = git::apply_to_work_tree(session.repository, outcome.patch); !applied)
        return base::fail(applied.error());
    return Delivered{.applied = true};
}

}  // namespace mendel::app
