#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "agent/tool_box.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "sys/server.hpp"

namespace mendel::agent {

/// The Model Context Protocol's server side (https://modelcontextprotocol.io, 2024-11-05 to
/// 2025-11-25): tools, ping and logging/setLevel over JSON-RPC 2.0, whatever the transport. Safe to
/// use from several threads.
class McpServer {
  public:
    explicit McpServer(ToolBox& tools, std::string instructions = {})
        : m_tools(tools), m_instructions(std::move(instructions)) {}

    /// The answer to one message as text of one line; nothing for a notification or a response.
    std::optional<std::string> answer(std::string_view message);

  private:
    base::Json answer_request(const base::Json& request);
    base::Json initialise(const base::Json& parameters) const;
    base::Json list_tools() const;
    base::Result<base::Json> call_tool(const base::Json& parameters);

    ToolBox& m_tools;
    std::string m_instructions;
};

/// Who may talk to an MCP server over HTTP.
struct McpAccess {
    std::string token;  ///< bearer token; empty: none is asked for
    std::string path = "/mcp";
};

/// The streamable HTTP transport (MCP 2025-06-18, "Transports") without sessions and without
/// server-sent requests: POST answers with JSON, GET with 405. Requests whose Host or Origin is not
/// loopback are refused (DNS rebinding), as are those without the token. The server must outlive
/// the handler.
sys::ServerHandler mcp_handler(McpServer& server, const McpAccess& access);

/// Messages of one line each on standard input, answers on standard output, to the input's end.
base::Status serve_standard_streams(McpServer& server, const std::stop_token& stop);

}  // namespace mendel::agent
