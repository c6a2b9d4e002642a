#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace mendel::base {

/// SHA-256 (FIPS 180-4) of the bytes, as 64 lower-case hexadecimal digits.
std::string sha256(std::string_view bytes);

/// Base 64 (RFC 4648, section 4) with padding.
std::string base64(std::string_view bytes);
/// The bytes of a base 64 text; blanks and line ends are passed over. An error of kind user where
/// it is none.
Result<std::string> from_base64(std::string_view text);
/// The URL-safe alphabet without padding (RFC 4648, section 5), as JSON Web Tokens use it.
std::string base64_url(std::string_view bytes);

/// The signature RS256 (RFC 7518, section 3.3: RSASSA-PKCS1-v1_5 with SHA-256) of a text.
/// @param key an RSA private key in PEM form; another text is an error of kind user
Result<std::string> sign_rs256(const std::string& key, std::string_view text);

}  // namespace mendel::base
