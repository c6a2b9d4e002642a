#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/failure.hpp"

namespace mendel::publish {

/// What an issue for a failed run says.
struct IssueText {
    std::string title;  ///< at most 72 characters
    std::string body;   ///< Markdown; foreign text fenced or escaped
};

/// What is known of the failed run beside its failures.
struct IssueFacts {
    std::string branch;
    std::string fingerprint;
    std::string commit;
    std::string run_url;     ///< of the run that failed
    int seen = 1;            ///< runs that failed so, this one among them
    std::size_t hidden = 0;  ///< security findings, which are not told here
};

/// @param failures root cause first, without security findings
IssueText render_issue(const std::vector<model::Failure>& failures, const IssueFacts& facts);

/// The line in an issue's body that tells for which problem it was opened.
std::string fingerprint_marker(std::string_view fingerprint);

/// How often an issue's body says the problem was seen; 0 where it does not say.
int times_seen(std::string_view body);

}  // namespace mendel::publish
