#include "app/session.hpp"

#include "git/checkout.hpp"
#include "sys/clock.hpp"

namespace mendel::app {

base::Result<Session> open_session(const SessionOptions& options) {
    auto repository = git::Repository::open(options.folder);
    if (!repository)
        return base::fail(repository.error());
    const auto recovered = git::recover_apply(*repository);
    if (!recovered)
        return base::fail(recovered.error());
    if (*recovered)
        options.events(
            {.kind = model::EventKind::note, .text = "An interrupted --apply was completed."});
    auto config = config::load_config(repository->root(), options.config_file);
    if (!config)
        return base::fail(config.error());
    return Session{std::move(*repository), std::move(*config), sys::system_clock(), options.events,
                   options.stop};
}

void begin_stage(const Session& session, const std::string& stage, const std::string& text) {
    session.events({.kind = model::EventKind::stage, .stage = stage, .text = text});
}

}  // namespace mendel::app
