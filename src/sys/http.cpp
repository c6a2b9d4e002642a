#include "sys/http.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include "base/text.hpp"

namespace mendel::sys {

namespace {

struct CurlCloser {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using CurlHandle = std::unique_ptr<CURL, CurlCloser>;
using CurlList = std::unique_ptr<curl_slist, CurlCloser>;

/// What the callbacks of one exchange write to.
struct Exchange {
    HttpResponse response;
    std::size_t body_cap = 0;
    bool too_long = false;
    bool broken_off = false;
    std::stop_token stop;
    const HttpRequest* request = nullptr;
};

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* data) {
    auto& exchange = *static_cast<Exchange*>(data);
    if (exchange.request->on_part) {
        exchange.broken_off =
            !exchange.request->on_part(exchange.response, std::string_view(bytes, size * count));
        return exchange.broken_off ? 0 : size * count;
    }
    exchange.too_long = exchange.response.body.size() + size * count > exchange.body_cap;
    if (exchange.too_long)
        return 0;
    exchange.response.body.append(bytes, size * count);
    return size * count;
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* data) {
    auto& response = static_cast<Exchange*>(data)->response;
    auto& headers = response.headers;
    const std::string_view line(bytes, size * count);
    const auto colon = line.find(':');
    if (line.substr(0, 5) == "HTTP/") {
        headers.clear();  // of an interim answer
        const auto blank = line.find(' ');
        response.status = blank == std::string_view::npos
                              ? 0
                              : static_cast<int>(base::to_number(line.substr(blank + 1, 3)));
    } else if (colon != std::string_view::npos)
        headers[base::to_lower(line.substr(0, colon))] = base::trim(line.substr(colon + 1));
    return size * count;
}

int check_stop(void* data, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    const auto& exchange = *static_cast<Exchange*>(data);
    return exchange.stop.stop_requested() || exchange.request->stop.stop_requested() ? 1 : 0;
}

base::ErrorKind kind_of(CURLcode code) {
    switch (code) {
        case CURLE_URL_MALFORMAT:
        case CURLE_UNSUPPORTED_PROTOCOL:
            return base::ErrorKind::user;
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
            return base::ErrorKind::permanent;
        default:
            return base::ErrorKind::transient;
    }
}

tl::unexpected<base::Error> failure(CURLcode code, const Exchange& exchange,
                                    const HttpRequest& request) {
    if (code == CURLE_ABORTED_BY_CALLBACK || exchange.broken_off)
        return base::fail(base::ErrorKind::refused, "Stopped before the server answered.",
                          request.url);
    if (exchange.too_long)
        return base::fail(base::ErrorKind::permanent,
                          fmt::format("The answer is longer than {} MiB. Fetch it by hand.",
                                      exchange.body_cap >> 20U),
                          request.url);
    return base::fail(
        kind_of(code),
        fmt::format("The server could not be reached: {}. Try again.", curl_easy_strerror(code)),
        request.url);
}

CurlList header_list(const HttpRequest& request) {
    CurlList list;
    for (const auto& header : request.headers)
        if (auto* longer = curl_slist_append(list.get(), header.c_str())) {
            (void)list.release();
            list.reset(longer);
        }
    return list;
}

void prepare(CURL* handle, const HttpRequest& request, const curl_slist* headers,
             Exchange& exchange) {
    curl_easy_reset(handle);
    curl_easy_setopt(handle, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(request.deadline.count()));
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, 20000L);
    if (request.idle.count() > 0) {
        curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 1L);
        curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, static_cast<long>(request.idle.count()));
    }
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &exchange);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &exchange);
    curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, check_stop);
    curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &exchange);
    if (!request.body.empty() || request.method == "POST") {
        curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE,
                         static_cast<curl_off_t>(request.body.size()));
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request.body.c_str());
    }
    curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

base::Result<HttpResponse> send(CURL* handle, const HttpRequest& request,
                                const std::stop_token& stop) {
    Exchange exchange{.body_cap = request.body_cap, .stop = stop, .request = &request};
    const auto headers = header_list(request);
    prepare(handle, request, headers.get(), exchange);
    if (const auto code = curl_easy_perform(handle); code != CURLE_OK)
        return failure(code, exchange, request);
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    exchange.response.status = static_cast<int>(status);
    return std::move(exchange.response);
}

}  // namespace

const std::string& HttpResponse::header(const std::string& name) const {
    static const std::string k_none;
    const auto found = headers.find(name);
    return found == headers.end() ? k_none : found->second;
}

Http http_client(std::stop_token stop) {
    static const auto k_started = curl_global_init(CURL_GLOBAL_DEFAULT);
    (void)k_started;
    std::shared_ptr<CURL> handle(curl_easy_init(), CurlCloser());
    return [handle, stop](const HttpRequest& request) { return send(handle.get(), request, stop); };
}

std::string url_part(std::string_view text) {
    std::string part;
    for (const char letter : text) {
        const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                           (letter >= '0' && letter <= '9') ||
                           base::contains("-._~", std::string_view(&letter, 1));
        part += plain ? std::string(1, letter)
                      : fmt::format("%{:02X}", static_cast<unsigned char>(letter));
    }
    return part;
}

}  // namespace mendel::sys
