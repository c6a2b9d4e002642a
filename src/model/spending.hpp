#pragma once

#include <functional>
#include <string>

#include "base/result.hpp"

namespace mendel::model {

/// Tokens that one exchange with a model took, as its service counted them.
struct TokenUsage {
    std::string model;
    long input = 0;  ///< without what came from or went into the cache
    long output = 0;
    long cache_read = 0;
    long cache_write = 0;

    long total() const { return input + output + cache_read + cache_write; }
};

/// The port to the ledger of one run (observe has the real one). Money is in millionths of a US
/// dollar. `reserve` holds back the most that an exchange can cost before it begins, so that a run
/// that would go over its budget stops before; `settle` gives the reservation back and books what
/// it did cost. Safe to call from several threads.
struct Spending {
    /// Nothing may be spent through a Spending without a `reserve`.
    std::function<base::Result<std::string>(const TokenUsage& at_most)> reserve = {};
    std::function<base::Result<long>(const std::string& reservation, const TokenUsage& used)>
        settle = {};
    /// What is left of the tightest limit, reservations taken off.
    std::function<long()> left_micro_usd = [] { return 0L; };
    /// What a usage would cost.
    std::function<long(const TokenUsage&)> price = [](const TokenUsage&) { return 0L; };
};

}  // namespace mendel::model
