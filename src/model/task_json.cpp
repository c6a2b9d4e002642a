#include "model/task_json.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace mendel::model {

namespace {

using base::Json;

constexpr auto k_schema = "mendel.task/1";
constexpr std::size_t k_most_bytes = std::size_t{8} << 20U;
constexpr std::size_t k_most_text = std::size_t{1} << 20U;

Json to_json(const Command& command) {
    const auto* argv = std::get_if<Argv>(&command.body);
    Json body = argv ? Json(argv->words) : Json(std::get<Script>(command.body).text);
    if (command.directory.empty() && command.environment.empty())
        return body;
    return {{"run", body}, {"directory", command.directory}, {"environment", command.environment}};
}

/// Reads members of one object and remembers the first fault.
class Reader {
  public:
    Reader(const Json& json, std::string path, std::optional<base::Error>& fault,
           std::string_view where)
        : m_json(json), m_path(std::move(path)), m_fault(fault), m_where(where) {
        if (!m_json.is_object())
            complain("", "is not an object");
    }

    /// The member, or nothing where it is absent; marks it as known.
    const Json* member(const char* name) {
        m_known.emplace_back(name);
        const auto found = m_json.is_object() ? m_json.find(name) : m_json.end();
        return found == m_json.end() ? nullptr : &*found;
    }

    void read(const char* name, std::string& field) {
        const Json* value = member(name);
        if (!value)
            return;
        if (!value->is_string() || value->get_ref<const std::string&>().size() > k_most_text)
            return complain(name, "is not a text of at most 1 MiB");
        field = value->get<std::string>();
    }

    void read(const char* name, bool& field) {
        const Json* value = member(name);
        if (value && !value->is_boolean())
            return complain(name, "is neither true nor false");
        field = value ? value->get<bool>() : field;
    }

    template <class Number>
    requires std::is_arithmetic_v<Number>
    void read(const char* name, Number& field) {
        const Json* value = member(name);
        if (!value)
            return;
        const bool whole = std::is_integral_v<Number>;
        const bool fits = whole ? value->is_number_integer() : value->is_number();
        if (!fits || *value < 0 || *value > 1'000'000'000)
            return complain(name, "is not a number from 0 to 1,000,000,000");
        field = value->get<Number>();
    }

    void read(const char* name, std::vector<std::string>& field) {
        const Json* value = member(name);
        if (!value)
            return;
        const bool texts =
            value->is_array() && std::all_of(value->begin(), value->end(),
                                             [](const Json& each) { return each.is_string(); });
        if (!texts)
            return complain(name, "is not a list of texts");
        field = value->get<std::vector<std::string>>();
    }

    /// Each element of a list member.
    template <class Each>
    void each(const char* name, const Each& take) {
        const Json* value = member(name);
        if (value && !value->is_array())
            return complain(name, "is not a list");
        if (!value)
            return;
        for (std::size_t index = 0; index < value->size(); ++index)
            take((*value)[index], fmt::format("{}/{}/{}", m_path, name, index));
    }

    void complain(const std::string& name, const std::string& what) {
        const auto place = name.empty() ? m_path : m_path + "/" + name;
        if (!m_fault)
            m_fault = base::Error{base::ErrorKind::user,
                                  fmt::format("'{}' {}. See schemas/task.schema.json.",
                                              place.empty() ? "/" : place, what),
                                  std::string(m_where)};
    }

    /// Complains about members that nobody read.
    void finish() {
        if (!m_json.is_object())
            return;
        for (const auto& [name, value] : m_json.items())
            if (std::find(m_known.begin(), m_known.end(), name) == m_known.end())
                complain(name, "is not known");
    }

    Reader below(const Json& json, const std::string& path) {
        return Reader(json, path, m_fault, m_where);
    }
    const std::string& path() const { return m_path; }

  private:
    const Json& m_json;
    std::string m_path;
    std::optional<base::Error>& m_fault;
    std::string_view m_where;
    std::vector<std::string> m_known;
};

Command command_of_body(const Json& body, Reader& reader, const std::string& path) {
    const bool words =
        body.is_array() && !body.empty() &&
        std::all_of(body.begin(), body.end(), [](const Json& word) { return word.is_string(); });
    if (words)
        return {.body = Argv{body.get<std::vector<std::string>>()}};
    if (body.is_string() && !body.get_ref<const std::string&>().empty())
        return {.body = Script{"bash", body.get<std::string>()}};
    reader.complain(path, "is neither a shell line nor a list of words");
    return {};
}

Command read_command(const Json& json, Reader& parent, const std::string& path) {
    if (!json.is_object())
        return command_of_body(json, parent, path);
    Reader reader = parent.below(json, path);
    const Json* body = reader.member("run");
    Command command = command_of_body(body ? *body : Json(), reader, "run");
    reader.read("directory", command.directory);
    if (const Json* variables = reader.member("environment"); variables && variables->is_object())
        for (const auto& [name, value] : variables->items())
            if (value.is_string())
                command.environment[name] = value.get<std::string>();
    reader.finish();
    return command;
}

Evidence read_evidence(const Json& json, Reader& parent, const std::string& path) {
    Reader reader = parent.below(json, path);
    Evidence evidence;
    std::string trust = "stranger";
    reader.read("source", evidence.source);
    reader.read("author", evidence.author);
    reader.read("trust", trust);
    reader.read("edited", evidence.edited);
    reader.read("text", evidence.text);
    if (trust != "stranger" && trust != "user")
        reader.complain("trust", "is neither \"user\" nor \"stranger\"");
    evidence.trust = trust == "user" ? Trust::user : Trust::stranger;
    reader.finish();
    return evidence;
}

void read_scope(const Json& json, Reader parent, TaskScope& scope) {
    Reader reader = parent.below(json, "/scope");
    reader.read("write", scope.write);
    reader.read("deny", scope.deny);
    reader.read("max_files", scope.max_files);
    reader.read("max_lines", scope.max_lines);
    reader.finish();
}

void read_limits(const Json& json, Reader parent, TaskLimits& limits) {
    Reader reader = parent.below(json, "/limits");
    reader.read("minutes", limits.minutes);
    reader.read("usd", limits.usd);
    reader.read("tokens", limits.tokens);
    reader.read("turns", limits.turns);
    reader.finish();
}

void read_plan(const Json& json, Reader parent, TaskPlan& plan) {
    Reader reader = parent.below(json, "/plan");
    reader.read("depends_on", plan.depends_on);
    reader.read("skills", plan.skills);
    reader.read("estimate_minutes", plan.estimate_minutes);
    reader.read("risk", plan.risk);
    reader.read("priority", plan.priority);
    if (plan.risk > 1)
        reader.complain("risk", "is more than 1");
    reader.finish();
}

void read_identity(Reader& reader, Task& task) {
    std::string kind(name_of(task.kind));
    std::string schema = k_schema;
    reader.read("schema", schema);
    reader.read("id", task.id);
    reader.read("kind", kind);
    reader.read("title", task.title);
    reader.read("instruction", task.instruction);
    if (schema != k_schema)
        reader.complain("schema", fmt::format("is not \"{}\"", k_schema));
    if (!is_task_id(task.id))
        reader.complain("id", "is not made of letters, digits, '.', '-' and '_'");
    if (task.title.empty() || task.title.find('\n') != std::string::npos)
        reader.complain("title", "is not one line of text");
    if (const auto named = task_kind_named(kind))
        task.kind = *named;
    else
        reader.complain("kind", "is no kind of task");
}

void read_task(Reader& reader, Task& task) {
    read_identity(reader, task);
    reader.read("files", task.files);
    reader.read("criteria", task.criteria);
    reader.each("evidence", [&](const Json& each, const std::string& path) {
        task.evidence.push_back(read_evidence(each, reader, path));
    });
    reader.each("verify", [&](const Json& each, const std::string& path) {
        task.verify.push_back(read_command(each, reader, path));
    });
    if (const Json* scope = reader.member("scope"))
        read_scope(*scope, reader, task.scope);
    if (const Json* limits = reader.member("limits"))
        read_limits(*limits, reader, task.limits);
    if (const Json* plan = reader.member("plan"))
        read_plan(*plan, reader, task.plan);
    reader.finish();
}

Json to_json(const TaskScope& scope) {
    return {{"write", scope.write},
            {"deny", scope.deny},
            {"max_files", scope.max_files},
            {"max_lines", scope.max_lines}};
}

}  // namespace

Json to_json(const Task& task) {
    Json evidence = Json::array();
    for (const auto& each : task.evidence)
        evidence.push_back({{"source", each.source},
                            {"author", each.author},
                            {"trust", each.trust == Trust::user ? "user" : "stranger"},
                            {"edited", each.edited},
                            {"text", each.text}});
    Json verify = Json::array();
    for (const auto& command : task.verify)
        verify.push_back(to_json(command));
    return {{"schema", k_schema},
            {"id", task.id},
            {"kind", name_of(task.kind)},
            {"title", task.title},
            {"instruction", task.instruction},
            {"evidence", evidence},
            {"files", task.files},
            {"criteria", task.criteria},
            {"verify", verify},
            {"scope", to_json(task.scope)},
            {"limits",
             {{"minutes", task.limits.minutes},
              {"usd", task.limits.usd},
              {"tokens", task.limits.tokens},
              {"turns", task.limits.turns}}},
            {"plan",
             {{"depends_on", task.plan.depends_on},
              {"skills", task.plan.skills},
              {"estimate_minutes", task.plan.estimate_minutes},
              {"risk", task.plan.risk},
              {"priority", task.plan.priority}}}};
}

base::Result<Task> task_from_json(const Json& json, std::string_view where) {
    Task task;
    std::optional<base::Error> fault;
    Reader reader(json, "", fault, where);
    read_task(reader, task);
    if (fault)
        return base::fail(std::move(*fault));
    return task;
}

base::Result<Task> parse_task(std::string_view text, std::string_view where) {
    if (text.size() > k_most_bytes)
        return base::fail(base::ErrorKind::user, "A task is at most 8 MiB. Shorten its evidence.",
                          std::string(where));
    const auto json = base::parse_json(text, where);
    return json ? task_from_json(*json, where) : base::fail(json.error());
}

}  // namespace mendel::model
