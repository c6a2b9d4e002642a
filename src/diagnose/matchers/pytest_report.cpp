#include "diagnose/matchers/pytest_report.hpp"

#include <algorithm>

#include "base/regex.hpp"
#include "base/text.hpp"

namespace mendel::diagnose {

namespace {

/// The title of a line like "==== title ====" of the given character; empty where it is none.
std::string_view title_of(std::string_view text, char c) {
    constexpr std::size_t k_full_width = 70;  // a title that leaves no room for marks before it
    const bool is_full = text.size() >= k_full_width && text[0] == ' ' && text.back() == c;
    if (text.size() < 5 || text.size() > 4000 || (text[0] != c && !is_full))
        return {};
    const auto begin = is_full ? 0 : text.find_first_not_of(c);
    const auto last = text.find_last_not_of(c);
    if (begin == std::string_view::npos || last + 1 == text.size() || text[begin] != ' ' ||
        text[last] != ' ' || last < begin + 2 || text[begin + 1] == ' ')
        return {};
    const auto title = text.substr(begin + 1, last - begin - 1);
    return title.substr(0, 2) == "_ " ? std::string_view{} : title;
}

enum class Part { none, blocks, summary };

Part part_of(std::string_view title) {
    if (title == "FAILURES" || title == "ERRORS")
        return Part::blocks;
    return title == "short test summary info" ? Part::summary : Part::none;
}

class ReportReader {
  public:
    explicit ReportReader(const Section& section) : m_section(section) {}

    PytestReport read() {
        for (std::size_t i = 0; i < m_section.size(); ++i)
            read_line(i, m_section.text(i));
        end_block(m_section.size());
        return std::move(m_report);
    }

  private:
    void read_line(std::size_t i, std::string_view text) {
        if (const auto title = title_of(text, '='); !title.empty()) {
            end_block(i);
            m_part = part_of(title);
        } else if (m_part == Part::blocks) {
            read_block_line(i, text);
        } else if (base::contains(text, "ED ") || base::contains(text, "ERROR ")) {
            read_summary(i, text);
        }
    }

    void read_block_line(std::size_t i, std::string_view text) {
        static const base::Regex k_crash("^\\S[^:]*:\\d+: \\S");
        const bool ends_run = !title_of(text, '!').empty();
        const auto title = title_of(text, '_');
        if (ends_run || !title.empty())
            end_block(i);
        if (ends_run)
            m_part = Part::none;
        else if (!title.empty())
            m_block = PytestBlock{.title = std::string(title), .begin = i};
        else if (m_block.title.empty() && k_crash.found_in(text.substr(0, 4000)))
            m_report.crash_lines.push_back(i);
    }

    void end_block(std::size_t i) {
        if (m_block.title.empty())
            return;
        m_block.end = i;
        m_report.blocks.push_back(std::move(m_block));
        m_block = {};
    }

    /// In the summary part "FAILED node - message"; while tests run "node FAILED [ 10%]" of -v.
    void read_summary(std::size_t i, std::string_view text) {
        static const base::Regex k_summary("^(FAILED|ERROR) ([^\\s:]+(?:::.+?)?)(?: - (.*))?$");
        static const base::Regex k_verbose(
            "^(?:\\[gw\\d+\\] \\[ *\\d+%\\] )?([^\\s:]+\\.py::\\S.*?) (FAILED|ERROR)(?: +\\[ "
            "*\\d+%\\])?$|"
            "^\\[gw\\d+\\] (?:\\[ *\\d+%\\] )?(FAILED|ERROR) ([^\\s:]+\\.py::\\S.*)$");
        const auto line = text.substr(0, 8000);
        if (m_part == Part::summary) {
            if (const auto groups = k_summary.match(line))
                add({.node = std::string((*groups)[2]),
                     .message = std::string((*groups)[3]),
                     .is_error = (*groups)[1] == "ERROR",
                     .line = i});
        } else if (const auto groups = k_verbose.match(line)) {
            const bool is_first = !(*groups)[1].empty();
            add({.node = std::string((*groups)[is_first ? 1 : 4]),
                 .is_error = (*groups)[is_first ? 2 : 3] == "ERROR",
                 .line = i});
        }
    }

    /// The later line of a test, that of the summary part, tells more than the one of -v.
    void add(PytestSummary summary) {
        const auto same = std::find_if(
            m_report.summary.begin(), m_report.summary.end(), [&](const PytestSummary& known) {
                return known.node == summary.node && known.is_error == summary.is_error;
            });
        if (m_report.summary.size() > k_compared || same == m_report.summary.end())
            m_report.summary.push_back(std::move(summary));
        else if (same->message.empty())
            *same = std::move(summary);
    }

    static constexpr std::size_t k_compared = 2000;
    const Section& m_section;
    PytestReport m_report;
    PytestBlock m_block;
    Part m_part = Part::none;
};

/// Reads frames and the last exception of a block in the long and short styles.
class BlockReader {
  public:
    BlockReader(const Section& section, const PytestBlock& block)
        : m_section(section), m_block(block) {}

    PythonError read() {
        for (auto i = m_block.begin + 1; i < m_block.end; ++i) {
            const auto text = m_section.text(i).substr(0, 8000);
            if (text.substr(0, 4) == "----" && base::contains(text, "Captured "))
                break;
            read_line(i, text);
        }
        return std::move(m_error);
    }

  private:
    void read_line(std::size_t i, std::string_view text) {
        if (text == "E")
            return;  // an empty line of a message
        if (text.substr(0, 2) == "E ") {
            read_message(i, base::trim(text.substr(1)));
            return;
        }
        m_in_message = false;
        if (base::contains(text, "Traceback (most recent call last):"))
            read_native(i);
        else if (base::contains(text, "the direct cause of the following exception") ||
                 base::contains(text, "During handling of the above exception"))
            m_error.frames.clear();
        else
            read_frame(i, text);
    }

    void read_native(std::size_t i) {
        if (auto error = read_traceback(m_section, i))
            m_error = std::move(*error);
    }

    /// A group of "E" lines states one exception; a later group replaces an earlier one.
    void read_message(std::size_t i, std::string_view text) {
        static const base::Regex k_file("^File \"([^\"]+)\", line (\\d+)$");
        const bool begins = !m_in_message;
        m_in_message = true;
        if (const auto groups = k_file.match(text)) {
            m_place = {std::string((*groups)[1]), number_of((*groups)[2]), 0};
            return;
        }
        auto named = split_exception(text);
        const bool is_syntax = named && is_syntax_error(named->type) && !m_place.file.empty();
        if (!begins && !is_syntax)
            return;
        if (m_error.place.file.empty() || is_syntax)
            state(i, text, std::move(named), is_syntax);
    }

    void state(std::size_t i, std::string_view text, std::optional<PythonError> named,
               bool is_syntax) {
        m_error.line = i;
        m_error.type = named ? named->type : "";
        m_error.message = named ? named->message : std::string(text);
        if (!named && text.substr(0, 7) == "assert ")
            m_error.type = "AssertionError";
        m_error.place = is_syntax ? m_place : model::Location{};
    }

    /// "path:12: in function" (short), "path:12:" and "path:12: TypeError" (long).
    void read_frame(std::size_t i, std::string_view text) {
        static const base::Regex k_frame("^([^\\s:][^:]*):(\\d+):(?: in (.+)| ([\\w.]+))?$");
        static const base::Regex k_def("^[> ]\\s+(?:async )?def (\\w+)\\(");
        if (const auto groups = k_def.match(text)) {
            m_function = (*groups)[1];
            return;
        }
        const auto groups = k_frame.match(text);
        if (!groups)
            return;
        const bool is_short = !(*groups)[3].empty();
        m_error.frames.push_back({std::string((*groups)[1]), number_of((*groups)[2]),
                                  is_short ? std::string((*groups)[3]) : m_function, false});
        m_function.clear();
        const auto type = (*groups)[4];
        if (type.empty())
            return;
        if (m_error.type.empty() || !named_by_message(type)) {
            m_error.type = type.substr(type.rfind('.') + 1);
            m_error.line = m_error.message.empty() ? i : m_error.line;
        }
    }

    bool named_by_message(std::string_view type) const {
        return type.substr(type.rfind('.') + 1) == m_error.type;
    }

    const Section& m_section;
    const PytestBlock& m_block;
    PythonError m_error;
    model::Location m_place;
    std::string m_function;
    bool m_in_message = false;
};

}  // namespace

PytestReport read_pytest_report(const Section& section) {
    return ReportReader(section).read();
}

PythonError error_of(const Section& section, const PytestBlock& block) {
    return BlockReader(section, block).read();
}

}  // namespace mendel::diagnose
