#include <map>

#include <fmt/format.h>

#include "git/diff.hpp"
#include "git/diff_section.hpp"
#include "git/tree_path.hpp"

namespace mendel::git {
namespace {

using base::ErrorKind;
using base::fail;

constexpr unsigned k_default_mode = 0100644;

std::vector<std::string_view> lines_with_ends(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        const auto size = end == std::string_view::npos ? text.size() : end + 1;
        lines.push_back(text.substr(0, size));
        text.remove_prefix(size);
    }
    return lines;
}

tl::unexpected<base::Error> does_not_apply(const DiffSection& section, std::size_t hunk) {
    return fail(ErrorKind::user,
                fmt::format("Hunk {} (diff line {}) does not apply. Make the diff for this base.",
                            hunk + 1, section.hunks[hunk].diff_line),
                section.path);
}

/// The text with one hunk more applied; `at` is the first line not yet copied.
bool apply_hunk(const Hunk& hunk, const std::vector<std::string_view>& lines, std::size_t& at,
                std::string& out) {
    const auto start = hunk.old_count == 0 ? hunk.old_start : hunk.old_start - 1;
    if ((hunk.old_count != 0 && hunk.old_start == 0) || start < at || start > lines.size())
        return false;
    for (; at < start; ++at)
        out += lines[at];
    for (const auto& line : hunk.lines) {
        if (line.kind != '+') {
            if (at >= lines.size() || lines[at] != line.text)
                return false;
            ++at;
        }
        if (line.kind != '-')
            out += line.text;
    }
    return true;
}

base::Result<std::string> apply_text(const DiffSection& section, const std::string& before) {
    const auto lines = lines_with_ends(before);
    std::string out;
    std::size_t at = 0;
    for (std::size_t index = 0; index < section.hunks.size(); ++index)
        if (!apply_hunk(section.hunks[index], lines, at, out))
            return does_not_apply(section, index);
    for (; at < lines.size(); ++at)
        out += lines[at];
    return out;
}

base::Status check_presence(const DiffSection& section, const model::FileChange& state) {
    if (section.created && state.after)
        return fail(ErrorKind::user,
                    "The diff creates a file that is there already. Make the diff for this base.",
                    section.path);
    if (!section.created && !state.after)
        return fail(ErrorKind::user,
                    "The diff changes a file that the base does not have. Make the diff for this "
                    "base.",
                    section.path);
    return {};
}

base::Status apply_section(const DiffSection& section, model::FileChange& state) {
    if (auto status = check_presence(section, state); !status)
        return status;
    const auto before = state.after.value_or("");
    auto after =
        section.binary.empty() ? apply_text(section, before) : apply_binary(section, before);
    if (!after)
        return fail(after.error());
    if (section.deleted && !after->empty())
        return fail(ErrorKind::user,
                    "The diff deletes a file that has more content. Make the diff for this base.",
                    section.path);
    if (state.mode_before == 0 && state.before)
        state.mode_before = section.old_mode;
    const auto mode = section.deleted ? section.old_mode : section.new_mode;
    if (mode != 0)
        state.mode = mode;
    state.after = section.deleted ? std::nullopt : std::optional(std::move(*after));
    return {};
}

bool is_file_mode(unsigned mode) {
    return mode == 0 || mode == 0100644 || mode == 0100755 || mode == 0120000;
}

base::Status check(const DiffSection& section) {
    if (auto status = check_tree_path(section.path); !status)
        return status;
    if (is_file_mode(section.old_mode) && is_file_mode(section.new_mode))
        return {};
    return fail(ErrorKind::refused,
                "The diff changes something that is neither file nor link, such as a submodule. "
                "Leave it out.",
                section.path);
}

}  // namespace

base::Result<model::Patch> parse_diff(std::string_view diff, const ReadBase& read_base) {
    const auto sections = read_sections(diff);
    if (!sections)
        return fail(sections.error());
    std::map<std::string, model::FileChange> states;
    for (const auto& section : *sections) {
        if (auto status = check(section); !status)
            return fail(status.error());
        const auto [place, is_new] = states.try_emplace(section.path);
        auto& state = place->second;
        if (is_new) {
            const auto base = read_base(section.path);
            if (!base)
                return fail(base.error());
            state = {.path = section.path, .before = *base, .after = *base, .mode = k_default_mode};
        }
        if (auto status = apply_section(section, state); !status)
            return fail(status.error());
    }
    model::Patch patch;
    for (auto& [path, state] : states)
        if (state.before != state.after || state.changes_mode())
            patch.changes.push_back(std::move(state));
    return patch;
}

}  // namespace mendel::git
