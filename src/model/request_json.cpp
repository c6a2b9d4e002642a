#include "model/request_json.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/json.hpp"

namespace mendel::model {

namespace {

using nlohmann::json;

constexpr auto k_schema = "mendel.request/1";
constexpr std::size_t k_most_bytes = 65'536;
constexpr std::size_t k_most_text = 255;
constexpr std::size_t k_most_feature = 4'000;
constexpr std::size_t k_most_rungs = 100;

constexpr std::array k_missions = {Mission::heal,    Mission::report, Mission::cleanup,
                                   Mission::develop, Mission::evolve, Mission::create};

/// The one list of texts, numbers and counts: calls `visit(name, field)` for each.
template <class AnyRequest, class Visit>
void for_each_field(AnyRequest& request, const Visit& visit) {
    visit("repository", request.repository);
    visit("event", request.event);
    visit("actor", request.actor);
    visit("number", request.number);
    visit("comment_id", request.comment_id);
    visit("run_id", request.run_id);
    visit("run_attempt", request.run_attempt);
    visit("workflow_path", request.workflow_path);
    visit("head_branch", request.head_branch);
    visit("head_commit", request.head_commit);
    visit("tested_commit", request.tested_commit);
    visit("base_branch", request.base_branch);
    visit("default_branch", request.default_branch);
    visit("head_repository", request.head_repository);
    visit("is_fork", request.is_fork);
    visit("apply", request.apply);
    visit("fingerprint", request.fingerprint);
    visit("category", request.category);
    visit("attempt", request.attempt);
}

/// Fields that requests of older versions do not have.
template <class AnyRequest, class Visit>
void for_each_later_field(AnyRequest& request, const Visit& visit) {
    visit("approved", request.approved);
    visit("approved_by", request.approved_by);
}

/// The one list of the members of `options` that are not of every mission.
template <class AnyOptions, class Visit>
void for_each_option(AnyOptions& options, const Visit& visit) {
    visit("strategy", options.strategy);
    visit("complexity", options.complexity);
    visit("pattern", options.pattern);
    visit("instances", options.instances);
}

bool is_plain(const std::string& text) {
    return text.size() <= k_most_text && std::none_of(text.begin(), text.end(), [](char c) {
               return (c >= 0 && c < ' ') || c == '\x7f';
           });
}

bool read(const json& value, std::string& field) {
    if (!value.is_string())
        return false;
    field = value.get<std::string>();
    return is_plain(field);
}

bool read(const json& value, bool& field) {
    if (!value.is_boolean())
        return false;
    field = value.get<bool>();
    return true;
}

bool read(const json& value, std::int64_t& field) {
    if (!value.is_number_integer() || value > std::int64_t{1} << 53 || value < 0)
        return false;
    field = value.get<std::int64_t>();
    return true;
}

bool read(const json& value, int& field) {
    std::int64_t wide = 0;
    if (!read(value, wide) || wide > 1'000'000)
        return false;
    field = static_cast<int>(wide);
    return true;
}

bool read(const json& value, std::vector<std::string>& field) {
    if (!value.is_array() || value.size() > k_most_rungs)
        return false;
    for (const auto& item : value)
        if (!read(item, field.emplace_back()))
            return false;
    return true;
}

bool read(const json& value, Mission& field) {
    const auto found = std::find_if(k_missions.begin(), k_missions.end(),
                                    [&](Mission mission) { return value == name_of(mission); });
    if (found == k_missions.end())
        return false;
    field = *found;
    return true;
}

bool empty_or(bool (*holds)(std::string_view), const std::string& text) {
    return text.empty() || holds(text);
}

/// Whether the members of the mission develop are all there and well.
bool read_feature(const json& options, Request& request) {
    if (request.mission != Mission::develop)
        return true;
    const auto feature = options.value("feature", json());
    if (!feature.is_string())
        return false;
    request.options.feature = feature.get<std::string>();
    bool is_well =
        !request.options.feature.empty() && request.options.feature.size() <= k_most_feature;
    for_each_option(request.options, [&](const char* name, auto& field) {
        is_well = is_well && read(options.value(name, json()), field);
    });
    return is_well && request.options.instances >= 1 && request.options.instances <= 50;
}

/// The name of the first field whose form is wrong; empty where all are well.
std::string_view malformed(const Request& request) {
    if (!is_repository_name(request.repository))
        return "repository";
    if (!empty_or(is_repository_name, request.head_repository))
        return "head_repository";
    if (!empty_or(is_branch_name, request.head_branch))
        return "head_branch";
    if (!empty_or(is_branch_name, request.base_branch))
        return "base_branch";
    if (!empty_or(is_branch_name, request.default_branch))
        return "default_branch";
    if (!empty_or(is_commit_id, request.head_commit))
        return "head_commit";
    if (!empty_or(is_commit_id, request.tested_commit))
        return "tested_commit";
    if (!empty_or(is_commit_id, request.apply))
        return "apply";
    if (!request.fingerprint.empty() &&
        (request.fingerprint.size() != 64 || !is_commit_id(request.fingerprint)))
        return "fingerprint";
    if (!request.approved.empty() &&
        (request.approved.size() != 64 || !is_commit_id(request.approved)))
        return "approved";
    return {};
}

tl::unexpected<base::Error> wrong(std::string_view field, std::string_view where) {
    return base::fail(base::ErrorKind::user,
                      fmt::format("The field {} of this request is missing or wrong. Pass on the "
                                  "output `request` of the stage intake unchanged.",
                                  field),
                      std::string(where));
}

}  // namespace

json to_json(const Request& request) {
    json object = {{"schema", k_schema},
                   {"mission", name_of(request.mission)},
                   {"options", {{"rungs", request.options.rungs}}}};
    if (request.mission == Mission::develop) {
        auto& options = object["options"];
        options["feature"] = request.options.feature;
        for_each_option(request.options,
                        [&](const char* name, const auto& field) { options[name] = field; });
    }
    const auto put = [&](const char* name, const auto& field) { object[name] = field; };
    for_each_field(request, put);
    for_each_later_field(request, put);
    return object;
}

base::Result<Request> parse_request(std::string_view text, std::string_view where) {
    const auto object = text.size() > k_most_bytes ? json(json::value_t::discarded)
                                                   : json::parse(text, nullptr, false);
    if (!object.is_object())
        return base::fail(base::ErrorKind::user,
                          "This is no JSON object of at most 64 KiB. Pass on the output `request` "
                          "of the stage intake unchanged.",
                          std::string(where));
    if (object.value("schema", json()) != k_schema)
        return base::fail(base::ErrorKind::user,
                          "This request is not of schema mendel.request/1. Use the same version of "
                          "mendel in every job.",
                          std::string(where));
    Request request;
    std::string_view problem;
    const auto take = [&](const char* name, auto& field) {
        const auto found = object.find(name);
        if (problem.empty() && (found == object.end() || !read(*found, field)))
            problem = name;
    };
    take("mission", request.mission);
    for_each_field(request, take);
    for_each_later_field(request, [&](const char* name, auto& field) {
        if (object.contains(name))
            take(name, field);
    });
    const auto options = object.find("options");
    if (problem.empty() && (options == object.end() || !options->is_object() ||
                            !read(options->value("rungs", json()), request.options.rungs) ||
                            !read_feature(*options, request)))
        problem = "options";
    if (problem.empty())
        problem = malformed(request);
    if (!problem.empty())
        return wrong(problem, where);
    return request;
}

}  // namespace mendel::model
