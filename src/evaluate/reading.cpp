#include "evaluate/reading.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "base/crypto.hpp"
#include "base/text.hpp"
#include "code/invocation.hpp"
#include "evaluate/missing_tool.hpp"

namespace mendel::evaluate {

namespace {

code::ReadFile reader_of(const JudgeSetup& setup) {
    return [&setup](const std::string& path) -> std::optional<std::string> {
        const auto text = setup.repository->read(setup.base, path);
        return text ? *text : std::nullopt;
    };
}

bool runs_tests(const std::vector<code::Invocation>& invocations) {
    return std::any_of(invocations.begin(), invocations.end(),
                       [](const auto& each) { return code::is_test_tool(each); });
}

/// Whether all it runs are tests of runners that print as each test ends, or scripts of tests.
bool tells_each_test(const std::vector<code::Invocation>& invocations) {
    constexpr std::array k_tellers = {"pytest", "unittest", "mocha", "tap", "tape", "ava", "node"};
    return !invocations.empty() &&
           std::all_of(invocations.begin(), invocations.end(), [&](const auto& each) {
               return std::find(k_tellers.begin(), k_tellers.end(), each.tool) != k_tellers.end();
           });
}

struct Limits {
    std::chrono::milliseconds deadline, silence;
};

base::Result<Reading> read_once(const JudgeSetup& setup, const model::Command& command,
                                const Limits& limits) {
    auto ran = setup.place->run(
        {.command = command, .deadline = limits.deadline, .silence = limits.silence});
    if (!ran)
        return base::fail(ran.error());
    Reading reading{.state = ran->exit_code == 0 && !ran->timed_out ? CheckState::green
                                                                    : CheckState::red};
    if (reading.state == CheckState::red)
        reading.failures = setup.diagnose({.text = ran->output,
                                           .command = model::to_text(command),
                                           .exit_code = ran->exit_code,
                                           .root = setup.place->root(),
                                           .timed_out = ran->timed_out});
    reading.evidence = {.command = model::to_text(command),
                        .place = std::string(name_of(setup.place->kind())),
                        .exit_code = ran->exit_code,
                        .timed_out = ran->timed_out,
                        .duration = ran->duration,
                        .log_sha256 = base::sha256(ran->output),
                        .fingerprints = fingerprints_of(reading.failures),
                        .peak_memory = ran->peak_memory};
    if (ran->missing)
        reading.missing_tool = model::argv_of(command).front();
    reading.log = std::move(ran->output);
    return reading;
}

/// Names of the failing tests; nothing where a failure is of no test.
std::optional<std::set<std::string>> failing_tests(const Reading& reading) {
    std::set<std::string> names;
    for (const auto& failure : reading.failures) {
        if (failure.tests.empty())
            return std::nullopt;
        for (const auto& test : failure.tests)
            names.insert(test.name);
    }
    return names;
}

/// The same failures, or the same tests failing with other values, as tests of random input do.
bool are_same(const Reading& one, const Reading& other) {
    if (one.evidence.fingerprints == other.evidence.fingerprints)
        return true;
    const auto tests = failing_tests(one);
    return tests && !tests->empty() && tests == failing_tests(other);
}

void find_missing_tool(const std::vector<code::Invocation>& invocations, Reading& reading) {
    if (reading.missing_tool.empty())
        reading.missing_tool = missing_tool_in(invocations, reading.log);
    if (reading.missing_tool.empty())
        return;
    reading.state = CheckState::tool_missing;
    reading.setup_hint = setup_line_for(reading.missing_tool);
}

/// A plain script is what its words are without a shell: `black --check .`.
bool are_one_check(const model::Command& one, const model::Command& other) {
    return one.directory == other.directory && model::to_text(one) == model::to_text(other);
}

/// Why a neighbour with this reading at the base says nothing; empty where it is green.
std::string reason_of(const Reading& reading) {
    switch (reading.state) {
        case CheckState::green:
            return {};
        case CheckState::red:
            return "it is red without the patch too";
        case CheckState::unsteady:
            return "it ends differently each time";
        case CheckState::tool_missing:
            return reading.missing_tool + " is not installed";
    }
    return {};
}

}  // namespace

std::vector<std::string> fingerprints_of(const std::vector<model::Failure>& failures) {
    std::vector<std::string> all;
    all.reserve(failures.size());
    for (const auto& failure : failures)
        all.push_back(failure.fingerprint);
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

base::Result<Reading> read_command(const JudgeSetup& setup, const model::Command& command) {
    const auto invocations = code::invocations_of(command, reader_of(setup));
    Limits limits{.deadline = setup.check_deadline,
                  .silence = tells_each_test(invocations) ? setup.check_silence
                                                          : std::chrono::milliseconds(0)};
    auto reading = read_once(setup, command, limits);
    if (!reading)
        return reading;
    if (reading->state == CheckState::red)
        find_missing_tool(invocations, *reading);
    const bool once = reading->state == CheckState::tool_missing || reading->evidence.timed_out;
    if (once || !runs_tests(invocations))
        return reading;
    // On a busy machine the second run may take longer than the first: that is no other failure.
    limits.deadline = std::max(setup.check_deadline, 2 * reading->evidence.duration);
    auto again = read_once(setup, command, limits);
    if (!again)
        return again;
    if (again->state != reading->state || !are_same(*again, *reading))
        again->state = CheckState::unsteady;
    return again;
}

base::Result<Reading> read_check(const JudgeSetup& setup, const model::Patch& so_far) {
    if (const auto set = setup.place->set(so_far); !set)
        return base::fail(set.error());
    return read_command(setup, setup.check);
}

std::string not_rerun_line(const model::Command& command, const std::string& reason) {
    return fmt::format("{}: {}", base::ellipsize(model::to_text(command), 200), reason);
}

base::Status read_neighbours(const JudgeSetup& setup, Neighbours& neighbours) {
    if (neighbours.are_read)
        return {};
    if (const auto set = setup.place->set({}); !set)
        return set;
    for (const auto& neighbour : setup.neighbours) {
        if (are_one_check(neighbour, setup.check))
            continue;
        const auto reading = read_command(setup, neighbour);
        if (!reading && reading.error().kind == base::ErrorKind::refused)
            return base::fail(reading.error());
        const auto reason =
            reading ? reason_of(*reading) : "it cannot be started: " + reading.error().message;
        if (reason.empty())
            neighbours.green.push_back(neighbour);
        else
            neighbours.not_rerun.push_back(not_rerun_line(neighbour, reason));
    }
    neighbours.are_read = true;
    return {};
}

}  // namespace mendel::evaluate
