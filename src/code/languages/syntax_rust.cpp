#include "code/syntax.hpp"

namespace mendel::code {

namespace {

/// https://github.com/tree-sitter/tree-sitter-rust
constexpr Syntax::Row k_rows[] = {{"function_item", Notion::function},
                                  {"closure_expression", Notion::lambda},
                                  {"block", Notion::block},
                                  {"source_file", Notion::block},
                                  {"declaration_list", Notion::type_body},
                                  {"if_expression", Notion::branch},
                                  {"else_clause", Notion::otherwise},
                                  {"while_expression", Notion::loop_while},
                                  {"loop_expression", Notion::loop_while},
                                  {"for_expression", Notion::loop_each},
                                  {"return_expression", Notion::returns},
                                  {"break_expression", Notion::jump},
                                  {"continue_expression", Notion::jump},
                                  {"expression_statement", Notion::statement},
                                  {"assignment_expression", Notion::assignment},
                                  {"compound_assignment_expr", Notion::augmented},
                                  {"let_declaration", Notion::declarator},
                                  {"use_declaration", Notion::import},
                                  {"parameters", Notion::parameters},
                                  {"closure_parameters", Notion::parameters},
                                  {"binary_expression", Notion::binary},
                                  {"unary_expression", Notion::unary},
                                  {"reference_expression", Notion::unary},
                                  {"range_expression", Notion::slice},
                                  {"call_expression", Notion::call},
                                  {"macro_invocation", Notion::call},
                                  {"arguments", Notion::arguments},
                                  {"index_expression", Notion::index},
                                  {"field_expression", Notion::member},
                                  {"identifier", Notion::identifier},
                                  {"self", Notion::identifier},
                                  {"integer_literal", Notion::integer},
                                  {"float_literal", Notion::floating},
                                  {"string_literal", Notion::text},
                                  {"char_literal", Notion::text},
                                  {"boolean_literal", Notion::truth},
                                  {"array_expression", Notion::list},
                                  {"tuple_expression", Notion::tuple},
                                  {"parenthesized_expression", Notion::group},
                                  {"type_cast_expression", Notion::cast},
                                  {"await_expression", Notion::waits},
                                  {"type_arguments", Notion::type},
                                  {"line_comment", Notion::comment},
                                  {"block_comment", Notion::comment}};

constexpr Syntax make(Language language) {
    return {
        .language = language,
        .rows = k_rows,
        .bare_conditions = true,
        .both = "&&",
        .either = "||",
        .negation = "!",
        .nothing = "None",
        .truth = "true",
        .falsehood = "false",
        .end = ";",
        .equality = "==",
        .length = "{0}.len()",
        .is_nothing = "{0}.is_none()",
        .is_something = "{0}.is_some()",
        .is_empty = "{0}.is_empty()",
        .is_filled = "!{0}.is_empty()",
        .tail_slice = "{0}[{1}..]",
        .head_slice = "{0}[..{1}]",
        .first_item = "{0}[0]",
        .last_item = "{0}[{0}.len() - 1]",
        .empty_list = "vec![]",
        .list_of = "vec![{0}]",
    };
}

}  // namespace

const Syntax k_rust_syntax = make(Language::rust);

}  // namespace mendel::code
