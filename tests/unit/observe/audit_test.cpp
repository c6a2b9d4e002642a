#include "observe/audit.hpp"

#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "base/json_schema.hpp"
#include "base/text.hpp"
#include "support/catch.hpp"
#include "sys/clock.hpp"
#include "sys/files.hpp"
#include "sys/pool.hpp"

using namespace mendel;

namespace {

struct Chain {
    sys::TemporaryFolder folder = sys::TemporaryFolder::make("mendel-audit-").value();
    std::string log = folder.path() + "/audit.jsonl";

    void add(int count, const std::string& actor = "agent a") {
        const auto audit = observe::AuditLog::open(folder.path(), sys::system_clock()).value();
        for (int each = 0; each < count; ++each)
            REQUIRE(audit->append({.kind = "tool",
                                   .actor = actor,
                                   .subject = "fs_read",
                                   .verdict = "done",
                                   .detail = std::to_string(each)}));
    }
    std::string text() const { return sys::read_file(log).value(); }
    void write(const std::string& text) const { REQUIRE(sys::write_file(log, text)); }
    observe::AuditVerdict verdict() const { return observe::verify_audit(folder.path()).value(); }
};

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (const auto line : base::split_lines(text))
        lines.emplace_back(line);
    return lines;
}

}  // namespace

TEST_CASE("a chain that was only added to is whole, and its entries fit their schema") {
    Chain chain;
    CHECK(chain.verdict().problem.empty());
    chain.add(3);
    chain.add(2);
    CHECK(chain.verdict().entries == 5);
    CHECK(chain.verdict().problem.empty());
    const auto schema = base::parse_json(
        sys::read_file(std::string(MENDEL_SOURCE_FOLDER) + "/schemas/audit.schema.json").value(),
        "schema");
    for (const auto& line : lines_of(chain.text()))
        CHECK(base::check_schema(*schema, *base::parse_json(line, "line"))->empty());
}

TEST_CASE("an edit, a removal, a move and an addition are found where they are") {
    Chain chain;
    chain.add(5);
    const auto lines = lines_of(chain.text());
    const auto broken_at = [&](std::vector<std::string> changed) {
        chain.write(base::join(changed, "\n") + "\n");
        const auto verdict = chain.verdict();
        CHECK_FALSE(verdict.problem.empty());
        return verdict.problem_line;
    };
    auto edited = lines;
    edited[2] = base::replace_all(edited[2], "fs_read", "fs_list");
    CHECK(broken_at(edited) == 3);
    CHECK(broken_at({lines[0], lines[2], lines[3], lines[4]}) == 2);
    CHECK(broken_at({lines[0], lines[2], lines[1], lines[3], lines[4]}) == 2);
    CHECK(broken_at({lines[0], lines[1], lines[1], lines[2], lines[3], lines[4]}) == 3);
    CHECK(broken_at({lines[0], lines[1], lines[2]}) == 4);
    CHECK(broken_at({lines[1], lines[2], lines[3], lines[4]}) == 1);
    chain.write("");
    CHECK(chain.verdict().problem_line == 1);
    chain.write(base::join(lines, "\n") + "\n");
    CHECK(chain.verdict().problem.empty());
}

TEST_CASE("a whole other chain of the same length is found by the remembered head") {
    Chain chain;
    chain.add(3);
    Chain other;
    other.add(3, "agent b");
    chain.write(other.text());
    CHECK(base::contains(chain.verdict().problem, "replaced"));
}

TEST_CASE("half a line of a crash is cut off and said") {
    Chain chain;
    chain.add(2);
    chain.write(chain.text() + R"({"actor":"half)");
    CHECK_FALSE(chain.verdict().problem.empty());
    chain.add(1);
    CHECK(chain.verdict().problem.empty());
    CHECK(chain.verdict().entries == 3);
    CHECK(base::contains(chain.text(), "\"recovered\""));
}

TEST_CASE("an entry that was written before its head was is part of the chain") {
    Chain chain;
    chain.add(2);
    const auto head = sys::read_file(chain.folder.path() + "/audit.head").value();
    chain.add(1);
    REQUIRE(sys::write_file(chain.folder.path() + "/audit.head", head));
    CHECK(chain.verdict().problem.empty());
    chain.add(1);
    CHECK(chain.verdict().problem.empty());
    CHECK(chain.verdict().entries == 4);
}

TEST_CASE("adding to a broken chain does not mend it") {
    Chain chain;
    chain.add(4);
    const auto lines = lines_of(chain.text());
    chain.write(lines[0] + "\n" + lines[1] + "\n");
    chain.add(2);
    CHECK(chain.verdict().problem_line == 3);
}

TEST_CASE("threads share a chain") {
    Chain chain;
    const auto audit = observe::AuditLog::open(chain.folder.path(), sys::system_clock()).value();
    sys::parallel_for(40, 8, [&](std::size_t) {
        (void)audit->append({.kind = "tool", .actor = "a", .subject = "s", .verdict = "done"});
    });
    CHECK_FALSE(audit->error());
    CHECK(chain.verdict().entries == 40);
    CHECK(chain.verdict().problem.empty());
}
