#include "forge/github_api.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "forge/github_limits.hpp"

namespace mendel::forge {

namespace {

using base::Json;
using base::Result;

constexpr std::string_view k_version = "2022-11-28";

/// The page behind rel="next" of a Link header.
std::string next_page(const std::string& link) {
    static const base::Regex k_next(R"re(<([^>]+)>[^,]*\brel="next")re");
    const auto found = k_next.match(link);
    return found ? std::string((*found)[1]) : std::string();
}

/// The part of a URL that names whom it is sent to: "https://host:port".
std::string_view origin_of(std::string_view url) {
    const auto host = url.find("://");
    return host == std::string_view::npos ? url : url.substr(0, url.find('/', host + 3));
}

std::string words_of(const std::string& text) {
    const auto json = base::parse_json(text, "");
    if (!json || !json->is_object() || !json->contains("message"))
        return base::ellipsize(text, 200);
    auto words = json->at("message").is_string() ? json->at("message").get<std::string>() : "";
    const auto errors = json->find("errors");
    if (errors != json->end() && errors->is_array())
        for (const auto& error : *errors)
            if (error.is_object() && error.contains("message") && error["message"].is_string())
                words += "; " + error["message"].get<std::string>();
    return base::ellipsize(words, 500);
}

/// "/repos/acme/shop/pulls/1": what a reader knows the call by.
std::string shown(const ApiCall& call) {
    return call.method + " " + call.path.substr(0, call.path.find('?'));
}

ApiReply reply_of(const ApiCall& call, sys::HttpResponse response) {
    return {.status = response.status,
            .text = std::move(response.body),
            .link = response.header("link"),
            .location = response.header("location"),
            .permissions = response.header("x-accepted-github-permissions"),
            .call = shown(call)};
}

std::string failure_text(const Result<sys::HttpResponse>& response) {
    return response
               ? fmt::format("GitHub failed with status {}. Try again later.", response->status)
               : response.error().message;
}

}  // namespace

GitHubApi::GitHubApi(GitHubAccess access) : m_access(std::move(access)) {}

std::string GitHubApi::url_of(const std::string& path) const {
    if (path.substr(0, 4) == "http")
        return path;
    return m_access.api_url + base::replace_all(path, "{}", m_access.repository);
}

Result<sys::HttpResponse> GitHubApi::attempt(const ApiCall& call, const std::string& token) {
    const auto url = url_of(call.path);
    if (origin_of(url) != origin_of(m_access.api_url))
        return base::fail(base::ErrorKind::permanent,
                          "An answer pointed to another host, which gets no credentials. Check "
                          "GITHUB_API_URL.",
                          std::string(origin_of(url)));
    ++m_calls;
    sys::HttpRequest request{
        .method = call.method,
        .url = url,
        .headers = {"Accept: application/vnd.github+json",
                    fmt::format("X-GitHub-Api-Version: {}", k_version),
                    "User-Agent: " + m_access.agent, "Authorization: Bearer " + token},
        .body = call.body};
    if (!call.body.empty())
        request.headers.emplace_back("Content-Type: application/json");
    return m_access.http(request);
}

Result<ApiReply> GitHubApi::send(const ApiCall& call) {
    base::Error last{base::ErrorKind::transient, "GitHub did not answer. Try again.", shown(call)};
    for (int number = 1; number <= m_access.tries; ++number) {
        if (number > 1)
            m_access.pause(backoff(number, m_access.chance()));
        const auto token = m_access.token();
        if (!token)
            return base::fail(token.error());
        auto response = attempt(call, *token);
        if (!response && response.error().kind != base::ErrorKind::transient)
            return base::fail(response.error());
        const bool has_failed = !response || response->status >= 500;
        const auto wait = has_failed ? std::nullopt : limit_wait(*response, m_access.clock.now());
        if (!has_failed && !wait)
            return reply_of(call, std::move(*response));
        last.message = has_failed ? failure_text(response)
                                  : fmt::format(
                                        "GitHub asks to wait {} seconds. Try again after "
                                        "that.",
                                        wait->count());
        if (wait ? !wait_for(*wait) : call.repeat == Repeat::never)
            break;
    }
    return base::fail(std::move(last));
}

/// Waits as a limit asks; false where that is beyond all patience.
bool GitHubApi::wait_for(std::chrono::seconds wait) {
    m_is_limited = wait > m_access.patience;
    if (!m_is_limited)
        m_access.pause(wait);
    return !m_is_limited;
}

Result<Json> GitHubApi::get(const std::string& path) {
    const auto reply = send({.path = path});
    return reply ? json_of(*reply, {200}) : base::fail(reply.error());
}

Result<Json> GitHubApi::send_json(const std::string& method, const std::string& path,
                                  const Json& body, Repeat repeat) {
    const auto reply =
        send({.method = method, .path = path, .body = base::to_line(body), .repeat = repeat});
    return reply ? json_of(*reply, {200, 201, 202, 204}) : base::fail(reply.error());
}

Result<std::vector<Json>> GitHubApi::get_all(const std::string& path, const std::string& key,
                                             std::size_t most) {
    std::vector<Json> items;
    const auto mark = path.find('?') == std::string::npos ? '?' : '&';
    auto page = fmt::format("{}{}per_page=100", path, mark);
    while (!page.empty() && items.size() < most) {
        const auto reply = send({.path = page});
        if (!reply)
            return base::fail(reply.error());
        auto json = json_of(*reply, {200});
        if (!json)
            return base::fail(json.error());
        const auto& list = key.empty() ? *json : (*json)[key];
        if (!list.is_array())
            return base::fail(base::ErrorKind::permanent,
                              "GitHub answered with something that is no list. Report this.",
                              reply->call);
        items.insert(items.end(), list.begin(), list.end());
        page = next_page(reply->link);
    }
    if (items.size() > most)
        items.resize(most);
    return items;
}

Result<std::string> GitHubApi::download(const std::string& path) {
    const auto reply = send({.path = path});
    if (!reply)
        return base::fail(reply.error());
    if (reply->status == 200)
        return reply->text;
    if (reply->status != 302 || reply->location.empty())
        return base::fail(refusal_of(*reply));
    for (int number = 1;; ++number) {
        auto bytes = m_access.http({.url = reply->location,
                                    .headers = {"User-Agent: " + m_access.agent},
                                    .deadline = std::chrono::minutes(3)});
        if (bytes && bytes->status == 200)
            return std::move(bytes->body);
        const bool may_pass =
            bytes ? bytes->status >= 500 : bytes.error().kind == base::ErrorKind::transient;
        if (!may_pass || number == m_access.tries)
            return bytes ? base::fail(base::ErrorKind::permanent,
                                      fmt::format("The file is gone (status {}). Run the workflow "
                                                  "again to have a new one.",
                                                  bytes->status),
                                      reply->call)
                         : base::fail(bytes.error());
        m_access.pause(backoff(number + 1, m_access.chance()));
    }
}

Result<Json> json_of(const ApiReply& reply, std::initializer_list<int> wanted) {
    if (std::find(wanted.begin(), wanted.end(), reply.status) == wanted.end())
        return base::fail(refusal_of(reply));
    return reply.text.empty() ? Json() : base::parse_json(reply.text, reply.call);
}

base::Error refusal_of(const ApiReply& reply) {
    auto message =
        fmt::format("GitHub said no (status {}): {}.", reply.status, words_of(reply.text));
    if (!reply.permissions.empty() && (reply.status == 403 || reply.status == 404))
        message += fmt::format(" The token needs {}.", reply.permissions);
    else if (reply.status == 401)
        message += " Give a valid token.";
    return {base::ErrorKind::permanent, std::move(message), reply.call};
}

}  // namespace mendel::forge
