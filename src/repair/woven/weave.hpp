#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "code/tree.hpp"
#include "model/round.hpp"
#include "repair/candidate.hpp"

namespace mendel::repair {

/// Lines of a woven file that hold one candidate's version of a function.
struct WovenLines {
    std::string file;
    int first = 0;  ///< 1-based
    int last = 0;   ///< 1-based, inclusive
    std::size_t candidate = 0;
};

/// What a candidate makes of the one function that it edits.
struct Version {
    std::string file;
    std::uint32_t begin = 0;  ///< of the body with its braces, in the text as it is
    std::uint32_t end = 0;
    std::string body;         ///< with its braces
    bool has_result = false;  ///< the function returns a value
};

/// Several candidates in one program.
struct Woven {
    model::Patch patch;                   ///< the woven files and what chooses among versions
    std::vector<std::size_t> candidates;  ///< of variant 1, 2 ...; 0 is the program as it is
    std::vector<WovenLines> lines;
    std::string prepare;  ///< shell line to run before the check
    std::string compile;  ///< another, for a check that tells only some of the errors
};

/// Weaves candidates into one program, so that it is compiled once for many (mutant schemata:
/// Untch, Offutt, Harrold, "Mutation Analysis Using Mutant Schemata", ISSTA 1993). Each function
/// that candidates edit gets all its versions and chooses by the number of the variant; a runtime
/// (src/repair/data/mendel_variants.*) starts the program once for each. C, C++, Go and Rust.
class Weaver {
  public:
    explicit Weaver(const model::TreeView& tree) : m_tree(tree) {}

    /// Whether there is a loom for the file's language.
    static bool knows(const std::string& path);

    /// The candidate's version; none where the edit is not in the body of one function that may
    /// have versions.
    std::optional<Version> version_of(const Candidate& candidate);

    /// The first of the versions, by candidate: as many as one compilation takes well.
    /// @param most that are woven
    Woven weave(const std::map<std::size_t, Version>& versions, std::size_t most);

    /// The candidates whose versions a compiler calls wrong, or which use names that a linker does
    /// not find.
    /// @param versions those that were woven
    std::set<std::size_t> broken(const Woven& woven, const std::map<std::size_t, Version>& versions,
                                 const std::string& output);

  private:
    struct Body {
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
        bool has_result = false;
    };
    struct Source {
        std::string text;
        code::Language language = code::Language::c;
        std::string package;  ///< clause of Go
        std::vector<Body> bodies;
    };
    /// The versions of a file's functions with the numbers of their variants, by where they begin.
    using Functions = std::map<std::uint32_t, std::vector<std::pair<std::size_t, const Version*>>>;

    std::set<std::size_t> named_by_compiler(const Woven& woven, const std::string& output) const;
    std::set<std::size_t> missed_by_linker(const Woven& woven,
                                           const std::map<std::size_t, Version>& versions,
                                           const std::string& output);
    const Source* source(const std::string& path);
    void add_file(const std::string& path, const Functions& functions, Woven& woven);

    const model::TreeView& m_tree;
    std::map<std::string, std::optional<Source>> m_sources;
};

}  // namespace mendel::repair
