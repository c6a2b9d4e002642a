#include "app/action/default_config.hpp"

namespace mendel::app {

base::Result<config::Config> default_config(const std::optional<std::string>& text) {
    return config::parse_config(text.value_or("version: 1\n"), k_config_file);
}

}  // namespace mendel::app
