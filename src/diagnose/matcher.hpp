#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "diagnose/log.hpp"
#include "diagnose/log_marks.hpp"
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

/// The lines of one step, as matchers see them: all of them, or those around what the prefilter
/// found, with an empty line where some are left out. Indices are 0-based within what is seen.
class Section {
  public:
    /// In place of an index: lines are left out here.
    static constexpr std::size_t k_gap = static_cast<std::size_t>(-1);

    Section(const Log& log, const Step& step, std::string_view root)
        : m_log(&log),
          m_step(&step),
          m_root(root),
          m_claimed(std::make_shared<std::vector<bool>>(step.end - step.begin, false)) {}

    /// The same section where only some lines of the step are seen (indices within the step, in
    /// order, and gaps); claims are shared.
    Section seen_at(std::vector<std::size_t> lines) const;

    std::size_t size() const { return m_seen ? m_seen->size() : m_step->end - m_step->begin; }
    const Line& line(std::size_t index) const;
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
    bool claimed(std::size_t index) const;
    void claim(std::size_t begin, std::size_t end);

    /// The index within the step of a line that is seen; behind a gap the one before it, plus one.
    std::size_t in_step(std::size_t index) const;

    /// Where anchors and marks occur in the step, by index within it.
    std::vector<Anchored> anchored() const;
    /// Whether everything is to be read by every matcher (model::LogSource::whole).
    bool is_whole() const { return m_log->is_whole(); }

  private:
    const Log* m_log;
    const Step* m_step;
    std::string_view m_root;
    std::shared_ptr<std::vector<bool>> m_claimed;  ///< by index within the step
    std::shared_ptr<const std::vector<std::size_t>> m_seen = nullptr;
};

/// Takes findings; reporting one claims its lines [begin, end).
class Sink {
  public:
    /// Of a flood so many findings of one section are kept.
    static constexpr std::size_t k_most_findings = 20'000;

    explicit Sink(const Section& section) : m_section(section), m_view(section) {}

    /// What the next findings' indices count in: a view of the section.
    void look_through(const Section& view) { m_view = view; }
    void report(Finding finding);
    /// Claims lines that look like trouble and are none: nobody else is to read them.
    void pass_over(std::size_t begin, std::size_t end) { m_view.claim(begin, end); }
    /// With indices that count in the whole section.
    const std::vector<Finding>& findings() const { return m_findings; }
    bool has_problem() const;  ///< whether any matcher has reported a problem in this section

  private:
    Section m_section;
    Section m_view;
    std::vector<Finding> m_findings;
};

/// Reads the output of one tool. A const struct declared in matchers.hpp, defined in
/// matchers/<tool>.cpp, listed in matchers.cpp:
///
///     const Matcher black_matcher = {"black", {"would reformat", "cannot format"}, match_black};
///
/// Matchers run in the order of the list, each over every section in which one of its anchors
/// occurs (case-sensitive, at least three bytes, five are searched for faster; no anchors: never
/// skipped). Anchors stand in the lines that tell a problem and in as few others as can be: they
/// decide what is read at all of a large log. General matchers come last and pass over lines that
/// are claimed.
struct Matcher {
    std::string_view tool;
    std::vector<std::string_view> anchors;
    void (*match)(const Section& section, Sink& sink);
    /// Of a large log the matcher sees the lines this near to an anchor.
    Reach reach = {60, 250};
};

/// A decimal number as tools print lines and columns; 0 where it is none or too large.
int number_of(std::string_view text);

/// A finding at a line with the fields that every matcher sets.
///
///     auto finding = finding_at(i, model::Category::lint_error, "flake8", code);
Finding finding_at(std::size_t line, model::Category category, std::string_view tool,
                   std::string_view rule);

}  // namespace mendel::diagnose
