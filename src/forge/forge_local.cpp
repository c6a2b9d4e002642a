#include "forge/forge_local.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "base/time_format.hpp"
#include "forge/records.hpp"
#include "sys/clock.hpp"

namespace mendel::forge {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

constexpr std::string_view k_pulls = "refs/mendel/forge/pulls/";
constexpr std::string_view k_issues = "refs/mendel/forge/issues/";
constexpr std::string_view k_comments = "refs/mendel/forge/comments/";
constexpr auto k_counter = "refs/mendel/forge/counter";
constexpr auto k_author = "mendel";

std::string reference_of(std::string_view folder, int number) {
    return fmt::format("{}{}", folder, number);
}

int number_of(std::string_view reference, std::string_view folder) {
    return static_cast<int>(base::to_number(reference.substr(folder.size())));
}

/// References sort as text ("10" before "9"); items come by number.
template <class T>
void sort_by_number(std::vector<T>& items) {
    std::sort(items.begin(), items.end(),
              [](const T& left, const T& right) { return left.number < right.number; });
}

template <class T>
bool matches(const T& item, const Filter& filter) {
    const auto& labels = item.labels;
    const bool labelled = filter.label.empty() ||
                          std::find(labels.begin(), labels.end(), filter.label) != labels.end();
    return labelled && (item.open || filter.closed_too);
}

tl::unexpected<base::Error> no_such_item(std::string where) {
    return fail(ErrorKind::user, "The local forge has no such item. List what there is.",
                std::move(where));
}

Status check_draft(const PullRequestDraft& draft) {
    if (draft.title.empty() || draft.base_branch.empty() || draft.head_branch.empty())
        return fail(ErrorKind::user,
                    "A pull request needs a title, a base branch and a head branch. Name all "
                    "three.");
    if (draft.base_branch == draft.head_branch)
        return fail(ErrorKind::user,
                    "A pull request cannot go from a branch into itself. Name another head branch.",
                    draft.head_branch);
    return {};
}

void fill(PullRequest& request, const PullRequestDraft& draft) {
    request.base_branch = draft.base_branch;
    request.head_branch = draft.head_branch;
    request.commit = draft.commit;
    request.title = draft.title;
    request.body = draft.body;
    request.labels = draft.labels;
    request.draft = draft.draft;
    request.fingerprint = draft.fingerprint;
}

}  // namespace

LocalForge::LocalForge(const git::Repository& repository)
    : LocalForge(repository, sys::system_clock()) {}

LocalForge::LocalForge(const git::Repository& repository, model::Clock clock)
    : m_repository(repository), m_clock(std::move(clock)) {}

std::string LocalForge::now() const {
    return base::to_rfc3339(m_clock.now());
}

Result<sys::FileLock> LocalForge::lock() const {
    return sys::lock_file(m_repository.common_folder() + "/mendel-forge.lock", sys::LockWait::yes);
}

Status LocalForge::store(const std::string& reference, std::string_view text) const {
    const auto known = m_repository.reference(reference);
    if (!known)
        return fail(known.error());
    const auto blob = m_repository.write_blob(text);
    if (!blob)
        return fail(blob.error());
    return m_repository.set_reference(reference, *blob, known->value_or(""));
}

Result<std::string> LocalForge::load(const std::string& reference) const {
    auto text = m_repository.load_text(reference);
    if (!text)
        return fail(text.error());
    if (!*text)
        return no_such_item(reference);
    return std::move(**text);
}

Result<int> LocalForge::next_number() const {
    const auto text = m_repository.load_text(k_counter);
    if (!text)
        return fail(text.error());
    const auto last = *text ? base::to_number(base::trim(**text)) : 0;
    if (last < 0)
        return fail(ErrorKind::permanent,
                    "The counter of the local forge is damaged. Set it to the highest number in "
                    "use.",
                    k_counter);
    const int number = static_cast<int>(last) + 1;
    return store(k_counter, fmt::format("{}\n", number)).map([&] { return number; });
}

Status LocalForge::move_branch(const PullRequestDraft& draft, const std::string& known) const {
    const auto name = "refs/heads/" + draft.head_branch;
    const auto tip = m_repository.reference(name);
    if (!tip)
        return fail(tip.error());
    if (*tip == draft.commit)
        return {};
    if (*tip && **tip != known)
        return fail(ErrorKind::refused,
                    "The branch holds commits that mendel did not put there. Rename or delete it "
                    "and run again.",
                    draft.head_branch);
    const auto current = m_repository.head_branch();
    if (!current)
        return fail(current.error());
    if (*current == draft.head_branch)
        return fail(ErrorKind::refused,
                    "The branch is checked out and cannot be moved. Check out another one first.",
                    draft.head_branch);
    return m_repository.set_reference(name, draft.commit, tip->value_or(""));
}

/// The last pull request of the head branch, open or not: its commit is where mendel left it.
Result<std::optional<PullRequest>> LocalForge::newest_of(const PullRequestDraft& draft) const {
    auto earlier = pull_requests({.closed_too = true, .head_branch = draft.head_branch});
    if (!earlier)
        return fail(earlier.error());
    return earlier->empty() ? std::nullopt : std::optional(std::move(earlier->back()));
}

Result<PullRequest> LocalForge::upsert_pull_request(const PullRequestDraft& draft) {
    if (auto status = check_draft(draft); !status)
        return fail(status.error());
    const auto held = lock();
    if (!held)
        return fail(held.error());
    const auto base = m_repository.reference("refs/heads/" + draft.base_branch);
    if (!base)
        return fail(base.error());
    if (!*base)
        return fail(ErrorKind::user, "There is no such base branch. Name an existing one.",
                    draft.base_branch);
    const auto earlier = newest_of(draft);
    if (!earlier)
        return fail(earlier.error());
    if (auto status = move_branch(draft, *earlier ? (*earlier)->commit : ""); !status)
        return fail(status.error());
    PullRequest request{.author = k_author, .created = now()};
    if (*earlier && (*earlier)->open)
        request = **earlier;
    const auto number = request.number != 0 ? Result<int>(request.number) : next_number();
    if (!number)
        return fail(number.error());
    request.number = *number;
    fill(request, draft);
    request.updated = now();
    return store(reference_of(k_pulls, request.number), to_text(request)).map([&] {
        return request;
    });
}

Status LocalForge::close_pull_request(int number) {
    const auto held = lock();
    if (!held)
        return fail(held.error());
    auto request = pull_request(number);
    if (!request)
        return fail(request.error());
    if (!request->open)
        return {};
    request->open = false;
    request->updated = now();
    return store(reference_of(k_pulls, number), to_text(*request));
}

Result<bool> LocalForge::is_merged(const PullRequest& request) const {
    const auto base = m_repository.reference("refs/heads/" + request.base_branch);
    if (!base)
        return fail(base.error());
    return *base ? m_repository.contains(**base, request.commit) : Result<bool>(false);
}

Result<PullRequest> LocalForge::pull_request(int number) const {
    const auto reference = reference_of(k_pulls, number);
    const auto text = load(reference);
    if (!text)
        return fail(text.error());
    auto request = parse_pull_request(*text, reference);
    if (!request)
        return request;
    const auto merged = is_merged(*request);
    if (!merged)
        return fail(merged.error());
    request->merged = *merged;
    request->open = request->open && !*merged;
    return request;
}

Result<std::vector<PullRequest>> LocalForge::pull_requests(const Filter& filter) const {
    const auto names = m_repository.references(std::string(k_pulls));
    if (!names)
        return fail(names.error());
    std::vector<PullRequest> found;
    for (const auto& name : *names) {
        auto request = pull_request(number_of(name, k_pulls));
        if (!request)
            return fail(request.error());
        const bool branch =
            filter.head_branch.empty() || filter.head_branch == request->head_branch;
        if (branch && matches(*request, filter))
            found.push_back(std::move(*request));
    }
    sort_by_number(found);
    return found;
}

Result<Issue> LocalForge::issue(int number) const {
    const auto reference = reference_of(k_issues, number);
    return load(reference).and_then(
        [&](const std::string& text) { return parse_issue(text, reference); });
}

Result<Issue> LocalForge::create_issue(const IssueDraft& draft) {
    const auto held = lock();
    if (!held)
        return fail(held.error());
    const auto number = next_number();
    if (!number)
        return fail(number.error());
    const Issue made{.number = *number,
                     .title = draft.title,
                     .body = draft.body,
                     .labels = draft.labels,
                     .author = k_author,
                     .created = now(),
                     .updated = now()};
    return store(reference_of(k_issues, *number), to_text(made)).map([&] { return made; });
}

Result<Issue> LocalForge::update_issue(int number, const IssueDraft& draft) {
    const auto held = lock();
    if (!held)
        return fail(held.error());
    auto known = issue(number);
    if (!known)
        return known;
    known->title = draft.title;
    known->body = draft.body;
    known->labels = draft.labels;
    known->updated = now();
    return store(reference_of(k_issues, number), to_text(*known)).map([&] { return *known; });
}

Status LocalForge::close_issue(int number) {
    const auto held = lock();
    if (!held)
        return fail(held.error());
    auto known = issue(number);
    if (!known)
        return fail(known.error());
    if (!known->open)
        return {};
    known->open = false;
    known->updated = now();
    return store(reference_of(k_issues, number), to_text(*known));
}

Result<std::vector<Issue>> LocalForge::issues(const Filter& filter) const {
    const auto names = m_repository.references(std::string(k_issues));
    if (!names)
        return fail(names.error());
    std::vector<Issue> found;
    for (const auto& name : *names) {
        auto known = issue(number_of(name, k_issues));
        if (!known)
            return fail(known.error());
        if (matches(*known, filter))
            found.push_back(std::move(*known));
    }
    sort_by_number(found);
    return found;
}

Status LocalForge::check_item(int number) const {
    for (const auto folder : {k_pulls, k_issues}) {
        const auto known = m_repository.reference(reference_of(folder, number));
        if (!known)
            return fail(known.error());
        if (*known)
            return {};
    }
    return no_such_item(fmt::format("#{}", number));
}

Result<Comment> LocalForge::comment(int number, const CommentDraft& draft) {
    const auto held = lock();
    if (!held)
        return fail(held.error());
    const auto known = comments(number);
    if (!known)
        return fail(known.error());
    Comment made{.id = fmt::format("{:06}", known->size() + 1),
                 .author = k_author,
                 .marker = draft.marker,
                 .created = now()};
    const auto same = std::find_if(known->begin(), known->end(), [&](const Comment& other) {
        return !draft.marker.empty() && other.marker == draft.marker;
    });
    if (same != known->end())
        made = *same;
    made.body = draft.body;
    made.updated = now();
    return store(fmt::format("{}{}/{}", k_comments, number, made.id), to_text(made)).map([&] {
        return made;
    });
}

Result<std::vector<Comment>> LocalForge::comments(int number) const {
    if (auto status = check_item(number); !status)
        return fail(status.error());
    const auto names = m_repository.references(fmt::format("{}{}/", k_comments, number));
    if (!names)
        return fail(names.error());
    std::vector<Comment> found;
    for (const auto& name : *names) {
        auto known =
            load(name).and_then([&](const std::string& text) { return parse_comment(text, name); });
        if (!known)
            return fail(known.error());
        found.push_back(std::move(*known));
    }
    return found;
}

}  // namespace mendel::forge
