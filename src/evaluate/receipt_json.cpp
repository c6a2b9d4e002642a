#include "evaluate/receipt_json.hpp"

#include <nlohmann/json.hpp>

namespace mendel::evaluate {

namespace {
using nlohmann::json;
}

json command_json(const model::Command& command) {
    json value = {{"directory", command.directory}, {"environment", command.environment}};
    if (const auto* script = std::get_if<model::Script>(&command.body)) {
        value["shell"] = script->shell;
        value["script"] = script->text;
    } else {
        value["argv"] = std::get<model::Argv>(command.body).words;
    }
    return value;
}

model::Command command_from_json(const json& value) {
    model::Command command;
    if (value.contains("script"))
        command.body = model::Script{value.at("shell"), value.at("script")};
    else
        command.body = model::Argv{value.at("argv")};
    command.directory = value.at("directory");
    command.environment = value.at("environment").get<std::map<std::string, std::string>>();
    return command;
}

json check_run_json(const model::CheckRun& run) {
    return {{"command", run.command},
            {"place", run.place},
            {"exit_code", run.exit_code},
            {"timed_out", run.timed_out},
            {"seconds", static_cast<double>(run.duration.count()) / 1000.0},
            {"log_sha256", run.log_sha256},
            {"fingerprints", run.fingerprints}};
}

model::CheckRun check_run_from_json(const json& value) {
    const double seconds = value.at("seconds");
    return {.command = value.at("command"),
            .place = value.at("place"),
            .exit_code = value.at("exit_code"),
            .timed_out = value.at("timed_out"),
            .duration = std::chrono::milliseconds(static_cast<long>(seconds * 1000.0)),
            .log_sha256 = value.at("log_sha256"),
            .fingerprints = value.at("fingerprints").get<std::vector<std::string>>()};
}

json round_json(const model::HealedRound& round) {
    json checks = json::array();
    for (const auto& check : round.verdict.checks)
        checks.push_back(check_run_json(check));
    return {{"round", round.number},           {"rung", round.rung},
            {"summary", round.summary},        {"target", round.target_fingerprint},
            {"message", round.target_message}, {"verdict", model::name_of(round.verdict.state)},
            {"checks", std::move(checks)}};
}

model::HealedRound round_from_json(const json& value) {
    model::HealedRound round{.number = value.at("round"),
                             .rung = value.at("rung"),
                             .summary = value.at("summary"),
                             .target_fingerprint = value.at("target"),
                             .target_message = value.at("message")};
    round.verdict.state =
        value.at("verdict") == "green" ? model::VerdictState::green : model::VerdictState::progress;
    for (const auto& check : value.at("checks"))
        round.verdict.checks.push_back(check_run_from_json(check));
    return round;
}

}  // namespace mendel::evaluate
