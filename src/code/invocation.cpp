#include "code/invocation.hpp"

#include "code/invocation_resolver.hpp"

namespace mendel::code {

std::vector<Invocation> invocations_of(const model::Command& command, const ReadFile& read) {
    Resolver resolver(read);
    Scope scope;
    scope.directory = Scope().path_of(command.directory);
    scope.environment = command.environment;
    if (const auto* argv = std::get_if<model::Argv>(&command.body))
        resolver.program(argv->words, scope);
    else
        resolver.script(std::get<model::Script>(command.body).text, scope);
    return resolver.take();
}

model::Command command_with(const Invocation& invocation, std::vector<std::string> arguments) {
    model::Argv argv;
    argv.words = invocation.launcher;
    argv.words.insert(argv.words.end(), std::make_move_iterator(arguments.begin()),
                      std::make_move_iterator(arguments.end()));
    model::Command command{argv};
    command.directory = invocation.directory;
    command.environment = invocation.environment;
    return command;
}

}  // namespace mendel::code
