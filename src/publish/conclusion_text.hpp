#pragma once

#include <string>
#include <vector>

#include "model/verdict.hpp"

namespace mendel::publish {

/// What became of an event, for people: the same facts in the job summary and in the one comment.
struct Conclusion {
    std::string outcome;       ///< "published", "not fixed", "ignored" ...
    std::string message = {};  ///< one sentence of what happened; may be foreign
    std::string advice = {};   ///< one sentence of what to do next; may be foreign
    std::vector<model::Refusal> refusals = {};
    std::string branch = {};  ///< of mendel's own that holds the fix
    bool verified = false;    ///< GitHub has signed the fix's commit
    int pull_request = 0;
    std::string pull_request_url = {};
    std::string compare_url = {};  ///< where no pull request could be opened
    std::string diff = {};         ///< where not even a branch could be made: the patch itself
    std::string check = {};        ///< the command; foreign
    std::string run_url = {};      ///< of mendel's own run
    std::vector<std::string> notes = {};  ///< further sentences of ours
    std::string hand_over = {};           ///< Markdown of ours (hand_over_text.hpp)
    int api_calls = 0;
    std::string details = {};  ///< foreign Markdown, shown as text
};

/// The job summary, which always says why (https://docs.github.com/en/actions, job summaries).
std::string render_summary(const Conclusion& conclusion);

/// The comment on the issue or pull request.
std::string render_comment(const Conclusion& conclusion);

}  // namespace mendel::publish
