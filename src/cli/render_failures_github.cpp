#include "base/text.hpp"
#include "cli/render_failures.hpp"

namespace mendel::cli {

namespace {

using model::Failure;

constexpr std::size_t k_message_cap = 4000;  ///< the runner cuts annotations at 4,096 characters
constexpr std::size_t k_places_cap = 10;     ///< the runner shows ten of a kind per step

/// Escapes the data of a workflow command as @actions/core does.
std::string escape_data(std::string_view text) {
    auto escaped = base::replace_all(base::ellipsize(text, k_message_cap), "%", "%25");
    escaped = base::replace_all(escaped, "\r", "%0D");
    return base::replace_all(escaped, "\n", "%0A");
}

std::string escape_property(std::string_view text) {
    auto escaped = base::replace_all(escape_data(text), ":", "%3A");
    return base::replace_all(escaped, ",", "%2C");
}

std::string_view kind_of(const Failure& failure) {
    if (failure.caused_by)
        return "notice";
    return failure.severity == model::Severity::low ? "warning" : "error";
}

std::string annotation(const Failure& failure, const model::Location* place) {
    std::string text = "::" + std::string(kind_of(failure)) + " ";
    if (place != nullptr && !place->file.empty()) {
        text += "file=" + escape_property(place->file) + ",";
        if (place->line > 0)
            text += "line=" + std::to_string(place->line) + ",";
        if (place->line > 0 && place->column > 0)
            text += "col=" + std::to_string(place->column) + ",";
    }
    text += "title=" + escape_property(headline_of(failure));
    return text + "::" + escape_data(printable(failure.message)) + "\n";
}

}  // namespace

std::string failures_github(const std::vector<Failure>& failures) {
    std::string text;
    for (const auto& failure : failures) {
        if (failure.locations.empty())
            text += annotation(failure, nullptr);
        for (std::size_t i = 0; i < failure.locations.size() && i < k_places_cap; ++i)
            text += annotation(failure, &failure.locations[i]);
    }
    return text;
}

}  // namespace mendel::cli
