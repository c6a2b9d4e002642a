#include "heal/rungs/tool_fixes.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "heal/fix_run.hpp"

namespace mendel::heal {
namespace {

bool has(const std::vector<std::string>& list, const std::string& word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

/// `git diff --exit-code`, `git diff --quiet`, `test -z "$(git status --porcelain)"`: the check is
/// whether the commands before it change the tree.
bool is_change_check(const code::Invocation& invocation) {
    if (invocation.tool != "git")
        return false;
    const auto& words = invocation.arguments;
    if (has(words, "status"))
        return invocation.captured || has(words, "--porcelain");
    return (has(words, "diff") || has(words, "diff-index")) &&
           (invocation.captured || has(words, "--exit-code") || has(words, "--quiet"));
}

/// Whether the command itself changes the tree and then looks whether it did.
bool checks_own_changes(const std::vector<code::Invocation>& tools) {
    return tools.size() > 1 && std::any_of(tools.begin() + 1, tools.end(), is_change_check);
}

std::string tool_key(const std::string& tool) {
    static const std::map<std::string, std::string> k_same = {
        {"clippy", "cargo"}, {"cargo fmt", "cargo"}, {"cargo-fmt", "cargo"}};
    const auto found = k_same.find(tool);
    return found == k_same.end() ? tool : found->second;
}

struct Fixable {
    const code::Invocation* invocation;
    const FixMode* mode;
};

std::vector<Fixable> fixable(const std::vector<code::Invocation>& tools,
                             const model::Failure& failure, const std::string& rung) {
    std::vector<Fixable> of_tool;
    std::vector<Fixable> of_rung;
    for (const auto& invocation : tools) {
        for (const auto* mode : fix_modes_of(invocation)) {
            const bool same = invocation.tool == tool_key(failure.tool) ||
                              (failure.tool == "rustfmt" && invocation.tool == "cargo");
            const bool fits = mode->category == rung || has(failure.fixable_by, rung);
            if (same && fits)
                of_tool.push_back({&invocation, mode});
            if (mode->category == rung)
                of_rung.push_back({&invocation, mode});
        }
    }
    return of_tool.empty() ? of_rung : of_tool;
}

class Collector {
  public:
    Collector(const model::Round& round, std::string rung)
        : m_round(round), m_rung(std::move(rung)) {}

    /// True where a patch came of it.
    bool add(FixResult fix, const std::string& tool) {
        if (!fix.note.empty())
            m_proposal.notes.push_back(std::move(fix.note));
        if (!fix.missing_tool.empty()) {
            m_proposal.notes.push_back(fmt::format("{} is not installed", fix.missing_tool));
            m_proposal.missing_tool = fix.missing_tool;
        }
        if (fix.patch.empty())
            return false;
        fix.patch.rung = m_rung;
        fix.patch.summary = fmt::format("{} {} with {}", m_rung == "format" ? "format" : "fix",
                                        base::counted(fix.patch.changes.size(), "file"), tool);
        m_proposal.patches.push_back(std::move(fix.patch));
        return true;
    }

    model::Proposal take() {
        if (!m_proposal.patches.empty())
            m_proposal.missing_tool.clear();
        return std::move(m_proposal);
    }

    const model::Round& round() const { return m_round; }

  private:
    const model::Round& m_round;
    std::string m_rung;
    model::Proposal m_proposal;
};

base::Status run_fixes(Collector& collector, const std::vector<Fixable>& fixes) {
    const code::Invocation* done = nullptr;
    for (const auto& each : fixes) {
        if (each.invocation == done)
            continue;
        auto fix = run_fix(collector.round(), *each.invocation, *each.mode);
        if (!fix)
            return base::fail(fix.error());
        if (collector.add(std::move(*fix), each.invocation->tool))
            done = each.invocation;
    }
    return {};
}

}  // namespace

bool may_fix(const model::Failure& failure, const std::string& rung) {
    using model::Category;
    if (has(failure.fixable_by, rung) || has_fix_mode(tool_key(failure.tool), rung))
        return true;
    static const std::set<std::string> k_wrappers = {
        "", "make", "npm", "yarn", "pnpm", "tox", "nox", "pre-commit", "bash", "sh", "ninja"};
    return k_wrappers.count(failure.tool) != 0 && failure.fixable_by.empty() &&
           (failure.category == Category::lint_error ||
            failure.category == Category::build_failure ||
            failure.category == Category::runtime_error);
}

base::Result<model::Proposal> tool_fixes(const model::Round& round, const std::string& rung) {
    Collector collector(round, rung);
    const auto tools = tools_of(round);
    if (rung == "format" && checks_own_changes(tools)) {
        auto fix = run_fixer(round, round.check, tools.front().tool, {});
        if (!fix)
            return base::fail(fix.error());
        collector.add(std::move(*fix), tools.front().tool);
        return collector.take();
    }
    if (const auto status = run_fixes(collector, fixable(tools, round.failure, rung)); !status)
        return base::fail(status.error());
    return collector.take();
}

}  // namespace mendel::heal
