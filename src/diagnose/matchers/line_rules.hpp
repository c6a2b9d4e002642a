#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/regex.hpp"
#include "diagnose/matcher.hpp"

namespace mendel::diagnose {

/// A kind of line by which a tool states one problem. The pattern's groups "file", "line",
/// "column", "rule", "subject", "message" and "level" fill the finding where they took part; a
/// level of "warning", "warn", "info" or "note" (any case) makes the finding a warning.
struct LineRule {
    std::string_view sign;     ///< text that occurs in every such line, looked for first
    std::string_view pattern;  ///< RE2, looked for anywhere in the line
    model::Category category = model::Category::build_failure;
    std::string_view rule = {};     ///< where the line names none
    std::string_view subject = {};  ///< where the line names none
    std::string_view file = {};     ///< where the line names none: the manifest that is wrong
    std::string_view rung = {};     ///< a rung that can fix it
    std::string_view tool = {};     ///< where it is not the tool of the list
    Weight weight = Weight::problem;
    model::Severity severity = model::Severity::medium;
    double confidence = 0.9;
};

/// Whether one of the texts occurs in the section: a compiler's warnings count where it was told
/// that they are errors, which it says somewhere.
bool mentions(const Section& section, const std::vector<std::string_view>& texts);

/// The lines of one tool, tried in order; the first that fits a line counts.
///
///     static const LineRules k_rules("hadolint", {{" DL", "^(?P<file>\\S+):(?P<line>\\d+)
///     (?P<rule>"
///                                    "DL\\d{4}) (?P<message>.+)$", Category::lint_error}});
///     k_rules.read(section, sink);
class LineRules {
  public:
    LineRules(std::string_view tool, const std::vector<LineRule>& rules);

    /// The finding of a line; nothing where no rule fits.
    std::optional<Finding> at(const Section& section, std::size_t index) const;

    /// Reports every line that fits and that no matcher has explained.
    void read(const Section& section, Sink& sink) const;

    /// The same for tools whose words are often the noise of a test that passes (git, docker):
    /// where a matcher before has found a problem, theirs count as warnings.
    void read_as_last(const Section& section, Sink& sink) const;

  private:
    struct Compiled {
        LineRule rule;
        std::size_t file, line, column, name, subject, message, level;  ///< groups; 0 for none
        base::Regex pattern;
    };
    Finding finding_of(std::size_t index, const Compiled& compiled,
                       const std::vector<std::string_view>& groups) const;

    std::string_view m_tool;
    std::vector<Compiled> m_rules;
};

}  // namespace mendel::diagnose
