#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "heal/rungs.hpp"
#include "heal/rungs/imports_finding.hpp"
#include "heal/rungs/imports_workspace.hpp"
#include "heal/rungs/syntax_brackets.hpp"
#include "heal/rungs/syntax_candidates.hpp"

namespace mendel::heal {

namespace {

constexpr std::size_t k_most_patches = 3;
constexpr std::size_t k_most_parses = 1500;
constexpr std::size_t k_most_parsed_bytes = std::size_t{64} << 20;

/// Words of parsers; what tests and imports complain of may hold them too, where they mean nothing.
bool speaks_of_syntax(const model::Failure& failure) {
    static const base::Regex own(
        R"((?i)^(?:\w*error: )?(?:\w*syntax ?error|indentationerror|taberror|parsing error)\b)");
    static const base::Regex words(
        R"((?i)syntax ?error|parsing error|parse error|invalid syntax|unterminated|)"
        R"(was never closed|)"
        R"(unmatched ['"(\[{]|cannot parse|cannot format|IndentationError|TabError|E999|)"
        R"(expected ['"‘]?[;:,()\[\]{}]|expected (?:an|a) |missing terminating|)"
        R"(unexpected (?:token|end|eof)|)"
        R"(unexpected indent|unindent|missing ['"(\[{;:,)\]}]|stray)");
    if (failure.category == model::Category::test_failure ||
        failure.category == model::Category::import_error)
        return own.found_in(failure.message);
    return words.found_in(failure.message);
}

bool applies(const model::Failure& failure) {
    if (failure.category == model::Category::syntax_error || failure.rule == "E999" ||
        failure.rule == "IndentationError" || failure.rule == "TabError")
        return true;
    // Node calls a name that a module does not export a SyntaxError.
    const auto finding = finding_of(failure);
    if (finding && finding->want == Want::exported)
        return false;
    return failure.rule == "SyntaxError" || speaks_of_syntax(failure);
}

/// Strings that run over their line's end, which the grammar of Python lets pass.
std::vector<code::Node> runaway_strings(const code::Tree& tree) {
    std::vector<code::Node> found;
    if (tree.language() != code::Language::python)
        return found;
    for (const auto& string : tree.all("string")) {
        const auto quote = string.child(0).text();
        const bool is_triple = base::contains(quote, "\"\"\"") || base::contains(quote, "'''");
        if (!is_triple && string.begin().line != string.end().line &&
            !base::contains(string.text(), "\\\n") && !base::contains(string.text(), "\\\r\n"))
            found.push_back(string);
    }
    return found;
}

/// The places of one file that tool and parser name.
struct Places {
    std::vector<int> tool;
    int column = 0;
    std::vector<int> parser;
};

Places places_of(const model::Failure& failure, const std::string& file, const code::Tree& tree) {
    static const base::Regex number(R"(\bline (\d+)|:(\d+):\d+|\((\d+)[:,]\d+\))");
    Places places{.tool = lines_of(failure, file)};
    for (const auto& location : failure.locations)
        if (location.file == file && places.column == 0)
            places.column = location.column;
    if (places.tool.empty())
        if (const auto found = number.match(failure.message))
            for (std::size_t group = 1; group <= 3; ++group)
                if (!(*found)[group].empty())
                    places.tool.push_back(static_cast<int>(base::to_number((*found)[group])));
    for (const auto& error : tree.errors()) {
        places.parser.push_back(error.begin().line);
        places.parser.push_back(error.end().line);
    }
    for (const auto& string : runaway_strings(tree))
        places.parser.push_back(string.begin().line);
    return places;
}

int distance(const std::vector<int>& lines, int line) {
    int nearest = 1000;
    for (const auto known : lines)
        nearest = std::min(nearest, std::abs(known - line));
    return lines.empty() ? 0 : nearest;
}

/// The lines worth trying: around what the tool names, and what the parser names nearby; where the
/// two are far apart (an unclosed bracket is noticed at the end), around both.
std::vector<int> lines_to_try(const Places& places) {
    std::set<int> lines;
    for (const auto line : places.tool)
        lines.insert({line - 2, line - 1, line, line + 1});
    int near = 0;
    int far = 0;
    for (const auto line : places.parser) {
        const bool is_near = places.tool.empty() || distance(places.tool, line) <= 3;
        if (is_near ? near++ < 8 : far++ < 2)
            lines.insert({line - 1, line});
    }
    return {lines.begin(), lines.end()};
}

double closeness(const SyntaxFix& fix, const Places& places, std::string_view text) {
    const double weight = fix.is_structural ? 0.02 : 1;
    double cost = fix.cost + weight * (1.5 * std::min(distance(places.tool, fix.line), 20) +
                                       0.5 * std::min(distance(places.parser, fix.line), 20));
    // Of a doubled bracket tools name the end of what it opens.
    const bool has_column = places.column > 0 && distance(places.tool, fix.line) == 0;
    if (has_column && !fix.is_repetition && !fix.is_structural) {
        const auto begin = fix.edits[0].begin;
        const auto line = begin == 0 ? 0 : text.rfind('\n', begin - 1) + 1;
        cost += std::min(1.5, std::abs(static_cast<double>(begin - line + 1) - places.column) / 20);
    }
    return cost;
}

/// How broken a text is: bytes that the parser could not place, and tokens that it invented.
std::size_t damage(const code::Tree& tree) {
    std::size_t sum = 0;
    for (const auto& error : tree.errors())
        sum += 1 + (error.end().offset - error.begin().offset);
    for (const auto& string : runaway_strings(tree))
        sum += string.text().size();
    return sum;
}

struct Tried {
    SyntaxFix fix;
    std::string after;
};

/// The fixes that leave no error, cheapest first; where none does, those that leave the least.
std::vector<Tried> surviving(const code::Tree& tree, std::vector<SyntaxFix> fixes) {
    std::stable_sort(fixes.begin(), fixes.end(), [](const SyntaxFix& left, const SyntaxFix& right) {
        return left.cost < right.cost;
    });
    const auto& text = tree.text();
    const auto limit = std::min(k_most_parses, k_most_parsed_bytes / (text.size() + 1) + 20);
    std::set<std::string> seen;
    std::vector<Tried> clean;
    std::vector<Tried> better;
    auto least = damage(tree);
    for (std::size_t i = 0; i < std::min(fixes.size(), limit); ++i) {
        auto after = code::apply_edits(text, fixes[i].edits);
        if (!after || !seen.insert(*after).second)
            continue;
        const auto parsed = tree.edited(fixes[i].edits);
        if (!parsed)
            continue;
        const auto left = damage(*parsed);
        if (left == 0)
            clean.push_back({fixes[i], std::move(*after)});
        else if (left < least) {
            least = left;
            better.insert(better.begin(), Tried{fixes[i], std::move(*after)});
        }
        if (clean.size() == k_most_patches)
            break;
    }
    if (clean.empty() && !better.empty())
        clean.push_back(std::move(better[0]));
    return clean;
}

/// Changes of one token; where the parser, laxer than the tool, sees no error, only a doubled mark
/// on the tool's own line is sure enough.
std::vector<Tried> token_repairs(const code::Tree& tree, const Places& places) {
    if (!places.parser.empty()) {
        auto fixes = token_fixes(tree, lines_to_try(places));
        for (auto& fix : fixes)
            fix.cost = closeness(fix, places, tree.text());
        return surviving(tree, std::move(fixes));
    }
    std::vector<Tried> tried;
    for (auto& fix : token_fixes(tree, places.tool))
        if (fix.is_repetition && tried.size() < k_most_patches)
            if (auto after = code::apply_edits(tree.text(), fix.edits))
                tried.push_back({std::move(fix), std::move(*after)});
    return tried;
}

/// The token that a compiler asks for, at the place it names: behind the code before it.
std::optional<Tried> asked_for(const code::Tree& tree, const model::Failure& failure,
                               const std::string& file) {
    static const base::Regex wish(R"(expected (?:['"`]|‘)([;:,()\[\]{}])(?:['"`]|’))");
    const auto token = wish.match(failure.message);
    const auto place = std::find_if(
        failure.locations.begin(), failure.locations.end(),
        [&](const auto& each) { return each.file == file && each.line > 0 && each.column > 0; });
    if (!token || place == failure.locations.end())
        return std::nullopt;
    const auto& text = tree.text();
    std::size_t offset = 0;
    for (int line = 1; line < place->line && offset != std::string::npos; ++line)
        offset = text.find('\n', offset) == std::string::npos ? std::string::npos
                                                              : text.find('\n', offset) + 1;
    if (offset == std::string::npos)
        return std::nullopt;
    const auto at = std::min(offset + static_cast<std::size_t>(place->column) - 1, text.size());
    const auto end = base::trim_right(std::string_view(text).substr(0, at)).size();
    const auto position = static_cast<std::uint32_t>(end);
    SyntaxFix fix{.edits = {{position, position, std::string((*token)[1])}},
                  .line = place->line,
                  .summary = fmt::format("insert '{}' in line {}", (*token)[1], place->line)};
    auto after = code::apply_edits(text, fix.edits);
    if (!after)
        return std::nullopt;
    return Tried{std::move(fix), std::move(*after)};
}

std::vector<Tried> indentation_repairs(const code::Tree& tree, int line,
                                       const model::Failure& failure) {
    auto fixes = indentation_fixes(tree.text(), line,
                                   failure.rule + " " + failure.message + failure.evidence);
    std::stable_sort(fixes.begin(), fixes.end(),
                     [](const auto& left, const auto& right) { return left.cost < right.cost; });
    std::vector<Tried> tried;
    for (auto& fix : fixes)
        if (auto after = code::apply_edits(tree.text(), fix.edits); after && *after != tree.text())
            tried.push_back({std::move(fix), std::move(*after)});
    return tried;
}

void propose_file(const Workspace& workspace, const std::string& file, model::Proposal& proposal) {
    const auto& failure = workspace.round().failure;
    const auto tree = workspace.parse(file);
    if (!tree)
        return;
    if (const auto markers = conflict_markers(tree->text()); !markers.empty()) {
        proposal.notes.push_back(
            fmt::format("merge conflict markers at {}:{}: choose a side", file, markers[0]));
        return;
    }
    const auto places = places_of(failure, file, *tree);
    std::vector<Tried> tried;
    const bool is_python = tree->language() == code::Language::python;
    const auto brackets = unmatched_brackets(tree->text(), is_python);
    // After a lost bracket Python complains of the indentation that follows.
    if (!brackets.surplus.empty() || !brackets.unclosed.empty())
        tried = token_repairs(*tree, places);
    if (tried.empty() && is_python && !places.tool.empty())
        tried = indentation_repairs(*tree, places.tool.front(), failure);
    if (tried.empty())
        tried = token_repairs(*tree, places);
    if (auto asked = asked_for(*tree, failure, file)) {
        tried.erase(std::remove_if(tried.begin(), tried.end(),
                                   [&](const Tried& each) { return each.after == asked->after; }),
                    tried.end());
        tried.insert(tried.begin(), std::move(*asked));
    }
    for (auto& one : tried) {
        if (proposal.patches.size() == k_most_patches)
            return;
        auto changed = workspace;
        changed.edit(file, one.fix.edits);
        proposal.patches.push_back(
            changed.patch("syntax", fmt::format("{} of {}", one.fix.summary, file)));
    }
}

base::Result<model::Proposal> propose(const model::Round& round) {
    const Workspace workspace(round);
    model::Proposal proposal;
    for (const auto& file : files_of(round.failure, workspace))
        propose_file(workspace, file, proposal);
    if (proposal.patches.empty() && proposal.notes.empty())
        proposal.notes.push_back("no change of one token makes the source parse");
    return proposal;
}

}  // namespace

model::Rung syntax_rung() {
    return {.name = "syntax",
            .purpose = "adds, removes or replaces one bracket, colon, comma, semicolon or quote",
            .applies = applies,
            .propose = propose};
}

}  // namespace mendel::heal
