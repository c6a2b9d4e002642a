#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

const std::vector<const Matcher*>& matchers() {
    static const std::vector<const Matcher*> k_all = {
        // Python
        &pytest_matcher, &unittest_matcher, &doctest_matcher, &black_matcher, &isort_matcher,
        &autoflake_matcher, &ruff_matcher, &flake8_matcher, &mypy_matcher, &pip_matcher,
        // JavaScript and TypeScript

        // C and C++

        // Go

        // Rust

        // Shell
        &shellcheck_matcher, &shfmt_matcher,
        // Any step: runtimes, shells and wrappers
        &python_matcher, &shell_matcher, &make_matcher, &tox_matcher};
    return k_all;
}

}  // namespace mendel::diagnose
