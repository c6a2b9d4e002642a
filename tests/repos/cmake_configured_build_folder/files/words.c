#include <stdio.h>

int main(void) {
    const char *text = "three";
    printf("%zu\n", strlen(text));
    return strlen(text) == 5 ? 0 : 1;
}
