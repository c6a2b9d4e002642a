#include "repair/localise.hpp"

#include <map>
#include <set>

#include "repair/localise_log.hpp"
#include "repair/localise_python.hpp"
#include "repair/localise_script.hpp"
#include "repair/node_suite.hpp"
#include "repair/python_suite.hpp"
#include "repair/score_map.hpp"
#include "repair/woven/localise_woven.hpp"

namespace mendel::repair {
namespace {

/// How much a hint of the log adds to a line that the failing tests ran.
constexpr double k_log_share = 0.15;
constexpr double k_recent_share = 0.15;

/// The lines with their scores times `share`.
ScoreMap scores_of(const Localisation& where, double share) {
    ScoreMap scores;
    for (const auto& line : where.lines)
        scores.add(line.file, line.line, line.score * share);
    return scores;
}

/// Raises what was changed lately.
void raise_recent(ScoreMap& scores, const Localisation& where, const model::Round& round) {
    if (!round.recent_lines)
        return;
    std::set<std::string> files;
    for (const auto& line : where.lines)
        files.insert(line.file);
    for (const auto& file : files)
        for (const int line : round.recent_lines(file))
            scores.raise(file, line, k_recent_share);
}

/// The measured scores, raised where log or history point as well.
void weigh(Localisation& measured, const Localisation& log, const model::Round& round) {
    auto scores = scores_of(measured, 1 - k_log_share - k_recent_share);
    for (const auto& line : log.lines)
        scores.raise(line.file, line.line, line.score * k_log_share);
    raise_recent(scores, measured, round);
    measured.lines = scores.sorted();
}

/// The scores of the log, raised where history points as well.
void weigh(Localisation& log, const model::Round& round) {
    auto scores = scores_of(log, 1 - k_recent_share);
    raise_recent(scores, log, round);
    log.lines = scores.sorted();
}

/// By the first language whose tests the check runs.
base::Result<Localisation> measure(const model::Round& round, const Localisation& log) {
    auto python = localise_python(round);
    if (python || !python_suites(round).empty())
        return python;
    auto script = localise_script(round);
    if (script || !node_commands(round).empty())
        return script;
    return localise_woven(round, log);
}

}  // namespace

base::Result<Localisation> localise(const model::Round& round) {
    auto log = localise_log(round);
    auto measured = measure(round, log);
    if (!measured) {
        weigh(log, round);
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
