#include <fmt/format.h>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "code/language.hpp"
#include "heal/rungs/imports_candidates.hpp"
#include "heal/rungs/imports_python.hpp"

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

/// What a linter calls unused in one file.
struct Unused {
    std::string name;        ///< with "" all names of an import
    std::vector<int> lines;  ///< empty: anywhere
};

/// An import and the one name of it that is meant; no name for all of it.
struct Meant {
    code::Import import;
    std::optional<code::ImportedName> name;
};

/// The first import of the file that is meant.
std::optional<Meant> meant_by(const code::Tree& tree, const Unused& unused) {
    const auto& name = unused.name;
    for (const auto& import : code::imports_of(tree)) {
        if (!is_near(import, unused.lines) || import.form == code::ImportForm::dynamic ||
            import.form == code::ImportForm::export_from || import.module == "__future__")
            continue;
        if (name.empty() || is_module(import, name))
            return Meant{import, std::nullopt};
        for (const auto& known : import.names)
            if (is_name(import, known, name))
                return Meant{import, known};
        const bool is_whole = import.names.empty() && import.binds(name);
        if (is_whole && (import.form == code::ImportForm::require || !is_used(tree, name)))
            return Meant{import, std::nullopt};
    }
    return std::nullopt;
}

/// Whether others may reach the import through this file: a package's __init__.py, or a file that
/// lists what it offers, imports what the repository defines itself.
bool is_public(const Workspace& workspace, const std::string& file, const Meant& meant) {
    const auto tree = workspace.parse(file);
    if (tree->language() != code::Language::python)
        return false;
    if (file_name_of(file) != "__init__.py" && !base::contains(tree->text(), "__all__"))
        return false;
    const PythonModules modules(workspace);
    const auto module = modules.absolute(file, meant.import.module, meant.import.level);
    return meant.import.level > 0 || !modules.file_of(module).empty();
}

}  // namespace

Repairs unused_repairs(const Workspace& workspace, const Problem& problem) {
    Repairs repairs;
    auto changed = workspace;
    std::size_t count = 0;
    const auto& name = problem.finding.name;
    for (const auto& file : problem.files) {
        // An import taken out by another repair of the round moves the lines of this one.
        const bool is_moved =
            workspace.round().tree.read(file).value_or("") != workspace.read(file).value_or("");
        const auto lines = is_moved ? std::vector<int>() : lines_of(*problem.failure, file);
        const auto tree = changed.parse(file);
        const auto meant = tree ? meant_by(*tree, {name, lines}) : std::nullopt;
        if (!meant || (is_moved && name.empty()))
            continue;
        if (is_public(changed, file, *meant)) {
            repairs.notes.push_back(
                fmt::format("{} offers {} to others: add it to __all__ or "
                            "remove the import",
                            file, name));
            continue;
        }
        const auto edit =
            code::import_removal(*tree, meant->import, meant->name ? &*meant->name : nullptr);
        if (edit && changed.edit(file, {*edit}))
            ++count;
    }
    if (count > 0)
        repairs.options.emplace_back(
            std::move(changed), name.empty() ? "remove an unused import"
                                             : fmt::format("remove the unused import of {}", name));
    else if (repairs.notes.empty())
        repairs.notes.push_back(fmt::format("{} is no import that can go", name));
    return repairs;
}

}  // namespace mendel::heal
