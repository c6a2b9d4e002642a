#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "model/task.hpp"

namespace mendel::agent {

/// Most bytes of one piece of evidence and of a whole prompt; what is cut is said.
constexpr std::size_t k_evidence_cap = 12'000;
constexpr std::size_t k_prompt_cap = 60'000;

/// A prompt as it is given to an agent.
struct Prompt {
    std::string text;
    std::string version;  ///< "fix_lint/1 frame/1", for the receipt
};

/// Renders the Task with the prompt of its kind (src/agent/data/prompts): rules first, strangers'
/// text quarantined, at most k_prompt_cap bytes. The same input gives the same bytes.
Prompt render_prompt(const model::Task& task, const std::vector<model::Evidence>& lessons);

/// A text as data: between tags whose name holds a hash of the text, each line behind "| ", so that
/// no line of it can end the block; control characters, ANSI sequences and invisible or
/// direction-changing code points are spelled out; longer text keeps its head and tail.
std::string quarantined(const model::Evidence& evidence, std::size_t cap = k_evidence_cap);

}  // namespace mendel::agent
