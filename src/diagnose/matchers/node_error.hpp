#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnose/matcher.hpp"

namespace mendel::diagnose {

/// The first line of a JavaScript error as V8 prints it.
struct NodeError {
    std::string name;     ///< "TypeError"
    std::string code;     ///< "ERR_ASSERTION" of "AssertionError [ERR_ASSERTION]", else empty
    std::string message;  ///< the rest of the line
};

/// Reads "TypeError: x", "Error [ERR_X]: y", "Uncaught Error: z"; nothing for other text.
std::optional<NodeError> node_error_of(std::string_view text);

/// Sets category, rule, subject and message: a missing module is an import_error about that module
/// ("MODULE_NOT_FOUND", in ES modules "ERR_MODULE_NOT_FOUND"), an import of a name that a module
/// lacks has the rule "missing-export", a ReferenceError is about its name.
/// @param otherwise the category of what is none of these
void describe(const NodeError& error, model::Category otherwise, const Section& section,
              model::Failure& failure);

/// The file that asked for a missing module, where the message says it; "" otherwise.
std::string importer_of(std::string_view message);

/// Reads "    at f (file:1:2)", "at file:1:2", "at async f (file:///x.mjs:1:2)".
std::optional<model::Frame> node_frame_of(std::string_view text);

/// The frames of lines [begin, end), outermost first as in a Failure.
std::vector<model::Frame> node_frames(const Section& section, std::size_t begin, std::size_t end);

/// Whether the frame's file is the repository's.
bool is_own_frame(const model::Frame& frame, const Section& section);

/// The innermost frame that is the repository's; null where there is none.
const model::Frame* innermost_own(const std::vector<model::Frame>& frames, const Section& section);

}  // namespace mendel::diagnose
