#pragma once

#include <optional>
#include <string>
#include <vector>

#include "heal/rungs/imports_workspace.hpp"
#include "model/round.hpp"

namespace mendel::heal {

// One file (or two) each; they answer with an empty Proposal where the failure is not theirs.
base::Result<model::Proposal> python_dependencies(const model::Round& round);
base::Result<model::Proposal> python_conflicts(const model::Round& round);
base::Result<model::Proposal> node_dependencies(const model::Round& round);
base::Result<model::Proposal> node_lock(const model::Round& round);
base::Result<model::Proposal> go_dependencies(const model::Round& round);
base::Result<model::Proposal> cargo_lock(const model::Round& round);

/// The words of a failure in which a dependency may be named: message, evidence and tests'
/// messages.
std::string words_of(const model::Failure& failure);

/// A requirement to be added somewhere.
struct Requirement {
    std::string distribution;  ///< "PyYAML"
    std::string version = {};  ///< installed or pinned elsewhere, may be empty
};

/// A place where a Python project keeps its requirements.
struct RequirementPlace {
    std::string file;
    std::string label;  ///< "requirements.txt", "pyproject.toml [project]"
    bool for_tests = false;
    bool mentioned = false;  ///< the check or the failure names the file
};

/// All places of the tree, the most likely first for a module that only tests import or not.
std::vector<RequirementPlace> requirement_places(const Workspace& workspace, bool for_tests);

/// The edit that adds a requirement in the place's own pinning style and order; nothing where it
/// is there already or the place cannot be read. `note` says why.
std::optional<code::Edit> requirement_edit(const Workspace& workspace,
                                           const RequirementPlace& place,
                                           const Requirement& requirement, std::string& note);

/// "PyYAML>=5 ; x" as "pyyaml": the name by PEP 503.
std::string normalised_distribution(std::string_view requirement);

/// Which of two dotted versions is newer: negative, 0, positive as in strcmp.
int compare_versions(std::string_view left, std::string_view right);

/// The distribution that brings an importable module, by the embedded table; "" if unknown.
std::string distribution_of(const std::string& module);

/// An element added to a list of strings in a text, in its own style and order.
struct StringList {
    std::uint32_t begin = 0;  ///< offset of the opening bracket
    std::uint32_t end = 0;    ///< behind the closing bracket
    struct Element {
        std::string text;
        std::uint32_t begin = 0;  ///< with quotes
        std::uint32_t end = 0;
    };
    std::vector<Element> elements = {};
};
code::Edit list_insertion(std::string_view text, const StringList& list,
                          const std::string& element);

/// A member "name": "value" added to an object of a JSON text, sorted where it is sorted; nothing
/// where the text is no JSON object, or the member is there.
std::optional<code::Edit> json_member_insertion(const std::string& text,
                                                const std::vector<std::string>& path,
                                                const std::string& name, const std::string& value);

}  // namespace mendel::heal
