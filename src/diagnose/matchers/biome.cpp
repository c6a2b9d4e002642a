#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

/// The first message below a header and how grave its mark says it is.
struct Message {
    std::string_view text;
    Weight weight = Weight::problem;
    std::size_t end = 0;
};

Message message_below(const Section& section, std::size_t header) {
    static const base::Regex k_message("^\\s{2}(×|✖|!|⚠|i|ℹ)\\s+(.*)$");
    Message message;
    message.end = header + 1;
    for (auto i = header + 1; i < section.size() && i < header + 60; ++i) {
        const auto text = section.text(i).substr(0, 2000);
        if (contains(text, "━━━"))
            break;
        if (!text.empty())
            message.end = i + 1;
        const auto groups = message.text.empty() ? k_message.match(text) : std::nullopt;
        if (!groups)
            continue;
        message.text = (*groups)[2];
        if ((*groups)[1] != "×" && (*groups)[1] != "✖")
            message.weight = Weight::warning;
    }
    return message;
}

Category category_of(std::string_view rule) {
    return rule == "parse" ? Category::syntax_error : Category::lint_error;
}

void match_biome(const Section& section, Sink& sink) {
    static const base::Regex k_header(
        "^(\\S.*?)(?::(\\d+):(\\d+))? "
        "((?:lint|assist|suppressions)/[\\w/]+|parse|format|organizeImports)"
        "\\s+(?:FIXABLE\\s+)?━━━");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 4000);
        const auto groups = contains(text, "━━━") ? k_header.match(text) : std::nullopt;
        if (!groups)
            continue;
        const auto message = message_below(section, i);
        const auto rule = (*groups)[4];
        auto finding = finding_at(i, category_of(rule), "biome", rule);
        finding.weight = message.weight;
        finding.end = message.end;
        auto& failure = finding.failure;
        failure.message = message.text;
        const auto number = [&](std::size_t index) {
            return (*groups)[index].empty() ? 0
                                            : static_cast<int>(base::to_number((*groups)[index]));
        };
        failure.locations = {{std::string((*groups)[1]), number(2), number(3)}};
        sink.report(std::move(finding));
    }
}

}  // namespace

const Matcher biome_matcher = {"biome", {"━━━"}, match_biome};

}  // namespace mendel::diagnose
