#include "bench.hpp"

#include <functional>
#include <iostream>
#include <map>

int main(int argc, char** argv) {
    const std::map<std::string, std::function<int(const bench::Arguments&)>> verbs = {
        {"graph", bench::graph}, {"noop", bench::noop},   {"chain", bench::chain},
        {"wide", bench::wide},   {"scale", bench::scale}, {"cache", bench::cache},
        {"push", bench::push},   {"work", bench::work},   {"verify", bench::verify}};
    const auto verb = verbs.find(argc > 1 ? argv[1] : "");
    if (verb == verbs.end()) {
        std::cerr << "Usage: mendel_bench graph|noop|chain|wide|scale|cache|push|work|verify ...\n";
        return 2;
    }
    return verb->second(bench::Arguments(argv + 2, argv + argc));
}
