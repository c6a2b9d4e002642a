#include "app/agents/documentation_page.hpp"

#include "base/text.hpp"
#include "support/catch.hpp"

using namespace mendel;

namespace {

const std::vector<std::string> k_hosts = {"docs.example.org", "127.0.0.1:8000"};

/// A server that answers each address from a list and refuses all others.
struct Pages {
    std::map<std::string, sys::HttpResponse> pages;
    std::vector<std::string> asked = {};

    sys::Http http() {
        return [this](const sys::HttpRequest& request) -> base::Result<sys::HttpResponse> {
            asked.push_back(request.url);
            CHECK(request.headers.empty());
            const auto page = pages.find(request.url);
            if (page == pages.end())
                return base::fail(base::ErrorKind::transient, "No such page was announced.");
            return page->second;
        };
    }
};

sys::HttpResponse html(const std::string& body) {
    return {.status = 200, .headers = {{"content-type", "text/html"}}, .body = body};
}

sys::HttpResponse redirect(const std::string& to) {
    return {.status = 302, .headers = {{"location", to}}};
}

std::string refusal_of(Pages& pages, const std::string& url) {
    const auto page = app::documentation_page(url, k_hosts, {}, pages.http());
    REQUIRE_FALSE(page);
    CHECK(page.error().kind == base::ErrorKind::refused);
    return page.error().message;
}

}  // namespace

TEST_CASE("a page of a named host is given as text") {
    Pages pages{{{"https://docs.example.org/a?b=1", html("<h1>Sum</h1><p>Adds &lt;a&gt;.</p>")}}};
    const auto page =
        app::documentation_page("https://docs.example.org/a?b=1", k_hosts, {}, pages.http());
    REQUIRE(page);
    CHECK(*page == "Sum\nAdds <a>.\n");
}

TEST_CASE("hosts that the configuration does not name are never asked, however they are spelled") {
    Pages pages;
    for (const std::string url :
         {"https://evil.example.org/", "https://docs.example.org.evil.org/",
          "https://docs.example.org@evil.org/", "https://user:pw@docs.example.org/",
          "https://DOCS.example.org/", "https://docs.example.org:8443/",
          "https://docs.example.org\\@evil.org/", "https://docs.example.org /",
          "http://docs.example.org/", "https://127.0.0.1:8000/", "http://127.0.0.1:8001/",
          "http://169.254.169.254/latest", "file:///etc/passwd", "https://[::1]/", "",
          "https://docs.example.org/a\r\nX-Header: 1"}) {
        CAPTURE(url);
        CHECK_FALSE(refusal_of(pages, url).empty());
    }
    CHECK(pages.asked.empty());
}

TEST_CASE("a redirect is followed to a named host alone, and not for ever") {
    Pages pages{{{"https://docs.example.org/old", redirect("/new")},
                 {"https://docs.example.org/new", html("here")},
                 {"https://docs.example.org/away", redirect("https://evil.org/")},
                 {"https://docs.example.org/near", redirect("//127.0.0.1:8000/x")},
                 {"https://docs.example.org/loop", redirect("https://docs.example.org/loop")}}};
    const auto page =
        app::documentation_page("https://docs.example.org/old", k_hosts, {}, pages.http());
    REQUIRE(page);
    CHECK(*page == "here\n");
    CHECK(base::contains(refusal_of(pages, "https://docs.example.org/away"), "evil.org"));
    CHECK(base::contains(refusal_of(pages, "https://docs.example.org/near"), "https alone"));
    CHECK(base::contains(refusal_of(pages, "https://docs.example.org/loop"), "on and on"));
    for (const auto& url : pages.asked)
        CHECK(url.rfind("https://docs.example.org/", 0) == 0);
}

TEST_CASE("what is no text, a bad status and a host that does not answer are refusals") {
    Pages pages{{{"https://docs.example.org/a.png",
                  {.status = 200, .headers = {{"content-type", "image/png"}}, .body = "x"}},
                 {"https://docs.example.org/none", {.status = 404}}}};
    CHECK(base::contains(refusal_of(pages, "https://docs.example.org/a.png"), "image/png"));
    CHECK(base::contains(refusal_of(pages, "https://docs.example.org/none"), "404"));
    CHECK(base::contains(refusal_of(pages, "https://docs.example.org/x"), "could not be had"));
}

TEST_CASE("scripts, styles, heads and comments are no text of a page") {
    CHECK(app::text_of_html("<head><title>t</title></head><body><script>steal()</script>"
                            "<style>p {}</style><!-- hidden --><p>a <b>b</b></p>\n<pre>x\n  y</pre>"
                            "</body>") == "a b\nx\n  y\n");
}
