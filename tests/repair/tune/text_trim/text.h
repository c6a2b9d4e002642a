#ifndef TEXT_H
#define TEXT_H
#include <stddef.h>

/* Removes blanks at both ends in place and returns the new length. */
size_t text_trim(char *text);
/* Number of words between blanks. */
int text_words(const char *text);
/* Copies at most size - 1 characters and ends with 0; returns 1 when all fitted. */
int text_copy(char *target, size_t size, const char *source);

#endif
