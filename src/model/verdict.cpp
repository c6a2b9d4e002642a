#include "model/verdict.hpp"

#include <fmt/format.h>

namespace mendel::model {

std::string_view name_of(VerdictState state) {
    switch (state) {
        case VerdictState::green:
            return "green";
        case VerdictState::progress:
            return "progress";
        case VerdictState::refused:
            return "refused";
    }
    return "refused";
}

std::string to_text(const Refusal& refusal) {
    if (refusal.file.empty())
        return fmt::format("{} ({})", refusal.message, refusal.rule);
    if (refusal.line == 0)
        return fmt::format("{}: {} ({})", refusal.file, refusal.message, refusal.rule);
    return fmt::format("{}:{}: {} ({})", refusal.file, refusal.line, refusal.message, refusal.rule);
}

}  // namespace mendel::model
