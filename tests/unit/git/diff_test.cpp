#include "git/diff.hpp"

#include "support/catch.hpp"
#include "unit/git/git_fixture.hpp"

using namespace mendel;
using git::test::GitFixture;

namespace {

struct Pair {
    const char* what;
    std::optional<std::string> before;
    std::optional<std::string> after;
    unsigned mode_before = 0100644;
    unsigned mode = 0100644;
    std::string path = "file.txt";
};

std::string bytes(unsigned seed, std::size_t count) {
    std::string text;
    for (std::size_t at = 0; at < count; ++at) {
        seed = seed * 1103515245U + 12345U;
        text += static_cast<char>(seed >> 16U);
    }
    return text;
}

std::string numbers(int count, const std::string& end = "\n") {
    std::string text;
    for (int line = 1; line <= count; ++line)
        text += std::to_string(line) + end;
    return text;
}

std::vector<Pair> pairs() {
    auto far_apart = numbers(60);
    far_apart.replace(far_apart.find("5\n"), 2, "five\n");
    far_apart.replace(far_apart.find("50\n"), 3, "");
    auto binary = bytes(7, 5000);
    binary[100] = '\0';
    auto binary_edited = binary;
    binary_edited.replace(2000, 10, "ten bytes?!");
    return {
        {"a changed line", "a\nb\nc\n", "a\nB\nc\n"},
        {"two hunks", numbers(60), far_apart},
        {"a new file", {}, "new\n"},
        {"a deleted file", "old\n", {}},
        {"a new empty file", {}, ""},
        {"a deleted empty file", "", {}},
        {"a file emptied", "a\nb\n", ""},
        {"an empty file filled", "", "a\n"},
        {"no newline at the end before", "a\nb", "a\nb\n"},
        {"no newline at the end after", "a\nb\n", "a\nb"},
        {"no newline on either side", "a\nb", "a\nc"},
        {"no newline, change above", "a\nb\nc", "x\nb\nc"},
        {"new without newline", {}, "x"},
        {"deleted without newline", "x", {}},
        {"CRLF to LF", numbers(5, "\r\n"), numbers(5)},
        {"a line among CRLF", "a\r\nb\r\nc\r\n", "a\r\nB\r\nc\r\n"},
        {"lone CR", "a\rb\n", "a\rc\n"},
        {"lines like headers", "--- a\n+++ b\n@@ -1 +1 @@\n", "--- x\n+++ b\n@@ -1 +1 @@\n-- \n"},
        {"only the mode", "#!/bin/sh\n", "#!/bin/sh\n", 0100644, 0100755},
        {"mode and bytes", "a\n", "b\n", 0100755, 0100644},
        {"a new program", {}, "#!/bin/sh\n", 0, 0100755},
        {"a deleted program", "#!/bin/sh\n", {}, 0100755, 0100755},
        {"a new link", {}, "a/target", 0, 0120000},
        {"a moved link", "x", "y", 0120000, 0120000},
        {"a file in place of a link", "target", "text\n", 0120000, 0100644},
        {"a link in place of a file", "text\n", "target", 0100644, 0120000},
        {"a binary file changed", binary, binary_edited},
        {"a new binary file", {}, binary},
        {"a deleted binary file", binary, {}},
        {"text made binary", "text\n", binary},
        {"binary made text", binary, "text\n"},
        {"a name with blanks", "a\n", "b\n", 0100644, 0100644, "a b/c d.txt"},
        {"a deleted name with blanks", "a\n", {}, 0100644, 0100644, "a b/c d"},
        {"an accented name", "a\n", "b\n", 0100644, 0100644, "caf\xc3\xa9/na\xc3\xafve.txt"},
        {"a name with a tab and quotes", "a\n", "b\n", 0100644, 0100644, "t\tab \"q\" \\x"},
        {"an odd name, mode only", "a\n", "a\n", 0100644, 0100755, "x b/x b"},
        {"an odd binary name", binary, binary_edited, 0100644, 0100644, "b\xff\x01 in"},
    };
}

model::FileChange change_of(const Pair& pair) {
    return {.path = pair.path,
            .before = pair.before,
            .after = pair.after,
            .mode = pair.mode,
            .mode_before = pair.before ? pair.mode_before : 0};
}

/// Every pair in a folder of its own, so that all fit into one repository.
std::string path_of(std::size_t number, const Pair& pair) {
    return std::to_string(100 + number) + "/" + pair.path;
}

void put(const GitFixture& fixture, const std::string& path, const std::optional<std::string>& text,
         unsigned mode) {
    if (!text)
        sys::remove_tree(fixture.path("r/" + path));
    else if (mode == 0120000)
        fixture.link("r/" + path, *text);
    else
        fixture.write("r/" + path, *text, mode & 0777U);
}

void put_before(const GitFixture& fixture) {
    sys::make_folders(fixture.path("r"));
    fixture.git("r", {"init", "-q"});
    const auto all = pairs();
    for (std::size_t number = 0; number < all.size(); ++number) {
        const auto path = path_of(number, all[number]);
        sys::make_folders(sys::parent_path(fixture.path("r/" + path)));
        put(fixture, path, all[number].before, all[number].mode_before);
    }
    fixture.commit_all("r", "before");
}

void put_after(const GitFixture& fixture) {
    const auto all = pairs();
    for (std::size_t number = 0; number < all.size(); ++number) {
        const auto path = path_of(number, all[number]);
        sys::make_folders(sys::parent_path(fixture.path("r/" + path)));
        put(fixture, path, all[number].after, all[number].mode);
    }
    fixture.git("r", {"add", "-A"});
}

/// All pairs as one patch.
model::Patch whole_patch() {
    model::Patch patch;
    const auto all = pairs();
    for (std::size_t number = 0; number < all.size(); ++number) {
        patch.changes.push_back(change_of(all[number]));
        patch.changes.back().path = path_of(number, all[number]);
    }
    return patch;
}

git::ReadBase base_of(const model::Patch& patch) {
    return [&patch](const std::string& path) -> base::Result<std::optional<std::string>> {
        for (const auto& change : patch.changes)
            if (change.path == path)
                return change.before;
        return std::nullopt;
    };
}

}  // namespace

TEST_CASE("git apply takes the diff and makes exactly the changes") {
    const GitFixture fixture;
    put_before(fixture);
    const auto diff = git::to_diff(whole_patch());
    REQUIRE(diff);
    const auto run = fixture.run("r", {"apply", "--index", "--whitespace=nowarn", "-"}, *diff);
    CHECK(run.output == "");
    REQUIRE(run.exit_code == 0);
    const auto applied = fixture.git("r", {"write-tree"});
    put_after(fixture);
    const auto expected = fixture.git("r", {"write-tree"});
    CHECK(fixture.git("r", {"diff", "--raw", applied.substr(0, 40), expected.substr(0, 40)}) == "");
}

TEST_CASE("the diff of real git is read back to the same changes") {
    const GitFixture fixture;
    put_before(fixture);
    put_after(fixture);
    const auto expected = whole_patch();
    const auto flags = GENERATE(values<std::vector<std::string>>({
        {"diff", "--cached", "--binary"},
        {"diff", "--cached", "--binary", "--full-index", "-U0"},
        {"-c", "core.quotePath=false", "diff", "--cached", "--binary"},
        {"-c", "diff.mnemonicPrefix=true", "diff", "--cached", "--binary", "-U10"},
    }));
    auto arguments = flags;
    arguments.insert(arguments.end(), {"--no-renames", "HEAD"});
    const auto patch = git::parse_diff(fixture.git("r", arguments), base_of(expected));
    REQUIRE(patch);
    REQUIRE(patch->changes.size() == expected.changes.size());
    for (std::size_t at = 0; at < expected.changes.size(); ++at) {
        CAPTURE(pairs()[at].what);
        const auto& read = patch->changes[at];
        CHECK(read.path == expected.changes[at].path);
        CHECK((read.before == expected.changes[at].before));
        CHECK((read.after == expected.changes[at].after));
        if (!read.before || read.changes_mode())
            CHECK(read.mode == expected.changes[at].mode);
        CHECK(read.changes_mode() == expected.changes[at].changes_mode());
    }
}

TEST_CASE("our own diff is read back to the same patch") {
    const auto patch = whole_patch();
    const auto diff = git::to_diff(patch).value();
    const auto read = git::parse_diff(diff, base_of(patch));
    REQUIRE(read);
    REQUIRE(read->changes.size() == patch.changes.size());
    for (std::size_t at = 0; at < patch.changes.size(); ++at) {
        CAPTURE(pairs()[at].what);
        CHECK((read->changes[at] == patch.changes[at]));
    }
}

TEST_CASE("a patch that changes nothing is an empty diff") {
    CHECK(git::to_diff({.changes = {{.path = "a", .before = "x", .after = "x"}}}) == "");
}

TEST_CASE("a path outside the tree gives no diff") {
    CHECK_FALSE(git::to_diff({.changes = {{.path = "../a", .after = "x"}}}));
}
