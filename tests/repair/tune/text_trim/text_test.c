#undef NDEBUG
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "text.h"

static void test_trim(void)
{
    char text[] = "  some words \n";
    assert(text_trim(text) == 10);
    assert(strcmp(text, "some words") == 0);
    char blank[] = " \t ";
    assert(text_trim(blank) == 0);
    assert(blank[0] == '\0');
    char tight[] = "x";
    assert(text_trim(tight) == 1);
}

static void test_words(void)
{
    assert(text_words("") == 0);
    assert(text_words("one") == 1);
    assert(text_words("  two\twords ") == 2);
}

static void test_copy(void)
{
    char target[5];
    assert(text_copy(target, sizeof target, "abc") == 1);
    assert(strcmp(target, "abc") == 0);
    assert(text_copy(target, sizeof target, "abcdefgh") == 0);
    assert(strcmp(target, "abcd") == 0);
    assert(text_copy(target, sizeof target, "abcd") == 1);
}

int main(void)
{
    test_words();
    test_copy();
    test_trim();
    puts("ok");
    return 0;
}
