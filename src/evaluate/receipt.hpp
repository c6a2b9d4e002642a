#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "evaluate/judge.hpp"
#include "model/outcome.hpp"

namespace mendel::evaluate {

/// The hashed, replayable record of one red-to-green proof; schemas/receipt.schema.json,
/// "mendel.receipt/1". It embeds the patch, so that a clone without the run folder can replay it.
struct Receipt {
    std::string run_id;
    std::string created;          ///< RFC 3339 UTC
    std::string repository = {};  ///< remote URL without credentials, may be empty
    std::string head;             ///< commit that the work tree was on
    std::string base;             ///< commit the patch applies to: head, or the snapshot
    std::string base_diff = {};   ///< head to base as a diff where the tree was dirty
    std::string tested;           ///< commit on which red was reproduced
    model::Command check;
    model::CheckRun red;
    model::CheckRun green;
    std::vector<model::HealedRound> rounds;
    std::string diff;  ///< the whole patch as a unified diff
    std::vector<model::CheckRun> neighbours = {};
    std::vector<std::string> setup = {};      ///< lines of heal.setup that were run
    std::vector<std::string> not_rerun = {};  ///< what was not run again, with the reason
    std::map<std::string, std::string> tool_versions = {};
    std::string place;
    double cost_usd = 0;
    std::vector<model::ToolUse> tools = {};  ///< what agents called; empty: none was asked
};

/// The receipt as JSON with its hashes ("patch_sha256", and "sha256" over everything else).
base::Json to_json(const Receipt& receipt);

/// Reads and checks a receipt: schema, version, hashes. A changed byte is an error of kind refused
/// that names what does not match.
base::Result<Receipt> receipt_from_json(const base::Json& json);

}  // namespace mendel::evaluate
