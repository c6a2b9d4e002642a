#include "repair/woven/weave.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "model/command.hpp"
#include "repair/helper_run.hpp"
#include "repair/sources.hpp"
#include "repair/woven/loom.hpp"
#include "repair/woven/runtime.hpp"
#include "sys/files.hpp"

namespace mendel::repair {
namespace {

/// Of the versions in one program: what a compiler takes in a second or two.
constexpr std::size_t k_most_bytes = 400'000;

bool has_parent(const code::Node& node, std::string_view type) {
    if (type.empty())
        return false;
    for (auto parent = node.parent(); parent; parent = parent.parent())
        if (parent.type() == type)
            return true;
    return false;
}

bool has_inside(const code::Node& node, std::string_view type) {
    bool found = false;
    if (!type.empty())
        code::walk(node, [&](const code::Node& inner) {
            found = found || inner.type() == type;
            return !found;
        });
    return found;
}

bool may_have_versions(const Loom& loom, const code::Node& function) {
    return may_be_woven_into(loom, function) && !has_parent(function, loom.barred_parent) &&
           !has_inside(function.field("body"), loom.barred_inside);
}

/// Of Go and Java, where it matters.
bool has_result(const code::Node& function) {
    const auto type = function.field("type");
    return function.field("result") || (type && type.text() != "void");
}

std::size_t most_of_function(const std::string& path) {
    return loom_of(*code::language_of(path))->most_of_function;
}

/// A text that knows on which line its end is.
class Writer {
  public:
    void add(std::string_view text) {
        m_line += static_cast<int>(std::count(text.begin(), text.end(), '\n'));
        m_text += text;
    }
    int line() const { return m_line; }  ///< 1-based
    std::string take() { return std::move(m_text); }

  private:
    std::string m_text;
    int m_line = 1;
};

}  // namespace

bool Weaver::knows(const std::string& path) {
    const auto language = code::language_of(path);
    return language && loom_of(*language) != nullptr;
}

const Weaver::Source* Weaver::source(const std::string& path) {
    if (const auto known = m_sources.find(path); known != m_sources.end())
        return known->second ? &*known->second : nullptr;
    auto& source = m_sources[path];
    const auto tree = parsed_file(m_tree, path);
    const auto* loom = tree ? loom_of(tree->language()) : nullptr;
    if (loom == nullptr)
        return nullptr;
    source.emplace(Source{.text = tree->text(),
                          .language = tree->language(),
                          .package = package_of(*tree),
                          .bodies = {}});
    for (const auto& function : outer_functions(*tree)) {
        const auto body = function.field("body");
        if (may_have_versions(*loom, function))
            source->bodies.push_back(
                {body.begin().offset, body.end().offset, has_result(function)});
    }
    return &*source;
}

std::optional<Version> Weaver::version_of(const Candidate& candidate) {
    if (candidate.files.size() != 1)
        return {};
    const auto& edited = candidate.files.front();
    const auto* known = source(edited.path);
    if (known == nullptr)
        return {};
    const auto part = difference(known->text, edited.text);
    for (const auto& body : known->bodies) {
        if (part.begin <= body.begin || part.end >= body.end)
            continue;
        const auto length = body.end - body.begin + edited.text.size() - known->text.size();
        return Version{edited.path, body.begin, body.end, edited.text.substr(body.begin, length),
                       body.has_result};
    }
    return {};
}

Woven Weaver::weave(const std::map<std::size_t, Version>& versions, std::size_t most) {
    Woven woven;
    woven.patch = {.base = m_tree.base, .rung = "repair", .summary = "weave candidates"};
    std::map<std::string, Functions> files;
    std::size_t bytes = 0;
    std::map<std::pair<std::string, std::uint32_t>, std::size_t> of_function;
    for (const auto& [candidate, version] : versions) {
        if (bytes >= k_most_bytes || woven.candidates.size() == most)
            break;
        auto& function = of_function[{version.file, version.begin}];
        if (function > 0 && function + version.body.size() > most_of_function(version.file))
            continue;
        function += version.body.size();
        bytes += version.body.size();
        woven.candidates.push_back(candidate);
        files[version.file][version.begin].emplace_back(woven.candidates.size(), &version);
    }
    for (const auto& [path, functions] : files)
        add_file(path, functions, woven);
    std::sort(woven.patch.changes.begin(), woven.patch.changes.end(),
              [](const auto& left, const auto& right) { return left.path < right.path; });
    return woven;
}

void Weaver::add_file(const std::string& path, const Functions& functions, Woven& woven) {
    const auto& file = *source(path);
    const auto& loom = *loom_of(file.language);
    const std::string_view before = file.text;
    Writer after;
    after.add(loom.variants.head);
    std::size_t done = 0;
    for (const auto& [begin, versions] : functions) {
        const auto end = versions.front().second->end;
        after.add(before.substr(done, begin - done));
        after.add(loom.open);
        for (const auto& [variant, version] : versions) {
            const int first = after.line();
            const bool is_guarded = version->has_result && !loom.version_with_result.empty();
            const auto form = is_guarded ? loom.version_with_result : loom.version;
            after.add(fmt::format(fmt::runtime(form), variant, version->body));
            woven.lines.push_back({path, first, after.line() - 1, woven.candidates[variant - 1]});
        }
        after.add(fmt::format(fmt::runtime(loom.otherwise), before.substr(begin, end - begin)));
        after.add(loom.close);
        done = end;
    }
    after.add(before.substr(done));
    add_woven(woven.patch, loom.variants, m_tree.root,
              {.path = path, .before = file.text, .after = after.take(), .package = file.package});
    if (!loom.prepare.empty())
        woven.prepare = loom.prepare;
    const auto folder = m_tree.root + "/" + sys::parent_path(path);
    const auto line = fmt::format(fmt::runtime(loom.compile), model::quoted(folder));
    if (!base::contains(woven.compile, line))
        woven.compile += line;
}

std::set<std::size_t> Weaver::broken(const Woven& woven,
                                     const std::map<std::size_t, Version>& versions,
                                     const std::string& output) {
    auto broken = named_by_compiler(woven, output);
    broken.merge(missed_by_linker(woven, versions, output));
    return broken;
}

std::set<std::size_t> Weaver::named_by_compiler(const Woven& woven,
                                                const std::string& output) const {
    std::set<std::size_t> broken;
    std::set<std::string_view> patterns;
    for (const auto& lines : woven.lines)
        patterns.insert(loom_of(*code::language_of(lines.file))->errors);
    for (const auto pattern : patterns)
        for (const auto& found : base::Regex(pattern).match_all(output)) {
            const auto file = relative_path(m_tree, std::string(found[1]));
            const int line = std::stoi(std::string(found[2].substr(0, 8)));
            for (const auto& lines : woven.lines)
                if (lines.first <= line && line <= lines.last &&
                    (lines.file == file || lines.file.ends_with("/" + file)))
                    broken.insert(lines.candidate);
        }
    return broken;
}

std::set<std::size_t> Weaver::missed_by_linker(const Woven& woven,
                                               const std::map<std::size_t, Version>& versions,
                                               const std::string& output) {
    std::map<std::string, std::set<std::string>> missed;  // by file: names that it has not itself
    for (const auto& lines : woven.lines) {
        const auto pattern = loom_of(*code::language_of(lines.file))->unresolved;
        if (pattern.empty() || missed.count(lines.file) != 0)
            continue;
        const auto own = identifiers_of(source(lines.file)->text);
        auto& names = missed[lines.file];
        for (const auto& found : base::Regex(pattern).match_all(output))
            if (const std::string name(found[1]); own.count(name) == 0)
                names.insert(name);
    }
    std::set<std::size_t> broken;
    for (const auto& lines : woven.lines) {
        const auto& names = missed[lines.file];
        if (names.empty())
            continue;
        const auto used = identifiers_of(versions.at(lines.candidate).body);
        if (std::any_of(names.begin(), names.end(),
                        [&](const auto& name) { return used.count(name) != 0; }))
            broken.insert(lines.candidate);
    }
    return broken;
}

}  // namespace mendel::repair
