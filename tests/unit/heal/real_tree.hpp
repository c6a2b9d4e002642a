#pragma once

#include <map>
#include <string>
#include <vector>

#include "heal/rungs.hpp"
#include "support/catch.hpp"
#include "sys/environment.hpp"
#include "sys/files.hpp"
#include "sys/process.hpp"

namespace mendel::test {

/// A small repository in a temporary folder in which real tools run, as a Round sees it.
class RealTree {
  public:
    explicit RealTree(std::map<std::string, std::string> files)
        : m_folder(*sys::TemporaryFolder::make("mendel_heal_")), m_files(std::move(files)) {
        write(m_files);
    }

    const std::string& root() const { return m_folder.path(); }

    /// The packages of tests/tools become the repository's own.
    void with_node_modules() {
        const auto modules = std::string(MENDEL_SOURCE_FOLDER) + "/tests/tools/node_modules";
        shell("ln -s '" + modules + "' node_modules");
    }

    sys::ProcessResult shell(const std::string& line) const {
        return run({"bash", "-c", line}, "", {});
    }

    /// Whether the repository has a file other than those it began with.
    bool has(const std::string& path) const { return sys::exists(sys::join_path(root(), path)); }

    void apply(const model::Patch& patch) {
        for (const auto& change : patch.changes)
            m_files[change.path] = change.after.value_or("");
        write(m_files);
    }

    const std::map<std::string, std::string>& files() const { return m_files; }

    /// The round of a failing shell line with its failures, the first one the target.
    model::Round round(const std::string& line, std::vector<model::Failure> failures) {
        model::Round round;
        round.failures = std::move(failures);
        round.failure = round.failures.at(0);
        round.check.body = model::Script{"bash", line};
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
        return round;
    }

  private:
    void write(const std::map<std::string, std::string>& files) const {
        for (const auto& [path, text] : files)
            REQUIRE(sys::write_file(sys::join_path(root(), path), text));
    }

    sys::ProcessResult run(std::vector<std::string> argv, const std::string& folder,
                           const std::map<std::string, std::string>& environment) const {
        sys::ProcessSpec spec;
        spec.argv = std::move(argv);
        spec.directory = folder.empty() ? root() : sys::join_path(root(), folder);
        spec.environment = sys::allowed_environment();
        for (const auto& [name, value] : environment)
            spec.environment[name] = value;
        auto result = sys::run_process(spec);
        REQUIRE(result);
        return *result;
    }

    base::Result<model::RunResult> answer(const model::RunRequest& request) const {
        auto before = m_files;
        if (request.on_top != nullptr) {
            for (const auto& change : request.on_top->changes)
                before[change.path] = change.after.value_or("");
            write(before);
        }
        const auto ran = run(model::argv_of(request.command), request.command.directory,
                             request.command.environment);
        model::RunResult result{
            .exit_code = ran.exit_code, .missing = ran.missing, .output = ran.output};
        for (const auto& [path, text] : before) {
            const auto now = sys::read_file(sys::join_path(root(), path));
            if (now && *now != text)
                result.changes.changes.push_back({.path = path, .before = text, .after = *now});
        }
        write(m_files);
        return result;
    }

    sys::TemporaryFolder m_folder;
    std::map<std::string, std::string> m_files;
};

/// Whether a program can be started here.
inline bool is_here(const std::string& program) {
    return sys::find_program(program, sys::allowed_environment()).has_value();
}

}  // namespace mendel::test
