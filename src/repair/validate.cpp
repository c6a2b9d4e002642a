#include "repair/validate.hpp"

#include "repair/validate_plain.hpp"

namespace mendel::repair {

base::Result<std::unique_ptr<Validator>> make_validator(const model::Round& round,
                                                        const Localisation&, const Ports& ports) {
    return make_plain_validator(round, ports);
}

}  // namespace mendel::repair
