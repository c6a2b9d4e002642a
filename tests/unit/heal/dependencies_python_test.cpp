#include "base/text.hpp"
#include "heal/rungs/dependencies.hpp"
#include "imports_case.hpp"

using namespace mendel;

namespace {

const auto k_missing = test::failed("ModuleNotFoundError: No module named 'yaml'", {{"a.py", 1, 1}},
                                    "ModuleNotFoundError");

/// Answers the question for the installed distribution with these words.
model::Run installed(const std::string& line) {
    return [line](const model::RunRequest&) -> base::Result<model::RunResult> {
        return model::RunResult{.output = line + "\n"};
    };
}

const std::pair<const std::string, std::string> k_source{"a.py", "import yaml\n"};

}  // namespace

TEST_CASE("a missing module becomes a requirement where the project keeps its own") {
    const auto check = [](std::string name, test::Files files, test::Files after,
                          model::Run run = {}, std::string note = {}) {
        files.insert(k_source);
        test::check_repairs(heal::dependencies_rung(),
                            {{std::move(name), std::move(files), k_missing, std::move(after),
                              std::move(note), std::move(run)}});
    };
    check("an unsorted file", {{"requirements.txt", "rich\nclick\n"}},
          {{"requirements.txt", "rich\nclick\nPyYAML\n"}});
    check("a sorted file", {{"requirements.txt", "click\nzope\n"}},
          {{"requirements.txt", "click\nPyYAML\nzope\n"}});
    check("no line end", {{"requirements.txt", "zope\nclick"}},
          {{"requirements.txt", "zope\nclick\nPyYAML\n"}});
    check("an empty file", {{"requirements.txt", ""}}, {{"requirements.txt", "PyYAML\n"}});
    check("comments and options", {{"requirements.txt", "-r base.txt\n# web\nflask  # server\n"}},
          {{"requirements.txt", "-r base.txt\n# web\nflask  # server\nPyYAML\n"}});
    check("pins", {{"requirements.txt", "rich==1.0\nclick==2.0\n"}},
          {{"requirements.txt", "rich==1.0\nclick==2.0\nPyYAML==6.0.1\n"}},
          installed("mendel PyYAML 6.0.1"));
    check("lower bounds", {{"requirements.txt", "rich>=1.0\nclick>=2.0\n"}},
          {{"requirements.txt", "rich>=1.0\nclick>=2.0\nPyYAML>=6.0.1\n"}},
          installed("mendel PyYAML 6.0.1"));
    check("no pins though installed", {{"requirements.txt", "rich\nclick\n"}},
          {{"requirements.txt", "rich\nclick\nPyYAML\n"}}, installed("mendel PyYAML 6.0.1"));
    check("a pin known from constraints",
          {{"requirements.txt", "rich==1.0\n"}, {"constraints.txt", "pyyaml==5.4\n"}},
          {{"requirements.txt", "rich==1.0\npyyaml==5.4\n"}});
    check("hashes", {{"requirements.txt", "rich==1.0 --hash=sha256:00\n"}}, {}, {}, "hashes");
    check("already required", {{"requirements.txt", "pyyaml>=5\n"}}, {}, {},
          "required there already");
    check("pyproject in lines",
          {{"pyproject.toml",
            "[project]\ndependencies = [\n    \"click\",  # ui\n    \"zope\",\n]\n"}},
          {{"pyproject.toml",
            "[project]\ndependencies = [\n    \"click\",  # ui\n    \"PyYAML\",\n    "
            "\"zope\",\n]\n"}});
    check("pyproject in one line",
          {{"pyproject.toml", "[project]\ndependencies = ['rich', 'click']\n"}},
          {{"pyproject.toml", "[project]\ndependencies = ['rich', 'click', 'PyYAML']\n"}});
    check("pyproject without any", {{"pyproject.toml", "[project]\ndependencies = []\n"}},
          {{"pyproject.toml", "[project]\ndependencies = [\"PyYAML\"]\n"}});
    check("pyproject without a last comma",
          {{"pyproject.toml", "[project]\ndependencies = [\n  \"rich\",\n  \"click\"\n]\n"}},
          {{"pyproject.toml",
            "[project]\ndependencies = [\n  \"rich\",\n  \"click\",\n  \"PyYAML\"\n]\n"}});
    check("poetry",
          {{"pyproject.toml",
            "[tool.poetry.dependencies]\npython = \"^3.9\"\nrich = \"^1.0\"\n\n[build-system]\n"}},
          {{"pyproject.toml",
            "[tool.poetry.dependencies]\npython = \"^3.9\"\nrich = \"^1.0\"\nPyYAML = "
            "\"^6.0.1\"\n\n[build-system]\n"}},
          installed("mendel PyYAML 6.0.1"));
    check("Pipfile", {{"Pipfile", "[packages]\nrich = \"*\"\n"}},
          {{"Pipfile", "[packages]\nrich = \"*\"\nPyYAML = \"*\"\n"}});
    check("setup.cfg",
          {{"setup.cfg", "[options]\ninstall_requires =\n    click\n    rich\nzip_safe = no\n"}},
          {{"setup.cfg",
            "[options]\ninstall_requires =\n    click\n    PyYAML\n    rich\nzip_safe = no\n"}});
    check("setup.py",
          {{"setup.py",
            "from setuptools import setup\nsetup(\n    install_requires=[\n        'rich',\n       "
            " 'click',\n    ],\n)\n"}},
          {{"setup.py",
            "from setuptools import setup\nsetup(\n    install_requires=[\n        'rich',\n       "
            " 'click',\n        'PyYAML',\n    ],\n)\n"}});
    check("setup.py by a name", {{"setup.py", "R = [\"rich\"]\nsetup(install_requires=R)\n"}},
          {{"setup.py", "R = [\"rich\", \"PyYAML\"]\nsetup(install_requires=R)\n"}});
    check("no place at all", {}, {}, {}, "keeps its requirements nowhere");
}

TEST_CASE("what only tests import goes to the requirements of the tests") {
    test::check_repairs(heal::dependencies_rung(),
                        {{"a test module",
                          {{"tests/test_a.py", "import yaml\n"},
                           {"requirements.txt", "rich\n"},
                           {"requirements-dev.txt", "tox\n"}},
                          k_missing,
                          {{"requirements-dev.txt", "tox\nPyYAML\n"}}},
                         {"an optional group",
                          {{"tests/test_a.py", "import yaml\n"},
                           {"pyproject.toml",
                            "[project]\ndependencies = []\n[project.optional-dependencies]\ntest = "
                            "[\"pytest\"]\n"}},
                          k_missing,
                          {{"pyproject.toml",
                            "[project]\ndependencies = []\n[project.optional-dependencies]\ntest = "
                            "[\"pytest\", \"PyYAML\"]\n"}}}});
}

TEST_CASE("modules of the tree, of the language and of nobody are not required") {
    const auto missing = [](const std::string& name) {
        return test::failed("ModuleNotFoundError: No module named '" + name + "'", {},
                            "ModuleNotFoundError");
    };
    test::check_repairs(heal::dependencies_rung(),
                        {{"own module",
                          {{"requirements.txt", ""}, {"src/mine/__init__.py", ""}},
                          missing("mine.gone"),
                          {}},
                         {"standard module", {{"requirements.txt", ""}}, missing("json.gone"), {}},
                         {"unknown module",
                          {{"requirements.txt", ""}},
                          missing("zzz_nobody"),
                          {},
                          "nothing is added by guessing"}});
}

TEST_CASE("other tools that miss a distribution are understood") {
    const auto check = [](const std::string& message, const std::string& added) {
        test::check_repairs(heal::dependencies_rung(),
                            {{message,
                              {{"requirements.txt", "rich\nclick\n"}},
                              test::failed(message, {}, "", model::Category::dependency_error),
                              {{"requirements.txt", "rich\nclick\n" + added + "\n"}}}});
    };
    check(
        "pkg_resources.DistributionNotFound: The 'Pillow>=8' distribution was not found and is "
        "required by x",
        "Pillow");
    check("importlib.metadata.PackageNotFoundError: No package metadata was found for tqdm",
          "tqdm");
    check("demo 1.0 requires tqdm, which is not installed.", "tqdm");
    check("a.py:1:8: DEP001 'sklearn' imported but missing from the dependency definitions",
          "scikit-learn");
    check("note: Hint: \"python3 -m pip install types-PyYAML\"", "types-PyYAML");
}

TEST_CASE("a conflict of versions is ended by raising alone") {
    const std::string said =
        "ERROR: Cannot install a==1.0 and b==1.0 because these package versions have conflicting "
        "dependencies.\nThe conflict is caused by:\n    The user requested b==1.0\n"
        "    a 1.0 depends on b>=1.5\n";
    const auto failure = test::failed(said, {}, "", model::Category::dependency_error);
    test::check_repairs(heal::dependencies_rung(), {{"raised",
                                                     {{"requirements.txt", "a==1.0\nb==1.0\n"}},
                                                     failure,
                                                     {{"requirements.txt", "a==1.0\nb==1.5\n"}}},
                                                    {"never lowered",
                                                     {{"requirements.txt", "a==1.0\nb==2.0\n"}},
                                                     failure,
                                                     {},
                                                     "nothing is ever lowered"}});
}

TEST_CASE("the table of distributions knows well-known names") {
    CHECK(heal::distribution_of("yaml") == "PyYAML");
    CHECK(heal::distribution_of("cv2") == "opencv-python");
    CHECK(heal::distribution_of("PIL.Image") == "Pillow");
    CHECK(heal::distribution_of("sklearn.svm") == "scikit-learn");
    CHECK(heal::distribution_of("google.protobuf.message") == "protobuf");
    CHECK(heal::distribution_of("requests") == "requests");
    CHECK(heal::distribution_of("zzz_nobody").empty());
}

TEST_CASE("versions are compared by number") {
    CHECK(heal::compare_versions("1.10", "1.9") > 0);
    CHECK(heal::compare_versions("1.0", "1") == 0);
    CHECK(heal::compare_versions("1.2.3", "1.2.10") < 0);
}
