#include "agent/data.hpp"

#include <stdexcept>

#include <nlohmann/json.hpp>

#include "base/yaml.hpp"

namespace mendel::agent {

base::Json data_table(const std::string& name) {
    auto document = base::parse_yaml(data_file(name), name);
    if (!document)
        throw std::logic_error(base::describe(document.error()));
    return std::move(*document->value);
}

}  // namespace mendel::agent
