#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "code/tree.hpp"
#include "model/round.hpp"

namespace mendel::heal {

/// One place of one finding, as a fixer sees it.
struct LintFinding {
    const code::Tree& tree;
    std::string rule;
    std::string subject;
    std::string message;
    int line = 0;
    int column = 0;
    int line_limit = 0;  ///< the longest line that the linter accepts, 0 where unknown
};

/// The edits that mend a finding; none where nothing safe is known.
using LintFixer = std::vector<code::Edit> (*)(const LintFinding& finding);

// One file each.
std::vector<code::Edit> fix_unused_python(const LintFinding& finding);
std::vector<code::Edit> fix_unused_script(const LintFinding& finding);
std::vector<code::Edit> fix_unused_c(const LintFinding& finding);
std::vector<code::Edit> fix_unused_go(const LintFinding& finding);
std::vector<code::Edit> fix_none_comparison(const LintFinding& finding);
std::vector<code::Edit> fix_negated_comparison(const LintFinding& finding);
std::vector<code::Edit> fix_placeholder(const LintFinding& finding);
std::vector<code::Edit> fix_escape(const LintFinding& finding);
std::vector<code::Edit> fix_white_space(const LintFinding& finding);
std::vector<code::Edit> fix_blank_lines(const LintFinding& finding);
std::vector<code::Edit> fix_long_line(const LintFinding& finding);

/// The fixer of a rule in a language; null where there is none.
LintFixer lint_fixer(const std::string& rule, code::Language language);

/// Our own edits for the target and the other findings of its tool, as one Patch. Empty: none.
model::Patch own_edits(const model::Round& round, bool target_only);

/// The byte offset at which a 1-based line begins; the text's size past the end.
std::uint32_t line_offset(std::string_view text, int line);

/// A line without its LF; empty past the end.
std::string_view line_text(std::string_view text, int line);

/// The longest line that flake8, pycodestyle or ruff accept here, by arguments and configuration.
int line_limit(const model::Round& round, const std::string& tool);

}  // namespace mendel::heal
