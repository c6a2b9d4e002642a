#include "diagnose/log_braid.hpp"

#include <algorithm>
#include <map>
#include <string_view>

namespace mendel::diagnose {

namespace {

constexpr auto k_gap = Unbraided::k_gap;

/// Who wrote lines, in the order in which they began, and which they are.
class Strands {
  public:
    void add(std::string_view name, std::size_t line) {
        auto& lines = m_lines[name];
        if (lines.empty())
            m_names.push_back(name);
        lines.push_back(line);
    }

    /// Appends the lines by name, a gap behind each.
    void append_to(std::vector<std::size_t>& order) {
        for (const auto name : m_names) {
            const auto& lines = m_lines[name];
            order.insert(order.end(), lines.begin(), lines.end());
            order.push_back(k_gap);
        }
        m_names.clear();
        m_lines.clear();
    }

  private:
    std::vector<std::string_view> m_names;
    std::map<std::string_view, std::vector<std::size_t>> m_lines;
};

/// "#12" of a line of BuildKit's, whether or not a time stands behind it.
std::string_view build_step_of(std::string_view text) {
    if (text.size() < 3 || text[0] != '#')
        return {};
    const auto end = text.find_first_not_of("0123456789", 1);
    return end != std::string_view::npos && end > 1 && text[end] == ' ' ? text.substr(0, end)
                                                                        : std::string_view{};
}

std::vector<std::size_t> order_of_build(const std::vector<Line>& lines, const Step& step) {
    std::vector<std::size_t> order;
    Strands strands;
    const auto name_at = [&](std::size_t i) {
        return i < step.end ? build_step_of(lines[i].text) : std::string_view{};
    };
    for (auto i = step.begin; i < step.end; ++i) {
        const auto name = name_at(i);
        if (!name.empty()) {
            strands.add(name, i);
            continue;
        }
        if (lines[i].text.empty() && !name_at(i + 1).empty())
            continue;  // BuildKit parts its stages by empty lines
        strands.append_to(order);
        order.push_back(i);
    }
    strands.append_to(order);
    return order;
}

/// The lines of one step by who wrote them.
class Braid {
  public:
    Braid(const std::vector<Line>& lines, const Step& step) : m_lines(lines), m_step(step) {
        for (auto i = step.begin; i < step.end; ++i)
            if (const auto strand = strand_of(lines[i].text); strand.length > 0)
                ++m_counts[strand.form][strand.name];
        for (const auto& [form, names] : m_counts)
            if (form != Strand::Form::build_step && count_of(names) > count_of(m_counts[m_form]))
                m_form = form;
    }

    bool has_build() const { return m_counts.count(Strand::Form::build_step) > 0; }

    /// Whether most lines have a prefix of one form, which names two programs at least.
    bool is_one() const {
        const auto found = m_counts.find(m_form);
        if (m_form == Strand::Form::none || found == m_counts.end())
            return false;
        const auto often = std::count_if(found->second.begin(), found->second.end(),
                                         [](const auto& name) { return name.second >= 3; });
        const bool is_sure = m_form == Strand::Form::service;
        const auto least = is_sure ? 1 : 2;
        const std::size_t share = is_sure ? 4 : 2;  // a quarter of the lines, or half of them
        return often >= least && count_of(found->second) * share >= m_step.end - m_step.begin;
    }

    std::vector<std::size_t> order() const {
        std::vector<std::size_t> order;
        Strands strands;
        std::string_view current;
        for (auto i = m_step.begin; i < m_step.end; ++i) {
            const auto strand = strand_of(m_lines[i].text);
            if (strand.form == m_form)
                current = strand.name;
            strands.add(current, i);
        }
        strands.append_to(order);
        return order;
    }

    Strand::Form form() const { return m_form; }

  private:
    using Names = std::map<std::string_view, std::size_t>;
    static std::size_t count_of(const Names& names) {
        std::size_t count = 0;
        for (const auto& name : names)
            count += name.second;
        return count;
    }

    const std::vector<Line>& m_lines;
    const Step& m_step;
    std::map<Strand::Form, Names> m_counts;
    Strand::Form m_form = Strand::Form::none;
};

}  // namespace

Unbraided unbraided(const std::vector<Line>& lines, const Step& step) {
    const Braid braid(lines, step);
    if (braid.is_one())
        return {braid.order(), braid.form()};
    if (braid.has_build())
        return {order_of_build(lines, step), Strand::Form::build_step};
    return {};
}

Line without_prefix(Line line, Strand::Form form) {
    const auto strand = strand_of(line.text);
    if (strand.form != form)
        return line;
    line.mark = line.text.substr(0, strand.length);
    line.text.remove_prefix(strand.length);
    return line;
}

}  // namespace mendel::diagnose
