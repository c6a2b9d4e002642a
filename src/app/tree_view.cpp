#include "app/tree_view.hpp"

#include <map>
#include <memory>
#include <set>

#include <fmt/format.h>

namespace mendel::app {

namespace {

using Overrides = std::map<std::string, std::optional<std::string>>;

base::Result<std::string> read(const git::Repository& repository, const std::string& base,
                               const Overrides& overrides, const std::string& path) {
    std::optional<std::string> text;
    if (const auto changed = overrides.find(path); changed != overrides.end()) {
        text = changed->second;
    } else {
        auto stored = repository.read(base, path);
        if (!stored)
            return base::fail(stored.error());
        text = std::move(*stored);
    }
    if (!text)
        return base::fail(base::ErrorKind::user, "There is no such file. Check the path.", path);
    return *text;
}

base::Result<std::vector<std::string>> files(const git::Repository& repository,
                                             const std::string& base, const Overrides& overrides) {
    auto stored = repository.files(base);
    if (!stored)
        return stored;
    std::set<std::string> paths(stored->begin(), stored->end());
    for (const auto& [path, text] : overrides) {
        if (text)
            paths.insert(path);
        else
            paths.erase(path);
    }
    return std::vector<std::string>(paths.begin(), paths.end());
}

}  // namespace

model::TreeView tree_view(const git::Repository& repository, const std::string& base,
                          const model::Patch& so_far, const std::string& root) {
    const auto overrides = std::make_shared<Overrides>();
    for (const auto& change : so_far.changes)
        (*overrides)[change.path] = change.after;
    return {
        .root = root,
        .base = base,
        .so_far = so_far,
        .read = [&repository, base, overrides](
                    const std::string& path) { return read(repository, base, *overrides, path); },
        .files = [&repository, base, overrides] { return files(repository, base, *overrides); }};
}

}  // namespace mendel::app
