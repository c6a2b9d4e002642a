#include <array>
#include <cmath>

#include <fmt/format.h>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "evaluate/gates.hpp"
#include "evaluate/gates/lines.hpp"

namespace mendel::evaluate {

namespace {

struct Pattern {
    std::string_view name;
    base::Regex regex;
};

/// Documented prefixes of tokens, by provider.
const std::vector<Pattern>& patterns() {
    static const std::vector<Pattern> k_patterns = [] {
        std::vector<Pattern> list;
        const auto add = [&](std::string_view name, std::string_view regex) {
            list.push_back({name, base::Regex(regex)});
        };
        add("private key", R"(-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----)");
        add("GitHub token", R"(\b(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,})\b)");
        add("GitLab token", R"(\bglpat-[A-Za-z0-9_-]{20,}\b)");
        add("AWS access key", R"(\b(AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b)");
        add("Google API key", R"(\bAIza[A-Za-z0-9_-]{35}\b)");
        add("Google OAuth token", R"(\bya29\.[A-Za-z0-9_-]{30,})");
        add("Slack token", R"(\bxox[abeoprs]-[A-Za-z0-9-]{10,})");
        add("Slack webhook", R"(hooks\.slack\.com/services/T[A-Z0-9]+/B[A-Z0-9]+/[A-Za-z0-9]+)");
        add("Stripe key", R"(\b[rs]k_live_[A-Za-z0-9]{16,}\b)");
        add("OpenAI key", R"(\bsk-(proj-)?[A-Za-z0-9_-]{32,}\b)");
        add("Anthropic key", R"(\bsk-ant-[A-Za-z0-9_-]{20,})");
        add("npm token", R"(\bnpm_[A-Za-z0-9]{36}\b|//[^\s]+:_authToken=[^\s$]+)");
        add("PyPI token", R"(\bpypi-[A-Za-z0-9_-]{40,})");
        add("SendGrid key", R"(\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,})");
        add("Twilio key", R"(\bSK[0-9a-f]{32}\b)");
        add("Azure key", R"(AccountKey=[A-Za-z0-9+/=]{40,})");
        add("Hugging Face token", R"(\bhf_[A-Za-z0-9]{30,}\b)");
        add("JSON web token",
            R"(\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,})");
        add("password in a URL",
            R"([a-z][a-z0-9+.-]*://[^/\s:@'"$<{]+:[^/\s:@'"$<{*]{6,}@[A-Za-z0-9])");
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
    static const base::Regex k_assignment(
        R"((?i)(passwd|password|secret|token|api[_-]?key|access[_-]?key|auth[_-]?key)"
        R"(|private[_-]?key|credential)\w*["']?\s*(=|:|=>)"
        R"(|:=)\s*["']([A-Za-z0-9+/_=.-]{20,})["'])");
    const auto found = k_assignment.match(line);
    return found && entropy((*found)[3]) >= 3.6;
}

std::vector<model::Refusal> check_secrets(const GateInput& input) {
    std::vector<model::Refusal> refusals;
    const auto refuse = [&](const PatchLine& line, std::string_view what) {
        refusals.push_back({"secrets",
                            fmt::format("The added line looks like it holds a {}.", what),
                            line.file, line.line});
    };
    for (const auto& line : added_lines(input.patch)) {
        bool found = false;
        for (const auto& pattern : patterns())
            if (!found && pattern.regex.found_in(line.text)) {
                refuse(line, pattern.name);
                found = true;
            }
        if (!found && names_a_secret(line.text))
            refuse(line, "credential");
    }
    return refusals;
}

}  // namespace

const Gate k_secrets_gate{"secrets", check_secrets};

}  // namespace mendel::evaluate
