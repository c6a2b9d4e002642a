#include "repair/python_suite.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <nlohmann/json.hpp>

#include "code/invocation.hpp"
#include "sys/environment.hpp"
#include "sys/files.hpp"

namespace mendel::repair {
namespace {

using Words = std::vector<std::string>;

constexpr std::array k_helper = {
    "mendel_repair.py",       "mendel_repair_course.py", "mendel_repair_load.py",
    "mendel_repair_plain.py", "mendel_repair_pool.py",   "mendel_repair_pytest.py",
    "mendel_repair_scout.py", "mendel_repair_serve.py",  "mendel_repair_state.py",
    "mendel_repair_swap.py",  "mendel_repair_trace.py"};

std::string file_name_of(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

bool is_interpreter(const std::string& word) {
    const auto name = file_name_of(word);
    return name.rfind("python", 0) == 0 || name.rfind("pypy", 0) == 0;
}

/// The words up to the interpreter, with what chooses the environment (`poetry run`) in front.
std::optional<Words> interpreter_of(const code::Invocation& invocation) {
    const auto& launcher = invocation.launcher;
    const auto found = std::find_if(launcher.begin(), launcher.end(), is_interpreter);
    if (found == launcher.end())
        return {};
    return Words(launcher.begin(), found + 1);
}

bool is_pytest(const std::string& tool) {
    return tool == "pytest" || tool == "pytest-3" || tool == "py.test";
}

/// How pytest is started, without `coverage run`, from the virtual environment where one is meant.
Words pytest_launcher(const code::Invocation& invocation, const std::string& root) {
    if (!invocation.virtual_environment.empty()) {
        const auto own = root + "/" + invocation.virtual_environment + "/bin/python";
        if (sys::exists(own))
            return {own, "-m", "pytest"};
    }
    const auto& launcher = invocation.launcher;
    const bool is_covered = std::find_if(launcher.begin(), launcher.end(), [](const auto& word) {
                                return file_name_of(word) == "coverage";
                            }) != launcher.end();
    if (!is_covered)
        return launcher;
    auto words = interpreter_of(invocation).value_or(Words{"python3"});
    words.insert(words.end(), {"-m", "pytest"});
    return words;
}

std::optional<PythonSuite> suite_of(const code::Invocation& invocation, const std::string& root) {
    const auto helper = root + "/" + std::string(k_helper_folder) + "/mendel_repair.py";
    PythonSuite suite;
    Words words;
    auto arguments = invocation.arguments;
    if (is_pytest(invocation.tool)) {
        suite.kind = "pytest";
        words = pytest_launcher(invocation, root);
        words.insert(words.end(), {"-p", "mendel_repair"});
    } else if (invocation.tool == "unittest") {
        suite.kind = "unittest";
        words = interpreter_of(invocation).value_or(Words{"python3"});
        words.insert(words.end(), {helper, "unittest"});
    } else if (is_interpreter(invocation.tool)) {
        const auto script = std::find_if(arguments.begin(), arguments.end(),
                                         [](const auto& word) { return word.rfind('-', 0) != 0; });
        const auto ending = std::string_view(".py");
        if (script == arguments.end() || script->size() <= ending.size() ||
            script->compare(script->size() - ending.size(), ending.size(), ending) != 0)
            return {};
        suite.kind = "script";
        words = invocation.launcher;
        words.insert(words.end(), arguments.begin(), script);
        words.insert(words.end(), {helper, "script"});
        arguments.erase(arguments.begin(), script);
    } else {
        return {};
    }
    words.insert(words.end(), arguments.begin(), arguments.end());
    suite.command = {.body = model::Argv{words},
                     .directory = invocation.directory,
                     .environment = invocation.environment};
    return suite;
}

/// The helper's folder first on Python's path, what the suite has there after it.
void add_python_path(model::Command& command, const std::string& root) {
    auto path = root + "/" + std::string(k_helper_folder);
    const auto own = command.environment.find("PYTHONPATH");
    const auto outer = sys::environment_value("PYTHONPATH");
    const auto after = own != command.environment.end() ? own->second : outer.value_or("");
    command.environment["PYTHONPATH"] = after.empty() ? path : path + ":" + after;
    command.environment["PYTHONDONTWRITEBYTECODE"] = "1";
}

}  // namespace

std::vector<PythonSuite> python_suites(const model::Round& round) {
    const auto read = [&](const std::string& path) -> std::optional<std::string> {
        auto text = round.tree.read(path);
        return text ? std::optional(std::move(*text)) : std::nullopt;
    };
    std::vector<PythonSuite> suites;
    for (const auto& invocation : code::invocations_of(round.check, read)) {
        auto suite = suite_of(invocation, round.tree.root);
        if (!suite)
            continue;
        for (const auto& [name, value] : round.check.environment)
            suite->command.environment.try_emplace(name, value);
        add_python_path(suite->command, round.tree.root);
        suites.push_back(std::move(*suite));
    }
    return suites;
}

base::Result<HelperRun> run_python(const model::Round& round, const PythonSuite& suite,
                                   std::vector<nlohmann::json> lines,
                                   std::chrono::milliseconds deadline) {
    return run_helper(round, {.command = suite.command,
                              .on_top = helper_files(round, {k_helper.begin(), k_helper.end()}),
                              .lines = std::move(lines),
                              .deadline = deadline});
}

}  // namespace mendel::repair
