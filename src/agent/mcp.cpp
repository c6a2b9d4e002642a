#include "agent/mcp.hpp"

#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "sys/standard_input.hpp"

namespace mendel::agent {

namespace {

using base::Json;

/// Newest first; a client that asks for another is offered the newest.
constexpr std::array k_versions = {"2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"};

constexpr int k_parse_error = -32700;
constexpr int k_invalid_request = -32600;
constexpr int k_no_method = -32601;
constexpr int k_invalid_parameters = -32602;

Json error_answer(const Json& id, int code, const std::string& message) {
    return {{"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", code}, {"message", message}}}};
}

bool is_version(const std::string& version) {
    for (const char* each : k_versions)
        if (version == each)
            return true;
    return false;
}

Json tool_json(const Tool& tool) {
    const bool reads = tool.effect == ToolEffect::reads;
    return {{"name", tool.name},
            {"description", tool.description},
            {"inputSchema", Json::parse(tool.input_schema)},
            {"annotations", {{"readOnlyHint", reads}, {"openWorldHint", false}}}};
}

/// "127.0.0.1:80" and "[::1]" and "localhost": a name of this machine's loopback.
bool is_loopback(std::string_view host) {
    if (const auto scheme = host.find("://"); scheme != std::string_view::npos)
        host.remove_prefix(scheme + 3);
    const auto port = host.rfind(':');
    if (port != std::string_view::npos && host.find(']', port) == std::string_view::npos)
        host = host.substr(0, port);
    return host == "127.0.0.1" || host == "localhost" || host == "[::1]";
}

sys::ServerAnswer refusal(int status, const std::string& message) {
    return {.status = status,
            .body = base::to_line(error_answer(nullptr, k_invalid_request, message))};
}

/// The length of the comparison tells nothing of the token.
bool same_secret(std::string_view given, std::string_view wanted) {
    unsigned difference = given.size() == wanted.size() ? 0 : 1;
    for (std::size_t index = 0; index < wanted.size(); ++index)
        difference |= static_cast<unsigned char>(wanted[index]) ^
                      static_cast<unsigned char>(index < given.size() ? given[index] : '\0');
    return difference == 0;
}

std::optional<sys::ServerAnswer> access_refusal(const sys::ServerRequest& request,
                                                const McpAccess& access) {
    const auto& origin = request.header("origin");
    if (!is_loopback(request.header("host")) || (!origin.empty() && !is_loopback(origin)))
        return refusal(403, "Only programs of this machine may ask.");
    if (request.path != access.path)
        return refusal(404, "There is nothing here. The path is " + access.path + ".");
    if (!access.token.empty() &&
        !same_secret(request.header("authorization"), "Bearer " + access.token)) {
        auto answer = refusal(401, "The bearer token is missing or wrong.");
        answer.headers = {{"WWW-Authenticate", "Bearer"}};
        return answer;
    }
    if (request.method != "POST") {
        auto answer = refusal(405, "Messages are sent with POST.");
        answer.headers = {{"Allow", "POST"}};
        return answer;
    }
    const auto& version = request.header("mcp-protocol-version");
    if (!version.empty() && !is_version(version))
        return refusal(400, fmt::format("The protocol version '{}' is not spoken here.", version));
    return std::nullopt;
}

}  // namespace

std::optional<std::string> McpServer::answer(std::string_view message) {
    const auto json = base::parse_json(message, "message");
    if (!json)
        return base::to_line(error_answer(nullptr, k_parse_error, json.error().message));
    if (!json->is_object() || base::text_at(*json, "jsonrpc") != "2.0")
        return base::to_line(
            error_answer(nullptr, k_invalid_request, "This is no JSON-RPC 2.0 message."));
    if (!json->contains("method") || !json->contains("id"))
        return std::nullopt;
    return base::to_line(answer_request(*json));
}

Json McpServer::answer_request(const Json& request) {
    const Json& id = request.at("id");
    if (!id.is_string() && !id.is_number_integer())
        return error_answer(nullptr, k_invalid_request, "The id is neither text nor number.");
    const auto method = base::text_at(request, "method");
    const Json parameters = request.value("params", Json::object());
    base::Result<Json> result = Json::object();
    if (method == "initialize")
        result = initialise(parameters);
    else if (method == "tools/list")
        result = list_tools();
    else if (method == "tools/call")
        result = call_tool(parameters);
    else if (method != "ping" && method != "logging/setLevel")
        return error_answer(id, k_no_method, fmt::format("There is no method '{}'.", method));
    if (!result)
        return error_answer(id, k_invalid_parameters, result.error().message);
    return {{"jsonrpc", "2.0"}, {"id", id}, {"result", *result}};
}

Json McpServer::initialise(const Json& parameters) const {
    const auto wanted = base::text_at(parameters, "protocolVersion");
    Json result = {
        {"protocolVersion", is_version(wanted) ? wanted : k_versions.front()},
        {"capabilities", {{"tools", {{"listChanged", false}}}, {"logging", Json::object()}}},
        {"serverInfo", {{"name", "mendel"}, {"version", "0.1.0"}}}};
    if (!m_instructions.empty())
        result["instructions"] = m_instructions;
    return result;
}

Json McpServer::list_tools() const {
    Json list = Json::array();
    for (const auto& tool : m_tools.tools())
        list.push_back(tool_json(tool));
    return {{"tools", list}};
}

base::Result<Json> McpServer::call_tool(const Json& parameters) {
    const auto name = base::text_at(parameters, "name");
    if (!m_tools.find(name)) {
        (void)m_tools.call(name,
                           parameters.is_object() ? parameters.value("arguments", Json()) : Json());
        return base::fail(base::ErrorKind::user, fmt::format("There is no tool '{}'.", name));
    }
    const Json arguments = parameters.value("arguments", Json::object());
    const auto answer = m_tools.call(name, arguments);
    return Json{{"content", Json::array({{{"type", "text"}, {"text", answer.text}}})},
                {"isError", answer.is_error}};
}

sys::ServerHandler mcp_handler(McpServer& server, const McpAccess& access) {
    return [&server, access](const sys::ServerRequest& request) -> sys::ServerAnswer {
        if (auto refused = access_refusal(request, access))
            return std::move(*refused);
        auto answer = server.answer(request.body);
        if (!answer)
            return {.status = 202};
        const bool broken = base::contains(*answer, "\"id\":null");
        return {.status = broken ? 400 : 200, .body = std::move(*answer)};
    };
}

base::Status serve_standard_streams(McpServer& server, const std::stop_token& stop) {
    return sys::each_input_line(
        [&server](std::string_view line) {
            if (base::trim(line).empty())
                return;
            if (const auto answer = server.answer(line))
                sys::write_output_line(*answer);
        },
        stop);
}

}  // namespace mendel::agent
