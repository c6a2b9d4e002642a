#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace mendel::intake {

/// The forms that a value of a command can have.
enum class ValueForm {
    id,      ///< a whole number above zero that fits an id
    rungs,   ///< names of rungs joined by commas, each once
    commit,  ///< a full commit id
    text,    ///< any text that is not empty
    count,   ///< a whole number from 1 to 50
    word,    ///< one of `words`
};

/// A key that a command takes.
struct CommandKey {
    std::string name;
    ValueForm form = ValueForm::text;
    std::vector<std::string> words = {};
};

/// The value in the form in which it is kept (a commit id in lower case); an error of kind user
/// says what the key takes.
base::Result<std::string> checked_value(const CommandKey& key, const std::string& value);

/// Foreign text as an error shows it: in JSON quotes, at most 40 bytes.
std::string shown(std::string_view text);

}  // namespace mendel::intake
