#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "config/config.hpp"
#include "intake/decide.hpp"

/// What the tests of intake share: GitHub's example payloads, the data in tests/payloads, and a
/// forge that answers from that data.
namespace intake_test {

using mendel::base::Json;

/// The examples of @octokit/webhooks-examples: [{"name", "examples": [payload...]}...].
const Json& all_examples();
const Json& example(const std::string& event, std::size_t index);

/// The lines of a file in tests/payloads.
std::vector<Json> data_lines(const std::string& file);
/// tests/payloads/bases.json: payloads to mutate, and the facts of a good day.
const Json& bases();

/// Everything that one scenario of commands.jsonl decides on.
struct Scenario {
    mendel::intake::Event event;
    mendel::config::Config config;
    mendel::intake::Situation situation;
    Json facts;  ///< by topic; {"error": kind} where the forge does not answer
};
Scenario scenario_of(const Json& line);

/// Puts the answer to a question, as the data has it, among the facts.
void answer(const mendel::intake::Question& question, const Json& data,
            mendel::intake::Facts& facts);

/// A decision with everything that was asked on the way to it, in order.
struct Course {
    mendel::base::Result<mendel::intake::Decision> decision = mendel::intake::Decision{};
    std::vector<std::string> asked = {};
};
Course run(const Scenario& scenario);

/// A decision in the form in which commands.jsonl expects it.
Json to_json(const mendel::base::Result<mendel::intake::Decision>& decision);

}  // namespace intake_test
