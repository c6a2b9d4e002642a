#include "diagnose/merge.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/fingerprint.hpp"
#include "diagnose/flaky.hpp"
#include "diagnose/paths.hpp"

namespace mendel::diagnose {

namespace {

constexpr std::size_t k_evidence_cap = 4096;
constexpr std::size_t k_message_cap = 1000;
constexpr std::size_t k_parts_cap = 2000;
constexpr std::size_t k_failures_cap = 500;

/// What makes two findings one Failure. The message counts where no subject tells them apart.
std::string key_of(const Finding& finding) {
    const auto& failure = finding.failure;
    const bool by_message =
        failure.subject.empty() &&
        (failure.category != model::Category::lint_error || failure.rule.empty());
    std::string key(model::name_of(failure.category));
    for (const std::string_view part :
         {std::string_view(failure.tool), std::string_view(failure.rule),
          std::string_view(failure.subject),
          by_message ? std::string_view(failure.message) : std::string_view{}})
        key.append("\x1f").append(part);
    return key + (finding.weight == Weight::consequence ? "\x1f>" : "");
}

/// The lines of a message on one.
std::string one_line(const std::string& text) {
    std::string line;
    for (const auto part : base::split_lines(base::trim(text)))
        line += (line.empty() ? "" : " ") + std::string(base::trim(part));
    return line;
}

/// One Failure as it grows.
struct Group {
    Merged merged;
    std::set<std::string> seen;  ///< keys of locations and tests
};

class Merger {
  public:
    Merger(const Section& section, std::size_t step_index)
        : m_section(section),
          m_step_index(step_index),
          m_paths(section.root(), section.step().command) {}

    void add(const Finding& finding) {
        const auto [place, is_new] = m_index.try_emplace(key_of(finding), m_groups.size());
        if (is_new && m_groups.size() >= k_failures_cap) {
            m_index.erase(place);
            return;
        }
        if (is_new)
            begin_group(finding);
        else
            ++m_groups[place->second].merged.failure.occurrences;
        grow(m_groups[place->second], finding);
    }

    std::vector<Merged> take() {
        std::vector<Merged> all;
        for (auto& group : m_groups)
            all.push_back(std::move(group.merged));
        return all;
    }

  private:
    void begin_group(const Finding& finding) {
        Group group;
        group.merged.weight = finding.weight;
        group.merged.step = m_step_index;
        auto& failure = group.merged.failure;
        failure = finding.failure;
        failure.locations.clear();
        failure.tests.clear();
        failure.message = base::ellipsize(one_line(failure.message), k_message_cap);
        failure.subject = base::ellipsize(failure.subject, k_message_cap);
        const auto& step = m_section.step();
        failure.step = step.name;
        failure.command = step.command;
        failure.exit_code = step.exit_code;
        resolve(failure.frames);
        m_groups.push_back(std::move(group));
    }

    void grow(Group& group, const Finding& finding) {
        auto& failure = group.merged.failure;
        const auto least = normalised(base::ellipsize(finding.failure.message, k_message_cap));
        if (group.merged.least_message.empty() || least < group.merged.least_message)
            group.merged.least_message = least;
        const auto line = m_section.place(finding.line);
        if (failure.log_line == 0 || line.number < failure.log_line) {
            failure.log_line = line.number;
            failure.log_offset = line.offset;
        }
        add_locations(group, finding.failure);
        add_tests(group, finding.failure);
        add_evidence(failure, finding);
    }

    void resolve(std::vector<model::Frame>& frames) {
        for (auto& frame : frames) {
            frame.file = m_paths.relative(frame.file);
            frame.own = m_paths.owns(frame.file);
        }
    }

    /// What the matcher gave, else the innermost own frame.
    std::vector<model::Location> locations_of(const model::Failure& from) {
        if (!from.locations.empty() || from.frames.empty())
            return from.locations;
        auto frames = from.frames;
        resolve(frames);
        const auto own = std::find_if(frames.rbegin(), frames.rend(),
                                      [](const model::Frame& frame) { return frame.own; });
        if (own == frames.rend())
            return {};
        return {{own->file, own->line, 0}};
    }

    void add_locations(Group& group, const model::Failure& from) {
        for (auto location : locations_of(from)) {
            location.file = m_paths.relative(location.file);
            const auto key = location.file + ":" + std::to_string(location.line) + ":" +
                             std::to_string(location.column);
            if (group.merged.failure.locations.size() < k_parts_cap &&
                group.seen.insert(key).second)
                group.merged.failure.locations.push_back(std::move(location));
        }
    }

    void add_tests(Group& group, const model::Failure& from) {
        for (auto test : from.tests) {
            test.file = m_paths.relative(test.file);
            if (group.merged.failure.tests.size() < k_parts_cap &&
                group.seen.insert("test " + test.name).second)
                group.merged.failure.tests.push_back(std::move(test));
        }
    }

    void add_evidence(model::Failure& failure, const Finding& finding) const {
        for (auto i = finding.begin; i < std::min(finding.end, m_section.size()); ++i) {
            if (failure.evidence.size() >= k_evidence_cap)
                break;
            failure.evidence += std::string(m_section.text(i)) + "\n";
        }
        failure.evidence = base::ellipsize(failure.evidence, k_evidence_cap);
    }

    const Section& m_section;
    std::size_t m_step_index;
    Paths m_paths;
    std::vector<Group> m_groups;
    std::map<std::string, std::size_t> m_index;
};

/// Whether one of the next lines says that it is tried again ("Retrying in 5s", "attempt 2 of 3").
bool is_retried(const Finding& finding, const Section& section) {
    static const base::Regex k_again(
        "(?i)\\bretry(?:ing\\b|\\.\\.\\.| \\d| in \\d| #)|\\btry(?:ing)? again in \\d|"
        "\\b(?:attempt|try) #?\\d+ ?(?:/|of) ?\\d|\\bwill (?:retry|try again)\\b");
    constexpr std::size_t k_next = 5;
    for (auto i = finding.line; i < std::min(section.size(), finding.end + k_next); ++i)
        if (k_again.found_in(section.text(i).substr(0, 1000)))
            return true;
    return false;
}

/// What the network or a service refused and was then granted: it was tried again, does not occur
/// without another try behind it, and something else went wrong later.
void make_survived_warnings(std::vector<Finding>& findings, const Section& section) {
    const auto may_pass = [](const Finding& finding) {
        return finding.weight == Weight::problem &&
               (finding.failure.category == model::Category::infrastructure ||
                finding.failure.category == model::Category::timeout ||
                finding.failure.rule == "network");
    };
    std::set<std::string> lasting;
    std::size_t last_problem = 0;
    for (const auto& finding : findings) {
        if (may_pass(finding) && !is_retried(finding, section))
            lasting.insert(key_of(finding));
        if (finding.weight == Weight::problem && !may_pass(finding))
            last_problem = std::max(last_problem, finding.line);
    }
    for (auto& finding : findings)
        if (may_pass(finding) && finding.line < last_problem && lasting.count(key_of(finding)) == 0)
            finding.weight = Weight::warning;
}

int rank_of(model::Category category) {
    switch (category) {
        case model::Category::timeout:
            return 0;
        case model::Category::dependency_error:
        case model::Category::infrastructure:
            return 1;
        case model::Category::syntax_error:
            return 2;
        case model::Category::import_error:
            return 3;
        case model::Category::build_failure:
        case model::Category::type_error:
            return 4;
        default:
            return 5;
    }
}

bool comes_first(const Merged& left, const Merged& right) {
    const auto place = [](const Merged& merged) {
        return std::tuple(merged.step, merged.weight == Weight::consequence,
                          rank_of(merged.failure.category), merged.failure.log_line);
    };
    return place(left) < place(right);
}

bool is_root_kind(const model::Failure& failure) {
    return rank_of(failure.category) >= 1 && rank_of(failure.category) <= 3;
}

/// A consequence points at the first problem of its step, else at the first problem at all; a
/// second tool's report of the same missing module or syntax error points at the first report.
std::optional<std::size_t> cause_of(const std::vector<Merged>& merged, std::size_t index) {
    const auto& own = merged[index];
    for (std::size_t i = 0; i < index; ++i) {
        const auto& other = merged[i];
        if (own.weight == Weight::consequence && other.weight != Weight::consequence &&
            other.step == own.step)
            return i;
        if (own.weight != Weight::consequence && is_root_kind(other.failure) &&
            !own.failure.subject.empty() && own.failure.rule == other.failure.rule &&
            own.failure.subject == other.failure.subject)
            return i;
    }
    return std::nullopt;
}

}  // namespace

std::vector<Finding> counted(std::vector<Finding> findings, const Section& section) {
    make_survived_warnings(findings, section);
    const bool any_problem =
        std::any_of(findings.begin(), findings.end(),
                    [](const Finding& finding) { return finding.weight == Weight::problem; });
    const bool is_red = section.step().exit_code.value_or(0) != 0;
    const auto is_idle = [&](const Finding& finding) {
        return finding.weight == Weight::warning && (!is_red || any_problem);
    };
    findings.erase(std::remove_if(findings.begin(), findings.end(), is_idle), findings.end());
    return findings;
}

std::vector<Merged> merge(const std::vector<Finding>& findings, const Section& section,
                          std::size_t step_index) {
    Merger merger(section, step_index);
    for (const auto& finding : findings)
        merger.add(finding);
    return merger.take();
}

std::vector<model::Failure> ranked(std::vector<Merged> merged) {
    std::stable_sort(merged.begin(), merged.end(), comes_first);
    std::vector<model::Failure> failures;
    for (std::size_t i = 0; i < merged.size(); ++i) {
        auto failure = std::move(merged[i].failure);
        merged[i].failure.category = failure.category;
        failure.caused_by = std::nullopt;
        failure.fingerprint = fingerprint_of(failure, merged[i].least_message);
        failure.flaky = suspicion_of(failure);
        merged[i].failure = failure;
        failure.caused_by = cause_of(merged, i);
        failures.push_back(std::move(failure));
    }
    return failures;
}

}  // namespace mendel::diagnose
