#include "repair/localise.hpp"

#include <map>
#include <set>

#include "repair/localise_log.hpp"
#include "repair/localise_python.hpp"
#include "repair/localise_script.hpp"
#include "repair/python_suite.hpp"
#include "repair/score_map.hpp"

namespace mendel::repair {
namespace {

/// How much a hint of the log adds to a line that the failing tests ran.
constexpr double k_log_share = 0.15;
constexpr double k_recent_share = 0.15;

/// The measured scores, raised where log or history point as well.
void weigh(Localisation& measured, const Localisation& log, const model::Round& round) {
    ScoreMap scores;
    std::set<std::string> files;
    for (const auto& line : measured.lines) {
        scores.add(line.file, line.line, line.score * (1 - k_log_share - k_recent_share));
        files.insert(line.file);
    }
    for (const auto& line : log.lines)
        scores.raise(line.file, line.line, line.score * k_log_share);
    if (round.recent_lines)
        for (const auto& file : files)
            for (const int line : round.recent_lines(file))
                scores.raise(file, line, k_recent_share);
    measured.lines = scores.sorted();
}

/// By the first language whose tests the check runs.
base::Result<Localisation> measure(const model::Round& round) {
    auto python = localise_python(round);
    if (python || python_suites(round).size() > 0)
        return python;
    return localise_script(round);
}

}  // namespace

base::Result<Localisation> localise(const model::Round& round) {
    auto log = localise_log(round);
    auto measured = measure(round);
    if (!measured) {
        log.notes.push_back("Coverage could not be measured: " + measured.error().message + ".");
        return log;
    }
    if (measured->lines.empty())
        measured->lines = log.lines;
    else
        weigh(*measured, log, round);
    return measured;
}

}  // namespace mendel::repair
