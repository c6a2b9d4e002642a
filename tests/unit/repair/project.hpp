#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "model/round.hpp"
#include "repair/candidate.hpp"
#include "support/catch.hpp"
#include "sys/environment.hpp"
#include "sys/files.hpp"
#include "sys/process.hpp"

namespace mendel::repair::test {

using Files = std::map<std::string, std::string>;

/// A small project in a temporary folder whose check really runs.
class Project {
  public:
    explicit Project(Files files)
        : m_folder(*sys::TemporaryFolder::make("mendel-repair-test-")), m_files(std::move(files)) {
        for (const auto& [path, text] : m_files)
            write(path, text);
    }

    const std::string& root() const { return m_folder.path(); }
    const std::string& text(const std::string& path) const { return m_files.at(path); }

    model::Round round(const model::Command& check) {
        model::Round round;
        round.check = check;
        round.tree.root = root();
        round.tree.base = "base";
        round.tree.read = [this](const std::string& path) -> base::Result<std::string> {
            const auto found = m_files.find(path);
            if (found == m_files.end())
                return base::fail(base::ErrorKind::user, "There is no such file.", path);
            return found->second;
        };
        round.tree.files = [this]() -> base::Result<std::vector<std::string>> {
            std::vector<std::string> paths;
            for (const auto& [path, text] : m_files)
                paths.push_back(path);
            return paths;
        };
        round.run = [this](const model::RunRequest& request) { return answer(request); };
        round.deadline = std::chrono::steady_clock::now() + std::chrono::minutes(5);
        return round;
    }

    model::Round round(const std::string& line) {
        return round(model::Command{.body = model::Script{"bash", line}});
    }

    /// The candidate that puts `after` for the first `before` of a file.
    Candidate candidate(const std::string& path, const std::string& before,
                        const std::string& after) const {
        auto text = m_files.at(path);
        const auto found = text.find(before);
        REQUIRE(found != std::string::npos);
        text.replace(found, before.size(), after);
        return {.files = {{path, text}}, .file = path};
    }

    /// The packages of tests/tools become the project's own.
    void with_node_modules() const {
        const auto modules = std::string(MENDEL_SOURCE_FOLDER) + "/tests/tools/node_modules";
        const auto made = sys::run_process({.argv = {"ln", "-s", modules, "node_modules"},
                                            .directory = root(),
                                            .environment = sys::allowed_environment()});
        REQUIRE((made && made->exit_code == 0));
    }

    /// Lines of the commands that were run, as a person would type them.
    std::vector<std::string> commands;

  private:
    void write(const std::string& path, const std::string& text) const {
        REQUIRE(sys::write_file(sys::join_path(root(), path), text));
    }

    base::Result<model::RunResult> answer(const model::RunRequest& request) {
        const std::lock_guard<std::mutex> one_at_a_time(m_mutex);
        commands.push_back(model::to_text(request.command));
        if (request.on_top != nullptr)
            for (const auto& change : request.on_top->changes)
                write(change.path, change.after.value_or(""));
        auto ran = run(request);
        if (request.on_top != nullptr)
            for (const auto& change : request.on_top->changes) {
                if (change.before)
                    write(change.path, *change.before);
                else
                    (void)sys::remove_tree(sys::join_path(root(), change.path));
            }
        return ran;
    }

    base::Result<model::RunResult> run(const model::RunRequest& request) const {
        sys::ProcessSpec spec{.argv = model::argv_of(request.command),
                              .directory = sys::join_path(root(), request.command.directory),
                              .environment = sys::allowed_environment(),
                              .standard_input = request.standard_input,
                              .deadline = request.deadline,
                              .merge_streams = request.streams == model::Streams::merged};
        for (const auto& [name, value] : request.command.environment)
            spec.environment[name] = value;
        auto ran = sys::run_process(spec);
        if (!ran)
            return base::fail(ran.error());
        return model::RunResult{.exit_code = ran->exit_code,
                                .timed_out = ran->timed_out,
                                .missing = ran->missing,
                                .output = std::move(ran->output),
                                .error_output = std::move(ran->error_output),
                                .duration = ran->duration};
    }

    sys::TemporaryFolder m_folder;
    Files m_files;
    std::mutex m_mutex;
};

}  // namespace mendel::repair::test
