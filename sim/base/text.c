#include "buildout/base/text.h"

static char small(char c)
{
    if (c >= 'A' && c <= 'Z')
        c = (char)(c - 'A' + 'a');
    return c;
}

bool bo_text_alike(const char *a, const char *b)
{
    for (; *a != '\0' && small(*a) == small(*b); a++) {
        b++;
    }
    return small(*a) == small(*b);
}
