#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "diagnose/log.hpp"
#include "diagnose/log_bytes.hpp"
#include "diagnose/log_line.hpp"
#include "fuzz/fuzz.hpp"

using namespace mendel;

namespace {

/// Hands the text on in pieces of `piece` bytes.
model::ReadBytes in_pieces(std::string_view text, std::size_t piece) {
    return [text, piece](char* to, std::size_t room) mutable {
        const auto part = text.substr(0, std::min(room, piece));
        std::copy(part.begin(), part.end(), to);
        text.remove_prefix(part.size());
        return part.size();
    };
}

void check(const diagnose::Line& line, std::string_view text) {
    must_hold(line.offset <= text.size(), "a line begins inside the log");
    must_hold(line.number >= 1, "lines are counted from 1");
    must_hold(base::is_utf8_text(line.text), "a line is UTF-8");
    for (const char c : line.text)
        must_hold(static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\r',
                  "a line has no controls");
}

void check_bytes(std::string_view text) {
    std::string cleaned(text);
    const auto line = text.substr(0, text.find('\n'));
    cleaned.resize(diagnose::clean_line(line, cleaned.data()));
    must_hold(cleaned.size() <= line.size(), "cleaning only takes away");
    const auto feeds = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    must_hold(diagnose::count_feeds(text) == feeds, "LF are counted");
    must_hold(diagnose::facts_of(text).feeds == feeds, "LF are counted beside the rest");
    must_hold(diagnose::strand_of(line).length <= line.size(), "a prefix is part of the line");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = text_of(data, size);
    check_bytes(text);
    const diagnose::Log whole({.text = text});
    const diagnose::Log pieces({.read = in_pieces(text, 1 + size % 13), .whole = true});
    must_hold(whole.lines().size() == pieces.lines().size(), "pieces give the same lines");
    for (std::size_t i = 0; i < whole.lines().size(); ++i) {
        check(whole.lines()[i], text);
        must_hold(whole.lines()[i].text == pieces.lines()[i].text, "pieces give the same text");
    }
    for (const auto& step : whole.steps())
        must_hold(step.begin <= step.end && step.end <= whole.lines().size(),
                  "steps are made of lines");
    return 0;
}
