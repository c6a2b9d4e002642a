#include "repair/woven/runtime.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "repair/data.hpp"
#include "repair/helper_run.hpp"
#include "sys/files.hpp"

namespace mendel::repair {
namespace {

void add_new(model::Patch& patch, const std::string& path, const std::string& text) {
    const bool is_there = std::any_of(patch.changes.begin(), patch.changes.end(),
                                      [&](const auto& change) { return change.path == path; });
    if (!is_there)
        patch.changes.push_back({.path = path, .before = {}, .after = text});
}

std::string stem_of(const std::string& path) {
    const auto name = path.substr(path.rfind('/') + 1);
    return name.substr(0, name.find('.'));
}

/// Tests of Go may have a package of their own in the same folder.
std::string beside(const WovenFile& file, const Runtime& runtime) {
    auto name = std::string(runtime.file);
    if (file.package.ends_with("_test"))
        name.insert(name.rfind('.'), "_test");
    return sys::join_path(sys::parent_path(file.path), name);
}

}  // namespace

void add_woven(model::Patch& patch, const Runtime& runtime, const std::string& root,
               WovenFile file) {
    const std::string code(data_file(runtime.file));
    auto text = file.after + fmt::format(fmt::runtime(runtime.foot), root + "/" + k_helper_folder);
    add_new(patch, sys::join_path(k_helper_folder, runtime.file), code);
    if (!runtime.own_name.empty())
        text = base::replace_all(text + code, runtime.own_name,
                                 std::string(runtime.own_name) + stem_of(file.path));
    if (runtime.is_beside)
        add_new(patch, beside(file, runtime), file.package + code);
    patch.changes.push_back(
        {.path = file.path, .before = std::move(file.before), .after = std::move(text)});
}

model::Command within_script(const model::Command& check, std::string script,
                             std::vector<std::string> words) {
    words.insert(words.begin(), {"sh", "-c", std::move(script)});
    for (auto& word : model::argv_of(check))
        words.push_back(std::move(word));
    auto command = check;
    command.body = model::Argv{std::move(words)};
    return command;
}

}  // namespace mendel::repair
