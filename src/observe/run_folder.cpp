#include "observe/run_folder.hpp"

#include <algorithm>

#include <fmt/chrono.h>
#include <nlohmann/json.hpp>

#include "base/crypto.hpp"
#include "base/json.hpp"
#include "base/time_format.hpp"
#include "sys/clock.hpp"
#include "sys/environment.hpp"
#include "sys/files.hpp"

namespace mendel::observe {

namespace {

std::string fallback_folder(const std::string& git_folder) {
    const auto base = sys::environment_value("XDG_STATE_HOME")
                          .value_or(sys::join_path(sys::home_folder(), ".local/state"));
    return sys::join_path(base, "mendel/" + base::sha256(git_folder).substr(0, 16));
}

}  // namespace

base::Result<std::string> state_folder(const std::string& git_folder) {
    const auto inside = sys::join_path(git_folder, "mendel");
    if (sys::make_folders(inside) && sys::is_writable(inside))
        return inside;
    const auto outside = fallback_folder(git_folder);
    if (const auto made = sys::make_folders(outside); !made)
        return base::fail(made.error());
    return outside;
}

RunFolder::RunFolder(std::string path, std::string id, model::Clock clock)
    : m_path(std::move(path)), m_id(std::move(id)), m_clock(std::move(clock)) {}

base::Result<RunFolder> RunFolder::make(const std::string& git_folder, const model::Clock& clock) {
    const auto state = state_folder(git_folder);
    return state ? make_in(sys::join_path(*state, "runs"), clock) : base::fail(state.error());
}

base::Result<RunFolder> RunFolder::make_in(const std::string& runs, const model::Clock& clock) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(clock.now());
    const auto id = fmt::format("{:%Y%m%d-%H%M%S}-{}", fmt::gmtime(seconds), sys::random_name(4));
    auto path = sys::join_path(runs, id);
    if (const auto made = sys::make_folders(path); !made)
        return base::fail(made.error());
    return RunFolder(std::move(path), id, clock);
}

base::Status RunFolder::write(const std::string& name, std::string_view text) const {
    return sys::write_file(sys::join_path(m_path, name), text);
}

void RunFolder::record(const model::StageEvent& event) const {
    const base::Json line = {{"time", base::to_rfc3339(m_clock.now())},
                             {"kind", model::name_of(event.kind)},
                             {"stage", event.stage},
                             {"subject", event.subject},
                             {"text", event.text},
                             {"round", event.round}};
    (void)sys::append_line(sys::join_path(m_path, "events.jsonl"), base::to_line(line));
}

base::Result<std::vector<std::string>> run_folders(const std::string& git_folder) {
    const auto state = state_folder(git_folder);
    if (!state)
        return base::fail(state.error());
    std::vector<std::string> paths;
    const auto runs = sys::join_path(*state, "runs");
    if (!sys::is_folder(runs))
        return paths;
    const auto names = sys::list_folder(runs);
    if (!names)
        return base::fail(names.error());
    for (auto name = names->rbegin(); name != names->rend(); ++name)
        paths.push_back(sys::join_path(runs, *name));
    return paths;
}

}  // namespace mendel::observe
