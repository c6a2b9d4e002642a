#include "git/lfs.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/crypto.hpp"
#include "base/text.hpp"

namespace mendel::git {
namespace {

constexpr std::string_view k_version = "version https://git-lfs.github.com/spec/v1\n";
constexpr std::string_view k_object = "oid sha256:";
constexpr std::size_t k_pointer_limit = 1024;
constexpr std::size_t k_id_size = 64;

bool is_hexadecimal(char letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
}

}  // namespace

std::optional<std::string> lfs_object_id(std::string_view pointer) {
    if (pointer.size() > k_pointer_limit || pointer.rfind(k_version, 0) != 0)
        return std::nullopt;
    for (const auto line : base::split_lines(pointer)) {
        if (line.rfind(k_object, 0) != 0)
            continue;
        const auto id = line.substr(k_object.size());
        if (id.size() == k_id_size && std::all_of(id.begin(), id.end(), is_hexadecimal))
            return std::string(id);
    }
    return std::nullopt;
}

bool is_lfs_pointer(std::string_view text) {
    return lfs_object_id(text).has_value();
}

std::string lfs_pointer_of(std::string_view content) {
    return fmt::format("{}{}{}\nsize {}\n", k_version, k_object, base::sha256(content),
                       content.size());
}

std::string lfs_object_path(std::string_view store, std::string_view id) {
    return fmt::format("{}/{}/{}/{}", store, id.substr(0, 2), id.substr(2, 2), id);
}

}  // namespace mendel::git
