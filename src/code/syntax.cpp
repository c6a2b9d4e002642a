#include "code/syntax.hpp"

#include <algorithm>

namespace mendel::code {

namespace {

using Notions = std::unordered_map<std::string_view, Notion>;

const Notions& notions_of(const Syntax& syntax) {
    static const auto tables = [] {
        std::unordered_map<const Syntax*, Notions> all;
        for (const auto* each :
             {&k_python_syntax, &k_javascript_syntax, &k_typescript_syntax, &k_tsx_syntax,
              &k_c_syntax, &k_cpp_syntax, &k_go_syntax, &k_java_syntax, &k_rust_syntax})
            for (const auto& row : each->rows)
                all[each].emplace(row.type, row.notion);
        return all;
    }();
    return tables.at(&syntax);
}

struct SignRow {
    std::string_view sign;
    SignClass kind;
    std::string_view mirrored = {};
};

constexpr std::array k_signs = {
    SignRow{"<", SignClass::order, ">"},        SignRow{"<=", SignClass::order, ">="},
    SignRow{">", SignClass::order, "<"},        SignRow{">=", SignClass::order, "<="},
    SignRow{"==", SignClass::equality, "=="},   SignRow{"!=", SignClass::equality, "!="},
    SignRow{"===", SignClass::equality, "==="}, SignRow{"!==", SignClass::equality, "!=="},
    SignRow{"is", SignClass::identity, "is"},   SignRow{"is not", SignClass::identity, "is not"},
    SignRow{"in", SignClass::membership},       SignRow{"not in", SignClass::membership},
    SignRow{"and", SignClass::logical},         SignRow{"or", SignClass::logical},
    SignRow{"&&", SignClass::logical},          SignRow{"||", SignClass::logical},
    SignRow{"??", SignClass::logical},          SignRow{"+", SignClass::arithmetic},
    SignRow{"-", SignClass::arithmetic},        SignRow{"*", SignClass::arithmetic},
    SignRow{"/", SignClass::arithmetic},        SignRow{"//", SignClass::arithmetic},
    SignRow{"%", SignClass::arithmetic},        SignRow{"**", SignClass::arithmetic},
    SignRow{"&", SignClass::bitwise},           SignRow{"|", SignClass::bitwise},
    SignRow{"^", SignClass::bitwise},           SignRow{"<<", SignClass::bitwise},
    SignRow{">>", SignClass::bitwise},          SignRow{">>>", SignClass::bitwise},
    SignRow{"&^", SignClass::bitwise},
};

const SignRow* row_of(std::string_view sign) {
    const auto found = std::find_if(k_signs.begin(), k_signs.end(),
                                    [&](const SignRow& row) { return row.sign == sign; });
    return found == k_signs.end() ? nullptr : &*found;
}

}  // namespace

const Syntax& syntax_of(Language language) {
    switch (language) {
        case Language::python:
            return k_python_syntax;
        case Language::javascript:
            return k_javascript_syntax;
        case Language::typescript:
            return k_typescript_syntax;
        case Language::tsx:
            return k_tsx_syntax;
        case Language::c:
            return k_c_syntax;
        case Language::cpp:
            return k_cpp_syntax;
        case Language::go:
            return k_go_syntax;
        case Language::java:
            return k_java_syntax;
        case Language::rust:
            return k_rust_syntax;
    }
    return k_python_syntax;
}

Notion notion_of(const Syntax& syntax, const Node& node) {
    if (!node.is_named())
        return Notion::other;
    const auto& table = notions_of(syntax);
    const auto found = table.find(node.type());
    return found == table.end() ? Notion::other : found->second;
}

bool is_expression(Notion notion) {
    switch (notion) {
        case Notion::lambda:
        case Notion::binary:
        case Notion::unary:
        case Notion::call:
        case Notion::index:
        case Notion::member:
        case Notion::identifier:
        case Notion::integer:
        case Notion::floating:
        case Notion::text:
        case Notion::truth:
        case Notion::nothing:
        case Notion::list:
        case Notion::mapping:
        case Notion::set:
        case Notion::tuple:
        case Notion::group:
        case Notion::ternary:
        case Notion::waits:
        case Notion::comprehension:
        case Notion::cast:
            return true;
        default:
            return false;
    }
}

SignClass class_of(std::string_view sign) {
    const auto* row = row_of(sign);
    return row == nullptr ? SignClass::none : row->kind;
}

std::string_view mirrored(std::string_view sign) {
    const auto* row = row_of(sign);
    return row == nullptr ? std::string_view() : row->mirrored;
}

}  // namespace mendel::code
