#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "base/result.hpp"
#include "model/clock.hpp"
#include "model/spending.hpp"
#include "observe/prices.hpp"

namespace mendel::observe {

/// What may be spent, in millionths of a US dollar.
struct SpendingLimits {
    long per_run = 0;
    long per_day = 0;  ///< of all runs of the repository, by the UTC date
};

/// What was spent and is held back, in millionths of a US dollar.
struct Spent {
    long settled = 0;
    long reserved = 0;  ///< held back and never settled; what a crash left counts as spent
    long total() const { return settled + reserved; }
};

/// The cost ledger of a repository: ledger/<UTC date>.jsonl in its state folder, one
/// "mendel.ledger/1" line for each reservation and each settlement, written before the money is
/// used. It is the one home of budgets. Several processes and threads may use it at once.
class Ledger {
  public:
    static base::Result<std::shared_ptr<Ledger>> open(const std::string& folder,
                                                      const model::Clock& clock,
                                                      PriceTable prices = list_prices());

    /// Holds back what `at_most` costs for a run; its name. Refused where a limit would be passed.
    base::Result<std::string> reserve(const std::string& run, const SpendingLimits& limits,
                                      const model::TokenUsage& at_most);

    /// Books what was used in place of a reservation; its cost.
    base::Result<long> settle(const std::string& run, const std::string& reservation,
                              const model::TokenUsage& used);

    base::Result<Spent> spent_by_run(const std::string& run) const;
    base::Result<Spent> spent_today() const;

    /// The ledger as the port of one run.
    static model::Spending spending(const std::shared_ptr<Ledger>& ledger, const std::string& run,
                                    const SpendingLimits& limits);

  private:
    Ledger(std::string folder, model::Clock clock, PriceTable prices);

    struct Book {
        std::map<std::string, long> open;          ///< reservations by name
        std::map<std::string, std::string> owner;  ///< their runs
        std::map<std::string, long> settled;       ///< by run
    };
    std::string today() const;
    std::string file_of(const std::string& day) const;
    base::Result<Book> read(const std::string& day) const;
    static Spent sum(const Book& book, const std::string& run);
    base::Result<Spent> run_total(const std::string& run, const Book& now) const;

    std::string m_folder;
    model::Clock m_clock;
    PriceTable m_prices;
    mutable std::mutex m_mutex;
    std::string m_first_day;
};

}  // namespace mendel::observe
