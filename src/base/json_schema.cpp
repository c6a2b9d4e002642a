#include "base/json_schema.hpp"

// Without it valijson ends the process where it should throw.
#define VALIJSON_USE_EXCEPTIONS 1

#include <exception>

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "base/text.hpp"

namespace mendel::base {

namespace {

/// valijson writes a place as "<root>[heal][rungs][0]".
std::string pointer_of(const std::string& context) {
    std::string pointer;
    for (std::size_t at = context.find('['); at != std::string::npos;
         at = context.find('[', at + 1)) {
        const auto key = context.substr(at + 1, context.find(']', at) - at - 1);
        pointer += "/" + replace_all(replace_all(key, "~", "~0"), "/", "~1");
    }
    return pointer;
}

}  // namespace

Result<std::vector<SchemaProblem>> check_schema(const Json& schema, const Json& value) {
    using valijson::adapters::NlohmannJsonAdapter;
    try {
        valijson::Schema parsed;
        valijson::SchemaParser().populateSchema(NlohmannJsonAdapter(schema), parsed);
        valijson::ValidationResults results;
        std::vector<SchemaProblem> problems;
        if (valijson::Validator(valijson::Validator::kStrongTypes)
                .validate(parsed, NlohmannJsonAdapter(value), &results))
            return problems;
        for (const auto& error : results) {
            std::string context;
            for (const auto& part : error.context)
                context += part;
            problems.push_back({pointer_of(context), error.description});
        }
        return problems;
    } catch (const std::exception& error) {
        return fail(ErrorKind::bug, std::string("The schema cannot be read: ") + error.what());
    }
}

}  // namespace mendel::base
