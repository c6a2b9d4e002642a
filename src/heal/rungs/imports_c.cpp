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

/// How files write the include of a header: as most others do, else from the including folder or
/// from the usual include folders.
std::string spelled(const Workspace& workspace, const std::string& file,
                    const std::string& header) {
    std::map<std::string, int> counts;
    for (const auto& other : workspace.files()) {
        const auto language = code::language_of(other);
        if ((!language && !is_header(other)) || (language && !code::is_c_family(*language)))
            continue;
        const auto text = workspace.read(other);
        const auto tree =
            text && base::contains(*text, file_name_of(header)) ? workspace.parse(other) : nullptr;
        if (!tree)
            continue;
        for (const auto& import : code::imports_of(*tree)) {
            const auto& written = import.module;
            const auto suffix = "/" + normal_path(written);
            const bool is_below =
                written.find("..") == std::string::npos && ("/" + header).size() >= suffix.size() &&
                ("/" + header).substr(("/" + header).size() - suffix.size()) == suffix;
            if (is_below &&
                (written.find('/') != std::string::npos || folder_of(other) != folder_of(header) ||
                 folder_of(file) == folder_of(header)))
                ++counts[written];
        }
    }
    std::string best;
    for (const auto& [written, count] : counts)
        if (best.empty() || count > counts[best])
            best = written;
    if (!best.empty())
        return best;
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

std::vector<Candidate> candidates_of(const Workspace& workspace, const std::string& file,
                                     const std::string& name, bool cpp) {
    std::vector<Candidate> found;
    const auto standard = cpp ? cpp_header_of(name) : c_header_of(name);
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

Repairs name_repairs(const Workspace& workspace, const Problem& problem) {
    static const base::Regex hint(
        R"(defined in header (?:'|\xe2\x80\x98)<([\w./]+)>|include the header <([\w./]+)>)");
    const auto& name = problem.finding.name;
    Repairs repairs;
    auto changed = workspace;
    std::vector<std::string> labels;
    for (const auto& file : problem.files) {
        const auto tree = changed.parse(file);
        if (!tree || !uses(*tree, name))
            continue;
        auto found = candidates_of(workspace, file, name, tree->language() == code::Language::cpp);
        const auto hinted = hint.match(problem.failure->evidence + problem.failure->message);
        if (found.empty() && hinted) {
            const auto header = std::string((*hinted)[1].empty() ? (*hinted)[2] : (*hinted)[1]);
            found.push_back({.import = {.module = header, .is_system = true, .path = file},
                             .label = "#include <" + header + ">"});
        }
        if (is_tie(found)) {
            repairs.notes.push_back(tie_note(name, found));
            continue;
        }
        if (found.empty())
            continue;
        const auto imports = code::imports_of(*tree);
        const bool is_there = std::any_of(imports.begin(), imports.end(), [&](const auto& import) {
            return import.module == found[0].import.module;
        });
        const auto edit = code::import_edit(*tree, found[0].import, {});
        if (!is_there && edit && changed.edit(file, {*edit}))
            labels.push_back(fmt::format("add '{}' to {}", found[0].label, file));
        if (!labels.empty())
            break;
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
        const auto written = spelled(workspace, file, header);
        if (written == missing)
            continue;
        const auto distance = base::edit_distance(base::to_lower(file_name_of(header)),
                                                  base::to_lower(file_name_of(missing)));
        const auto limit = std::max<std::size_t>(1, file_name_of(missing).size() / 4);
        if (distance > limit)
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

Repairs header_repairs(const Workspace& workspace, const Problem& problem) {
    const auto& missing = problem.finding.module;
    Repairs repairs;
    for (const auto& file : problem.files) {
        const auto tree = workspace.parse(file);
        if (!tree)
            continue;
        for (const auto& import : code::imports_of(*tree)) {
            if (import.module != missing)
                continue;
            const bool cpp = tree->language() == code::Language::cpp;
            auto found = headers_like(workspace, file, missing);
            if (found.empty() || import.is_system)
                for (auto& other : standard_like(missing, cpp))
                    found.push_back(std::move(other));
            if (is_tie(found)) {
                repairs.notes.push_back(tie_note(missing, found));
                continue;
            }
            for (std::size_t i = 0; i < std::min<std::size_t>(3, found.size()); ++i) {
                auto changed = workspace;
                if (changed.edit(file, {{.begin = import.element.begin,
                                         .end = import.element.end,
                                         .text = import.is_system && !found[i].import.is_system
                                                     ? "<" + found[i].import.module + ">"
                                                     : found[i].label}}))
                    repairs.options.emplace_back(std::move(changed),
                                                 fmt::format("include {} instead of {} in {}",
                                                             found[i].label, missing, file));
            }
        }
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
