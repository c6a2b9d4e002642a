#pragma once

#include <string>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "config/config.hpp"
#include "intake/event.hpp"
#include "intake/facts.hpp"
#include "intake/instant.hpp"
#include "model/request.hpp"

namespace mendel::intake {

/// What mendel knows of itself without asking.
struct Situation {
    Instant now = {};
    std::string self = "github-actions[bot]";  ///< login under which it acts, by its token
    std::string workflow_path = {};            ///< of the workflow that it runs in
    /// Those that the workflow serves, at least one; the first is that of a plain dispatch.
    std::vector<std::string> missions = {"heal"};
    bool reports_only = false;  ///< failed runs are to be told in an issue, and not healed
};

/// Nothing is asked of mendel; the job summary says why and nobody is told.
struct Ignore {
    std::string rule;    ///< short name of the rule: "edited"
    std::string reason;  ///< one sentence
};

/// Facts to gather; then call `decide` again with all facts so far.
struct Need {
    std::vector<Question> questions;
};

/// Whom a refusal is told beside the job summary.
enum class Tell {
    nobody,
    author,  ///< one comment on `number`, and the reaction confused on the comment that asked
};

struct Refuse {
    std::string rule;    ///< short name of the rule: "permission"
    std::string reason;  ///< what is wrong and what to do; may quote foreign text, so escape it
    Tell tell = Tell::nobody;
    std::int64_t number = 0;
    std::int64_t comment_id = 0;
};

/// Work to do, with everything that is known about it. For missions heal and report the run has to
/// be recorded in the state before the work begins.
struct Accept {
    model::Request request;
    std::int64_t job_id = 0;  ///< the failed job whose log was diagnosed; 0: none
};

enum class Word { help, status, stop, resume };

/// "help", "status", "stop" or "resume".
std::string_view name_of(Word word);

/// An answer that intake gives by itself.
struct Act {
    Word word = Word::help;
    std::string actor;
    std::int64_t number = 0;  ///< where to answer; 0: in the job summary
    std::int64_t comment_id = 0;
};

using Decision = std::variant<Ignore, Need, Refuse, Accept, Act>;

/// Decides what becomes of an event. Pure: equal arguments give equal decisions. An Error means
/// that a fact could not be had; it is never a grant. docs/intake.md has the rules. Example:
///
///     intake::Facts facts;
///     auto decision = intake::decide(event, config, facts, situation);
///     while (decision && std::holds_alternative<intake::Need>(*decision)) {
///         gather(std::get<intake::Need>(*decision).questions, facts);
///         decision = intake::decide(event, config, facts, situation);
///     }
base::Result<Decision> decide(const Event& event, const config::Config& config, const Facts& facts,
                              const Situation& situation);

/// Whether a branch is mendel's own: its name begins with the configured prefix and the account
/// that made it is mendel's.
bool is_own_branch(const config::Config& config, const Situation& situation,
                   const std::string& branch, const Actor& author);

}  // namespace mendel::intake
