#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mendel::plan {

/// A part of a goal that can be built for itself.
struct Feature {
    std::string text;                        ///< "add a --json option"
    std::vector<std::string> criteria = {};  ///< what must hold, as the goal says it
};

/// The parts of a goal: items of its lists; else its sentences, split where "and" begins another
/// verb. What stands under a heading such as "Acceptance criteria" is no part but a criterion of
/// all. At most 12; the rest is joined to the last.
std::vector<Feature> features_of(std::string_view goal);

/// The words of a text that can name code: identifiers, paths and words split at case and signs,
/// in lower case, without the commonplace ones.
std::vector<std::string> telling_words(std::string_view text);

}  // namespace mendel::plan
