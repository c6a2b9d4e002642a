#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "app/deliver.hpp"
#include "cli/style.hpp"
#include "model/outcome.hpp"

namespace mendel::cli {

struct OutcomeView {
    Style style;
    bool explain = false;  ///< every attempt with why it was refused and what it cost
};

/// The Outcome as a person reads it: what came of it, the diff, the proof, what to do next.
std::string outcome_text(const model::Outcome& outcome, const app::Delivered& delivered,
                         const OutcomeView& view);

/// What became of a delivery, one line; of one that waits the reasons and the command. Empty where
/// nothing was asked.
std::string delivery_text(const app::Delivered& delivered);

/// The Outcome with diff and delivery, "mendel.heal/1".
nlohmann::json outcome_json(const model::Outcome& outcome, const app::Delivered& delivered);

}  // namespace mendel::cli
