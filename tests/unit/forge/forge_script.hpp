#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "forge/github_api.hpp"
#include "support/catch.hpp"

namespace mendel::forge {

using Answer = base::Result<sys::HttpResponse>;

inline sys::HttpResponse answer(int status, std::string body = "{}",
                                std::map<std::string, std::string> headers = {}) {
    return {.status = status, .headers = std::move(headers), .body = std::move(body)};
}

/// A server whose answers are announced; one that nobody announced fails the test.
struct Script {
    std::deque<Answer> answers;
    std::vector<sys::HttpRequest> asked;
    std::vector<std::chrono::milliseconds> waits;

    GitHubAccess access() {
        return {.api_url = "https://api.example.com",
                .graphql_url = "https://api.example.com/graphql",
                .repository = "acme/shop",
                .token = []() -> base::Result<std::string> { return "t0ken"; },
                .http = [this](const sys::HttpRequest& request) -> Answer {
                    asked.push_back(request);
                    REQUIRE_FALSE(answers.empty());
                    auto next = answers.front();
                    answers.pop_front();
                    return next;
                },
                .clock = {.now = [] { return std::chrono::system_clock::from_time_t(1000); }},
                .pause = [this](std::chrono::milliseconds wait) { waits.push_back(wait); },
                .chance = [] { return 0.0; }};
    }

    ~Script() { CHECK(answers.empty()); }
};

}  // namespace mendel::forge
