#include "sys/launch/plan.hpp"

#include "base/text.hpp"

namespace mendel::sys {
namespace {

/// Fields in order, each ended by NUL; a list is its length and its items.
class Writer {
  public:
    void text(std::string_view value) {
        m_sound = m_sound && value.find('\0') == std::string_view::npos;
        m_bytes += value;
        m_bytes += '\0';
    }
    void number(long value) { text(std::to_string(value)); }
    void list(const std::vector<std::string>& values) {
        number(static_cast<long>(values.size()));
        for (const std::string& value : values)
            text(value);
    }
    bool sound() const { return m_sound; }
    std::string take() { return std::move(m_bytes); }

  private:
    std::string m_bytes;
    bool m_sound = true;
};

class Reader {
  public:
    explicit Reader(std::string_view bytes) : m_rest(bytes) {}
    std::string text() {
        const std::size_t end = m_rest.find('\0');
        m_sound = m_sound && end != std::string_view::npos;
        if (!m_sound)
            return {};
        std::string value(m_rest.substr(0, end));
        m_rest.remove_prefix(end + 1);
        return value;
    }
    long number() { return base::to_number(text()); }
    bool flag() { return number() == 1; }
    std::vector<std::string> list() {
        std::vector<std::string> values;
        for (long left = number(); left > 0 && m_sound; --left)
            values.push_back(text());
        return values;
    }
    bool sound() const { return m_sound && m_rest.empty(); }

  private:
    std::string_view m_rest;
    bool m_sound = true;
};

void write_sandbox(Writer& writer, const Sandbox& sandbox) {
    writer.number(static_cast<long>(sandbox.level));
    writer.number(static_cast<long>(sandbox.overlays.size()));
    for (const OverlayMount& mount : sandbox.overlays) {
        writer.list({mount.lower, mount.upper, mount.work, mount.target});
        writer.list(mount.layers);
    }
    std::vector<std::string> mounts;
    for (const BindMount& mount : sandbox.binds)
        mounts.insert(mounts.end(), {mount.source, mount.target});
    writer.list(mounts);
    writer.list(sandbox.hidden);
    writer.list(sandbox.writable);
    writer.number(static_cast<long>(sandbox.uid));
    writer.number(sandbox.private_tmp ? 1 : 0);
    writer.number(sandbox.network == Network::doors ? 1 : 0);
    std::vector<std::string> doors;
    for (const int port : sandbox.doors)
        doors.push_back(std::to_string(port));
    writer.list(doors);
    writer.number(sandbox.processes);
    writer.number(static_cast<long>(sandbox.file_size));
    writer.number(static_cast<long>(sandbox.tmp_size));
}

Sandbox read_sandbox(Reader& reader) {
    Sandbox sandbox;
    sandbox.level = static_cast<SandboxLevel>(reader.number());
    for (long left = reader.number(); left > 0; --left) {
        auto folders = reader.list();
        folders.resize(4);
        sandbox.overlays.push_back({folders[0], folders[1], folders[2], folders[3], reader.list()});
    }
    const auto binds = reader.list();
    for (std::size_t i = 0; i + 1 < binds.size(); i += 2)
        sandbox.binds.push_back({binds[i], binds[i + 1]});
    sandbox.hidden = reader.list();
    sandbox.writable = reader.list();
    sandbox.uid = static_cast<unsigned>(reader.number());
    sandbox.private_tmp = reader.flag();
    sandbox.network = reader.flag() ? Network::doors : Network::open;
    for (const auto& port : reader.list())
        sandbox.doors.push_back(static_cast<int>(base::to_number(port)));
    sandbox.processes = static_cast<unsigned>(reader.number());
    sandbox.file_size = static_cast<std::uint64_t>(reader.number());
    sandbox.tmp_size = static_cast<std::uint64_t>(reader.number());
    return sandbox;
}

void write_host(Writer& writer, const SandboxHost& host) {
    for (const bool value : {host.root, host.user_namespaces, host.mount_namespaces, host.overlay,
                             host.network_namespaces})
        writer.number(value ? 1 : 0);
    writer.number(host.landlock_abi);
}

SandboxHost read_host(Reader& reader) {
    SandboxHost host;
    for (bool* value : {&host.root, &host.user_namespaces, &host.mount_namespaces, &host.overlay,
                        &host.network_namespaces})
        *value = reader.flag();
    host.landlock_abi = static_cast<int>(reader.number());
    return host;
}

}  // namespace

base::Result<std::string> encode(const LaunchPlan& plan) {
    Writer writer;
    writer.number(static_cast<long>(plan.task));
    writer.text(plan.folder);
    writer.list(plan.argv);
    writer.list(plan.environment);
    writer.number(plan.sandbox ? 1 : 0);
    if (plan.sandbox)
        write_sandbox(writer, *plan.sandbox);
    write_host(writer, plan.host);
    writer.number(plan.parent);
    writer.text(plan.scratch);
    if (!writer.sound())
        return base::fail(base::ErrorKind::user,
                          "An argument, variable or path holds a NUL byte. Remove it.");
    return writer.take();
}

base::Result<LaunchPlan> decode(std::string_view bytes) {
    Reader reader(bytes);
    LaunchPlan plan;
    plan.task = static_cast<LaunchTask>(reader.number());
    plan.folder = reader.text();
    plan.argv = reader.list();
    plan.environment = reader.list();
    if (reader.flag())
        plan.sandbox = read_sandbox(reader);
    plan.host = read_host(reader);
    plan.parent = static_cast<int>(reader.number());
    plan.scratch = reader.text();
    if (!reader.sound())
        return base::fail(base::ErrorKind::bug, "The launch plan cannot be read.");
    return plan;
}

}  // namespace mendel::sys
