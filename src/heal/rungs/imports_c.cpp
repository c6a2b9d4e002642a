#include <algorithm>

#include <fmt/format.h>

#include "base/distance.hpp"
#include "base/regex.hpp"
#include "base/text.hpp"
#include "code/language.hpp"
#include "code/symbols.hpp"
#include "heal/rungs/imports_candidates.hpp"
#include "heal/rungs/imports_tables.hpp"

namespace mendel::heal {

namespace {

constexpr int k_standard = 100;
constexpr int k_own = 80;

bool is_header(const std::string& file) {
    const auto name = file_name_of(file);
    const auto dot = name.rfind('.');
    return dot != std::string::npos && dot + 1 < name.size() &&
           (name[dot + 1] == 'h' || name[dot + 1] == 'H' || name.substr(dot) == ".ipp");
}

int shared_parts(const std::string& left, const std::string& right) {
    const auto one = base::split(left, '/');
    const auto two = base::split(right, '/');
    int shared = 0;
    while (static_cast<std::size_t>(shared) < std::min(one.size(), two.size()) &&
           one[static_cast<std::size_t>(shared)] == two[static_cast<std::size_t>(shared)])
        ++shared;
    return shared;
}

bool is_c_source(const std::string& file) {
    const auto language = code::language_of(file);
    return language ? code::is_c_family(*language) : is_header(file);
}

/// Whether an include, as a file writes it, can mean a header by a search path.
bool is_spelling(const std::string& written, const std::string& header) {
    const auto suffix = "/" + base::normal_path(written);
    const auto path = "/" + header;
    return !base::contains(written, "..") && path.size() >= suffix.size() &&
           path.substr(path.size() - suffix.size()) == suffix;
}

/// The way in which most other files include a header; "" where none does.
std::string usual_spelling(const Workspace& workspace, const std::string& file,
                           const std::string& header) {
    std::map<std::string, int> counts;
    for (const auto& other : workspace.files()) {
        const auto text = is_c_source(other) ? workspace.read(other) : std::nullopt;
        const auto tree =
            text && base::contains(*text, file_name_of(header)) ? workspace.parse(other) : nullptr;
        if (!tree)
            continue;
        // A bare name from the header's own folder says nothing about search paths.
        const bool is_neighbour =
            folder_of(other) == folder_of(header) && folder_of(file) != folder_of(header);
        for (const auto& import : code::imports_of(*tree))
            if (is_spelling(import.module, header) &&
                (!is_neighbour || base::contains(import.module, "/")))
                ++counts[import.module];
    }
    const auto best = std::max_element(
        counts.begin(), counts.end(),
        [](const auto& left, const auto& right) { return left.second < right.second; });
    return best == counts.end() ? "" : best->first;
}

/// How a file is to write the include of a header: as most others do, else from its own folder or
/// from the usual include folders.
std::string spelled(const Workspace& workspace, const std::string& file,
                    const std::string& header) {
    if (auto usual = usual_spelling(workspace, file, header); !usual.empty())
        return usual;
    if (folder_of(file) == folder_of(header))
        return file_name_of(header);
    for (const std::string root : {"include/", "src/", "inc/"}) {
        const auto at = ("/" + header).find("/" + root);
        if (at != std::string::npos)
            return header.substr(at + root.size());
    }
    const auto relative = path_between(folder_of(file), header);
    return relative.rfind("./", 0) == 0 ? relative.substr(2) : relative;
}

bool declares(const std::vector<code::Symbol>& symbols, const std::string& name) {
    return std::any_of(symbols.begin(), symbols.end(), [&](const code::Symbol& symbol) {
        const auto& known = symbol.name;
        return known == name || (known.size() > name.size() + 2 &&
                                 known.substr(known.size() - name.size() - 2) == "::" + name);
    });
}

/// Whether a file includes headers of C by the names that C++ gives them: always, or sometimes
/// where the compiler proposes such a name.
bool writes_cpp_spelling(const code::Tree& tree, bool is_proposed) {
    int ours = 0;
    int others = 0;
    for (const auto& import : code::imports_of(tree)) {
        const auto& header = import.module;
        others += cpp_spelling(header) != header ? 1 : 0;
        ours += header.substr(0, 1) == "c" && cpp_spelling(header.substr(1) + ".h") == header;
    }
    return ours > 0 && (others == 0 || is_proposed);
}

/// The header of the language's library that declares a name, as the file spells such; "": none.
std::string standard_header(const code::Tree& tree, const std::string& name,
                            const std::string& hint) {
    if (tree.language() != code::Language::cpp)
        return c_header_of(name);
    const auto header = cpp_header_of(name);
    const auto spelling = cpp_spelling(header);
    return writes_cpp_spelling(tree, hint == spelling) ? spelling : header;
}

std::vector<Candidate> candidates_of(const Workspace& workspace, const std::string& file,
                                     const std::string& name, const std::string& standard) {
    std::vector<Candidate> found;
    const bool is_std = name.rfind("std::", 0) == 0;
    if (!standard.empty())
        found.push_back({.import = {.module = standard, .is_system = true, .path = file},
                         .score = k_standard,
                         .label = "#include <" + standard + ">"});
    if (is_std)
        return found;
    const auto bare = name.substr(name.rfind(':') == std::string::npos ? 0 : name.rfind(':') + 1);
    for (const auto& header : workspace.files()) {
        if (!is_header(header) || header == file)
            continue;
        const auto text = workspace.read(header);
        const auto tree = text && base::contains(*text, bare) ? workspace.parse(header) : nullptr;
        if (!tree || !declares(code::symbols_of(*tree), name))
            continue;
        const auto written = spelled(workspace, file, header);
        found.push_back({.import = {.module = written, .path = file},
                         .score = k_own + shared_parts(file, header),
                         .label = "#include \"" + written + "\""});
    }
    // A declaration of the repository's own is meant rather than a namesake of the library.
    if (found.size() > 1 && !standard.empty())
        found[0].score = k_own - 1;
    rank(found);
    return found;
}

/// Compilers say where the name is used; the include belongs there, not where it was instantiated.
bool uses(const code::Tree& tree, const std::string& name) {
    const auto bare = name.substr(name.rfind(':') == std::string::npos ? 0 : name.rfind(':') + 1);
    return base::contains(tree.text(), bare);
}

/// The header that the compiler itself proposes; "": none.
std::string hinted_header(const model::Failure& failure) {
    static const base::Regex k_include(R"(^#include <([\w./]+)>$)");
    for (const auto& suggestion : failure.suggestions)
        if (const auto found = k_include.match(suggestion))
            return std::string((*found)[1]);
    return "";
}

/// Whether a file includes a header of the library, by either spelling, whatever macros are
/// defined.
bool includes(const code::Tree& tree, const std::string& header) {
    const auto imports = code::imports_of(tree);
    return std::any_of(imports.begin(), imports.end(), [&](const auto& import) {
        return import.top_level && cpp_spelling(import.module) == cpp_spelling(header);
    });
}

/// Whether a file has a header of the library by itself or by a header beside it.
bool has(const Workspace& workspace, const std::string& file, const std::string& header) {
    const auto tree = workspace.parse(file);
    if (includes(*tree, header))
        return true;
    const auto imports = code::imports_of(*tree);
    return std::any_of(imports.begin(), imports.end(), [&](const code::Import& import) {
        const auto beside = base::normal_path("./" + folder_of(file) + "/" + import.module);
        const auto other =
            import.top_level && !import.is_system ? workspace.parse(beside) : nullptr;
        return other && includes(*other, header);
    });
}

/// Candidates for one file; none where the name is not used there or its header is included.
std::vector<Candidate> candidates_for(const Workspace& workspace, const std::string& file,
                                      const Problem& problem) {
    const auto tree = workspace.parse(file);
    const auto& name = problem.finding.name;
    if (!tree || !uses(*tree, name))
        return {};
    const auto hint = hinted_header(*problem.failure);
    auto found = candidates_of(workspace, file, name, standard_header(*tree, name, hint));
    if (found.empty() && !hint.empty())
        found.push_back({.import = {.module = hint, .is_system = true, .path = file},
                         .label = "#include <" + hint + ">"});
    if (!found.empty() && has(workspace, file, found[0].import.module))
        return {};
    return found;
}

/// Headers before the sources that include them.
std::vector<std::string> headers_first(std::vector<std::string> files) {
    std::stable_partition(files.begin(), files.end(), is_header);
    return files;
}

Repairs name_repairs(const Workspace& workspace, const Problem& problem) {
    const auto& name = problem.finding.name;
    Repairs repairs;
    auto changed = workspace;
    std::vector<std::string> labels;
    for (const auto& file : headers_first(problem.files)) {
        const auto found = candidates_for(changed, file, problem);
        if (found.empty())
            continue;
        if (is_tie(found)) {
            repairs.notes.push_back(tie_note(name, found));
            continue;
        }
        const auto edit = code::import_edit(*changed.parse(file), found[0].import, {});
        if (edit && changed.edit(file, {*edit}))
            labels.push_back(fmt::format("add '{}' to {}", found[0].label, file));
    }
    if (!labels.empty())
        repairs.options.emplace_back(std::move(changed), base::join(labels, "; "));
    else if (repairs.notes.empty())
        repairs.notes.push_back(fmt::format("no header declares {}", name));
    return repairs;
}

/// Headers of the repository that may be meant by an include that is not found, best first.
std::vector<Candidate> headers_like(const Workspace& workspace, const std::string& file,
                                    const std::string& missing) {
    std::vector<Candidate> found;
    for (const auto& header : workspace.files()) {
        if (!is_header(header))
            continue;
        const auto distance = base::edit_distance(base::to_lower(file_name_of(header)),
                                                  base::to_lower(file_name_of(missing)));
        const auto limit = std::max<std::size_t>(1, file_name_of(missing).size() / 4);
        if (distance > limit)
            continue;
        const auto written = spelled(workspace, file, header);
        if (written == missing)
            continue;
        found.push_back(
            {.import = {.module = written},
             .score = 100 - 10 * static_cast<int>(distance) + shared_parts(written, missing),
             .label = "\"" + written + "\""});
    }
    rank(found);
    return found;
}

std::vector<Candidate> standard_like(const std::string& missing, bool cpp) {
    std::vector<Candidate> found;
    for (const auto& header : base::nearest_names(missing, standard_headers(cpp)))
        found.push_back({.import = {.module = header, .is_system = true},
                         .score = -static_cast<int>(base::edit_distance(header, missing)),
                         .label = "<" + header + ">"});
    rank(found);
    return found;
}

void add_header_repairs(const Workspace& workspace, const std::string& file,
                        const code::Import& import, Repairs& repairs) {
    const auto& missing = import.module;
    auto found = headers_like(workspace, file, missing);
    if (found.empty() || import.is_system)
        for (auto& other :
             standard_like(missing, workspace.parse(file)->language() == code::Language::cpp))
            found.push_back(std::move(other));
    if (is_tie(found)) {
        repairs.notes.push_back(tie_note(missing, found));
        return;
    }
    for (std::size_t i = 0; i < std::min<std::size_t>(3, found.size()); ++i) {
        const bool in_brackets = import.is_system && !found[i].import.is_system;
        auto changed = workspace;
        if (changed.edit(file, {{.begin = import.element.begin,
                                 .end = import.element.end,
                                 .text = in_brackets ? "<" + found[i].import.module + ">"
                                                     : found[i].label}}))
            repairs.options.emplace_back(
                std::move(changed),
                fmt::format("include {} instead of {} in {}", found[i].label, missing, file));
    }
}

Repairs header_repairs(const Workspace& workspace, const Problem& problem) {
    const auto& missing = problem.finding.module;
    Repairs repairs;
    for (const auto& file : problem.files) {
        const auto tree = workspace.parse(file);
        const auto imports = tree ? code::imports_of(*tree) : std::vector<code::Import>();
        for (const auto& import : imports)
            if (import.module == missing)
                add_header_repairs(workspace, file, import, repairs);
    }
    if (repairs.options.empty() && repairs.notes.empty())
        repairs.notes.push_back(fmt::format("no header resembles {}", missing));
    return repairs;
}

}  // namespace

Repairs c_repairs(const Workspace& workspace, const Problem& problem) {
    return problem.finding.want == Want::module ? header_repairs(workspace, problem)
                                                : name_repairs(workspace, problem);
}

}  // namespace mendel::heal
