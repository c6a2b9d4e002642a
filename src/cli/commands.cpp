#include "cli/command.hpp"

namespace mendel::cli {

void add_heal_command(CLI::App& root, CommandBody& chosen);
void add_analyze_command(CLI::App& root, CommandBody& chosen);
void add_worktree_command(CLI::App& root, CommandBody& chosen);
void add_status_command(CLI::App& root, CommandBody& chosen);
void add_replay_command(CLI::App& root, CommandBody& chosen);
void add_config_command(CLI::App& root, CommandBody& chosen);
void add_action_command(CLI::App& root, CommandBody& chosen);
void add_init_command(CLI::App& root, CommandBody& chosen);
void add_doctor_command(CLI::App& root, CommandBody& chosen);
void add_execute_command(CLI::App& root, CommandBody& chosen);
void add_mcp_command(CLI::App& root, CommandBody& chosen);
void add_approve_command(CLI::App& root, CommandBody& chosen);
void add_audit_command(CLI::App& root, CommandBody& chosen);
void add_plan_command(CLI::App& root, CommandBody& chosen);
void add_develop_command(CLI::App& root, CommandBody& chosen);
void add_worker_command(CLI::App& root, CommandBody& chosen);
void add_collect_command(CLI::App& root, CommandBody& chosen);

const std::vector<AddCommand>& commands() {
    static const std::vector<AddCommand> k_commands = {
        add_heal_command,    add_analyze_command, add_worktree_command, add_status_command,
        add_replay_command,  add_config_command,  add_action_command,   add_init_command,
        add_doctor_command,  add_execute_command, add_mcp_command,      add_audit_command,
        add_plan_command,    add_develop_command, add_worker_command,   add_collect_command,
        add_approve_command,
    };
    return k_commands;
}

}  // namespace mendel::cli
