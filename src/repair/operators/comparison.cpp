#include <fmt/format.h>

#include "base/text.hpp"
#include "repair/operators.hpp"

namespace mendel::repair {

namespace {

struct Row {
    std::string_view sign;
    std::string_view other;
    double plausibility;
};

/// The boundary is mistaken most, then the direction, then the kind of question.
constexpr Row k_rows[] = {
    {"<", "<=", 1},        {"<=", "<", 1},        {">", ">=", 1},        {">=", ">", 1},
    {"<", ">", 0.9},       {">", "<", 0.9},       {"<=", ">=", 0.9},     {">=", "<=", 0.9},
    {"<", ">=", 0.7},      {">=", "<", 0.7},      {">", "<=", 0.7},      {"<=", ">", 0.7},
    {"==", "!=", 0.9},     {"!=", "==", 0.9},     {"===", "!==", 0.9},   {"!==", "===", 0.9},
    {"==", "<=", 0.7},     {"==", ">=", 0.7},     {"==", "<", 0.7},      {"==", ">", 0.7},
    {"===", "<=", 0.7},    {"===", ">=", 0.7},    {"===", "<", 0.7},     {"===", ">", 0.7},
    {"!=", "<", 0.6},      {"!=", ">", 0.6},      {"!==", "<", 0.6},     {"!==", ">", 0.6},
    {"<", "==", 0.7},      {">", "==", 0.7},      {"<=", "==", 0.7},     {">=", "==", 0.7},
    {"<", "!=", 0.5},      {">", "!=", 0.5},      {"==", "===", 0.5},    {"===", "==", 0.4},
    {"!=", "!==", 0.5},    {"!==", "!=", 0.4},    {"is", "==", 0.8},     {"is not", "!=", 0.8},
    {"is", "is not", 0.9}, {"is not", "is", 0.9}, {"in", "not in", 0.9}, {"not in", "in", 0.9},
    {"==", "in", 0.4},     {"in", "==", 0.4},     {"!=", "not in", 0.3}, {"==", "is", 0.2},
};

/// A question and its number together: `len(xs) == 0` for `len(xs) <= 1`.
void move_boundary(const Site& site, Sink& sink) {
    const auto parts = site.view.binary(site.node);
    const auto value = parts ? base::to_number(parts->right.text()) : -1;
    if (value < 0 || site.node.child_count() != 3)
        return;
    const auto kind = code::class_of(parts->sign.text());
    if (kind != code::SignClass::equality && kind != code::SignClass::order)
        return;
    const auto left = parts->left.text();
    for (const std::string_view sign : {"<=", ">=", "<", ">", "=="})
        for (const auto other : {value - 1, value + 1})
            if (other >= 0 && sign != parts->sign.text())
                sink.replace(site.node, fmt::format("{} {} {}", left, sign, other), 0.35);
}

void propose(const Site& site, Sink& sink) {
    if (site.notion != code::Notion::binary)
        return;
    move_boundary(site, sink);
    const bool is_python = site.view.syntax().indented;
    const bool has_words = is_python || site.view.syntax().nothing == "null";
    for (const auto& child : site.node.children()) {
        const bool is_sign = !child.is_named() || child.type() == "operator";
        if (!is_sign)
            continue;
        for (const auto& row : k_rows) {
            const bool is_word = row.other == "in" || row.other == "not in" || row.other == "is";
            if (row.sign == child.text() && (!is_word || (is_python && has_words)))
                sink.replace(child, std::string(row.other), row.plausibility);
        }
    }
}

}  // namespace

const Operator k_comparison_operator{
    .name = "comparison",
    .purpose = "another comparison: the boundary, the direction, the kind of question",
    .prior = 1.0,
    .propose = propose};

}  // namespace mendel::repair
