#include "base/markdown.hpp"

#include <algorithm>

namespace mendel::base {

std::string code_fence(std::string_view text) {
    std::size_t longest = 2;
    std::size_t run = 0;
    for (const char letter : text) {
        run = letter == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return std::string(longest + 1, '`');
}

}  // namespace mendel::base
