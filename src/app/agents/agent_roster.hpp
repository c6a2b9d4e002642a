#pragma once

#include <memory>
#include <string>
#include <vector>

#include "agent/agent.hpp"
#include "app/session.hpp"
#include "base/result.hpp"
#include "model/audit.hpp"
#include "model/spending.hpp"
#include "observe/audit.hpp"
#include "observe/ledger.hpp"

namespace mendel::app {

/// The agents of the configuration, in its order.
base::Result<std::vector<agent::Agent>> configured_agents(const Session& session);

/// The agent of a name; with an empty name the first that can be used. An error of kind user says
/// which agents there are and why none can be used.
base::Result<agent::Agent> choose_agent(const Session& session, const std::string& name);

/// The books of one run: what it spends, and what its agents do.
struct AgentBooks {
    std::shared_ptr<observe::Ledger> ledger;
    std::shared_ptr<observe::AuditLog> audit;
    model::Spending spending;
    std::string run;
};
base::Result<AgentBooks> open_books(const Session& session);

}  // namespace mendel::app
