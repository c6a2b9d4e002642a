#include "forge/records.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/json.hpp"

namespace mendel::forge {
namespace {

using base::Json;
using base::Result;

tl::unexpected<base::Error> unreadable(std::string_view where) {
    return base::fail(base::ErrorKind::permanent,
                      "This record of the local forge cannot be read. A newer mendel may have "
                      "written it; update mendel, or delete the reference.",
                      std::string(where));
}

/// What the records of one kind are called and hold: the one list for writing and for reading.
template <class T>
struct Record;

template <>
struct Record<PullRequest> {
    static constexpr std::string_view k_schema = "mendel.pull_request/1";

    template <class Item, class Visit>
    static void fields(Item& request, const Visit& visit) {
        visit("number", request.number);
        visit("base_branch", request.base_branch);
        visit("head_branch", request.head_branch);
        visit("commit", request.commit);
        visit("title", request.title);
        visit("body", request.body);
        visit("labels", request.labels);
        visit("draft", request.draft);
        visit("open", request.open);
        visit("fingerprint", request.fingerprint);
        visit("author", request.author);
        visit("created", request.created);
        visit("updated", request.updated);
    }
};

template <>
struct Record<Issue> {
    static constexpr std::string_view k_schema = "mendel.issue/1";

    template <class Item, class Visit>
    static void fields(Item& issue, const Visit& visit) {
        visit("number", issue.number);
        visit("title", issue.title);
        visit("body", issue.body);
        visit("labels", issue.labels);
        visit("open", issue.open);
        visit("author", issue.author);
        visit("created", issue.created);
        visit("updated", issue.updated);
    }
};

template <>
struct Record<Comment> {
    static constexpr std::string_view k_schema = "mendel.comment/1";

    template <class Item, class Visit>
    static void fields(Item& comment, const Visit& visit) {
        visit("id", comment.id);
        visit("author", comment.author);
        visit("body", comment.body);
        visit("marker", comment.marker);
        visit("created", comment.created);
        visit("updated", comment.updated);
    }
};

template <class T>
std::string write(const T& item) {
    Json json = {{"schema", Record<T>::k_schema}};
    Record<T>::fields(item, [&](const char* name, const auto& value) { json[name] = value; });
    return base::to_pretty_text(json);
}

template <class T>
Result<T> read(std::string_view text, std::string_view where) {
    const auto json = base::parse_json(text, where);
    if (!json || !json->is_object())
        return unreadable(where);
    T item;
    try {
        if (json->at("schema").get<std::string>() != Record<T>::k_schema)
            return unreadable(where);
        Record<T>::fields(item,
                          [&](const char* name, auto& value) { json->at(name).get_to(value); });
    } catch (const Json::exception&) {
        return unreadable(where);
    }
    return item;
}

}  // namespace

std::string to_text(const PullRequest& request) {
    return write(request);
}
std::string to_text(const Issue& issue) {
    return write(issue);
}
std::string to_text(const Comment& comment) {
    return write(comment);
}

Result<PullRequest> parse_pull_request(std::string_view text, std::string_view where) {
    return read<PullRequest>(text, where);
}

Result<Issue> parse_issue(std::string_view text, std::string_view where) {
    return read<Issue>(text, where);
}

Result<Comment> parse_comment(std::string_view text, std::string_view where) {
    return read<Comment>(text, where);
}

}  // namespace mendel::forge
