#include "repair/woven/localise_woven.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "code/language.hpp"
#include "repair/helper_run.hpp"
#include "repair/score_map.hpp"
#include "repair/sources.hpp"
#include "repair/spectrum.hpp"
#include "repair/woven/loom.hpp"
#include "repair/woven/probes.hpp"
#include "repair/woven/runtime.hpp"

namespace mendel::repair {
namespace {

constexpr std::size_t k_most_files = 200;
constexpr double k_ran = 0.3;       ///< score of what ran, where no unit is known to fail
constexpr double k_unprobed = 0.3;  ///< share of the log's score that a line without a probe keeps
constexpr std::chrono::milliseconds k_most_for_run{60'000};
constexpr std::chrono::seconds k_for_rows{5};  ///< to show what was counted
constexpr int k_share_of_time = 4;
constexpr int k_killed = 137;  ///< exit code of what timeout(1) killed
constexpr std::string_view k_process = "mendel-probes";
/// Runs the check, at most $1 seconds, then shows what was counted: a row for each probe that ran.
constexpr const char* k_shell =
    "most=$1; shift; rm -f \"$0\".*; timeout -s KILL \"$most\" \"$@\"; code=$?; "
    "for f in \"$0\".*; do echo mendel-probes; od -Ad -v -w12 -tu4 \"$f\" | tr -s ' ' | "
    "grep -v ' 0 0 0$'; done; exit $code";

/// Lines at which tests failed, as the log names them, by file.
using FailLines = std::map<std::string, std::set<int>>;

FailLines fail_lines(const model::Round& round) {
    FailLines found;
    const auto add = [&](const std::string& printed, int line) {
        if (line > 0)
            found[relative_path(round.tree, printed)].insert(line);
    };
    const auto add_failure = [&](const model::Failure& failure) {
        for (const auto& frame : failure.frames)
            add(frame.file, frame.line);
        for (const auto& location : failure.locations)
            add(location.file, location.line);
        for (const auto& test : failure.tests)
            add(test.file, test.line);
    };
    add_failure(round.failure);
    for (const auto& failure : round.failures)
        add_failure(failure);
    return found;
}

/// C and C++ are one: a program may be made of both.
bool is_of(const Loom& loom, const std::string& path) {
    const auto language = code::language_of(path);
    return language && (*language == loom.language ||
                        (code::is_c_family(*language) && code::is_c_family(loom.language)));
}

const Loom* loom_for(const Localisation& log) {
    for (const auto& line : log.lines)
        if (const auto language = code::language_of(line.file))
            if (const auto* loom = loom_of(*language))
                return loom;
    return nullptr;
}

/// The files that the log points at, then the others of the language, tests among them.
std::vector<std::string> files_of(const model::Round& round, const Localisation& log,
                                  const Loom& loom) {
    std::vector<std::string> files;
    std::set<std::string> known;
    const auto add = [&](const std::string& file) {
        if (files.size() < k_most_files && is_of(loom, file) && known.insert(file).second)
            files.push_back(file);
    };
    for (const auto& line : log.lines)
        add(line.file);
    for (const auto& file : round.tree.files().value_or(std::vector<std::string>()))
        add(file);
    return files;
}

/// The sources with probes in them.
struct Probed {
    Probes probes;
    model::Patch patch;
};

Probed probed(const model::Round& round, const std::vector<std::string>& files) {
    Probed probed;
    const auto fail = fail_lines(round);
    for (const auto& path : files) {
        const auto tree = parsed_file(round.tree, path);
        const auto* loom = tree ? loom_of(tree->language()) : nullptr;
        if (loom == nullptr)
            continue;
        const auto lines = fail.find(path);
        auto text = probed_source(
            *tree, *loom,
            {path, code::is_test_file(path), lines == fail.end() ? std::set<int>() : lines->second},
            probed.probes);
        if (text != tree->text())
            add_woven(probed.patch, loom->probes, round.tree.root,
                      {.path = path,
                       .before = tree->text(),
                       .after = std::string(loom->probes.head) + text,
                       .package = package_of(*tree)});
    }
    std::sort(probed.patch.changes.begin(), probed.patch.changes.end(),
              [](const auto& left, const auto& right) { return left.path < right.path; });
    return probed;
}

/// What one process counted.
struct Process {
    std::uint32_t unit = 0;
    std::uint32_t ended = 0;  ///< 1: well or unknown
    struct Counts {
        std::uint32_t passing = 0, failing = 0, last = 0;
    };
    std::map<int, Counts> probes;

    /// Where no unit was known to fail beforehand and the program did not end well, the last did.
    void blame_last(bool is_killed) {
        const bool is_known = std::any_of(probes.begin(), probes.end(), [](const auto& probe) {
            return probe.second.failing > 0;
        });
        if ((ended == 1 && !is_killed) || is_known)
            return;
        for (auto& [number, counts] : probes)
            if (counts.last == unit) {
                --counts.passing;
                ++counts.failing;
            }
    }
};

std::vector<Process> processes_of(const std::string& output) {
    std::vector<Process> processes;
    for (const auto line : base::split_lines(output)) {
        if (line == k_process) {
            processes.emplace_back();
            continue;
        }
        const auto words = base::split_words(line);
        if (processes.empty() || words.size() != 4)
            continue;
        const auto number = [&](std::size_t at) {
            return static_cast<std::uint32_t>(base::to_number(words[at]));
        };
        const auto row = static_cast<int>(number(0) / 12);
        if (row == 0)
            std::tie(processes.back().unit, processes.back().ended) =
                std::make_pair(number(1), number(2));
        else
            processes.back().probes[row - 1] = {number(1), number(2), number(3)};
    }
    return processes;
}

/// What all processes counted.
struct Totals {
    std::map<int, LineCounts> probes;
    double failed = 0;  ///< units
};

Totals totals_of(const std::vector<Process>& processes) {
    Totals totals;
    for (const auto& process : processes) {
        std::uint32_t most = 0;
        for (const auto& [number, ran] : process.probes) {
            totals.probes[number].passing += ran.passing;
            totals.probes[number].failing += ran.failing;
            most = std::max(most, ran.failing);
        }
        totals.failed += most;
    }
    return totals;
}

void add_probed(const Probes& probes, const Totals& totals, ScoreMap& scores) {
    for (const auto& [file, lines] : probes.lines)
        for (const auto& [line, numbers] : lines)
            for (const int number : numbers)
                if (const auto ran = totals.probes.find(number); ran != totals.probes.end())
                    scores.add(file, line,
                               totals.failed > 0 ? suspicion(ran->second, totals.failed) : k_ran);
}

/// Lines that the log points at and that no probe could count.
void add_unprobed(const Probes& probes, const Localisation& log, ScoreMap& scores) {
    for (const auto& line : log.lines) {
        const auto file = probes.lines.find(line.file);
        if (file == probes.lines.end() || file->second.count(line.line) == 0)
            scores.add(line.file, line.line, line.score * k_unprobed);
    }
}

Localisation scored(const Probes& probes, const std::vector<Process>& processes,
                    const Localisation& log) {
    const auto totals = totals_of(processes);
    ScoreMap scores;
    add_probed(probes, totals, scores);
    add_unprobed(probes, log, scores);
    return {
        .lines = scores.sorted(),
        .tests = {},
        .method = totals.failed > 0 ? "coverage of statements of tests (Ochiai, D*)" : "what ran"};
}

base::Result<model::RunResult> run_probed(const model::Round& round, const Probed& probed) {
    const auto limit = std::chrono::ceil<std::chrono::seconds>(
        std::min(k_most_for_run, time_left(round) / k_share_of_time));
    const auto path = fmt::format("{}/{}/probes", round.tree.root, k_helper_folder);
    auto command = within_script(round.check, k_shell, {path, std::to_string(limit.count())});
    command.environment["MENDEL_PROBES"] = fmt::format("{} {}", probed.probes.count, path);
    command.environment["RUST_TEST_THREADS"] = std::string("1");
    return round.run(
        {.command = std::move(command), .deadline = limit + k_for_rows, .on_top = &probed.patch});
}

}  // namespace

base::Result<Localisation> localise_woven(const model::Round& round, const Localisation& log) {
    const auto* loom = loom_for(log);
    if (loom == nullptr)
        return base::fail(base::ErrorKind::user, "the check runs no tests that are known");
    const auto found = probed(round, files_of(round, log, *loom));
    const auto ran = run_probed(round, found);
    if (!ran)
        return base::fail(ran.error());
    auto processes = processes_of(ran->output);
    bool is_any = false;
    for (auto& process : processes) {
        is_any = is_any || !process.probes.empty();
        process.blame_last(ran->exit_code == k_killed);
    }
    if (!is_any)
        return base::fail(base::ErrorKind::user, "the program with probes in it ran none of them");
    return scored(found.probes, processes, log);
}

}  // namespace mendel::repair
