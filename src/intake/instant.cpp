#include "intake/instant.hpp"

#include "base/regex.hpp"
#include "base/text.hpp"

namespace mendel::intake {

namespace {

int number(std::string_view text) {
    return static_cast<int>(base::to_number(text));
}

/// "+02:00" as minutes east of UTC.
std::chrono::minutes offset_of(std::string_view zone) {
    if (zone == "Z" || zone == "z")
        return std::chrono::minutes(0);
    const auto minutes = number(zone.substr(1, 2)) * 60 + number(zone.substr(4, 2));
    return std::chrono::minutes(zone.front() == '-' ? -minutes : minutes);
}

}  // namespace

std::optional<Instant> parse_time(std::string_view text) {
    static const base::Regex form(
        R"(^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.\d+)?([Zz]|[+-]\d\d:\d\d)$)");
    const auto groups = form.match(text);
    if (!groups)
        return std::nullopt;
    const auto at = [&](std::size_t group) { return number((*groups)[group]); };
    const std::chrono::year_month_day date{std::chrono::year(at(1)),
                                           std::chrono::month(static_cast<unsigned>(at(2))),
                                           std::chrono::day(static_cast<unsigned>(at(3)))};
    if (!date.ok() || at(1) < 1970 || at(1) > 2200 || at(4) > 23 || at(5) > 59 || at(6) > 60)
        return std::nullopt;
    return std::chrono::sys_days(date) + std::chrono::hours(at(4)) + std::chrono::minutes(at(5)) +
           std::chrono::seconds(at(6)) - offset_of((*groups)[7]);
}

}  // namespace mendel::intake
