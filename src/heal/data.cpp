#include "heal/data.hpp"

#include <stdexcept>

#include <nlohmann/json.hpp>

#include "base/yaml.hpp"

namespace mendel::heal {

nlohmann::json data_table(const std::string& name) {
    auto document = base::parse_yaml(data_file(name), name);
    if (!document)
        throw std::logic_error(base::describe(document.error()));
    return std::move(*document->value);
}

}  // namespace mendel::heal
