#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "cli/command.hpp"

namespace mendel::cli {

/// Of a long list of failures so many are printed; the rest is counted.
constexpr std::size_t k_most_failures_shown = 10;

/// Colours for text that a person reads; without colour every function gives the text unchanged.
class Style {
  public:
    explicit Style(bool colored) : m_colored(colored) {}

    std::string bold(std::string_view text) const { return wrapped("1", text); }
    std::string dim(std::string_view text) const { return wrapped("2", text); }
    std::string red(std::string_view text) const { return wrapped("31", text); }
    std::string green(std::string_view text) const { return wrapped("32", text); }
    std::string yellow(std::string_view text) const { return wrapped("33", text); }
    std::string cyan(std::string_view text) const { return wrapped("36", text); }
    bool colored() const { return m_colored; }

  private:
    std::string wrapped(std::string_view code, std::string_view text) const;
    bool m_colored;
};

/// Coloured where the descriptor (1 stdout, 2 stderr) is a terminal and nobody asked otherwise.
Style style_for(const GlobalOptions& global, int descriptor);

/// Text of strangers made safe for a terminal: control characters other than LF and TAB shown as
/// "\xNN", so that no escape sequence passes.
std::string printable(std::string_view text);

/// A unified diff with its lines coloured.
std::string colored_diff(std::string_view diff, const Style& style);

}  // namespace mendel::cli
