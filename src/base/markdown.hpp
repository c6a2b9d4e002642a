#pragma once

#include <string>
#include <string_view>

namespace mendel::base {

/// A code fence (https://spec.commonmark.org, fenced code blocks) that is longer than any run of
/// back quotes in the text, so that the text cannot end it.
std::string code_fence(std::string_view text);

}  // namespace mendel::base
