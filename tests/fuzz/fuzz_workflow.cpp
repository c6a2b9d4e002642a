#include "base/text.hpp"
#include "evaluate/neighbours.hpp"
#include "fuzz/fuzz.hpp"
#include "model/command.hpp"

using namespace mendel;

namespace {

void check_commands(const evaluate::RepositoryChecks& checks) {
    must_hold(checks.commands.size() <= 8, "at most eight checks");
    for (const auto& command : checks.commands) {
        const auto text = model::to_text(command);
        must_hold(!base::contains(text, "${{"), "no expression is run");
        must_hold(!base::contains(text, "secrets."), "no secret is named");
        must_hold(command.directory.empty() || command.directory.front() != '/',
                  "a folder is relative");
    }
}

}  // namespace

/// The input is every file that the neighbour finder asks for: workflow, package.json, Makefile.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(text_of(data, size));
    const code::ReadFile read = [&](const std::string&) {
        return std::optional<std::string>(text);
    };
    for (const auto& step : evaluate::workflow_steps(text))
        evaluate::reason_against(step, read);
    check_commands(evaluate::repository_checks(
        {}, {".github/workflows/ci.yml", "package.json", "Makefile"}, read));
    return 0;
}
