#include "base/text.hpp"
#include "cli/render_failures.hpp"
#include "publish/workflow_commands.hpp"

namespace mendel::cli {

namespace {

using model::Failure;

constexpr std::size_t k_message_cap = 4000;  ///< the runner cuts annotations at 4,096 characters
constexpr std::size_t k_places_cap = 10;     ///< the runner shows ten of a kind per step

publish::Annotation kind_of(const Failure& failure) {
    if (failure.caused_by)
        return publish::Annotation::notice;
    return failure.severity == model::Severity::low ? publish::Annotation::warning
                                                    : publish::Annotation::error;
}

std::string annotation(const Failure& failure, const model::Location* place) {
    publish::AnnotationPlace shown{.title = base::ellipsize(headline_of(failure), k_message_cap)};
    if (place != nullptr && !place->file.empty()) {
        shown.file = base::ellipsize(place->file, k_message_cap);
        shown.line = place->line;
        shown.column = place->column;
    }
    return publish::annotation(kind_of(failure),
                               base::ellipsize(printable(failure.message), k_message_cap), shown);
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
