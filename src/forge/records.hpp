#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "forge/forge.hpp"

namespace mendel::forge {

/// The JSON in which the local forge keeps its items: schemas mendel.pull_request/1,
/// mendel.issue/1 and mendel.comment/1. A reader refuses a higher number.

std::string to_text(const PullRequest& request);
std::string to_text(const Issue& issue);
std::string to_text(const Comment& comment);

base::Result<PullRequest> parse_pull_request(std::string_view text, std::string_view where);
base::Result<Issue> parse_issue(std::string_view text, std::string_view where);
base::Result<Comment> parse_comment(std::string_view text, std::string_view where);

}  // namespace mendel::forge
