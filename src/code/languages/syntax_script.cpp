#include "code/syntax.hpp"

namespace mendel::code {

namespace {

/// JavaScript, TypeScript and TSX share their nodes:
/// https://github.com/tree-sitter/tree-sitter-javascript, tree-sitter-typescript
constexpr Syntax::Row k_rows[] = {{"function_declaration", Notion::function},
                                  {"generator_function_declaration", Notion::function},
                                  {"function_expression", Notion::lambda},
                                  {"generator_function", Notion::lambda},
                                  {"method_definition", Notion::function},
                                  {"arrow_function", Notion::lambda},
                                  {"statement_block", Notion::block},
                                  {"program", Notion::block},
                                  {"class_body", Notion::type_body},
                                  {"switch_case", Notion::block},
                                  {"switch_default", Notion::block},
                                  {"if_statement", Notion::branch},
                                  {"else_clause", Notion::otherwise},
                                  {"while_statement", Notion::loop_while},
                                  {"do_statement", Notion::loop_while},
                                  {"for_statement", Notion::loop_count},
                                  {"for_in_statement", Notion::loop_each},
                                  {"return_statement", Notion::returns},
                                  {"break_statement", Notion::jump},
                                  {"continue_statement", Notion::jump},
                                  {"throw_statement", Notion::raises},
                                  {"try_statement", Notion::tries},
                                  {"catch_clause", Notion::catches},
                                  {"expression_statement", Notion::statement},
                                  {"assignment_expression", Notion::assignment},
                                  {"augmented_assignment_expression", Notion::augmented},
                                  {"update_expression", Notion::step},
                                  {"variable_declarator", Notion::declarator},
                                  {"import_statement", Notion::import},
                                  {"formal_parameters", Notion::parameters},
                                  {"assignment_pattern", Notion::parameter_default},
                                  {"binary_expression", Notion::binary},
                                  {"unary_expression", Notion::unary},
                                  {"call_expression", Notion::call},
                                  {"new_expression", Notion::call},
                                  {"arguments", Notion::arguments},
                                  {"subscript_expression", Notion::index},
                                  {"member_expression", Notion::member},
                                  {"identifier", Notion::identifier},
                                  {"shorthand_property_identifier", Notion::identifier},
                                  {"undefined", Notion::identifier},
                                  {"number", Notion::integer},
                                  {"string", Notion::text},
                                  {"template_string", Notion::text},
                                  {"true", Notion::truth},
                                  {"false", Notion::truth},
                                  {"null", Notion::nothing},
                                  {"array", Notion::list},
                                  {"object", Notion::mapping},
                                  {"pair", Notion::pair},
                                  {"parenthesized_expression", Notion::group},
                                  {"ternary_expression", Notion::ternary},
                                  {"await_expression", Notion::waits},
                                  {"yield_expression", Notion::yields},
                                  {"spread_element", Notion::spread},
                                  {"as_expression", Notion::cast},
                                  {"non_null_expression", Notion::cast},
                                  {"type_annotation", Notion::type},
                                  {"type_arguments", Notion::type},
                                  {"comment", Notion::comment}};

constexpr Syntax script(Language language) {
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
        .equality = "===",
        .length = "{0}.length",
        .is_nothing = "{0} == null",
        .is_something = "{0} != null",
        .is_empty = "{0}.length === 0",
        .is_filled = "{0}.length > 0",
        .tail_slice = "{0}.slice({1})",
        .head_slice = "{0}.slice(0, {1})",
        .first_item = "{0}[0]",
        .last_item = "{0}[{0}.length - 1]",
        .empty_list = "[]",
        .list_of = "[{0}]",
        .concatenation = "[...{0}, ...{1}]",
    };
}

}  // namespace

const Syntax k_javascript_syntax = script(Language::javascript);
const Syntax k_typescript_syntax = script(Language::typescript);
const Syntax k_tsx_syntax = script(Language::tsx);

}  // namespace mendel::code
