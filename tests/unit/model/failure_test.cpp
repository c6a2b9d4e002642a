#include "model/failure.hpp"

#include "support/catch.hpp"

using namespace mendel::model;

TEST_CASE("a category is found again by its name") {
    for (int i = 0; i <= static_cast<int>(Category::infrastructure); ++i) {
        const auto category = static_cast<Category>(i);
        INFO(name_of(category));
        CHECK(category_named(name_of(category)) == category);
    }
    CHECK_FALSE(category_named("").has_value());
    CHECK_FALSE(category_named("Syntax_Error").has_value());
}

TEST_CASE("names of categories and severities are those of mendel analyze --json") {
    CHECK(name_of(Category::syntax_error) == "syntax_error");
    CHECK(name_of(Category::security_vulnerability) == "security_vulnerability");
    CHECK(name_of(Category::infrastructure) == "infrastructure");
    CHECK(name_of(Severity::low) == "low");
    CHECK(name_of(Severity::critical) == "critical");
}
