#include "config/config.hpp"
#include "sys/files.hpp"

namespace mendel::config {

namespace {

constexpr auto k_default_file = ".github/mendel.yml";
constexpr auto k_near_miss = ".github/mendel.yaml";

}  // namespace

base::Result<ConfigSource> find_config(const std::string& root,
                                       const std::optional<std::string>& file) {
    const auto path = file ? *file : sys::join_path(root, k_default_file);
    if (!file && !sys::exists(path)) {
        if (sys::exists(sys::join_path(root, k_near_miss)))
            return base::fail(base::ErrorKind::user,
                              "This file is not read: the configuration is .github/mendel.yml. "
                              "Rename it.",
                              k_near_miss);
        return ConfigSource{.file = k_default_file};
    }
    auto text = sys::read_file(path);
    if (!text) {
        auto error = text.error();
        error.message += " Check its name and that it may be read.";
        return base::fail(std::move(error));
    }
    return ConfigSource{.file = file ? *file : k_default_file, .text = std::move(*text)};
}

base::Result<Config> load_config(const std::string& root, const std::optional<std::string>& file) {
    const auto source = find_config(root, file);
    if (!source)
        return base::fail(source.error());
    return parse_config(source->text.value_or(""), source->file);
}

}  // namespace mendel::config
