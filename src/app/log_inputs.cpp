#include "app/log_inputs.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "sys/archive.hpp"
#include "sys/files.hpp"

namespace mendel::app {

namespace {

using base::Result;

constexpr std::size_t k_most_members = 4000;
constexpr std::size_t k_most_logs = 20'000;
/// A member that unpacks to more is cut: what a bomb may cost is a few seconds.
constexpr std::size_t k_most_unpacked = std::size_t{2} << 30;

Result<std::string> read_source(sys::ByteSource source, const UseLog& use) {
    use([&source](char* to, std::size_t room) { return source.read(to, room); });
    if (source.error())
        return base::fail(*source.error());
    return std::string();
}

LogInput file_input(const std::string& path) {
    return {path, [path](const UseLog& use) -> Result<std::string> {
                auto source = sys::ByteSource::open(path);
                if (!source)
                    return base::fail(source.error());
                return read_source(std::move(*source), use);
            }};
}

LogInput standard_input() {
    return {"-",
            [](const UseLog& use) { return read_source(sys::ByteSource::standard_input(), use); }};
}

/// Goes to a member by its place in the archive and reads it, up to the cap.
Result<std::string> read_member(const std::string& path, std::size_t index, const UseLog& use) {
    auto zip = sys::ZipReader::open(path);
    if (!zip)
        return base::fail(zip.error());
    for (std::size_t i = 0; i <= index; ++i)
        if (!zip->next())
            return base::fail(zip->error().value_or(base::Error{
                base::ErrorKind::user, "The archive changed while it was read. Try again.", path}));
    std::size_t unpacked = 0;
    use([&](char* to, std::size_t room) -> std::size_t {
        const auto allowed = std::min(room, k_most_unpacked - unpacked);
        const auto count = allowed == 0 ? 0 : zip->read(to, allowed);
        unpacked += count;
        return count;
    });
    if (zip->error())
        return zip->error()->message;
    char more = 0;
    if (unpacked == k_most_unpacked && zip->read(&more, 1) == 1)
        return std::string("It unpacks to more than 2 GiB: the rest was not read.");
    return std::string();
}

struct Member {
    std::string name;
    std::size_t index = 0;
    std::size_t order = 0;  ///< the number in front of its file name
};

Member member_of(const std::string& name, std::size_t index) {
    const auto file = name.substr(name.rfind('/') + 1);
    const auto digits = file.substr(0, file.find_first_not_of("0123456789"));
    const auto number = digits.empty() ? -1 : base::to_number(digits.substr(0, 9));
    return {name, index, number < 0 ? k_most_members : static_cast<std::size_t>(number)};
}

/// "0_build.txt" beside the folder "build": the log of a whole job
/// (https://docs.github.com/en/rest/actions/workflow-runs#download-workflow-run-logs).
bool is_job_log(const Member& member) {
    static const base::Regex k_job("^-?\\d+_[^/]+\\.txt$");
    return k_job.found_in(member.name);
}

std::vector<Member> chosen_of(std::vector<Member> members) {
    if (std::any_of(members.begin(), members.end(), is_job_log))
        members.erase(std::remove_if(members.begin(), members.end(),
                                     [](const Member& member) { return !is_job_log(member); }),
                      members.end());
    std::stable_sort(members.begin(), members.end(), [](const Member& left, const Member& right) {
        const auto key = [](const Member& member) {
            return std::tuple(member.name.substr(0, member.name.rfind('/') + 1), member.order,
                              member.name);
        };
        return key(left) < key(right);
    });
    return members;
}

Result<std::vector<LogInput>> zip_inputs(const std::string& path) {
    auto zip = sys::ZipReader::open(path);
    if (!zip)
        return base::fail(zip.error());
    std::vector<Member> members;
    for (std::size_t index = 0; index < k_most_members && zip->next(); ++index)
        members.push_back(member_of(zip->name(), index));
    const bool has_more = members.size() == k_most_members && zip->next();
    if (members.empty())
        return base::fail(zip->error().value_or(base::Error{
            base::ErrorKind::user, "The archive holds no file. Give one with logs.", path}));
    std::vector<LogInput> inputs;
    for (const auto& member : chosen_of(std::move(members)))
        inputs.push_back({fmt::format("{}: {}", path, member.name),
                          [path, index = member.index](const UseLog& use) {
                              return read_member(path, index, use);
                          }});
    if (has_more)
        inputs.push_back({path, [](const UseLog&) {
                              return Result<std::string>(
                                  fmt::format("It holds more than {} files: the rest was not read.",
                                              k_most_members));
                          }});
    return inputs;
}

Result<std::vector<LogInput>> inputs_of(const std::string& name) {
    if (name == "-")
        return std::vector<LogInput>{standard_input()};
    if (sys::is_zip(name))
        return zip_inputs(name);
    return std::vector<LogInput>{file_input(name)};
}

/// A folder's files, the zip archives among them opened.
Result<std::vector<std::string>> expanded(const std::string& name) {
    if (name == "-" || !sys::is_folder(name))
        return std::vector<std::string>{name};
    auto files = sys::list_tree(name, {".git"});
    if (!files)
        return base::fail(files.error());
    if (files->empty())
        return base::fail(base::ErrorKind::user, "The folder holds no file. Give one with logs.",
                          name);
    for (auto& file : *files)
        file = sys::join_path(name, file);
    return files;
}

}  // namespace

Result<std::vector<LogInput>> log_inputs(const std::vector<std::string>& names) {
    std::vector<LogInput> all;
    for (const auto& name : names) {
        const auto files = expanded(name);
        if (!files)
            return base::fail(files.error());
        for (const auto& file : *files) {
            auto inputs = inputs_of(file);
            if (!inputs)
                return base::fail(inputs.error());
            std::move(inputs->begin(), inputs->end(), std::back_inserter(all));
        }
    }
    if (all.size() > k_most_logs)
        return base::fail(
            base::ErrorKind::user,
            fmt::format("{} logs are too many at once. Give at most {}.", all.size(), k_most_logs));
    return all;
}

}  // namespace mendel::app
