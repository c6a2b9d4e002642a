#include <algorithm>
#include <array>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

/// The text behind "npm ERR! " or "npm error "; nothing for another line.
std::optional<std::string_view> said_by_npm(std::string_view text) {
    for (const std::string_view prefix : {"npm ERR!", "npm error"})
        if (text.substr(0, prefix.size()) == prefix)
            return base::trim(text.substr(prefix.size()));
    return std::nullopt;
}

std::string first_group(const base::Regex& pattern, std::string_view text) {
    const auto groups = pattern.match(text);
    return groups ? std::string((*groups)[1]) : std::string{};
}

/// One run of npm's error lines.
struct Block {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string code;
};

std::vector<Block> blocks_of(const Section& section) {
    std::vector<Block> blocks;
    for (std::size_t i = 0; i < section.size(); ++i) {
        if (!said_by_npm(section.text(i)))
            continue;
        Block block{i, i + 1, {}};
        for (; block.end < section.size(); ++block.end) {
            const auto said = said_by_npm(section.text(block.end));
            if (!said || said->substr(0, 5) == "code ")
                break;
        }
        if (const auto said = *said_by_npm(section.text(i)); said.substr(0, 5) == "code ")
            block.code = base::trim(said.substr(5));
        blocks.push_back(block);
        i = block.end - 1;
    }
    return blocks;
}

/// What a block is about, read line by line.
struct Reading {
    std::string subject;
    std::size_t line = 0;
    std::string message;
};

/// npm 10 and older repeat the code in front of each line: "404 Not Found", "notarget No matching".
std::string_view without_tag(std::string_view said) {
    static const base::Regex k_tag(
        "^(?:404|notarget|notsup|engine|enoent|JSON\\.parse|code \\w+)\\s+(\\S.*)$");
    const auto groups = k_tag.match(said);
    return groups ? (*groups)[1] : said;
}

/// Lines that hold a property of the error rather than words about it.
bool is_detail(std::string_view said) {
    static const base::Regex k_detail(
        "^(?:code|syscall|path|errno|file|dest|command|signal|cwd|node|npm|argv|Linux|Darwin|"
        "Windows_NT) |"
        "^(?:Exit status \\d|Please include the following|A complete log|If you need help)|"
        "^\\S*[-_]logs?[/\\\\]\\S+\\.log$");
    return said.empty() || k_detail.found_in(said);
}

/// The first line that says more than a code; lines that a pattern finds name the subject.
Reading read(const Section& section, const Block& block,
             const std::vector<const base::Regex*>& patterns) {
    Reading reading{{}, block.begin, {}};
    for (auto i = block.begin; i < block.end; ++i) {
        const auto said = said_by_npm(section.text(i))->substr(0, 2000);
        if (is_detail(said))
            continue;
        if (reading.message.empty()) {
            reading.message = without_tag(said);
            reading.line = i;
        }
        for (const auto* pattern : patterns) {
            if (!reading.subject.empty())
                break;
            reading.subject = first_group(*pattern, said);
            if (!reading.subject.empty()) {
                reading.message = without_tag(said);
                reading.line = i;
            }
        }
    }
    return reading;
}

bool is_network(std::string_view code) {
    constexpr std::array<std::string_view, 14> k_codes = {
        "ECONNRESET", "ECONNREFUSED", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN", "ERR_SOCKET_TIMEOUT",
        "E401",       "E403",         "E500",      "E502",      "E503",      "E504",
        "E429",       "ENOSPC"};
    for (const auto known : k_codes)
        if (code == known)
            return true;
    return false;
}

/// "path /x/node_modules/name": the package whose install script failed.
std::string package_at_path(const Section& section, const Block& block) {
    static const base::Regex k_path("^path .*/node_modules/(@[^/]+/[^/]+|[^/]+)$");
    for (auto i = block.begin; i < block.end; ++i)
        if (auto name = first_group(k_path, said_by_npm(section.text(i))->substr(0, 2000));
            !name.empty())
            return name;
    return {};
}

Finding finding_of(const Section& section, const Block& block) {
    static const base::Regex k_resource("'(@?[^@'\\s]+)@?[^']*' (?:could not be found|is not in)");
    static const base::Regex k_target("No matching version found for (@?[^@\\s]+)");
    static const base::Regex k_peer("^peer (?:optional )?(@?[^@\\s]+)@");
    static const base::Regex k_locked("^(?:Invalid: lock file's|Missing:) (@?[^@\\s]+)@");
    static const base::Regex k_engine("node/npm: (@?[^@\\s]+)@");
    static const base::Regex k_script("(?i)^missing script: \"?([^\"]+?)\"?$");
    auto reading = read(section, block, {&k_resource, &k_target, &k_peer, &k_engine, &k_script});
    auto finding = finding_at(reading.line, Category::dependency_error, "npm", block.code);
    finding.begin = block.begin;
    finding.end = block.end;
    auto& failure = finding.failure;
    failure.message = reading.message.empty() && !block.code.empty()
                          ? "npm failed with " + block.code
                          : reading.message;
    failure.subject = reading.subject;
    if (block.code == "ERESOLVE" || block.code == "E404" || block.code == "ETARGET" ||
        block.code == "EBADENGINE" || block.code == "ENOVERSIONS" || block.code == "EINTEGRITY") {
        failure.locations = {{"package.json"}};
    } else if (block.code == "EUSAGE") {
        const auto locked = read(section, block, {&k_locked});
        failure.subject = "package-lock.json";
        failure.locations = {{"package-lock.json"}};
        if (!locked.subject.empty())
            failure.suggestions = {locked.message};
    } else if (block.code == "EJSONPARSE") {
        failure.category = Category::syntax_error;
        failure.locations = {{"package.json"}};
    } else if (is_network(block.code)) {
        failure.category = Category::infrastructure;
    } else if (contains(base::to_lower(reading.message), "missing script")) {
        failure.category = Category::build_failure;
        failure.rule = "missing-script";
        failure.locations = {{"package.json"}};
    } else {
        failure.category = Category::build_failure;
        failure.subject = package_at_path(section, block);
        finding.weight = block.code == "ENOENT" && failure.subject.empty() ? Weight::problem
                                                                           : Weight::consequence;
        if (!failure.subject.empty()) {
            failure.rule = "install-script";
            failure.category = Category::dependency_error;
        }
    }
    return finding;
}

/// One line of yarn or pnpm that means something by itself.
struct Sentence {
    const base::Regex* pattern;  ///< its first group, where it has one, is the subject
    std::string_view tool;
    std::string_view rule;
    Category category;
    std::string_view subject = {};
    Weight weight = Weight::problem;
};

const std::vector<Sentence>& sentences() {
    static const base::Regex k_frozen("^error Your lockfile needs to be updated");
    static const base::Regex k_absent("^error Couldn't find package \"([^\"]+)\"");
    static const base::Regex k_version("^error Couldn't find any versions for \"([^\"]+)\"");
    static const base::Regex k_engine("^error .*The engine \"\\w+\" is incompatible with");
    static const base::Regex k_engine_end("^error Found incompatible module");
    static const base::Regex k_manifest("^error SyntaxError: \\S*package\\.json: ");
    static const base::Regex k_command("^error Command \"([^\"]+)\" not found");
    static const base::Regex k_failed("^error Command failed with exit code");
    static const base::Regex k_berry_lock("YN0028: .*lockfile would have been modified");
    static const base::Regex k_berry_absent("YN0035: .*?(@?[\\w./-]+)@");
    static const base::Regex k_berry_version("YN0082: .*?(@?[\\w./-]+)@");
    static const base::Regex k_pnpm_lock("ERR_PNPM_OUTDATED_LOCKFILE");
    static const base::Regex k_pnpm_no_lock("ERR_PNPM_NO_LOCKFILE");
    static const base::Regex k_pnpm_version("ERR_PNPM_NO_MATCHING_VERSION.* for (@?[^@\\s]+)@");
    static const base::Regex k_pnpm_absent("ERR_PNPM_FETCH_404.*/(@?[^/\\s:]+): Not Found");
    static const base::Regex k_pnpm_script("ERR_PNPM_NO_SCRIPT.*[Mm]issing script: (\\S+)");
    static const base::Regex k_pnpm_peer("ERR_PNPM_PEER_DEP_ISSUES");
    static const base::Regex k_pnpm_failed("^(?:\\s|\u2009)*ELIFECYCLE(?:\\s|\u2009)");
    static const std::vector<Sentence> k_all = {
        {&k_frozen, "yarn", "frozen-lockfile", Category::dependency_error, "yarn.lock"},
        {&k_absent, "yarn", "missing-package", Category::dependency_error},
        {&k_engine, "yarn", "engine", Category::dependency_error, "package.json"},
        {&k_engine_end, "yarn", "engine", Category::dependency_error, "package.json",
         Weight::consequence},
        {&k_manifest, "yarn", "manifest", Category::syntax_error, "package.json"},
        {&k_version, "yarn", "missing-version", Category::dependency_error},
        {&k_command, "yarn", "missing-script", Category::build_failure},
        {&k_failed, "yarn", "", Category::build_failure, "", Weight::consequence},
        {&k_berry_lock, "yarn", "YN0028", Category::dependency_error, "yarn.lock"},
        {&k_berry_absent, "yarn", "YN0035", Category::dependency_error},
        {&k_berry_version, "yarn", "YN0082", Category::dependency_error},
        {&k_pnpm_lock, "pnpm", "ERR_PNPM_OUTDATED_LOCKFILE", Category::dependency_error,
         "pnpm-lock.yaml"},
        {&k_pnpm_no_lock, "pnpm", "ERR_PNPM_NO_LOCKFILE", Category::dependency_error,
         "pnpm-lock.yaml"},
        {&k_pnpm_version, "pnpm", "ERR_PNPM_NO_MATCHING_VERSION", Category::dependency_error},
        {&k_pnpm_absent, "pnpm", "ERR_PNPM_FETCH_404", Category::dependency_error},
        {&k_pnpm_script, "pnpm", "ERR_PNPM_NO_SCRIPT", Category::build_failure},
        {&k_pnpm_peer, "pnpm", "ERR_PNPM_PEER_DEP_ISSUES", Category::dependency_error},
        {&k_pnpm_failed, "pnpm", "ELIFECYCLE", Category::build_failure, "", Weight::consequence},
    };
    return k_all;
}

bool may_be_sentence(std::string_view text) {
    constexpr std::array<std::string_view, 4> k_signs = {"error ", "YN00", "ERR_PNPM_",
                                                         "ELIFECYCLE"};
    return std::any_of(k_signs.begin(), k_signs.end(), [text](std::string_view sign) {
        return contains(text.substr(0, 60), sign);
    });
}

std::optional<Finding> sentence_at(const Section& section, std::size_t at) {
    const auto text = section.text(at).substr(0, 2000);
    for (const auto& sentence : sentences()) {
        const auto groups = sentence.pattern->match(text);
        if (!groups)
            continue;
        auto finding = finding_at(at, sentence.category, sentence.tool, sentence.rule);
        auto& failure = finding.failure;
        const bool is_named = sentence.subject.empty() && groups->size() > 1;
        failure.subject = is_named ? (*groups)[1] : sentence.subject;
        static const base::Regex k_thin("\u2009");
        failure.message = base::trim(k_thin.replace_all(text, " "));
        if (const auto slash = failure.subject.find("%2F"); slash != std::string::npos)
            failure.subject.replace(slash, 3, "/");
        if (sentence.category == Category::dependency_error ||
            sentence.category == Category::syntax_error)
            failure.locations = {{sentence.subject.empty() ? "package.json" : failure.subject}};
        finding.weight = sentence.weight;
        return finding;
    }
    return std::nullopt;
}

void match_sentences(const Section& section, Sink& sink) {
    for (std::size_t i = 0; i < section.size(); ++i)
        if (may_be_sentence(section.text(i)) && !section.claimed(i))
            if (auto finding = sentence_at(section, i))
                sink.report(std::move(*finding));
}

void match_npm(const Section& section, Sink& sink) {
    for (const auto& block : blocks_of(section)) {
        if (section.claimed(block.begin))
            continue;
        if (auto finding = finding_of(section, block); !finding.failure.message.empty())
            sink.report(std::move(finding));
    }
    match_sentences(section, sink);
}

}  // namespace

const Matcher npm_matcher = {
    "npm",
    {"npm ERR!", "npm error", "error Your lock", "error Couldn't find", "error Command",
     "error Found inc", "is incompatible with this module", "error SyntaxError: ", "YN00",
     "ERR_PNPM_", "ELIFECYCLE"},
    match_npm};

}  // namespace mendel::diagnose
