#include "heal/rungs/imports_finding.hpp"

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "heal/data.hpp"

namespace mendel::heal {

namespace {

struct Wording {
    Want want;
    base::Regex pattern;
    std::size_t name;    ///< the group with the name, 0 for none
    std::size_t module;  ///< the group with the module, 0 for none
};

struct Wordings {
    std::vector<Wording> wordings;
    std::map<std::string, Want> rules;
};

Want want_of(const std::string& name) {
    static const std::map<std::string, Want> k_wants = {{"name", Want::name},
                                                        {"module", Want::module},
                                                        {"exported", Want::exported},
                                                        {"unused", Want::unused}};
    return k_wants.at(name);
}

const Wordings& table() {
    static const auto loaded = [] {
        Wordings all;
        for (const auto& row : data_table("import_wordings.yaml")) {
            const auto want = want_of(row.at("want").get<std::string>());
            for (const auto& rule : row.value("rules", std::vector<std::string>()))
                all.rules.emplace(rule, want);
            for (const auto& text : row.at("wordings")) {
                base::Regex pattern(text.get<std::string>());
                const auto name = pattern.group("name");
                const auto module = pattern.group("module");
                all.wordings.push_back({want, std::move(pattern), name, module});
            }
        }
        return all;
    }();
    return loaded;
}

std::string plain_quotes(std::string_view text) {
    std::string plain(text);
    for (const auto* quote : {"\xe2\x80\x98", "\xe2\x80\x99", "\xe2\x80\x9c", "\xe2\x80\x9d",
                              "\xc2\xab", "\xc2\xbb", "`", "'"})
        plain = base::replace_all(plain, quote, "\"");
    return plain;
}

std::optional<Finding> finding_in(std::string_view line) {
    for (const auto& wording : table().wordings) {
        const auto found = wording.pattern.match(line);
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

std::optional<Finding> finding_by_rule(const model::Failure& failure) {
    const auto rule = table().rules.find(failure.rule);
    if (rule == table().rules.end() || failure.subject.empty())
        return std::nullopt;
    if (rule->second == Want::module)
        return Finding{.want = rule->second, .module = failure.subject};
    return Finding{.want = rule->second, .name = failure.subject};
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

std::optional<std::string> innermost_file_of(const model::Failure& failure,
                                             const Workspace& workspace) {
    for (auto frame = failure.frames.rbegin(); frame != failure.frames.rend(); ++frame) {
        const auto file = workspace.relative(frame->file);
        if (frame->own && workspace.exists(file))
            return file;
    }
    return std::nullopt;
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
