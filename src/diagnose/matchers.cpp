#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

const std::vector<const Matcher*>& matchers() {
    static const std::vector<const Matcher*> k_all = {
        // Python
        &pyright_matcher, &bandit_matcher, &sphinx_matcher, &coverage_matcher, &poetry_matcher,
        &packaging_matcher, &pytest_matcher, &unittest_matcher, &doctest_matcher, &black_matcher,
        &isort_matcher, &autoflake_matcher, &ruff_matcher, &flake8_matcher, &mypy_matcher,
        &pip_matcher,
        // JavaScript and TypeScript
        &ava_matcher, &jasmine_matcher, &playwright_matcher, &cypress_matcher, &webpack_matcher,
        &vite_matcher, &babel_matcher, &stylelint_matcher, &tsc_matcher, &jest_matcher,
        &vitest_matcher, &mocha_matcher, &node_test_matcher, &tap_matcher, &yamllint_matcher,
        &eslint_matcher, &prettier_matcher, &biome_matcher,
        // C and C++
        &doctest_cpp_matcher, &boost_test_matcher, &sanitizers_matcher, &valgrind_matcher,
        &msvc_matcher, &meson_matcher, &autotools_matcher, &bazel_matcher, &conan_matcher,
        &vcpkg_matcher, &clang_format_matcher, &gtest_matcher, &catch2_matcher, &ctest_matcher,
        &cmake_matcher, &gcc_matcher, &ld_matcher,
        // Go
        &ginkgo_matcher, &go_race_matcher, &go_test_matcher, &go_matcher, &gofmt_matcher,
        // Rust
        &cargo_test_matcher, &rustc_matcher, &rustfmt_matcher,
        // JVM
        &junit_console_matcher, &checkstyle_matcher, &spotbugs_matcher, &javac_matcher,
        &kotlin_matcher, &android_lint_matcher, &surefire_matcher, &gradle_test_matcher,
        &ant_matcher, &sbt_matcher, &spotless_matcher, &maven_matcher, &gradle_matcher,
        &java_matcher,
        // .NET
        &dotnet_test_matcher, &dotnet_matcher,
        // PHP
        &phpunit_matcher, &php_matcher, &phpstan_matcher, &phpcs_matcher, &composer_matcher,
        // Ruby
        &rspec_matcher, &minitest_matcher, &cucumber_matcher, &rubocop_matcher, &bundler_matcher,
        &ruby_matcher,
        // Other languages
        &exunit_matcher, &ghc_matcher, &swift_matcher, &erlang_matcher, &perl_matcher,
        &r_check_matcher, &pester_matcher,
        // Infrastructure
        &docker_matcher, &kubernetes_matcher, &terraform_matcher, &ansible_matcher,
        &actionlint_matcher, &workflow_matcher,
        // Security
        &audits_matcher, &scanners_matcher, &sarif_matcher,
        // Documents
        &markdownlint_matcher, &latex_matcher, &links_matcher,
        // Version control and delivery
        &git_matcher, &publish_matcher,
        // Shell
        &shellcheck_matcher, &shfmt_matcher, &system_packages_matcher,
        // Any step: runtimes, shells and wrappers
        &python_matcher, &node_matcher, &format_diff_matcher, &npm_matcher, &ninja_matcher,
        &shell_matcher, &crash_matcher, &pre_commit_matcher, &infrastructure_matcher, &make_matcher,
        &tox_matcher};
    return k_all;
}

}  // namespace mendel::diagnose
