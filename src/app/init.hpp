#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace mendel::app {

/// What became of one file.
enum class Placement {
    written,   ///< it was not there, or --force replaced another text
    same,      ///< it is there with this text already
    kept,      ///< it is there with another text: nothing was changed
    proposed,  ///< a dry run: it would be written
};
std::string_view name_of(Placement placement);

struct PlacedFile {
    std::string path;  ///< relative to the root
    Placement placement;
};

struct InitOptions {
    std::vector<std::string> templates = {"auto-fix"};  ///< names of workflows-templates/
    bool force = false;
    bool dry_run = false;
};

/// The templates that there are.
const std::vector<std::string>& template_names();

/// The text of a template; empty for a name that is none.
std::string_view template_text(const std::string& name);

/// Writes the workflow templates to .github/workflows/ and a commented .github/mendel.yml. A file
/// that is there with another text is kept unless forced. Errors of kind user: an unknown template.
base::Result<std::vector<PlacedFile>> initialise(const std::string& root,
                                                 const InitOptions& options);

}  // namespace mendel::app
