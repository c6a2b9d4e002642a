#include "develop/mission/patterns.hpp"

#include <algorithm>
#include <stdexcept>
#include <tuple>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/yaml.hpp"
#include "develop/data.hpp"

namespace mendel::develop {

namespace {
constexpr std::string_view k_patterns[] = {"competition", "parallel", "ab", "roles", "tree"};
}

std::string_view name_of(Pattern pattern) {
    return k_patterns[static_cast<std::size_t>(pattern)];
}

base::Result<Pattern> pattern_named(std::string_view name) {
    for (std::size_t index = 0; index < std::size(k_patterns); ++index)
        if (k_patterns[index] == name)
            return static_cast<Pattern>(index);
    return base::fail(base::ErrorKind::user,
                      fmt::format("'{}' is no pattern. Use competition, parallel, ab, roles or "
                                  "tree.",
                                  name));
}

int first_attempts(Pattern pattern, int instances) {
    if (pattern == Pattern::ab)
        return 2;
    return pattern == Pattern::competition || pattern == Pattern::tree ? instances : 1;
}

const std::vector<Role>& roles() {
    static const auto k_roles = [] {
        const auto document = base::parse_yaml(data_file("roles.yaml"), "roles.yaml");
        if (!document)
            throw std::logic_error(base::describe(document.error()));
        std::vector<Role> all;
        for (const auto& json : *document->value)
            all.push_back({json.at("name").get<std::string>(),
                           json.at("skills").get<std::vector<std::string>>(),
                           json.at("owns").get<std::vector<std::string>>(),
                           json.at("prompt").get<std::string>()});
        return all;
    }();
    return k_roles;
}

const Role& role_for(const model::PlannedTask& planned) {
    const auto shared = [&](const Role& role) {
        return std::count_if(planned.task.plan.skills.begin(), planned.task.plan.skills.end(),
                             [&](const auto& skill) {
                                 return std::find(role.skills.begin(), role.skills.end(), skill) !=
                                        role.skills.end();
                             });
    };
    const Role* best = &roles().back();
    for (const auto& role : roles())
        if (shared(role) > shared(*best))
            best = &role;
    return *best;
}

std::optional<std::size_t> next_instance(const std::vector<Instance>& instances,
                                         const std::vector<std::string>& not_again) {
    std::optional<std::size_t> best;
    const auto key = [&](std::size_t index) {
        const auto& one = instances[index];
        const bool was_used =
            std::find(not_again.begin(), not_again.end(), one.maker) != not_again.end();
        return std::make_tuple(!one.is_healthy(), was_used, one.load, one.done, index);
    };
    for (std::size_t index = 0; index < instances.size(); ++index)
        if (!best || key(index) < key(*best))
            best = index;
    return best;
}

}  // namespace mendel::develop
