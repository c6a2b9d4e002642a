#include "sys/output_buffer.hpp"

#include "support/catch.hpp"

using namespace mendel::sys;

TEST_CASE("output within the cap is kept to the byte") {
    OutputBuffer buffer(10);
    buffer.append("12345");
    buffer.append("67890");
    CHECK(buffer.take() == "1234567890");
    CHECK_FALSE(buffer.truncated());
}

TEST_CASE("of longer output whole lines of head and tail are kept around a line that counts") {
    OutputBuffer buffer(20);
    for (int i = 0; i < 1000; ++i)
        buffer.append("line" + std::to_string(i) + "\n");
    CHECK(buffer.take() == "line0\n[mendel: 7876 bytes of output are missing here]\nline999\n");
    CHECK(buffer.truncated());
}

TEST_CASE("one endless line is cut in the middle") {
    OutputBuffer buffer(8);
    for (int i = 0; i < 100; ++i)
        buffer.append("abcdefghij");
    CHECK(buffer.take() == "abcd\n[mendel: 992 bytes of output are missing here]\nghij");
}

TEST_CASE("a cap of nothing keeps nothing but the count") {
    OutputBuffer buffer(0);
    buffer.append("abc");
    CHECK(buffer.take() == "[mendel: 3 bytes of output are missing here]\n");
}
