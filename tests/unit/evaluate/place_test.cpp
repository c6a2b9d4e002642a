#include "evaluate/place.hpp"

#include "sys/environment.hpp"
#include "unit/evaluate/place_fixture.hpp"

using namespace mendel;
using namespace mendel::evaluate;
using namespace mendel::evaluate::test;

namespace {

const std::map<std::string, std::string> k_files = {
    {"a.txt", "one\n"}, {"src/b.txt", "two\n"}, {".gitignore", "*.log\nbuild/\n"}};

PlaceKind any_kind() {
    return GENERATE(PlaceKind::overlay, PlaceKind::in_place, PlaceKind::copy);
}

}  // namespace

TEST_CASE("a place shows the base, then the base with exactly the patch that was set") {
    const Bench bench(k_files);
    const auto place = bench.open(any_kind());
    CAPTURE(name_of(place->kind()));
    CHECK(output_of(*place, "cat a.txt src/b.txt") == "one\ntwo\n");
    auto patch = change("a.txt", "one\n", "changed\n");
    patch.changes.push_back({.path = "new/c.txt", .after = "three\n"});
    patch.changes.push_back({.path = "src/b.txt", .before = "two\n"});
    REQUIRE(place->set(patch).has_value());
    CHECK(output_of(*place, "cat a.txt new/c.txt; test -e src/b.txt || echo gone") ==
          "changed\nthree\ngone\n");
    REQUIRE(place->set({}).has_value());
    CHECK(output_of(*place, "cat a.txt src/b.txt; test -e new/c.txt || echo gone") ==
          "one\ntwo\ngone\n");
}

TEST_CASE("git sees a patch as committed, and what a check writes as a change") {
    Bench bench(k_files);
    bench.commit();
    bench.base = bench.repository.head_commit().value().value();
    const auto place = bench.open(any_kind());
    CAPTURE(name_of(place->kind()));
    const std::string state =
        "git diff --exit-code >/dev/null && git status --porcelain; cat a.txt";
    const auto before = output_of(*place, "git rev-parse HEAD");
    auto patch = change("a.txt", "one\n", "changed\n");
    patch.changes.push_back({.path = "new/c.txt", .after = "three\n"});
    patch.changes.push_back({.path = "src/b.txt", .before = "two\n"});
    REQUIRE(place->set(patch).has_value());
    CHECK(output_of(*place, state) == "changed\n");
    CHECK(output_of(*place, "git rev-parse HEAD~1") == before);
    CHECK(
        output_of(*place, "echo more >> a.txt; git diff --numstat; git add -A; git commit -qm x") ==
        "1\t0\ta.txt\n");
    CHECK(output_of(*place, state) == "changed\n");
    REQUIRE(place->set({}).has_value());
    CHECK(output_of(*place, state) == "one\n");
    CHECK(output_of(*place, "git rev-parse HEAD") == before);
}

TEST_CASE("what a check writes is gone with the next run") {
    const Bench bench(k_files);
    const auto place = bench.open(any_kind());
    CAPTURE(name_of(place->kind()));
    const auto patch = change("a.txt", "one\n", "patched\n");
    REQUIRE(place->set(patch).has_value());
    output_of(*place,
              "echo spoilt > a.txt; rm -r src; echo x > stray.txt; mkdir src; echo y > src/z");
    CHECK(output_of(*place, "cat a.txt src/b.txt; ls src; test -e stray.txt || echo gone") ==
          "patched\ntwo\nb.txt\ngone\n");
}

TEST_CASE("a captured run gives its changes as a patch and leaves the tree as it was") {
    const Bench bench(k_files);
    const auto place = bench.open(any_kind());
    CAPTURE(name_of(place->kind()));
    const auto on_top = change("a.txt", "one\n", "top\n");
    const auto ran =
        place->run({.command = shell("sed -i s/top/fixed/ a.txt; rm src/b.txt; echo n > new.txt; "
                                     "echo l > x.log; mkdir build; echo o > build/out"),
                    .effects = model::Effects::capture,
                    .on_top = &on_top});
    REQUIRE(ran.has_value());
    std::map<std::string, model::FileChange> changes;
    for (const auto& found : ran->changes.changes)
        changes[found.path] = found;
    CHECK(changes.size() == 3);
    CHECK(changes["a.txt"].before == std::optional<std::string>("top\n"));
    CHECK(changes["a.txt"].after == std::optional<std::string>("fixed\n"));
    CHECK(changes["src/b.txt"].before == std::optional<std::string>("two\n"));
    CHECK_FALSE(changes["src/b.txt"].after.has_value());
    CHECK_FALSE(changes["new.txt"].before.has_value());
    CHECK(changes["new.txt"].after == std::optional<std::string>("n\n"));
    CHECK(output_of(*place, "cat a.txt src/b.txt; test -e new.txt || echo gone") ==
          "one\ntwo\ngone\n");
}

TEST_CASE("a folder that a captured run replaced counts as removed files") {
    const Bench bench(k_files);
    const auto place = bench.open(any_kind());
    CAPTURE(name_of(place->kind()));
    const auto ran = place->run({.command = shell("rm -r src; mkdir src; echo n > src/n.txt"),
                                 .effects = model::Effects::capture});
    REQUIRE(ran.has_value());
    std::map<std::string, bool> stays;
    for (const auto& found : ran->changes.changes)
        stays[found.path] = found.after.has_value();
    CHECK(stays == std::map<std::string, bool>{{"src/b.txt", false}, {"src/n.txt", true}});
}

TEST_CASE("what setup makes is kept, but tracked files stay as they are set") {
    const Bench bench(k_files);
    const auto place = bench.open(any_kind());
    CAPTURE(name_of(place->kind()));
    output_of(*place, "mkdir build; echo made > build/out; echo v > version.txt; echo bad > a.txt",
              model::Effects::keep);
    REQUIRE(place->set(change("src/b.txt", "two\n", "2\n")).has_value());
    output_of(*place, "true");
    CHECK(output_of(*place, "cat build/out version.txt a.txt src/b.txt") == "made\nv\none\n2\n");
}

TEST_CASE("the user's tree and home stay as they were") {
    const Bench bench(k_files);
    const auto home = sys::home_folder();
    const auto name = ".mendel-test-" + bench.base.substr(0, 12);
    {
        const auto place = bench.open(PlaceKind::overlay);
        REQUIRE(place->set(change("a.txt", "one\n", "changed\n")).has_value());
        CHECK(output_of(*place, "echo x > a.txt; rm src/b.txt; echo cache > ~/" + name +
                                    "; cat ~/" + name) == "cache\n");
        CHECK(output_of(*place, "cat ~/" + name) == "cache\n");  // caches last as long as the place
    }
    CHECK(bench.read("a.txt") == "one\n");
    CHECK(bench.read("src/b.txt") == "two\n");
    CHECK_FALSE(sys::exists(home + "/" + name));
}

TEST_CASE("an overlay shows the base, not the work tree, where they differ") {
    Bench bench(k_files);
    REQUIRE(sys::write_file(bench.path("tree/a.txt"), "later\n").has_value());
    REQUIRE(sys::write_file(bench.path("tree/later.txt"), "later\n").has_value());
    REQUIRE(sys::remove_tree(bench.path("tree/src")).has_value());
    const auto place = bench.open(PlaceKind::overlay);
    CHECK(output_of(*place, "cat a.txt src/b.txt; test -e later.txt || echo gone") ==
          "one\ntwo\ngone\n");
    CHECK(bench.read("a.txt") == "later\n");
}

TEST_CASE("a copy is shown at the tree's own path where mounts can be made") {
    const Bench bench(k_files);
    const auto place = bench.open(PlaceKind::copy);
    CHECK(output_of(*place, "pwd") == place->root() + "\n");
}

TEST_CASE("ctest is asked for the output of tests that fail, unless the command says otherwise") {
    const Bench bench(k_files);
    const auto place = bench.open(any_kind());
    CHECK(output_of(*place, "echo $CTEST_OUTPUT_ON_FAILURE") == "1\n");
    auto command = shell("echo $CTEST_OUTPUT_ON_FAILURE");
    command.environment["CTEST_OUTPUT_ON_FAILURE"] = "0";
    CHECK(place->run({.command = command}).value().output == "0\n");
}

TEST_CASE("a checkout that is not at the commit is no place to heal in") {
    Bench bench(k_files);
    REQUIRE(sys::write_file(bench.path("tree/a.txt"), "later\n").has_value());
    const auto place = open_place(bench.options(), PlaceKind::in_place);
    REQUIRE_FALSE(place.has_value());
    CHECK(place.error().kind == base::ErrorKind::user);
}

TEST_CASE("a scratch folder inside the tree is not used for layers") {
    const Bench bench(k_files);
    auto options = bench.options("tree/.mendel/scratch");
    auto place = open_place(options, PlaceKind::overlay);
    REQUIRE(place.has_value());
    CHECK(output_of(**place, "cat a.txt") == "one\n");
}
