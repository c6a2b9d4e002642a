#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/command.hpp"

namespace mendel::model {

/// What a Task asks for; each kind has one prompt of its name (src/agent/data/prompts).
enum class TaskKind {
    fix_test_failure,
    fix_build_failure,
    fix_type_error,
    fix_lint,
    fix_dependency,
    fix_security,
    fix_timeout,
    add_tests,
    refactor,
    document,
    implement,
    review,
};

/// Who stands behind a text: the user or the configuration, or anybody at all. What a stranger
/// wrote is shown to an agent as quarantined data, never as an instruction.
enum class Trust { user, stranger };

/// A text that a Task brings along: a log, an issue, a diff, what was tried before.
struct Evidence {
    std::string source;       ///< what it is: "log", "issue 12", "attempt 1"
    std::string author = {};  ///< login of who wrote it, where known
    Trust trust = Trust::stranger;
    bool edited = false;  ///< changed after it was first written
    std::string text;
};

/// Which files the Patch of a Task may touch; narrows the scope of the configuration, never widens
/// it.
struct TaskScope {
    std::vector<std::string> write = {"**"};
    std::vector<std::string> deny = {};
    int max_files = 50;
    int max_lines = 2000;
};

/// What one Task may use up; 0 leaves a limit to the configuration.
struct TaskLimits {
    int minutes = 0;
    double usd = 0;
    long tokens = 0;
    int turns = 0;
};

/// How one Task stands in a Plan.
struct TaskPlan {
    std::vector<std::string> depends_on = {};  ///< ids of Tasks that must be done before
    std::vector<std::string> skills = {};      ///< "python", "testing"
    double estimate_minutes = 0;
    double risk = 0;   ///< 0 to 1
    int priority = 0;  ///< higher first
};

/// One node of a Plan: something to change, on instruction, inside limits.
struct Task {
    std::string id;  ///< letters, digits, '.', '-' and '_'
    TaskKind kind = TaskKind::implement;
    std::string title;             ///< one line
    std::string instruction = {};  ///< what to do, in the words of the user or of the plan
    std::vector<Evidence> evidence = {};
    std::vector<std::string> files = {};     ///< where to look first, relative paths
    std::vector<std::string> criteria = {};  ///< what must hold when it is done, one sentence each
    std::vector<Command> verify = {};  ///< the checks that decide; empty: the repository's own
    TaskScope scope = {};
    TaskLimits limits = {};
    TaskPlan plan = {};
};

std::string_view name_of(TaskKind kind);
/// The kind with this name, nothing where there is none.
std::optional<TaskKind> task_kind_named(std::string_view name);

/// Whether the text can be the id of a Task: 1 to 100 letters, digits, '.', '-' and '_', not
/// beginning with '.' or '-'.
bool is_task_id(std::string_view text);

}  // namespace mendel::model
