#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "code/tree.hpp"
#include "repair/operators/scope.hpp"

namespace mendel::repair {

/// What well-known names of one language mean: the table data/words.yaml.
struct Words {
    using List = std::vector<std::string>;
    std::vector<List> siblings = {};  ///< groups of which people take one for another
    List wrappers = {};               ///< "abs({})"
    List text_methods = {};           ///< ".lower()", to be put behind a text
    List sequence_methods = {};
    List mapping_methods = {};
    List copies = {};    ///< "{}.copy()"
    List mutators = {};  ///< methods that change their receiver
    std::map<std::string, List> results = {};
    List exceptions = {};
    List numbers = {};  ///< literals that are often meant
    List texts = {};
    List values = {};
};

const Words& words_of(code::Language language);

/// What a call of this name gives.
Shape shape_of_result(code::Language language, std::string_view name);

/// What a function of this name is given: "len" a sequence, "abs" a number.
Shape shape_of_argument(std::string_view name);

/// "length", "size": a member that is a number.
bool is_length(std::string_view member);

/// "range", "enumerate": loops over it give numbers first.
bool is_counting(std::string_view function);

/// The template with its one place {} or {0} filled.
std::string filled(std::string_view pattern, std::string_view first, std::string_view second = {});

}  // namespace mendel::repair
