#include "repair/operators/space.hpp"

#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "code/language.hpp"
#include "code/tree_key.hpp"
#include "repair/sources.hpp"

namespace mendel::repair {

using code::Node;

namespace {

constexpr std::size_t k_most_lines = 600;
constexpr std::size_t k_most_options = 400'000;

/// The first lines of a statement tell of all its lines, since tracers name only the first.
constexpr double k_later_line = 0.95;

double suspicion_of(const Program& program, const Node& node, const std::map<int, double>& lines) {
    const auto of_line = [&](int line) {
        const auto found = lines.find(line);
        return found == lines.end() ? 0.0 : found->second;
    };
    const auto own = of_line(node.begin().line);
    const auto statement = program.view().statement_of(node);
    if (!statement || statement.begin().line == node.begin().line)
        return own;
    return std::max(own, of_line(statement.begin().line) * k_later_line);
}

std::string written_key(const Program& program, std::uint32_t begin, const code::Tree& tree) {
    return fmt::format("{} {} {:016x}", program.path(), begin,
                       std::hash<std::string>()(code::tree_key(code::View(tree), tree.root())));
}

}  // namespace

Space::Space(const model::TreeView& tree, const Localisation& where) {
    read_programs(tree, where);
    std::stable_sort(
        m_options.begin(), m_options.end(),
        [](const Option& left, const Option& right) { return left.score > right.score; });
}

void Space::read_programs(const model::TreeView& tree, const Localisation& where) {
    std::map<std::string, std::map<int, double>> by_file;
    std::vector<std::string> order;
    std::size_t count = 0;
    for (const auto& each : where.lines) {
        if (++count > k_most_lines)
            break;
        if (by_file.count(each.file) == 0)
            order.push_back(each.file);
        auto& score = by_file[each.file][each.line];
        score = std::max(score, each.score);
    }
    for (const auto& file : order) {
        const auto text = tree.read(file);
        if (!text || code::is_test_file(file))
            continue;
        auto program = Program::read(file, *text);
        if (!program)
            continue;
        m_programs.push_back(std::move(*program));
        propose(m_programs.size() - 1, by_file[file]);
    }
}

void Space::propose(std::size_t program, const std::map<int, double>& lines) {
    const auto& from = *m_programs[program];
    code::walk(from.tree().root(), [&](const Node& node) {
        if (!node.is_named() || m_options.size() > k_most_options)
            return false;
        if (node.begin().line > lines.rbegin()->first || node.end().line < lines.begin()->first)
            return false;
        if (from.view().notion(node) == code::Notion::import)
            return false;
        const auto suspicion = suspicion_of(from, node, lines);
        if (suspicion > 0)
            propose_at(program, node, suspicion);
        return true;
    });
}

void Space::propose_at(std::size_t program, const Node& node, double suspicion) {
    for (const auto& each : operators())
        for (auto& change : changes_at(each, *m_programs[program], node))
            m_options.push_back({.score = suspicion * each.prior * change.plausibility,
                                 .program = program,
                                 .operator_name = each.name,
                                 .line = node.begin().line,
                                 .change = std::move(change)});
}

std::vector<Candidate> Space::next(std::size_t count) {
    std::vector<Candidate> batch;
    while (batch.size() < count && m_next < m_options.size())
        if (auto candidate = made(m_options[m_next++]))
            batch.push_back(std::move(*candidate));
    return batch;
}

/// The key of one top-level item as it is, so that an edit that changes nothing is known.
void Space::learn_unchanged(std::size_t program, const Node& item) {
    const auto& from = *m_programs[program];
    const auto where = fmt::format("{} {}", from.path(), item.begin().offset);
    if (!m_learned.insert(where).second)
        return;
    const auto own = code::Tree::parse(from.tree().language(), std::string(item.text()));
    if (own)
        m_seen.insert(written_key(from, item.begin().offset, *own));
}

/// Parses the top-level items that the edits are in; empty where they no longer parse.
std::string Space::key_of(std::size_t program, const std::vector<code::Edit>& edits) {
    const auto& from = *m_programs[program];
    const auto& source = from.tree().text();
    auto begin = edits.front().begin;
    auto end = edits.front().end;
    for (const auto& edit : edits) {
        begin = std::min(begin, edit.begin);
        end = std::max(end, edit.end);
    }
    bool had_error = false;
    for (const auto& item : from.tree().root().children()) {
        if (item.end().offset < begin || item.begin().offset > end)
            continue;
        begin = std::min(begin, item.begin().offset);
        end = std::max(end, item.end().offset);
        had_error = had_error || item.has_error();
        learn_unchanged(program, item);
    }
    auto moved = edits;
    for (auto& edit : moved) {
        edit.begin -= begin;
        edit.end -= begin;
    }
    const auto text = code::apply_edits(source.substr(begin, end - begin), moved);
    if (!text)
        return {};
    const auto after = code::Tree::parse(from.tree().language(), *text);
    if (!after || (after->root().has_error() && !had_error))
        return {};
    return written_key(from, begin, *after);
}

std::optional<Candidate> Space::made(const Option& option) {
    const auto& program = *m_programs[option.program];
    const auto key = key_of(option.program, option.change.edits);
    if (key.empty() || !m_seen.insert(key).second)
        return std::nullopt;
    auto text = code::apply_edits(program.tree().text(), option.change.edits);
    if (!text)
        return std::nullopt;
    m_edits[key] = option.change.edits;
    return Candidate{.files = {{program.path(), std::move(*text)}},
                     .operator_name = std::string(option.operator_name),
                     .summary = option.change.summary,
                     .file = program.path(),
                     .line = option.line,
                     .score = option.score,
                     .key = key};
}

std::optional<Candidate> Space::paired(const Candidate& first, const Candidate& second) const {
    const auto program_of = [&](const Candidate& candidate) {
        return std::find_if(m_programs.begin(), m_programs.end(),
                            [&](const auto& each) { return each->path() == candidate.file; });
    };
    Candidate both = first;
    both.summary = first.summary + "; " + second.summary;
    both.operator_name = first.operator_name + " and " + second.operator_name;
    both.score = first.score * second.score;
    both.key = first.key + " + " + second.key;
    if (first.file != second.file) {
        both.files.insert(both.files.end(), second.files.begin(), second.files.end());
        return both;
    }
    const auto program = program_of(first);
    const auto one = m_edits.find(first.key);
    const auto other = m_edits.find(second.key);
    if (program == m_programs.end() || one == m_edits.end() || other == m_edits.end())
        return std::nullopt;
    auto edits = one->second;
    edits.insert(edits.end(), other->second.begin(), other->second.end());
    auto text = code::apply_edits((*program)->tree().text(), edits);
    if (!text)
        return std::nullopt;
    both.files = {{first.file, std::move(*text)}};
    return both;
}

}  // namespace mendel::repair
