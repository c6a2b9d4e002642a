#include "diagnose/redact.hpp"

namespace mendel::diagnose {

void redact(model::Failure& failure, base::PersonalData personal) {
    const auto clean = [personal](std::string& text) { text = base::redacted(text, personal); };
    for (auto* text :
         {&failure.subject, &failure.step, &failure.command, &failure.message, &failure.evidence})
        clean(*text);
    for (auto& test : failure.tests)
        for (auto* text : {&test.name, &test.message, &test.expected, &test.actual})
            clean(*text);
    for (auto& suggestion : failure.suggestions)
        clean(suggestion);
}

}  // namespace mendel::diagnose
