#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "evaluate/receipt.hpp"
#include "model/agent_try.hpp"
#include "model/failure.hpp"
#include "model/patch.hpp"

namespace mendel::app {

/// What a heal job left for the publish job: strangers' bytes, since foreign code ran beside them.
/// Nothing in it says where to publish.
struct HealArtifact {
    std::string outcome = {};  ///< "fixed", "not fixed" ...: one of the names of model::OutcomeKind
    std::string message = {};  ///< one line, foreign
    std::string advice = {};   ///< one line, foreign
    std::string report = {};   ///< report.md, foreign Markdown
    std::vector<model::Failure> failures = {};      ///< root cause first, at most 100
    std::vector<model::AgentTry> tries = {};        ///< of agents, cut to what can be shown
    std::optional<evaluate::Receipt> receipt = {};  ///< there is one for "fixed" alone
    std::string receipt_text = {};
    model::Patch patch = {};
    std::map<std::string, std::string> files = {};  ///< the JSON that it was read from, by name
};

/// Reads a run folder as data: sizes and schemas checked, no link followed. Errors of kind refused
/// name the file and what is wrong with it; a folder that is not there is an error of kind user.
base::Result<HealArtifact> read_heal_artifact(const std::string& folder);

/// The same of texts that were kept by name.
base::Result<HealArtifact> heal_artifact_of(const std::map<std::string, std::string>& files);

}  // namespace mendel::app
