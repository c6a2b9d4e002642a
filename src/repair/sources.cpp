#include "repair/sources.hpp"

#include <algorithm>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "code/imports.hpp"
#include "code/language.hpp"
#include "code/syntax.hpp"
#include "sys/files.hpp"

namespace mendel::repair {
namespace {

bool is_one_of(std::string_view type, std::initializer_list<std::string_view> types) {
    return std::find(types.begin(), types.end(), type) != types.end();
}

bool is_function(const code::Node& node) {
    return node.is_named() &&
           is_one_of(node.type(),
                     {"function_definition", "function_declaration", "method_definition",
                      "method_declaration", "constructor_declaration", "function_item",
                      "generator_function_declaration", "arrow_function", "function_expression",
                      "generator_function", "function", "func_literal", "lambda_expression"});
}

/// The identifier within a C declarator, an assignment's left side or a member chain.
std::string last_identifier(const code::Node& node) {
    std::string name;
    walk(node, [&](const code::Node& inner) {
        if (is_one_of(inner.type(), {"parameter_list", "parameters", "formal_parameters"}))
            return false;
        if (is_one_of(inner.type(), {"identifier", "field_identifier", "property_identifier",
                                     "destructor_name", "operator_name"}))
            name = std::string(inner.text());
        return true;
    });
    return name;
}

std::string name_of(const code::Node& function) {
    if (const auto name = function.field("name"))
        return std::string(name.text());
    if (const auto declarator = function.field("declarator"))
        return last_identifier(declarator);
    const auto holder = function.parent();
    for (const auto* field : {"name", "key", "left"})
        if (const auto name = holder.field(field); name && !(name == function))
            return last_identifier(name);
    return {};
}

bool is_comment(std::string_view type) {
    return type.find("comment") != std::string_view::npos;
}

/// A string that stands alone as a statement: documentation.
bool is_lone_string(const code::Node& node) {
    return node.type() == "expression_statement" && node.named_children().size() == 1 &&
           node.child(0).type() == "string";
}

std::vector<int> lines_below(const code::Node& top) {
    std::set<int> lines;
    walk(top, [&](const code::Node& node) {
        if (is_comment(node.type()) || is_lone_string(node))
            return false;
        if (node.child_count() == 0 && node.end().offset > node.begin().offset)
            lines.insert(node.begin().line);
        return true;
    });
    return {lines.begin(), lines.end()};
}

std::set<std::string> mentions_below(const code::Node& top) {
    std::set<std::string> names;
    walk(top, [&](const code::Node& node) {
        if (node.child_count() == 0 && node.type().find("identifier") != std::string_view::npos)
            names.emplace(node.text());
        return true;
    });
    return names;
}

std::string_view file_name_of(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string ending_of(std::string_view path) {
    const auto name = file_name_of(path);
    const auto dot = name.rfind('.');
    return dot == std::string_view::npos ? "" : std::string(name.substr(dot));
}

bool ends_with_path(std::string_view path, std::string_view tail) {
    if (path.size() < tail.size() || path.substr(path.size() - tail.size()) != tail)
        return false;
    return path.size() == tail.size() || path[path.size() - tail.size() - 1] == '/';
}

/// How the files may be called that an import stands for, without their folder.
std::vector<std::string> tails_of(const code::Import& import, code::Language language) {
    if (language != code::Language::python) {
        auto module = base::normal_path(import.module);
        while (module.rfind("../", 0) == 0)
            module.erase(0, 3);
        if (import.form == code::ImportForm::include)
            return {module};
        std::vector<std::string> tails = {module};
        for (const auto* ending :
             {".js", ".ts", ".mjs", ".cjs", ".jsx", ".tsx", "/index.js", "/index.ts"})
            tails.push_back(module + ending);
        return tails;
    }
    std::vector<std::string> tails;
    const auto add = [&](const std::string& module) {
        const auto path = base::replace_all(module, ".", "/");
        tails.push_back(path + ".py");
        tails.push_back(path + "/__init__.py");
    };
    if (!import.module.empty())
        add(import.module);
    for (const auto& name : import.names)
        add(import.module.empty() ? name.name : import.module + "." + name.name);
    return tails;
}

bool is_own_import(const code::Import& import, code::Language language) {
    if (language == code::Language::python)
        return true;
    if (import.form == code::ImportForm::include)
        return !import.is_system;
    return import.module.rfind('.', 0) == 0 || import.module.rfind("src/", 0) == 0;
}

std::set<std::string> named_by_imports(const code::Tree& parsed,
                                       const std::vector<std::string>& files) {
    std::set<std::string> found;
    for (const auto& import : code::imports_of(parsed)) {
        if (!is_own_import(import, parsed.language()))
            continue;
        for (const auto& tail : tails_of(import, parsed.language()))
            for (const auto& file : files)
                if (ends_with_path(file, tail))
                    found.insert(file);
    }
    return found;
}

/// Files of the same kind in the same folder.
std::set<std::string> of_its_package(const std::string& path,
                                     const std::vector<std::string>& files) {
    const auto folder = sys::parent_path(path);
    const auto ending = ending_of(path);
    std::set<std::string> found;
    for (const auto& file : files)
        if (sys::parent_path(file) == folder && ending_of(file) == ending)
            found.insert(file);
    return found;
}

/// Of C, C++ and Java: `main` functions that fail where something does not hold.
LineSpans asserting_mains(const code::Tree& tree) {
    static const base::Regex asserts("\\bassert\\b|\\bAssertionError\\b|\\babort\\s*\\(");
    LineSpans spans;
    if (!code::is_c_family(tree.language()) && tree.language() != code::Language::java)
        return spans;
    for (const auto& function : outer_functions(tree))
        if (is_main(function) && asserts.found_in(function.field("body").text()))
            spans.emplace_back(function.begin().line, function.end().line);
    return spans;
}

}  // namespace

std::vector<FunctionSpan> functions_of(const code::Tree& tree) {
    std::vector<FunctionSpan> spans;
    walk(tree.root(), [&](const code::Node& node) {
        if (!is_function(node))
            return true;
        const auto body = node.field("body");
        spans.push_back({.name = name_of(node),
                         .first_line = node.begin().line,
                         .last_line = node.end().line,
                         .lines = lines_below(body ? body : node),
                         .mentions = mentions_below(node)});
        return true;
    });
    return spans;
}

std::vector<code::Node> outer_functions(const code::Tree& tree) {
    const auto& syntax = code::syntax_of(tree.language());
    std::vector<code::Node> functions;
    code::walk(tree.root(), [&](const code::Node& node) {
        if (code::notion_of(syntax, node) != code::Notion::function)
            return true;
        if (node.field("body"))
            functions.push_back(node);
        return false;
    });
    return functions;
}

std::string_view head_of(const code::Node& function) {
    const auto begin = function.begin().offset;
    return function.source().substr(begin, function.field("body").begin().offset - begin);
}

bool is_main(const code::Node& function) {
    static const base::Regex pattern("\\bmain\\s*\\(");
    return pattern.found_in(head_of(function));
}

bool holds_line(const LineSpans& spans, int line) {
    return std::any_of(spans.begin(), spans.end(), [line](const auto& span) {
        return span.first <= line && line <= span.second;
    });
}

LineSpans tests_within(const code::Tree& tree) {
    static const base::Regex mark("\\btest\\b");
    auto spans = asserting_mains(tree);
    for (const auto& attribute : tree.all("attribute_item")) {
        auto marked = attribute.next_sibling();
        while (marked && (marked.type() == "attribute_item" || is_comment(marked.type())))
            marked = marked.next_sibling();
        if (marked && mark.found_in(attribute.text()))
            spans.emplace_back(attribute.begin().line, marked.end().line);
    }
    return spans;
}

std::vector<int> code_lines(const code::Tree& tree) {
    return lines_below(tree.root());
}

std::set<std::string> identifiers_of(std::string_view text) {
    std::set<std::string> names;
    std::size_t begin = 0;
    while (begin < text.size()) {
        std::size_t end = begin;
        while (end < text.size() && base::is_word_byte(text[end]))
            ++end;
        if (const auto word = text.substr(begin, end - begin); base::is_identifier(word))
            names.emplace(word);
        begin = std::max(end, begin + 1);
    }
    return names;
}

std::string relative_path(const model::TreeView& tree, std::string path) {
    constexpr std::string_view k_url = "file://";
    if (path.rfind(k_url, 0) == 0)
        path.erase(0, k_url.size());
    if (path.rfind(tree.root + "/", 0) == 0)
        path.erase(0, tree.root.size() + 1);
    return base::normal_path(path);
}

std::optional<code::Tree> parsed_file(const model::TreeView& tree, const std::string& path) {
    auto text = tree.read(path);
    if (!text)
        return {};
    const auto language = code::language_of(path, *text);
    if (!language)
        return {};
    auto parsed = code::Tree::parse(*language, std::move(*text));
    if (!parsed)
        return {};
    return std::move(*parsed);
}

std::vector<std::string> imported_files(const model::TreeView& tree, const std::string& path) {
    const auto files = tree.files();
    if (!files)
        return {};
    const auto parsed = parsed_file(tree, path);
    auto found = parsed ? named_by_imports(*parsed, *files) : std::set<std::string>();
    if (!parsed || parsed->language() == code::Language::go ||
        parsed->language() == code::Language::java)
        found.merge(of_its_package(path, *files));
    std::vector<std::string> sources;
    for (const auto& file : found)
        if (file != path && !code::is_test_file(file))
            sources.push_back(file);
    return sources;
}

}  // namespace mendel::repair
