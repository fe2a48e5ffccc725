/* buildout/cli/terminal.h - what the reader of a table can see: how wide, which characters, colours or none.
 *
 * Piped output is plain and 100 columns wide, whatever the terminal; a terminal's own width counts from 80 to 132.
 *
 * Owner:  texts made here live in the caller's arena. Errors: none.
 */
#ifndef BUILDOUT_CLI_TERMINAL_H
#define BUILDOUT_CLI_TERMINAL_H

#include <stdbool.h>
#include <stdint.h>

#include "buildout/base/arena.h"

struct bo_terminal {
    uint32_t width; /* columns */
    bool utf8;      /* by LC_ALL, LC_CTYPE or LANG */
    bool colour;    /* a terminal, and neither NO_COLOR nor TERM=dumb */
};

/* Of a file descriptor and the environment. */
struct bo_terminal bo_terminal_of(int fd);
/* TERM is dumb, empty or not set: nothing but plain lines can be shown. */
bool bo_terminal_is_dumb(void);

/* What ends the word for n of something: "" for one, else "s". */
const char *bo_plural(uint64_t n);
/* Of a list of n at most so many, 0: all; and one more, for a line that says that there is one is no shorter than it. */
uint32_t bo_rows_shown(uint32_t n, uint32_t limit);
/* Characters, not bytes, of UTF-8. */
uint32_t bo_text_columns(const char *text);
/* A text from a scenario as it may be shown: at most max_columns, nothing that a terminal would obey. */
const char *bo_text_shown(struct bo_arena *arena, const struct bo_terminal *terminal,
                          const char *text, uint32_t max_columns);
/* "2029-02" of a day of the calendar, "-" when it is NaN. */
const char *bo_month_shown(struct bo_arena *arena, double day);
/* "1,234.5": thousands apart, decimals digits after the point; "-" for what is not finite, never "-0". */
const char *bo_number_shown(struct bo_arena *arena, double x, uint32_t decimals);
/* How value[n] moves, drawn in n_columns of eight heights from its least to its greatest. A column is the mean of its
 * part of the values; one without any is blank, or as its left neighbour when it lies between others. No blanks end
 * it. */
const char *bo_sparkline(struct bo_arena *arena, const struct bo_terminal *terminal,
                         const double *value, uint32_t n, uint32_t n_columns);

#endif
