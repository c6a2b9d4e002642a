#include <fmt/format.h>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "code/language.hpp"
#include "heal/rungs/imports_candidates.hpp"

namespace mendel::heal {

namespace {

/// Spellings of linters: "os.path as p", "typing.List", "a.b" for `import a.b`.
bool is_module(const code::Import& import, const std::string& name) {
    const auto dots = std::string(static_cast<std::size_t>(import.level), '.');
    const auto with_alias = [&](const std::string& full, const std::string& alias) {
        return alias.empty() ? full : full + " as " + alias;
    };
    return import.names.empty() && with_alias(dots + import.module, import.alias) == name;
}

bool is_name(const code::Import& import, const code::ImportedName& known, const std::string& name) {
    const auto dots = std::string(static_cast<std::size_t>(import.level), '.');
    const auto full = dots + import.module + (import.module.empty() ? "" : ".") + known.name;
    return code::bound_name(known) == name || full == name || known.name == name ||
           fmt::format("{} as {}", full, known.alias) == name ||
           fmt::format("{} as {}", known.name, known.alias) == name;
}

bool is_near(const code::Import& import, const std::vector<int>& lines) {
    if (lines.empty())
        return true;
    for (const auto line : lines)
        if (line >= import.line && line <= import.last_line)
            return true;
    return false;
}

/// The first import of the file that the name means, taken out; with "" all names of an import.
std::optional<code::Edit> removal(const code::Tree& tree, const std::string& name,
                                  const std::vector<int>& lines) {
    for (const auto& import : code::imports_of(tree)) {
        if (!is_near(import, lines) || import.form == code::ImportForm::dynamic ||
            import.form == code::ImportForm::export_from || import.module == "__future__")
            continue;
        if (name.empty() || is_module(import, name))
            return code::import_removal(tree, import);
        for (const auto& known : import.names)
            if (is_name(import, known, name))
                return code::import_removal(tree, import, &known);
        const bool is_whole = import.names.empty() && import.binds(name);
        if (is_whole && (import.form == code::ImportForm::require || !is_used(tree, name)))
            return code::import_removal(tree, import);
    }
    return std::nullopt;
}

}  // namespace

Repairs unused_repairs(const Workspace& workspace, const Problem& problem) {
    Repairs repairs;
    auto changed = workspace;
    std::size_t count = 0;
    for (const auto& file : problem.files) {
        // An import taken out by another repair of the round moves the lines of this one.
        const bool is_moved =
            workspace.round().tree.read(file).value_or("") != workspace.read(file).value_or("");
        const auto lines = is_moved ? std::vector<int>() : lines_of(*problem.failure, file);
        const auto tree = changed.parse(file);
        if (!tree || (is_moved && problem.finding.name.empty()))
            continue;
        const auto edit = removal(*tree, problem.finding.name, lines);
        if (edit && changed.edit(file, {*edit}))
            ++count;
    }
    if (count > 0)
        repairs.options.emplace_back(
            std::move(changed),
            problem.finding.name.empty()
                ? "remove an unused import"
                : fmt::format("remove the unused import of {}", problem.finding.name));
    else
        repairs.notes.push_back(fmt::format("{} is no import that can go", problem.finding.name));
    return repairs;
}

}  // namespace mendel::heal
