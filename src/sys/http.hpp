#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace mendel::sys {

/// What a server answered.
struct HttpResponse {
    int status = 0;
    std::map<std::string, std::string> headers = {};  ///< names in lower case, the last one wins
    std::string body = {};

    /// The value of a header by its lower-case name, "" where there is none.
    const std::string& header(const std::string& name) const;
};

/// One exchange over HTTP (RFC 9110). Redirects are answers like any other: who follows one
/// decides which headers go along.
struct HttpRequest {
    std::string method = "GET";
    std::string url = {};                   ///< absolute, http or https
    std::vector<std::string> headers = {};  ///< "Name: value"
    std::string body = {};
    std::chrono::milliseconds deadline = std::chrono::seconds(60);
    std::size_t body_cap = std::size_t{64} << 20;  ///< bytes; a longer answer is an error
    /// Takes the body in parts as it comes, in place of `body`, with status and headers; false
    /// breaks off (an error of kind refused).
    std::function<bool(const HttpResponse& head, std::string_view part)> on_part = {};
    std::chrono::seconds idle{0};  ///< break off (transient) after so long without a byte, 0: never
    std::stop_token stop = {};     ///< breaks off this exchange, besides the client's own
};

/// Sends a request. Errors: transient where the network or the server broke off, permanent where
/// the server's certificate is not trusted or its answer too long, user where the URL is none,
/// refused where it was stopped.
using Http = std::function<base::Result<HttpResponse>(const HttpRequest&)>;

/// A client that keeps its connections (libcurl's easy interface); for one thread at a time.
Http http_client(std::stop_token stop = {});

/// A text as one part of a URL: everything but letters, digits and "-._~" percent-encoded
/// (RFC 3986).
std::string url_part(std::string_view text);

}  // namespace mendel::sys
