#define CATCH_CONFIG_RUNNER
#include <string_view>

#include "support/catch.hpp"
#include "sys/process.hpp"

/// Unit tests start children through the same trampoline as the product: this program is it.
int main(int argc, char** argv) {
    if (argc == 3 && std::string_view(argv[1]) == "__launch")
        return mendel::sys::launch(std::stoi(argv[2]));
    return Catch::Session().run(argc, argv);
}
