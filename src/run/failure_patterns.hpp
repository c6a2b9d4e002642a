#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

namespace mendel::run {

/// What failures look like together; each changes the executor's policy.
enum class FailurePattern {
    none,
    intermittent,    ///< many tasks pass on a later attempt: one more attempt is allowed
    cascading,       ///< different tasks fail in a row: fewer workers until it passes
    timeout_spiral,  ///< deadlines kill most tasks: longer deadlines, fewer workers
};
std::string_view name_of(FailurePattern pattern);

/// How one attempt ended, as patterns see it.
struct AttemptEnd {
    std::string task;
    int attempt = 1;
    bool is_success = false;
    bool is_timeout = false;
};

/// Looks at the latest 20 ends of attempts. One thread at a time.
class FailurePatterns {
  public:
    void observe(const AttemptEnd& end);
    FailurePattern current() const;

  private:
    std::deque<AttemptEnd> m_ends = {};
};

}  // namespace mendel::run
