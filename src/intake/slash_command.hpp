#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace mendel::intake {

/// A command as it was given, every value checked.
struct SlashCommand {
    std::string name =
        {};  ///< "/auto-fix", "/mendel", "/parallel-dev", "/evolve", "/create-service"
    std::string word = {};  ///< of /mendel: "help", "status", "stop", "resume" or "approve"
    /// By key. run: digits; rungs: names joined by ","; apply: a full commit id in lower case;
    /// commit: the same, of /mendel approve; feature, strategy, instances, complexity, pattern: as
    /// INTERFACES has them.
    std::map<std::string, std::string> values = {};
};

using SlashResult = base::Result<std::optional<SlashCommand>>;

/// The command that a line begins with, whether or not the rest can be read: a whole token at the
/// very start. Nothing where the line does not begin with a command of mendel's.
std::optional<std::string> command_name(std::string_view first_line);

/// Reads the first line of a comment:
///
///     /auto-fix [run=ID] [rungs=LIST] [apply=SHA]
///     /mendel help|status|stop|resume
///     /mendel approve SHA
///     /parallel-dev feature="..." [strategy=...] [instances=N] [complexity=...] [pattern=...]
///     /evolve
///     /create-service
///
/// Values stand as key=value or key="two words". Nothing where the line is no command of mendel's.
/// Errors: refused where the command's mission is not among `missions`, the ones that are built
/// ("heal", "develop", "evolve", "create"); user where a key or value is wrong, with a sentence
/// that helps to write it right. Foreign text in it is shown in JSON quotes and cut short.
SlashResult parse_command(std::string_view first_line, const std::vector<std::string>& missions);

/// The same for values that came apart already: the inputs of a dispatch.
base::Result<SlashCommand> command_of(const std::string& name,
                                      const std::map<std::string, std::string>& values);

}  // namespace mendel::intake
