#include <chrono>
#include <iostream>

#include "bench.hpp"
#include "code/dependencies.hpp"
#include "sys/files.hpp"

namespace bench {

int graph(const Arguments& arguments) {
    using namespace mendel;
    const auto& root = arguments.at(0);
    const auto begin = std::chrono::steady_clock::now();
    auto files = sys::list_tree(root, {"node_modules", ".git"}).value();
    const auto count = files.size();
    const auto found =
        code::dependencies_of({.files = std::move(files), .read = [&](const std::string& path) {
                                   return sys::read_file(root + "/" + path);
                               }});
    const auto cycles = code::cycles_of(found).size();
    const auto seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    if (arguments.size() > 1)
        for (std::size_t file = 0; file < found.files.size(); ++file)
            for (const auto used : found.uses[file])
                std::cout << found.files[file] << " " << found.files[used] << "\n";
    std::cerr << "{\"seconds\": " << seconds << ", \"files\": " << count
              << ", \"edges\": " << found.edge_count() << ", \"cycles\": " << cycles << "}\n";
    return 0;
}

}  // namespace bench
