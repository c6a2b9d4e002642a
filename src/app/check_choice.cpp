#include "app/check_choice.hpp"

#include <algorithm>

#include "base/shell.hpp"
#include "base/text.hpp"
#include "code/invocation.hpp"
#include "diagnose/diagnose.hpp"
#include "evaluate/neighbours.hpp"

namespace mendel::app {

namespace {

/// The tree as it is now: what a snapshot will hold.
code::ReadFile reader_of(const Session& session, const std::string& commit) {
    return [&session, commit](const std::string& path) -> std::optional<std::string> {
        const auto text = session.repository.read(commit, path);
        return text ? *text : std::nullopt;
    };
}

bool is_literal(const base::ShellWord& word) {
    return std::all_of(word.pieces.begin(), word.pieces.end(), [](const auto& piece) {
        return piece.kind == base::ShellPieceKind::literal;
    });
}

/// A command seen only in a log is run only where it is a plain call of a known check tool: one
/// command, no expansion, no variable set.
std::optional<model::Command> runnable(const std::string& text, const code::ReadFile& read) {
    const auto commands = base::shell_commands(text);
    if (commands.size() != 1 || !commands[0].assignments.empty() || commands[0].negated ||
        commands[0].join != base::ShellJoin::end ||
        !std::all_of(commands[0].words.begin(), commands[0].words.end(), is_literal))
        return std::nullopt;
    model::Argv argv;
    for (const auto& word : commands[0].words)
        argv.words.push_back(word.text());
    const model::Command command{.body = std::move(argv)};
    const auto invocations = code::invocations_of(command, read);
    if (invocations.size() != 1 || !code::is_check_tool(invocations.front()))
        return std::nullopt;
    return command;
}

base::Result<model::Command> command_in_log(const std::string& log, const code::ReadFile& read) {
    for (const auto& failure : diagnose::diagnose({.text = log}))
        if (auto command = runnable(failure.command, read))
            return std::move(*command);
    return base::fail(base::ErrorKind::user,
                      "The log shows no command that is a plain call of a known check tool. Give "
                      "the failing command after --.");
}

/// The checks of the request's job, where it names one that has some; else the repository's.
evaluate::RepositoryChecks checks_for(const Session& session, const WorkflowJob& job,
                                      const std::vector<std::string>& files,
                                      const code::ReadFile& read) {
    if (const auto workflow = job.id.empty() ? std::nullopt : read(job.workflow)) {
        auto own = evaluate::job_checks(*workflow, job.id, read);
        if (!own.commands.empty())
            return own;
    }
    return evaluate::repository_checks(session.config, files, read);
}

}  // namespace

base::Result<CheckChoice> choose_check(const Session& session, const HealRequest& request) {
    const auto commit = session.repository.snapshot("choice");
    if (!commit)
        return base::fail(commit.error());
    const auto files = session.repository.files(*commit);
    if (!files)
        return base::fail(files.error());
    const auto read = reader_of(session, *commit);
    auto checks = checks_for(session, request.job, *files, read);
    (void)session.repository.remove_reference("refs/mendel/snapshots/choice");
    CheckChoice choice{.not_rerun = std::move(checks.not_rerun)};
    if (!request.command && !request.log) {
        choice.found = !checks.commands.empty();
        choice.candidates = std::move(checks.commands);
        return choice;
    }
    auto command = request.command ? base::Result<model::Command>(*request.command)
                                   : command_in_log(*request.log, read);
    if (!command)
        return base::fail(command.error());
    choice.found = true;
    choice.check = std::move(*command);
    choice.neighbours = std::move(checks.commands);
    return choice;
}

}  // namespace mendel::app
