#include "base/secrets.hpp"

#include <array>
#include <cmath>
#include <functional>
#include <optional>
#include <vector>

#include "base/regex.hpp"
#include "base/text.hpp"

namespace mendel::base {

namespace {

/// `strict` patterns are also what the gate on patches refuses; the rest is only redacted.
struct Pattern {
    std::string_view name;
    Regex regex;
};

const std::vector<Pattern>& patterns() {
    static const std::vector<Pattern> k_patterns = [] {
        std::vector<Pattern> list;
        const auto add = [&](std::string_view name, std::string_view regex) {
            list.push_back({name, Regex(regex)});
        };
        add("private key", R"(-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----)");
        add("GitHub token", R"(\b(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,})\b)");
        add("GitLab token", R"(\bgl(?:pat|ptt|dt|rt|cbt|soat|oas)-[A-Za-z0-9_-]{20,}\b)");
        add("AWS access key", R"(\b(AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b)");
        add("Google API key", R"(\bAIza[A-Za-z0-9_-]{35}\b)");
        add("Google OAuth token", R"(\bya29\.[A-Za-z0-9_-]{30,})");
        add("Google OAuth secret", R"(\bGOCSPX-[A-Za-z0-9_-]{28})");
        add("Slack token", R"(\bxox[abeoprs]-[A-Za-z0-9-]{10,}|\bxapp-\d-[A-Za-z0-9-]{20,})");
        add("Slack webhook", R"(hooks\.slack\.com/services/T[A-Z0-9]+/B[A-Z0-9]+/[A-Za-z0-9]+)");
        add("Discord webhook", R"(discord(?:app)?\.com/api/webhooks/\d+/[A-Za-z0-9_-]{40,})");
        add("Telegram token", R"(\b\d{8,10}:AA[A-Za-z0-9_-]{33}\b)");
        add("Stripe key", R"(\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}\b|\bwhsec_[A-Za-z0-9]{32,})");
        add("Anthropic key", R"(\bsk-ant-[A-Za-z0-9_-]{20,})");
        add("OpenAI key", R"(\bsk-(proj-)?[A-Za-z0-9_-]{32,}\b)");
        add("npm token", R"(\bnpm_[A-Za-z0-9]{36}\b|//[^\s]+:_authToken=[^\s$]+)");
        add("PyPI token", R"(\bpypi-[A-Za-z0-9_-]{40,})");
        add("RubyGems key", R"(\brubygems_[a-f0-9]{48}\b)");
        add("crates.io token", R"(\bcio[A-Za-z0-9]{32}\b)");
        add("NuGet key", R"(\boy2[a-z0-9]{43}\b)");
        add("Docker token", R"(\bdckr_pat_[A-Za-z0-9_-]{20,})");
        add("SendGrid key", R"(\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,})");
        add("Twilio key", R"(\bSK[0-9a-f]{32}\b)");
        add("Mailgun key", R"(\bkey-[0-9a-f]{32}\b)");
        add("Azure key", R"((?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/=]{40,})");
        add("DigitalOcean token", R"(\bdo[por]_v1_[a-f0-9]{64}\b)");
        add("Databricks token", R"(\bdapi[a-f0-9]{32}\b)");
        add("HashiCorp token",
            R"(\bhv[sbr]\.[A-Za-z0-9_-]{24,}|\b[A-Za-z0-9]{14}\.atlasv1\.\S{60,})");
        add("Atlassian token", R"(\bATATT3[A-Za-z0-9_=-]{60,})");
        add("Shopify token", R"(\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}\b)");
        add("Linear key", R"(\blin_api_[A-Za-z0-9]{40})");
        add("Hugging Face token", R"(\bhf_[A-Za-z0-9]{30,}\b)");
        add("JSON web token",
            R"(\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,})");
        add("password in a URL",
            R"([a-z][a-z0-9+.-]*://[^/\s:@'"$<{]*:[^/\s:@'"$<{*]{6,}@[A-Za-z0-9])");
        return list;
    }();
    return k_patterns;
}

/// Bits per byte of the text (Shannon).
double entropy(std::string_view text) {
    std::array<int, 256> counts{};
    for (const char c : text)
        ++counts[static_cast<unsigned char>(c)];
    double bits = 0;
    for (const int count : counts)
        if (count > 0) {
            const double share = static_cast<double>(count) / static_cast<double>(text.size());
            bits -= share * std::log2(share);
        }
    return bits;
}

/// A random-looking value assigned to a name that speaks of a secret.
bool names_a_secret(std::string_view line) {
    static const Regex k_assignment(
        R"((?i)(passwd|password|secret|token|api[_-]?key|access[_-]?key|auth[_-]?key)"
        R"(|private[_-]?key|credential)\w*["']?\s*(=|:|=>)"
        R"(|:=)\s*["']([A-Za-z0-9+/_=.-]{20,})["'])");
    const auto found = k_assignment.match(line);
    return found && entropy((*found)[3]) >= 3.6;
}

using Groups = std::vector<std::string_view>;
using Judgement = std::function<bool(const Groups&)>;

std::string digits_of(std::string_view text) {
    std::string digits;
    for (const char c : text)
        if (c >= '0' && c <= '9')
            digits += c;
    return digits;
}

/// The check of ISO/IEC 7812, annex B.
bool has_luhn_digit(std::string_view digits) {
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        int digit = digits[digits.size() - 1 - i] - '0';
        if (i % 2 == 1)
            digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    return sum % 10 == 0;
}

/// A card's number as the networks give them out: fractions and times since 1970 are none.
bool is_card(const Groups& found) {
    const auto text = found[0];
    const auto digits = digits_of(text);
    const bool is_fraction = text.find('.') != std::string_view::npos;
    const bool is_issued = (digits[0] >= '3' && digits[0] <= '6') ||
                           (digits[0] == '2' && digits[1] >= '2' && digits[1] <= '7');
    const bool is_repeated = digits.find_first_not_of(digits[0]) == std::string::npos;
    return !is_fraction && is_issued && !is_repeated && digits.size() <= 19 &&
           has_luhn_digit(digits);
}

/// The remainder of ISO 13616 (ISO/IEC 7064, MOD 97-10).
bool is_account(const Groups& found) {
    std::string text;
    for (const char c : found[0])
        if (c != ' ')
            text += c;
    text = text.substr(4) + text.substr(0, 4);
    int remainder = 0;
    for (const char c : text) {
        const int value = c <= '9' ? c - '0' : c - 'A' + 10;
        remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
    }
    return remainder == 1;
}

/// "git@host" and "user@2x.png" are no addresses of people, nor are those of RFC 2606.
bool is_address(const Groups& found) {
    static const Regex k_not(
        "(?i)^(?:git|hg|svn|noreply|no-reply)@|@(?:.*\\.)?example\\.(?:com|org|net)$|"
        "\\.(?:png|jpe?g|gif|svg|js|ts|py|local|internal|invalid|test)$|noreply\\.github\\.com$");
    return !k_not.found_in(found[0]);
}

bool is_random(const Groups& found) {
    const auto value = found[found.size() - 1];
    const bool is_mask = value.find_first_not_of("*x.X") == std::string_view::npos;
    return !is_mask && (value.size() < 16 || entropy(value) >= 3.0);
}

/// One kind of text to replace; what a first group holds stays in front of the mark.
struct Rule {
    std::string_view name;
    Regex regex;
    Judgement holds = nullptr;
};

const std::vector<Rule>& secret_rules() {
    static const std::vector<Rule> k_rules = [] {
        std::vector<Rule> list;
        const auto add = [&list](std::string_view name, std::string_view regex,
                                 Judgement holds = nullptr) {
            list.push_back({name, Regex(regex), std::move(holds)});
        };
        add("private key",
            R"(()-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----)"
            R"((?s:.*?-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----|[A-Za-z0-9+/=\s\\]*))");
        add("password", R"(([A-Za-z][A-Za-z0-9+.-]*://[^/\s:@'"<]*:)[^/\s@'"<]+(?:[@]))");
        add("authorization",
            R"((?i)(\b(?:authorization["']?\s*[:=]\s*["']?)?)"
            R"((?:bearer|basic|token)\s+)([A-Za-z0-9+/_=.~-]{16,}))",
            is_random);
        add("credential",
            R"((?i)((?:passwd|password|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key)"
            R"(|auth[_-]?key|private[_-]?key|credentials?|signature)[\w-]*["']?\s*(?:=>|:=|=|:)\s*)"
            R"(["']?)([A-Za-z0-9+/_=.~!@#$%^&-]{12,}))",
            [](const Groups& found) {
                return found[2].size() >= 16 ? entropy(found[2]) >= 3.4 : entropy(found[2]) >= 3.2;
            });
        return list;
    }();
    return k_rules;
}

const std::vector<Rule>& personal_rules() {
    static const std::vector<Rule> k_rules = [] {
        std::vector<Rule> list;
        const auto add = [&list](std::string_view name, std::string_view regex,
                                 Judgement holds = nullptr) {
            list.push_back({name, Regex(regex), std::move(holds)});
        };
        add("e-mail",
            R"(\b[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}\b)",
            is_address);
        add("account number", R"(\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b)",
            is_account);
        add("card number", R"(\b(?:\d+\.)?\d(?:[ -]?\d){12,18}\b(?:\.\d)?)", is_card);
        add("national number", R"(\b\d{3}-\d{2}-\d{4}\b)", [](const Groups& found) {
            const auto digits = digits_of(found[0]);  // US: never given are 000, 666 and 9xx
            const auto area = digits.substr(0, 3);
            return area != "000" && area != "666" && area[0] != '9' &&
                   digits.substr(3, 2) != "00" && digits.substr(5) != "0000";
        });
        add("national number", R"(\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b)");
        add("phone number",
            R"(\+\d{1,3}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{1,4}(?:[ .-]?\d{2,4}){2,4}\b|)"
            R"((?:\(\d{3}\) ?|\b\d{3}[ .-])\d{3}[ -]\d{4}\b)",
            [](const Groups& found) { return digits_of(found[0]).size() >= 10; });
        return list;
    }();
    return k_rules;
}

/// Every occurrence of a rule replaced by its mark.
std::string replaced(std::string_view text, const Regex& regex, std::string_view name,
                     const Judgement& holds, bool keeps_first) {
    const auto all = regex.match_all(text);
    if (all.empty())
        return std::string(text);
    std::string safe;
    std::size_t from = 0;
    for (const auto& found : all) {
        if (holds && !holds(found))
            continue;
        const auto begin = static_cast<std::size_t>(found[0].data() - text.data());
        safe += text.substr(from, begin - from);
        if (keeps_first && found.size() > 1)
            safe += found[1];
        safe += "[redacted: " + std::string(name) + "]";
        if (found[0].back() == '@')
            safe += '@';
        from = begin + found[0].size();
    }
    return safe + std::string(text.substr(from));
}

}  // namespace

std::string_view secret_in(std::string_view text) {
    for (const auto& pattern : patterns())
        if (pattern.regex.found_in(text))
            return pattern.name;
    return names_a_secret(text) ? "credential" : "";
}

std::string redacted(std::string_view text, PersonalData personal) {
    std::string safe(text);
    if (text.size() < 8)
        return safe;
    for (const auto& rule : secret_rules())
        safe = replaced(safe, rule.regex, rule.name, rule.holds, true);
    for (const auto& pattern : patterns())
        safe = replaced(safe, pattern.regex, pattern.name, nullptr, false);
    if (personal == PersonalData::mask)
        for (const auto& rule : personal_rules())
            safe = replaced(safe, rule.regex, rule.name, rule.holds, false);
    return safe;
}

}  // namespace mendel::base
