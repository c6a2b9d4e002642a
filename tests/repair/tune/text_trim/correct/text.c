#include "text.h"

#include <string.h>

static int is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

size_t text_trim(char *text)
{
    size_t length = strlen(text);
    size_t start = 0;
    while (length > 0 && is_blank(text[length - 1]))
        length--;
    while (start < length && is_blank(text[start]))
        start++;
    memmove(text, text + start, length - start);
    text[length - start] = '\0';
    return length - start;
}

int text_words(const char *text)
{
    int words = 0;
    int inside = 0;
    for (; *text; text++) {
        if (is_blank(*text)) {
            inside = 0;
        } else if (!inside) {
            inside = 1;
            words++;
        }
    }
    return words;
}

int text_copy(char *target, size_t size, const char *source)
{
    size_t length = strlen(source);
    size_t count = length < size ? length : size - 1;
    memcpy(target, source, count);
    target[count] = '\0';
    return count == length;
}
