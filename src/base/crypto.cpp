#include "base/crypto.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
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

std::string base64_url(std::string_view bytes) {
    auto text = base64(bytes);
    std::replace(text.begin(), text.end(), '+', '-');
    std::replace(text.begin(), text.end(), '/', '_');
    text.erase(std::find(text.begin(), text.end(), '='), text.end());
    return text;
}

Result<std::string> sign_rs256(const std::string& key, std::string_view text) {
    const std::unique_ptr<BIO, decltype(&BIO_free)> source(
        BIO_new_mem_buf(key.data(), static_cast<int>(key.size())), &BIO_free);
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> parsed(
        PEM_read_bio_PrivateKey(source.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free);
    if (!parsed || EVP_PKEY_base_id(parsed.get()) != EVP_PKEY_RSA)
        return fail(ErrorKind::user,
                    "This is not an RSA private key in PEM form. Give the App's key file.");
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                          &EVP_MD_CTX_free);
    std::size_t length = 0;
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    const bool begun =
        EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, parsed.get()) == 1 &&
        EVP_DigestSign(context.get(), nullptr, &length, bytes, text.size()) == 1;
    std::vector<unsigned char> signature(length);
    if (!begun || EVP_DigestSign(context.get(), signature.data(), &length, bytes, text.size()) != 1)
        return fail(ErrorKind::permanent, "The key cannot sign. Make a new one for the App.");
    return std::string(signature.begin(), signature.begin() + static_cast<long>(length));
}

}  // namespace mendel::base
