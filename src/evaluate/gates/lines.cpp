#include "evaluate/gates/lines.hpp"

#include <map>

#include "base/text.hpp"

namespace mendel::evaluate {

namespace {

using Side = std::optional<std::string> model::FileChange::*;

std::vector<PatchLine> surplus(const model::Patch& patch, Side from, Side other) {
    std::map<std::string_view, int> known;
    for (const auto& change : patch.changes)
        if ((change.*other) && is_text(*(change.*other)))
            for (const auto line : base::split_lines(*(change.*other)))
                ++known[base::trim(line)];
    std::vector<PatchLine> lines;
    for (const auto& change : patch.changes) {
        if (!(change.*from) || !is_text(*(change.*from)))
            continue;
        int number = 0;
        for (const auto line : base::split_lines(*(change.*from))) {
            ++number;
            if (known[base::trim(line)]-- <= 0)
                lines.push_back({change.path, number, line});
        }
    }
    return lines;
}

}  // namespace

std::vector<PatchLine> added_lines(const model::Patch& patch) {
    return surplus(patch, &model::FileChange::after, &model::FileChange::before);
}

std::vector<PatchLine> removed_lines(const model::Patch& patch) {
    return surplus(patch, &model::FileChange::before, &model::FileChange::after);
}

bool is_text(std::string_view bytes) {
    return bytes.substr(0, 8000).find('\0') == std::string_view::npos;
}

}  // namespace mendel::evaluate
