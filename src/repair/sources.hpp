#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "code/tree.hpp"
#include "model/round.hpp"

namespace mendel::repair {

/// A function of a source file, methods and named closures included.
struct FunctionSpan {
    std::string name;
    int first_line = 0;              ///< 1-based line of its first token
    int last_line = 0;               ///< 1-based, inclusive
    std::vector<int> lines;          ///< those of its body that hold code, sorted
    std::set<std::string> mentions;  ///< identifiers of its body
};

/// The functions of a file in source order; an inner function's lines belong to the outer one too.
std::vector<FunctionSpan> functions_of(const code::Tree& tree);

/// The outermost functions of a file that have a body, in source order.
std::vector<code::Node> outer_functions(const code::Tree& tree);

/// What a function with a body says before it.
std::string_view head_of(const code::Node& function);

/// Whether it is called `main`.
bool is_main(const code::Node& function);

/// Stretches of lines, first and last, 1-based.
using LineSpans = std::vector<std::pair<int, int>>;

bool holds_line(const LineSpans& spans, int line);

/// Tests that stand in a source file by whatever name: those that Rust
/// marks so (`#[test]`, `#[cfg(test)]`), and the `main` of C, C++ and Java that asserts.
LineSpans tests_within(const code::Tree& tree);

/// Lines that hold code: no blanks, comments or lone strings. 1-based, sorted.
std::vector<int> code_lines(const code::Tree& tree);

/// Identifiers of a text in any language, keywords among them.
std::set<std::string> identifiers_of(std::string_view text);

/// A path that a tool printed, relative to the root; as it is where it lies outside.
std::string relative_path(const model::TreeView& tree, std::string path);

/// The file parsed; nothing where it is missing or of an unknown language.
std::optional<code::Tree> parsed_file(const model::TreeView& tree, const std::string& path);

/// Files of the tree that a file imports, includes or shares a package with; test files left out.
std::vector<std::string> imported_files(const model::TreeView& tree, const std::string& path);

}  // namespace mendel::repair
