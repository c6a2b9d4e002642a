#include "code/syntax.hpp"

namespace mendel::code {

namespace {

/// https://github.com/tree-sitter/tree-sitter-java
constexpr Syntax::Row k_rows[] = {{"method_declaration", Notion::function},
                                  {"constructor_declaration", Notion::function},
                                  {"lambda_expression", Notion::lambda},
                                  {"block", Notion::block},
                                  {"constructor_body", Notion::block},
                                  {"program", Notion::block},
                                  {"switch_block_statement_group", Notion::block},
                                  {"class_body", Notion::type_body},
                                  {"interface_body", Notion::type_body},
                                  {"enum_body", Notion::type_body},
                                  {"if_statement", Notion::branch},
                                  {"while_statement", Notion::loop_while},
                                  {"do_statement", Notion::loop_while},
                                  {"for_statement", Notion::loop_count},
                                  {"enhanced_for_statement", Notion::loop_each},
                                  {"return_statement", Notion::returns},
                                  {"break_statement", Notion::jump},
                                  {"continue_statement", Notion::jump},
                                  {"throw_statement", Notion::raises},
                                  {"try_statement", Notion::tries},
                                  {"catch_clause", Notion::catches},
                                  {"expression_statement", Notion::statement},
                                  {"assignment_expression", Notion::assignment},
                                  {"update_expression", Notion::step},
                                  {"variable_declarator", Notion::declarator},
                                  {"import_declaration", Notion::import},
                                  {"package_declaration", Notion::import},
                                  {"formal_parameters", Notion::parameters},
                                  {"binary_expression", Notion::binary},
                                  {"unary_expression", Notion::unary},
                                  {"method_invocation", Notion::call},
                                  {"object_creation_expression", Notion::call},
                                  {"argument_list", Notion::arguments},
                                  {"array_access", Notion::index},
                                  {"field_access", Notion::member},
                                  {"identifier", Notion::identifier},
                                  {"decimal_integer_literal", Notion::integer},
                                  {"hex_integer_literal", Notion::integer},
                                  {"decimal_floating_point_literal", Notion::floating},
                                  {"string_literal", Notion::text},
                                  {"character_literal", Notion::text},
                                  {"true", Notion::truth},
                                  {"false", Notion::truth},
                                  {"null_literal", Notion::nothing},
                                  {"array_initializer", Notion::list},
                                  {"parenthesized_expression", Notion::group},
                                  {"ternary_expression", Notion::ternary},
                                  {"cast_expression", Notion::cast},
                                  {"type_arguments", Notion::type},
                                  {"generic_type", Notion::type},
                                  {"line_comment", Notion::comment},
                                  {"block_comment", Notion::comment}};

constexpr Syntax make(Language language) {
    return {
        .language = language,
        .rows = k_rows,
        .both = "&&",
        .either = "||",
        .negation = "!",
        .nothing = "null",
        .truth = "true",
        .falsehood = "false",
        .end = ";",
        .equality = "==",
        .length = "{0}.size()",
        .is_nothing = "{0} == null",
        .is_something = "{0} != null",
        .is_empty = "{0}.isEmpty()",
        .is_filled = "!{0}.isEmpty()",
        .tail_slice = "{0}.substring({1})",
        .head_slice = "{0}.substring(0, {1})",
        .first_item = "{0}.get(0)",
        .text_length = "{0}.length()",
        .array_length = "{0}.length",
        .last_item = "{0}.get({0}.size() - 1)",
        .empty_list = "new ArrayList<>()",
        .list_of = "new ArrayList<>(List.of({0}))",
    };
}

}  // namespace

const Syntax k_java_syntax = make(Language::java);

}  // namespace mendel::code
