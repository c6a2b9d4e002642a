#include "base/regex.hpp"
#include "base/text.hpp"
#include "real_tree.hpp"

using namespace mendel;

namespace {

/// One Failure for each rule and quoted name, as the diagnosis makes them of flake8's output.
std::vector<model::Failure> findings(const std::string& output) {
    static const base::Regex k_line(R"(^(?:\./)?([^:]+):(\d+):(\d+): (\w+) (.*)$)");
    static const base::Regex k_subject(R"('([^']+)')");
    std::vector<model::Failure> failures;
    for (const auto line : base::split_lines(output)) {
        const auto match = k_line.match(line);
        if (!match)
            continue;
        model::Failure failure{.category = model::Category::lint_error,
                               .tool = "flake8",
                               .rule = std::string((*match)[4]),
                               .message = std::string((*match)[5])};
        if (const auto subject = k_subject.match((*match)[5]))
            failure.subject = std::string((*subject)[1]);
        failure.locations = {{std::string((*match)[1]),
                              static_cast<int>(base::to_number((*match)[2])),
                              static_cast<int>(base::to_number((*match)[3]))}};
        bool known = false;
        for (auto& other : failures) {
            if (other.rule == failure.rule && other.subject == failure.subject) {
                other.locations.push_back(failure.locations.front());
                known = true;
            }
        }
        if (!known)
            failures.push_back(std::move(failure));
    }
    return failures;
}

struct Case {
    std::string name;
    std::string before;
    std::string after = {};  ///< empty: any text that flake8 accepts
    std::string check = "python3 -m flake8 .";
};

/// With the companions of flake8, or with our own edits alone.
enum class Companions { there, absent };

void check_mended(const Case& item, Companions companions) {
    INFO(item.name);
    test::RealTree tree({{"a.py", item.before}, {".flake8", "[flake8]\nmax-line-length = 60\n"}});
    const auto check = base::replace_all(item.check, "python3", "/usr/bin/python3");
    auto output = tree.shell(check);
    INFO(output.output);
    REQUIRE(output.exit_code == 1);
    for (int number = 0; number < 3 && output.exit_code != 0; ++number) {
        auto round = tree.round(check, findings(output.output));
        const auto real = round.run;
        if (companions == Companions::absent)
            round.run = [](const model::RunRequest&) -> base::Result<model::RunResult> {
                return model::RunResult{.exit_code = 127, .missing = true};
            };
        const auto rung = heal::lint_rung();
        REQUIRE(rung.applies(round.failure));
        const auto proposal = rung.propose(round);
        REQUIRE(proposal);
        if (proposal->patches.empty())
            break;
        tree.apply(proposal->patches.front());
        output = tree.shell(check);
    }
    INFO("left: " << output.output << "\ntext:\n" << tree.files().at("a.py"));
    CHECK(output.exit_code == 0);
    if (!item.after.empty())
        CHECK(tree.files().at("a.py") == item.after);
    CHECK(tree.shell("/usr/bin/python3 -m py_compile a.py").exit_code == 0);
    CHECK_FALSE(base::contains(tree.files().at("a.py"), "noqa"));
}

}  // namespace

TEST_CASE("flake8 findings are mended by our own edits where its companions are absent") {
    const std::vector<Case> cases = {
        {"unused variable without effect", "def f():\n    x = 1\n    return 2\n",
         "def f():\n    return 2\n"},
        {"unused variable with effect", "def f(g):\n    x = g(1)\n    return 2\n",
         "def f(g):\n    g(1)\n    return 2\n"},
        {"unused variable alone in its block", "def f():\n    x = 1\n", "def f():\n    pass\n"},
        {"unused annotated variable", "def f():\n    x: int = 1\n    return 2\n",
         "def f():\n    return 2\n"},
        {"unused exception name",
         "def f(g):\n    try:\n        g()\n    except (OSError, KeyError) as error:\n        "
         "return 1\n",
         "def f(g):\n    try:\n        g()\n    except (OSError, KeyError):\n        return 1\n"},
        {"unused name of with", "def f():\n    with open('a') as handle:\n        return 1\n",
         "def f():\n    with open('a'):\n        return 1\n"},
        {"comparison to None", "def f(a, b):\n    return a == None or b != None\n",
         "def f(a, b):\n    return a is None or b is not None\n"},
        {"not in and is not", "def f(a, b):\n    return not a in b or not a is b\n",
         "def f(a, b):\n    return a not in b or a is not b\n"},
        {"f-string without a placeholder", "x = f'a'\ny = rf\"b\"\n", "x = 'a'\ny = r\"b\"\n"},
        {"trailing blanks and a missing end", "x = 1  \n\t\ny = 2", "x = 1\n\ny = 2\n"},
        {"blank lines at the end", "x = 1\n\n\n", "x = 1\n"},
        {"blank lines between functions",
         "import os\ndef f():\n    return os\n# about g\ndef g():\n    return 1\nx = g()\n",
         "import os\n\n\ndef f():\n    return os\n\n\n# about g\ndef g():\n    return 1\n\n\nx = "
         "g()\n"},
        {"blank lines in a class",
         "class A:\n    def f(self):\n        return 1\n    def g(self):\n        return 1\n",
         "class A:\n    def f(self):\n        return 1\n\n    def g(self):\n        return 1\n"},
        {"too many blank lines", "x = 1\n\n\n\n\ny = 2\n", "x = 1\n\n\ny = 2\n"},
        {"blanks in brackets", "x = ( 1,2 )\ny = x [0]\n", "x = (1, 2)\ny = x[0]\n"},
        {"comments", "x = 1 #a\n#b\n", "x = 1  # a\n# b\n"},
        {"comparison without blanks", "def f(a):\n    return (a)!=None\n",
         "def f(a):\n    return (a) is not None\n"},
        {"invalid escapes", "x = '\\d+'\ny = '\\d\\n'\n", "x = r'\\d+'\ny = '\\\\d\\n'\n"},
        {"long comment",
         "# one two three four five six seven eight nine ten eleven twelve\nx = 1\n",
         "# one two three four five six seven eight nine ten eleven\n# twelve\nx = 1\n"},
        {"long comment behind code",
         "if True:\n    x = 1  # one two three four five six seven eight nine ten\n",
         "if True:\n    # one two three four five six seven eight nine ten\n    x = 1\n"},
        {"long string",
         "def f():\n    x = 'one two three four five six seven eight nine ten eleven'\n    return "
         "x\n",
         "def f():\n    x = (\n        'one two three four five six seven eight nine ten '\n       "
         " 'eleven'\n    )\n    return x\n"},
        {"long string in a call",
         "print('one two three four five six seven eight nine ten eleven')\n",
         "print('one two three four five six seven eight nine ten '\n      'eleven')\n"},
        {"long f-string",
         "def f(a):\n    return f'one two {a + 1} four five six seven eight nine ten eleven "
         "{a}'\n"},
        {"long docstring",
         "def f():\n    \"\"\"Say.\n\n    One two three four five six seven eight nine ten eleven "
         "twelve.\n    \"\"\"\n    return 1\n",
         "def f():\n    \"\"\"Say.\n\n    One two three four five six seven eight nine ten "
         "eleven\n    twelve.\n    \"\"\"\n    return 1\n"},
    };
    for (const auto& item : cases)
        check_mended(item, Companions::absent);
}

TEST_CASE("flake8 findings are mended with autoflake and autopep8") {
    REQUIRE(test::is_here("autopep8"));
    REQUIRE(test::is_here("autoflake"));
    const std::vector<Case> cases = {
        {"everything at once",
         "import os, sys\nimport json\ndef f(a,b):\n    x=1\n    if a==None: return b\n    return "
         "sys\n\n\n\n\ny = [1,\n   2]\n"
         "z = f(11111111111111, 22222222222222, 33333333333333, 444444444)\nw = 'it  is\\d' \n"},
        {"an unused import among others", "import os\nimport sys\n\nprint(sys)\n",
         "import sys\n\nprint(sys)\n"},
    };
    for (const auto& item : cases)
        check_mended(item, Companions::there);
}

TEST_CASE("a formatter of the same check goes over the edits of a lint fix") {
    REQUIRE(test::is_here("black"));
    const std::string check = "/usr/bin/python3 -m flake8 . ; black --check .";
    test::RealTree tree({{"a.py",
                          "def f(a):\n    if a == None:\n        return 1\n    return 2\n\n\n"
                          "x = f(1)\ny = 'one' if x else 'two'\n"},
                         {".flake8", "[flake8]\nmax-line-length = 60\n"}});
    auto round = tree.round(check, findings(tree.shell(check).output));
    const auto proposal = heal::lint_rung().propose(round);
    REQUIRE(proposal);
    REQUIRE_FALSE(proposal->patches.empty());
    CHECK(proposal->patches.front().rung == "lint");
    tree.apply(proposal->patches.front());
    CHECK(tree.shell("/usr/bin/python3 -m flake8 . && black --check .").exit_code == 0);
    CHECK(base::contains(tree.files().at("a.py"), "\"one\" if x"));
}

TEST_CASE("an unused variable whose value only computes is left to its author") {
    const std::string check = "/usr/bin/python3 -m flake8 .";
    const std::map<std::string, std::string> files = {
        {"a.py", "def f(g):\n    code = g(1).status == 2\n    return g\n"}};
    test::RealTree tree(files);
    const auto output = tree.shell(check);
    REQUIRE(output.exit_code == 1);
    const auto proposal = heal::lint_rung().propose(tree.round(check, findings(output.output)));
    REQUIRE(proposal);
    CHECK(proposal->patches.empty());
}
