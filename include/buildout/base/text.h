/* buildout/base/text.h - texts compared as people write them, whatever the locale. Units: bytes. Errors: none. */
#ifndef BUILDOUT_BASE_TEXT_H
#define BUILDOUT_BASE_TEXT_H

#include <stdbool.h>

/* Equal but for the case of the letters A to Z. */
bool bo_text_alike(const char *a, const char *b);

#endif
