#pragma once

#include "code/invocation.hpp"
#include "heal/fix_run.hpp"
#include "model/round.hpp"

namespace mendel::heal {

/// flake8, pyflakes and pycodestyle cannot fix; autoflake (unused imports) and autopep8 (white
/// space and layout) can what they report. Both run beside the linter, on the files of the findings
/// alone.
base::Result<FixResult> run_flake8_fixers(const model::Round& round, const code::Invocation& linter,
                                          const model::Patch& on_top);

/// Whether the tool is one of those linters.
bool is_flake8_family(const std::string& tool);

}  // namespace mendel::heal
