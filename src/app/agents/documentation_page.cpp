#include "app/agents/documentation_page.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/regex.hpp"
#include "base/text.hpp"

namespace mendel::app {

namespace {

using base::Result;

constexpr int k_most_redirects = 3;
constexpr std::size_t k_longest_page = std::size_t{2} << 20U;
constexpr std::string_view k_this_machine = "127.0.0.1:";

tl::unexpected<base::Error> refuse(std::string message) {
    return base::fail(base::ErrorKind::refused, std::move(message));
}

/// The host with the port of a URL that may be asked for; an error where it may not.
Result<std::string> allowed_host(const std::string& url, const std::vector<std::string>& hosts) {
    static const base::Regex k_url(R"(^(https?)://([a-z0-9.:-]+)(?:[/?][!-~]*)?$)");
    const auto groups = k_url.match(url);
    if (!groups)
        return refuse(
            "This is no plain address: https://HOST/PATH without spaces, credentials or "
            "capitals in the host.");
    const std::string host((*groups)[2]);
    if (std::find(hosts.begin(), hosts.end(), host) == hosts.end())
        return refuse(fmt::format("The configuration does not name the host '{}'. It names {}.",
                                  host, base::join(hosts, ", ")));
    const bool local = host.rfind(k_this_machine, 0) == 0;
    if (((*groups)[1] == "http") != local)
        return refuse("Pages are fetched over https alone.");
    return host;
}

/// Where a redirect leads; a path is one of the same host.
std::string target_of(const std::string& url, const std::string& location) {
    if (location.rfind("//", 0) == 0)
        return url.substr(0, url.find(':') + 1) + location;
    if (location.empty() || location.front() != '/')
        return location;
    return url.substr(0, url.find('/', url.find("//") + 2)) + location;
}

bool is_readable(const std::string& type) {
    return type.empty() || type.rfind("text/", 0) == 0 || base::contains(type, "json") ||
           base::contains(type, "xml");
}

std::string decoded(std::string text) {
    constexpr std::array<std::pair<const char*, const char*>, 6> k_entities = {{{"&lt;", "<"},
                                                                                {"&gt;", ">"},
                                                                                {"&quot;", "\""},
                                                                                {"&#39;", "'"},
                                                                                {"&nbsp;", " "},
                                                                                {"&amp;", "&"}}};
    for (const auto& [name, letter] : k_entities)
        text = base::replace_all(text, name, letter);
    return text;
}

}  // namespace

std::string text_of_html(std::string_view html) {
    static const base::Regex k_unread(
        R"((?is)<script\b.*?</script\s*>|<style\b.*?</style\s*>|<!--.*?-->|<head\b.*?</head\s*>)");
    static const base::Regex k_block(
        R"((?i)</?(?:p|div|br|li|[uod]l|h[1-6]|tr|table|pre|section|article|d[td]|blockquote)\b)"
        R"([^>]*>)");
    static const base::Regex k_tag(R"(<[^>]*>)");
    const auto read = k_unread.replace_all(html, "");
    const auto blocks = k_block.replace_all(read, "\n");
    const auto text = decoded(k_tag.replace_all(blocks, ""));
    std::string lines;
    for (const auto line : base::split_lines(text))
        if (!base::trim(line).empty())
            lines += std::string(line) + "\n";
    return lines;
}

Result<std::string> documentation_page(const std::string& url,
                                       const std::vector<std::string>& hosts,
                                       const sys::HttpRequest& how, const sys::Http& http) {
    auto request = how;
    request.body_cap = k_longest_page;
    request.url = url;
    for (int redirects = 0; redirects <= k_most_redirects; ++redirects) {
        const auto host = allowed_host(request.url, hosts);
        if (!host)
            return base::fail(host.error());
        const auto answer = http(request);
        if (!answer)
            return refuse("The page could not be had: " + answer.error().message);
        if (answer->status >= 300 && answer->status < 400) {
            request.url = target_of(request.url, answer->header("location"));
            continue;
        }
        if (answer->status != 200)
            return refuse(fmt::format("The host answers with status {}.", answer->status));
        const auto& type = answer->header("content-type");
        if (!is_readable(type))
            return refuse(fmt::format("The page is no text but {}.", type));
        return base::contains(type, "html") ? text_of_html(answer->body) : answer->body;
    }
    return refuse("The page leads on and on to others.");
}

}  // namespace mendel::app
