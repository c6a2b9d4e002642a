#include "repair/operators/words.hpp"

#include <algorithm>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "base/yaml.hpp"
#include "code/language.hpp"
#include "repair/data.hpp"

namespace mendel::repair {

namespace {

Words read_words(const nlohmann::json& row) {
    using List = Words::List;
    return {.siblings = row.at("siblings").get<std::vector<List>>(),
            .wrappers = row.at("wrappers").get<List>(),
            .text_methods = row.at("text_methods").get<List>(),
            .sequence_methods = row.at("sequence_methods").get<List>(),
            .mapping_methods = row.at("mapping_methods").get<List>(),
            .copies = row.at("copies").get<List>(),
            .mutators = row.at("mutators").get<List>(),
            .results = row.at("results").get<std::map<std::string, List>>(),
            .exceptions = row.at("exceptions").get<List>(),
            .numbers = row.at("numbers").get<List>(),
            .texts = row.at("texts").get<List>(),
            .values = row.at("values").get<List>()};
}

std::map<std::string, Words> load() {
    const auto document = base::parse_yaml(data_file("words.yaml"), "words.yaml");
    if (!document)
        throw std::logic_error(base::describe(document.error()));
    std::map<std::string, Words> all;
    for (const auto& [language, row] : document->value->items())
        all.emplace(language, read_words(row));
    return all;
}

std::string row_name(code::Language language) {
    if (code::is_script(language))
        return "script";
    return code::is_c_family(language) ? "c" : std::string(code::name_of(language));
}

bool has(const Words::List& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace

const Words& words_of(code::Language language) {
    static const auto tables = load();
    return tables.at(row_name(language));
}

Shape shape_of_result(code::Language language, std::string_view name) {
    static const std::map<std::string_view, Shape> k_shapes = {{"number", Shape::number},
                                                               {"text", Shape::text},
                                                               {"sequence", Shape::sequence},
                                                               {"mapping", Shape::mapping},
                                                               {"truth", Shape::truth}};
    for (const auto& [shape, names] : words_of(language).results)
        if (has(names, name))
            return k_shapes.at(shape);
    return Shape::unknown;
}

Shape shape_of_argument(std::string_view name) {
    static const Words::List k_sequences = {"len",  "sorted", "sum",       "any", "all",
                                            "list", "set",    "enumerate", "zip", "reversed"};
    static const Words::List k_numbers = {"range", "abs", "sqrt", "floor", "ceil", "chr"};
    if (has(k_sequences, name))
        return Shape::sequence;
    return has(k_numbers, name) ? Shape::number : Shape::unknown;
}

bool is_length(std::string_view member) {
    return member == "length" || member == "size";
}

bool is_counting(std::string_view function) {
    return function == "range" || function == "xrange";
}

std::string filled(std::string_view pattern, std::string_view first, std::string_view second) {
    std::string text;
    for (std::size_t at = 0; at < pattern.size();) {
        const auto rest = pattern.substr(at);
        const auto is = [&](std::string_view token) {
            return rest.substr(0, token.size()) == token;
        };
        if (is("{}") || is("{0}")) {
            text += first;
            at += is("{}") ? 2 : 3;
        } else if (is("{1}")) {
            text += second;
            at += 3;
        } else {
            text += rest[0];
            at += is("{{") || is("}}") ? 2 : 1;
        }
    }
    return text;
}

}  // namespace mendel::repair
