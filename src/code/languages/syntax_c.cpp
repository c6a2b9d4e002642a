#include "code/syntax.hpp"

namespace mendel::code {

namespace {

/// https://github.com/tree-sitter/tree-sitter-c, tree-sitter-cpp
constexpr Syntax::Row k_rows[] = {{"function_definition", Notion::function},
                                  {"lambda_expression", Notion::lambda},
                                  {"compound_statement", Notion::block},
                                  {"translation_unit", Notion::block},
                                  {"declaration_list", Notion::block},
                                  {"case_statement", Notion::block},
                                  {"field_declaration_list", Notion::type_body},
                                  {"if_statement", Notion::branch},
                                  {"else_clause", Notion::otherwise},
                                  {"while_statement", Notion::loop_while},
                                  {"do_statement", Notion::loop_while},
                                  {"for_statement", Notion::loop_count},
                                  {"for_range_loop", Notion::loop_each},
                                  {"return_statement", Notion::returns},
                                  {"co_return_statement", Notion::returns},
                                  {"break_statement", Notion::jump},
                                  {"continue_statement", Notion::jump},
                                  {"throw_statement", Notion::raises},
                                  {"try_statement", Notion::tries},
                                  {"catch_clause", Notion::catches},
                                  {"expression_statement", Notion::statement},
                                  {"assignment_expression", Notion::assignment},
                                  {"update_expression", Notion::step},
                                  {"init_declarator", Notion::declarator},
                                  {"preproc_include", Notion::import},
                                  {"using_declaration", Notion::import},
                                  {"parameter_list", Notion::parameters},
                                  {"optional_parameter_declaration", Notion::parameter_default},
                                  {"binary_expression", Notion::binary},
                                  {"unary_expression", Notion::unary},
                                  {"pointer_expression", Notion::unary},
                                  {"call_expression", Notion::call},
                                  {"argument_list", Notion::arguments},
                                  {"subscript_expression", Notion::index},
                                  {"field_expression", Notion::member},
                                  {"identifier", Notion::identifier},
                                  {"number_literal", Notion::integer},
                                  {"string_literal", Notion::text},
                                  {"raw_string_literal", Notion::text},
                                  {"char_literal", Notion::text},
                                  {"true", Notion::truth},
                                  {"false", Notion::truth},
                                  {"null", Notion::nothing},
                                  {"initializer_list", Notion::list},
                                  {"parenthesized_expression", Notion::group},
                                  {"conditional_expression", Notion::ternary},
                                  {"cast_expression", Notion::cast},
                                  {"type_descriptor", Notion::type},
                                  {"template_argument_list", Notion::type},
                                  {"comment", Notion::comment}};

constexpr Syntax make(Language language) {
    return {
        .language = language,
        .rows = k_rows,
        .both = "&&",
        .either = "||",
        .negation = "!",
        .truth = "true",
        .falsehood = "false",
        .end = ";",
        .equality = "==",
        .length = "{0}.size()",
        .is_empty = "{0}.empty()",
        .is_filled = "!{0}.empty()",
        .first_item = "{0}[0]",
        .last_item = "{0}.back()",
        .empty_list = "{}",
        .list_of = "{{{0}}}",
    };
}

}  // namespace

const Syntax k_c_syntax = make(Language::c);

const Syntax k_cpp_syntax = make(Language::cpp);

}  // namespace mendel::code
