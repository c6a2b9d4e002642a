#include "diagnose/flaky.hpp"

#include "support/catch.hpp"

namespace mendel::diagnose {

namespace {

model::Failure failure_of(model::Category category, std::string_view message) {
    return {
        .category = category, .message = std::string(message), .fingerprint = std::string(message)};
}

double after(const model::Failure& failure,
             const std::vector<std::vector<model::Failure>>& earlier) {
    std::vector<model::Failure> failures = {failure};
    weigh_history(failures, earlier);
    return failures[0].flaky.value_or(-1);
}

}  // namespace

TEST_CASE("what comes and goes is suspected more than what stays") {
    using model::Category;
    const auto network = suspicion_of(failure_of(Category::infrastructure, "Connection reset"));
    const auto timeout = suspicion_of(failure_of(Category::test_failure, "timed out after 5 s"));
    const auto assertion = suspicion_of(failure_of(Category::test_failure, "assert 3 == 4"));
    const auto syntax = suspicion_of(failure_of(Category::syntax_error, "unexpected }"));
    CHECK(network > timeout);
    CHECK(timeout > assertion);
    CHECK(assertion > syntax);
}

TEST_CASE("a run of the same commit without the problem raises suspicion, runs with it lower it") {
    const auto failure = failure_of(model::Category::test_failure, "assert 3 == 4");
    const auto other = failure_of(model::Category::test_failure, "assert 1 == 2");
    const auto prior = suspicion_of(failure);
    CHECK(after(failure, {}) == -1);
    CHECK(after(failure, {{}}) > 0.5);
    CHECK(after(failure, {{other}}) > 0.5);
    CHECK(after(failure, {{}, {failure}, {}}) > after(failure, {{}}));
    CHECK(after(failure, {{failure}}) < prior);
    CHECK(after(failure, {{failure}, {failure, other}}) < after(failure, {{failure}}));
}

TEST_CASE("a problem is known again by a test that failed with other words") {
    auto failure = failure_of(model::Category::test_failure, "assert 3 == 4");
    failure.tests = {{.name = "tests/test_a.py::test_b"}};
    auto known = failure_of(model::Category::test_failure, "assert 5 == 4");
    known.tests = failure.tests;
    CHECK(after(failure, {{known}}) < suspicion_of(failure));
}

TEST_CASE("the first suggestion tells what the history shows") {
    std::vector<model::Failure> failures = {failure_of(model::Category::test_failure, "x")};
    failures[0].suggestions = {"y"};
    weigh_history(failures, {{}, {failures[0]}});
    REQUIRE(failures[0].suggestions.size() == 2);
    CHECK(failures[0].suggestions[0] ==
          "1 of 2 earlier runs of this commit did not show it: run it again before you change "
          "code.");
}

}  // namespace mendel::diagnose
