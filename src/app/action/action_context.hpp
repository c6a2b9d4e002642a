#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace mendel::app {

/// What the runner of GitHub Actions tells a step
/// (https://docs.github.com/en/actions/reference/variables-reference). Inputs arrive as
/// INPUT_<NAME>, upper case with hyphens kept.
struct ActionContext {
    std::string stage = {};  ///< "intake", "heal", "publish" ...: docs/action.md
    std::string event_name = {};
    std::string event_path = {};
    std::string repository = {};
    std::string api_url = {};
    std::string graphql_url = {};
    std::string server_url = {};
    std::string workspace = {};
    std::string temporary = {};                ///< RUNNER_TEMP
    std::string output_file = {};              ///< GITHUB_OUTPUT; empty: outputs are only told
    std::string summary_file = {};             ///< GITHUB_STEP_SUMMARY
    std::string workflow_path = {};            ///< of the workflow that mendel runs in
    std::string job = {};                      ///< GITHUB_JOB: key of the job that mendel runs in
    std::string run_id = {};                   ///< GITHUB_RUN_ID
    std::string run_url = {};                  ///< of the run that mendel runs in
    std::string token = {};                    ///< the input github-token; empty in the stage heal
    std::string self = "github-actions[bot]";  ///< the login under which the token acts
    std::string app_id = {};                   ///< of the App to act as; empty: the job's token
    std::string app_private_key = {};          ///< PEM
    std::map<std::string, std::string> inputs = {};  ///< by name, secrets left out

    /// Which work the workflow does: the input mission, "heal" or "develop".
    std::string mission() const { return input("mission").empty() ? "heal" : input("mission"); }
    /// An input's value, "" where it is not given.
    const std::string& input(const std::string& name) const;
    bool flag(const std::string& name) const { return input(name) == "true"; }
};

/// Value of an environment variable.
using ReadVariable = std::function<std::optional<std::string>(const std::string&)>;

/// The lines of an input that are not blank, trimmed.
std::vector<std::string> lines_of(const std::string& input);

/// Names of all inputs of action.yml.
const std::vector<std::string>& action_inputs();

/// Errors of kind user: no stage or one that is none, an input of a wrong form, a variable of the
/// runner missing.
base::Result<ActionContext> read_action_context(const ReadVariable& variable);

/// What a stage tells the runner and the reader; written once, at its end.
struct ActionReport {
    std::map<std::string, std::string> outputs = {};
    std::string summary = {};  ///< Markdown
};

/// What a stage that ended in an error leaves: the reason, and no Request.
ActionReport failed_report(const base::Error& error);

/// Appends outputs and summary to the runner's files. The summary is cut at 1 MiB.
base::Status write_report(const ActionContext& context, const ActionReport& report);

}  // namespace mendel::app
