#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "code/tree.hpp"

namespace mendel::code {

/// What a node of a concrete syntax tree stands for, whatever its language calls it.
enum class Notion : unsigned char {
    other,
    // places of definitions and statements
    function,
    lambda,
    type_body,
    block,
    branch,  ///< `if`, and `elif` of Python
    otherwise,
    loop_while,
    loop_count,  ///< the loop of three clauses
    loop_each,
    returns,
    jump,  ///< break and continue
    raises,
    tries,
    catches,
    statement,  ///< an expression as a statement
    assignment,
    augmented,
    step,  ///< ++ and --
    declarator,
    import,
    parameters,
    parameter_default,
    // expressions
    binary,
    unary,
    call,
    arguments,
    keyword,
    index,
    slice,
    member,
    identifier,
    integer,
    floating,
    text,
    truth,
    nothing,
    list,
    mapping,
    pair,
    set,
    tuple,
    group,  ///< parentheses
    ternary,
    waits,
    yields,
    comprehension,
    comprehension_clause,
    spread,
    cast,
    // neither
    type,
    comment,
};

/// One language's node names and spellings; one file of syntax/ each.
struct Syntax {
    struct Row {
        std::string_view type;
        Notion notion;
    };
    Language language;
    std::span<const Row> rows;
    bool indented = false;         ///< blocks by indentation
    bool bare_conditions = false;  ///< conditions stand without parentheses
    std::string_view both;         ///< "and", "&&"
    std::string_view either;       ///< "or", "||"
    std::string_view negation;     ///< "not ", "!"
    std::string_view nothing;      ///< "None", "null", "nil"; empty where there is none
    std::string_view truth;
    std::string_view falsehood;
    std::string_view end;            ///< of a statement: ";" or ""
    std::string_view equality;       ///< "==", "==="
    std::string_view length;         ///< "len({})"
    std::string_view is_nothing;     ///< "{} is None"
    std::string_view is_something;   ///< "{} is not None"
    std::string_view is_empty;       ///< "not {}", "{}.length === 0"
    std::string_view is_filled;      ///< "{}", "{}.length > 0"
    std::string_view tail_slice;     ///< "{0}[{1}:]"
    std::string_view head_slice;     ///< "{0}[:{1}]"
    std::string_view first_item;     ///< "{}[0]"
    std::string_view text_length;    ///< where it is another than that of a list
    std::string_view array_length;   ///< the same
    std::string_view last_item;      ///< "{}[-1]"
    std::string_view empty_list;     ///< "[]"
    std::string_view list_of;        ///< "[{}]"
    std::string_view concatenation;  ///< of two lists: "{0} + {1}"
};

extern const Syntax k_python_syntax;
extern const Syntax k_javascript_syntax;
extern const Syntax k_typescript_syntax;
extern const Syntax k_tsx_syntax;
extern const Syntax k_c_syntax;
extern const Syntax k_cpp_syntax;
extern const Syntax k_go_syntax;
extern const Syntax k_java_syntax;
extern const Syntax k_rust_syntax;

const Syntax& syntax_of(Language language);

/// The neutral notion of a node; `other` for anonymous nodes and unknown ones.
Notion notion_of(const Syntax& syntax, const Node& node);

/// Whether the notion is one of an expression.
bool is_expression(Notion notion);

/// An expression with two operands and the token between them.
struct Binary {
    Node left;
    Node sign;
    Node right;
};

enum class SignClass { none, order, equality, membership, identity, logical, arithmetic, bitwise };

/// What kind of operator a sign is: "<" order, "==" equality, "and" logical ...
SignClass class_of(std::string_view sign);

/// "<" to ">", "<=" to ">=": what holds when the operands change places; empty where none.
std::string_view mirrored(std::string_view sign);

}  // namespace mendel::code
