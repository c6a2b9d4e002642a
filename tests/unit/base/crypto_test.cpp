#include "base/crypto.hpp"

#include "support/catch.hpp"

using mendel::base::sha256;

TEST_CASE("sha256 gives the digests of FIPS 180-4's examples") {
    CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST_CASE("sha256 reads NUL bytes like any other") {
    CHECK(sha256(std::string_view("a\0b", 3)) != sha256("a"));
    CHECK(sha256(std::string_view("\0", 1)) ==
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
}
