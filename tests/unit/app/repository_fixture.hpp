#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/session.hpp"
#include "support/catch.hpp"
#include "sys/files.hpp"

namespace mendel::test {

/// A small repository without a commit, opened as the command line would.
class Repository {
  public:
    explicit Repository(const std::map<std::string, std::string>& files) {
        const auto root = m_folder.path() + "/tree";
        REQUIRE(git::Repository::initialise(root).has_value());
        for (const auto& [name, text] : files)
            REQUIRE(sys::write_file(root + "/" + name, text).has_value());
        m_session.emplace(app::open_session({.folder = root}).value());
    }

    const app::Session& session() const { return *m_session; }

  private:
    sys::TemporaryFolder m_folder = sys::TemporaryFolder::make("mendel-app").value();
    std::optional<app::Session> m_session;
};

inline model::Command script(const std::string& text) {
    return {.body = model::Script{"bash", text}};
}

inline std::vector<std::string> texts(const std::vector<model::Command>& commands) {
    std::vector<std::string> all;
    for (const auto& command : commands)
        all.push_back(model::to_text(command));
    return all;
}

}  // namespace mendel::test
