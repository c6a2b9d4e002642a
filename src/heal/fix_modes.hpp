#pragma once

#include <map>
#include <string>
#include <vector>

#include "code/invocation.hpp"

namespace mendel::heal {

/// One row of data/fix_modes.yaml: how a tool's check mode becomes its fix mode.
struct FixMode {
    std::string tool;
    std::string category;  ///< "format" or "lint": the rung that uses it
    std::vector<std::string> first = {};
    std::vector<std::string> without = {};
    std::vector<std::string> remove = {};
    std::vector<std::string> remove_value = {};
    std::map<std::string, std::string> replace = {};
    std::vector<std::string> insert = {};
    std::vector<int> ok = {};
    bool narrow = false;
    std::vector<std::string> values = {};
};

/// All rows, in the order of the table.
const std::vector<FixMode>& fix_modes();

/// The rows under which an invocation falls, best first.
std::vector<const FixMode*> fix_modes_of(const code::Invocation& invocation);

/// Whether some row of this category is about the tool.
bool has_fix_mode(const std::string& tool, const std::string& category);

/// The arguments of the fix.
std::vector<std::string> fix_arguments(const FixMode& mode,
                                       const std::vector<std::string>& arguments);

/// The same with the paths among them replaced by these files; options keep their values.
std::vector<std::string> with_files(const FixMode& mode, const std::vector<std::string>& arguments,
                                    const std::vector<std::string>& files);

}  // namespace mendel::heal
