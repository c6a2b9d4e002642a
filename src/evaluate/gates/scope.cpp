#include <fmt/format.h>

#include "base/text.hpp"
#include "evaluate/gates.hpp"

namespace mendel::evaluate {

namespace {

using model::Refusal;

bool leaves_tree(const std::string& path) {
    if (path.empty() || path.front() == '/' || base::contains(path, "\\") ||
        path.find('\0') != std::string::npos)
        return true;
    for (const auto part : base::split(path, '/'))
        if (part.empty() || part == "." || part == ".." || base::to_lower(part) == ".git")
            return true;
    return false;
}

void check_file(const GateInput& input, const model::FileChange& change,
                std::vector<Refusal>& refusals) {
    if (leaves_tree(change.path)) {
        refusals.push_back({"scope", "The path is not one of a file of the tree.", change.path});
        return;
    }
    if (const auto why = config::write_refusal(input.config.scope, change.path, input.allow_ci))
        refusals.push_back({"scope", *why, change.path});
    if (change.mode == 0120000 && change.after)
        refusals.push_back({"scope", "A patch may not write symbolic links.", change.path});
    else if (change.after && change.mode != 0100644 && change.mode != 0100755)
        refusals.push_back(
            {"scope", fmt::format("The file mode {:o} is not allowed.", change.mode), change.path});
    const bool was_executable = change.before && change.mode_before != 0100644;
    if (change.after && change.mode == 0100755 && !was_executable)
        refusals.push_back({"scope", "A patch may not make a file executable.", change.path});
}

std::vector<Refusal> check_scope(const GateInput& input) {
    std::vector<Refusal> refusals;
    std::size_t lines = 0;
    for (const auto& change : input.patch.changes) {
        check_file(input, change, refusals);
        const auto count = model::changed_lines(change);
        lines += std::max(count.added, count.removed);
    }
    const auto& scope = input.config.scope;
    if (input.patch.changes.size() > static_cast<std::size_t>(scope.max_files))
        refusals.push_back({"scope", fmt::format("The patch touches {}; scope.max_files is {}.",
                                                 base::counted(input.patch.changes.size(), "file"),
                                                 scope.max_files)});
    if (lines > static_cast<std::size_t>(scope.max_lines))
        refusals.push_back({"scope", fmt::format("The patch changes {}; scope.max_lines is {}.",
                                                 base::counted(lines, "line"), scope.max_lines)});
    return refusals;
}

}  // namespace

const Gate k_scope_gate{"scope", check_scope};

}  // namespace mendel::evaluate
