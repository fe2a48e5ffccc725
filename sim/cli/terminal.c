#include "buildout/cli/terminal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"

enum { PIPED_COLUMNS = 100, LEAST_COLUMNS = 80, MOST_COLUMNS = 132 };

static const char *set_variable(const char *name)
{
    const char *value = getenv(name);
    return value && value[0] ? value : NULL;
}

/* "en_GB.UTF-8", "C.utf8" */
static bool names_utf8(const char *locale)
{
    static const char small[] = "utf8", large[] = "UTF8";
    for (const char *dot = strchr(locale, '.'); dot; dot = NULL) {
        size_t n = 0;
        for (const char *c = dot + 1; *c && *c != '@' && n < 4; c++) {
            if (*c == '-')
                continue;
            if (*c != small[n] && *c != large[n])
                return false;
            n++;
        }
        return n == 4;
    }
    return false;
}

static bool takes_utf8(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *locale = set_variable(names[i]);
        if (locale)
            return names_utf8(locale);
    }
    return false;
}

static uint32_t columns_of(int fd)
{
    struct winsize size = {0};
    if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return PIPED_COLUMNS;
    if (size.ws_col < LEAST_COLUMNS)
        return LEAST_COLUMNS;
    return size.ws_col > MOST_COLUMNS ? MOST_COLUMNS : size.ws_col;
}

const char *bo_plural(uint64_t n)
{
    return n == 1 ? "" : "s";
}

uint32_t bo_rows_shown(uint32_t n, uint32_t limit)
{
    return limit > 0 && n > limit && n - limit > 1 ? limit : n;
}

bool bo_terminal_is_dumb(void)
{
    const char *kind = set_variable("TERM");
    return !kind || strcmp(kind, "dumb") == 0;
}

struct bo_terminal bo_terminal_of(int fd)
{
    bool terminal = isatty(fd) == 1;
    return (struct bo_terminal){.width = terminal ? columns_of(fd) : PIPED_COLUMNS,
                                .utf8 = takes_utf8(),
                                .colour = terminal && !bo_terminal_is_dumb() &&
                                          !set_variable("NO_COLOR")};
}

static bool starts_character(char c)
{
    return ((unsigned char)c & 0xc0) != 0x80;
}

uint32_t bo_text_columns(const char *text)
{
    uint32_t n = 0;
    for (; *text; text++)
        n += starts_character(*text);
    return n;
}

const char *bo_text_shown(struct bo_arena *arena, const struct bo_terminal *terminal,
                          const char *text, uint32_t max_columns)
{
    const char *more = terminal->utf8 ? "\u2026" : "~";
    bool cut = bo_text_columns(text) > max_columns;
    uint32_t left = cut ? max_columns - 1 : max_columns;
    char *shown = bo_arena_alloc(arena, strlen(text) + 1, 1);
    char *end = shown;
    for (; *text; text++) {
        if (starts_character(*text)) {
            if (left == 0)
                break;
            left--;
        }
        bool control = (unsigned char)*text < ' ' || *text == 127;
        *end = *text;
        if (control)
            *end = ' ';
        end++;
    }
    return cut ? bo_arena_printf(arena, "%s%s", shown, more) : shown;
}

const char *bo_month_shown(struct bo_arena *arena, double day)
{
    char text[16];
    if (!isfinite(day))
        return "-";
    bo_month_format(bo_month_of_day((int32_t)floor(day)), text);
    return bo_arena_strdup(arena, text);
}

const char *bo_number_shown(struct bo_arena *arena, double x, uint32_t decimals)
{
    if (!isfinite(x))
        return "-";
    const char *plain = bo_arena_printf(arena, "%.*f", (int)decimals, fabs(x));
    size_t n_whole = strcspn(plain, ".");
    bool negative = x < 0.0 && plain[strspn(plain, "0.")] != '\0';
    char *shown = bo_arena_alloc(arena, strlen(plain) + n_whole / 3 + 2, 1);
    char *end = shown;
    if (negative)
        *end++ = '-';
    for (size_t i = 0; plain[i]; i++) {
        if (i > 0 && i < n_whole && (n_whole - i) % 3 == 0)
            *end++ = ',';
        *end++ = plain[i];
    }
    return shown;
}

/* The mean of the values there are; NaN when there are none. */
static double mean_of(const double *value, uint32_t n)
{
    double sum = 0.0;
    uint32_t n_there = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (isfinite(value[i])) {
            sum += value[i];
            n_there++;
        }
    }
    return n_there > 0 ? sum / n_there : BO_NAN;
}

static void fill_gaps(double *column, uint32_t n)
{
    uint32_t last = n;
    while (last > 0 && !isfinite(column[last - 1]))
        last--;
    for (uint32_t i = 1; i < last; i++) {
        if (!isfinite(column[i]))
            column[i] = column[i - 1];
    }
}

const char *bo_sparkline(struct bo_arena *arena, const struct bo_terminal *terminal,
                         const double *value, uint32_t n, uint32_t n_columns)
{
    static const char *const block[] = {"\u2581", "\u2582", "\u2583", "\u2584",
                                        "\u2585", "\u2586", "\u2587", "\u2588"};
    static const char *const letter[] = {"_", ".", ",", "-", "=", "+", "*", "#"};
    enum { HEIGHTS = 8 };
    uint32_t width = n < n_columns ? n : n_columns;
    double *column = BO_NEW_ARRAY(arena, double, width);
    double least = BO_NAN, most = BO_NAN;
    for (uint32_t i = 0; i < width; i++) {
        uint32_t from = (uint32_t)((uint64_t)i * n / width);
        uint32_t to = (uint32_t)((uint64_t)(i + 1) * n / width);
        column[i] = mean_of(value + from, to - from);
        least = fmin(least, column[i]);
        most = fmax(most, column[i]);
    }
    fill_gaps(column, width);
    char *line = bo_arena_alloc(arena, (size_t)width * 4 + 1, 1);
    char *end = line;
    for (uint32_t i = 0; i < width; i++) {
        const char *mark = " ";
        if (isfinite(column[i])) {
            double up = most > least ? (column[i] - least) / (most - least) : 0.5;
            uint32_t height = (uint32_t)bo_clamp(floor(up * HEIGHTS), 0.0, HEIGHTS - 1);
            mark = terminal->utf8 ? block[height] : letter[height];
        }
        size_t n_bytes = strlen(mark);
        memcpy(end, mark, n_bytes);
        end += n_bytes;
    }
    while (end > line && end[-1] == ' ')
        *--end = '\0';
    return line;
}
