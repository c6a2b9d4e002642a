#include "git/diff.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "git/handles.hpp"
#include "git/library.hpp"
#include "git/objects.hpp"
#include "git/quote.hpp"
#include "git/tree_path.hpp"

namespace mendel::git {
namespace {

/// One "diff --git" section: what becomes of a path, without a change of the file's type.
struct Section {
    const std::string& path;
    const std::optional<std::string>& before;
    const std::optional<std::string>& after;
    unsigned mode_before = 0;
    unsigned mode = 0;
};

constexpr unsigned k_type_mask = 0170000;

/// git ends a name that holds a blank with a tab, so that no time stamp is looked for in it.
std::string side_name(char side, const std::string& path) {
    const auto name = quoted(fmt::format("{}/{}", side, path));
    return path.find(' ') != std::string::npos && name.front() != '"' ? name + '\t' : name;
}

std::string mode_lines(const Section& section) {
    if (!section.before)
        return fmt::format("new file mode {:06o}\n", section.mode);
    if (!section.after)
        return fmt::format("deleted file mode {:06o}\n", section.mode_before);
    if (section.mode_before != section.mode)
        return fmt::format("old mode {:06o}\nnew mode {:06o}\n", section.mode_before, section.mode);
    return {};
}

std::string index_line(const Section& section) {
    const auto hashes =
        fmt::format("index {}..{}", blob_hash(section.before), blob_hash(section.after));
    const bool tells_mode = section.before && section.after && section.mode_before == section.mode;
    return tells_mode ? fmt::format("{} {:06o}\n", hashes, section.mode) : hashes + "\n";
}

/// The hunks, or the binary patch, between two contents; empty where they are equal.
base::Result<std::string> body_of(const Section& section) {
    git_diff_options options = GIT_DIFF_OPTIONS_INIT;
    options.flags = GIT_DIFF_SHOW_BINARY | GIT_DIFF_INDENT_HEURISTIC;
    options.context_lines = 3;
    const auto data = [](const auto& text) { return text ? text->data() : nullptr; };
    const auto size = [](const auto& text) { return text ? text->size() : 0; };
    PatchHandle patch;
    int code = git_patch_from_buffers(patch.fill(), data(section.before), size(section.before), "f",
                                      data(section.after), size(section.after), "f", &options);
    Buffer text;
    if (code == 0)
        code = git_patch_to_buf(&text, patch.get());
    if (code != 0)
        return git_failure(code, "make the diff", section.path);
    const std::string_view whole(text.ptr, text.size);
    for (const std::string_view start : {"\n@@ ", "\nGIT binary patch\n"})
        if (const auto at = whole.find(start); at != std::string_view::npos)
            return std::string(whole.substr(at + 1));
    return std::string();
}

base::Result<std::string> to_text(const Section& section) {
    const bool same_bytes = section.before == section.after;
    auto text = fmt::format("diff --git {} {}\n", quoted("a/" + section.path),
                            quoted("b/" + section.path)) +
                mode_lines(section);
    if (same_bytes)
        return text;
    const auto body = body_of(section);
    if (!body)
        return body;
    text += index_line(section);
    if (body->rfind("@@", 0) == 0)
        text += fmt::format("--- {}\n+++ {}\n",
                            section.before ? side_name('a', section.path) : "/dev/null",
                            section.after ? side_name('b', section.path) : "/dev/null");
    return text + *body;
}

base::Result<std::string> to_text(const model::FileChange& change) {
    const unsigned before = change.mode_before != 0 ? change.mode_before : change.mode;
    const Section whole{.path = change.path,
                        .before = change.before,
                        .after = change.after,
                        .mode_before = before,
                        .mode = change.mode};
    const bool both = change.before && change.after;
    if (!both || (before & k_type_mask) == (change.mode & k_type_mask))
        return to_text(whole);
    const std::optional<std::string> none;
    const auto removed = to_text(Section{change.path, change.before, none, before, before});
    const auto added = to_text(Section{change.path, none, change.after, change.mode, change.mode});
    if (!removed || !added)
        return removed ? added : removed;
    return *removed + *added;
}

}  // namespace

std::string blob_hash(const std::optional<std::string>& bytes) {
    git_oid id{};
    if (bytes)
        git_odb_hash(&id, bytes->data(), bytes->size(), GIT_OBJECT_BLOB);
    return to_hash(id);
}

base::Result<std::string> to_diff(const model::Patch& patch) {
    ensure_library();
    std::string diff;
    for (const auto& change : patch.changes) {
        if (auto status = check_tree_path(change.path); !status)
            return base::fail(status.error());
        if (change.before == change.after && !change.changes_mode())
            continue;
        auto text = to_text(change);
        if (!text)
            return text;
        diff += *text;
    }
    return diff;
}

}  // namespace mendel::git
