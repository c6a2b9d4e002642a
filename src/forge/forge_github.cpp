#include "forge/forge_github.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace mendel::forge {

namespace {

using base::Json;
using base::Result;
using base::Status;

constexpr std::size_t k_longest_comment = 65536;  // characters, docs: Issues > comments

PullRequest pull_request_of(const Json& item) {
    return {.number = static_cast<int>(base::number_at(item, "number")),
            .url = base::text_at(item, "html_url"),
            .base_branch = base::text_at(item, "base.ref"),
            .head_branch = base::text_at(item, "head.ref"),
            .commit = base::text_at(item, "head.sha"),
            .title = base::text_at(item, "title"),
            .body = base::text_at(item, "body"),
            .labels = label_names(base::value_at(item, "labels")),
            .draft = base::flag_at(item, "draft"),
            .open = base::text_at(item, "state") == "open",
            .merged = !base::text_at(item, "merged_at").empty(),
            .author = base::text_at(item, "user.login"),
            .created = base::text_at(item, "created_at"),
            .updated = base::text_at(item, "updated_at")};
}

Issue issue_of(const Json& item) {
    return {.number = static_cast<int>(base::number_at(item, "number")),
            .url = base::text_at(item, "html_url"),
            .title = base::text_at(item, "title"),
            .body = base::text_at(item, "body"),
            .labels = label_names(base::value_at(item, "labels")),
            .open = base::text_at(item, "state") == "open",
            .author = base::text_at(item, "user.login"),
            .created = base::text_at(item, "created_at"),
            .updated = base::text_at(item, "updated_at")};
}

Comment comment_of(const Json& item) {
    Comment comment{.id = std::to_string(base::number_at(item, "id")),
                    .author = base::text_at(item, "user.login"),
                    .body = base::text_at(item, "body"),
                    .created = base::text_at(item, "created_at"),
                    .updated = base::text_at(item, "updated_at")};
    comment.marker = marker_of(comment.body);
    return comment;
}

Json body_of(const IssueDraft& draft) {
    return {{"title", draft.title}, {"body", draft.body}, {"labels", draft.labels}};
}

std::string state_of(const Filter& filter) {
    return filter.closed_too ? "all" : "open";
}

/// Sends a creation once; where it broke off, `find` tells whether it was done before the break.
template <class Item, class Create, class Find>
Result<Item> created_once(const GitHubApi& api, const Create& create, const Find& find) {
    auto made = create();
    for (int again = 0;
         again < 2 && !made && !api.is_limited() && made.error().kind == base::ErrorKind::transient;
         ++again) {
        const Result<std::optional<Item>> found = find();
        if (found && *found)
            return **found;
        if (found)
            made = create();
    }
    return made;
}

}  // namespace

std::vector<std::string> label_names(const base::Json& list) {
    std::vector<std::string> names;
    for (const auto& label : list)
        names.push_back(base::text_at(label, "name"));
    return names;
}

std::string comment_marker(std::string_view marker) {
    return fmt::format("<!-- mendel:{} -->", marker);
}

std::string marker_of(std::string_view body) {
    constexpr std::string_view k_begin = "<!-- mendel:";
    const auto first = body.substr(0, body.find('\n'));
    const auto end = first.find(" -->");
    if (first.substr(0, k_begin.size()) != k_begin || end == std::string_view::npos)
        return {};
    return std::string(first.substr(k_begin.size(), end - k_begin.size()));
}

GitHubForge::GitHubForge(GitHubApi& api) : m_api(api) {}

Result<PullRequest> GitHubForge::upsert_pull_request(const PullRequestDraft& draft) {
    const auto known = pull_requests({.head_branch = draft.head_branch});
    if (!known)
        return base::fail(known.error());
    return upsert_pull_request(draft, {.number = known->empty() ? 0 : known->back().number});
}

Result<PullRequest> GitHubForge::upsert_pull_request(const PullRequestDraft& draft,
                                                     const KnownPull& known) {
    if (const auto moved = put_own_branch(m_api, draft.head_branch, draft.commit, known.tip);
        !moved)
        return base::fail(moved.error());
    auto request = known.number != 0 ? update_pull_request(static_cast<int>(known.number), draft)
                                     : open_pull_request(draft);
    if (!request)
        return request;
    request->fingerprint = draft.fingerprint;
    // Labels are left as people have set them since; the run that opened it may have set none.
    if (request->labels.empty()) {
        if (const auto labelled = put_labels(request->number, draft.labels); !labelled)
            return base::fail(labelled.error());
        request->labels = draft.labels;
    }
    return request;
}

Result<PullRequest> GitHubForge::open_pull_request(const PullRequestDraft& draft) {
    auto opened = created_once<PullRequest>(
        m_api, [&] { return create_pull_request(draft); },
        [&] { return find_pull_request(*this, draft.head_branch); });
    if (opened || !base::contains(opened.error().message, "already exists"))
        return opened;
    // Another run of mendel's has opened it in between.
    const auto other = find_pull_request(*this, draft.head_branch);
    return other && *other ? update_pull_request((*other)->number, draft) : opened;
}

Result<PullRequest> GitHubForge::create_pull_request(const PullRequestDraft& draft) {
    const auto made = m_api.send_json("POST", "/repos/{}/pulls",
                                      {{"title", draft.title},
                                       {"body", draft.body},
                                       {"head", draft.head_branch},
                                       {"base", draft.base_branch},
                                       {"draft", draft.draft}},
                                      Repeat::never);
    return made ? Result<PullRequest>(pull_request_of(*made)) : base::fail(made.error());
}

/// The draft state is left as people have set it since.
Result<PullRequest> GitHubForge::update_pull_request(int number, const PullRequestDraft& draft) {
    const auto changed = m_api.send_json(
        "PATCH", fmt::format("/repos/{{}}/pulls/{}", number),
        {{"title", draft.title}, {"body", draft.body}, {"base", draft.base_branch}});
    return changed ? Result<PullRequest>(pull_request_of(*changed)) : base::fail(changed.error());
}

Status GitHubForge::put_labels(int number, const std::vector<std::string>& labels) {
    if (labels.empty())
        return {};
    const auto put = m_api.send_json("POST", fmt::format("/repos/{{}}/issues/{}/labels", number),
                                     {{"labels", labels}});
    // A pull request without its labels is better than none.
    return put || put.error().kind == base::ErrorKind::permanent ? Status()
                                                                 : base::fail(put.error());
}

Status GitHubForge::close_pull_request(int number) {
    const auto closed = m_api.send_json("PATCH", fmt::format("/repos/{{}}/pulls/{}", number),
                                        {{"state", "closed"}});
    return closed ? Status() : base::fail(closed.error());
}

Result<PullRequest> GitHubForge::pull_request(int number) const {
    const auto item = m_api.get(fmt::format("/repos/{{}}/pulls/{}", number));
    return item ? Result<PullRequest>(pull_request_of(*item)) : base::fail(item.error());
}

Result<std::vector<PullRequest>> GitHubForge::pull_requests(const Filter& filter) const {
    auto path = "/repos/{}/pulls?direction=asc&state=" + state_of(filter);
    const auto& repository = m_api.repository();
    if (!filter.head_branch.empty())
        path +=
            fmt::format("&head={}:{}", sys::url_part(repository.substr(0, repository.find('/'))),
                        sys::url_part(filter.head_branch));
    const auto items = m_api.get_all(path);
    if (!items)
        return base::fail(items.error());
    std::vector<PullRequest> found;
    for (const auto& item : *items) {
        auto request = pull_request_of(item);
        const auto& labels = request.labels;
        if (filter.label.empty() ||
            std::find(labels.begin(), labels.end(), filter.label) != labels.end())
            found.push_back(std::move(request));
    }
    return found;
}

Result<Issue> GitHubForge::create_issue(const IssueDraft& draft) {
    return created_once<Issue>(
        m_api,
        [&]() -> Result<Issue> {
            const auto made =
                m_api.send_json("POST", "/repos/{}/issues", body_of(draft), Repeat::never);
            return made ? Result<Issue>(issue_of(*made)) : base::fail(made.error());
        },
        [&]() -> Result<std::optional<Issue>> {
            const auto open = issues();
            if (!open)
                return base::fail(open.error());
            for (const auto& issue : *open)
                if (issue.title == draft.title && issue.body == draft.body)
                    return issue;
            return std::nullopt;
        });
}

Result<Issue> GitHubForge::update_issue(int number, const IssueDraft& draft) {
    const auto changed =
        m_api.send_json("PATCH", fmt::format("/repos/{{}}/issues/{}", number), body_of(draft));
    return changed ? Result<Issue>(issue_of(*changed)) : base::fail(changed.error());
}

Status GitHubForge::close_issue(int number) {
    const auto closed = m_api.send_json("PATCH", fmt::format("/repos/{{}}/issues/{}", number),
                                        {{"state", "closed"}, {"state_reason", "completed"}});
    return closed ? Status() : base::fail(closed.error());
}

Result<std::vector<Issue>> GitHubForge::issues(const Filter& filter) const {
    auto path = "/repos/{}/issues?direction=asc&state=" + state_of(filter);
    if (!filter.label.empty())
        path += "&labels=" + sys::url_part(filter.label);
    const auto items = m_api.get_all(path);
    if (!items)
        return base::fail(items.error());
    std::vector<Issue> found;
    for (const auto& item : *items)
        if (!item.contains("pull_request"))
            found.push_back(issue_of(item));
    return found;
}

Result<Comment> GitHubForge::comment(int number, const CommentDraft& draft) {
    const auto own = own_comment(number, draft.marker);
    return own ? comment(number, draft, *own ? (*own)->id : "") : base::fail(own.error());
}

Result<Comment> GitHubForge::comment(int number, const CommentDraft& draft,
                                     const std::string& own) {
    const auto first = draft.marker.empty() ? std::string() : comment_marker(draft.marker) + "\n";
    const Json body = {
        {"body", first + base::ellipsize(draft.body, k_longest_comment - first.size())}};
    if (!own.empty()) {
        const auto changed = m_api.send_json("PATCH", "/repos/{}/issues/comments/" + own, body);
        return changed ? Result<Comment>(comment_of(*changed)) : base::fail(changed.error());
    }
    return created_once<Comment>(
        m_api,
        [&]() -> Result<Comment> {
            const auto made = m_api.send_json(
                "POST", fmt::format("/repos/{{}}/issues/{}/comments", number), body, Repeat::never);
            return made ? Result<Comment>(comment_of(*made)) : base::fail(made.error());
        },
        [&] { return own_comment(number, draft.marker); });
}

/// The newest comment of a bot that carries the marker; none for an empty marker.
Result<std::optional<Comment>> GitHubForge::own_comment(int number,
                                                        const std::string& marker) const {
    if (marker.empty())
        return std::nullopt;
    auto all = comments(number);
    if (!all)
        return base::fail(all.error());
    for (auto& each : *all)
        if (each.marker == marker && base::contains(each.author, "[bot]"))
            return std::move(each);
    return std::nullopt;
}

Result<std::vector<Comment>> GitHubForge::comments(int number) const {
    const auto items = m_api.get_all(fmt::format("/repos/{{}}/issues/{}/comments", number));
    if (!items)
        return base::fail(items.error());
    std::vector<Comment> found;
    found.reserve(items->size());
    for (const auto& item : *items)
        found.push_back(comment_of(item));
    return found;
}

}  // namespace mendel::forge
