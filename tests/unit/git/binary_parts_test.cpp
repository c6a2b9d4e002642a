#include "git/binary_parts.hpp"

#include "support/catch.hpp"

using mendel::git::is_whole_binary_patch;

TEST_CASE("a binary patch of whole zlib streams is whole") {
    CHECK(
        is_whole_binary_patch("GIT binary patch\nliteral 6\nNcmYdfNMdGT1pou;0MGyc\n\n"
                              "literal 5\nMcmYdfNMd9H00R^N#{d8T\n\n"));
    CHECK(is_whole_binary_patch("GIT binary patch\nliteral 5\nMcmYdfNMd9H00R^N#{d8T\n\n"));
    CHECK(is_whole_binary_patch("GIT binary patch\nliteral 0\nHcmV?d00001\n\n"));
}

TEST_CASE("a binary patch that is cut short or names another size is not whole") {
    const auto text =
        GENERATE("", "GIT binary patch\n", "GIT binary patch\nliteral 5\n\n",
                 "GIT binary patch\nliteral 5\nMcmYdfNMd9H00R^N\n\n",
                 "GIT binary patch\nliteral 5\nEcmYdfNMd9H\n\n",
                 "GIT binary patch\nliteral 6\nMcmYdfNMd9H00R^N#{d8T\n\n",
                 "GIT binary patch\nliteral 4\nMcmYdfNMd9H00R^N#{d8T\n\n",
                 "GIT binary patch\nliteral x\nMcmYdfNMd9H00R^N#{d8T\n\n",
                 "GIT binary patch\nliteral 5\nMcmYdfNMd4H00R^N#{d8T\n\n",
                 "GIT binary patch\nother 5\nMcmYdfNMd9H00R^N#{d8T\n\n",
                 "GIT binary patch\nliteral 5\nMcmYdfNMd9H00R^N# d8T\n\n",
                 "GIT binary patch\nliteral 5\nMcmYdfNMd9H00R^N#{d8T\n\nliteral 0\n\n");
    INFO(text);
    CHECK_FALSE(is_whole_binary_patch(text));
}
