#include <algorithm>

#include <fmt/format.h>

#include "intake/roles.hpp"
#include "intake/runs.hpp"
#include "intake/steps.hpp"

namespace mendel::intake {

namespace {

Word word_of(const std::string& name) {
    for (const auto word : {Word::status, Word::stop, Word::resume})
        if (name_of(word) == name)
            return word;
    return Word::help;
}

Ruling act(const Case& one) {
    return base::Result<Decision>(Act{.word = word_of(one.command->word),
                                      .actor = one.event.actor.login,
                                      .number = one.event.number,
                                      .comment_id = one.event.comment.id});
}

}  // namespace

Ruling ignore_no_command(Case& one) {
    if (one.event.action != "created")
        return ignore("not_new",
                      "Only new comments are read. Edited and deleted ones ask nothing.");
    if (!command_name(one.event.comment.first_line))
        return ignore("no_command", "The comment does not begin with a command.");
    return std::nullopt;
}

Ruling ignore_author(Case& one) {
    const auto& author = one.event.comment.author;
    if (author.login.empty() || author.login != one.event.actor.login ||
        author.id != one.event.actor.id)
        return ignore("another_sender", "The comment was not written by the one who sent it.");
    if (!is_bot(author))
        return std::nullopt;
    if (author.login == one.situation.self)
        return ignore("own_comment", "The comment is mendel's own.");
    if (!is_listed(one.config.allow.bots, author.login))
        return ignore("bot", "The comment is by a bot that allow.bots does not list.");
    return std::nullopt;
}

Ruling require_permission(Case& one) {
    const auto& author = one.event.comment.author;
    const auto name = command_name(one.event.comment.first_line).value_or("");
    if (is_bot(author))
        return std::nullopt;
    if (auto need = ask(one, {{.topic = Topic::permission, .login = author.login}}))
        return need;
    const auto& permission = *one.facts.permission;
    if (!permission)
        return pass_on(permission);
    const auto& allow = one.config.allow;
    const auto needed = role_named(name == "/auto-fix"       ? allow.auto_fix
                                   : name == "/parallel-dev" ? allow.parallel_dev
                                                             : "write");
    const auto role = role_of(*permission);
    if (role < needed)
        return refuse(one, "permission",
                      fmt::format("{} takes the role {} here, and {} has {}. Ask somebody who has "
                                  "it.",
                                  name, name_of(needed), author.login, name_of(role)));
    return std::nullopt;
}

Ruling read_command(Case& one) {
    auto command = parse_command(one.event.comment.first_line, one.situation.missions);
    if (!command)
        return refuse(one,
                      command.error().kind == base::ErrorKind::refused ? "not_built" : "grammar",
                      command.error().message);
    one.command = std::move(*command);
    if (one.command->word == "approve")
        return std::nullopt;
    if (!one.command->word.empty())
        return act(one);
    if (one.command->name != "/auto-fix" && one.command->name != "/parallel-dev")
        return refuse(one, "not_built",
                      one.command->name + " is not built yet. Say /mendel help for what is.");
    return std::nullopt;
}

}  // namespace mendel::intake
