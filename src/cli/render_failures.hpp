#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "cli/style.hpp"
#include "model/failure.hpp"

namespace mendel::cli {

/// The failures in a format of `mendel analyze`: "text" (for a person), "json", "sarif",
/// "markdown" or "github"; text for any other name. Colours are for text alone.
/// @param notes what was not read as it stands, one sentence each: part of "json" alone
std::string render_failures(const std::vector<model::Failure>& failures, std::string_view format,
                            const Style& style, const std::vector<std::string>& notes = {});

/// One paragraph per failure, root cause first, with the log lines that show it and a caret under
/// what is wrong.
std::string failures_text(const std::vector<model::Failure>& failures, const Style& style);

/// "mendel.analyze/1".
nlohmann::json failures_json(const std::vector<model::Failure>& failures,
                             const std::vector<std::string>& notes = {});

/// A table and one section per failure, for a pull request, an issue or a step summary. Text of
/// strangers stands in code spans and fences, where it cannot mention, link or break out.
std::string failures_markdown(const std::vector<model::Failure>& failures);

/// Workflow commands that annotate files (::error file=...), escaped as the runner reads them: ten
/// of a kind, which is what it shows of one step, the first place of each failure before others.
std::string failures_github(const std::vector<model::Failure>& failures);

/// "pytest ModuleNotFoundError requests": what is known of tool, rule and subject; the category
/// where nothing is.
std::string headline_of(const model::Failure& failure);

}  // namespace mendel::cli
