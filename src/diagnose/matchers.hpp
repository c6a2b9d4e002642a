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
extern const Matcher python_matcher;  ///< tracebacks
extern const Matcher shell_matcher;  ///< what bash, sh and env say about missing programs and files
extern const Matcher make_matcher;
extern const Matcher infrastructure_matcher;  ///< disk, memory, network and runner

/// Every matcher, specific tools first, what could be any tool's output last.
const std::vector<const Matcher*>& matchers();

}  // namespace mendel::diagnose
