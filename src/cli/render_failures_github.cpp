#include <map>

#include "base/text.hpp"
#include "cli/render_failures.hpp"
#include "publish/workflow_commands.hpp"

namespace mendel::cli {

namespace {

using model::Failure;

constexpr std::size_t k_message_cap = 4000;   ///< the runner cuts annotations at 4,096 characters
constexpr std::size_t k_most_of_a_kind = 10;  ///< what the runner shows of one step

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

/// Writes annotations until there are as many of a kind as are shown.
class Annotations {
  public:
    void add(const Failure& failure, const model::Location* place) {
        auto& count = m_counts[kind_of(failure)];
        if (count < k_most_of_a_kind)
            m_text += annotation(failure, place);
        ++count;
    }

    std::string take() { return std::move(m_text); }

  private:
    std::map<publish::Annotation, std::size_t> m_counts;
    std::string m_text;
};

}  // namespace

std::string failures_github(const std::vector<Failure>& failures) {
    Annotations annotations;
    for (const auto& failure : failures)
        annotations.add(failure, failure.locations.empty() ? nullptr : failure.locations.data());
    for (const auto& failure : failures)
        for (std::size_t i = 1; i < failure.locations.size(); ++i)
            annotations.add(failure, &failure.locations[i]);
    return annotations.take();
}

}  // namespace mendel::cli
