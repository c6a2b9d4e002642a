#include "diagnose/matchers/jvm_error.hpp"

#include <algorithm>
#include <array>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "sys/files.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

constexpr std::size_t k_most_frames = 60;
constexpr std::size_t k_most_message_lines = 40;

bool begins(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}

bool is_library(std::string_view type) {
    constexpr std::array<std::string_view, 38> k_packages = {"java.",
                                                             "javax.",
                                                             "jdk.",
                                                             "sun.",
                                                             "com.sun.",
                                                             "org.junit.",
                                                             "junit.",
                                                             "org.gradle.",
                                                             "worker.org.",
                                                             "org.apache.maven.",
                                                             "org.mockito.",
                                                             "org.hamcrest.",
                                                             "org.assertj.",
                                                             "org.testng.",
                                                             "kotlin.",
                                                             "kotlinx.",
                                                             "scala.",
                                                             "groovy.",
                                                             "org.codehaus.",
                                                             "org.spockframework.",
                                                             "org.scalatest.",
                                                             "org.springframework.",
                                                             "org.apache.tools.ant.",
                                                             "com.google.common.",
                                                             "com.google.inject.",
                                                             "org.opentest4j.",
                                                             "net.bytebuddy.",
                                                             "io.netty.",
                                                             "reactor.",
                                                             "io.reactivex.",
                                                             "org.robolectric.",
                                                             "androidx.",
                                                             "android.",
                                                             "com.android.",
                                                             "jakarta.",
                                                             "org.eclipse.",
                                                             "sbt.",
                                                             "com.intellij."};
    return std::any_of(k_packages.begin(), k_packages.end(),
                       [type](std::string_view package) { return begins(type, package); });
}

/// The first two parts of a dotted name, by which an organisation's own code is told.
std::string_view organisation_of(std::string_view type) {
    const auto first = type.find('.');
    if (first == std::string_view::npos)
        return {};
    const auto second = type.find('.', first + 1);
    return second == std::string_view::npos ? type.substr(0, first + 1)
                                            : type.substr(0, second + 1);
}

bool is_own(std::string_view type, std::string_view own_package) {
    return own_package.empty() ? !is_library(type) : begins(type, own_package);
}

bool is_more(std::string_view text) {
    static const base::Regex k_more("^\\.\\.\\. \\d+ (?:more|common frames omitted)|^\\[CIRCULAR");
    return begins(text, "Caused by: ") || begins(text, "Suppressed: ") || k_more.found_in(text);
}

/// One past the frames and causes that follow the throwable's own message.
std::size_t end_of_trace(const Section& section, std::size_t at) {
    std::size_t quiet = 0;
    auto end = at;
    for (auto i = at; i < section.size() && i < at + 2000 && quiet < k_most_message_lines; ++i) {
        const auto text = base::trim(without_mark(section.text(i)).substr(0, 2000));
        if (jvm_frame_of(text, "") || is_more(text)) {
            end = i + 1;
            quiet = begins(text, "Caused by: ") ? 0 : k_most_message_lines - 1;
        } else if (text.empty()) {
            break;
        } else {
            ++quiet;
        }
    }
    return end;
}

}  // namespace

std::string_view without_mark(std::string_view text) {
    const auto at = text.find_first_not_of(" \t");
    if (at == std::string_view::npos || text[at] != '[')
        return text;
    const auto close = text.find(']', at);
    if (close == std::string_view::npos || close - at > 14 || close == at + 1)
        return text;
    for (auto i = at + 1; i < close; ++i)
        if (!((text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z') ||
              text[i] == ':' || text[i] == '-'))
            return text;
    text.remove_prefix(close + 1);
    return begins(text, " ") ? text.substr(1) : text;
}

std::optional<JvmError> jvm_error_of(std::string_view text) {
    static const base::Regex k_error(
        "^(?:Exception in thread \"[^\"]*\" |Caused by: )?((?:[A-Za-z_][\\w]*\\.)+)"
        "((?:[A-Z][\\w]*\\$)*[A-Z]\\w*(?:Error|Exception|Failure|Throwable|Failed\\w*|"
        "ComparisonFailure|NotSatisfied\\w*|Violation|Condition\\w*))(?:: ?(.*)| at .*)?$");
    text = base::trim(text.substr(0, 4000));
    const auto groups = contains(text, ".") ? k_error.match(text) : std::nullopt;
    if (!groups)
        return std::nullopt;
    return JvmError{std::string((*groups)[2]), std::string((*groups)[3])};
}

std::optional<model::Frame> jvm_frame_of(std::string_view text, std::string_view own_package) {
    static const base::Regex k_frame(
        "^at (?:[\\w.@+-]*/)*((?:[\\w$]+\\.)*)([^.()\\s]+(?: [^()]*)?)\\.([^.()]+|<?c?l?init>?)\\("
        "(?:([\\w$+-]+\\.\\w+)(?::(\\d+))?|Native Method|Unknown Source)\\)");
    text = base::trim(text);
    const auto groups = begins(text, "at ") ? k_frame.match(text.substr(0, 2000)) : std::nullopt;
    if (!groups)
        return std::nullopt;
    const std::string package((*groups)[1]);
    const auto type = package + std::string((*groups)[2]);
    model::Frame frame;
    frame.line = number_of((*groups)[5]);
    frame.function = type + "." + std::string((*groups)[3]);
    const auto folder = base::replace_all(package, ".", "/");
    const auto outer = std::string((*groups)[2].substr(0, (*groups)[2].find('$')));
    const auto file = (*groups)[4].empty() ? outer + ".java" : std::string((*groups)[4]);
    frame.file =
        is_own(type, own_package)
            ? folder + file
            : "<" + package.substr(0, package.empty() ? 0 : package.size() - 1) + ">/" + file;
    return frame;
}

JvmError read_jvm_error(const Section& section, std::size_t at, std::string_view own_type) {
    const auto first = base::trim(without_mark(section.text(at)));
    auto error = jvm_error_of(first).value_or(JvmError{"AssertionError", std::string(first)});
    const auto package = organisation_of(own_type);
    error.line = at;
    auto i = at + 1;
    for (; i < section.size() && i <= at + k_most_message_lines; ++i) {
        const auto text = without_mark(section.text(i)).substr(0, 2000);
        if (jvm_frame_of(text, "") || is_more(base::trim(text)))
            break;
        error.message.append("\n").append(text);
    }
    const bool has_frames = jvm_frame_of(without_mark(section.text(i)), "").has_value();
    if (!has_frames) {  // nothing says where the message ends but an empty line
        const auto end = error.message.find("\n\n");
        error.message = error.message.substr(0, end);
        i = at + 1 +
            static_cast<std::size_t>(std::count(error.message.begin(), error.message.end(), '\n'));
    }
    error.end = has_frames ? end_of_trace(section, i) : std::min(i, section.size());
    for (; i < error.end && error.frames.size() < k_most_frames; ++i)
        if (auto frame = jvm_frame_of(without_mark(section.text(i)), package))
            error.frames.push_back(std::move(*frame));
        else
            break;
    std::reverse(error.frames.begin(), error.frames.end());
    return error;
}

std::string jvm_source(const Section& section, const std::string& path) {
    constexpr std::array<std::string_view, 10> k_folders = {
        "src/test/java/",       "src/main/java/",  "src/test/kotlin/",
        "src/main/kotlin/",     "src/test/scala/", "src/main/scala/",
        "src/test/groovy/",     "test/",           "src/",
        "src/androidTest/java/"};
    if (section.root().empty() || begins(path, "<"))
        return path;
    for (const auto folder : k_folders) {
        auto candidate = std::string(folder) + path;
        if (sys::exists(sys::join_path(section.root(), candidate)))
            return candidate;
    }
    return path;
}

void describe(model::Failure& failure, const JvmError& error, const Section& section) {
    const auto lines = base::split(error.message, '\n');
    std::string_view said;
    for (std::size_t i = 0; i < lines.size() && i < 3; ++i)
        if (said.empty() || said.back() == ':')
            said = base::trim(lines[i]);
    failure.rule = error.type;
    failure.message = error.type + (said.empty() ? "" : ": " + std::string(said));
    failure.frames = error.frames;
    for (auto& frame : failure.frames)
        frame.file = jvm_source(section, frame.file);
    if (error.type == "NoClassDefFoundError" || error.type == "ClassNotFoundException") {
        failure.category = Category::import_error;
        failure.subject = base::replace_all(base::trim(lines[0]), "/", ".");
    }
}

void read_jvm_values(std::string_view message, model::FailedTest& test) {
    static const base::Regex k_values(
        "(?s)expected:? ?(?:same:)?<(.*?)> (?:but was|was not):? ?<(.*?)>(?:\\s*$|\\n)|"
        "expected \\[(.*?)\\] but found \\[(.*?)\\]|"
        "Expected <(.*?)>, actual <(.*?)>|"
        "Expected: (.*?)\\n\\s*(?:but: )?(?:was|got:?) ?(.*?)(?:\\n|$)|"
        "(?i:expected) ?: *(.*?)\\n\\s*but was ?: *(.*?)(?:\\n|$)|"
        "(?i:expecting)(?: actual)?:\\s*\\n?\\s*(.*?)\\n\\s*to (?:be equal to|contain|be|have)"
        "[^\\n]*\\n?\\s*(.*?)(?:\\n|$)");
    const auto groups = k_values.match(message.substr(0, 8000));
    if (!groups)
        return;
    constexpr std::size_t k_reversed = 11;  // AssertJ's older words put what it had first
    for (std::size_t i = 1; i + 1 < groups->size(); i += 2) {
        const auto first = std::string(base::trim((*groups)[i]));
        const auto second = std::string(base::trim((*groups)[i + 1]));
        if (first.empty() && second.empty())
            continue;
        test.expected = i == k_reversed ? second : first;
        test.actual = i == k_reversed ? first : second;
        return;
    }
}

Finding jvm_test_finding(const Section& section, const JvmError& error, std::string_view tool,
                         std::string_view name, std::string_view type) {
    auto finding = finding_at(error.line, Category::test_failure, tool, error.type);
    finding.end = std::max(error.end, error.line + 1);
    auto& failure = finding.failure;
    describe(failure, error, section);
    model::FailedTest test{std::string(name)};
    test.message = failure.message;
    read_jvm_values(error.message, test);
    const auto outer = type.substr(0, type.find('$'));
    for (const auto& frame : failure.frames) {
        const bool is_in_test =
            !outer.empty() && begins(frame.function, outer) &&
            frame.function.size() > outer.size() &&
            (frame.function[outer.size()] == '.' || frame.function[outer.size()] == '$');
        if (frame.file[0] != '<' && (is_in_test || test.file.empty())) {
            test.file = frame.file;
            test.line = frame.line;
        }
        if (is_in_test)
            break;
    }
    failure.tests = {std::move(test)};
    return finding;
}

}  // namespace mendel::diagnose
