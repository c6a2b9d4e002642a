#include "repair/operators/space.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <tuple>

#include <fmt/format.h>

#include "code/language.hpp"
#include "code/tree_key.hpp"
#include "repair/sources.hpp"

namespace mendel::repair {

using code::Node;

namespace {

constexpr std::size_t k_most_lines = 6000;
constexpr std::size_t k_most_options = 400'000;

constexpr std::size_t k_few = 8;
constexpr double k_spread = 0.4;

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

/// Of many changes of one operator at one place each is less likely: a large file has more names.
double share_of_each(std::size_t count) {
    return count <= k_few
               ? 1
               : std::pow(static_cast<double>(k_few) / static_cast<double>(count), k_spread);
}

std::string written_key(const Program& program, std::uint32_t begin, const code::Tree& tree) {
    return fmt::format("{} {} {:016x}", program.path(), begin,
                       std::hash<std::string>()(code::tree_key(code::View(tree), tree.root())));
}

}  // namespace

bool Space::Lead::operator<(const Lead& other) const {
    return std::tie(other.score, step, order) > std::tie(score, other.step, other.order);
}

Space::Space(const model::TreeView& tree, const Localisation& where) : m_tree(tree) {
    std::map<std::string, std::size_t> known;
    std::size_t count = 0;
    for (const auto& each : where.lines) {
        if (++count > k_most_lines)
            break;
        if (code::is_test_file(each.file))
            continue;
        const auto [found, is_new] = known.try_emplace(each.file, m_sources.size());
        if (is_new)
            m_sources.push_back({.path = each.file, .lines = {}});
        auto& score = m_sources[found->second].lines[each.line];
        score = std::max(score, each.score);
    }
    for (std::size_t i = 0; i < m_sources.size(); ++i) {
        double highest = 0;
        for (const auto& [line, score] : m_sources[i].lines)
            highest = std::max(highest, score);
        m_leads.push({.score = highest, .step = Step::read, .index = i, .order = {i}});
    }
}

void Space::read(std::size_t source) {
    auto& from = m_sources[source];
    const auto text = m_tree.read(from.path);
    if (!text)
        return;
    auto program = Program::read(from.path, *text);
    if (!program)
        return;
    from.program = std::move(*program);
    const auto& view = from.program->view();
    code::walk(from.program->tree().root(), [&](const Node& node) {
        if (!node.is_named() || node.begin().line > from.lines.rbegin()->first ||
            node.end().line < from.lines.begin()->first ||
            view.notion(node) == code::Notion::import || view.notion(node) == code::Notion::type)
            return false;
        const auto suspicion = suspicion_of(*from.program, node, from.lines);
        if (suspicion <= 0)
            return true;
        const auto spot = m_spots.size();
        m_spots.push_back({.program = source, .node = node, .suspicion = suspicion});
        for (std::size_t i = 0; i < operators().size(); ++i)
            m_leads.push({.score = suspicion * operators()[i].prior,
                          .step = Step::ask,
                          .index = spot,
                          .operator_index = i,
                          .order = {source, spot, i}});
        return true;
    });
}

void Space::ask(std::size_t spot, std::size_t operator_index) {
    const auto& place = m_spots[spot];
    const auto& asked = operators()[operator_index];
    auto changes = changes_at(asked, program_at(place.program), place.node);
    const auto share = share_of_each(changes.size());
    std::size_t count = 0;
    for (auto& change : changes) {
        const auto score = place.suspicion * asked.prior * change.plausibility * share;
        m_leads.push({.score = score,
                      .step = Step::give,
                      .index = m_options.size(),
                      .order = {place.program, spot, operator_index, count++}});
        m_options.push_back({.score = score,
                             .program = place.program,
                             .operator_name = asked.name,
                             .line = place.node.begin().line,
                             .change = std::move(change)});
    }
}

/// The best edit that was not given yet; null at the end.
const Option* Space::best() {
    while (!m_leads.empty()) {
        const auto lead = m_leads.top();
        m_leads.pop();
        switch (lead.step) {
            case Step::read:
                read(lead.index);
                break;
            case Step::ask:
                if (m_options.size() < k_most_options)
                    ask(lead.index, lead.operator_index);
                break;
            case Step::give:
                return &m_options[lead.index];
        }
    }
    return nullptr;
}

std::vector<Candidate> Space::next(std::size_t count) {
    std::vector<Candidate> batch;
    while (batch.size() < count) {
        const auto* option = best();
        if (option == nullptr)
            break;
        if (auto candidate = made(*option))
            batch.push_back(std::move(*candidate));
    }
    return batch;
}

/// What is parsed to know whether an edit is one: the innermost function around it that can stand
/// alone, since a class of a library may be long; else the top-level items.
Space::Unit Space::unit_of(std::size_t program, const Unit& edited) {
    const auto& from = program_at(program);
    auto inner = from.tree().node_at(edited.begin, edited.end);
    for (; inner; inner = inner.parent()) {
        if (from.view().notion(inner) != code::Notion::function)
            continue;
        const Unit own{.begin = inner.begin().offset, .end = inner.end().offset};
        if (own.begin <= edited.begin && edited.end <= own.end && stands_alone(program, inner))
            return own;
    }
    Unit items = edited;
    for (const auto& item : from.tree().root().children()) {
        if (item.end().offset < edited.begin || item.begin().offset > edited.end)
            continue;
        items.begin = std::min(items.begin, item.begin().offset);
        items.end = std::max(items.end, item.end().offset);
        items.had_error = items.had_error || item.has_error();
        stands_alone(program, item);
    }
    return items;
}

/// Whether the text of a node, parsed alone, is what it is in its file. The key of each one that
/// was asked about is learnt, so that an edit that changes nothing is known.
bool Space::stands_alone(std::size_t program, const Node& item) {
    const auto& from = program_at(program);
    const auto begin = item.begin().offset;
    const auto [known, is_new] = m_alone.try_emplace({program, begin, item.end().offset}, false);
    if (!is_new)
        return known->second;
    const auto own = code::Tree::parse(from.tree().language(), std::string(item.text()));
    if (!own)
        return false;
    m_seen.insert(written_key(from, begin, *own));
    const auto parts = own->root().named_children();
    known->second =
        !own->root().has_error() && parts.size() == 1 && parts.front().type() == item.type();
    return known->second;
}

/// Parses the unit that the edits are in; empty where it no longer parses.
std::string Space::key_of(std::size_t program, const std::vector<code::Edit>& edits) {
    const auto& from = program_at(program);
    Unit edited{.begin = edits.front().begin, .end = edits.front().end};
    for (const auto& edit : edits) {
        edited.begin = std::min(edited.begin, edit.begin);
        edited.end = std::max(edited.end, edit.end);
    }
    const auto unit = unit_of(program, edited);
    auto moved = edits;
    for (auto& edit : moved) {
        edit.begin -= unit.begin;
        edit.end -= unit.begin;
    }
    const auto text =
        code::apply_edits(from.tree().text().substr(unit.begin, unit.end - unit.begin), moved);
    if (!text)
        return {};
    const auto after = code::Tree::parse(from.tree().language(), *text);
    if (!after || (after->root().has_error() && !unit.had_error))
        return {};
    return written_key(from, unit.begin, *after);
}

std::optional<Candidate> Space::made(const Option& option) {
    const auto& program = program_at(option.program);
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
        return std::find_if(m_sources.begin(), m_sources.end(),
                            [&](const auto& each) { return each.path == candidate.file; });
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
    if (program == m_sources.end() || one == m_edits.end() || other == m_edits.end())
        return std::nullopt;
    auto edits = one->second;
    edits.insert(edits.end(), other->second.begin(), other->second.end());
    auto text = code::apply_edits(program->program->tree().text(), edits);
    if (!text)
        return std::nullopt;
    both.files = {{first.file, std::move(*text)}};
    return both;
}

}  // namespace mendel::repair
