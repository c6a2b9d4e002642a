#include "repair/operators.hpp"

namespace mendel::repair {

using code::Notion;

namespace {

struct Row {
    std::string_view sign;
    std::string_view other;
    double plausibility;
};

constexpr Row k_rows[] = {
    {"+", "-", 1},       {"-", "+", 1},      {"*", "/", 0.7},    {"/", "*", 0.7},
    {"+", "*", 0.6},     {"*", "+", 0.6},    {"-", "*", 0.4},    {"-", "/", 0.4},
    {"-", "%", 0.5},     {"/", "%", 0.7},    {"%", "/", 0.7},    {"*", "**", 0.7},
    {"**", "*", 0.7},    {"/", "//", 0.9},   {"//", "/", 0.9},   {"//", "%", 0.7},
    {"%", "//", 0.7},    {"+", "/", 0.2},    {"/", "-", 0.3},    {"/", "+", 0.2},
    {"*", "-", 0.4},     {"%", "-", 0.3},    {"%", "*", 0.2},    {"&", "|", 0.9},
    {"|", "&", 0.9},     {"^", "&", 0.9},    {"^", "|", 0.8},    {"&", "^", 0.8},
    {"|", "^", 0.8},     {"<<", ">>", 0.9},  {">>", "<<", 0.9},  {">>", ">>>", 0.5},
    {">>>", ">>", 0.5},  {"^", "**", 0.6},   {"+=", "-=", 1},    {"-=", "+=", 1},
    {"+=", "=", 0.7},    {"-=", "=", 0.5},   {"*=", "/=", 0.7},  {"/=", "*=", 0.7},
    {"+=", "*=", 0.6},   {"*=", "+=", 0.6},  {"/=", "//=", 0.9}, {"//=", "/=", 0.8},
    {"*=", "=", 0.4},    {"&=", "|=", 0.9},  {"|=", "&=", 0.9},  {"^=", "&=", 0.9},
    {"^=", "|=", 0.8},   {"&=", "^=", 0.8},  {"|=", "^=", 0.8},  {"<<=", ">>=", 0.9},
    {">>=", "<<=", 0.9}, {"%=", "//=", 0.5}, {"//=", "%=", 0.5}, {"/=", "%=", 0.5},
    {"%=", "/=", 0.5},   {"-=", "//=", 0.3}, {"++", "--", 0.9},  {"--", "++", 0.9},
    {"=", "+=", 0.7},    {"=", "-=", 0.4},   {"=", "*=", 0.4},   {"=", "|=", 0.2}};

bool is_python_only(std::string_view sign) {
    return sign.substr(0, 2) == "//" || sign == "**";
}

bool is_script_only(std::string_view sign) {
    return sign == ">>>" || sign == "**";
}

bool may_write(const code::Syntax& syntax, std::string_view sign) {
    const auto language = syntax.language;
    if (syntax.indented)
        return sign != ">>>";
    if (sign == ">>>" && language == code::Language::java)
        return true;
    const bool is_script = language == code::Language::javascript ||
                           language == code::Language::typescript ||
                           language == code::Language::tsx;
    return is_script ? sign.substr(0, 2) != "//" : !is_python_only(sign) && !is_script_only(sign);
}

void propose(const Site& site, Sink& sink) {
    const bool is_update = site.notion == Notion::augmented || site.notion == Notion::step ||
                           site.notion == Notion::assignment;
    if (site.notion != Notion::binary && !is_update)
        return;
    if (site.notion == Notion::assignment && !site.view.value(site.node))
        return;
    const auto sign = site.view.sign(site.node);
    for (const auto& row : k_rows)
        if (row.sign == sign.text() && may_write(site.view.syntax(), row.other))
            sink.replace(sign, std::string(row.other), row.plausibility);
}

}  // namespace

const Operator k_arithmetic_operator{
    .name = "arithmetic",
    .purpose = "another arithmetic or bitwise sign, in expressions and in assignments that update",
    .prior = 0.85,
    .propose = propose};

}  // namespace mendel::repair
