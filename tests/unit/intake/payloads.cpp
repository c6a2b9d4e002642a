#include "payloads.hpp"

#include <stdexcept>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "model/request_json.hpp"
#include "sys/files.hpp"

namespace intake_test {

using namespace mendel;
using namespace mendel::intake;

namespace {

Json file_json(const std::string& path) {
    const auto full = std::string(MENDEL_SOURCE_FOLDER) + "/tests/" + path;
    return base::parse_json(sys::read_file(full).value(), path).value();
}

Actor actor_of(const Json& data) {
    return {.login = data.at("login"), .id = data.at("id"), .type = data.at("type")};
}

WorkflowRun run_of(const Json& data) {
    return {.id = data.at("id"),
            .attempt = data.at("attempt"),
            .conclusion = data.at("conclusion"),
            .event = data.at("event"),
            .workflow_path = data.at("workflow_path"),
            .head_branch = data.at("head_branch"),
            .head_commit = data.at("head_commit"),
            .repository = data.at("repository"),
            .head_repository = data.at("head_repository"),
            .pull_requests = data.at("pull_requests"),
            .actor = actor_of(data.at("actor")),
            .created = data.at("created")};
}

PullRequest pull_request_of(const Json& data) {
    return {.number = data.at("number"),
            .head_branch = data.at("head_branch"),
            .head_commit = data.at("head_commit"),
            .head_repository = data.at("head_repository"),
            .base_branch = data.at("base_branch"),
            .merge_commit = data.at("merge_commit"),
            .author = actor_of(data.at("author")),
            .labels = data.at("labels")};
}

State state_of(const Json& data) {
    State state{.stopped = data.at("stopped"), .stopped_by = data.at("stopped_by")};
    for (const auto& run : data.at("runs"))
        state.runs.push_back({.fingerprint = run.at("fingerprint"),
                              .head_branch = run.at("head_branch"),
                              .time = run.at("time")});
    return state;
}

template <class Read>
auto list_of(const Json& data, const Read& read) {
    std::vector<decltype(read(data))> list;
    for (const auto& item : data)
        list.push_back(read(item));
    return list;
}

template <class T, class Read>
void put(Fact<T>& fact, const Json& data, const Read& read) {
    if (fact)
        throw std::logic_error("a topic was asked twice");
    if (data.is_object() && data.contains("error"))
        fact = base::fail(
            data["error"] == "transient" ? base::ErrorKind::transient : base::ErrorKind::permanent,
            "The forge did not answer. Try again.");
    else
        fact = base::Result<T>(read(data));
}

Permission permission_of(const Json& data) {
    return {.role_name = data.at("role_name"), .permission = data.at("permission")};
}

Push push_of(const Json& data) {
    return {.head_commit = data.at("head_commit"), .time = data.at("time")};
}

Job job_of(const Json& data) {
    return {.id = data.at("id"), .name = data.at("name"), .conclusion = data.at("conclusion")};
}

Diagnosis diagnosis_of(const Json& data) {
    return {.fingerprint = data.at("fingerprint"), .category = data.at("category")};
}

Waiting waiting_of(const Json& data) {
    return {.request = model::parse_request(data.at("request").dump(), "waiting").value(),
            .patch_sha256 = data.at("patch_sha256"),
            .created = data.at("created"),
            .expires = data.at("expires")};
}

/// Sets each pointer's value; "/list/3" past the end lengthens the list.
void mutate(Json& value, const Json& changes) {
    for (const auto& [pointer, change] : changes.items())
        value[Json::json_pointer(pointer)] = change;
}

Json as_json(const Accept& accepted) {
    return {{"accept", model::to_json(accepted.request)}, {"job", accepted.job_id}};
}

Json as_json(const Refuse& refused) {
    return {{"refuse", refused.rule},
            {"says", refused.reason},
            {"tell", refused.tell == Tell::author ? "author" : "nobody"}};
}

Json as_json(const Ignore& ignored) {
    return {{"ignore", ignored.rule}};
}

Json as_json(const Act& act) {
    return {{"act", name_of(act.word)}, {"number", act.number}, {"comment_id", act.comment_id}};
}

Json as_json(const Need& need) {
    Json topics = Json::array();
    for (const auto& question : need.questions)
        topics.push_back(name_of(question.topic));
    return {{"need", topics}};
}

}  // namespace

const Json& all_examples() {
    static const Json examples =
        file_json("peers/node_modules/@octokit/webhooks-examples/api.github.com/index.json");
    return examples;
}

const Json& example(const std::string& event, std::size_t index) {
    for (const auto& entry : all_examples())
        if (entry.at("name") == event)
            return entry.at("examples").at(index);
    throw std::out_of_range("no example of " + event);
}

std::vector<Json> data_lines(const std::string& file) {
    const auto path = std::string(MENDEL_SOURCE_FOLDER) + "/tests/payloads/" + file;
    const auto text = sys::read_file(path).value();
    std::vector<Json> lines;
    for (const auto line : base::split_lines(text))
        lines.push_back(base::parse_json(line, file).value());
    return lines;
}

const Json& bases() {
    static const Json data = file_json("payloads/bases.json");
    return data;
}

Scenario scenario_of(const Json& line) {
    const auto& base = bases().at("bases").at(line.at("base").get<std::string>());
    const auto name = base.at("event").get<std::string>();
    Json payload = base.contains("payload") ? base["payload"] : example(name, base.at("index"));
    mutate(payload, base.value("set", Json::object()));
    mutate(payload, line.value("set", Json::object()));
    Scenario scenario{
        .event = parse_event(name, payload.dump()).value(),
        .config =
            config::parse_config(line.value("config", Json::object()).dump(), "m.yml").value(),
        .situation = {.now = parse_time(bases().at("now").get<std::string>()).value(),
                      .workflow_path = bases().at("workflow_path")},
        .facts = bases().at("facts")};
    scenario.situation.self =
        line.value(Json::json_pointer("/situation/self"), scenario.situation.self);
    scenario.situation.missions =
        line.value(Json::json_pointer("/situation/missions"), scenario.situation.missions);
    mutate(scenario.facts, line.value("facts", Json::object()));
    return scenario;
}

void answer(const Question& question, const Json& data, Facts& facts) {
    const auto& value = data.at(std::string(name_of(question.topic)));
    const auto as_text = [](const Json& json) { return json.get<std::string>(); };
    const auto runs = [](const Json& json) { return list_of(json, run_of); };
    const auto pulls = [](const Json& json) { return list_of(json, pull_request_of); };
    const auto jobs = [](const Json& json) { return list_of(json, job_of); };
    const auto ids = [](const Json& json) { return json.get<std::vector<std::int64_t>>(); };
    switch (question.topic) {
        case Topic::permission:
            return put(facts.permission, value, permission_of);
        case Topic::pull_requests:
            return put(facts.pull_requests, value, pulls);
        case Topic::state:
            return put(facts.state, value, state_of);
        case Topic::branch_head:
            return put(facts.branch_head, value, as_text);
        case Topic::push:
            return put(facts.push, value, push_of);
        case Topic::runs:
            return put(facts.runs, value, runs);
        case Topic::run:
            return put(facts.run, value, run_of);
        case Topic::jobs:
            return put(facts.jobs, value, jobs);
        case Topic::diagnosis:
            return put(facts.diagnosis, value, diagnosis_of);
        case Topic::open_items:
            return put(facts.open_items, value, ids);
        case Topic::waiting:
            return put(facts.waiting, value, waiting_of);
    }
}

Course run(const Scenario& scenario) {
    Course course;
    Facts facts;
    for (;;) {
        course.decision = decide(scenario.event, scenario.config, facts, scenario.situation);
        if (!course.decision || !std::holds_alternative<Need>(*course.decision))
            return course;
        for (const auto& question : std::get<Need>(*course.decision).questions) {
            course.asked.emplace_back(name_of(question.topic));
            answer(question, scenario.facts, facts);
        }
    }
}

Json to_json(const base::Result<Decision>& decision) {
    if (!decision)
        return {{"error", base::name_of(decision.error().kind)}};
    return std::visit([](const auto& one) { return as_json(one); }, *decision);
}

}  // namespace intake_test
