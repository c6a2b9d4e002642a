#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/paths.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

struct Block {
    model::Location place;
    std::string command;
    std::string message;  ///< the indented lines joined by blanks
    std::vector<model::Location> callers;
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The message is indented and may hold empty lines; "Call Stack" ends it.
void read_body(const Section& section, Block& block) {
    static const base::Regex k_caller("^\\s+(\\S.*?):(\\d+) \\(");
    bool in_stack = false;
    std::size_t empty = 0;
    for (; block.end < section.size() && block.end < block.begin + 80; ++block.end) {
        const auto text = section.text(block.end);
        empty = text.empty() ? empty + 1 : 0;
        if (text.substr(0, 10) == "Call Stack") {
            in_stack = true;
            continue;
        }
        if (empty == 2 || (!text.empty() && text[0] != ' '))
            break;
        const auto groups = in_stack ? k_caller.match(text.substr(0, 2000)) : std::nullopt;
        if (groups)
            block.callers.push_back(
                {std::string((*groups)[1]), static_cast<int>(base::to_number((*groups)[2]))});
        else if (!in_stack && !text.empty() && block.message.size() < 2000)
            block.message += (block.message.empty() ? "" : " ") + std::string(base::trim(text));
    }
}

std::optional<Block> block_at(const Section& section, std::size_t at) {
    static const base::Regex k_error(
        "^CMake Error(?: (?:at|in) ([^\\s:]+)(?::(\\d+))?(?: \\((\\w+)\\))?)?: ?(.*)$");
    const auto groups = k_error.match(section.text(at).substr(0, 4000));
    if (!groups)
        return std::nullopt;
    Block block;
    block.begin = at;
    block.end = at + 1;
    const auto line = base::to_number((*groups)[2]);
    block.place = {std::string((*groups)[1]), line > 0 ? static_cast<int>(line) : 0};
    block.command = (*groups)[3];
    block.message = (*groups)[4];
    read_body(section, block);
    return block;
}

/// pkg-config names the missing module only in the lines above the error.
std::string pkg_config_module(const Section& section, std::size_t at) {
    static const base::Regex k_module(
        "^--\\s+(?:Package '([^']+)'.* not found|No package '([^']+)' found)");
    for (auto i = at; i-- > 0 && at - i < 20;) {
        const auto groups = k_module.match(section.text(i).substr(0, 1000));
        if (groups)
            return std::string((*groups)[1].empty() ? (*groups)[2] : (*groups)[1]);
    }
    return {};
}

struct Meaning {
    const base::Regex* pattern;
    std::string_view rule;
    Category category;
};

const std::vector<Meaning>& meanings() {
    static const base::Regex k_package(
        "package configuration file provided by \"([^\"]+)\"|Could NOT find (\\w+)|"
        "Could not find (?:the )?package:? \"?(\\w+)|By not providing \"Find(\\w+)\\.cmake\"");
    static const base::Regex k_required("required packages were not found: - ([\\w.+-]+)");
    static const base::Regex k_pkg_config("required package was not found");
    static const base::Regex k_command("Unknown CMake command \"([^\"]+)\"");
    static const base::Regex k_parse("^Parse error|Syntax error in cmake code");
    static const base::Regex k_source(
        "Cannot find source file: (\\S+)|source \"([^\"]+)\" which is not an existing");
    static const base::Regex k_include("include could not find (?:load|requested) file: (\\S+)");
    static const base::Regex k_target(
        "[Tt]arget \"([^\"]+)\".* (?:not found|does not exist)|links to: (\\S+)");
    static const base::Regex k_version(
        "CMake ([\\d.]+) or higher is required|Compatibility with CMake < ([\\d.]+) has been "
        "removed");
    static const base::Regex k_compiler(
        "No (CMAKE_\\w+_COMPILER) could be found|CMAKE_MAKE_PROGRAM is not set");
    static const std::vector<Meaning> k_all = {
        {&k_package, "missing-package", Category::dependency_error},
        {&k_required, "missing-package", Category::dependency_error},
        {&k_pkg_config, "missing-package", Category::dependency_error},
        {&k_command, "unknown-command", Category::build_failure},
        {&k_parse, "syntax", Category::syntax_error},
        {&k_source, "missing-source", Category::build_failure},
        {&k_include, "missing-include", Category::build_failure},
        {&k_target, "missing-target", Category::build_failure},
        {&k_version, "cmake-version", Category::infrastructure},
        {&k_compiler, "missing-compiler", Category::infrastructure},
    };
    return k_all;
}

void describe(const Section& section, const Block& block, model::Failure& failure) {
    failure.message = block.message;
    for (const auto& meaning : meanings()) {
        const auto groups = meaning.pattern->match(block.message);
        if (!groups)
            continue;
        failure.rule = meaning.rule;
        failure.category = meaning.category;
        for (std::size_t i = 1; i < groups->size(); ++i)
            if (failure.subject.empty())
                failure.subject = (*groups)[i];
        if (failure.subject.empty() && failure.category == Category::dependency_error)
            failure.subject = pkg_config_module(section, block.begin);
        return;
    }
}

/// The place in the repository: the error's own, else the nearest caller that is not CMake's
/// module.
std::vector<model::Location> places_of(const Section& section, const Block& block) {
    Paths paths(section.root(), section.step().command);
    if (!block.place.file.empty() && paths.is_own(paths.relative(block.place.file)))
        return {block.place};
    for (const auto& caller : block.callers)
        if (paths.is_own(paths.relative(caller.file)))
            return {caller};
    return {};
}

void match_cmake(const Section& section, Sink& sink) {
    for (std::size_t i = 0; i < section.size(); ++i) {
        if (section.text(i).substr(0, 11) != "CMake Error")
            continue;
        const auto block = block_at(section, i);
        if (!block)
            continue;
        auto finding = finding_at(i, Category::build_failure, "cmake", "");
        finding.end = block->end;
        describe(section, *block, finding.failure);
        if (base::contains(block->message, "No SOURCES given to target"))
            finding.weight = Weight::consequence;
        finding.failure.locations = places_of(section, *block);
        sink.report(std::move(finding));
        i = block->end - 1;
    }
}

}  // namespace

const Matcher cmake_matcher = {"cmake", {"CMake Error"}, match_cmake};

}  // namespace mendel::diagnose
