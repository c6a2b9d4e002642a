#pragma once

#include <optional>
#include <stop_token>
#include <string>

#include "base/result.hpp"
#include "config/config.hpp"
#include "git/repository.hpp"
#include "model/clock.hpp"
#include "model/event.hpp"

namespace mendel::app {

/// What the command line says about every run.
struct SessionOptions {
    std::string folder = ".";
    std::optional<std::string> config_file = {};
    model::EventSink events = [](const model::StageEvent&) {};
    std::stop_token stop = {};
};

/// The repository, its configuration and the ports that every pipeline needs.
struct Session {
    git::Repository repository;
    config::Config config;
    model::Clock clock;
    model::EventSink events;
    std::stop_token stop;
    std::string runs = {};  ///< where run folders are made; empty: the repository's state folder
    /// The commit that files which agents are made of are read from; empty: the work tree. On a
    /// forge the default branch's: a pull request's head has no say in what an agent is.
    std::string agent_commit = {};
};

/// Opens the repository (completing an interrupted --apply first) and reads its configuration.
base::Result<Session> open_session(const SessionOptions& options);

/// Emits an event that says a stage begins.
void begin_stage(const Session& session, const std::string& stage, const std::string& text);

}  // namespace mendel::app
