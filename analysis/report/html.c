#include "html.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"

enum { DIGITS = 3, PRECISE_DIGITS = 5, JSON_DIGITS = 4, NUMBER_BYTES = 400 };
#define LARGEST_WRITTEN 1e15

static void add_escaped(struct bo_text *page, unsigned char c)
{
    switch (c) {
    case '&':
        bo_text_puts(page, "&amp;");
        break;
    case '<':
        bo_text_puts(page, "&lt;");
        break;
    case '>':
        bo_text_puts(page, "&gt;");
        break;
    case '"':
        bo_text_puts(page, "&quot;");
        break;
    case '\'':
        bo_text_puts(page, "&#39;");
        break;
    default: /* control characters are not allowed in HTML */
        if (c < ' ' && c != '\t' && c != '\n')
            bo_text_puts(page, "\xEF\xBF\xBD");
        else
            bo_text_char(page, (char)c);
    }
}

void html_text(struct bo_text *page, const char *text)
{
    const unsigned char *p = (const unsigned char *)text;
    while (*p) {
        size_t n = bo_text_utf8_length(p);
        if (n == 0)
            bo_text_puts(page, "\xEF\xBF\xBD");
        else if (n == 1)
            add_escaped(page, *p);
        else
            bo_text_add(page, p, n);
        p += n ? n : 1;
    }
}

static void add_parts(struct bo_text *page, const char *format, va_list values)
{
    for (const char *p = format; *p; p++) {
        if (*p != '%') {
            bo_text_char(page, *p);
            continue;
        }
        p++;
        assert(*p == 's' || *p == 'd' || *p == '%');
        if (*p == 's')
            html_text(page, va_arg(values, const char *));
        else if (*p == 'd')
            bo_text_int(page, va_arg(values, int));
        else
            bo_text_char(page, '%');
    }
}

void html_format(struct bo_text *page, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    add_parts(page, format, values);
    va_end(values);
}

/* ---- units ---- */

struct step {
    const char *unit; /* of the results */
    double from;      /* the size from which it is used */
    double factor;
    const char *shown;
};

/* Largest first. A unit that is not here stays as it is. */
static const struct step steps[] = {
    {"million USD", 1e6, 1e-6, "tn USD"},
    {"million USD", 1e3, 1e-3, "bn USD"},
    {"million USD", 1, 1, "M USD"},
    {"million USD", 1e-3, 1e3, "k USD"},
    {"million USD", 0, 1e6, "USD"},
    {"million USD/yr", 1e6, 1e-6, "tn USD/yr"},
    {"million USD/yr", 1e3, 1e-3, "bn USD/yr"},
    {"million USD/yr", 1, 1, "M USD/yr"},
    {"million USD/yr", 1e-3, 1e3, "k USD/yr"},
    {"million USD/yr", 0, 1e6, "USD/yr"},
    {"million USD/MW", 0, 1, "M USD/MW"},
    {"billion USD/yr", 1e3, 1e-3, "tn USD/yr"},
    {"billion USD/yr", 0, 1, "bn USD/yr"},
    {"MW", 1e3, 1e-3, "GW"},
    {"H100e", 1e6, 1e-6, "M H100e"},
    {"H100e", 1e3, 1e-3, "k H100e"},
    {"chips", 1e6, 1e-6, "M chips"},
    {"chips", 1e4, 1e-3, "k chips"},
    {"count", 1e9, 1e-9, "bn"},
    {"count", 1e6, 1e-6, "M"},
    {"count", 1e4, 1e-3, "k"},
    {"count", 0, 1, ""},
    {"tokens", 1e12, 1e-12, "tn tokens"},
    {"tokens", 1e9, 1e-9, "bn tokens"},
    {"USD", 1e4, 1e-3, "k USD"},
    {"fraction", 2, 1, ""},
    {"fraction", 0, 100, "%"},
    {"ratio", 0, 1, ""},
};

struct html_scale html_scale_of(const char *unit, double largest)
{
    struct html_scale scale = {.factor = 1.0};
    scale.whole = strcmp(unit, "sites") == 0 || strcmp(unit, "count") == 0;
    snprintf(scale.unit, sizeof scale.unit, "%s", unit);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (strcmp(steps[i].unit, unit) != 0 || !(fabs(largest) >= steps[i].from))
            continue;
        scale.factor = steps[i].factor;
        scale.whole = scale.whole && scale.factor >= 1.0;
        snprintf(scale.unit, sizeof scale.unit, "%s", steps[i].shown);
        break;
    }
    return scale;
}

/* ---- numbers ---- */

/* Decimals that leave so many digits that matter, for 9.996 the same as for 10.0: of its text as rounded. */
static int decimals_of(double x, int digits)
{
    enum { MOST = 9 };
    char text[NUMBER_BYTES];
    if (!isfinite(x) || x == 0.0)
        return 0;
    snprintf(text, sizeof text, "%.*e", digits - 1, x);
    int decimals = digits - 1 - (int)strtol(strchr(text, 'e') + 1, NULL, 10);
    return decimals < 0 ? 0 : decimals < MOST ? decimals : MOST;
}

static void add_grouped(struct bo_text *page, const char *digits)
{
    size_t whole = strcspn(digits, ".");
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            bo_text_char(page, ',');
        bo_text_char(page, digits[i]);
    }
    bo_text_puts(page, digits + whole);
}

static bool is_zero_text(const char *text)
{
    return text[strspn(text, "0.")] == '\0';
}

static void add_number(struct bo_text *page, double x, int decimals)
{
    char text[NUMBER_BYTES];
    if (!isfinite(x)) {
        bo_text_puts(page, "\xE2\x80\x93"); /* en dash */
        return;
    }
    if (fabs(x) >= LARGEST_WRITTEN) {
        snprintf(text, sizeof text, "%.2e", x);
        bo_text_puts(page, text);
        return;
    }
    snprintf(text, sizeof text, "%.*f", decimals, fabs(x));
    if (x < 0.0 && !is_zero_text(text))
        bo_text_puts(page, "\xE2\x88\x92"); /* minus */
    if (is_zero_text(text))
        bo_text_char(page, '0');
    else
        add_grouped(page, text);
}

void html_number(struct bo_text *page, double x)
{
    add_number(page, x, decimals_of(x, DIGITS));
}

void html_precise(struct bo_text *page, double x)
{
    add_number(page, x, decimals_of(x, PRECISE_DIGITS));
}

void html_cell_number(struct bo_text *page, double x)
{
    add_number(page, x, fabs(x) >= 99.5 ? 0 : 1);
}

void html_json_number(struct bo_text *page, double x)
{
    char text[NUMBER_BYTES];
    if (!isfinite(x)) {
        bo_text_puts(page, "null");
        return;
    }
    snprintf(text, sizeof text, "%.*g", JSON_DIGITS, x);
    bo_text_puts(page, text);
}

void html_date(struct bo_text *page, int32_t day)
{
    char date[16];
    bo_day_format(day, date);
    bo_text_puts(page, date);
}

struct html_scale html_scale_of_column(const char *unit, double largest)
{
    struct html_scale scale = html_scale_of(unit, largest);
    scale.column = true;
    scale.whole = false; /* a mean of what is counted is none */
    scale.most_decimals = decimals_of(largest * scale.factor, DIGITS + 1);
    return scale;
}

void html_scaled(struct bo_text *page, const struct html_scale *scale, double x)
{
    if (scale->whole)
        add_number(page, x, 0);
    else
        html_number(page, x * scale->factor);
}

void html_interval(struct bo_text *page, const struct html_scale *scale, double median, double low,
                   double high)
{
    if (!isfinite(low) || !isfinite(high)) { /* of a single run there is none */
        html_scaled(page, scale, median);
        return;
    }
    double size = bo_max(fabs(low), fabs(high)) * scale->factor;
    int decimals = scale->whole ? 0 : decimals_of(size, DIGITS);
    if (scale->column) {
        double largest = bo_max(size, fabs(median * scale->factor));
        if (largest < 0.5 * bo_pow(10.0, -scale->most_decimals)) {
            bo_text_char(page, '0');
            return;
        }
        decimals = decimals < scale->most_decimals ? decimals : scale->most_decimals;
    }
    add_number(page, median * scale->factor, decimals);
    html_format(page, " <span class=\"interval\">(");
    add_number(page, low * scale->factor, decimals);
    bo_text_puts(page, " to ");
    add_number(page, high * scale->factor, decimals);
    bo_text_puts(page, ")</span>");
}

void html_pairs(struct bo_text *page, uint32_t n, uint32_t n_pairs)
{
    if (n < n_pairs)
        html_format(page, " <span class=\"unit\">in %d of %d pairs</span>", (int)n, (int)n_pairs);
}
