#include <algorithm>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "base/shell.hpp"
#include "base/yaml.hpp"
#include "code/data.hpp"
#include "code/invocation_resolver.hpp"

namespace mendel::code {
namespace {

/// The program and arguments that a known hook id stands for.
Words known_hook(const std::string& id) {
    static const auto k_document = base::parse_yaml(data_file("hooks.yaml"), "hooks.yaml");
    if (!k_document)
        throw std::logic_error(base::describe(k_document.error()));
    for (const auto& entry : *k_document->value) {
        if (entry.at("id") != id)
            continue;
        Words words = {entry.at("tool").get<std::string>()};
        for (const auto& argument : entry.value("arguments", Words{}))
            words.push_back(argument);
        return words;
    }
    return {id};
}

std::string text_of(const base::Json& value, const char* key) {
    return value.is_object() && value.contains(key) && value[key].is_string()
               ? value[key].get<std::string>()
               : std::string();
}

void run_hook(Resolver& resolver, const base::Json& hook, const Scope& scope) {
    const auto id = text_of(hook, "id");
    const auto entry = text_of(hook, "entry");
    Words words = entry.empty() ? known_hook(id) : base::shell_words(entry);
    if (hook.contains("args") && hook["args"].is_array()) {
        for (const auto& argument : hook["args"]) {
            if (argument.is_string())
                words.push_back(argument.get<std::string>());
        }
    }
    Scope own = scope.inside("pre-commit run " + id);
    own.files_elsewhere = !(hook.contains("pass_filenames") && hook["pass_filenames"] == false);
    resolver.program(words, own);
}

}  // namespace

bool open_pre_commit(Resolver& resolver, const Words& words, const Scope& scope) {
    if (normalised_tool(words.front()) != "pre-commit")
        return false;
    resolver.found({words.front()}, tail_of(words, 1), scope);
    const auto config = option_value(words, {"-c", "--config"});
    const auto text =
        resolver.read(scope.path_of(config.empty() ? ".pre-commit-config.yaml" : config));
    if (words.size() < 2 || words[1] != "run" || !text)
        return true;
    const auto document = base::parse_yaml(*text, ".pre-commit-config.yaml");
    if (!document || !document->value->is_object() || !document->value->contains("repos"))
        return true;
    const auto at = skip_options(
        words, 2, {"-c", "--config", "--files", "--hook-stage", "--from-ref", "--to-ref"});
    const auto wanted = at < words.size() ? words[at] : std::string();
    for (const auto& repository : (*document->value)["repos"]) {
        if (!repository.is_object() || !repository.contains("hooks") ||
            !repository["hooks"].is_array())
            continue;
        for (const auto& hook : repository["hooks"]) {
            if (hook.is_object() && (wanted.empty() || text_of(hook, "id") == wanted))
                run_hook(resolver, hook, scope);
        }
    }
    return true;
}

}  // namespace mendel::code
