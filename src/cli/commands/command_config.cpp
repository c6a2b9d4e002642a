#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/exit_code.hpp"
#include "cli/repository_root.hpp"
#include "cli/style.hpp"
#include "config/config.hpp"
#include "config/config_json.hpp"
#include "sys/files.hpp"

namespace mendel::cli {

namespace {

using base::Json;

base::Result<config::ConfigSource> source_of(const GlobalOptions& global,
                                             const std::optional<std::string>& file) {
    const auto root = repository_root(global);
    if (!root)
        return base::fail(root.error());
    return config::find_config(*root, file ? file : global.config);
}

/// "file:line:column" taken apart; line and column are null where the problem is the whole file's.
Json problem_json(const base::Error& error, const std::string& file) {
    Json line;
    Json column;
    if (error.where.size() > file.size()) {
        const auto marks = base::split(std::string_view(error.where).substr(file.size() + 1), ':');
        line = base::to_number(marks.front());
        column = base::to_number(marks.back());
    }
    return {{"file", file}, {"line", line}, {"column", column}, {"message", error.message}};
}

Json check_json(const config::ConfigSource& source, const std::vector<base::Error>& problems) {
    Json json = {{"schema", "mendel.config_check/1"},
                 {"file", source.text ? Json(source.file) : Json()},
                 {"valid", problems.empty()},
                 {"problems", Json::array()}};
    for (const auto& problem : problems)
        json["problems"].push_back(problem_json(problem, source.file));
    return json;
}

std::string check_text(const config::ConfigSource& source, const std::vector<base::Error>& problems,
                       const Style& style) {
    if (!source.text)
        return "There is no " + printable(source.file) + ": the defaults hold.\n";
    std::string text;
    for (const auto& problem : problems)
        text += style.bold(printable(problem.where)) + ": " + printable(problem.message) + "\n";
    if (problems.empty())
        return printable(source.file) + " is " + style.green("valid") + ".\n";
    return text + style.red(base::counted(problems.size(), "problem")) + " in " +
           printable(source.file) + ".\n";
}

base::Result<int> run_check(const GlobalOptions& global, const std::optional<std::string>& file) {
    const auto source = source_of(global, file);
    if (!source)
        return base::fail(source.error());
    const auto problems = config::check_config(source->text.value_or(""), source->file);
    std::cout << (global.json ? base::to_pretty_text(check_json(*source, problems))
                              : check_text(*source, problems, style_for(global, 1)));
    return problems.empty() ? k_done : k_usage;
}

std::string dotted(const std::string& pointer) {
    return base::replace_all(pointer.substr(1), "/", ".");
}

Json show_json(const config::ConfigSource& source, const config::Config& config) {
    Json origins = Json::object();
    for (const auto& [pointer, origin] : config.origins)
        origins[dotted(pointer)] = origin;
    return {{"schema", "mendel.config_show/1"},
            {"file", source.text ? Json(source.file) : Json()},
            {"values", config::to_json(config)},
            {"origins", std::move(origins)},
            {"always_denied", config::always_denied()}};
}

std::string show_text(const config::Config& config, const Style& style) {
    const auto values = config::to_json(config);
    std::string text;
    for (const auto& pointer : config::key_pointers())
        text += fmt::format("{:<16} {}  {}\n", dotted(pointer),
                            printable(base::to_line(values[Json::json_pointer(pointer)])),
                            style.dim("(" + printable(config.origins.at(pointer)) + ")"));
    return text + fmt::format("{:<16} {}  {}\n", "always denied",
                              base::to_line(Json(config::always_denied())),
                              style.dim("(built in)"));
}

base::Result<int> run_show(const GlobalOptions& global) {
    const auto source = source_of(global, std::nullopt);
    if (!source)
        return base::fail(source.error());
    const auto config = config::parse_config(source->text.value_or(""), source->file);
    if (!config)
        return base::fail(config.error());
    std::cout << (global.json ? base::to_pretty_text(show_json(*source, *config))
                              : show_text(*config, style_for(global, 1)));
    return k_done;
}

}  // namespace

void add_config_command(CLI::App& root, CommandBody& chosen) {
    auto* verb = root.add_subcommand("config", "Check or show the configuration");
    verb->require_subcommand(1);
    verb->footer("Example: mendel config show --json");

    const auto file = std::make_shared<std::optional<std::string>>();
    auto* check = verb->add_subcommand("check", "Every problem with its line and column");
    check->add_option("file", *file, "The file to check (default: .github/mendel.yml)");
    check->footer("Example: mendel config check .github/mendel.yml");
    check->callback([&chosen, file] {
        chosen = [file](const GlobalOptions& global) { return run_check(global, *file); };
    });

    auto* show = verb->add_subcommand("show", "The effective values and where each came from");
    show->footer("Example: mendel config show --json");
    show->callback([&chosen] { chosen = run_show; });
}

}  // namespace mendel::cli
