#pragma once

#include <string>
#include <vector>

namespace mendel::heal {

// The tables of src/heal/data about standard libraries, parsed once at first use.

/// Whether the first part of a dotted name is a module of Python's standard library.
bool is_python_standard(const std::string& module);
const std::vector<std::string>& python_standard_modules();
/// The module of the standard library that a well-known name usually comes from; "" if none.
std::string python_home_of(const std::string& name);
/// The module that is commonly imported under a short name ("np"); "" if none.
std::string python_alias(const std::string& name);

/// Whether a module comes with Node.js, "node:" before it or not.
bool is_node_builtin(const std::string& module);
const std::vector<std::string>& node_builtins();
/// The module of Node.js that a well-known name usually comes from; "" if none.
std::string node_home_of(const std::string& name);

/// The header of C, or POSIX, that declares a name; "" if none.
std::string c_header_of(const std::string& name);
/// The header of C++ that declares a name, "std::" before it or not; "" if none.
std::string cpp_header_of(const std::string& name);

/// "stdint.h" as C++ calls it: "cstdint"; the header itself where C++ has no name of its own.
std::string cpp_spelling(const std::string& header);
/// All headers of C and C++ that the table knows.
std::vector<std::string> standard_headers(bool cpp);

}  // namespace mendel::heal
