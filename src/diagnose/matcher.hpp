#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "diagnose/log.hpp"
#include "model/failure.hpp"

namespace mendel::diagnose {

/// What a finding says about the run.
enum class Weight {
    problem,  ///< fails the run by itself
    warning,  ///< counts only where the run is known to have failed and its tool states no problem
    consequence,  ///< a wrapper's summary ("make: *** [all] Error 2"): the failure of something
                  ///< else, a failure in its own right only where nothing else is found in the step
};

/// One occurrence of a problem as a matcher read it. The engine fills step, command, exit_code,
/// log_line, log_offset, evidence, fingerprint and occurrences, makes the paths of locations, tests
/// and frames relative to the root, marks own frames, and merges findings of the same tool,
/// category, rule and subject; a matcher sets the rest. Where a matcher gives frames and no
/// locations, the innermost own frame is the location.
struct Finding {
    model::Failure failure;
    std::size_t line = 0;   ///< index in the Section of the line that states the problem
    std::size_t begin = 0;  ///< the lines that show it (evidence, claimed for later matchers) ...
    std::size_t end = 0;    ///< ... up to here, exclusive; 0 means `line` alone
    Weight weight = Weight::problem;
};

/// The lines of one step, as matchers see them. Indices are 0-based within the step.
class Section {
  public:
    Section(const Log& log, const Step& step, std::string_view root)
        : m_log(&log), m_step(&step), m_root(root), m_claimed(step.end - step.begin, false) {}

    std::size_t size() const { return m_step->end - m_step->begin; }
    const Line& line(std::size_t index) const { return m_log->lines()[m_step->begin + index]; }
    /// The clean text of a line; empty beyond the end, so that looking ahead needs no test.
    std::string_view text(std::size_t index) const {
        return index < size() ? line(index).text : std::string_view{};
    }
    /// The line that a finding at `index` is told to be in: of an empty section the one behind it.
    Line place(std::size_t index) const;
    const Step& step() const { return *m_step; }
    std::string_view root() const { return m_root; }  ///< absolute path of the repository, or ""

    /// Whether the step's command has this word (a program's name) as a word or a path's last part.
    bool runs(std::string_view program) const;

    /// Whether an earlier matcher has already explained this line.
    bool claimed(std::size_t index) const { return index < size() && m_claimed[index]; }
    void claim(std::size_t begin, std::size_t end);

  private:
    const Log* m_log;
    const Step* m_step;
    std::string_view m_root;
    std::vector<bool> m_claimed;
};

/// Takes findings; reporting one claims its lines [begin, end).
class Sink {
  public:
    explicit Sink(Section& section) : m_section(&section) {}
    void report(Finding finding);
    const std::vector<Finding>& findings() const { return m_findings; }
    bool has_problem() const;  ///< whether any matcher has reported a problem in this section

  private:
    Section* m_section;
    std::vector<Finding> m_findings;
};

/// Reads the output of one tool. A const struct declared in matchers.hpp, defined in
/// matchers/<tool>.cpp, listed in matchers.cpp:
///
///     const Matcher black_matcher = {"black", {"would reformat", "cannot format"}, match_black};
///
/// Matchers run in the order of the list, each over every section in which one of its anchors
/// occurs (case-sensitive; no anchors: never skipped). General ones come last and pass over lines
/// that are claimed.
struct Matcher {
    std::string_view tool;
    std::vector<std::string_view> anchors;
    void (*match)(const Section& section, Sink& sink);
};

/// A decimal number as tools print lines and columns; 0 where it is none or too large.
int number_of(std::string_view text);

/// A finding at a line with the fields that every matcher sets.
///
///     auto finding = finding_at(i, model::Category::lint_error, "flake8", code);
Finding finding_at(std::size_t line, model::Category category, std::string_view tool,
                   std::string_view rule);

}  // namespace mendel::diagnose
