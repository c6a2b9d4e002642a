#include "repair/helper_run.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "base/text.hpp"
#include "repair/data.hpp"
#include "repair/deadline.hpp"

namespace mendel::repair {
namespace {

using Milliseconds = std::chrono::milliseconds;

constexpr std::string_view k_prefix = "mendel-repair:";

std::string last_line(const std::string& text) {
    const auto lines = base::split_lines(text);
    for (auto line = lines.rbegin(); line != lines.rend(); ++line)
        if (!base::trim(*line).empty())
            return std::string(base::trim(*line));
    return {};
}

/// Moves a position to where no UTF-8 sequence is cut.
std::size_t whole_character(const std::string& text, std::size_t position) {
    while (position > 0 && position < text.size() &&
           (static_cast<unsigned char>(text[position]) & 0xC0U) == 0x80U)
        --position;
    return position;
}

/// What is to be put into the old text to make the new one: [begin, end, text].
nlohmann::json splice_of(const std::string& before, const std::string& after) {
    const auto part = difference(before, after);
    const auto head = whole_character(before, part.begin);
    auto tail = before.size() - part.end;
    while (tail > 0 && (static_cast<unsigned char>(before[before.size() - tail]) & 0xC0U) == 0x80U)
        --tail;
    return {head, before.size() - tail, after.substr(head, after.size() - tail - head)};
}

HelperRun read_answers(const model::RunResult& ran) {
    HelperRun run;
    for (const auto line : base::split_lines(ran.output)) {
        if (line.rfind(k_prefix, 0) != 0)
            continue;
        auto answer = base::parse_json(line.substr(k_prefix.size()), "the helper");
        if (!answer || !answer->is_object())
            continue;
        run.finished = run.finished || answer->value("done", false);
        run.answers.push_back(std::move(*answer));
    }
    if (ran.timed_out)
        run.trouble = "the suite took too long";
    else if (!run.finished)
        run.trouble = last_line(ran.error_output.empty() ? ran.output : ran.error_output);
    return run;
}

}  // namespace

Difference difference(const std::string& before, const std::string& after) {
    const auto shorter = std::min(before.size(), after.size());
    std::size_t head = 0;
    while (head < shorter && before[head] == after[head])
        ++head;
    std::size_t tail = 0;
    while (tail < shorter - head &&
           before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    return {head, before.size() - tail};
}

model::Patch helper_files(const model::Round& round, const std::vector<std::string>& names) {
    model::Patch patch{.base = round.tree.base, .rung = "repair", .summary = "lay the helper"};
    for (const auto& name : names)
        patch.changes.push_back({.path = std::string(k_helper_folder) + "/" + name,
                                 .before = {},
                                 .after = std::string(data_file(name))});
    return patch;
}

base::Result<HelperRun> run_helper(const model::Round& round, const HelperRequest& request) {
    std::string input;
    for (const auto& line : request.lines)
        input += base::to_line(line) + "\n";
    const auto ran = round.run({.command = request.command,
                                .deadline = request.deadline,
                                .streams = model::Streams::apart,
                                .standard_input = std::move(input),
                                .on_top = &request.on_top});
    if (!ran)
        return base::fail(ran.error());
    return read_answers(*ran);
}

Milliseconds time_left(const model::Round& round) {
    return std::clamp(time_until(round.deadline), Milliseconds(1000), Milliseconds(600'000));
}

base::Result<nlohmann::json> JobWriter::job_of(const Candidate& candidate, std::size_t index) {
    nlohmann::json files = nlohmann::json::object();
    for (const auto& file : candidate.files) {
        auto known = m_texts.find(file.path);
        if (known == m_texts.end()) {
            auto text = m_tree.read(file.path);
            if (!text)
                return base::fail(text.error());
            known = m_texts.emplace(file.path, std::move(*text)).first;
        }
        files[file.path] = nlohmann::json::array({splice_of(known->second, file.text)});
    }
    return nlohmann::json{{"index", index}, {"files", std::move(files)}};
}

}  // namespace mendel::repair
