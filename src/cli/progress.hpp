#pragma once

#include <iosfwd>

#include "cli/command.hpp"
#include "model/clock.hpp"
#include "model/event.hpp"

namespace mendel::cli {

/// Renders stage events on stderr as they happen: a mark, the elapsed time and a line each; nothing
/// with --quiet or --json. On a terminal what runs now stands on a last line that is rewritten.
model::EventSink progress_sink(const GlobalOptions& global, const model::Clock& clock);

}  // namespace mendel::cli
