#include "app/agents/tool_paths.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/glob.hpp"
#include "base/text.hpp"
#include "sys/beneath.hpp"
#include "sys/files.hpp"

namespace mendel::app {

namespace {

constexpr std::uint64_t k_largest_read = std::uint64_t{4} << 20U;

/// Names under which some file system would open git's own folder: case, trailing dots and blanks,
/// the short name of Windows, and the code points that HFS+ leaves out.
bool is_git_folder(std::string_view part) {
    auto name = base::to_lower(part);
    for (const char* ignored :
         {"\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e",
          "\u206a", "\u206b", "\u206c", "\u206d", "\u206e", "\u206f", "\ufeff"})
        name = base::replace_all(name, ignored, "");
    while (!name.empty() && (name.back() == '.' || name.back() == ' '))
        name.pop_back();
    return name == ".git" || name == "git~1" || name.rfind(".git:", 0) == 0;
}

tl::unexpected<base::Error> refuse(std::string message) {
    return base::fail(base::ErrorKind::refused, std::move(message));
}

}  // namespace

base::Result<std::string> tool_path(std::string_view path) {
    if (path.empty() || path.size() > 4096)
        return refuse("A path has 1 to 4096 bytes. Give one relative to the repository's root.");
    if (path[0] == '/' || path[0] == '~' || path.find('\\') != std::string_view::npos)
        return refuse("Give a path relative to the repository's root, with '/' between its parts.");
    std::vector<std::string> parts;
    for (const auto part : base::split(path, '/')) {
        if (part == "..")
            return refuse("The path leads out of the repository. Paths have no '..'.");
        if (is_git_folder(part))
            return refuse("Git's own folder is not for agents. Use the git tools.");
        if (std::any_of(part.begin(), part.end(),
                        [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }))
            return refuse("The path holds a control character. Take another name.");
        if (!part.empty() && part != ".")
            parts.emplace_back(part);
    }
    if (parts.empty())
        return refuse("The path is the repository itself. Name a file in it.");
    return base::join(parts, "/");
}

std::optional<std::string> tool_write_refusal(const AgentDesk& desk, const std::string& path) {
    if (auto refusal = config::write_refusal(desk.session->config.scope, path))
        return refusal;
    const auto& scope = desk.task.scope;
    config::ScopeConfig own;
    own.write = scope.write;
    own.deny = scope.deny;
    if (auto refusal = config::write_refusal(own, path))
        return fmt::format("{} (the task's scope)", *refusal);
    return std::nullopt;
}

base::Result<std::string> tool_read(const AgentDesk& desk, const std::string& path) {
    const auto entry = sys::entry_beneath(desk.worktree, path);
    if (!entry)
        return refuse(entry.error().message);
    if (entry->kind == sys::EntryKind::none)
        return refuse(fmt::format("There is no file '{}'.", path));
    if (entry->kind == sys::EntryKind::folder)
        return refuse(fmt::format("'{}' is a folder. List it instead.", path));
    if (entry->kind != sys::EntryKind::file)
        return refuse(
            fmt::format("'{}' is a link or no regular file; those are not followed.", path));
    if (entry->names > 1)
        return refuse(
            fmt::format("'{}' has a second name elsewhere (a hard link) and is not read.", path));
    if (entry->size > k_largest_read)
        return refuse(fmt::format("'{}' is larger than 4 MiB.", path));
    auto bytes = sys::read_beneath(desk.worktree, path);
    if (!bytes || !*bytes)
        return refuse(bytes ? "The file has gone." : bytes.error().message);
    return std::move(**bytes);
}

base::Result<std::vector<std::string>> tool_files(const AgentDesk& desk) {
    const auto listed = sys::list_tree(desk.worktree, {".git"});
    const auto known = desk.tree.files();
    if (!listed || !known)
        return base::fail(!listed ? listed.error() : known.error());
    const std::set<std::string> tracked(known->begin(), known->end());
    std::vector<std::string> files;
    for (const auto& path : *listed)
        if (tracked.count(path) != 0 || !desk.session->repository.is_ignored(path))
            files.push_back(path);
    return files;
}

}  // namespace mendel::app
