#undef NDEBUG
#include <assert.h>
#include <string.h>

#include "text.h"

int main(void)
{
    const char *blanks[] = {"", " ", "\t\n", "  \n "};
    for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 4; j++) {
            char text[64] = "";
            strcat(strcat(strcat(text, blanks[i]), "a b"), blanks[j]);
            assert(text_words(text) == 2);
            assert(text_trim(text) == 3);
            assert(strcmp(text, "a b") == 0);
            strcat(strcpy(text, blanks[i]), blanks[j]);
            assert(text_words(text) == 0);
            assert(text_trim(text) == 0);
            assert(text[0] == 0);
        }
    }
    char small[1];
    assert(text_copy(small, 1, "x") == 0 && small[0] == 0);
    assert(text_copy(small, 1, "") == 1);
    return 0;
}
