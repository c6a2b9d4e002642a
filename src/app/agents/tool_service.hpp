#pragma once

#include <optional>
#include <string>

#include "app/session.hpp"
#include "base/result.hpp"
#include "model/task.hpp"

namespace mendel::app {

/// How `mendel mcp` serves.
struct ToolServiceOptions {
    std::optional<model::Task> task = {};  ///< narrows what the tools allow
    std::optional<int> port = {};  ///< streamable HTTP on this port (0: any); nothing: stdio
    bool token = true;             ///< HTTP asks for a bearer token
    std::function<void(const std::string& url, const std::string& token)> ready = {};
};

/// Serves mendel's tools over MCP for the user's own work tree until the input ends or the session
/// is asked to stop. The checks are those of the task or of the repository.
base::Status serve_tools(const Session& session, const ToolServiceOptions& options);

}  // namespace mendel::app
