#include "repair/woven/weave.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/regex.hpp"
#include "code/syntax.hpp"
#include "repair/data.hpp"
#include "repair/helper_run.hpp"
#include "repair/sources.hpp"
#include "repair/woven/loom.hpp"

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

bool may_have_versions(const Loom& loom, const code::Node& function, const code::Node& body) {
    if (!body || has_parent(function, loom.barred_parent) || has_inside(body, loom.barred_inside))
        return false;
    if (loom.barred_header.empty())
        return true;
    const base::Regex barred(fmt::format("\\b(?:{})\\b", loom.barred_header));
    const auto begin = function.begin().offset;
    return !barred.found_in(function.source().substr(begin, body.begin().offset - begin));
}

std::string package_of(const code::Tree& tree) {
    for (const auto& clause : tree.all("package_clause"))
        return std::string(clause.text());
    return {};
}

void add_new(model::Patch& patch, const std::string& path, const std::string& text) {
    for (const auto& change : patch.changes)
        if (change.path == path)
            return;
    patch.changes.push_back({.path = path, .before = {}, .after = text});
}

int count_lines(std::string_view text) {
    return static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

std::string folder_of(const std::string& path) {
    const auto slash = path.find_last_of('/');
    return slash == std::string::npos ? "" : path.substr(0, slash + 1);
}

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
    const auto& syntax = code::syntax_of(tree->language());
    code::walk(tree->root(), [&](const code::Node& node) {
        if (code::notion_of(syntax, node) != code::Notion::function)
            return true;
        const auto body = node.field("body");
        if (may_have_versions(*loom, node, body))
            source->bodies.push_back({body.begin().offset, body.end().offset});
        return false;
    });
    return &*source;
}

std::optional<Weaver::Version> Weaver::version_of(const Candidate& candidate) {
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
        return Version{edited.path, body, edited.text.substr(body.begin, length)};
    }
    return {};
}

bool Weaver::fits(const Candidate& candidate) {
    return version_of(candidate).has_value();
}

Woven Weaver::weave(std::span<const Candidate> batch, const std::set<std::size_t>& left_out) {
    Woven woven;
    woven.patch = {.base = m_tree.base, .rung = "repair", .summary = "weave candidates"};
    std::map<std::string, Versions> files;
    std::size_t bytes = 0;
    for (std::size_t index = 0; index < batch.size() && bytes < k_most_bytes; ++index) {
        auto version = left_out.count(index) == 0 ? version_of(batch[index]) : std::nullopt;
        if (!version)
            continue;
        bytes += version->text.size();
        woven.candidates.push_back(index);
        const auto file = version->file;
        const auto begin = version->body.begin;
        files[file][begin].emplace_back(woven.candidates.size(), std::move(*version));
    }
    for (const auto& [path, functions] : files)
        add_file(path, functions, woven);
    std::sort(woven.patch.changes.begin(), woven.patch.changes.end(),
              [](const auto& left, const auto& right) { return left.path < right.path; });
    return woven;
}

void Weaver::add_file(const std::string& path, const Versions& functions, Woven& woven) {
    const auto& file = *source(path);
    const auto& loom = *loom_of(file.language);
    const std::string runtime(loom.runtime);
    const std::string body(data_file(loom.runtime));
    add_new(woven.patch, std::string(k_helper_folder) + "/" + runtime, body);
    if (loom.is_beside)
        add_new(woven.patch, folder_of(path) + runtime, file.package + body);
    woven.patch.changes.push_back(
        {.path = path, .before = file.text, .after = woven_text(path, functions, woven)});
    if (!loom.prepare.empty())
        woven.prepare = loom.prepare;
}

std::string Weaver::woven_text(const std::string& path, const Versions& functions, Woven& woven) {
    const auto& file = *source(path);
    const auto& loom = *loom_of(file.language);
    std::string text(loom.head);
    std::size_t done = 0;
    for (const auto& [begin, versions] : functions) {
        const auto end = versions.front().second.body.end;
        text += file.text.substr(done, begin - done) + "{ ";
        text += loom.open;
        for (const auto& [variant, version] : versions) {
            const int first = count_lines(text) + 1;
            text += fmt::format(fmt::runtime(loom.version), variant, version.text);
            woven.lines.push_back({path, first, count_lines(text), woven.candidates[variant - 1]});
        }
        text += fmt::format(fmt::runtime(loom.otherwise), file.text.substr(begin, end - begin));
        text += "} }";
        done = end;
    }
    text += file.text.substr(done);
    return text + fmt::format(fmt::runtime(loom.foot), m_tree.root + "/" + k_helper_folder);
}

std::set<std::size_t> Weaver::broken(const Woven& woven, const std::string& output) const {
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

}  // namespace mendel::repair
