#include <algorithm>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/node_error.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// One "✖ name (1.2ms)" with what stands below it.
struct Block {
    std::string name;
    model::Location place;  ///< of the "test at" line above, where there is one
    std::size_t begin = 0;
    std::size_t end = 0;
};

std::string name_of(std::string_view text) {
    static const base::Regex k_cross("^\\s*✖ (.*) \\(\\d[\\d.]*m?s\\)$");
    const auto groups = text.size() < 4000 ? k_cross.match(text) : std::nullopt;
    return groups ? std::string((*groups)[1]) : std::string{};
}

model::Location place_of(std::string_view text) {
    static const base::Regex k_at("^test at (.+):(\\d+):(\\d+)$");
    const auto groups = text.substr(0, 8) == "test at " ? k_at.match(text) : std::nullopt;
    if (!groups)
        return {};
    return {std::string((*groups)[1]), static_cast<int>(base::to_number((*groups)[2])),
            static_cast<int>(base::to_number((*groups)[3]))};
}

/// The reporters spec and dot repeat all failures at the end; only that list is read.
std::size_t list_of_failures(const Section& section) {
    for (std::size_t i = section.size(); i-- > 0;)
        if (section.text(i) == "✖ failing tests:" || section.text(i) == "Failed tests:")
            return i;
    return section.size();
}

std::vector<Block> blocks_after(const Section& section, std::size_t list) {
    std::vector<Block> blocks;
    model::Location place;
    for (auto i = list + 1; i < section.size(); ++i) {
        const auto text = section.text(i);
        if (const auto at = place_of(text); !at.file.empty())
            place = at;
        auto name = name_of(text);
        if (name.empty())
            continue;
        auto end = i + 1;
        while (end < section.size() && (section.text(end).empty() || section.text(end)[0] == ' ') &&
               name_of(section.text(end)).empty())
            ++end;
        blocks.push_back({std::move(name), place, i, end});
        place = {};
        i = end - 1;
    }
    return blocks;
}

/// "    expected: 3," in the properties printed after the stack.
std::string property_of(const Section& section, const Block& block, std::string_view key) {
    const auto start = std::string(key) + ": ";
    for (auto i = block.begin + 1; i < block.end; ++i) {
        auto text = base::trim(section.text(i));
        if (text.substr(0, start.size()) != start)
            continue;
        text.remove_prefix(start.size());
        if (!text.empty() && text.back() == ',')
            text.remove_suffix(1);
        return std::string(text.substr(0, 1000));
    }
    return {};
}

void report(const Section& section, const Block& block, Sink& sink) {
    auto finding = finding_at(block.begin, Category::test_failure, "node:test", "");
    finding.end = block.end;
    auto& failure = finding.failure;
    auto at = block.begin + 1;
    while (at < block.end && section.text(at).empty())
        ++at;
    const auto said = base::trim(section.text(at < block.end ? at : block.begin));
    failure.message = said;
    failure.frames = node_frames(section, block.begin, block.end);
    if (const auto error = node_error_of(said))
        describe(*error, Category::test_failure, section, failure);
    if (failure.category == Category::infrastructure)
        failure.category = Category::test_failure;
    model::FailedTest test{block.name,
                           block.place.file,
                           block.place.line,
                           std::string(said),
                           property_of(section, block, "expected"),
                           property_of(section, block, "actual")};
    if (failure.rule == "AssertionError" && !(test.expected.empty() && test.actual.empty()))
        failure.message += " expected " + test.expected + ", actual " + test.actual;
    if (const auto* own = innermost_own(failure.frames, section)) {
        failure.locations = {{own->file, own->line}};
        if (test.file.empty()) {
            const auto outermost =
                std::find_if(failure.frames.begin(), failure.frames.end(),
                             [&](const auto& frame) { return is_own_frame(frame, section); });
            test.file = outermost->file;
            test.line = outermost->line;
        }
    } else if (!test.file.empty()) {
        failure.locations = {block.place};
    }
    finding.weight = said == "'test failed'" ? Weight::consequence : Weight::problem;
    failure.tests = {std::move(test)};
    sink.report(std::move(finding));
}

/// "2 subtests failed": the suite repeats what its tests said.
bool is_suite(const Section& section, const Block& block) {
    static const base::Regex k_suite("^\\s*'\\d+ subtests? failed'$");
    return k_suite.found_in(section.text(block.begin + 1).substr(0, 100));
}

void match_node_test(const Section& section, Sink& sink) {
    for (const auto& block : blocks_after(section, list_of_failures(section)))
        if (!is_suite(section, block))
            report(section, block, sink);
}

}  // namespace

const Matcher node_test_matcher = {
    "node:test", {"✖ failing tests:", "Failed tests:"}, match_node_test, {60, 5000}};

}  // namespace mendel::diagnose
