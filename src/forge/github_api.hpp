#pragma once

#include <chrono>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "model/clock.hpp"
#include "sys/http.hpp"

namespace mendel::forge {

/// What calls to GitHub's REST API need (https://docs.github.com/en/rest). The ports are handed in,
/// so that tests neither wait nor roll dice.
struct GitHubAccess {
    std::string api_url = "https://api.github.com";  ///< without '/' at the end; GHES: ".../api/v3"
    std::string graphql_url = "https://api.github.com/graphql";
    std::string repository;  ///< "owner/name"
    std::function<base::Result<std::string>()> token;
    sys::Http http;
    model::Clock clock;
    std::function<void(std::chrono::milliseconds)> pause;
    std::function<double()> chance;      ///< in [0, 1): the jitter of waits
    std::string agent = "mendel";        ///< of the User-Agent header
    int tries = 5;                       ///< of one call, the first among them
    std::chrono::seconds patience{120};  ///< the longest wait that a limit may ask for
};

/// Whether a call that broke off may simply be sent again: not where it would make a second item.
enum class Repeat { safe, never };

struct ApiCall {
    std::string method = "GET";
    std::string path = {};  ///< "/repos/{}/pulls": "{}" stands for the repository; or a whole URL
    std::string body = {};  ///< JSON text
    Repeat repeat = Repeat::safe;
};

/// An answer that is not an error of the way: any status below 500 but those of rate limits.
struct ApiReply {
    int status = 0;
    std::string text = {};
    std::string link = {};         ///< the Link header (RFC 8288)
    std::string location = {};     ///< of a redirect
    std::string permissions = {};  ///< x-accepted-github-permissions: what the call would need
    std::string call = {};         ///< "GET /repos/...", for messages
};

/// Sends calls one at a time: retries with jitter on network faults and 5xx, waits as Retry-After
/// and x-ratelimit-reset ask
/// (https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api).
class GitHubApi {
  public:
    explicit GitHubApi(GitHubAccess access);

    /// Errors: transient where the service failed to the end or asks for more patience than there
    /// is; whatever the token port says.
    base::Result<ApiReply> send(const ApiCall& call);

    /// The JSON of an answer with one of the statuses; else the error that GitHub's words give.
    base::Result<base::Json> get(const std::string& path);
    base::Result<base::Json> send_json(const std::string& method, const std::string& path,
                                       const base::Json& body, Repeat repeat = Repeat::safe);

    /// All items of a list, page after page by the Link header, `most` at most.
    /// @param key the member that holds the list, "" where the answer is the list
    base::Result<std::vector<base::Json>> get_all(const std::string& path,
                                                  const std::string& key = {},
                                                  std::size_t most = 1000);

    /// The bytes behind a path that answers with a redirect (logs): the other host gets no
    /// credentials. Gone for good (404, 410) is an error of kind permanent.
    base::Result<std::string> download(const std::string& path);

    const std::string& repository() const { return m_access.repository; }
    const GitHubAccess& access() const { return m_access; }
    /// Whether GitHub asked for a longer wait than there is patience for: it is asked no more.
    bool is_limited() const { return m_is_limited; }
    int calls() const { return m_calls; }  ///< sent so far, repeated ones too

  private:
    base::Result<sys::HttpResponse> attempt(const ApiCall& call, const std::string& token);
    bool wait_for(std::chrono::seconds wait);
    std::string url_of(const std::string& path) const;

    GitHubAccess m_access;
    int m_calls = 0;
    bool m_is_limited = false;
};

/// The answer's JSON where its status is one of `wanted`, else refusal_of it.
base::Result<base::Json> json_of(const ApiReply& reply, std::initializer_list<int> wanted);

/// The error of an answer that says no: kind permanent, in GitHub's words, with the permission that
/// the token lacks where GitHub names it.
base::Error refusal_of(const ApiReply& reply);

}  // namespace mendel::forge
