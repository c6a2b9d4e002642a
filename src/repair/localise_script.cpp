#include "repair/localise_script.hpp"

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "repair/helper_run.hpp"
#include "repair/node_suite.hpp"
#include "repair/probe_script.hpp"
#include "repair/score_map.hpp"
#include "repair/sources.hpp"
#include "repair/spectrum.hpp"

namespace mendel::repair {
namespace {

using Json = nlohmann::json;

constexpr int k_test_limit = 3000;  ///< milliseconds that loops of one test may go on

/// The sources with probes, and what is known of each by its number.
struct Probed {
    std::vector<std::string> files;
    std::vector<std::map<int, int>> statements;
    model::Patch patch;
};

Probed probe(const model::Round& round) {
    Probed probed;
    probed.patch = helper_files(round, {"mendel_repair_node.cjs"});
    const auto change = [&](const std::string& path, const code::Tree& tree, std::string after) {
        probed.patch.changes.push_back(
            {.path = path, .before = tree.text(), .after = std::move(after)});
    };
    const auto files = node_files(round);
    for (const auto& path : files.sources) {
        const auto tree = parsed_file(round.tree, path);
        if (!tree || tree->root().has_error())
            continue;
        auto file = probed_script(*tree, static_cast<int>(probed.files.size()));
        change(path, *tree, std::move(file.text));
        probed.files.push_back(path);
        probed.statements.push_back(std::move(file.statements));
    }
    for (const auto& path : files.tests) {
        const auto tree = parsed_file(round.tree, path);
        if (tree && !tree->root().has_error())
            change(path, *tree, softened_script(*tree));
    }
    std::sort(probed.patch.changes.begin(), probed.patch.changes.end(),
              [](const auto& left, const auto& right) { return left.path < right.path; });
    return probed;
}

/// What the processes of one run counted, added up.
class Counted {
  public:
    Counted(const model::Round& round, const Probed& probed, const HelperRun& run)
        : m_round(round), m_probed(probed) {
        for (const auto& answer : run.answers)
            if (answer.contains("process"))
                take(answer["process"]);
    }

    bool has_failing() const { return m_failed > 0; }

    Localisation localisation(std::size_t command) const {
        ScoreMap scores;
        for (const auto& [place, counts] : m_lines) {
            const auto score = suspicion(counts, m_failed);
            const auto& statements = m_probed.statements[place.first];
            const auto last = statements.find(place.second);
            const int end = last == statements.end() ? place.second : last->second;
            for (int line = place.second; score > 0 && line <= end; ++line)
                scores.add(m_probed.files[place.first], line, score);
        }
        return {.lines = scores.sorted(),
                .tests = m_tests,
                .method = "coverage of assertions (Ochiai, D*)",
                .notes = {},
                .state = base::to_line({{"node", command}, {"units", m_units}})};
    }

  private:
    void take(const Json& process) {
        for (const auto& row : process["lines"]) {
            const auto number = row[0].get<std::size_t>();
            if (number >= m_probed.files.size())
                continue;
            auto& counts = m_lines[{number, row[1].get<int>()}];
            counts.failing += row[2].get<double>();
            counts.passing += row[3].get<double>();
        }
        m_failed += process.value("failing", 0.0);
        const auto main = relative_path(m_round.tree, base::text_at(process, "main"));
        const bool late = base::flag_at(process, "late");
        const bool passed = base::number_at(process, "code") == 0 &&
                            !base::flag_at(process, "broken") && process.value("failing", 0.0) == 0;
        m_units.push_back({{"main", base::text_at(process, "main")},
                           {"directory", base::text_at(process, "cwd")},
                           {"arguments", process["arguments"]},
                           {"options", process["options"]},
                           {"forked", process["forked"]},
                           {"seconds", process["seconds"]},
                           {"late", late},
                           {"passed", passed && !late}});
        take_tests(process, main, passed);
    }

    void take_tests(const Json& process, const std::string& main, bool passed) {
        for (const auto& test : process["tests"])
            m_tests.push_back({.name = main + " " + base::text_at(test, "name"),
                               .passed = base::text_at(test, "outcome") == "passed",
                               .duration = duration(test),
                               .message = base::text_at(test, "reason")});
        if (process["tests"].empty())
            m_tests.push_back({.name = main,
                               .passed = passed,
                               .duration = duration(process),
                               .message = base::text_at(process, "reason")});
    }

    static std::chrono::milliseconds duration(const Json& of) {
        return std::chrono::milliseconds(static_cast<long>(of.value("seconds", 0.0) * 1000));
    }

    const model::Round& m_round;
    const Probed& m_probed;
    std::map<std::pair<std::size_t, int>, LineCounts> m_lines;
    std::vector<TestRun> m_tests;
    Json m_units = Json::array();
    double m_failed = 0;
};

}  // namespace

base::Result<Localisation> localise_script(const model::Round& round) {
    const auto commands = node_commands(round);
    if (commands.empty())
        return base::fail(base::ErrorKind::user, "the check runs no Node tests that are known");
    const auto probed = probe(round);
    std::string trouble = "no test failed while lines were counted";
    for (std::size_t i = 0; i < commands.size(); ++i) {
        const auto left = time_left(round);
        const auto run = run_helper(round, {.command = node_helper(round, commands[i], "collect"),
                                            .on_top = probed.patch,
                                            .lines = {{{"argv", model::argv_of(commands[i])},
                                                       {"limit", k_test_limit},
                                                       {"deadline", left.count()}}},
                                            .deadline = left + std::chrono::seconds(5)});
        if (!run)
            return base::fail(run.error());
        const Counted counted(round, probed, *run);
        if (counted.has_failing())
            return counted.localisation(i);
        if (!run->trouble.empty())
            trouble = run->trouble;
    }
    return base::fail(base::ErrorKind::user, trouble);
}

}  // namespace mendel::repair
