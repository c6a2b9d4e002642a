#include "heal/rungs/lint_flake8.hpp"

#include <set>

#include <fmt/format.h>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "heal/rungs/imports_workspace.hpp"
#include "heal/rungs/lint_edits.hpp"

namespace mendel::heal {
namespace {

using Words = std::vector<std::string>;

/// The same way to start another program of the same Python: `python3 -m flake8`,
/// `.venv/bin/flake8`.
Words launcher_beside(const code::Invocation& linter, const std::string& program) {
    auto launcher = linter.launcher;
    if (!linter.virtual_environment.empty())
        return {linter.virtual_environment + "/bin/" + program};
    const auto slash = launcher.back().rfind('/');
    launcher.back() =
        slash == std::string::npos ? program : launcher.back().substr(0, slash + 1) + program;
    return launcher;
}

struct Findings {
    std::set<std::string> rules;
    std::set<std::string> files;
};

template <class Wanted>
Findings findings_of(const model::Round& round, const Wanted& wanted) {
    const Workspace workspace(round);
    Findings findings;
    for (const auto& failure : round.failures) {
        if (!is_flake8_family(failure.tool) || !wanted(failure.rule))
            continue;
        findings.rules.insert(failure.rule);
        for (const auto& place : failure.locations) {
            const auto path = workspace.relative(place.file);
            if (workspace.exists(path))
                findings.files.insert(path);
        }
    }
    return findings;
}

struct Step {
    std::string program;
    Words arguments;
    std::set<std::string> files;
};

/// Runs a program beside the linter, else by its plain name; missing where neither is there.
base::Result<FixResult> run_step(const model::Round& round, const code::Invocation& linter,
                                 const Step& step, const model::Patch& on_top) {
    Words arguments = step.arguments;
    for (const auto& file : step.files)
        arguments.push_back(path_from(linter.directory, file));
    base::Result<FixResult> result = FixResult{.missing_tool = step.program};
    for (const auto& launcher : {launcher_beside(linter, step.program), Words{step.program}}) {
        auto own = linter;
        own.launcher = launcher;
        result = run_fixer(round, code::command_with(own, arguments), step.program, {0, 2},
                           on_top.empty() ? nullptr : &on_top);
        if (!result || result->missing_tool.empty())
            return result;
    }
    return result;
}

}  // namespace

bool is_flake8_family(const std::string& tool) {
    return tool == "flake8" || tool == "pyflakes" || tool == "pycodestyle";
}

base::Result<FixResult> run_flake8_fixers(const model::Round& round, const code::Invocation& linter,
                                          const model::Patch& on_top) {
    static const base::Regex k_layout(R"(^(E[1-7]\d\d|W[1-6]\d\d)$)");
    // Ours are better (E711 to E714, E722, E731, E741, E9) or change what a program means.
    static const base::Regex k_not(R"(^(W605|E71\d|E72\d|E73\d|E74\d|E9\d\d|W50[345]|W606)$)");
    std::vector<Step> steps;
    const auto imports = findings_of(round, [](const std::string& rule) { return rule == "F401"; });
    if (!imports.files.empty())
        steps.push_back(
            {"autoflake",
             {"--in-place", "--remove-all-unused-imports", "--ignore-init-module-imports"},
             imports.files});
    const auto layout = findings_of(round, [](const std::string& rule) {
        return k_layout.found_in(rule) && !k_not.found_in(rule);
    });
    if (!layout.files.empty())
        steps.push_back({"autopep8",
                         {"--in-place",
                          "--select=" + base::join({layout.rules.begin(), layout.rules.end()}, ","),
                          fmt::format("--max-line-length={}", line_limit(round, linter.tool))},
                         layout.files});
    FixResult all;
    auto so_far = on_top;
    for (const auto& step : steps) {
        auto result = run_step(round, linter, step, so_far);
        if (!result)
            return result;
        if (!result->missing_tool.empty())
            all.missing_tool = result->missing_tool;
        if (!result->note.empty())
            all.note = result->note;
        if (result->patch.empty())
            continue;
        all.patch = model::combined(all.patch, result->patch);
        so_far = model::combined(so_far, result->patch);
    }
    all.patch.base = round.tree.base;
    return all;
}

}  // namespace mendel::heal
