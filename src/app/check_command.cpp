#include "app/check_command.hpp"

#include "base/text.hpp"

namespace mendel::app {

namespace {

bool is_assignment(const std::string& word) {
    const auto equals = word.find('=');
    return equals != std::string::npos && base::is_identifier(word.substr(0, equals));
}

bool is_shell_line(const std::string& word) {
    return word.find_first_of(" \t\n|&;<>()$`\"'*?") != std::string::npos;
}

bool is_shell_call(const std::vector<std::string>& words) {
    return words.size() == 3 && words[1] == "-c" && (words[0] == "bash" || words[0] == "sh");
}

}  // namespace

base::Result<model::Command> command_of_words(const std::vector<std::string>& words) {
    if (words.empty() || base::trim(words[0]).empty())
        return base::fail(base::ErrorKind::user,
                          "There is no command to run. Give the failing command after --.");
    if (is_shell_call(words))
        return model::Command{.body = model::Script{words[0], words[2]}};
    if (words.size() == 1 && is_shell_line(words[0]))
        return model::Command{.body = model::Script{"bash", words[0]}};
    model::Command command;
    std::size_t first = 0;
    for (; first < words.size() && is_assignment(words[first]); ++first) {
        const auto equals = words[first].find('=');
        command.environment[words[first].substr(0, equals)] = words[first].substr(equals + 1);
    }
    if (first == words.size())
        return base::fail(base::ErrorKind::user,
                          "There are only variables after --. Add the command to run.");
    command.body = model::Argv{{words.begin() + static_cast<std::ptrdiff_t>(first), words.end()}};
    return command;
}

}  // namespace mendel::app
