#include "model/verdict.hpp"

#include "support/catch.hpp"

using namespace mendel::model;

TEST_CASE("a refusal shows the parts that there are") {
    CHECK(to_text(Refusal{"scope", "No."}) == "No. (scope)");
    CHECK(to_text(Refusal{"scope", "No.", "a.py"}) == "a.py: No. (scope)");
    CHECK(to_text(Refusal{"scope", "No.", "a.py", 3}) == "a.py:3: No. (scope)");
}

TEST_CASE("verdict states have the names of the documentation") {
    CHECK(name_of(VerdictState::green) == "green");
    CHECK(name_of(VerdictState::progress) == "progress");
    CHECK(name_of(VerdictState::refused) == "refused");
}
