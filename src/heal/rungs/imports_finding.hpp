#pragma once

#include <optional>
#include <string>
#include <vector>

#include "heal/rungs/imports_workspace.hpp"
#include "model/failure.hpp"

namespace mendel::heal {

/// What about an import is wrong.
enum class Want {
    name,      ///< a name is used that nothing defines
    module,    ///< a module, package or header is imported that cannot be found
    exported,  ///< a name is imported that its module does not have
    unused,    ///< an import that nothing uses
};

struct Finding {
    Want want = Want::name;
    std::string name = {};    ///< the name; C++ with its namespace; "" for all of an import
    std::string module = {};  ///< the module, package or header
};

/// Reads what a failure says about imports: by the tool's own words, else by rule and subject.
std::optional<Finding> finding_of(const model::Failure& failure);

/// The files of the tree that a failure points to, most likely first: its locations, then its own
/// frames from the innermost, then paths in its message.
std::vector<std::string> files_of(const model::Failure& failure, const Workspace& workspace);

/// The file of the innermost own frame: where the program was when it failed; nothing without
/// frames.
std::optional<std::string> innermost_file_of(const model::Failure& failure,
                                             const Workspace& workspace);

/// The lines of one file that a failure points to.
std::vector<int> lines_of(const model::Failure& failure, const std::string& file);

}  // namespace mendel::heal
