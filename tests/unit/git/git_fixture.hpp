#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "git/repository.hpp"
#include "sys/environment.hpp"
#include "sys/file_node.hpp"
#include "sys/files.hpp"
#include "sys/process.hpp"

namespace mendel::git::test {

/// What a run of the real git program gave.
struct GitRun {
    int exit_code = 0;
    std::string output;
};

/// A temporary folder in which the real git program makes repositories, untouched by the user's
/// own configuration.
class GitFixture {
  public:
    GitFixture() : m_folder(*sys::TemporaryFolder::make("mendel-git")) {
        sys::write_file(path("home/.gitconfig"),
                        "[user]\nname = A User\nemail = user@example.org\n[init]\n"
                        "defaultBranch = main\n[protocol \"file\"]\nallow = always\n"
                        "[advice]\ndetachedHead = false\n[gc]\nauto = 0\n");
    }

    std::string path(const std::string& name) const {
        return sys::join_path(*sys::canonical_path(m_folder.path()), name);
    }

    /// Runs git in a folder of the fixture; both streams in one.
    GitRun run(const std::string& folder, std::vector<std::string> arguments,
               const std::string& input = {}) const {
        arguments.insert(arguments.begin(), "git");
        auto environment = sys::allowed_environment();
        environment["HOME"] = path("home");
        environment["GIT_CONFIG_NOSYSTEM"] = "1";
        environment["GIT_AUTHOR_DATE"] = environment["GIT_COMMITTER_DATE"] = "1700000000 +0000";
        const auto result = sys::run_process({.argv = arguments,
                                              .directory = path(folder),
                                              .environment = environment,
                                              .standard_input = input});
        return result ? GitRun{result->exit_code, result->output}
                      : GitRun{-1, base::describe(result.error())};
    }

    /// Runs git and throws where it fails: a fixture that cannot be made is no test.
    std::string git(const std::string& folder, const std::vector<std::string>& arguments,
                    const std::string& input = {}) const {
        const auto result = run(folder, arguments, input);
        if (result.exit_code != 0)
            throw std::runtime_error("git " + arguments.front() + ": " + result.output);
        return result.output;
    }

    void write(const std::string& file, const std::string& text, unsigned mode = 0644) const {
        sys::remove_tree(path(file));
        sys::write_file(path(file), text, mode);
    }

    std::string read(const std::string& file) const {
        return sys::read_file(path(file)).value_or("(no file)");
    }

    /// A repository with one commit: a.txt, an executable run.sh, a link and a file in a folder.
    void make_repository(const std::string& folder) const {
        sys::make_folders(path(folder));
        git(folder, {"init", "-q"});
        write(folder + "/a.txt", "one\ntwo\nthree\n");
        write(folder + "/run.sh", "#!/bin/sh\n", 0755);
        write(folder + "/sub/b.txt", "b\n");
        write(folder + "/.gitignore", "*.log\nbuild/\n");
        link(folder + "/link", "a.txt");
        commit_all(folder, "first");
    }

    void link(const std::string& file, const std::string& target) const {
        sys::remove_tree(path(file));
        sys::create_link(path(file), target);
    }

    std::string commit_all(const std::string& folder, const std::string& message) const {
        git(folder, {"add", "-A"});
        git(folder, {"commit", "-q", "--allow-empty", "-m", message});
        return head(folder);
    }

    std::string head(const std::string& folder) const {
        auto hash = git(folder, {"rev-parse", "HEAD"});
        hash.resize(40);
        return hash;
    }

    Repository open(const std::string& folder) const {
        auto repository = Repository::open(path(folder));
        if (!repository)
            throw std::runtime_error(base::describe(repository.error()));
        return std::move(*repository);
    }

  private:
    sys::TemporaryFolder m_folder;
};

}  // namespace mendel::git::test
