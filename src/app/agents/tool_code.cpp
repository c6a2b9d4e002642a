#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/agents/tool_described.hpp"
#include "app/agents/tool_paths.hpp"
#include "app/agents/tools.hpp"
#include "base/text.hpp"
#include "code/imports.hpp"
#include "code/symbols.hpp"
#include "code/tree.hpp"

namespace mendel::app {

namespace {

using agent::tool_refusal;
using agent::ToolAnswer;
using agent::ToolCall;

constexpr std::size_t k_most_references = 200;

base::Result<code::Tree> parsed(const Desk& desk, const std::string& path) {
    auto text = tool_read(*desk, path);
    if (!text)
        return base::fail(text.error());
    const auto language = code::language_of(path, *text);
    if (!language)
        return base::fail(base::ErrorKind::refused,
                          fmt::format("The language of '{}' is not read. Use fs_read.", path));
    return code::Tree::parse(*language, std::move(*text));
}

base::Result<code::Tree> tree_of(const Desk& desk, const ToolCall& call) {
    const auto path = tool_path(base::text_at(call.arguments, "path"));
    return path ? parsed(desk, *path) : base::fail(path.error());
}

std::string_view word_of(code::SymbolKind kind) {
    switch (kind) {
        case code::SymbolKind::function:
            return "function";
        case code::SymbolKind::type:
            return "type";
        case code::SymbolKind::variable:
            return "variable";
        case code::SymbolKind::macro:
            return "macro";
        case code::SymbolKind::reexport:
            return "reexport";
    }
    return "symbol";
}

base::Result<ToolAnswer> list_symbols(const Desk& desk, const ToolCall& call) {
    const auto tree = tree_of(desk, call);
    if (!tree)
        return tool_refusal(tree.error().message);
    std::string text;
    for (const auto& symbol : code::symbols_of(*tree))
        text += fmt::format("{}: {} {}\n", symbol.place.line, word_of(symbol.kind), symbol.name);
    return ToolAnswer{text.empty() ? "[no symbols]\n" : text};
}

base::Result<ToolAnswer> list_imports(const Desk& desk, const ToolCall& call) {
    const auto tree = tree_of(desk, call);
    if (!tree)
        return tool_refusal(tree.error().message);
    std::string text;
    for (const auto& import : code::imports_of(*tree)) {
        std::vector<std::string> names;
        for (const auto& name : import.names)
            names.push_back(name.alias.empty() ? name.name : name.name + " as " + name.alias);
        text += fmt::format("{}: {}{}{}\n", import.line,
                            std::string(static_cast<std::size_t>(import.level), '.'), import.module,
                            names.empty() ? "" : " (" + base::join(names, ", ") + ")");
    }
    return ToolAnswer{text.empty() ? "[no imports]\n" : text};
}

/// The lines on which a name stands as a name, not inside text or comments.
void collect(const code::Tree& tree, const std::string& path, const std::string& name,
             std::vector<std::string>& found) {
    const auto lines = base::split_lines(tree.text());
    int last_line = 0;
    code::walk(tree.root(), [&](const code::Node& node) {
        const bool is_name = node.child_count() == 0 && node.text() == name &&
                             base::contains(node.type(), "identifier");
        const int line = node.begin().line;
        if (is_name && line != last_line && found.size() < k_most_references) {
            last_line = line;
            found.push_back(fmt::format(
                "{}:{}: {}", path, line,
                base::ellipsize(base::trim(lines[static_cast<std::size_t>(line - 1)]), 300)));
        }
        return true;
    });
}

base::Result<ToolAnswer> find_references(const Desk& desk, const ToolCall& call) {
    const auto name = base::text_at(call.arguments, "text");
    const auto files = tool_files(*desk);
    if (!files)
        return base::fail(files.error());
    std::vector<std::string> found;
    bool is_any_read = false;
    for (const auto& path : *files) {
        if (call.stop.stop_requested())
            break;
        const auto bytes =
            code::language_of(path) ? tool_read(*desk, path) : base::fail(base::Error{});
        if (!bytes)
            continue;
        is_any_read = true;
        if (!base::contains(*bytes, name))
            continue;
        if (const auto tree = code::Tree::parse(*code::language_of(path, *bytes), *bytes))
            collect(*tree, path, name, found);
    }
    if (!is_any_read)
        return tool_refusal("No file here is in a language that is read.");
    return ToolAnswer{found.empty() ? "[nothing found]\n" : base::join(found, "\n") + "\n"};
}

}  // namespace

std::vector<agent::Tool> code_tools(const Desk& desk) {
    return {described_tool("code_symbols", list_symbols, desk),
            described_tool("code_imports", list_imports, desk),
            described_tool("code_references", find_references, desk)};
}

}  // namespace mendel::app
