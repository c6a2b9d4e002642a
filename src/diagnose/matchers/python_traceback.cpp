#include <algorithm>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers/python_error.hpp"

namespace mendel::diagnose {

namespace {

constexpr std::string_view k_start = "Traceback (most recent call last):";
constexpr std::size_t k_longest = 3000;  ///< lines of one traceback; recursion errors are folded

/// Reads one traceback after the other as long as they are chained.
class Reader {
  public:
    Reader(const Section& section, std::size_t at) : m_section(section), m_at(at) {
        m_prefix = section.text(at).substr(0, section.text(at).find(k_start));
        std::replace(m_prefix.begin(), m_prefix.end(), '+', '|');
        if (base::contains(m_prefix, "Exception Group"))
            m_prefix = m_prefix.substr(0, m_prefix.find("Exception Group"));
    }

    std::optional<PythonError> read() {
        const auto begin = m_at;
        auto chosen = read_one();
        while (chosen && next_of_chain()) {
            auto next = read_one();
            if (!next)
                break;
            const bool keeps_cause = m_is_direct_cause && is_root(*chosen) && !is_root(*next);
            const auto end = next->end;
            if (!keeps_cause)
                chosen = std::move(next);
            chosen->end = end;
        }
        if (chosen)
            chosen->begin = begin;
        return chosen;
    }

  private:
    static bool is_root(const PythonError& error) {
        return is_import_error(error.type) || is_syntax_error(error.type);
    }

    /// The line without the prefix of all lines; nothing where it has another beginning.
    std::optional<std::string_view> body(std::size_t index) const {
        if (index >= m_section.size())
            return std::nullopt;
        const auto text = m_section.text(index);
        const std::string_view prefix = m_prefix;
        if (text.substr(0, prefix.size()) == prefix)
            return text.substr(prefix.size());
        if (base::trim_right(prefix).substr(0, text.size()) == text)
            return std::string_view{};
        return std::nullopt;
    }

    std::optional<PythonError> read_one() {
        PythonError error;
        model::Location last;
        const auto limit = m_at + k_longest;
        for (auto i = m_at + 1; i < limit; ++i) {
            const auto text = body(i);
            if (!text)
                return std::nullopt;
            if (read_frame(*text, error, last) || text->empty() || (*text)[0] == ' ')
                continue;
            return finish(i, *text, std::move(error), last);
        }
        return std::nullopt;
    }

    static bool read_frame(std::string_view text, PythonError& error, model::Location& last) {
        static const base::Regex k_frame("^ +File \"([^\"]+)\", line (\\d+)(?:, in (.+))?$");
        const auto groups = k_frame.match(text.substr(0, 5000));
        if (!groups)
            return false;
        last = {std::string((*groups)[1]), number_of((*groups)[2]), 0};
        if (!(*groups)[3].empty()) {
            error.frames.push_back({last.file, last.line, std::string((*groups)[3]), false});
            last.file.clear();
        }
        return true;
    }

    std::optional<PythonError> finish(std::size_t index, std::string_view text, PythonError error,
                                      const model::Location& last) {
        const auto named = split_exception(text);
        if (!named)
            return std::nullopt;
        error.type = named->type;
        error.message = named->message;
        error.line = index;
        error.end = index + 1;
        if (is_syntax_error(error.type))
            error.place = last;
        m_at = index;
        return error;
    }

    /// Moves to the next traceback of the chain: a blank line, the joining sentence, a blank line.
    bool next_of_chain() {
        for (auto i = m_at + 1; i < m_at + 40; ++i) {
            const auto text = body(i);
            if (!text)
                return false;
            const bool is_cause = base::contains(*text, "was the direct cause of the following");
            if (!is_cause && !base::contains(*text, "During handling of the above exception"))
                continue;
            for (auto next = i + 1; next < i + 4; ++next)
                if (base::contains(m_section.text(next), k_start)) {
                    m_is_direct_cause = is_cause;
                    m_at = next;
                    return true;
                }
            return false;
        }
        return false;
    }

    const Section& m_section;
    std::size_t m_at;
    std::string m_prefix;
    bool m_is_direct_cause = false;
};

}  // namespace

std::optional<PythonError> read_traceback(const Section& section, std::size_t at) {
    return Reader(section, at).read();
}

}  // namespace mendel::diagnose
