#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "base/json.hpp"
#include "base/result.hpp"

namespace mendel::base {

/// Where a value stands in its source; both 1-based.
struct Mark {
    int line = 0;
    int column = 0;
};

/// A YAML 1.2 document as JSON, with the place of each value by its JSON pointer ("/heal/rungs/0").
/// Plain scalars become null, bool, integer, float or string by the core schema.
struct YamlDocument {
    YamlDocument();
    YamlDocument(YamlDocument&&) noexcept;
    YamlDocument& operator=(YamlDocument&&) noexcept;
    ~YamlDocument();

    std::unique_ptr<Json> value;
    std::map<std::string, Mark> marks;      ///< pointer of each value to where it begins
    std::map<std::string, Mark> key_marks;  ///< pointer of each member to where its key begins
};

/// Parses one document; a syntax error, an alias bomb (over 100,000 values) or a duplicate key is
/// an error of kind user with "where:line:column". Empty text gives null.
Result<YamlDocument> parse_yaml(std::string_view text, std::string_view where);

}  // namespace mendel::base
