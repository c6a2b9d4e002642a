#include "observe/prices.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "base/yaml.hpp"
#include "observe/data.hpp"

namespace mendel::observe {

namespace {

PriceTable read_table() {
    const auto document = base::parse_yaml(data_file("prices.yaml"), "prices.yaml");
    if (!document)
        throw std::logic_error(base::describe(document.error()));
    const base::Json& json = *document->value;
    PriceTable table{.as_of = base::text_at(json, "as_of"), .models = {}};
    for (const auto& [name, each] : json.at("models").items())
        table.models[name] = {each.at("input").get<double>(), each.at("output").get<double>(),
                              each.at("cache_read").get<double>(),
                              each.at("cache_write").get<double>()};
    return table;
}

Price dearest(const PriceTable& table) {
    Price most;
    for (const auto& [name, price] : table.models)
        most = {std::max(most.input, price.input), std::max(most.output, price.output),
                std::max(most.cache_read, price.cache_read),
                std::max(most.cache_write, price.cache_write)};
    return most;
}

/// A thousandth of a millionth of a dollar for each token, exact for prices of three decimals.
long nano_usd(long tokens, double usd_per_million) {
    return tokens * std::lround(usd_per_million * 1000);
}

}  // namespace

const PriceTable& list_prices() {
    static const PriceTable k_table = read_table();
    return k_table;
}

Price price_of(const PriceTable& table, const std::string& model) {
    const std::pair<const std::string, Price>* best = nullptr;
    for (const auto& each : table.models)
        if (model.rfind(each.first, 0) == 0 && (!best || each.first.size() > best->first.size()))
            best = &each;
    return best ? best->second : dearest(table);
}

long cost_of(const Price& price, const model::TokenUsage& usage) {
    const long nano = nano_usd(usage.input, price.input) + nano_usd(usage.output, price.output) +
                      nano_usd(usage.cache_read, price.cache_read) +
                      nano_usd(usage.cache_write, price.cache_write);
    return (nano + 999) / 1000;
}

}  // namespace mendel::observe
