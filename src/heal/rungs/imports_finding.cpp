#include "heal/rungs/imports_finding.hpp"

#include <algorithm>
#include <array>

#include "base/regex.hpp"
#include "base/text.hpp"

namespace mendel::heal {

namespace {

/// A tool's wording; the numbers say which group is what, 0 for none.
struct Wording {
    const char* pattern;
    Want want;
    std::size_t name;
    std::size_t module;
};

// Quotation marks of all kinds are ' when these are tried. The first that matches wins.
constexpr std::array k_wordings = {
    Wording{R"(All imports in import declaration are unused)", Want::unused, 0, 0},
    Wording{R"('([^']+)' imported but unused)", Want::unused, 1, 0},
    Wording{R"(Unused (\S+) imported from \S+)", Want::unused, 1, 0},
    Wording{R"(Unused import (\S+))", Want::unused, 1, 0},
    Wording{R"('([^']+)' is (?:defined|declared|imported|assigned a value) but )"
            R"((?:its value is )?never (?:used|read))",
            Want::unused, 1, 0},
    Wording{R"(cannot import name '(\w+)' from (?:partially initialized module )?'([\w.]+)')",
            Want::exported, 1, 2},
    Wording{R"(No name '(\w+)' in module '([\w.]+)')", Want::exported, 1, 2},
    Wording{R"(Module '([\w.]+)' has no attribute '(\w+)')", Want::exported, 2, 1},
    Wording{R"('(\w+)' is unknown import symbol)", Want::exported, 1, 0},
    Wording{R"(requested module '([^']+)' does not provide an export named '([^']+)')",
            Want::exported, 2, 1},
    Wording{R"(Named export '([^']+)' not found\. The requested module '([^']+)')", Want::exported,
            1, 2},
    Wording{R"('+([^']+)'+ has no exported member (?:named )?'([^']+)')", Want::exported, 2, 1},
    Wording{R"(Module '+([^']+)'+ declares '([^']+)' locally, but it is not exported)",
            Want::exported, 2, 1},
    Wording{R"(Module '+([^']+)'+ has no (default) export)", Want::exported, 2, 1},
    Wording{R"(No (default) export found in imported module '([^']+)')", Want::exported, 1, 2},
    Wording{R"(([\w$]+) not found in '([^']+)')", Want::exported, 1, 2},
    Wording{R"('([\w$]+)' is not exported (?:by|from) '?([^\s',]+))", Want::exported, 1, 2},
    Wording{R"(No matching export in '([^']+)' for import '([^']+)')", Want::exported, 2, 1},
    Wording{R"(export '([\w$]+)' (?:\(imported as '[^']*'\) )?was not found in '([^']+)')",
            Want::exported, 1, 2},
    Wording{R"(No module named '?([\w.]+))", Want::module, 0, 1},
    Wording{R"(Unable to import '([\w.]+)')", Want::module, 0, 1},
    Wording{R"((?:stub for|import) module (?:named )?'([\w.]+)')", Want::module, 0, 1},
    Wording{R"(Import '([\w.]+)' could not be resolved)", Want::module, 0, 1},
    Wording{R"(Cannot find (?:module|package) '([^']+)')", Want::module, 0, 1},
    Wording{R"(Unable to resolve path to module '([^']+)')", Want::module, 0, 1},
    Wording{R"(Can't resolve '([^']+)')", Want::module, 0, 1},
    Wording{R"(Failed to resolve import '([^']+)')", Want::module, 0, 1},
    Wording{R"(Could not resolve '([^']+)')", Want::module, 0, 1},
    Wording{R"(^'([^']+)' is not found)", Want::module, 0, 1},
    Wording{R"(package ([\w./-]+) is not in (?:std|GOROOT))", Want::module, 0, 1},
    Wording{R"(([^\s:']+\.?\w*): No such file or directory)", Want::module, 0, 1},
    Wording{R"('([^']+)' file not found)", Want::module, 0, 1},
    Wording{R"(undefined name '(\w+)')", Want::name, 1, 0},
    Wording{R"(Undefined variable '(\w+)')", Want::name, 1, 0},
    Wording{R"([Nn]ame '(\w+)' is not defined)", Want::name, 1, 0},
    Wording{R"('([\w$]+)' is not defined)", Want::name, 1, 0},
    Wording{R"(\b([\w$]+) is not defined)", Want::name, 1, 0},
    Wording{R"(The ([\w$]+) variable is undeclared)", Want::name, 1, 0},
    Wording{R"(Cannot find (?:name|namespace) '([\w$]+)')", Want::name, 1, 0},
    Wording{R"('([\w$]+)' refers to a UMD global)", Want::name, 1, 0},
    Wording{R"('(\w+)' is not a (?:type )?member of '([\w:]+)')", Want::name, 1, 2},
    Wording{R"(no (?:\w+ )?(?:member|type|template) named '(\w+)' in (?:namespace )?'([\w:]+)')",
            Want::name, 1, 2},
    Wording{R"('(\w+)' in namespace '([\w:]+)' does not name a)", Want::name, 1, 2},
    Wording{R"('([\w:]+)(?:<[^']*>)? \w+' has (?:initializer but )?incomplete type)", Want::name, 1,
            0},
    Wording{R"(variable has incomplete type '([\w:]+))", Want::name, 1, 0},
    Wording{R"(implicit instantiation of undefined template '([\w:]+))", Want::name, 1, 0},
    Wording{R"(incomplete type '(?:class |struct |const )*([\w:]+))", Want::name, 1, 0},
    Wording{R"('([\w:]+)' was not declared in this scope)", Want::name, 1, 0},
    Wording{R"('([\w:]+)' undeclared)", Want::name, 1, 0},
    Wording{R"(implicit(?:ly)? declar(?:ation of|ing)(?: library)? function '(\w+))", Want::name, 1,
            0},
    Wording{R"(call to undeclared (?:library )?function '(\w+)')", Want::name, 1, 0},
    Wording{R"(unknown type name '([\w:]+)')", Want::name, 1, 0},
    Wording{R"(use of undeclared identifier '([\w:]+)')", Want::name, 1, 0},
    Wording{R"('([\w:]+)' does not name a (?:template )?type)", Want::name, 1, 0},
    Wording{R"('([\w:]+)' has not been declared)", Want::name, 1, 0},
    Wording{R"(no template named '([\w:]+)')", Want::name, 1, 0},
};

const std::vector<std::pair<base::Regex, Wording>>& wordings() {
    static const auto compiled = [] {
        std::vector<std::pair<base::Regex, Wording>> all;
        all.reserve(k_wordings.size());
        for (const auto& wording : k_wordings)
            all.emplace_back(base::Regex(wording.pattern), wording);
        return all;
    }();
    return compiled;
}

std::string plain_quotes(std::string_view text) {
    std::string plain(text);
    for (const auto* quote : {"\xe2\x80\x98", "\xe2\x80\x99", "\xe2\x80\x9c", "\xe2\x80\x9d",
                              "\xc2\xab", "\xc2\xbb", "`", "\""})
        plain = base::replace_all(plain, quote, "'");
    return plain;
}

std::optional<Finding> finding_in(std::string_view line) {
    for (const auto& [regex, wording] : wordings()) {
        const auto found = regex.match(line);
        if (!found)
            continue;
        Finding finding{.want = wording.want};
        if (wording.name != 0)
            finding.name = std::string((*found)[wording.name]);
        if (wording.module != 0)
            finding.module = std::string((*found)[wording.module]);
        if (finding.want == Want::name && !finding.module.empty() && finding.module != "::")
            finding.name = finding.module + "::" + finding.name;
        return finding;
    }
    return std::nullopt;
}

struct RuleWant {
    std::string_view rule;
    Want want;
};

constexpr std::array k_rules = {
    RuleWant{"F821", Want::name},
    RuleWant{"E0602", Want::name},
    RuleWant{"NameError", Want::name},
    RuleWant{"ReferenceError", Want::name},
    RuleWant{"no-undef", Want::name},
    RuleWant{"react/jsx-no-undef", Want::name},
    RuleWant{"TS2304", Want::name},
    RuleWant{"TS2552", Want::name},
    RuleWant{"TS2503", Want::name},
    RuleWant{"name-defined", Want::name},
    RuleWant{"F401", Want::unused},
    RuleWant{"W0611", Want::unused},
    RuleWant{"TS6133", Want::unused},
    RuleWant{"unused-import", Want::unused},
    RuleWant{"TS2307", Want::module},
    RuleWant{"ModuleNotFoundError", Want::module},
    RuleWant{"MODULE_NOT_FOUND", Want::module},
    RuleWant{"ERR_MODULE_NOT_FOUND", Want::module},
    RuleWant{"import/no-unresolved", Want::module},
    RuleWant{"E0401", Want::module},
    RuleWant{"import-not-found", Want::module},
    RuleWant{"no-unused-vars", Want::unused},
    RuleWant{"@typescript-eslint/no-unused-vars", Want::unused},
    RuleWant{"unused-imports/no-unused-imports", Want::unused},
};

std::optional<Finding> finding_by_rule(const model::Failure& failure) {
    const auto rule = std::find_if(k_rules.begin(), k_rules.end(),
                                   [&](const RuleWant& row) { return row.rule == failure.rule; });
    if (rule == k_rules.end() || failure.subject.empty())
        return std::nullopt;
    if (rule->want == Want::module)
        return Finding{.want = rule->want, .module = failure.subject};
    return Finding{.want = rule->want, .name = failure.subject};
}

void add(std::vector<std::string>& files, const std::string& path, const Workspace& workspace) {
    const auto file = workspace.relative(path);
    if (workspace.exists(file) && std::find(files.begin(), files.end(), file) == files.end())
        files.push_back(file);
}

}  // namespace

std::optional<Finding> finding_of(const model::Failure& failure) {
    const auto message = plain_quotes(failure.message);
    if (auto found = finding_in(message))
        return found;
    if (auto found = finding_by_rule(failure))
        return found;
    if (failure.category != model::Category::import_error &&
        failure.category != model::Category::runtime_error &&
        failure.category != model::Category::build_failure &&
        failure.category != model::Category::dependency_error)
        return std::nullopt;
    for (const auto line : base::split_lines(failure.evidence))
        if (auto found = finding_in(plain_quotes(line)))
            return found;
    return std::nullopt;
}

std::vector<std::string> files_of(const model::Failure& failure, const Workspace& workspace) {
    static const base::Regex path(R"(((?:file://)?[\w@.+/-]*[\w@+-]\.[A-Za-z]\w*))");
    std::vector<std::string> files;
    for (const auto& location : failure.locations)
        add(files, location.file, workspace);
    for (auto frame = failure.frames.rbegin(); frame != failure.frames.rend(); ++frame)
        if (frame->own)
            add(files, frame->file, workspace);
    for (const auto& found : path.match_all(failure.message))
        add(files, std::string(found[1]), workspace);
    if (!files.empty())
        return files;
    for (const auto& found : path.match_all(failure.evidence))
        add(files, std::string(found[1]), workspace);
    for (const auto& test : failure.tests)
        add(files, test.file, workspace);
    return files;
}

std::vector<int> lines_of(const model::Failure& failure, const std::string& file) {
    std::vector<int> lines;
    for (const auto& location : failure.locations)
        if (location.file == file && location.line > 0)
            lines.push_back(location.line);
    for (const auto& frame : failure.frames)
        if (frame.file == file && frame.line > 0)
            lines.push_back(frame.line);
    return lines;
}

}  // namespace mendel::heal
