#include "buildout/base/text.h"

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool bo_text_alike(const char *a, const char *b)
{
    for (; *a != '\0' && small(*a) == small(*b); a++) {
        b++;
    }
    return small(*a) == small(*b);
}
