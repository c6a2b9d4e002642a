#include "repair/ranking.hpp"

#include "unit/repair/project.hpp"

using namespace mendel;
using namespace mendel::repair;
using repair::test::Files;
using repair::test::Project;

TEST_CASE("of edits that pass the smaller one is first, one that removes code last") {
    Project project(Files{{"a.py", "def f(n, best):\n    log(n)\n    return n if n else best\n"}});
    const auto round = project.round(std::string("true"));
    auto longer = project.candidate("a.py", "n if n", "n[:-1] if n");
    longer.score = 0.50;
    auto shorter = project.candidate("a.py", "n if n else best", "best");
    shorter.score = 0.45;
    auto removed = project.candidate("a.py", "    log(n)\n", "");
    removed.score = 0.90;
    removed.operator_name = "removal";
    std::vector<Candidate> plausible = {removed, longer, shorter};
    rank(round, plausible);
    CHECK(plausible[0].files.front().text == shorter.files.front().text);
    CHECK(plausible[1].files.front().text == longer.files.front().text);
    CHECK(plausible[2].marks.size() == 1);
}
