#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "model/round.hpp"
#include "repair/candidate.hpp"
#include "repair/localise.hpp"
#include "repair/ports.hpp"

namespace mendel::repair {

enum class TrialState {
    passes,         ///< every test that was run passes: plausible
    fixes_some,     ///< fewer of the failing tests fail, none of the others does
    fails,          ///< the failing tests still fail, or another does now
    does_not_load,  ///< syntax, compile or import error
    timed_out,      ///< over its deadline, or over its memory
    put_off,        ///< not decided, since that takes far longer than the others do
};

/// What became of one Candidate.
struct Trial {
    std::size_t candidate = 0;  ///< index in the batch
    TrialState state = TrialState::fails;
    std::vector<std::string> failing = {};  ///< tests that fail under it, as far as was run
    std::string detail = {};                ///< first line of why, for --explain
    std::string doubt = {};  ///< of one that passes: what may speak against it, as a mark
    std::chrono::milliseconds duration{0};
};

/// How long a test may take: an endless loop should cost little, so each candidate has little at
/// first; those that ended by it are worth the usual, once nothing else is left to try.
enum class Patience { little, usual };

/// Runs the tests over batches of Candidates: the failing tests first, then the rest, early stop;
/// a deadline of a few times the test's own normal time each.
class Validator {
  public:
    virtual ~Validator() = default;
    /// "python fork server", "plain command" ... as --explain says it.
    virtual std::string name() const = 0;
    /// Candidates in a batch that is worth its start: of a few seconds.
    virtual std::size_t batch_size() const = 0;
    /// Tries the batch, as many at a time as there are cores, in order; `enough` is asked after
    /// each batch part and ends it early. One Trial for each candidate tried.
    virtual base::Result<std::vector<Trial>> run(std::span<const Candidate> batch,
                                                 std::chrono::steady_clock::time_point deadline,
                                                 Patience patience) = 0;
};

/// The fastest Validator that fits the check and the language (one validate_<name>.cpp each); the
/// plain one runs the whole check with the candidate on top (RunRequest::on_top) and fits always.
base::Result<std::unique_ptr<Validator>> make_validator(const model::Round& round,
                                                        const Localisation& where,
                                                        const Ports& ports = {});

}  // namespace mendel::repair
