#include "base/text.hpp"
#include "config/config.hpp"
#include "fuzz/fuzz.hpp"

using namespace mendel;

namespace {

void check_text(std::string_view text) {
    const auto problems = config::check_config(text, "m.yml");
    const auto parsed = config::parse_config(text, "m.yml");
    must_hold(parsed.has_value() == problems.empty(), "check and parse agree");
    for (const auto& problem : problems) {
        must_hold(problem.kind == base::ErrorKind::user, "a problem is the user's");
        must_hold(problem.where.rfind("m.yml", 0) == 0, "a problem names the file");
        must_hold(problem.message.size() < 1000, "a problem is short");
    }
    if (parsed)
        must_hold(parsed->scope.max_files > 0 && parsed->heal.attempts > 0, "limits are kept");
}

void check_path(const std::string& path) {
    config::ScopeConfig scope;
    if (config::write_refusal(scope, path))
        return;
    const auto folded = "/" + base::to_lower(path) + "/";
    must_hold(!base::contains(folded, "/../") && !base::contains(folded, "//"),
              "path stays inside");
    must_hold(!base::contains(folded, "/.git"), "no path into .git or .github");
    scope.deny = {path};
    if (path.find_first_of("*?[") == std::string::npos)
        must_hold(config::write_refusal(scope, path).has_value(), "a path denies itself");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = text_of(data, size);
    check_text(text);
    for (const auto line : base::split_lines(text))
        check_path(std::string(line));
    return 0;
}
