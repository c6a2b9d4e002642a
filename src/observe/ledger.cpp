#include "observe/ledger.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "base/text.hpp"
#include "base/time_format.hpp"
#include "sys/clock.hpp"
#include "sys/files.hpp"
#include "sys/lock.hpp"

namespace mendel::observe {

namespace {

using base::Json;

constexpr auto k_schema = "mendel.ledger/1";

base::Result<sys::FileLock> lock_of(const std::string& folder) {
    return sys::lock_file(sys::join_path(folder, "ledger.lock"), sys::LockWait::yes);
}

/// On a line of its own, also where a crash left half a line at the end.
base::Status append(const std::string& file, const Json& line) {
    return sys::append_text(file, "\n" + base::to_line(line) + "\n");
}

base::Error passed(std::string_view which, long limit, long spent) {
    return {base::ErrorKind::refused,
            fmt::format("The budget {} of {:.2f} USD would be passed: {:.2f} USD are spent or held "
                        "back. Raise {}, or try again later.",
                        which, static_cast<double>(limit) / 1e6, static_cast<double>(spent) / 1e6,
                        which == "of a day" ? "budget.usd_per_day" : "budget.usd_per_run"),
            {}};
}

}  // namespace

Ledger::Ledger(std::string folder, model::Clock clock, PriceTable prices)
    : m_folder(std::move(folder)),
      m_clock(std::move(clock)),
      m_prices(std::move(prices)),
      m_first_day(today()) {}

base::Result<std::shared_ptr<Ledger>> Ledger::open(const std::string& folder,
                                                   const model::Clock& clock, PriceTable prices) {
    const auto below = sys::join_path(folder, "ledger");
    if (const auto made = sys::make_folders(below); !made)
        return base::fail(made.error());
    return std::shared_ptr<Ledger>(new Ledger(below, clock, std::move(prices)));
}

std::string Ledger::today() const {
    return base::to_rfc3339(m_clock.now()).substr(0, 10);
}

std::string Ledger::file_of(const std::string& day) const {
    return sys::join_path(m_folder, day + ".jsonl");
}

base::Result<Ledger::Book> Ledger::read(const std::string& day) const {
    Book book;
    if (!sys::exists(file_of(day)))
        return book;
    const auto text = sys::read_file(file_of(day));
    if (!text)
        return base::fail(text.error());
    for (const auto line : base::split_lines(std::string_view(*text))) {
        // A line that a crash cut short was never acted upon.
        const auto json = base::parse_json(line, file_of(day));
        if (!json)
            continue;
        const auto run = base::text_at(*json, "run");
        const auto name = base::text_at(*json, "reservation");
        const long amount = base::number_at(*json, "micro_usd");
        if (base::text_at(*json, "kind") == "reserve") {
            book.open[name] = amount;
            book.owner[name] = run;
        } else {
            book.open.erase(name);
            book.settled[run] += amount;
        }
    }
    return book;
}

Spent Ledger::sum(const Book& book, const std::string& run) {
    Spent spent;
    for (const auto& [owner, amount] : book.settled)
        spent.settled += run.empty() || owner == run ? amount : 0;
    for (const auto& [name, amount] : book.open)
        spent.reserved += run.empty() || book.owner.at(name) == run ? amount : 0;
    return spent;
}

/// A run that goes on past midnight has lines in two files.
base::Result<Spent> Ledger::run_total(const std::string& run, const Book& now) const {
    auto total = sum(now, run);
    if (m_first_day == today())
        return total;
    const auto before = read(m_first_day);
    if (!before)
        return base::fail(before.error());
    const auto earlier = sum(*before, run);
    total.settled += earlier.settled;
    total.reserved += earlier.reserved;
    return total;
}

base::Result<std::string> Ledger::reserve(const std::string& run, const SpendingLimits& limits,
                                          const model::TokenUsage& at_most) {
    const std::lock_guard guard(m_mutex);
    const auto lock = lock_of(m_folder);
    const auto book = lock ? read(today()) : base::fail(lock.error());
    if (!book)
        return base::fail(book.error());
    const auto own = run_total(run, *book);
    if (!own)
        return base::fail(own.error());
    const long amount = cost_of(price_of(m_prices, at_most.model), at_most);
    if (own->total() + amount > limits.per_run)
        return base::fail(passed("of this run", limits.per_run, own->total()));
    if (const long day = sum(*book, "").total(); day + amount > limits.per_day)
        return base::fail(passed("of a day", limits.per_day, day));
    const auto name = sys::random_name(16);
    const Json line = {
        {"schema", k_schema}, {"kind", "reserve"},   {"time", base::to_rfc3339(m_clock.now())},
        {"run", run},         {"reservation", name}, {"model", at_most.model},
        {"micro_usd", amount}};
    if (const auto written = append(file_of(today()), line); !written)
        return base::fail(written.error());
    return today() + "/" + name;
}

base::Result<long> Ledger::settle(const std::string& run, const std::string& reservation,
                                  const model::TokenUsage& used) {
    const auto slash = reservation.find('/');
    if (slash == std::string::npos)
        return base::fail(base::ErrorKind::bug, "A settlement without a reservation.");
    const std::lock_guard guard(m_mutex);
    const auto lock = lock_of(m_folder);
    if (!lock)
        return base::fail(lock.error());
    const long amount = cost_of(price_of(m_prices, used.model), used);
    const Json line = {{"schema", k_schema},
                       {"kind", "settle"},
                       {"time", base::to_rfc3339(m_clock.now())},
                       {"run", run},
                       {"reservation", reservation.substr(slash + 1)},
                       {"model", used.model},
                       {"input", used.input},
                       {"output", used.output},
                       {"cache_read", used.cache_read},
                       {"cache_write", used.cache_write},
                       {"micro_usd", amount}};
    // Into the day of its reservation, so that the two meet.
    const auto written = append(file_of(reservation.substr(0, slash)), line);
    return written ? base::Result<long>(amount) : base::fail(written.error());
}

base::Result<Spent> Ledger::spent_by_run(const std::string& run) const {
    const auto book = read(today());
    return book ? run_total(run, *book) : base::fail(book.error());
}

base::Result<Spent> Ledger::spent_today() const {
    const auto book = read(today());
    return book ? base::Result<Spent>(sum(*book, "")) : base::fail(book.error());
}

model::Spending Ledger::spending(const std::shared_ptr<Ledger>& ledger, const std::string& run,
                                 const SpendingLimits& limits) {
    return {
        .reserve =
            [=](const model::TokenUsage& at_most) { return ledger->reserve(run, limits, at_most); },
        .settle =
            [=](const std::string& reservation, const model::TokenUsage& used) {
                return ledger->settle(run, reservation, used);
            },
        .left_micro_usd =
            [=] {
                const auto own = ledger->spent_by_run(run);
                const auto day = ledger->spent_today();
                if (!own || !day)
                    return 0L;
                return std::max(
                    0L, std::min(limits.per_run - own->total(), limits.per_day - day->total()));
            },
        .price =
            [=](const model::TokenUsage& usage) {
                return cost_of(price_of(ledger->m_prices, usage.model), usage);
            }};
}

}  // namespace mendel::observe
