#include <set>

#include <fmt/format.h>

#include "repair/operators.hpp"

namespace mendel::repair {

using code::Notion;

namespace {

constexpr std::size_t k_most_copies = 60;
constexpr std::size_t k_longest_copy = 80;

/// What may be put at one place, once.
class Inserter {
  public:
    Inserter(const Site& site, Sink& sink) : m_site(site), m_sink(sink), m_is_first(is_first()) {}

    void put(const std::string& text, double plausibility) {
        if (!m_seen.insert(text).second)
            return;
        m_sink.insert_after(m_site.node, text, plausibility);
        if (m_is_first)
            m_sink.insert_before(m_site.node, text, plausibility);
    }

  private:
    bool is_first() const {
        const auto all = statements_of(m_site.view, m_site.node.parent());
        return !all.empty() && same(all.front(), m_site.node);
    }

    const Site& m_site;
    Sink& m_sink;
    bool m_is_first;
    std::set<std::string> m_seen;
};

/// Statements that stand elsewhere in the function or file.
void copy_others(const Site& site, Inserter& inserter) {
    const auto function = site.view.named_function_of(site.node);
    std::size_t count = 0;
    for (const bool own : {true, false})
        for (const auto& [each, within] : site.program.simple_statements()) {
            if (count >= k_most_copies)
                return;
            const bool is_own = within == function;
            const auto kind = site.view.notion(each);
            if (is_own != own || each.text().size() > k_longest_copy ||
                kind == Notion::declarator || same(each, site.node) || !each.parent().parent())
                continue;
            if (!site.program.scope().can_use(each, site.node.begin().offset))
                continue;
            ++count;
            inserter.put(std::string(each.text()), own ? 0.6 : 0.3);
        }
}

/// A call of the function once more, with another name, or an end of one, in its place.
void vary_calls(const Site& site, Inserter& inserter) {
    const auto& syntax = site.view.syntax();
    const auto function = site.view.named_function_of(site.node);
    const auto& names = site.program.scope().visible_at(site.node.begin().offset);
    for (const auto& [each, within] : site.program.simple_statements()) {
        if (!(within == function))
            continue;
        const auto call = site.view.operand(each);
        const auto arguments = site.view.arguments(call);
        if (site.view.notion(call) != Notion::call || arguments.size() != 1 ||
            !site.program.scope().can_use(site.view.callee(call), site.node.begin().offset))
            continue;
        const auto with = [&](const std::string& argument, double plausibility) {
            inserter.put(
                fmt::format("{}({}){}", site.view.callee(call).text(), argument, syntax.end),
                plausibility);
        };
        for (const auto* name : names) {
            if (!name->is_local || name->shape == Shape::callable)
                continue;
            with(name->text, 0.45);
            if (name->shape == Shape::sequence || name->shape == Shape::text) {
                with(filled(syntax.last_item, name->text), 0.4);
                with(name->text + "[0]", 0.3);
            }
        }
    }
}

/// `seen.add(node)`: what changes a collection of the function, with a name of it.
void change_collections(const Site& site, Inserter& inserter) {
    const auto& syntax = site.view.syntax();
    const auto& names = site.program.scope().visible_at(site.node.begin().offset);
    const auto& used = site.program.called_names();
    for (const auto* receiver : names) {
        const bool is_many = receiver->shape == Shape::sequence ||
                             receiver->shape == Shape::mapping || receiver->shape == Shape::unknown;
        if (!receiver->is_local || !is_many)
            continue;
        for (const auto& method : site.program.words().mutators) {
            const bool is_usual = &method - site.program.words().mutators.data() < 2;
            const bool is_known = used.count(method) != 0 || is_usual;
            for (const auto* item : names)
                if (is_known && item->is_local && item != receiver &&
                    item->shape != Shape::callable)
                    inserter.put(
                        fmt::format("{}.{}({}){}", receiver->text, method, item->text, syntax.end),
                        used.count(method) != 0 ? 0.5 : 0.25);
            if (method == "pop" || method == "shift" || method == "sort" || method == "reverse")
                inserter.put(fmt::format("{}.{}(){}", receiver->text, method, syntax.end),
                             used.count(method) != 0 ? 0.45 : 0.35);
        }
    }
}

/// `previous = node`, `i += 1`: what goes on to the next turn.
void update_names(const Site& site, Inserter& inserter) {
    const auto& syntax = site.view.syntax();
    const auto& names = site.program.scope().visible_at(site.node.begin().offset);
    const bool in_loop = !site.view.loop_of(site.node).is_null();
    for (const auto* target : names) {
        if (!target->is_local || target->shape == Shape::callable)
            continue;
        for (const auto* value : names)
            if (value->is_local && value != target && value->shape != Shape::callable &&
                fits(value->shape, target->shape))
                inserter.put(fmt::format("{} = {}{}", target->text, value->text, syntax.end),
                             in_loop ? 0.5 : 0.3);
        if (target->shape == Shape::number || target->shape == Shape::unknown)
            for (const auto* sign : {"+=", "-="})
                inserter.put(fmt::format("{} {} 1{}", target->text, sign, syntax.end),
                             in_loop ? 0.6 : 0.3);
    }
}

bool is_place(const Site& site) {
    if (!site.is_statement || !site.view.function_of(site.node))
        return false;
    return site.notion != Notion::jump && site.notion != Notion::raises;
}

void propose(const Site& site, Sink& sink) {
    if (!is_place(site))
        return;
    Inserter inserter(site, sink);
    copy_others(site, inserter);
    vary_calls(site, inserter);
    change_collections(site, inserter);
    update_names(site, inserter);
}

}  // namespace

const Operator k_insertion_operator{
    .name = "insertion",
    .purpose = "a missing statement: one of the same file, a change of a collection, an update",
    .prior = 0.45,
    .propose = propose};

}  // namespace mendel::repair
