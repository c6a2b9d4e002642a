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

void to_json(Json& json, const PullRequest& request) {
    json = {{"schema", "mendel.pull_request/1"},
            {"number", request.number},
            {"base_branch", request.base_branch},
            {"head_branch", request.head_branch},
            {"commit", request.commit},
            {"title", request.title},
            {"body", request.body},
            {"labels", request.labels},
            {"draft", request.draft},
            {"open", request.open},
            {"fingerprint", request.fingerprint},
            {"author", request.author},
            {"created", request.created},
            {"updated", request.updated}};
}

void from_json(const Json& json, PullRequest& request) {
    json.at("number").get_to(request.number);
    json.at("base_branch").get_to(request.base_branch);
    json.at("head_branch").get_to(request.head_branch);
    json.at("commit").get_to(request.commit);
    json.at("title").get_to(request.title);
    json.at("body").get_to(request.body);
    json.at("labels").get_to(request.labels);
    json.at("draft").get_to(request.draft);
    json.at("open").get_to(request.open);
    json.at("fingerprint").get_to(request.fingerprint);
    json.at("author").get_to(request.author);
    json.at("created").get_to(request.created);
    json.at("updated").get_to(request.updated);
}

void to_json(Json& json, const Issue& issue) {
    json = {{"schema", "mendel.issue/1"}, {"number", issue.number},   {"title", issue.title},
            {"body", issue.body},         {"labels", issue.labels},   {"open", issue.open},
            {"author", issue.author},     {"created", issue.created}, {"updated", issue.updated}};
}

void from_json(const Json& json, Issue& issue) {
    json.at("number").get_to(issue.number);
    json.at("title").get_to(issue.title);
    json.at("body").get_to(issue.body);
    json.at("labels").get_to(issue.labels);
    json.at("open").get_to(issue.open);
    json.at("author").get_to(issue.author);
    json.at("created").get_to(issue.created);
    json.at("updated").get_to(issue.updated);
}

void to_json(Json& json, const Comment& comment) {
    json = {{"schema", "mendel.comment/1"}, {"id", comment.id},
            {"author", comment.author},     {"body", comment.body},
            {"marker", comment.marker},     {"created", comment.created},
            {"updated", comment.updated}};
}

void from_json(const Json& json, Comment& comment) {
    json.at("id").get_to(comment.id);
    json.at("author").get_to(comment.author);
    json.at("body").get_to(comment.body);
    json.at("marker").get_to(comment.marker);
    json.at("created").get_to(comment.created);
    json.at("updated").get_to(comment.updated);
}

template <class T>
std::string write(const T& item) {
    Json json;
    to_json(json, item);
    return base::to_pretty_text(json);
}

template <class T>
Result<T> read(std::string_view text, std::string_view schema, std::string_view where) {
    const auto json = base::parse_json(text, where);
    if (!json || !json->is_object())
        return unreadable(where);
    T item;
    try {
        if (json->at("schema").get<std::string>() != schema)
            return unreadable(where);
        from_json(*json, item);
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
    return read<PullRequest>(text, "mendel.pull_request/1", where);
}

Result<Issue> parse_issue(std::string_view text, std::string_view where) {
    return read<Issue>(text, "mendel.issue/1", where);
}

Result<Comment> parse_comment(std::string_view text, std::string_view where) {
    return read<Comment>(text, "mendel.comment/1", where);
}

}  // namespace mendel::forge
