#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "code/language.hpp"
#include "heal/rungs.hpp"
#include "heal/rungs/imports_candidates.hpp"

namespace mendel::heal {

namespace {

constexpr std::size_t k_most_patches = 3;

bool is_go(const model::Failure& failure) {
    const auto is_go_file = [](const model::Location& place) {
        return place.file.size() > 3 && place.file.substr(place.file.size() - 3) == ".go";
    };
    const bool wording = failure.rule == "undefined" || failure.rule == "unused-import" ||
                         base::contains(failure.message, "imported and not used") ||
                         base::contains(failure.message, "imported but not used") ||
                         base::contains(failure.message, "undefined: ") ||
                         base::contains(failure.message, "is not in std");
    return failure.tool == "goimports" ||
           (wording && std::any_of(failure.locations.begin(), failure.locations.end(), is_go_file));
}

bool applies(const model::Failure& failure) {
    return is_go(failure) || finding_of(failure).has_value();
}

using Repairer = Repairs (*)(const Workspace&, const Problem&);

/// Who repairs what is wanted in the files of one language.
struct Repairers {
    Repairer name;
    Repairer module;
    Repairer exported;
};

constexpr Repairers k_python = {python_name_repairs, python_module_repairs, python_export_repairs};
constexpr Repairers k_script = {script_name_repairs, script_module_repairs, script_export_repairs};
constexpr Repairers k_c = {c_repairs, c_repairs, c_repairs};

/// Whether imports of the language are read at all.
bool has_imports(code::Language language) {
    return language != code::Language::java && language != code::Language::rust;
}

Repairer repairer_of(code::Language language, Want want) {
    if (language == code::Language::go)
        return go_repairs;
    const auto& own = language == code::Language::python ? k_python
                      : code::is_script(language)        ? k_script
                                                         : k_c;
    switch (want) {
        case Want::name:
            return own.name;
        case Want::module:
            return own.module;
        case Want::exported:
            return own.exported;
        case Want::unused:
            return unused_repairs;
    }
    return unused_repairs;
}

/// The files by who repairs them, in the order of the failure.
std::vector<std::pair<Repairer, std::vector<std::string>>> grouped(
    const Workspace& workspace, const std::vector<std::string>& files, Want want) {
    std::vector<std::pair<Repairer, std::vector<std::string>>> groups;
    for (const auto& file : files) {
        const auto text = workspace.read(file);
        const auto language = code::language_of(file, text ? *text : "");
        if (!language || !has_imports(*language))
            continue;
        const auto repairer = repairer_of(*language, want);
        const auto known = std::find_if(groups.begin(), groups.end(),
                                        [&](const auto& group) { return group.first == repairer; });
        if (known != groups.end())
            known->second.push_back(file);
        else
            groups.emplace_back(repairer, std::vector<std::string>{file});
    }
    return groups;
}

/// A module that is missing may be named by no location at all: every file may import it.
std::vector<std::string> all_sources(const Workspace& workspace) {
    std::vector<std::string> files;
    for (const auto& file : workspace.files())
        if (code::language_of(file))
            files.push_back(file);
    return files;
}

/// A name is missing where the program was when it failed, not in those who called it.
std::vector<std::string> files_for(const model::Failure& failure, Want want,
                                   const Workspace& workspace) {
    if (want == Want::name)
        if (const auto innermost = innermost_file_of(failure, workspace))
            return {*innermost};
    return files_of(failure, workspace);
}

Repairs repairs_of(const Workspace& workspace, const model::Failure& failure) {
    Problem problem{.finding = finding_of(failure).value_or(Finding{}), .failure = &failure};
    auto files = files_for(failure, problem.finding.want, workspace);
    if (files.empty() && problem.finding.want == Want::module)
        files = all_sources(workspace);
    Repairs repairs;
    for (auto& [repairer, own] : grouped(workspace, files, problem.finding.want)) {
        problem.files = own;
        auto more = repairer(workspace, problem);
        repairs.notes.insert(repairs.notes.end(), more.notes.begin(), more.notes.end());
        if (!more.missing_tool.empty())
            repairs.missing_tool = more.missing_tool;
        for (auto& option : more.options)
            repairs.options.push_back(std::move(option));
        if (!repairs.options.empty())
            break;
    }
    return repairs;
}

/// The sure repairs of all failures of the round together: one run of the check instead of many.
std::optional<model::Patch> together(const model::Round& round) {
    Workspace workspace(round);
    std::vector<std::string> done;
    for (const auto& failure : round.failures) {
        if (!applies(failure))
            continue;
        const auto repairs = repairs_of(workspace, failure);
        if (repairs.options.size() != 1)
            continue;
        workspace = repairs.options[0].first;
        done.push_back(repairs.options[0].second);
    }
    if (done.size() < 2)
        return std::nullopt;
    const auto shown = std::vector<std::string>(
        done.begin(),
        done.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(3, done.size())));
    return workspace.patch(
        "imports", base::join(shown, "; ") +
                       (done.size() > 3 ? fmt::format("; and {} more", done.size() - 3) : ""));
}

base::Result<model::Proposal> propose(const model::Round& round) {
    const Workspace workspace(round);
    auto repairs = repairs_of(workspace, round.failure);
    model::Proposal proposal{.notes = std::move(repairs.notes),
                             .missing_tool = std::move(repairs.missing_tool)};
    if (repairs.options.size() == 1)
        if (auto patch = together(round))
            proposal.patches.push_back(std::move(*patch));
    for (const auto& [changed, summary] : repairs.options)
        if (proposal.patches.size() < k_most_patches)
            proposal.patches.push_back(changed.patch("imports", summary));
    if (proposal.patches.empty() && proposal.notes.empty() && proposal.missing_tool.empty())
        proposal.notes.push_back("no import fits: " + round.failure.message);
    return proposal;
}

}  // namespace

model::Rung imports_rung() {
    return {.name = "imports",
            .purpose = "adds, corrects and removes imports and includes",
            .applies = applies,
            .propose = propose};
}

}  // namespace mendel::heal
