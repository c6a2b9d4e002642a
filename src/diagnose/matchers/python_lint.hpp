#pragma once

#include <string_view>

#include "diagnose/matcher.hpp"

namespace mendel::diagnose {

/// One remark of a Python linter as its fields.
struct LintRemark {
    std::string_view tool;
    std::string_view file;
    int line = 0;
    int column = 0;
    std::string_view code;  ///< "F401", "W0611"
    std::string_view message;
};

/// The finding for a remark: category by its code (syntax_error for E999, E902 and the like, else
/// lint_error), the name that it quotes as subject, the rungs that can mend it.
Finding lint_finding(std::size_t line, const LintRemark& remark);

}  // namespace mendel::diagnose
