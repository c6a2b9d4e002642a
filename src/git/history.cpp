#include "git/history.hpp"

#include "git/handles.hpp"
#include "git/library.hpp"
#include "git/objects.hpp"

namespace mendel::git {

namespace {

using WalkHandle = Owned<git_revwalk, git_revwalk_free>;

std::string text_of(const char* text) {
    return text ? text : "";
}

}  // namespace

base::Result<std::vector<HistoryEntry>> history(const Repository& repository,
                                                const std::string& commit, std::size_t limit) {
    const auto start = to_id(commit);
    if (!start)
        return base::fail(start.error());
    WalkHandle walk;
    if (const int code = git_revwalk_new(walk.fill(), repository.handle()); code != 0)
        return git_failure(code, "walk the history");
    git_revwalk_sorting(walk.get(), GIT_SORT_TIME);
    if (const int code = git_revwalk_push(walk.get(), &*start); code != 0)
        return git_failure(code, "walk the history", commit);
    std::vector<HistoryEntry> entries;
    git_oid id{};
    while (entries.size() < limit && git_revwalk_next(&id, walk.get()) == 0) {
        CommitHandle each;
        if (git_commit_lookup(each.fill(), repository.handle(), &id) != 0)
            break;
        const git_signature* author = git_commit_author(each.get());
        entries.push_back({git_oid_tostr_s(&id), author ? text_of(author->name) : "",
                           text_of(git_commit_summary(each.get())), git_commit_time(each.get())});
    }
    return entries;
}

}  // namespace mendel::git
