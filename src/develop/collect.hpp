#pragma once

#include <string>
#include <vector>

#include "app/session.hpp"
#include "base/result.hpp"
#include "develop/attempt.hpp"
#include "develop/pipeline_develop.hpp"
#include "evaluate/referee.hpp"

namespace mendel::develop {

/// The results of a fan-out, gathered: each one the whole that one job built.
struct Collected {
    std::vector<AttemptResult> results = {};
    std::vector<evaluate::Placing> placings = {};  ///< best first
    std::string winner = {};                       ///< id; empty: none may win
    std::string report = {};                       ///< Markdown
    std::string branch = {};
};

/// What a mission built as the result of one job, for `collect`.
AttemptResult result_of(const Developed& developed, const std::string& id);

/// Reads result files ("mendel.attempt_result/1") as data, asks every gate again, ranks them, and
/// delivers the winner on HEAD; runs no code of the repository. A file that cannot be read counts
/// as an attempt that did not end. Errors of kind user: no file; refused: a change that does not
/// fit HEAD.
base::Result<Collected> collect(const app::Session& session, const std::vector<std::string>& files,
                                const std::string& branch);

/// The public shape, "mendel.collect/1" (schemas/collect.schema.json).
base::Json to_json(const Collected& collected);

}  // namespace mendel::develop
