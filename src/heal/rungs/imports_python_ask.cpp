#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "base/text.hpp"
#include "code/invocation.hpp"
#include "heal/data.hpp"
#include "heal/rungs/imports_python.hpp"

namespace mendel::heal {

namespace {

bool is_interpreter(const std::string& word) {
    const auto name = file_name_of(word);
    return name.rfind("python", 0) == 0 || name.rfind("pypy", 0) == 0;
}

/// How the check starts Python: `.venv/bin/python -m pytest`, or the interpreter beside its tool.
model::Command interpreter_of(const Workspace& workspace) {
    const auto& round = workspace.round();
    model::Command command{.directory = round.check.directory,
                           .environment = round.check.environment};
    std::vector<std::string> words = {"python3"};
    const auto read = [&](const std::string& path) { return workspace.read(path); };
    for (const auto& invocation : code::invocations_of(round.check, read)) {
        if (invocation.launcher.empty())
            continue;
        for (const auto& [name, value] : invocation.environment)
            command.environment[name] = value;
        if (!invocation.directory.empty())
            command.directory = invocation.directory;
        // Words before it (`poetry run`, `uv run`) choose the environment and stay.
        std::size_t last = 0;
        for (std::size_t i = 0; i < invocation.launcher.size(); ++i)
            if (is_interpreter(invocation.launcher[i]))
                last = i + 1;
        const auto& launcher = invocation.launcher;
        const auto& program = launcher[0];
        if (last > 0)
            words.assign(launcher.begin(), launcher.begin() + static_cast<std::ptrdiff_t>(last));
        else if (launcher.size() == 1 && program.find('/') != std::string::npos)
            words = {folder_of(program) + "/python"};
        else
            continue;
        break;
    }
    command.body = model::Argv{words};
    return command;
}

std::optional<model::RunResult> run_script(const Workspace& workspace, model::Command command,
                                           const std::string& question) {
    auto& words = std::get<model::Argv>(command.body).words;
    words.insert(words.end(), {"-c", std::string(data_file("python_probe.py")), question});
    const auto result = workspace.round().run({.command = command,
                                               .deadline = std::chrono::seconds(60),
                                               .streams = model::Streams::apart});
    if (!result || result->missing || result->exit_code != 0)
        return std::nullopt;
    return *result;
}

}  // namespace

PythonAnswers ask_python(const Workspace& workspace, const PythonQuestion& question) {
    PythonAnswers answers;
    if (!workspace.round().run)
        return answers;
    const auto asked = base::to_line({{"name", question.name},
                                      {"modules", question.modules},
                                      {"uses", question.uses},
                                      {"scan", question.scan}});
    auto command = interpreter_of(workspace);
    auto result = run_script(workspace, command, asked);
    if (!result) {
        command.body = model::Argv{{"python3"}};
        result = run_script(workspace, command, asked);
    }
    if (!result)
        return answers;
    const auto lines = base::split_lines(result->output);
    const auto json = base::parse_json(lines.empty() ? "" : lines.back(), "python");
    if (!json || !json->is_object())
        return answers;
    answers.asked = true;
    answers.importable = json->value("importable", std::set<std::string>());
    answers.exporters = json->value("exporters", std::vector<std::string>());
    answers.names = json->value("names", std::map<std::string, std::vector<std::string>>());
    answers.installed = json->value("installed", std::vector<std::string>());
    return answers;
}

}  // namespace mendel::heal
