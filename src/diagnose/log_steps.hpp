#pragma once

#include <string_view>
#include <vector>

#include "diagnose/log.hpp"

namespace mendel::diagnose {

using Lines = std::vector<Line>;

/// The steps of a log, by the marks that CI services leave (see Service); one step with the
/// source's command and exit code where there are none. What lies between the steps of a CI log
/// passed (exit code 0).
std::vector<Step> steps_of(const Lines& lines, const model::LogSource& source);

/// How one CI service writes: a const struct defined in log_steps_<service>.cpp, listed in
/// log_steps.cpp.
struct Service {
    bool (*wrote)(const Line& line);  ///< whether no other service leaves this line
    std::vector<Step> (*steps)(const Lines& lines);
};
extern const Service runner_service;  ///< GitHub Actions and Azure Pipelines
extern const Service travis_service;
extern const Service gitlab_service;
extern const Service jenkins_service;
extern const Service buildkite_service;
extern const Service circleci_service;

/// Whether the text begins with these characters.
bool begins(std::string_view text, std::string_view with);

/// Whether a runner says in this line that it stopped a command because of the time it took.
bool is_timeout(std::string_view text);

/// The number behind the last of the words "exit code", "exit status" or "exited with code" in a
/// line; nothing where there is none.
std::optional<int> exit_code_in(std::string_view text);

}  // namespace mendel::diagnose
