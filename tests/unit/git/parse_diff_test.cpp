#include "git/diff.hpp"
#include "support/catch.hpp"

using namespace mendel;

namespace {

const std::string k_base = "one\ntwo\nthree\nfour\n";

base::Result<model::Patch> parse(const std::string& diff) {
    return git::parse_diff(diff,
                           [](const std::string& path) -> base::Result<std::optional<std::string>> {
                               return path == "a.txt" ? std::optional(k_base) : std::nullopt;
                           });
}

std::string with_header(const std::string& hunks) {
    return "diff --git a/a.txt b/a.txt\n--- a/a.txt\n+++ b/a.txt\n" + hunks;
}

}  // namespace

TEST_CASE("forms of diff that programs and people make are read") {
    const auto* hunk = "@@ -1,3 +1,3 @@ def f():\n one\n-two\n+2\n three\n";
    const std::string text = hunk;
    const auto diff = GENERATE_COPY(values<std::string>({
        with_header(text),
        "--- a/a.txt\n+++ b/a.txt\n" + text,
        "--- a.txt\t2026-01-01 00:00:00\n+++ a.txt\t2026-01-01 00:00:01\n" + text,
        "Here is the patch:\n\n" + with_header(text) + "\nDone.\n",
        "From 0123 Mon Sep 17 00:00:00 2001\nSubject: [PATCH] x\n---\n a.txt | 2 +-\n\n" +
            with_header(text) + "-- \n2.39.5\n\n",
    }));
    CAPTURE(diff);
    const auto patch = parse(diff);
    REQUIRE(patch);
    REQUIRE(patch->changes.size() == 1);
    CHECK(patch->changes[0].path == "a.txt");
    CHECK(patch->changes[0].after == "one\n2\nthree\nfour\n");
}

TEST_CASE("an empty context line may have lost its blank") {
    const auto patch =
        git::parse_diff(with_header("@@ -1,3 +1,3 @@\n a\n\n-b\n+c\n"),
                        [](const std::string&) { return std::optional<std::string>("a\n\nb\n"); });
    REQUIRE(patch);
    CHECK(patch->changes[0].after == "a\n\nc\n");
}

TEST_CASE("text without any file is an empty patch") {
    CHECK(parse("")->empty());
    CHECK(parse("nothing to see here\n")->empty());
}

TEST_CASE("a diff that does not fit to the letter is the user's error") {
    const auto diff = GENERATE(values<std::string>({
        with_header("@@ -1,3 +1,3 @@\n one\n-TWO\n+2\n three\n"),
        with_header("@@ -2,3 +2,3 @@\n one\n-two\n+2\n three\n"),
        with_header("@@ -1,3 +1,3 @@\n one\n-two\n+2\n"),
        with_header("@@ -1,3 +1,3 @@\n one\n-two\n+2\n three"),
        with_header("@@ -1,2 +1,2 @@\n one\n-two\n+2\n three\n"),
        with_header("@@ -9,1 +9,1 @@\n-nine\n+9\n"),
        with_header("@@ -4,1 +4,1 @@\n-four\n\\ No newline at end of file\n+4\n"),
        with_header("@@ -1,999999999999 +1 @@\n one\n"),
        with_header("@@ what @@\n one\n"),
        with_header("@@ -3,1 +3,1 @@\n-three\n+3\n@@ -1,1 +1,1 @@\n-one\n+1\n"),
        with_header("@@ -0,1 +1,1 @@\n-one\n+1\n"),
        "diff --git a/b.txt b/b.txt\n--- a/b.txt\n+++ b/b.txt\n@@ -1 +1 @@\n-x\n+y\n",
        "diff --git a/a.txt b/a.txt\nnew file mode 100644\n--- /dev/null\n+++ b/a.txt\n"
        "@@ -0,0 +1 @@\n+y\n",
        "diff --git a/a.txt b/a.txt\ndeleted file mode 100644\n--- a/a.txt\n+++ /dev/null\n"
        "@@ -1 +0,0 @@\n-one\n",
        "diff --git a/a.txt b/b.txt\nsimilarity index 100%\nrename from a.txt\nrename to b.txt\n",
        "diff --git a/a.txt b/b.txt\nsimilarity index 100%\ncopy from a.txt\ncopy to b.txt\n",
        "diff --git a/a.txt b/a.txt\nindex 1..2 100644\nBinary files a/a.txt and b/a.txt differ\n",
        "diff --git a/a.txt b/a.txt\nindex 1..2 100644\nGIT binary patch\nliteral 3\nKcmzzz\n\n",
        "diff --cc a.txt\nindex 1,2..3\n--- a/a.txt\n+++ b/a.txt\n@@@ -1 -1 +1 @@@\n",
    }));
    CAPTURE(diff);
    const auto patch = parse(diff);
    REQUIRE_FALSE(patch);
    CHECK(patch.error().kind == base::ErrorKind::user);
}

TEST_CASE("a hunk that does not apply is named with its file") {
    const auto patch = parse(with_header("@@ -1 +1 @@\n-one\n+1\n@@ -3 +3 @@\n-x\n+y\n"));
    REQUIRE_FALSE(patch);
    CHECK(patch.error().where == "a.txt");
    CHECK_THAT(patch.error().message, Catch::StartsWith("Hunk 2 (diff line 7)"));
}

TEST_CASE("a diff that reaches out of the tree is refused") {
    const auto path = GENERATE(as<std::string>(), "../x", "/etc/passwd", "a/../../x",
                               ".git/hooks/pre-commit", "sub/.GIT/config");
    CAPTURE(path);
    const auto patch =
        parse("diff --git a/" + path + " b/" + path +
              "\nnew file mode 100644\n--- /dev/null\n+++ b/" + path + "\n@@ -0,0 +1 @@\n+x\n");
    REQUIRE_FALSE(patch);
    CHECK(patch.error().kind == base::ErrorKind::refused);
}

TEST_CASE("a diff that changes a submodule is refused") {
    const auto patch = parse(
        "diff --git a/lib b/lib\nnew file mode 160000\nindex 0000000..1111111\n--- /dev/null\n"
        "+++ b/lib\n@@ -0,0 +1 @@\n+Subproject commit 1111111111111111111111111111111111111111\n");
    REQUIRE_FALSE(patch);
    CHECK(patch.error().kind == base::ErrorKind::refused);
}

TEST_CASE("several files, and a file twice, are one patch by path") {
    const auto patch = parse(with_header("@@ -1 +1 @@\n-one\n+1\n") +
                             "diff --git a/0 b/0\nnew file mode 100755\n--- /dev/null\n+++ b/0\n"
                             "@@ -0,0 +1 @@\n+x\n" +
                             with_header("@@ -1 +1 @@\n-1\n+first\n"));
    REQUIRE(patch);
    REQUIRE(patch->changes.size() == 2);
    CHECK(patch->changes[0].path == "0");
    CHECK(patch->changes[0].mode == 0100755);
    CHECK(patch->changes[1].after == "first\ntwo\nthree\nfour\n");
}
