#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "base/text.hpp"
#include "diagnose/diagnose.hpp"
#include "fuzz/fuzz.hpp"
#include "model/failure_json.hpp"

using namespace mendel;

namespace {

void check(const model::Failure& failure, std::size_t count, std::string_view text) {
    must_hold(failure.confidence >= 0 && failure.confidence <= 1, "confidence is from 0 to 1");
    must_hold(failure.log_offset <= text.size(), "the offset is inside the log");
    must_hold(failure.log_line <= base::split_lines(text).size() + 1, "the line is inside the log");
    must_hold(!failure.caused_by || *failure.caused_by < count, "the cause is in the list");
    must_hold(failure.fingerprint.size() == 64, "there is a fingerprint");
    must_hold(failure.evidence.size() <= 4096, "evidence is at most 4 KiB");
    must_hold(failure.message.find('\n') == std::string::npos, "a message is one line");
    must_hold(!base::to_line(model::to_json(failure)).empty(), "a failure has its JSON");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = text_of(data, size);
    for (const auto exit_code : {std::optional<int>(), std::optional<int>(1)}) {
        const auto failures = diagnose::diagnose({.text = text,
                                                  .command = "make check",
                                                  .exit_code = exit_code,
                                                  .root = "/work/project"});
        for (const auto& failure : failures)
            check(failure, failures.size(), text);
    }
    return 0;
}
