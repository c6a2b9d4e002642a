#include "evaluate/receipt.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/crypto.hpp"
#include "evaluate/receipt_json.hpp"
#include "model/agent_try_json.hpp"

namespace mendel::evaluate {

namespace {

using base::Json;

constexpr const char* k_schema = "mendel.receipt/1";

tl::unexpected<base::Error> refused(std::string what) {
    return base::fail(base::ErrorKind::refused,
                      std::move(what) + " Take the receipt from where it was made.");
}

/// A member that is text; empty where it is anything else.
std::string text_in(const Json& json, const char* key) {
    return json.contains(key) && json[key].is_string() ? json[key].get<std::string>()
                                                       : std::string();
}

std::string seal_of(Json json) {
    json.erase("sha256");
    return base::sha256(base::to_line(json));
}

}  // namespace

Json to_json(const Receipt& receipt) {
    Json json = {
        {"schema", k_schema},
        {"run_id", receipt.run_id},
        {"created", receipt.created},
        {"repository", receipt.repository},
        {"commits", {{"head", receipt.head}, {"base", receipt.base}, {"tested", receipt.tested}}},
        {"base_diff", receipt.base_diff},
        {"check", command_json(receipt.check)},
        {"red", check_run_json(receipt.red)},
        {"green", check_run_json(receipt.green)},
        {"rounds", Json::array()},
        {"patch", receipt.diff},
        {"patch_sha256", base::sha256(receipt.diff)},
        {"neighbours", Json::array()},
        {"not_rerun", receipt.not_rerun},
        {"setup", receipt.setup},
        {"tool_versions", receipt.tool_versions},
        {"place", receipt.place},
        {"cost_usd", receipt.cost_usd}};
    for (const auto& round : receipt.rounds)
        json["rounds"].push_back(round_json(round));
    for (const auto& neighbour : receipt.neighbours)
        json["neighbours"].push_back(check_run_json(neighbour));
    if (!receipt.tools.empty())
        json["tools"] = model::to_json(receipt.tools);
    json["sha256"] = seal_of(json);
    return json;
}

base::Result<Receipt> receipt_from_json(const Json& json) {
    if (!json.is_object() || !json.contains("schema") || !json["schema"].is_string())
        return base::fail(base::ErrorKind::user,
                          "This is no receipt: it has no schema. Give the receipt.json of a run.");
    if (json["schema"] != k_schema)
        return base::fail(base::ErrorKind::user,
                          fmt::format("This receipt has the schema {}, and this mendel reads {}. "
                                      "Use the version that wrote it.",
                                      json["schema"].get<std::string>(), k_schema));
    if (text_in(json, "patch_sha256") != base::sha256(text_in(json, "patch")))
        return refused("The patch in the receipt was changed: its hash does not fit.");
    if (text_in(json, "sha256") != seal_of(json))
        return refused("The receipt was changed: its hash does not fit.");
    try {
        Receipt receipt{.run_id = json.at("run_id"),
                        .created = json.at("created"),
                        .repository = json.at("repository"),
                        .head = json.at("commits").at("head"),
                        .base = json.at("commits").at("base"),
                        .base_diff = json.at("base_diff"),
                        .tested = json.at("commits").at("tested"),
                        .check = command_from_json(json.at("check")),
                        .red = check_run_from_json(json.at("red")),
                        .green = check_run_from_json(json.at("green")),
                        .rounds = {},
                        .diff = json.at("patch"),
                        .setup = json.at("setup"),
                        .not_rerun = json.at("not_rerun"),
                        .tool_versions = json.at("tool_versions"),
                        .place = json.at("place"),
                        .cost_usd = json.at("cost_usd")};
        for (const auto& round : json.at("rounds"))
            receipt.rounds.push_back(round_from_json(round));
        for (const auto& neighbour : json.at("neighbours"))
            receipt.neighbours.push_back(check_run_from_json(neighbour));
        for (const auto& tool : json.value("tools", Json::array()))
            receipt.tools.push_back({.name = tool.at("name"),
                                     .calls = tool.at("calls"),
                                     .errors = tool.at("errors"),
                                     .p95_ms = tool.at("p95_ms")});
        return receipt;
    } catch (const Json::exception&) {
        return base::fail(base::ErrorKind::user,
                          "A field of this receipt is missing or has another type. Take the "
                          "receipt from where it was made.");
    }
}

}  // namespace mendel::evaluate
