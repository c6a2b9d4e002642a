#pragma once

#include <map>
#include <string>

#include "model/spending.hpp"

namespace mendel::observe {

/// What a million tokens of one model cost, in US dollars.
struct Price {
    double input = 0;
    double output = 0;
    double cache_read = 0;
    double cache_write = 0;
};

/// Prices by the beginning of a model's name.
struct PriceTable {
    std::string as_of;  ///< the day of the prices, "2025-11-30"
    std::map<std::string, Price> models;
};

/// The built-in table (src/observe/data/prices.yaml).
const PriceTable& list_prices();

/// The price of a model: the longest entry that its name begins with; for a model that nobody
/// knows, the dearest of each kind, so that a budget is never exceeded for want of a price.
Price price_of(const PriceTable& table, const std::string& model);

/// What the usage costs in millionths of a US dollar, rounded up.
long cost_of(const Price& price, const model::TokenUsage& usage);

}  // namespace mendel::observe
