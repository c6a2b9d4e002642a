#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/agents/tool_described.hpp"
#include "app/agents/tool_paths.hpp"
#include "app/agents/tools.hpp"
#include "base/regex.hpp"
#include "base/text.hpp"
#include "git/diff.hpp"
#include "sys/beneath.hpp"

namespace mendel::app {

namespace {

using agent::tool_refusal;
using agent::ToolAnswer;
using agent::ToolCall;
using base::Json;

constexpr std::size_t k_lines_of_read = 2000;
constexpr std::size_t k_hits = 200;
constexpr std::size_t k_files_of_list = 2000;
constexpr std::size_t k_longest_line = 400;

std::string numbered(std::string_view text, std::size_t first, std::size_t count) {
    const auto lines = base::split_lines(text);
    std::string result;
    const auto end = std::min(lines.size(), first - 1 + count);
    for (auto index = first - 1; index < end; ++index)
        result += fmt::format("{}\t{}\n", index + 1, lines[index]);
    if (end < lines.size())
        result += fmt::format("[{} more lines; give offset {}]\n", lines.size() - end, end + 1);
    return result.empty() ? "[empty]\n" : result;
}

base::Result<ToolAnswer> read_file(const Desk& desk, const ToolCall& call) {
    const auto path = tool_path(base::text_at(call.arguments, "path"));
    if (!path)
        return tool_refusal(path.error().message);
    const auto text = tool_read(*desk, *path);
    if (!text)
        return tool_refusal(text.error().message);
    if (!base::is_utf8_text(*text))
        return tool_refusal(fmt::format("'{}' is no text ({} bytes).", *path, text->size()));
    const auto first =
        static_cast<std::size_t>(std::max(1L, base::number_at(call.arguments, "offset")));
    const long limit = base::number_at(call.arguments, "limit");
    return ToolAnswer{
        numbered(*text, first, limit > 0 ? static_cast<std::size_t>(limit) : k_lines_of_read)};
}

base::Result<ToolAnswer> list_files(const Desk& desk, const ToolCall& call) {
    std::string below = base::text_at(call.arguments, "path");
    if (below == "." || below == "/")
        below.clear();
    if (!below.empty()) {
        const auto path = tool_path(below);
        if (!path)
            return tool_refusal(path.error().message);
        below = *path + "/";
    }
    const auto files = tool_files(*desk);
    if (!files)
        return base::fail(files.error());
    std::string text;
    std::size_t count = 0;
    for (const auto& path : *files)
        if (path.rfind(below, 0) == 0 && ++count <= k_files_of_list)
            text += path + "\n";
    if (count > k_files_of_list)
        text += fmt::format("[{} more; name a folder]\n", count - k_files_of_list);
    return ToolAnswer{text.empty() ? "[no files]\n" : text};
}

/// A literal as a pattern that means it.
std::string escaped(const std::string& text) {
    std::string pattern;
    for (const char letter : text) {
        if (base::contains("\\.+*?()|[]{}^$", std::string_view(&letter, 1)))
            pattern += '\\';
        pattern += letter;
    }
    return pattern;
}

/// Lines of one file that fit; at most until `hits` is full.
void search_text(const base::Regex& pattern, const std::string& path, const std::string& text,
                 std::vector<std::string>& hits) {
    std::size_t number = 0;
    for (const auto line : base::split_lines(text)) {
        ++number;
        if (hits.size() < k_hits && pattern.found_in(line))
            hits.push_back(
                fmt::format("{}:{}: {}", path, number, base::ellipsize(line, k_longest_line)));
    }
}

base::Result<ToolAnswer> search_files(const Desk& desk, const ToolCall& call) {
    const auto text = base::text_at(call.arguments, "text");
    std::optional<base::Regex> pattern;
    try {
        pattern.emplace(base::flag_at(call.arguments, "regex") ? text : escaped(text));
    } catch (const std::logic_error&) {
        return tool_refusal("The pattern is none of RE2. Leave regex out to search for the text.");
    }
    const auto below = base::text_at(call.arguments, "path");
    const auto files = tool_files(*desk);
    if (!files)
        return base::fail(files.error());
    std::vector<std::string> hits;
    for (const auto& path : *files) {
        if (call.stop.stop_requested() || hits.size() >= k_hits)
            break;
        if (!below.empty() && path != below && path.rfind(below + "/", 0) != 0)
            continue;
        const auto bytes = tool_read(*desk, path);
        if (bytes && base::is_utf8_text(*bytes))
            search_text(*pattern, path, *bytes, hits);
    }
    if (hits.size() >= k_hits)
        hits.push_back(fmt::format("[{} hits shown; search for more]", k_hits));
    return ToolAnswer{hits.empty() ? "[nothing found]\n" : base::join(hits, "\n") + "\n"};
}

/// Writes one file inside the scope; what is there keeps its mode.
ToolAnswer write_text(const Desk& desk, const std::string& path, std::string_view text) {
    if (const auto refused = tool_write_refusal(*desk, path))
        return tool_refusal(fmt::format("'{}' may not be written: {}", path, *refused));
    const auto entry = sys::entry_beneath(desk->worktree, path);
    if (!entry)
        return tool_refusal(entry.error().message);
    if (entry->kind != sys::EntryKind::none && entry->kind != sys::EntryKind::file)
        return tool_refusal(fmt::format("'{}' is no regular file; it is not replaced.", path));
    const unsigned mode =
        entry->kind == sys::EntryKind::file && (entry->mode & 0100U) != 0 ? 0755 : 0644;
    const auto written = sys::write_beneath(desk->worktree, path, text, mode);
    if (!written)
        return tool_refusal(written.error().message);
    return {fmt::format("wrote {} ({} bytes)", path, text.size())};
}

base::Result<ToolAnswer> write_file(const Desk& desk, const ToolCall& call) {
    const auto path = tool_path(base::text_at(call.arguments, "path"));
    if (!path)
        return tool_refusal(path.error().message);
    return write_text(desk, *path, base::text_at(call.arguments, "content"));
}

base::Result<ToolAnswer> edit_file(const Desk& desk, const ToolCall& call) {
    const auto path = tool_path(base::text_at(call.arguments, "path"));
    if (!path)
        return tool_refusal(path.error().message);
    const auto text = tool_read(*desk, *path);
    if (!text)
        return tool_refusal(text.error().message);
    const auto from = base::text_at(call.arguments, "old");
    const auto to = base::text_at(call.arguments, "new");
    const auto at = text->find(from);
    if (from.empty() || at == std::string::npos)
        return tool_refusal("The text to replace is not in the file. Read the file again.");
    if (text->find(from, at + 1) != std::string::npos)
        return tool_refusal("The text to replace stands there more than once. Give more of it.");
    auto after = *text;
    after.replace(at, from.size(), to);
    return write_text(desk, *path, after);
}

base::Result<ToolAnswer> delete_file(const Desk& desk, const ToolCall& call) {
    const auto path = tool_path(base::text_at(call.arguments, "path"));
    if (!path)
        return tool_refusal(path.error().message);
    if (const auto refused = tool_write_refusal(*desk, *path))
        return tool_refusal(fmt::format("'{}' may not be removed: {}", *path, *refused));
    const auto entry = sys::entry_beneath(desk->worktree, *path);
    if (!entry || entry->kind == sys::EntryKind::none)
        return tool_refusal(entry ? "There is no such file." : entry.error().message);
    const auto removed = sys::remove_beneath(desk->worktree, *path);
    return removed ? ToolAnswer{fmt::format("removed {}", *path)}
                   : tool_refusal(removed.error().message);
}

/// A file as a diff takes it: none where it is not there.
base::Result<std::optional<std::string>> text_to_patch(const Desk& desk, const std::string& path) {
    const auto plain = tool_path(path);
    if (!plain)
        return base::fail(plain.error());
    const auto entry = sys::entry_beneath(desk->worktree, *plain);
    if (entry && entry->kind == sys::EntryKind::none)
        return std::optional<std::string>();
    auto text = tool_read(*desk, *plain);
    return text ? base::Result<std::optional<std::string>>(std::move(*text))
                : base::fail(text.error());
}

/// All files or none: every path is looked at before the first is written.
base::Result<ToolAnswer> apply_patch(const Desk& desk, const ToolCall& call) {
    const auto read = [&desk](const std::string& path) { return text_to_patch(desk, path); };
    const auto patch = git::parse_diff(base::text_at(call.arguments, "diff"), read);
    if (!patch)
        return tool_refusal("The diff does not apply: " + base::describe(patch.error()));
    for (const auto& change : patch->changes) {
        if (change.mode == 0120000)
            return tool_refusal("A patch may make no links: " + change.path);
        if (const auto refused = tool_write_refusal(*desk, change.path))
            return tool_refusal(fmt::format("'{}' may not be written: {}", change.path, *refused));
    }
    for (const auto& change : patch->changes) {
        const auto done = change.after
                              ? sys::write_beneath(desk->worktree, change.path, *change.after,
                                                   change.mode == 0100755 ? 0755 : 0644)
                              : sys::remove_beneath(desk->worktree, change.path);
        if (!done)
            return tool_refusal(done.error().message);
    }
    return ToolAnswer{"changed " + base::counted(patch->changes.size(), "file")};
}

}  // namespace

std::vector<agent::Tool> file_tools(const Desk& desk) {
    return {described_tool("fs_read", read_file, desk),
            described_tool("fs_list", list_files, desk),
            described_tool("fs_search", search_files, desk),
            described_tool("fs_write", write_file, desk),
            described_tool("fs_edit", edit_file, desk),
            described_tool("fs_delete", delete_file, desk),
            described_tool("patch_apply", apply_patch, desk)};
}

}  // namespace mendel::app
