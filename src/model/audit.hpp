#pragma once

#include <functional>
#include <string>

namespace mendel::model {

/// One thing that an agent did or was kept from, for the audit chain.
struct AuditEntry {
    std::string kind;           ///< "tool", "command", "network", "decision", "approval", "model"
    std::string actor;          ///< who acted: "agent claude", "mendel"
    std::string subject;        ///< the tool, program, host or rule concerned
    std::string verdict;        ///< "allowed", "refused", "failed", "done"
    std::string detail = {};    ///< arguments or reason, capped
    std::string asked_by = {};  ///< who asked for the run: login or "local user"
    std::string task = {};      ///< id of the Task
};

/// Takes entries as they happen; safe to call from several threads.
using AuditSink = std::function<void(const AuditEntry&)>;

}  // namespace mendel::model
