#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "agent/profile.hpp"

namespace mendel::agent {

/// What an agent's output says of its work.
struct AgentWords {
    std::string words = {};
    bool is_error = false;
    bool readable = true;  ///< false: it promised JSON and printed none
    Cost cost = {};
};

/// Reads what a command-line agent prints, piece by piece as it comes.
class OutputReader {
  public:
    explicit OutputReader(const Profile& profile) : m_profile(profile) {}

    /// Takes the next bytes; the lines that became whole are counted as events.
    void take(std::string_view bytes);

    /// Lines of a stream read so far.
    long events() const { return m_events; }

    /// What it all says; `whole` is the kept output, for shapes that are not streams.
    AgentWords finish(const std::string& whole);

  private:
    void read_line(std::string_view line);
    void read_document(const base::Json& document);

    const Profile& m_profile;
    std::string m_rest;
    long m_events = 0;
    bool m_any = false;
    AgentWords m_found;
};

}  // namespace mendel::agent
