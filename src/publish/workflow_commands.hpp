#pragma once

#include <string>
#include <string_view>

namespace mendel::publish {

/// What a step says to the runner of GitHub Actions
/// (https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions). Foreign
/// text goes through these alone: the runner obeys any line of the log that begins with "::".

/// "::warning file=a.py,line=3,title=T::message" with everything escaped. At most 4,096 characters
/// of the message are kept.
enum class Annotation { notice, warning, error };
struct AnnotationPlace {
    std::string file = {};
    int line = 0;
    int column = 0;  ///< told only with a line
    std::string title = {};
};
std::string annotation(Annotation kind, std::string_view message,
                       const AnnotationPlace& place = {});

/// One "::add-mask::" line for each line of a secret; empty for an empty secret.
std::string mask_command(std::string_view secret);

/// The text between "::stop-commands::token" and "::token::", so that nothing in it is obeyed.
/// @param token random, at least 16 letters and digits that the text cannot know
std::string without_commands(std::string_view text, std::string_view token);

/// An entry of the file behind GITHUB_OUTPUT: "name<<delimiter", the value, the delimiter.
/// @param delimiter random; must not stand in the value
std::string output_entry(std::string_view name, std::string_view value, std::string_view delimiter);

}  // namespace mendel::publish
