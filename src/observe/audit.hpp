#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "model/audit.hpp"
#include "model/clock.hpp"

namespace mendel::observe {

/// The append-only audit chain of a repository: audit.jsonl in its state folder, one
/// "mendel.audit/1" entry a line, each with the hash of the one before; audit.head remembers the
/// last. Several processes may append; several threads may share one.
class AuditLog {
  public:
    /// `folder`: the state folder. What a crash left half written is cut off and said in the chain.
    static base::Result<std::shared_ptr<AuditLog>> open(const std::string& folder,
                                                        const model::Clock& clock);

    base::Status append(const model::AuditEntry& entry);

    /// `append` as a port; the first error is kept.
    static model::AuditSink sink(const std::shared_ptr<AuditLog>& log);
    std::optional<base::Error> error() const;

  private:
    AuditLog(std::string folder, model::Clock clock);
    base::Status append_locked(const model::AuditEntry& entry);

    std::string m_folder;
    model::Clock m_clock;
    mutable std::mutex m_mutex;
    std::optional<base::Error> m_error;
};

/// What checking a chain found.
struct AuditVerdict {
    long entries = 0;
    std::string last_hash = {};
    long problem_line = 0;     ///< 1-based line at which the chain breaks, 0: it is whole
    std::string problem = {};  ///< what is wrong there
};

/// Checks the whole chain of a state folder: edits, removals (also of the end), insertions and
/// reorders. No chain at all is whole and empty.
base::Result<AuditVerdict> verify_audit(const std::string& folder);

}  // namespace mendel::observe
