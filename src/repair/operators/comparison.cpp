#include <initializer_list>

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

void propose(const Site& site, Sink& sink) {
    if (site.notion != code::Notion::binary)
        return;
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
