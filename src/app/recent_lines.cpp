#include "app/recent_lines.hpp"

#include <unordered_map>

#include "base/text.hpp"

namespace mendel::app {
namespace {

std::vector<int> new_lines(const std::string& before, const std::string& after) {
    std::unordered_map<std::string_view, int> known;
    for (const auto line : base::split_lines(before))
        ++known[line];
    std::vector<int> lines;
    int number = 0;
    for (const auto line : base::split_lines(after)) {
        ++number;
        if (--known[line] < 0)
            lines.push_back(number);
    }
    return lines.size() * 2 > static_cast<std::size_t>(number) ? std::vector<int>() : lines;
}

}  // namespace

std::map<std::string, std::vector<int>> recent_lines(const git::Repository& repository,
                                                     const std::string& base) {
    std::map<std::string, std::vector<int>> recent;
    const auto parent = repository.resolve("HEAD~1");
    if (!parent)
        return recent;
    const auto patch = repository.difference(*parent, base);
    if (!patch)
        return recent;
    for (const auto& change : patch->changes)
        if (change.before && change.after)
            recent[change.path] = new_lines(*change.before, *change.after);
    return recent;
}

}  // namespace mendel::app
