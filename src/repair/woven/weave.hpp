#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
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

/// Several candidates in one program.
struct Woven {
    model::Patch patch;  ///< the woven files and what chooses among versions
    std::vector<std::size_t>
        candidates;  ///< of variant 1, 2 ...; variant 0 is the program as it is
    std::vector<WovenLines> lines;
    std::string prepare;  ///< shell line to run before the check
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

    /// Whether the edit lies in the body of one function that may have versions.
    bool fits(const Candidate& candidate);

    /// Those of the batch that fit and are not left out, as many as one compilation takes well.
    Woven weave(std::span<const Candidate> batch, const std::set<std::size_t>& left_out);

    /// The candidates whose versions a compiler calls wrong.
    std::set<std::size_t> broken(const Woven& woven, const std::string& output) const;

  private:
    struct Body {
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
    };
    struct Source {
        std::string text;
        code::Language language = code::Language::c;
        std::string package;  ///< of Go
        std::vector<Body> bodies;
    };
    /// What a candidate makes of one function.
    struct Version {
        std::string file;
        Body body;
        std::string text;
    };
    using Versions = std::map<std::uint32_t, std::vector<std::pair<std::size_t, Version>>>;

    const Source* source(const std::string& path);
    std::optional<Version> version_of(const Candidate& candidate);
    std::string woven_text(const std::string& path, const Versions& functions, Woven& woven);
    void add_file(const std::string& path, const Versions& functions, Woven& woven);

    const model::TreeView& m_tree;
    std::map<std::string, std::optional<Source>> m_sources;
};

}  // namespace mendel::repair
