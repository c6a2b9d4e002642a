#include "diagnose/fingerprint.hpp"

#include <map>

#include "base/text.hpp"
#include "diagnose/diagnose.hpp"
#include "support/catch.hpp"

namespace mendel::diagnose {

namespace {

const std::string k_log = R"(
============================= FAILURES =============================
______________________________ test_one ______________________________

    def test_one():
>       assert helper(1) == 2

tests/test_a.py:4: 
_ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _

    def helper(x):
>       return missing(x)
E       NameError: name 'missing' is not defined

src/lib.py:9: NameError
______________________________ test_two ______________________________

    def test_two():
>       assert open("/tmp/run-18/x").read() == "in 0.25s at 0x7f3a3d83c490"
E       FileNotFoundError: [Errno 2] No such file or directory: '/tmp/run-18/x'

tests/test_a.py:17: FileNotFoundError
====================== short test summary info =======================
FAILED tests/test_a.py::test_one - NameError: name 'missing' is not defined
FAILED tests/test_a.py::test_two - FileNotFoundError: [Errno 2] No such file or directory
========================= 2 failed in 0.05s ==========================
)";

std::vector<std::string> fingerprints_of(const std::string& log) {
    std::vector<std::string> all;
    for (const auto& failure : diagnose({.text = log, .exit_code = 1}))
        all.push_back(failure.fingerprint);
    std::sort(all.begin(), all.end());
    return all;
}

std::string with(const std::string& from, const std::string& to) {
    return base::replace_all(k_log, from, to);
}

std::string timestamped(const std::string& log) {
    std::string text;
    int second = 0;
    for (const auto line : base::split_lines(log))
        text += "2026-03-04T09:10:" + std::to_string(10 + second++ % 50) + ".1234567Z " +
                std::string(line) + "\n";
    return text;
}

const std::string k_lint =
    "a.py:1:1: F401 'os' imported but unused\n"
    "b.py:9:1: F401 'os' imported but unused\n"
    "a.py:5:80: E501 line too long (92 > 79 characters)\n";

}  // namespace

TEST_CASE("a fingerprint stays under what varies between runs of one problem") {
    const auto base = fingerprints_of(k_log);
    REQUIRE(base.size() == 2);
    CHECK(fingerprints_of(timestamped(k_log)) == base);
    CHECK(fingerprints_of("noise before\n" + k_log + "noise after\n") == base);
    CHECK(fingerprints_of(with("test_a.py:4:", "test_a.py:104:")) == base);
    CHECK(fingerprints_of(with("src/lib.py:9:", "src/lib.py:77:")) == base);
    CHECK(fingerprints_of(with("/tmp/run-18/x", "/tmp/run-99/x")) == base);
    CHECK(fingerprints_of(with("0.25s", "1.75s")) == base);
    CHECK(fingerprints_of(with("0x7f3a3d83c490", "0x7fffffff1234")) == base);
}

TEST_CASE("a fingerprint does not depend on the order of findings") {
    const std::string turned =
        "a.py:7:80: E501 line too long (101 > 79 characters)\n"
        "b.py:1:1: F401 'os' imported but unused\n"
        "a.py:4:1: F401 'os' imported but unused\n";
    CHECK(fingerprints_of(k_lint) == fingerprints_of(turned));
}

TEST_CASE("a fingerprint tells different problems apart") {
    const auto base = fingerprints_of(k_log);
    CHECK(fingerprints_of(with("'missing'", "'absent'")) != base);
    CHECK(fingerprints_of(with("test_one", "test_three")) != base);
    CHECK(fingerprints_of(with("tests/test_a.py", "tests/test_b.py")) != base);
    CHECK(fingerprints_of(with("NameError", "ValueError")) != base);
    const auto lint = fingerprints_of(k_lint);
    REQUIRE(lint.size() == 2);
    CHECK(lint[0] != lint[1]);
    CHECK(fingerprints_of(base::replace_all(k_lint, "'os'", "'sys'")) != lint);
    CHECK(fingerprints_of(base::replace_all(k_lint, "b.py", "c.py")) != lint);
}

TEST_CASE("normalising replaces what varies and keeps names") {
    CHECK(normalised("took 12.5s at 10:11:12") == "took <duration> at <time>");
    CHECK(normalised("<A object at 0x7f12ab>") == "<A object at <address>>");
    CHECK(normalised("line 14 of x2.py, int32") == "line # of x2.py, int32");
    CHECK(normalised("/tmp/pytest-of-root/pytest-0/x and 2026-01-02T03:04:05Z") ==
          "<tmp>/pytest-#/x and <time>");
}

TEST_CASE("parts of a fingerprint cannot run into each other") {
    model::Failure left{.tool = "ab", .rule = "c"};
    model::Failure right{.tool = "a", .rule = "bc"};
    CHECK(fingerprint_of(left, "m") != fingerprint_of(right, "m"));
}

namespace {

/// Problems of which no two are the same.
const std::vector<std::string> k_problems = {
    "stock: error: shelf north is empty\n",
    "stock: error: shelf south is empty\n",
    "src/stock.zz:17:9: error: no such field: total\n",
    "src/stock.zz:17:9: error: no such field: price\n",
    "src/shelf.zz:17:9: error: no such field: total\n",
    "** (KeyError) key :total not found\n    lib/stock.zz:9: Stock.total/1\n",
    "** (KeyError) key :price not found\n    lib/stock.zz:9: Stock.total/1\n",
    "install: /opt/shop: Permission denied\n",
    "install: /opt/shop: No such file or directory\n",
    "  1) adds (Sum)\n     test/sum.zz:3\n     left: 1\n1 test, 1 failure\n",
    "  1) divides (Sum)\n     test/sum.zz:3\n     left: 1\n1 test, 1 failure\n"};

/// What one run of a problem puts into the log, differently each time.
std::string run_of(const std::string& problem, unsigned run) {
    const auto number = std::to_string(1000 + run * 37);
    std::string log =
        "started at 2026-03-0" + std::to_string(run % 9 + 1) + " in /home/dev" + number + "/shop\n";
    for (unsigned i = 0; i < run % 7; ++i)
        log += "step " + std::to_string(i) + " took " + number + " ms\n";
    auto text = base::replace_all(problem, ":17:9:", ":" + number + ":2:");
    text = base::replace_all(text, ".zz:9:", ".zz:" + number + ":");
    return log + base::replace_all(text, ".zz:3", ".zz:" + number);
}

}  // namespace

TEST_CASE("runs of one problem have one fingerprint, two problems never") {
    std::map<std::string, std::string> owners;
    for (const auto& problem : k_problems) {
        const auto first = fingerprints_of(run_of(problem, 0));
        REQUIRE(first.size() == 1);
        CHECK(owners.emplace(first[0], problem).second);
        for (unsigned run = 1; run < 40; ++run)
            CHECK(fingerprints_of(run_of(problem, run)) == first);
    }
}

TEST_CASE("a message is the same wherever it was run and whatever it was called there") {
    const auto at = [](const std::string& tree, const std::string& hash, const std::string& rest) {
        return normalised("cannot read " + tree + "src/a.zz of " + hash + " after " + rest);
    };
    const auto one = at("/home/runner/work/shop/shop/", "1f4e2ab", "1.5s at 0x7f00");
    CHECK(at("/home/travis/build/dev/shop/", "9c0de12", "22s at 0x1") == one);
    CHECK(at("/builds/dev/shop/", "ab12cd34ef56ab12cd34ef56ab12cd34ef56ab12", "3s at 0xff") == one);
    CHECK(normalised("in /home/ada/x") == normalised("in /Users/bob/x"));
    CHECK(normalised("cannot read a") != normalised("cannot read b"));
}

}  // namespace mendel::diagnose
