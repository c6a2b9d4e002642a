#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace mendel::diagnose {

/// A clean line taken apart.
struct LineParts {
    std::string_view mark;  ///< what the CI service wrote in front (see Line::mark)
    std::string_view text;  ///< without the service's timestamp, without blanks at its end
};

/// Knows the timestamps of GitHub and Azure ("2024-01-31T23:59:59.1234567Z "), GitLab (the same,
/// then "00O "), and Jenkins ("[2024-01-31T23:59:59.123Z] "), and the columns of
/// `gh run view --log`.
LineParts parts_of(std::string_view line);

/// Which of several programs that ran at once wrote a line, by the prefix that their runner puts in
/// front: docker build ("#12 3.456 "), docker compose ("web-1  | "), turbo ("web:build: "), lerna,
/// pnpm ("packages/web test: "), concurrently and the like ("[web] "). length 0 where there is
/// none.
struct Strand {
    enum class Form { none, build_step, service, task, script, bracket } form = Form::none;
    std::string_view name = {};
    std::size_t length = 0;  ///< of the prefix, with the blank behind it
};
Strand strand_of(std::string_view text);

/// What the program wrote, in an event of `go test -json` (https://pkg.go.dev/cmd/test2json), as a
/// clean line; empty where the event brings no output, nothing where the line is no event.
std::optional<std::string> event_output(std::string_view text);

/// Appends text with U+FFFD in place of bytes that are not UTF-8 (RFC 3629): at most three times
/// as many bytes.
void append_utf8(std::string_view bytes, std::string& text);

}  // namespace mendel::diagnose
