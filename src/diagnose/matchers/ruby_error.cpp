#include "diagnose/matchers/ruby_error.hpp"

#include <algorithm>

#include "base/regex.hpp"
#include "base/text.hpp"

namespace mendel::diagnose {

using model::Category;

std::optional<RubyError> ruby_error_of(std::string_view text) {
    static const base::Regex k_error(
        "^((?:[A-Z]\\w*::)*[A-Z]\\w*(?:Error|Exception|Failure|Timeout|Invalid|Missing|NotFound|"
        "Interrupt|Abort|Exit|Denied|ECONNREFUSED|ENOENT|EACCES|Expired)?)(?:: ?(.*)|:)$");
    text = base::trim(text).substr(0, 4000);
    const auto groups = k_error.match(text);
    if (!groups)
        return std::nullopt;
    static const base::Regex k_like("(?:Error|Exception|Failure|::[A-Z])");
    if (!k_like.found_in((*groups)[1]))
        return std::nullopt;
    return RubyError{std::string((*groups)[1]), std::string((*groups)[2])};
}

std::optional<model::Frame> ruby_frame_of(std::string_view text) {
    static const base::Regex k_frame(
        "^(?:# |from "
        ")?((?:[A-Za-z]:)?[^\\s:'\"]+(?:\\.rb|\\.rake|\\.ru|\\.erb|\\.feature|file|\\.gemspec|"
        "/bin/[\\w-]+|/exe/[\\w-]+)):(\\d+)(?::in [`'](.*)')?:?$");
    text = base::trim(text).substr(0, 2000);
    const auto groups = k_frame.match(text);
    if (!groups)
        return std::nullopt;
    return model::Frame{std::string((*groups)[1]), number_of((*groups)[2]),
                        std::string((*groups)[3])};
}

std::vector<model::Frame> ruby_frames(const Section& section, std::size_t begin, std::size_t end) {
    constexpr std::size_t k_most = 60;
    std::vector<model::Frame> frames;
    for (auto i = begin; i < std::min(end, section.size()) && frames.size() < k_most; ++i)
        if (auto frame = ruby_frame_of(section.text(i)))
            frames.push_back(std::move(*frame));
    std::reverse(frames.begin(), frames.end());
    return frames;
}

void describe(model::Failure& failure, const RubyError& error) {
    static const base::Regex k_load("cannot load such file -- (\\S+)");
    static const base::Regex k_constant("^uninitialized constant (\\S+)");
    static const base::Regex k_name("^undefined (?:local variable or )?method [`'](\\w+[?!=]?)'");
    failure.rule = error.type;
    failure.message = error.type + ": " + error.message;
    if (const auto load = k_load.match(error.message)) {
        failure.category = Category::import_error;
        failure.subject = (*load)[1];
        if (failure.subject.find('/') == std::string::npos)
            failure.fixable_by = {"dependencies"};
    } else if (const auto constant = k_constant.match(error.message)) {
        failure.category = Category::import_error;
        failure.subject = (*constant)[1];
    } else if (const auto name = k_name.match(error.message)) {
        failure.subject = (*name)[1];
    } else if (error.type == "SyntaxError") {
        failure.category = Category::syntax_error;
    }
}

}  // namespace mendel::diagnose
