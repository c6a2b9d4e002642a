#include <iterator>

#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

constexpr LineRule k_lines[] = {
    {"nvalid workflow file",
     "(?P<message>Invalid workflow file: (?P<file>\\S+?)(?:#L(?P<line>\\d+))?(?:\\s.*)?)$",
     Category::syntax_error, "workflow"},
    {"The workflow is not valid",
     "(?P<message>The workflow is not valid\\. (?P<file>\\.github/\\S+) \\(Line: "
     "(?P<line>\\d+), Col: (?P<column>\\d+)\\).*)$",
     Category::syntax_error, "workflow"},
    {"Unable to resolve action",
     "(?P<message>Unable to resolve action `?(?P<subject>[^`,]+?)`?, .*)$",
     Category::dependency_error, "missing-action"},
    {"Can't find 'action.yml'",
     "(?P<message>Can't find 'action\\.yml', 'action\\.yaml' or 'Dockerfile' (?:under|for "
     "action) '(?P<subject>[^']+)'.*)$",
     Category::dependency_error, "missing-action"},
    {"Input required and not supplied",
     "^(?:Error: )?(?P<message>Input required and not supplied: (?P<subject>\\S+))",
     Category::build_failure, "missing-input"},
    {"Resource not accessible by",
     "(?P<message>(?:HttpError: )?Resource not accessible by (?:integration|personal "
     "access token).*)$",
     Category::infrastructure, "permission"},
    {"Bad credentials", "^(?:Error: )?(?P<message>(?:HttpError: )?Bad credentials.*)$",
     Category::infrastructure, "credentials"},
    {"Failed to download action",
     "(?P<message>Failed to download (?:action|archive) "
     "'?(?P<subject>[^']+?)'?(?:\\.|$).*)$",
     Category::infrastructure, "action-download"},
    {"Unable to process file command",
     "(?P<message>Unable to process file command '(?P<subject>\\w+)' successfully.*)$",
     Category::build_failure, "file-command"},
    {"is deprecated and",
     "(?P<message>This request has been automatically failed because it uses a deprecated "
     "version of `(?P<subject>[^`]+)`.*)$",
     Category::dependency_error, "deprecated-action"},
    {"automatically failed because it uses",
     "(?P<message>This request has been automatically failed because it uses a deprecated "
     "version of `(?P<subject>[^`]+)`.*)$",
     Category::dependency_error, "deprecated-action"},
    {"Unable to find any artifacts",
     "(?P<message>Unable to (?:find any artifacts for|download artifact\\(s\\)).*)$",
     Category::build_failure, "missing-artifact"},
    {"Artifact not found for name", "(?P<message>.*Artifact not found for name: (?P<subject>\\S+))",
     Category::build_failure, "missing-artifact"},
    {"No files were found with the provided path",
     "(?P<message>No files were found with the provided path: (?P<subject>[^.]*\\S).*No "
     "artifacts will be uploaded\\.)",
     Category::build_failure, "missing-artifact", "", "", "", "", Weight::warning},
    {"was not found in the manifest",
     "(?P<message>(?:Version|The version '?)(?P<subject>[^']*?)'? ?.* was not found in the "
     "(?:manifest|local cache).*)$",
     Category::dependency_error, "missing-version"},
    {"Dependencies lock file is not found",
     "(?P<message>Dependencies lock file is not found in .*)$", Category::dependency_error,
     "no-lockfile"},
    {"Unable to locate executable file",
     "(?P<message>Unable to locate executable file: (?P<subject>[\\w./-]+).*)$",
     Category::dependency_error, "command-not-found"},
};

/// What the runner says of a workflow, of an action it cannot fetch, of secrets and outputs.
void match_workflow(const Section& section, Sink& sink) {
    static const LineRules k_rules("github-actions", {std::begin(k_lines), std::end(k_lines)});
    k_rules.read_as_last(section, sink);
}

}  // namespace

const Matcher workflow_matcher = {
    "github-actions",
    {"nvalid workflow file", "The workflow is not valid", "Unable to resolve action",
     "Can't find 'action.yml'", "Input required and not supplied", "Resource not accessible by",
     "Bad credentials", "Failed to download a", "Unable to process file command",
     "automatically failed because it uses", "Unable to find any artifacts",
     "Unable to download artifact", "Artifact not found for name",
     "No files were found with the provided path", "was not found in the",
     "Dependencies lock file is not found", "Unable to locate executable file"},
    match_workflow};

}  // namespace mendel::diagnose
