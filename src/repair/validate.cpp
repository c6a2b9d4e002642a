#include "repair/validate.hpp"

#include "repair/validate_node.hpp"
#include "repair/validate_plain.hpp"
#include "repair/validate_python.hpp"
#include "repair/woven/validate_woven.hpp"

namespace mendel::repair {

base::Result<std::unique_ptr<Validator>> make_validator(const model::Round& round,
                                                        const Localisation& where,
                                                        const Ports& ports) {
    if (auto python = make_python_validator(round, where))
        return python;
    if (auto node = make_node_validator(round, where))
        return node;
    auto plain = make_plain_validator(round, ports);
    if (!plain || !may_be_woven(where))
        return plain;
    return make_woven_validator(round, std::move(*plain));
}

}  // namespace mendel::repair
