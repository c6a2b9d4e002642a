#include "app/action/heal_artifact.hpp"

#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "base/text.hpp"
#include "model/agent_try_json.hpp"
#include "model/failure_json.hpp"
#include "model/outcome.hpp"
#include "model/patch_json.hpp"
#include "sys/beneath.hpp"
#include "sys/files.hpp"

namespace mendel::app {

namespace {

using base::Json;
using base::Result;

constexpr std::size_t k_longest_file = std::size_t{16} << 20;
constexpr std::size_t k_longest_report = std::size_t{256} << 10;
constexpr std::size_t k_longest_line = 500;
constexpr std::size_t k_most_failures = 100;
constexpr std::size_t k_most_tries = 10;

/// Gives a file's text; nothing where there is no such file.
using Source =
    std::function<Result<std::optional<std::string>>(const std::string& name, std::size_t limit)>;

Result<std::optional<std::string>> file_of(const std::string& folder, const std::string& name,
                                           std::size_t limit) {
    const auto entry = sys::entry_beneath(folder, name);
    if (!entry)
        return base::fail(entry.error());
    if (entry->kind == sys::EntryKind::none)
        return std::nullopt;
    if (entry->kind != sys::EntryKind::file || entry->size > limit)
        return base::fail(base::ErrorKind::refused,
                          fmt::format("The artifact's file is no plain file of at most {} KiB. Run "
                                      "the heal job again.",
                                      limit >> 10U),
                          name);
    return sys::read_beneath(folder, name);
}

Result<Json> json_file(const Source& source, const std::string& name, HealArtifact& artifact) {
    const auto text = source(name, k_longest_file);
    if (!text)
        return base::fail(text.error());
    if (!*text)
        return base::fail(base::ErrorKind::refused,
                          "The artifact lacks this file. Run the heal job again.", name);
    auto json = base::parse_json(**text, name);
    if (!json)
        return base::fail(base::ErrorKind::refused,
                          "The artifact's file is not valid JSON. Run the heal job again.", name);
    artifact.files[name] = **text;
    return json;
}

bool is_outcome(const std::string& name) {
    using model::OutcomeKind;
    constexpr std::array k_kinds = {OutcomeKind::fixed,        OutcomeKind::not_fixed,
                                    OutcomeKind::refused,      OutcomeKind::not_reproduced,
                                    OutcomeKind::not_isolated, OutcomeKind::tool_missing,
                                    OutcomeKind::nothing_to_do};
    return std::any_of(k_kinds.begin(), k_kinds.end(),
                       [&](const auto kind) { return model::name_of(kind) == name; });
}

std::string line_of(const Json& json, const std::string& key) {
    return base::ellipsize(base::text_at(json, key), k_longest_line);
}

std::vector<model::Failure> failures_of(const Json& outcome) {
    std::vector<model::Failure> failures;
    for (const auto& item : base::value_at(outcome, "failures")) {
        auto failure = model::failure_from_json(item);
        if (!failure || failures.size() == k_most_failures)
            continue;
        failure->message = base::ellipsize(failure->message, k_longest_line);
        failures.push_back(std::move(*failure));
    }
    return failures;
}

base::Status add_proof(const Source& source, HealArtifact& artifact) {
    const auto receipt = json_file(source, "receipt.json", artifact);
    if (!receipt)
        return base::fail(receipt.error());
    auto read = evaluate::receipt_from_json(*receipt);
    if (!read)
        return base::fail(base::ErrorKind::refused, read.error().message, "receipt.json");
    artifact.receipt = std::move(*read);
    artifact.receipt_text = base::to_pretty_text(*receipt);
    const auto changes = json_file(source, "changes.json", artifact);
    if (!changes)
        return base::fail(changes.error());
    auto patch = model::patch_from_json(*changes);
    if (!patch)
        return base::fail(patch.error());
    artifact.patch = std::move(*patch);
    return {};
}

Result<HealArtifact> artifact_of(const Source& source) {
    HealArtifact artifact;
    const auto outcome = json_file(source, "outcome.json", artifact);
    if (!outcome)
        return base::fail(outcome.error());
    artifact.outcome = base::text_at(*outcome, "outcome");
    artifact.message = line_of(*outcome, "message");
    artifact.advice = line_of(*outcome, "advice");
    artifact.failures = failures_of(*outcome);
    for (const auto& item : base::value_at(*outcome, "agent_tries"))
        if (artifact.tries.size() < k_most_tries)
            artifact.tries.push_back(model::agent_try_from_json(item));
    if (!is_outcome(artifact.outcome))
        return base::fail(base::ErrorKind::refused,
                          "The artifact tells of an outcome that there is none of. Run the heal "
                          "job again.",
                          "outcome.json");
    const auto report = source("report.md", k_longest_report);
    if (!report)
        return base::fail(report.error());
    artifact.report = report->value_or("");
    if (artifact.outcome == model::name_of(model::OutcomeKind::fixed))
        if (const auto proven = add_proof(source, artifact); !proven)
            return base::fail(proven.error());
    return artifact;
}

}  // namespace

Result<HealArtifact> read_heal_artifact(const std::string& folder) {
    if (!sys::is_folder(folder))
        return base::fail(base::ErrorKind::user,
                          "The heal job left no artifact. Look at its log for the reason.", folder);
    return artifact_of([&folder](const std::string& name, std::size_t limit) {
        return file_of(folder, name, limit);
    });
}

Result<HealArtifact> heal_artifact_of(const std::map<std::string, std::string>& files) {
    return artifact_of([&files](const std::string& name, std::size_t) {
        const auto found = files.find(name);
        return found == files.end() ? Result<std::optional<std::string>>(std::nullopt)
                                    : Result<std::optional<std::string>>(found->second);
    });
}

}  // namespace mendel::app
