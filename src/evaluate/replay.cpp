#include "evaluate/replay.hpp"

#include <fmt/format.h>

#include "base/crypto.hpp"
#include "base/text.hpp"
#include "evaluate/tool_versions.hpp"
#include "git/diff.hpp"

namespace mendel::evaluate {

namespace {

git::ReadBase reader_at(const git::Repository& repository, const std::string& commit) {
    return [&repository, commit](const std::string& path) { return repository.read(commit, path); };
}

/// The receipt's base: there already, or made again of its head and the recorded difference.
base::Result<std::string> base_of(const Receipt& receipt, const git::Repository& repository) {
    if (repository.resolve(receipt.base))
        return receipt.base;
    const auto missing = [&](const std::string& commit) {
        return base::fail(base::ErrorKind::user,
                          fmt::format("This repository does not have the commit {}. Fetch it, or "
                                      "replay in a clone that has it.",
                                      commit));
    };
    if (receipt.base_diff.empty())
        return missing(receipt.base);
    if (!receipt.head.empty() && !repository.resolve(receipt.head))
        return missing(receipt.head);
    const auto patch = git::parse_diff(receipt.base_diff, reader_at(repository, receipt.head));
    if (!patch)
        return base::fail(patch.error());
    return repository.commit(*patch, receipt.head, "The base of a replayed receipt", {});
}

struct Runner {
    const Receipt& receipt;
    Place& place;
    const model::EventSink& events;
    Replay result = {};

    base::Status setup() {
        for (const auto& line : receipt.setup) {
            const auto ran = place.run({.command = {.body = model::Script{"bash", line}},
                                        .effects = model::Effects::keep});
            if (!ran)
                return base::fail(ran.error());
            if (ran->exit_code != 0)
                result.failures.push_back(
                    fmt::format("setup ended with {}: {}", ran->exit_code, line));
        }
        return {};
    }

    base::Result<int> check(const model::Patch& patch, std::string_view what) {
        events({.kind = model::EventKind::stage, .stage = "replay", .text = std::string(what)});
        if (const auto set = place.set(patch); !set)
            return base::fail(set.error());
        const auto ran = place.run({.command = receipt.check});
        if (!ran)
            return base::fail(ran.error());
        result.runs.push_back({.command = model::to_text(receipt.check),
                               .place = std::string(name_of(place.kind())),
                               .exit_code = ran->exit_code,
                               .timed_out = ran->timed_out,
                               .duration = ran->duration,
                               .log_sha256 = base::sha256(ran->output)});
        return ran->exit_code;
    }

    base::Status prove(const model::Patch& patch) {
        const auto red = check({}, "the base");
        if (!red)
            return base::fail(red.error());
        if (*red == 0)
            result.failures.emplace_back("The check is green on the base.");
        else if (*red != receipt.red.exit_code)
            result.failures.push_back(
                fmt::format("The check ends with exit code {} on the base, the receipt says {}.",
                            *red, receipt.red.exit_code));
        const auto green = check(patch, "the patch");
        if (!green)
            return base::fail(green.error());
        if (*green != 0)
            result.failures.push_back(
                fmt::format("The check is red under the patch (exit code {}).", *green));
        return {};
    }

    void compare_versions(const std::map<std::string, std::string>& now) {
        for (const auto& [tool, version] : receipt.tool_versions) {
            const auto found = now.find(tool);
            if (found == now.end())
                result.drift.push_back(fmt::format("{} is not here; it was {}", tool, version));
            else if (found->second != version)
                result.drift.push_back(
                    fmt::format("{} is {}; it was {}", tool, found->second, version));
        }
    }
};

}  // namespace

std::vector<std::string> replay_commands(const Receipt& receipt) {
    auto commands = receipt.setup;
    commands.push_back(model::to_text(receipt.check));
    return commands;
}

base::Result<Replay> replay(const Receipt& receipt, const git::Repository& repository,
                            const PlaceOptions& options, const model::EventSink& events) {
    const auto base = base_of(receipt, repository);
    if (!base)
        return base::fail(base.error());
    const auto patch = git::parse_diff(receipt.diff, reader_at(repository, *base));
    if (!patch)
        return base::fail(patch.error());
    auto at_base = options;
    at_base.base = *base;
    auto place = open_place(at_base);
    if (!place)
        return base::fail(place.error());
    Runner runner{receipt, **place, events};
    if (const auto ready = runner.setup(); !ready)
        return base::fail(ready.error());
    if (const auto proven = runner.prove(*patch); !proven)
        return base::fail(proven.error());
    runner.compare_versions(tool_versions(**place, receipt.check, repository, *base));
    runner.result.confirmed = runner.result.failures.empty();
    return std::move(runner.result);
}

}  // namespace mendel::evaluate
