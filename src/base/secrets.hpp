#pragma once

#include <string>
#include <string_view>

namespace mendel::base {

/// What in a text looks like a credential: "GitHub token", "private key", "credential" for a
/// random-looking value beside a name that speaks of a secret; "" where nothing does. The one list
/// of the providers' documented prefixes.
std::string_view secret_in(std::string_view text);

/// What becomes of e-mail addresses, phone numbers, and card, bank account and national numbers.
enum class PersonalData { mask, keep };

/// Text that may leave the process: each secret replaced by "[redacted: GitHub token]", personal
/// data by "[redacted: e-mail]". Cards count where their check digit (ISO/IEC 7812, Luhn) is right,
/// accounts where that of ISO 13616 is; a name beside a value stays.
std::string redacted(std::string_view text, PersonalData personal);

}  // namespace mendel::base
