#include "develop/stages/handed_over.hpp"

#include <fmt/format.h>

#include "model/request_json.hpp"
#include "plan/plan_json.hpp"
#include "sys/beneath.hpp"
#include "sys/files.hpp"

namespace mendel::develop {

namespace {

constexpr std::uint64_t k_longest_file = std::uint64_t{32} << 20;

base::Result<std::string> file_of(const std::string& folder, const std::string& name) {
    if (!sys::is_folder(folder))
        return base::fail(base::ErrorKind::user,
                          "The job before left no artifact. Look at its log for the reason.",
                          folder);
    const auto entry = sys::entry_beneath(folder, name);
    if (!entry)
        return base::fail(entry.error());
    if (entry->kind == sys::EntryKind::none)
        return base::fail(base::ErrorKind::user,
                          "The artifact lacks this file. Look at the log of the job before.", name);
    if (entry->kind != sys::EntryKind::file || entry->size > k_longest_file)
        return base::fail(base::ErrorKind::refused,
                          "The artifact's file is no plain file of at most 32 MiB. Run the job "
                          "again.",
                          name);
    auto text = sys::read_beneath(folder, name);
    if (!text)
        return base::fail(text.error());
    return text->value_or("");
}

}  // namespace

base::Result<model::Request> develop_request(const app::ActionContext& context) {
    auto request = model::parse_request(context.input("request"), "the input request");
    if (!request)
        return request;
    if (request->repository != context.repository)
        return base::fail(base::ErrorKind::refused,
                          "The request is for another repository. Pass on intake's own output.",
                          request->repository);
    if (request->mission != model::Mission::develop)
        return base::fail(base::ErrorKind::user,
                          "The request asks for no feature. Set mission: develop for the stage "
                          "intake.",
                          std::string(model::name_of(request->mission)));
    return request;
}

base::Result<HandedPlan> handed_plan(const std::string& folder, const model::Request& request) {
    const auto pattern = pattern_named(request.options.pattern);
    if (!pattern)
        return base::fail(pattern.error());
    const auto text = file_of(folder, "plan.json");
    if (!text)
        return base::fail(text.error());
    auto plan = plan::parse_plan(*text, "plan.json");
    if (!plan)
        return base::fail(base::ErrorKind::refused, plan.error().message, "plan.json");
    auto fan = fan_out(*plan, *pattern, request.options.instances);
    return HandedPlan{std::move(*plan), *pattern, std::move(fan)};
}

Returns handed_parts(const std::string& folder, const FanOut& fan,
                     const std::function<void(const std::string&, const base::Error&)>& unread) {
    Returns returns;
    for (const auto& entry : fan.entries) {
        auto state = handed_mission(sys::join_path(folder, k_part_artifact + entry.id));
        if (state)
            returns.emplace(entry.id, std::move(*state));
        else
            unread(entry.id, state.error());
    }
    return returns;
}

base::Result<MissionState> handed_mission(const std::string& folder) {
    const auto text = file_of(folder, "mission.json");
    if (!text)
        return base::fail(text.error());
    auto state = parse_mission(*text, "mission.json", Onward::report);
    if (!state)
        return base::fail(base::ErrorKind::refused, state.error().message, "mission.json");
    return state;
}

}  // namespace mendel::develop
