#include "code/syntax.hpp"

namespace mendel::code {

namespace {

/// https://github.com/tree-sitter/tree-sitter-go
constexpr Syntax::Row k_rows[] = {{"function_declaration", Notion::function},
                                  {"method_declaration", Notion::function},
                                  {"func_literal", Notion::lambda},
                                  {"block", Notion::block},
                                  {"source_file", Notion::block},
                                  {"expression_case", Notion::block},
                                  {"default_case", Notion::block},
                                  {"if_statement", Notion::branch},
                                  {"for_statement", Notion::loop_count},
                                  {"return_statement", Notion::returns},
                                  {"break_statement", Notion::jump},
                                  {"continue_statement", Notion::jump},
                                  {"expression_statement", Notion::statement},
                                  {"assignment_statement", Notion::assignment},
                                  {"short_var_declaration", Notion::declarator},
                                  {"var_spec", Notion::declarator},
                                  {"const_spec", Notion::declarator},
                                  {"inc_statement", Notion::step},
                                  {"dec_statement", Notion::step},
                                  {"import_declaration", Notion::import},
                                  {"parameter_list", Notion::parameters},
                                  {"binary_expression", Notion::binary},
                                  {"unary_expression", Notion::unary},
                                  {"call_expression", Notion::call},
                                  {"type_conversion_expression", Notion::call},
                                  {"argument_list", Notion::arguments},
                                  {"index_expression", Notion::index},
                                  {"slice_expression", Notion::index},
                                  {"selector_expression", Notion::member},
                                  {"identifier", Notion::identifier},
                                  {"int_literal", Notion::integer},
                                  {"float_literal", Notion::floating},
                                  {"interpreted_string_literal", Notion::text},
                                  {"raw_string_literal", Notion::text},
                                  {"rune_literal", Notion::text},
                                  {"true", Notion::truth},
                                  {"false", Notion::truth},
                                  {"nil", Notion::nothing},
                                  {"composite_literal", Notion::list},
                                  {"keyed_element", Notion::pair},
                                  {"expression_list", Notion::tuple},
                                  {"parenthesized_expression", Notion::group},
                                  {"variadic_argument", Notion::spread},
                                  {"slice_type", Notion::type},
                                  {"map_type", Notion::type},
                                  {"comment", Notion::comment}};

constexpr Syntax make(Language language) {
    return {
        .language = language,
        .rows = k_rows,
        .bare_conditions = true,
        .both = "&&",
        .either = "||",
        .negation = "!",
        .nothing = "nil",
        .truth = "true",
        .falsehood = "false",
        .end = "",
        .equality = "==",
        .length = "len({0})",
        .is_nothing = "{0} == nil",
        .is_something = "{0} != nil",
        .is_empty = "len({0}) == 0",
        .is_filled = "len({0}) > 0",
        .tail_slice = "{0}[{1}:]",
        .head_slice = "{0}[:{1}]",
        .first_item = "{0}[0]",
        .last_item = "{0}[len({0})-1]",
        .empty_list = "nil",
        .concatenation = "append({0}, {1}...)",
    };
}

}  // namespace

const Syntax k_go_syntax = make(Language::go);

}  // namespace mendel::code
