#include "fuzz/fuzz.hpp"
#include "intake/slash_command.hpp"
#include "model/request.hpp"

using namespace mendel;

namespace {

void check_values(const intake::SlashCommand& command) {
    for (const auto& [key, value] : command.values) {
        must_hold(!value.empty(), "a value is not empty");
        if (key == "run")
            must_hold(std::stoll(value) > 0, "a run is a number above zero");
        if (key == "apply")
            must_hold(model::is_commit_id(value), "an approval is a full commit id");
        if (key == "rungs")
            must_hold(value.find_first_not_of("abcdefghijklmnopqrstuvwxyz,") == std::string::npos,
                      "rungs are plain names");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto line = text_of(data, size);
    const auto name = intake::command_name(line);
    const auto command = intake::parse_command(line, {"heal", "develop", "evolve", "create"});
    if (!command) {
        must_hold(name.has_value(), "only a command can be wrong");
        must_hold(command.error().kind == base::ErrorKind::user, "a wrong command is the user's");
        must_hold(command.error().message.size() < 300, "an error is short");
    } else {
        must_hold(command->has_value() == name.has_value(), "name and command agree");
        if (*command)
            check_values(**command);
    }
    return 0;
}
