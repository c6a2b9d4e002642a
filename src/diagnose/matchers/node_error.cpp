#include "diagnose/matchers/node_error.hpp"

#include <algorithm>
#include <array>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/paths.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

std::string group(const base::Regex& pattern, std::string_view text, std::size_t index = 1) {
    const auto groups = pattern.match(text.substr(0, 4000));
    return groups ? std::string((*groups)[index]) : std::string{};
}

bool is_infrastructure(const NodeError& error) {
    constexpr std::array<std::string_view, 7> k_codes = {
        "ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "ETIMEDOUT", "EAI_AGAIN", "ENOSPC", "EMFILE"};
    return std::any_of(k_codes.begin(), k_codes.end(), [&](std::string_view code) {
        return error.code == code || contains(error.message.substr(0, 200), code);
    });
}

bool describe_import(const NodeError& error, const Section& section, model::Failure& failure) {
    static const base::Regex k_missing("Cannot find (?:module|package) ['\"]([^'\"]+)['\"]");
    static const base::Regex k_unresolved(
        "(?:Failed to resolve import|Could not resolve|Failed to load url) \"?([^\"\\s]+)\"?");
    static const base::Regex k_export("does not provide an export named '?([^'\\s]+)'?");
    static const base::Regex k_named("Named export '([^']+)' not found");
    auto subject = group(k_missing, error.message);
    if (subject.empty())
        subject = group(k_unresolved, error.message);
    const bool is_module = !subject.empty();
    if (subject.empty())
        subject = group(k_export, error.message);
    if (subject.empty())
        subject = group(k_named, error.message);
    if (subject.empty())
        return false;
    failure.category = Category::import_error;
    failure.subject = subject;
    failure.rule = "missing-export";
    if (is_module) {
        const bool is_esm =
            error.code == "ERR_MODULE_NOT_FOUND" || contains(error.message, " imported from ");
        failure.rule = is_esm ? "ERR_MODULE_NOT_FOUND" : "MODULE_NOT_FOUND";
        failure.subject = Paths(section.root(), section.step().command).relative(subject);
        if (subject[0] == '.')
            failure.subject = subject;
    }
    return true;
}

std::string subject_of(const NodeError& error) {
    static const base::Regex k_undefined("^([\\w$]+) is not defined");
    static const base::Regex k_early("^Cannot access '([^']+)' before initialization");
    static const base::Regex k_callable("^(\\S+) is not (?:a function|a constructor|iterable)");
    if (error.name == "ReferenceError") {
        const auto name = group(k_undefined, error.message);
        return name.empty() ? group(k_early, error.message) : name;
    }
    return error.name == "TypeError" ? group(k_callable, error.message) : std::string{};
}

}  // namespace

std::optional<NodeError> node_error_of(std::string_view text) {
    static const base::Regex k_error(
        "^(?:# )?\\s*(?:Uncaught |Unhandled Rejection "
        "|\\[)?([A-Za-z_$][\\w$]*(?:Error|Exception|Rejection|Failure)|Error)"
        "(?:(?: \\[([A-Za-z_]+)\\])?: ?(.*)| \\[(ERR_[A-Z_]+)\\](?: \\{)?)$");
    if (text.size() > 8000 || (!contains(text, "Error") && !contains(text, "Exception") &&
                               !contains(text, "Rejection") && !contains(text, "Failure")))
        return std::nullopt;
    const auto groups = k_error.match(text);
    if (!groups)
        return std::nullopt;
    NodeError error{std::string((*groups)[1]), std::string((*groups)[2]),
                    std::string((*groups)[3])};
    if (error.code == "Error")
        error.code.clear();
    if (const std::string lone((*groups)[4]); !lone.empty())
        error.code = lone;
    return error;
}

void describe(const NodeError& error, Category otherwise, const Section& section,
              model::Failure& failure) {
    failure.message = error.message.empty() && !error.code.empty()
                          ? error.name + " [" + error.code + "]"
                          : error.name + ": " + error.message;
    failure.rule = error.name == "Error" && !error.code.empty() ? error.code : error.name;
    if (describe_import(error, section, failure))
        return;
    failure.category = otherwise;
    failure.subject = subject_of(error);
    if (error.name == "SyntaxError" && !contains(error.message, "JSON"))
        failure.category = Category::syntax_error;
    else if (is_infrastructure(error))
        failure.category = Category::infrastructure;
}

std::string importer_of(std::string_view message) {
    static const base::Regex k_importer("(?:imported from |' from '|' from \")([^'\"\\s]+)");
    return group(k_importer, message);
}

std::optional<model::Frame> node_frame_of(std::string_view text) {
    static const base::Regex k_named("^(?:# )?\\s+at (?:async )?(.+?) \\((.+?):(\\d+):\\d+\\)");
    static const base::Regex k_bare(
        "^(?:# )?\\s+at (?:async )?([^()]+?):(\\d+):\\d+\\)?(?: \\{)?$");
    if (!contains(text.substr(0, 40), "at ") || text.size() > 4000)
        return std::nullopt;
    if (const auto groups = k_named.match(text))
        return model::Frame{std::string((*groups)[2]),
                            static_cast<int>(base::to_number((*groups)[3])),
                            std::string((*groups)[1])};
    if (const auto groups = k_bare.match(text))
        return model::Frame{std::string((*groups)[1]),
                            static_cast<int>(base::to_number((*groups)[2]))};
    return std::nullopt;
}

std::vector<model::Frame> node_frames(const Section& section, std::size_t begin, std::size_t end) {
    constexpr std::size_t k_most = 50;
    std::vector<model::Frame> frames;
    for (auto i = begin; i < std::min(end, section.size()) && frames.size() < k_most; ++i)
        if (auto frame = node_frame_of(section.text(i)))
            frames.push_back(std::move(*frame));
    std::reverse(frames.begin(), frames.end());
    return frames;
}

bool is_own_frame(const model::Frame& frame, const Section& section) {
    Paths paths(section.root(), section.step().command);
    return paths.is_own(paths.relative(frame.file));
}

const model::Frame* innermost_own(const std::vector<model::Frame>& frames, const Section& section) {
    const auto found = std::find_if(frames.rbegin(), frames.rend(), [&](const model::Frame& frame) {
        return is_own_frame(frame, section);
    });
    return found == frames.rend() ? nullptr : &*found;
}

}  // namespace mendel::diagnose
