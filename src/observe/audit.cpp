#include "observe/audit.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/crypto.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "base/time_format.hpp"
#include "sys/file_node.hpp"
#include "sys/files.hpp"
#include "sys/lock.hpp"

namespace mendel::observe {

namespace {

using base::Json;

constexpr auto k_schema = "mendel.audit/1";
constexpr std::size_t k_detail_cap = 4000;
const std::string k_no_hash(64, '0');

struct Head {
    long sequence = 0;
    std::string hash = k_no_hash;
    std::uint64_t size = 0;
};

std::string log_path(const std::string& folder) {
    return sys::join_path(folder, "audit.jsonl");
}

std::string head_path(const std::string& folder) {
    return sys::join_path(folder, "audit.head");
}

std::string hash_of(Json entry) {
    entry.erase("hash");
    return base::sha256(base::to_line(entry));
}

base::Result<std::string> text_of(const std::string& path) {
    return sys::exists(path) ? sys::read_file(path) : base::Result<std::string>("");
}

base::Result<Head> read_head(const std::string& folder) {
    const auto text = text_of(head_path(folder));
    if (!text)
        return base::fail(text.error());
    if (text->empty())
        return Head{};
    const auto json = base::parse_json(*text, head_path(folder));
    if (!json)
        return base::fail(json.error());
    return Head{base::number_at(*json, "sequence"), base::text_at(*json, "hash"),
                static_cast<std::uint64_t>(base::number_at(*json, "size"))};
}

base::Status write_head(const std::string& folder, const Head& head) {
    const Json json = {{"schema", "mendel.audit_head/1"},
                       {"sequence", head.sequence},
                       {"hash", head.hash},
                       {"size", head.size}};
    return sys::write_file(head_path(folder), base::to_line(json) + "\n", 0600);
}

std::string kept(const std::string& text) {
    return base::ellipsize(text, k_detail_cap);
}

Json entry_json(const model::AuditEntry& entry) {
    return {{"schema", k_schema},
            {"kind", entry.kind},
            {"actor", kept(entry.actor)},
            {"subject", kept(entry.subject)},
            {"verdict", entry.verdict},
            {"detail", kept(entry.detail)},
            {"asked_by", kept(entry.asked_by)},
            {"task", kept(entry.task)}};
}

/// Why a line does not follow `before`; empty: it does, and `before` becomes it.
std::string fault_of_line(std::string_view line, Head& before) {
    const auto json = base::parse_json(line, "audit.jsonl");
    if (!json || !json->is_object())
        return "is no entry";
    const auto hash = base::text_at(*json, "hash");
    if (base::text_at(*json, "schema") != k_schema)
        return "is no entry of this version";
    if (base::to_line(*json) != line)
        return "was edited";
    if (hash != hash_of(*json))
        return "was edited: its hash does not fit";
    if (base::number_at(*json, "sequence") != before.sequence + 1)
        return fmt::format(
            "has the number {} where {} is due: entries were removed, added or moved",
            base::number_at(*json, "sequence"), before.sequence + 1);
    if (base::text_at(*json, "previous") != before.hash)
        return "does not follow the entry before it: entries were replaced";
    before.sequence += 1;
    before.hash = hash;
    before.size += line.size() + 1;
    return {};
}

/// The chain of a text with its first fault.
AuditVerdict verdict_on(std::string_view text, const Head& remembered) {
    AuditVerdict verdict;
    Head reached;
    bool met = remembered.sequence == 0;
    long number = 0;
    for (const auto line : base::split_lines(text)) {
        ++number;
        if (auto fault = fault_of_line(line, reached); !fault.empty()) {
            verdict.problem_line = number;
            verdict.problem = fmt::format("line {} {}", number, fault);
            return verdict;
        }
        verdict.entries = reached.sequence;
        verdict.last_hash = reached.hash;
        if (reached.sequence == remembered.sequence)
            met = reached.hash == remembered.hash;
    }
    if (!met) {
        verdict.problem_line = number + 1;
        verdict.problem =
            reached.sequence < remembered.sequence
                ? fmt::format(
                      "the chain ends after entry {}, and entry {} was written: the end was "
                      "removed",
                      reached.sequence, remembered.sequence)
                : fmt::format("entry {} is not the one that was written: the chain was replaced",
                              remembered.sequence);
    }
    return verdict;
}

/// After a crash between two writes: the head follows the whole lines of the log; half a line is
/// cut off.
base::Result<Head> recovered(const std::string& folder, const Head& remembered,
                             std::string& cut_off) {
    auto text = text_of(log_path(folder));
    if (!text)
        return base::fail(text.error());
    const auto end = text->rfind('\n');
    const std::size_t whole = end == std::string::npos ? 0 : end + 1;
    if (whole < text->size()) {
        cut_off = base::sha256(text->substr(whole));
        text->resize(whole);
        if (const auto written = sys::write_file(log_path(folder), *text, 0600); !written)
            return base::fail(written.error());
    }
    Head reached;
    for (const auto line : base::split_lines(std::string_view(*text)))
        if (!fault_of_line(line, reached).empty())
            break;
    // A chain that does not fit stays as it is: verify says where; new entries follow the head.
    if (reached.size != text->size() || reached.sequence < remembered.sequence) {
        reached = remembered;
        reached.size = text->size();
    }
    return reached;
}

}  // namespace

AuditLog::AuditLog(std::string folder, model::Clock clock)
    : m_folder(std::move(folder)), m_clock(std::move(clock)) {}

base::Result<std::shared_ptr<AuditLog>> AuditLog::open(const std::string& folder,
                                                       const model::Clock& clock) {
    if (const auto made = sys::make_folders(folder); !made)
        return base::fail(made.error());
    return std::shared_ptr<AuditLog>(new AuditLog(folder, clock));
}

base::Status AuditLog::append(const model::AuditEntry& entry) {
    const std::lock_guard lock(m_mutex);
    auto done = append_locked(entry);
    if (!done && !m_error)
        m_error = done.error();
    return done;
}

base::Status AuditLog::append_locked(const model::AuditEntry& entry) {
    const auto lock = sys::lock_file(sys::join_path(m_folder, "audit.lock"), sys::LockWait::yes);
    if (!lock)
        return base::fail(lock.error());
    auto head = read_head(m_folder);
    const auto node = sys::inspect(log_path(m_folder));
    if (!head || !node)
        return base::fail(!head ? head.error() : node.error());
    auto json = entry_json(entry);
    if ((*node ? (*node)->size : 0) != head->size) {
        std::string cut_off;
        head = recovered(m_folder, *head, cut_off);
        if (!head)
            return base::fail(head.error());
        if (!cut_off.empty())
            json["recovered"] = cut_off;
    }
    json["sequence"] = head->sequence + 1;
    json["previous"] = head->hash;
    json["time"] = base::to_rfc3339(m_clock.now());
    json["hash"] = hash_of(json);
    const auto line = base::to_line(json);
    if (const auto written = sys::append_line(log_path(m_folder), line); !written)
        return written;
    return write_head(
        m_folder, {head->sequence + 1, base::text_at(json, "hash"), head->size + line.size() + 1});
}

model::AuditSink AuditLog::sink(const std::shared_ptr<AuditLog>& log) {
    return [log](const model::AuditEntry& entry) { (void)log->append(entry); };
}

std::optional<base::Error> AuditLog::error() const {
    const std::lock_guard lock(m_mutex);
    return m_error;
}

base::Result<AuditVerdict> verify_audit(const std::string& folder) {
    const auto text = text_of(log_path(folder));
    const auto head = read_head(folder);
    if (!text || !head)
        return base::fail(!text ? text.error() : head.error());
    return verdict_on(*text, *head);
}

}  // namespace mendel::observe
