#include "heal/rungs/imports_script.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "base/text.hpp"
#include "code/language.hpp"
#include "heal/rungs/imports_tables.hpp"

namespace mendel::heal {

namespace {

constexpr int k_used_elsewhere = 100;
constexpr int k_exported = 90;
constexpr int k_default_export = 88;
constexpr int k_builtin = 80;
constexpr int k_package = 75;

std::string label_of(const code::NewImport& import) {
    const auto bound = import.alias.empty() ? import.name : import.alias;
    return fmt::format("import {} from '{}'", bound, import.module);
}

/// Letters and digits alone, lower case: "my-widget.js" and "MyWidget" compare equal.
std::string folded(std::string_view name) {
    std::string letters;
    for (const auto letter : name)
        if (std::isalnum(static_cast<unsigned char>(letter)) != 0)
            letters += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    return letters;
}

/// What a file is called by those who import it: an index file like its folder.
std::string called(const std::string& file) {
    const bool is_index = file_name_of(file).rfind("index.", 0) == 0;
    return script_stem(is_index ? folder_of(file) : file);
}

/// All ways to bring one name into one file.
class Search {
  public:
    Search(const Workspace& workspace, const ScriptModules& modules, std::string file,
           std::string name)
        : m_workspace(workspace),
          m_modules(modules),
          m_file(std::move(file)),
          m_name(std::move(name)),
          m_tree(workspace.parse(m_file)) {}

    std::vector<Candidate> run() {
        if (!m_tree || !is_lacking(*m_tree, m_name))
            return {};
        m_style = code::script_style(*m_tree).value_or(m_modules.style_of(m_file));
        m_packages = m_modules.packages(m_file);
        for (const auto& file : m_modules.files())
            search_file(file);
        prefer_frequent(m_found, k_used_elsewhere);
        search_builtins();
        search_packages();
        rank(m_found);
        return std::move(m_found);
    }

  private:
    void add(code::NewImport import, int score) {
        import.style = m_style;
        Candidate candidate{.import = std::move(import), .score = score};
        candidate.label = label_of(candidate.import);
        m_found.push_back(std::move(candidate));
    }

    void search_file(const std::string& file) {
        const auto text = m_workspace.read(file);
        const bool names_it = text && base::contains(*text, m_name);
        const bool is_called_so = folded(called(file)) == folded(m_name);
        if (file == m_file || (!names_it && !is_called_so))
            return;
        const auto tree = m_workspace.parse(file);
        if (!tree)
            return;
        for (const auto& import : code::imports_of(*tree))
            add_import_like(file, import);
        if (code::is_test_file(file) && !code::is_test_file(m_file))
            return;
        for (const auto& symbol : code::symbols_of(*tree))
            add_export(file, symbol);
    }

    void add_import_like(const std::string& file, const code::Import& import) {
        auto module = import.module;
        if (module.substr(0, 1) == ".") {
            const auto target = m_modules.resolved(file, module);
            if (target.empty() || target == m_file)
                return;
            module = m_modules.specifier(m_file, target, "");
        }
        if (import.form != code::ImportForm::from && import.form != code::ImportForm::require)
            return;
        if (import.alias == m_name && import.names.empty())
            add({.module = module,
                 .name = m_style == code::ScriptStyle::esm ? "default" : "*",
                 .alias = m_name},
                k_used_elsewhere);
        for (const auto& known : import.names) {
            if (code::bound_name(known) != m_name)
                continue;
            const bool is_whole = known.name == "default" || known.name == "*";
            const auto name = is_whole && m_style == code::ScriptStyle::commonjs ? "*" : known.name;
            add({.module = module,
                 .name = name,
                 .alias = name == m_name ? "" : m_name,
                 .is_type = import.is_type},
                k_used_elsewhere);
        }
    }

    void add_export(const std::string& file, const code::Symbol& symbol) {
        if (symbol.kind == code::SymbolKind::reexport && symbol.name != m_name)
            return;
        const auto module = m_modules.specifier(m_file, file, "");
        if (!symbol.is_default) {
            if (symbol.name == m_name)
                add({.module = module, .name = m_name}, k_exported);
            return;
        }
        const bool is_called_so = symbol.name == m_name || folded(called(file)) == folded(m_name);
        if (is_called_so)
            add({.module = module,
                 .name = m_style == code::ScriptStyle::esm ? "default" : "*",
                 .alias = m_name},
                k_default_export);
    }

    /// "node:fs" where the repository writes so.
    std::string builtin_spelling(const std::string& module) const {
        for (const auto& file : m_modules.files()) {
            const auto text = m_workspace.read(file);
            if (text && (base::contains(*text, "'node:") || base::contains(*text, "\"node:")))
                return "node:" + module;
        }
        return module;
    }

    void search_builtins() {
        const bool has_members = base::contains(m_tree->text(), m_name + ".");
        const bool is_typescript = m_tree->language() != code::Language::javascript;
        if (has_members && is_node_builtin(m_name)) {
            const bool as_default = m_style == code::ScriptStyle::esm && !is_typescript;
            add({.module = builtin_spelling(m_name),
                 .name = as_default ? "default" : "*",
                 .alias = m_name},
                k_builtin);
        } else if (const auto home = node_home_of(m_name); !home.empty()) {
            add({.module = builtin_spelling(home), .name = m_name}, k_builtin - 1);
        }
    }

    void search_packages() {
        for (const auto& package : m_packages) {
            const bool is_lodash =
                m_name == "_" && (package == "lodash" || package == "underscore");
            const bool is_jquery = m_name == "$" && package == "jquery";
            if (folded(package) != folded(m_name) && !is_lodash && !is_jquery)
                continue;
            add({.module = package,
                 .name = m_style == code::ScriptStyle::esm ? "default" : "*",
                 .alias = m_name},
                k_package);
        }
    }

    const Workspace& m_workspace;
    const ScriptModules& m_modules;
    std::string m_file;
    std::string m_name;
    std::shared_ptr<const code::Tree> m_tree;
    code::ScriptStyle m_style = code::ScriptStyle::esm;
    std::set<std::string> m_packages;
    std::vector<Candidate> m_found;
};

bool add_to(Workspace& workspace, const std::string& file, const Candidate& candidate) {
    const auto tree = workspace.parse(file);
    const auto edit =
        tree ? code::import_edit(*tree, candidate.import, script_section) : std::nullopt;
    return edit && workspace.edit(file, {*edit});
}

}  // namespace

Repairs script_name_repairs(const Workspace& workspace, const Problem& problem) {
    const ScriptModules modules(workspace);
    const auto& name = problem.finding.name;
    return name_repairs(
        workspace, problem,
        {.search =
             [&](const std::string& file) { return Search(workspace, modules, file, name).run(); },
         .add = add_to,
         .nothing = fmt::format("nothing exports {}", name)});
}

}  // namespace mendel::heal
