#include "sys/environment.hpp"

#include <cstdlib>

#include <sys/prctl.h>

#include "run_support.hpp"
#include "sys/environment_rules.hpp"

using namespace mendel::sys;

TEST_CASE("variables that configure tools may be shown to children") {
    for (const char* name : {"PATH",
                             "HOME",
                             "LANG",
                             "LC_ALL",
                             "VIRTUAL_ENV",
                             "PYTHONPATH",
                             "NODE_OPTIONS",
                             "GOFLAGS",
                             "GOPRIVATE",
                             "CARGO_HOME",
                             "CXXFLAGS",
                             "npm_config_cache",
                             "CI",
                             "LD_LIBRARY_PATH",
                             "JAVA_HOME",
                             "PIP_INDEX_URL",
                             "https_proxy",
                             "NODE_EXTRA_CA_CERTS",
                             "PYTEST_ADDOPTS",
                             "ASAN_OPTIONS",
                             "TZ"}) {
        INFO(name);
        CHECK(is_allowed_variable(name, "value"));
    }
}

TEST_CASE("variables that speak of secrets or are unknown are not shown") {
    for (const char* name :
         {"GITHUB_TOKEN", "ACTIONS_RUNTIME_TOKEN", "INPUT_API-KEY", "NPM_TOKEN", "NODE_AUTH_TOKEN",
          "npm_config_//registry.npmjs.org/:_authToken", "npm_config__auth", "CARGO_REGISTRY_TOKEN",
          "PYTHON_PASSWORD", "AWS_SECRET_ACCESS_KEY", "POETRY_HTTP_BASIC_X_PASSWORD",
          "ANTHROPIC_API_KEY", "SSH_AUTH_SOCK", "GRADLE_PUBLISH_KEY", "GITHUB_ENV", "LD_PRELOAD",
          "BASH_ENV", "SOMETHING_ELSE"}) {
        INFO(name);
        CHECK_FALSE(is_allowed_variable(name, "value"));
    }
}

TEST_CASE("a value with a user and password in its URL is not shown") {
    CHECK(is_allowed_variable("PIP_INDEX_URL", "https://host/simple@2"));
    CHECK_FALSE(is_allowed_variable("PIP_INDEX_URL", "https://me:word@host/simple"));
    CHECK_FALSE(is_allowed_variable("NO_PROXY", "http://a http://me@host"));
}

TEST_CASE("job slots of a make above are not passed on") {
    CHECK(is_allowed_variable("MAKEFLAGS", "-k"));
    CHECK_FALSE(is_allowed_variable("MAKEFLAGS", " -j2 --jobserver-auth=3,4"));
}

TEST_CASE("names are secret by whole words where parts would catch harmless ones") {
    for (const char* name : {"API_KEY", "GPG_KEY_ID", "MY_PAT", "DB_PASS", "OAUTH", "AWS_PROFILE"})
        CHECK(is_secret_name(name));
    for (const char* name : {"KEYBOARD", "PATH", "GIT_AUTHOR_NAME", "MONKEY", "COMPASS", "HOME"})
        CHECK_FALSE(is_secret_name(name));
}

TEST_CASE("children always have a home, a user and a path") {
    const auto environment = allowed_environment();
    for (const char* name : {"HOME", "USER", "LOGNAME", "PATH"}) {
        INFO(name);
        CHECK(environment.count(name) == 1);
    }
}

TEST_CASE("after hardening a secret is mendel's alone") {
    ::setenv("MENDEL_TEST_TOKEN", "hush", 1);
    ::setenv("MENDEL_TEST_PLAIN", "loud", 1);
    harden_own_process();
    CHECK(::getenv("MENDEL_TEST_TOKEN") == nullptr);
    CHECK(environment_value("MENDEL_TEST_TOKEN") == std::optional<std::string>("hush"));
    CHECK(environment_value("MENDEL_TEST_PLAIN") == std::optional<std::string>("loud"));
    CHECK_FALSE(environment_value("MENDEL_TEST_UNSET"));
    // Children start as before, also where the process may no longer be looked into.
    CHECK(run(shell("exit 3")).exit_code == 3);
    CHECK(run(shell("echo \"$MENDEL_TEST_TOKEN\"")).output == "\n");
    CHECK(::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0);
    ::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
}

TEST_CASE("programs are found by PATH, by their own path or not at all") {
    const auto root = scratch_folder();
    REQUIRE(write_file(root.path() + "/bin/tool", "#!/bin/sh\n", 0755));
    REQUIRE(write_file(root.path() + "/bin/text", "", 0644));
    const std::map<std::string, std::string> environment = {
        {"PATH", "/nowhere:" + root.path() + "/bin"}};
    CHECK(find_program("tool", environment) == root.path() + "/bin/tool");
    CHECK(find_program(root.path() + "/bin/tool", {}) == root.path() + "/bin/tool");
    CHECK_FALSE(find_program("text", environment));
    CHECK_FALSE(find_program("bin", environment));
    CHECK_FALSE(find_program("tool", {}));
    CHECK_FALSE(find_program("", environment));
}

TEST_CASE("the own program is an absolute path that exists") {
    CHECK(own_program().front() == '/');
    CHECK(exists(own_program()));
    CHECK(is_folder(home_folder()));
}
