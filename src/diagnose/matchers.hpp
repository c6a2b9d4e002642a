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
extern const Matcher python_matcher;  ///< tracebacks
extern const Matcher shell_matcher;   ///< what bash, sh and env say about missing programs and files
extern const Matcher make_matcher;

/// Every matcher, specific tools first, what could be any tool's output last.
const std::vector<const Matcher*>& matchers();

}  // namespace mendel::diagnose
