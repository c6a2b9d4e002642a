#include "base/log.hpp"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace mendel::base {

namespace {
bool& enabled() {
    static bool value = false;
    return value;
}
}  // namespace

void enable_diagnostics() {
    if (enabled())
        return;
    auto logger = spdlog::stderr_color_st("mendel");
    logger->set_pattern("%H:%M:%S.%e %v");
    spdlog::set_default_logger(logger);
    spdlog::set_level(spdlog::level::debug);
    enabled() = true;
}

void log_debug(std::string_view message) {
    if (enabled())
        spdlog::debug(message);
}

}  // namespace mendel::base
