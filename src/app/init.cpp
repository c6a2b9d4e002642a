#include "app/init.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/data.hpp"
#include "base/text.hpp"
#include "sys/files.hpp"

namespace mendel::app {

namespace {

struct Wanted {
    std::string path;
    std::string_view text;
};

base::Result<Placement> place(const std::string& root, const Wanted& wanted,
                              const InitOptions& options) {
    const auto file = sys::join_path(root, wanted.path);
    if (sys::exists(file)) {
        const auto there = sys::read_file(file);
        if (!there)
            return base::fail(there.error());
        if (*there == wanted.text)
            return Placement::same;
        if (!options.force)
            return Placement::kept;
    }
    if (options.dry_run)
        return Placement::proposed;
    if (const auto written = sys::write_file(file, wanted.text); !written)
        return base::fail(written.error());
    return Placement::written;
}

}  // namespace

std::string_view name_of(Placement placement) {
    switch (placement) {
        case Placement::written:
            return "written";
        case Placement::same:
            return "same";
        case Placement::kept:
            return "kept";
        default:
            return "proposed";
    }
}

const std::vector<std::string>& template_names() {
    static const std::vector<std::string> k_names = {"auto-fix", "auto-issue-on-failure",
                                                     "heal-in-job", "parallel-dev"};
    return k_names;
}

std::string_view template_text(const std::string& name) {
    return data_file(name + ".yml");
}

base::Result<std::vector<PlacedFile>> initialise(const std::string& root,
                                                 const InitOptions& options) {
    std::vector<Wanted> files;
    for (const auto& name : options.templates) {
        const auto text = template_text(name);
        const auto& known = template_names();
        if (std::find(known.begin(), known.end(), name) == known.end())
            return base::fail(base::ErrorKind::user,
                              fmt::format("There is no template '{}'. Choose from {}.", name,
                                          base::join(known, ", ")));
        files.push_back({fmt::format(".github/workflows/{}.yml", name), text});
    }
    files.push_back({".github/mendel.yml", data_file("first_config.yml")});
    std::vector<PlacedFile> placed;
    placed.reserve(files.size());
    for (const auto& file : files) {
        const auto placement = place(root, file, options);
        if (!placement)
            return base::fail(placement.error());
        placed.push_back({file.path, *placement});
    }
    return placed;
}

}  // namespace mendel::app
