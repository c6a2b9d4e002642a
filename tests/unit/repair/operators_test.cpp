#include "repair/operators.hpp"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "base/yaml.hpp"
#include "support/catch.hpp"
#include "sys/files.hpp"

using namespace mendel;

namespace {

/// A file name of the language, from which it is told.
std::string file_of(const std::string& language) {
    static const std::map<std::string, std::string> k_files = {
        {"python", "a.py"}, {"javascript", "a.js"}, {"c", "a.c"},    {"cpp", "a.cpp"},
        {"go", "a.go"},     {"java", "A.java"},     {"rust", "a.rs"}};
    return k_files.at(language);
}

const repair::Operator& operator_named(const std::string& name) {
    const auto& all = repair::operators();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.name == name; });
    REQUIRE(found != all.end());
    return *found;
}

std::vector<repair::Change> all_changes(const repair::Program& program,
                                        const repair::Operator& chosen) {
    std::vector<repair::Change> changes;
    code::walk(program.tree().root(), [&](const code::Node& node) {
        if (node.is_named())
            for (auto& change : repair::changes_at(chosen, program, node))
                changes.push_back(std::move(change));
        return true;
    });
    return changes;
}

nlohmann::json cases() {
    const auto path = std::string(MENDEL_SOURCE_FOLDER) + "/tests/unit/repair/data/operators.yaml";
    const auto text = sys::read_file(path);
    REQUIRE(text);
    auto document = base::parse_yaml(*text, path);
    REQUIRE(document);
    return std::move(*document->value);
}

std::unique_ptr<repair::Program> program_of(const nlohmann::json& row) {
    auto program = repair::Program::read(file_of(row.at("language")), row.at("before"));
    REQUIRE(program);
    return std::move(*program);
}

}  // namespace

TEST_CASE("each operator proposes the change of its cases") {
    for (const auto& row : cases()) {
        const auto program = program_of(row);
        const auto& chosen = operator_named(row.at("operator"));
        const std::string wanted = row.at("after");
        std::string proposed;
        bool is_found = false;
        for (const auto& change : all_changes(*program, chosen)) {
            const auto after = code::apply_edits(program->tree().text(), change.edits);
            REQUIRE(after);
            is_found = is_found || *after == wanted;
            proposed += *after + "---\n";
        }
        INFO(row.at("operator") << " in " << row.at("language") << " wants\n"
                                << wanted << "of\n"
                                << proposed);
        CHECK(is_found);
    }
}

TEST_CASE("a change has a summary, a weight, and edits that do not overlap") {
    for (const auto& row : cases()) {
        const auto program = program_of(row);
        for (const auto& chosen : repair::operators())
            for (const auto& change : all_changes(*program, chosen)) {
                INFO(chosen.name << ": " << change.summary);
                CHECK_FALSE(change.summary.empty());
                CHECK(change.plausibility > 0);
                CHECK(change.plausibility <= 1);
                CHECK(code::apply_edits(program->tree().text(), change.edits));
            }
    }
}

TEST_CASE(
    "a name that nothing reads, or that would part a pair of equals, is the likelier variable") {
    const auto weight = [](const std::string& before, const std::string& after) {
        auto program = repair::Program::read("a.py", before);
        REQUIRE(program);
        for (const auto& change : all_changes(**program, operator_named("variable")))
            if (code::apply_edits((*program)->tree().text(), change.edits) == after)
                return change.plausibility;
        return 0.0;
    };
    const std::string head = "def f(item, other, third):\n    h(third)\n";
    const auto unread = weight(head + "    return g(item)\n", head + "    return g(other)\n");
    const auto plain = weight(head + "    h(other)\n    return g(item)\n",
                              head + "    h(other)\n    return g(other)\n");
    const auto twin = weight(head + "    h(other)\n    return g(item, item)\n",
                             head + "    h(other)\n    return g(item, other)\n");
    CHECK(plain > 0);
    CHECK(unread > plain);
    CHECK(twin > plain);
}

TEST_CASE("a change undone gives the text as it was") {
    for (const auto& row : cases()) {
        const auto program = program_of(row);
        const auto& before = program->tree().text();
        for (const auto& change : all_changes(*program, operator_named(row.at("operator")))) {
            auto edits = change.edits;
            std::stable_sort(edits.begin(), edits.end(), [](const auto& left, const auto& right) {
                return left.begin < right.begin;
            });
            const auto after = code::apply_edits(before, edits);
            REQUIRE(after);
            std::vector<code::Edit> back;
            std::int64_t shift = 0;
            for (const auto& edit : edits) {
                const auto begin = static_cast<std::uint32_t>(edit.begin + shift);
                back.push_back({.begin = begin,
                                .end = begin + static_cast<std::uint32_t>(edit.text.size()),
                                .text = before.substr(edit.begin, edit.end - edit.begin)});
                shift += static_cast<std::int64_t>(edit.text.size()) - (edit.end - edit.begin);
            }
            INFO(change.summary);
            CHECK(code::apply_edits(*after, back) == before);
        }
    }
}

TEST_CASE("every operator has a case, a purpose and a prior") {
    std::set<std::string> with_case;
    for (const auto& row : cases())
        with_case.insert(row.at("operator"));
    for (const auto& each : repair::operators()) {
        INFO(each.name);
        CHECK(with_case.count(std::string(each.name)) == 1);
        CHECK_FALSE(each.purpose.empty());
        CHECK(each.prior > 0);
        CHECK(each.prior <= 1);
    }
}
