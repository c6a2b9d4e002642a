#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "code/import_edit.hpp"

namespace mendel::code {

// The writers behind import_edit, one file each.
std::optional<Edit> python_import_edit(const Tree& tree, const NewImport& wanted,
                                       const SectionOf& section_of);
std::optional<Edit> script_import_edit(const Tree& tree, const NewImport& wanted,
                                       const SectionOf& section_of);
std::optional<Edit> c_import_edit(const Tree& tree, const NewImport& wanted,
                                  const SectionOf& section_of);

/// An insertion.
Edit insertion(std::size_t offset, std::string text);

/// Where the line of an offset begins, and where the line after it begins.
std::size_t line_begin(std::string_view text, std::size_t offset);
std::size_t next_line(std::string_view text, std::size_t offset);

/// "\r\n" where the file's first line ends so, else "\n".
std::string_view line_ending(std::string_view text);

/// Adds an element to a comma-separated list of nodes: at its sorted place where the list is
/// sorted, else at the end; on a line of its own where the list has one element a line.
Edit list_insertion(std::string_view text, const std::vector<Node>& elements,
                    const std::string& element);

/// Whether the keys are in ascending order.
bool is_sorted(const std::vector<std::string>& keys);

/// The place of a key in sorted keys: the number of keys that stay before it.
std::size_t sorted_place(const std::vector<std::string>& keys, const std::string& key);

}  // namespace mendel::code
