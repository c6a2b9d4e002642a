#include "model/patch_json.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/crypto.hpp"
#include "base/text.hpp"

namespace mendel::model {

namespace {

using base::Json;

constexpr std::string_view k_schema = "mendel.changes/1";

Json content_json(const std::optional<std::string>& bytes) {
    if (!bytes)
        return nullptr;
    if (base::is_utf8_text(*bytes))
        return {{"text", *bytes}};
    return {{"base64", base::base64(*bytes)}};
}

tl::unexpected<base::Error> bad(const std::string& what) {
    return base::fail(base::ErrorKind::refused,
                      fmt::format("The changes are not as mendel writes them: {}. Run the heal "
                                  "job again.",
                                  what),
                      "changes.json");
}

base::Result<std::optional<std::string>> content_of(const Json& json) {
    if (json.is_null())
        return std::nullopt;
    if (json.size() != 1)
        return bad("a content is not one of text and base 64");
    if (const auto& text = base::value_at(json, "text"); text.is_string())
        return text.get<std::string>();
    const auto& coded = base::value_at(json, "base64");
    if (!coded.is_string())
        return bad("a content is neither text nor base 64");
    auto bytes = base::from_base64(coded.get<std::string>());
    if (!bytes)
        return base::fail(bytes.error());
    return std::move(*bytes);
}

base::Result<FileChange> change_of(const Json& json) {
    FileChange change{.path = base::text_at(json, "path"),
                      .mode = static_cast<unsigned>(base::number_at(json, "mode")),
                      .mode_before = static_cast<unsigned>(base::number_at(json, "mode_before"))};
    if (json.size() != 5 || change.path.empty())
        return bad("a change has other members than a change");
    auto before = content_of(base::value_at(json, "before"));
    if (!before)
        return base::fail(before.error());
    auto after = content_of(base::value_at(json, "after"));
    if (!after)
        return base::fail(after.error());
    change.before = std::move(*before);
    change.after = std::move(*after);
    if (change.before == change.after && !change.changes_mode())
        return bad("a change changes nothing");
    return change;
}

}  // namespace

Json to_json(const Patch& patch) {
    Json changes = Json::array();
    for (const auto& change : patch.changes)
        changes.push_back({{"path", change.path},
                           {"mode", change.mode},
                           {"mode_before", change.mode_before},
                           {"before", content_json(change.before)},
                           {"after", content_json(change.after)}});
    return {{"schema", k_schema}, {"base", patch.base}, {"changes", std::move(changes)}};
}

base::Result<Patch> patch_from_json(const Json& json) {
    if (base::text_at(json, "schema") != k_schema)
        return bad(fmt::format("the schema is not {}", k_schema));
    const auto& changes = base::value_at(json, "changes");
    if (!changes.is_array() || json.size() != 3)
        return bad("there is no list of changes");
    Patch patch{.base = base::text_at(json, "base")};
    for (const auto& each : changes) {
        auto change = change_of(each);
        if (!change)
            return base::fail(change.error());
        if (!patch.changes.empty() && patch.changes.back().path >= change->path)
            return bad("paths are not in order, each once");
        patch.changes.push_back(std::move(*change));
    }
    return patch;
}

}  // namespace mendel::model
