#pragma once

#include <string_view>
#include <vector>

#include "diagnose/matcher.hpp"

namespace mendel::diagnose {

/// The commands that a section is known to run: the step's own, then those which npm, yarn, make
/// -x shells and the like show before they run them ("> eslint .", "$ eslint .", "+ gofmt -l .").
std::vector<std::string_view> shown_commands(const Section& section);

/// Whether one of them has `program` as a word or a path's last part and, where given, one of the
/// `options` as a word.
bool shows(const Section& section, std::string_view program,
           const std::vector<std::string_view>& options = {});

/// Whether the line is nothing but the path of a file with one of these extensions (".go").
bool is_path_of(std::string_view text, const std::vector<std::string_view>& extensions);

}  // namespace mendel::diagnose
