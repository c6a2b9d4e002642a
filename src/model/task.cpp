#include "model/task.hpp"

#include <algorithm>
#include <array>

namespace mendel::model {

namespace {

struct KindName {
    TaskKind kind;
    std::string_view name;
};

constexpr std::array k_kinds = {
    KindName{TaskKind::fix_test_failure, "fix_test_failure"},
    KindName{TaskKind::fix_build_failure, "fix_build_failure"},
    KindName{TaskKind::fix_type_error, "fix_type_error"},
    KindName{TaskKind::fix_lint, "fix_lint"},
    KindName{TaskKind::fix_dependency, "fix_dependency"},
    KindName{TaskKind::fix_security, "fix_security"},
    KindName{TaskKind::fix_timeout, "fix_timeout"},
    KindName{TaskKind::add_tests, "add_tests"},
    KindName{TaskKind::refactor, "refactor"},
    KindName{TaskKind::document, "document"},
    KindName{TaskKind::implement, "implement"},
    KindName{TaskKind::review, "review"},
};

bool is_id_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
}

}  // namespace

std::string_view name_of(TaskKind kind) {
    return std::find_if(k_kinds.begin(), k_kinds.end(),
                        [&](const KindName& each) { return each.kind == kind; })
        ->name;
}

std::optional<TaskKind> task_kind_named(std::string_view name) {
    const auto found = std::find_if(k_kinds.begin(), k_kinds.end(),
                                    [&](const KindName& each) { return each.name == name; });
    return found == k_kinds.end() ? std::nullopt : std::optional(found->kind);
}

bool is_task_id(std::string_view text) {
    return !text.empty() && text.size() <= 100 && text[0] != '.' && text[0] != '-' &&
           std::all_of(text.begin(), text.end(), is_id_letter);
}

}  // namespace mendel::model
