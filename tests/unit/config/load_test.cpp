#include "config/config.hpp"
#include "support/catch.hpp"
#include "sys/files.hpp"

using namespace mendel;

namespace {

sys::TemporaryFolder folder_with(const std::string& path, const std::string& text) {
    auto folder = sys::TemporaryFolder::make("mendel-config-").value();
    REQUIRE(sys::write_file(folder.path() + "/" + path, text).has_value());
    return folder;
}

}  // namespace

TEST_CASE("without a file the defaults hold") {
    const auto folder = folder_with("a.txt", "");
    const auto loaded = config::load_config(folder.path(), std::nullopt);
    REQUIRE(loaded.has_value());
    CHECK(loaded->origins.at("/budget/minutes") == "default");
}

TEST_CASE("the file of the repository is read and named by its path in it") {
    const auto folder = folder_with(".github/mendel.yml", "budget: {minutes: 5}\n");
    const auto loaded = config::load_config(folder.path(), std::nullopt);
    REQUIRE(loaded.has_value());
    CHECK(loaded->budget.minutes == 5);
    CHECK(loaded->origins.at("/budget/minutes") == ".github/mendel.yml:1:19");
}

TEST_CASE("a file that was asked for wins, and must be there") {
    const auto folder = folder_with(".github/mendel.yml", "budget: {minutes: 5}\n");
    REQUIRE(sys::write_file(folder.path() + "/other.yml", "budget: {minutes: 6}\n").has_value());
    CHECK(config::load_config(folder.path(), folder.path() + "/other.yml")->budget.minutes == 6);
    const auto missing = config::load_config(folder.path(), folder.path() + "/none.yml");
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error().kind == base::ErrorKind::user);
}

TEST_CASE("a configuration under a name that is not read is an error, not passed over") {
    const auto folder = folder_with(".github/mendel.yaml", "budget: {minutes: 5}\n");
    const auto loaded = config::load_config(folder.path(), std::nullopt);
    REQUIRE_FALSE(loaded.has_value());
    CHECK(loaded.error().where == ".github/mendel.yaml");
}

TEST_CASE("a folder in the place of the file is an error") {
    const auto folder = folder_with(".github/mendel.yml/a", "");
    CHECK_FALSE(config::load_config(folder.path(), std::nullopt).has_value());
}
