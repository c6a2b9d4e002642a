#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/python_error.hpp"

namespace mendel::diagnose {

namespace {

constexpr std::string_view k_stars = "**********";

/// The trimmed lines of a part ("Expected:", "Got:") up to the next part or row of stars.
std::string lines_after(const Section& section, std::size_t at) {
    std::string text;
    for (auto i = at + 1; i < section.size() && text.size() < 500; ++i) {
        const auto line = section.text(i);
        if (line.empty() || line[0] != ' ')
            break;
        text.append(text.empty() ? "" : "\n").append(base::trim(line));
    }
    return text;
}

std::size_t end_of_block(const Section& section, std::size_t at) {
    auto i = at + 1;
    while (i < section.size() && section.text(i).substr(0, k_stars.size()) != k_stars &&
           section.text(i) != "Trying:" && !base::contains(section.text(i), " items had "))
        ++i;
    return i;
}

Finding read_block(const Section& section, std::size_t at,
                   const std::vector<std::string_view>& groups) {
    auto finding = finding_at(at, model::Category::test_failure, "doctest", "mismatch");
    finding.end = end_of_block(section, at);
    auto& failure = finding.failure;
    model::FailedTest test{.name = std::string(groups[3]),
                           .file = std::string(groups[1]),
                           .line = number_of(groups[2])};
    for (auto i = at; i < finding.end; ++i) {
        const auto text = section.text(i);
        if (text == "Failed example:")
            failure.message =
                "the example " + lines_after(section, i) + " did not give what it shows";
        else if (text == "Expected:")
            test.expected = lines_after(section, i);
        else if (text == "Got:")
            test.actual = lines_after(section, i);
        else if (base::contains(text, "Traceback (most recent call last):"))
            if (const auto error = read_traceback(section, i)) {
                describe(failure, *error);
                failure.frames.clear();
            }
    }
    test.message = failure.message;
    failure.locations = {{test.file, test.line, 0}};
    failure.tests = {std::move(test)};
    return finding;
}

void match_doctest(const Section& section, Sink& sink) {
    static const base::Regex k_place("^File \"([^\"]+)\", line (\\d+), in (.+)$");
    for (std::size_t i = 0; i < section.size(); ++i) {
        if (section.claimed(i) || section.text(i).substr(0, 6) != "File \"")
            continue;
        const auto groups = k_place.match(section.text(i).substr(0, 5000));
        if (!groups || section.text(i + 1) != "Failed example:")
            continue;
        auto finding = read_block(section, i, *groups);
        i = finding.end - 1;
        sink.report(std::move(finding));
    }
}

}  // namespace

const Matcher doctest_matcher = {"doctest", {"Failed example:"}, match_doctest};

}  // namespace mendel::diagnose
