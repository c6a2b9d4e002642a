#include "base/text.hpp"
#include "fuzz/fuzz.hpp"
#include "git/diff.hpp"

using namespace mendel;

namespace {

constexpr std::string_view k_separator = "\n=====\n";

void check_path(const std::string& path) {
    const auto framed = "/" + base::to_lower(path) + "/";
    must_hold(!path.empty() && path.front() != '/', "a path is relative");
    must_hold(!base::contains(framed, "/../"), "a path stays inside the tree");
    must_hold(!base::contains(framed, "/.git/"), "a path stays out of .git");
}

/// What is written as a diff is read as the same patch.
void check_round_trip(const model::Patch& patch) {
    const auto diff = git::to_diff(patch);
    if (!diff)
        return;
    const auto read_base =
        [&](const std::string& path) -> base::Result<std::optional<std::string>> {
        for (const auto& change : patch.changes)
            if (change.path == path)
                return change.before;
        return std::optional<std::string>();
    };
    const auto again = git::parse_diff(*diff, read_base);
    must_hold(again.has_value(), "a diff of ours is read");
    must_hold(again->changes.size() == patch.changes.size(), "no change is lost");
    for (std::size_t i = 0; i < patch.changes.size(); ++i)
        must_hold(again->changes[i].path == patch.changes[i].path &&
                      again->changes[i].after == patch.changes[i].after,
                  "a change is read as it was");
}

}  // namespace

/// The input is the content of every file of the base, the separator, and the diff.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = text_of(data, size);
    const auto at = input.find(k_separator);
    const std::string content(at == std::string_view::npos ? "" : input.substr(0, at));
    const auto diff = at == std::string_view::npos ? input : input.substr(at + k_separator.size());
    const auto read_base =
        [&](const std::string& path) -> base::Result<std::optional<std::string>> {
        if (path.rfind("new", 0) == 0)
            return std::optional<std::string>();
        return std::optional<std::string>(content);
    };
    const auto patch = git::parse_diff(diff, read_base);
    if (!patch)
        return 0;
    for (const auto& change : patch->changes)
        check_path(change.path);
    check_round_trip(*patch);
    return 0;
}
