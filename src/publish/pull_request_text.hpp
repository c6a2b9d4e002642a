#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/outcome.hpp"

namespace mendel::publish {

/// What a pull request says, rendered from typed fields alone.
struct PullRequestText {
    std::string branch;  ///< "mendel/heal/<base>-<first 12 of the fingerprint>"
    std::string title;   ///< at most 72 characters
    std::string body;    ///< Markdown; foreign text fenced or escaped
};

/// The names that a rendering needs beside the Outcome.
struct PullRequestFacts {
    std::string branch_prefix = "mendel/";
    std::string base_branch;
    std::string check;                    ///< the command as typed
    std::string receipt;                  ///< the receipt as JSON text
    std::string fingerprint = {};         ///< empty: that of the outcome's first failure
    std::vector<std::string> notes = {};  ///< sentences of ours, below the proof
};

PullRequestText render_pull_request(const model::Outcome& outcome, const PullRequestFacts& facts);

/// The same account as a report for a person: report.md of the run folder.
std::string render_report(const model::Outcome& outcome, std::string_view check);

/// The line in the body of every item of mendel's that tells for which branch it was opened.
std::string branch_marker(std::string_view branch);

/// Foreign text as Markdown code that it cannot break out of: a fence longer than any inside.
std::string fenced(std::string_view text, std::string_view language = {});

/// Foreign text as one line of inert Markdown: HTML, links, mentions and marks escaped.
std::string inert(std::string_view text);

}  // namespace mendel::publish
