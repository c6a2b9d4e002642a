#include "model/request.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace mendel::model {

namespace {

constexpr std::size_t k_most_branch_bytes = 255;
constexpr std::size_t k_most_name_bytes = 100;

bool is_lower_hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

bool is_name_character(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || c == '.';
}

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= k_most_name_bytes && text != "." && text != ".." &&
           std::all_of(text.begin(), text.end(), is_name_character);
}

bool is_forbidden_in_branch(char c) {
    return (c >= 0 && c <= ' ') || c == '\x7f' ||
           std::string_view("~^:?*[\\").find(c) != std::string_view::npos;
}

bool is_branch_part(std::string_view part) {
    return !part.empty() && part.front() != '.' && part.back() != '.' &&
           !(part.size() >= 5 && part.substr(part.size() - 5) == ".lock");
}

}  // namespace

std::string_view name_of(Mission mission) {
    switch (mission) {
        case Mission::heal:
            return "heal";
        case Mission::report:
            return "report";
        case Mission::cleanup:
            return "cleanup";
        case Mission::develop:
            return "develop";
        case Mission::evolve:
            return "evolve";
        case Mission::create:
            return "create";
    }
    return "report";
}

bool is_commit_id(std::string_view text) {
    return (text.size() == 40 || text.size() == 64) &&
           std::all_of(text.begin(), text.end(), is_lower_hex);
}

bool is_repository_name(std::string_view text) {
    const auto slash = text.find('/');
    return slash != std::string_view::npos && is_name(text.substr(0, slash)) &&
           is_name(text.substr(slash + 1));
}

bool is_branch_name(std::string_view text) {
    if (text.empty() || text.size() > k_most_branch_bytes || text.front() == '-' || text == "@" ||
        base::contains(text, "..") || base::contains(text, "@{") ||
        std::any_of(text.begin(), text.end(), is_forbidden_in_branch))
        return false;
    const auto parts = base::split(text, '/');
    return std::all_of(parts.begin(), parts.end(), is_branch_part);
}

}  // namespace mendel::model
