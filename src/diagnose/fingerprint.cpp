#include "diagnose/fingerprint.hpp"

#include <set>

#include "base/crypto.hpp"
#include "base/regex.hpp"
#include "diagnose/paths.hpp"

namespace mendel::diagnose {

namespace {

struct Rewrite {
    base::Regex pattern;
    std::string_view replacement;
};

const std::vector<Rewrite>& rewrites() {
    static const auto k_all = [] {
        std::vector<Rewrite> all;
        all.push_back({base::Regex("(?:/private)?(?:/var/folders/[\\w+-]+/[\\w+-]+/T|/var/tmp|/tmp|"
                                   "[A-Z]:\\\\Users\\\\[^\\\\]+\\\\AppData\\\\Local\\\\Temp)"
                                   "[/\\\\][\\w.+-]+"),
                       "<tmp>"});
        all.push_back({base::Regex(std::string(ci_tree_pattern())), ""});
        all.push_back({base::Regex("(?:/home|/Users|[A-Z]:\\\\Users)[/\\\\][\\w.-]+"), "~"});
        all.push_back({base::Regex("pytest-of-\\w+/pytest-\\d+"), "<tmp>"});
        all.push_back({base::Regex("\\b\\d{4}-\\d\\d-\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d)?"
                                   "(?:[.,]\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)?)?"),
                       "<time>"});
        all.push_back({base::Regex("\\b\\d\\d?:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b"), "<time>"});
        all.push_back({base::Regex("\\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-"
                                   "[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\b"),
                       "<id>"});
        all.push_back({base::Regex("\\b0[xX][0-9a-fA-F]+\\b"), "<address>"});
        all.push_back({base::Regex("\\b(?:[0-9a-f]{32,64}|"
                                   "(?:\\d{1,6}[a-f]|[a-f]{1,6}\\d)[0-9a-f]{5,62})\\b"),
                       "<hash>"});
        all.push_back({base::Regex("\\b\\d+(?:\\.\\d+)?(?:ns|us|\xC2\xB5s|ms|s|sec|min|m|h)\\b"),
                       "<duration>"});
        all.push_back({base::Regex("\\b\\d+(?:\\.\\d+)*(?:[eE][+-]?\\d+)?\\b"), "#"});
        all.push_back({base::Regex("\\s+"), " "});
        return all;
    }();
    return k_all;
}

/// Parts are length-prefixed, so that no two lists of parts hash alike.
void append(std::string& text, std::string_view part) {
    text += std::to_string(part.size()) + ":";
    text += part;
}

void append(std::string& text, const std::set<std::string>& parts) {
    text += std::to_string(parts.size()) + ";";
    for (const auto& part : parts)
        append(text, part);
}

}  // namespace

std::string normalised(std::string_view message) {
    std::string text(message.substr(0, 4096));
    for (const auto& rewrite : rewrites())
        text = rewrite.pattern.replace_all(text, rewrite.replacement);
    return text;
}

std::string fingerprint_of(const model::Failure& failure, std::string_view message) {
    std::set<std::string> files;
    for (const auto& location : failure.locations)
        files.insert(normalised(location.file));
    std::set<std::string> tests;
    for (const auto& test : failure.tests)
        tests.insert(normalised(test.name));
    std::string text = "mendel.fingerprint/1\n";
    append(text, model::name_of(failure.category));
    append(text, failure.tool);
    append(text, failure.rule);
    append(text, normalised(failure.subject));
    append(text, normalised(message));
    append(text, files);
    append(text, tests);
    return base::sha256(text);
}

}  // namespace mendel::diagnose
