#include "app/action/checkout_session.hpp"

#include <fmt/format.h>

#include "app/action/default_config.hpp"
#include "sys/clock.hpp"
#include "sys/files.hpp"

namespace mendel::app {

namespace {

using base::Result;

/// The newest commit of the default branch that the checkout's history has: its configuration and
/// the files that agents are made of count.
Result<std::string> default_tip(const git::Repository& repository,
                                const std::string& default_branch) {
    auto tip = repository.reference("refs/remotes/origin/" + default_branch);
    if (!tip)
        return base::fail(tip.error());
    if (!*tip)
        return base::fail(base::ErrorKind::user,
                          fmt::format("The checkout does not have the branch {}, whose "
                                      "configuration counts. Set fetch-depth: 0 for the checkout.",
                                      default_branch));
    return std::move(**tip);
}

Result<config::Config> config_of(const git::Repository& repository, const std::string& tip) {
    const auto text = repository.read(tip, k_config_file);
    if (!text)
        return base::fail(text.error());
    return default_config(*text);
}

}  // namespace

base::Status check_commit(const git::Repository& repository, const model::Request& request) {
    const auto head = repository.head_commit();
    if (!head)
        return base::fail(head.error());
    if (*head != request.head_commit && *head != request.tested_commit)
        return base::fail(base::ErrorKind::user,
                          fmt::format("The checkout is not at commit {}. Check out the request's "
                                      "head_commit.",
                                      request.head_commit.substr(0, 12)),
                          repository.root());
    return {};
}

Result<Session> open_checkout(const ActionContext& context, const std::string& default_branch,
                              const model::EventSink& events, std::stop_token stop) {
    auto repository = git::Repository::open(context.workspace);
    if (!repository)
        return base::fail(repository.error());
    auto tip = default_tip(*repository, default_branch);
    if (!tip)
        return base::fail(tip.error());
    auto config = config_of(*repository, *tip);
    if (!config)
        return base::fail(config.error());
    for (auto& line : lines_of(context.input("setup")))
        config->heal.setup.push_back(std::move(line));
    for (auto& line : lines_of(context.input("verify")))
        config->heal.verify.push_back(std::move(line));
    return Session{.repository = std::move(*repository),
                   .config = std::move(*config),
                   .clock = sys::system_clock(),
                   .events = events,
                   .stop = std::move(stop),
                   .runs = sys::join_path(context.temporary, "mendel"),
                   .agent_commit = std::move(*tip)};
}

}  // namespace mendel::app
