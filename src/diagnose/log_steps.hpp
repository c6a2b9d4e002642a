#pragma once

#include <vector>

#include "diagnose/log.hpp"

namespace mendel::diagnose {

/// The steps of a log, by the marks that GitHub Actions, Azure Pipelines and Travis leave; one
/// step with the source's command and exit code where there are none. What lies between the
/// steps of a CI log passed (exit code 0).
std::vector<Step> steps_of(const std::vector<Line>& lines, const model::LogSource& source);

}  // namespace mendel::diagnose
