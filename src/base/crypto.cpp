#include "base/crypto.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/sha.h>

namespace mendel::base {

std::string sha256(std::string_view bytes) {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
    std::string hex;
    for (const auto byte : digest)
        hex += fmt::format("{:02x}", byte);
    return hex;
}

std::string base64(std::string_view bytes) {
    std::string text(4 * ((bytes.size() + 2) / 3), '\0');
    std::vector<unsigned char> coded(text.size() + 1);
    EVP_EncodeBlock(coded.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    static_cast<int>(bytes.size()));
    std::copy_n(coded.begin(), text.size(), text.begin());
    return text;
}

Result<std::string> from_base64(std::string_view text) {
    std::string dense;
    for (const char letter : text)
        if (letter != ' ' && letter != '\t' && letter != '\r' && letter != '\n')
            dense += letter;
    std::vector<unsigned char> bytes(dense.size() / 4 * 3 + 3);
    const int length =
        EVP_DecodeBlock(bytes.data(), reinterpret_cast<const unsigned char*>(dense.data()),
                        static_cast<int>(dense.size()));
    if (length < 0)
        return fail(ErrorKind::user, "This is not base 64. Encode it anew.");
    const auto padding = dense.size() < 2 ? 0 : std::count(dense.end() - 2, dense.end(), '=');
    return std::string(bytes.begin(), bytes.begin() + length - padding);
}

}  // namespace mendel::base
