#pragma once

#include "base/secrets.hpp"
#include "model/failure.hpp"

namespace mendel::diagnose {

/// Takes secrets and personal data out of every text of a Failure that comes from the log.
void redact(model::Failure& failure, base::PersonalData personal);

}  // namespace mendel::diagnose
