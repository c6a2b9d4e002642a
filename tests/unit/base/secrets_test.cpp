#include "base/secrets.hpp"

#include "support/catch.hpp"

namespace mendel::base {

namespace {

std::string masked(std::string_view text) {
    return redacted(text, PersonalData::mask);
}

std::string repeated(std::string_view part, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i)
        text += part;
    return text;
}

}  // namespace

TEST_CASE("tokens of providers are replaced and what stands around them stays") {
    // Put together here, so that no scanner takes this file for a leak.
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"ghp"
         "_" +
             repeated("a1B2", 9),
         "GitHub token"},
        {"glpat"
         "-" +
             repeated("x9Y8", 5),
         "GitLab token"},
        {"AKIA" + repeated("A1B2", 4), "AWS access key"},
        {"AIza" + repeated("aB1-_", 7), "Google API key"},
        {"xoxb"
         "-" +
             repeated("1234567890", 2),
         "Slack token"},
        {"sk_live"
         "_" +
             repeated("a1B2", 6),
         "Stripe key"},
        {"npm"
         "_" +
             repeated("a1B2c3", 6),
         "npm token"},
        {"pypi"
         "-" +
             repeated("AgEIcH", 8),
         "PyPI token"},
        {"dckr_pat"
         "_" +
             repeated("a1B2c", 5),
         "Docker token"},
        {"hf"
         "_" +
             repeated("abcDEF", 6),
         "Hugging Face token"},
    };
    for (const auto& [token, name] : cases) {
        CHECK(masked("using " + token + " now") == "using [redacted: " + name + "] now");
        CHECK(secret_in("x = " + token) == name);
    }
}

TEST_CASE("a private key is replaced as a whole") {
    const std::string key =
        "-----BEGIN RSA PRIVATE "
        "KEY-----\nMIIEow\nIBAAK\n-----END RSA PRIVATE "
        "KEY-----";
    CHECK(masked("a " + key + " b") == "a [redacted: private key] b");
}

TEST_CASE("passwords in addresses and random values beside telling names are replaced") {
    CHECK(masked("clone https://bob:hunter2hunter@host/x.git") ==
          "clone https://bob:[redacted: password]@host/x.git");
    CHECK(masked("Authorization: Bearer abcDEF123456ghiJKL789") ==
          "Authorization: Bearer [redacted: authorization]");
    CHECK(masked("API_KEY=q8Zr2Lx0Vb7Nc4Tg") == "API_KEY=[redacted: credential]");
    CHECK(masked("password: \"k3Y9!xQz71Lm\"") == "password: \"[redacted: credential]\"");
}

TEST_CASE("ordinary text of logs is left alone") {
    for (const std::string_view text :
         {"error: unexpected token: identifier", "tokenizer: sentencepiece-model",
          "https://example.org:8080/path", "commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
          "secret: ***", "git@github.com:acme/shop.git", "Ran 1234 tests in 12.345s",
          "2026-03-04T09:10:00.1234567Z", "src/a.py:1234567890123:5", "version 4.17.21-1234-5678"})
        CHECK(masked(text) == text);
}

TEST_CASE("personal data is masked unless it is to be kept") {
    CHECK(masked("by jane.doe@corp.de") == "by [redacted: e-mail]");
    CHECK(masked("card 4111 1111 1111 1111 used") == "card [redacted: card number] used");
    CHECK(masked("card 4111 1111 1111 1112 used") == "card 4111 1111 1111 1112 used");
    CHECK(masked("paid by 4111111111111111.") == "paid by [redacted: card number].");
    CHECK(masked("assert 6.666666666666667 == 6") == "assert 6.666666666666667 == 6");
    CHECK(masked("took 4111111111111111.5 ns") == "took 4111111111111111.5 ns");
    CHECK(masked("at 1732827371003 ms") == "at 1732827371003 ms");
    CHECK(masked("ssn 123-45-6789") == "ssn [redacted: national number]");
    CHECK(masked("iban DE89 3704 0044 0532 0130 00 paid") ==
          "iban [redacted: account number] paid");
    CHECK(masked("call +49 30 1234567 89") == "call [redacted: phone number]");
    CHECK(masked("call (555) 010-1234") == "call [redacted: phone number]");
    CHECK(redacted("by jane.doe@corp.de", PersonalData::keep) == "by jane.doe@corp.de");
}

}  // namespace mendel::base
