#include "agent/prompt.hpp"

#include <map>
#include <stdexcept>

#include <fmt/format.h>

#include "agent/data.hpp"
#include "agent/profile.hpp"
#include "base/text.hpp"

namespace mendel::agent {

namespace {

/// A prompt file: `name: value` lines, a line "---", the text.
struct PromptFile {
    std::map<std::string, std::string> head;
    std::string body;
};

PromptFile prompt_file(const std::string& name) {
    const auto text = data_file(name + ".md");
    const auto end = text.find("\n---\n");
    if (end == std::string_view::npos)
        throw std::logic_error("no prompt " + name);
    PromptFile file{.head = {}, .body = std::string(text.substr(end + 5))};
    for (const auto line : base::split_lines(text.substr(0, end)))
        if (const auto colon = line.find(": "); colon != std::string_view::npos)
            file.head[std::string(line.substr(0, colon))] = line.substr(colon + 2);
    return file;
}

std::string section(const std::string& heading, const std::string& text) {
    return text.empty() ? "" : fmt::format("\n## {}\n{}", heading, text);
}

std::string list_of(const std::vector<std::string>& items) {
    std::string text;
    for (const auto& item : items)
        text += fmt::format("- {}\n", base::ellipsize(item, 1000));
    return text;
}

std::string scope_text(const model::TaskScope& scope) {
    auto text = fmt::format("May be written: {}\n", base::join(scope.write, ", "));
    if (!scope.deny.empty())
        text += fmt::format("Must not be written: {}\n", base::join(scope.deny, ", "));
    return text + fmt::format("At most {} files and {} changed lines.\n", scope.max_files,
                              scope.max_lines);
}

std::string verify_text(const std::vector<model::Command>& commands) {
    std::vector<std::string> lines;
    for (const auto& command : commands)
        lines.push_back(model::to_text(command));
    return list_of(lines);
}

/// All pieces in order, each with what is left of the room; those that find none are named.
std::string evidence_text(const std::vector<model::Evidence>& pieces, std::size_t& room) {
    std::string text;
    for (const auto& piece : pieces) {
        const auto cap = std::min(k_evidence_cap, room / 2);
        const auto block = cap < 200 ? std::string() : quarantined(piece, cap);
        if (block.empty() || block.size() > room) {
            text += "(more evidence was left out for its size)\n";
            break;
        }
        room -= block.size();
        text += block;
    }
    return text;
}

}  // namespace

Prompt render_prompt(const model::Task& task, const std::vector<model::Evidence>& lessons) {
    const std::string kind(model::name_of(task.kind));
    const auto frame = prompt_file("frame");
    const auto own = prompt_file(kind);
    const auto instruction = base::ellipsize(task.instruction, 8000);
    std::map<std::string, std::string> values = {
        {"heading", own.head.at("heading")},
        {"title", base::ellipsize(task.title, 500)},
        {"body", own.body},
        {"instruction", section("Instruction", instruction.empty() ? "" : instruction + "\n")},
        {"criteria", section("It is done when", list_of(task.criteria))},
        {"files", section("Where to look first", list_of(task.files))},
        {"verify", section("Checks that decide", verify_text(task.verify))},
        {"scope", section("Scope", scope_text(task.scope))}};
    std::size_t used = frame.body.size();
    for (const auto& [name, value] : values)
        used += value.size();
    std::size_t room = used < k_prompt_cap ? k_prompt_cap - used : 0;
    values["lessons"] = section("What earlier tries ran into", evidence_text(lessons, room));
    values["evidence"] = section("Evidence", evidence_text(task.evidence, room));
    return {.text = base::ellipsize(filled(frame.body, values), k_prompt_cap),
            .version = fmt::format("{}/{} frame/{}", kind, own.head.at("version"),
                                   frame.head.at("version"))};
}

}  // namespace mendel::agent
