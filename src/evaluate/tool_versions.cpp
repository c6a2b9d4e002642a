#include "evaluate/tool_versions.hpp"

#include "base/text.hpp"
#include "code/invocation.hpp"

namespace mendel::evaluate {

namespace {

constexpr std::chrono::seconds k_patience{10};
constexpr std::size_t k_longest = 200;

std::string version_of(Place& place, const code::Invocation& invocation) {
    const bool plain = invocation.tool == "go" || invocation.tool == "gofmt";
    auto command = plain ? model::Command{.body = model::Argv{{"go", "version"}}}
                         : code::command_with(invocation, {"--version"});
    const auto ran = place.run({.command = std::move(command), .deadline = k_patience});
    if (!ran || ran->exit_code != 0)
        return {};
    const auto lines = base::split_lines(ran->output);
    return lines.empty() ? std::string() : base::ellipsize(base::trim(lines.front()), k_longest);
}

}  // namespace

std::map<std::string, std::string> tool_versions(Place& place, const model::Command& check,
                                                 const git::Repository& repository,
                                                 const std::string& base) {
    const auto read = [&](const std::string& path) -> std::optional<std::string> {
        const auto text = repository.read(base, path);
        return text ? *text : std::nullopt;
    };
    std::map<std::string, std::string> versions;
    for (const auto& invocation : code::invocations_of(check, read)) {
        if (!code::is_check_tool(invocation) || versions.count(invocation.tool) != 0)
            continue;
        if (auto version = version_of(place, invocation); !version.empty())
            versions[invocation.tool] = std::move(version);
    }
    return versions;
}

}  // namespace mendel::evaluate
