#pragma once

#include <vector>

#include "diagnose/matcher.hpp"

namespace mendel::diagnose {

// One file of matchers/ each, named after the first tool of its group.
extern const Matcher pytest_matcher;
extern const Matcher unittest_matcher;
extern const Matcher doctest_matcher;
extern const Matcher black_matcher;
extern const Matcher isort_matcher;
extern const Matcher autoflake_matcher;
extern const Matcher ruff_matcher;
extern const Matcher flake8_matcher;
extern const Matcher mypy_matcher;
extern const Matcher pip_matcher;
extern const Matcher tox_matcher;
extern const Matcher shellcheck_matcher;
extern const Matcher shfmt_matcher;
extern const Matcher tsc_matcher;
extern const Matcher jest_matcher;
extern const Matcher vitest_matcher;
extern const Matcher mocha_matcher;
extern const Matcher node_test_matcher;  ///< the reporters spec and dot of node:test
extern const Matcher tap_matcher;        ///< TAP: node:test, tape, bats, prove
extern const Matcher eslint_matcher;     ///< and standard
extern const Matcher prettier_matcher;
extern const Matcher biome_matcher;
extern const Matcher format_diff_matcher;  ///< any formatter followed by `git diff --exit-code`
extern const Matcher npm_matcher;          ///< and yarn, pnpm
extern const Matcher node_matcher;         ///< stacks of errors that nobody caught
extern const Matcher clang_format_matcher;
extern const Matcher gtest_matcher;
extern const Matcher catch2_matcher;
extern const Matcher ctest_matcher;
extern const Matcher cmake_matcher;
extern const Matcher gcc_matcher;  ///< and clang, clang-tidy, cppcheck
extern const Matcher ld_matcher;
extern const Matcher ninja_matcher;
extern const Matcher go_test_matcher;
extern const Matcher go_matcher;  ///< build, vet, modules, golangci-lint
extern const Matcher gofmt_matcher;
extern const Matcher cargo_test_matcher;
extern const Matcher rustc_matcher;  ///< and cargo, clippy
extern const Matcher rustfmt_matcher;
extern const Matcher javac_matcher;        ///< under ant, maven and gradle too, Error Prone
extern const Matcher surefire_matcher;     ///< and failsafe
extern const Matcher gradle_test_matcher;  ///< tests as gradle prints them
extern const Matcher ant_matcher;          ///< and JUnit's own runner
extern const Matcher checkstyle_matcher;
extern const Matcher spotless_matcher;
extern const Matcher spotbugs_matcher;
extern const Matcher kotlin_matcher;        ///< and ktlint, detekt
extern const Matcher android_lint_matcher;  ///< and aapt
extern const Matcher sbt_matcher;           ///< and scalac, ScalaTest, MUnit
extern const Matcher maven_matcher;
extern const Matcher gradle_matcher;
extern const Matcher java_matcher;           ///< what ends a JVM program
extern const Matcher junit_console_matcher;  ///< JUnit Platform's launcher
extern const Matcher dotnet_test_matcher;    ///< vstest, xunit, NUnit
extern const Matcher dotnet_matcher;         ///< msbuild, the compilers, NuGet, dotnet format
extern const Matcher phpunit_matcher;
extern const Matcher php_matcher;      ///< the interpreter
extern const Matcher phpstan_matcher;  ///< and Psalm
extern const Matcher phpcs_matcher;    ///< and PHP-CS-Fixer
extern const Matcher composer_matcher;
extern const Matcher rspec_matcher;
extern const Matcher minitest_matcher;  ///< test-unit
extern const Matcher cucumber_matcher;
extern const Matcher rubocop_matcher;  ///< and Standard
extern const Matcher bundler_matcher;
extern const Matcher ruby_matcher;  ///< the interpreter and rake
extern const Matcher msvc_matcher;  ///< cl, link and MSBuild's C++ targets
extern const Matcher meson_matcher;
extern const Matcher autotools_matcher;  ///< configure, autoconf, automake, libtool
extern const Matcher bazel_matcher;
extern const Matcher conan_matcher;
extern const Matcher vcpkg_matcher;
extern const Matcher doctest_cpp_matcher;  ///< the C++ framework
extern const Matcher boost_test_matcher;
extern const Matcher sanitizers_matcher;  ///< Address, Leak, Thread, Memory, UndefinedBehavior
extern const Matcher valgrind_matcher;
extern const Matcher crash_matcher;  ///< signals that ended a program
extern const Matcher ava_matcher;
extern const Matcher jasmine_matcher;  ///< and Karma
extern const Matcher cypress_matcher;
extern const Matcher playwright_matcher;
extern const Matcher webpack_matcher;
extern const Matcher vite_matcher;  ///< and Rollup, esbuild
extern const Matcher babel_matcher;
extern const Matcher stylelint_matcher;
extern const Matcher markdownlint_matcher;
extern const Matcher pyright_matcher;
extern const Matcher bandit_matcher;
extern const Matcher sphinx_matcher;
extern const Matcher coverage_matcher;    ///< thresholds of coverage.py, nyc, Jest and others
extern const Matcher poetry_matcher;      ///< and Pipenv, PDM, uv, conda
extern const Matcher packaging_matcher;   ///< setuptools, build, twine
extern const Matcher docker_matcher;      ///< builds, Compose, hadolint
extern const Matcher kubernetes_matcher;  ///< kubectl, Helm, kubeconform
extern const Matcher terraform_matcher;
extern const Matcher ansible_matcher;  ///< and ansible-lint
extern const Matcher yamllint_matcher;
extern const Matcher actionlint_matcher;
extern const Matcher workflow_matcher;  ///< what the runner says of a workflow and its actions
extern const Matcher audits_matcher;    ///< npm audit, pip-audit, cargo audit, osv, Trivy, Grype
extern const Matcher scanners_matcher;  ///< Semgrep, gitleaks, CodeQL, secret scanners
extern const Matcher sarif_matcher;
extern const Matcher git_matcher;
extern const Matcher pre_commit_matcher;
extern const Matcher publish_matcher;  ///< uploads, releases and deployments
extern const Matcher exunit_matcher;   ///< and mix
extern const Matcher ghc_matcher;      ///< and Cabal, Stack, Hspec, Tasty
extern const Matcher swift_matcher;    ///< and Xcode
extern const Matcher erlang_matcher;   ///< rebar3, Common Test, Dialyzer
extern const Matcher perl_matcher;     ///< prove, Test::More, cpan
extern const Matcher r_check_matcher;  ///< R CMD check, testthat
extern const Matcher pester_matcher;   ///< and PowerShell
extern const Matcher latex_matcher;
extern const Matcher links_matcher;            ///< checkers of links
extern const Matcher ginkgo_matcher;           ///< and gocheck
extern const Matcher system_packages_matcher;  ///< apt, apk, brew, dnf, pacman; curl
extern const Matcher go_race_matcher;
extern const Matcher python_matcher;  ///< tracebacks
extern const Matcher shell_matcher;  ///< what bash, sh and env say about missing programs and files
extern const Matcher make_matcher;
extern const Matcher infrastructure_matcher;  ///< disk, memory, network and runner

/// Every matcher, specific tools first, what could be any tool's output last.
const std::vector<const Matcher*>& matchers();

}  // namespace mendel::diagnose
