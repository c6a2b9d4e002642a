#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnose/matcher.hpp"

namespace mendel::diagnose {

/// The class and text of a Ruby exception as runners print it: "NoMethodError: undefined ...".
struct RubyError {
    std::string type;
    std::string message;
};
std::optional<RubyError> ruby_error_of(std::string_view text);

/// Reads "lib/a.rb:12:in `f'", with "# " or "from " in front as RSpec and the interpreter print it.
std::optional<model::Frame> ruby_frame_of(std::string_view text);

/// The frames of lines [begin, end), outermost first.
std::vector<model::Frame> ruby_frames(const Section& section, std::size_t begin, std::size_t end);

/// Sets rule, message, subject and category by the exception: a file that cannot be loaded and an
/// uninitialized constant are import errors.
void describe(model::Failure& failure, const RubyError& error);

}  // namespace mendel::diagnose
