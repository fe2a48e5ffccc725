/* Reads "120 MW", "14 B USD", "RMB 5.1 bn", "2.85 USD/h", "35 %": [currency] number [multiplier] [unit]. */
#include <assert.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "buildout/base/num.h"
#include "buildout/base/units.h"
#include "units_text.h"

#define CURRENCY_LETTERS 3
#define MAX_NUMBER 64
#define MAX_UNIT 64

/* How messages speak of a dimension. */
static const struct {
    const char *what;
    const char *example;
} DIMENSION[BO_N_DIMENSIONS] = {
    [BO_DIM_NUMBER] = {"a plain number", "2.5"},
    [BO_DIM_FRACTION] = {"a fraction", "35 %"},
    [BO_DIM_DURATION] = {"a duration", "14 months"},
    [BO_DIM_RATE] = {"a rate", "5 %/yr"},
    [BO_DIM_POWER] = {"a power", "120 MW"},
    [BO_DIM_POWER_RATE] = {"a power per time", "300 MW/yr"},
    [BO_DIM_ENERGY] = {"an energy", "40 GWh"},
    [BO_DIM_MONEY] = {"an amount of money", "14 B USD"},
    [BO_DIM_MONEY_PER_POWER] = {"a cost per power", "11.6 M USD/MW"},
    [BO_DIM_RENT] = {"a rent", "160 USD/kW-month"},
    [BO_DIM_POWER_PRICE] = {"a price of electricity", "55 USD/MWh"},
    [BO_DIM_HOURLY_PRICE] = {"an hourly price", "2.85 USD/h"},
    [BO_DIM_INTENSITY] = {"a carbon intensity", "0.4 kgCO2e/kWh"},
    [BO_DIM_COUNT_PER_POWER] = {"a count per power", "4 workers/MW"},
    [BO_DIM_BANDWIDTH] = {"a bandwidth", "900 GB/s"},
    [BO_DIM_MEMORY] = {"an amount of memory", "80 GB"},
    [BO_DIM_COMPUTE] = {"an amount of compute", "2.0e25 FLOP"},
    [BO_DIM_COMPUTE_RATE] = {"a computing rate", "989 TFLOP/s"},
};

static const struct {
    const char *name;
    double factor;
} MULTIPLIER[] = {
    {"k", 1e3},  {"M", 1e6},        {"B", 1e9},       {"bn", 1e9},      {"T", 1e12},
    {"mn", 1e6}, {"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9}, {"trillion", 1e12},
};

/* A text taken apart; unit is empty when none is written, and speaks of USD whatever the currency. */
struct parts {
    char currency[CURRENCY_LETTERS + 1];
    double number;
    double multiplier;
    char unit[MAX_UNIT];
};

static const char *skip_spaces(const char *p)
{
    while (*p == ' ')
        p++;
    return p;
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Do the first three letters name a currency? They are capitals and the word ends after them. */
static bool begins_with_currency(const char *p)
{
    for (int i = 0; i < CURRENCY_LETTERS; i++)
        if (p[i] < 'A' || p[i] > 'Z')
            return false;
    return !is_letter(p[CURRENCY_LETTERS]);
}

static bool read_number(const char **p, double *number)
{
    char digits[MAX_NUMBER];
    uint32_t n = bo_double_scan(*p);

    if (n == 0 || n >= sizeof digits)
        return false;
    memcpy(digits, *p, n);
    digits[n] = '\0';
    *p += n;
    return bo_double_parse(digits, number) == 0;
}

static void read_multiplier(const char **p, double *multiplier)
{
    size_t n = strcspn(*p, " /");

    for (size_t i = 0; i < sizeof MULTIPLIER / sizeof *MULTIPLIER; i++) {
        if (strlen(MULTIPLIER[i].name) == n && strncmp(MULTIPLIER[i].name, *p, n) == 0) {
            *multiplier = MULTIPLIER[i].factor;
            *p = skip_spaces(*p + n);
            return;
        }
    }
}

/* Copies the unit without trailing spaces; false when it is too long for any. */
static bool copy_unit(const char *p, char unit[static MAX_UNIT])
{
    size_t n = strlen(p);

    while (n > 0 && p[n - 1] == ' ')
        n--;
    if (n >= MAX_UNIT - CURRENCY_LETTERS)
        return false;
    memcpy(unit, p, n);
    unit[n] = '\0';
    return true;
}

/* Moves a currency out of the unit ("RMB/h" becomes RMB and "USD/h") unless it is a unit's name, as MVA is. */
static void take_currency(struct parts *parts)
{
    if (begins_with_currency(parts->unit) && bo_unit_find(parts->unit) == NULL) {
        memcpy(parts->currency, parts->unit, CURRENCY_LETTERS);
        memcpy(parts->unit, "USD", CURRENCY_LETTERS);
    } else if (strncmp(parts->unit, "USD", CURRENCY_LETTERS) == 0) {
        memcpy(parts->currency, "USD", CURRENCY_LETTERS);
    }
}

/* "RMB 5 M/MW" and "0.3/yr" leave nothing or "/MW" and the like after the number; this puts the head before it. */
static bool prefix_unit(struct parts *parts, const char *head)
{
    char rest[MAX_UNIT];

    if (parts->unit[0] != '\0' && parts->unit[0] != '/')
        return false;
    memcpy(rest, parts->unit, sizeof rest);
    return snprintf(parts->unit, sizeof parts->unit, "%s%s", head, rest) < (int)sizeof parts->unit;
}

static bool take_apart(const char *text, struct parts *parts)
{
    const char *p = skip_spaces(text);
    bool currency_first = begins_with_currency(p);

    *parts = (struct parts){.multiplier = 1.0};
    if (currency_first) {
        memcpy(parts->currency, p, CURRENCY_LETTERS);
        p = skip_spaces(p + CURRENCY_LETTERS);
    }
    if (!read_number(&p, &parts->number))
        return false;
    p = skip_spaces(p);
    read_multiplier(&p, &parts->multiplier);
    if (!copy_unit(p, parts->unit))
        return false;
    if (currency_first)
        return prefix_unit(parts, "USD");
    if (parts->unit[0] == '/')
        return prefix_unit(parts, "1");
    take_currency(parts);
    return true;
}

static bool is_money(enum bo_dimension dimension)
{
    return dimension == BO_DIM_MONEY || dimension == BO_DIM_MONEY_PER_POWER ||
           dimension == BO_DIM_RENT || dimension == BO_DIM_POWER_PRICE ||
           dimension == BO_DIM_HOURLY_PRICE;
}

/* Is the unit's name about money? Prices a card are plain numbers to the table and money to the planner. */
static bool names_money(const struct bo_unit *unit)
{
    return is_money(unit->dimension) || strstr(unit->name, "USD") != NULL;
}

/* "14 M" must not become fourteen million months, nor "14 B" in a key of millions a billion millions: a lone
 * multiplier is for counts, money and compute in their canonical unit. */
static bool multiplier_may_stand_alone(const struct bo_unit *unit)
{
    if (unit->to_canonical < 1.0 || unit->to_canonical > 1.0)
        return false;
    return unit->dimension == BO_DIM_NUMBER || unit->dimension == BO_DIM_COMPUTE ||
           is_money(unit->dimension);
}

/* Any noun counts in "number", "count" and "ratio"; else sites are sites and cards are cards. */
static bool is_generic(const struct bo_unit *unit)
{
    return strcmp(unit->name, "number") == 0 || strcmp(unit->name, "count") == 0 ||
           strcmp(unit->name, "ratio") == 0 || strcmp(unit->name, "x") == 0;
}

static bool is_same_kind(const struct bo_unit *expected, const struct bo_unit *written)
{
    if (expected->dimension != written->dimension)
        return false;
    if (expected->dimension != BO_DIM_NUMBER ||
        bo_units_same_spelling(expected->name, written->name))
        return true;
    return !names_money(written) && !names_money(expected) &&
           (is_generic(expected) || is_generic(written));
}

static void describe(const struct bo_unit *unit, char *out, size_t room)
{
    if (unit->dimension == BO_DIM_NUMBER && !is_generic(unit))
        (void)snprintf(out, room, "a number of %s such as \"100 %s\"", unit->name, unit->name);
    else
        (void)snprintf(out, room, "%s such as \"%s\"", DIMENSION[unit->dimension].what,
                       DIMENSION[unit->dimension].example);
}

/* All complaints name what was expected, with an example, and what stands there instead. */
static int reject(struct bo_err *err, const struct bo_unit *expected, const char *text,
                  const char *problem)
{
    char wanted[160];

    describe(expected, wanted, sizeof wanted);
    return bo_err_set(err, BO_ESCENARIO, "expected %s, but \"%.60s\" %s", wanted, text, problem);
}

static int reject_kind(struct bo_err *err, const struct bo_unit *expected, const char *text,
                       const struct bo_unit *written)
{
    char problem[120];

    if (written->dimension != BO_DIM_NUMBER)
        (void)snprintf(problem, sizeof problem, "is %s", DIMENSION[written->dimension].what);
    else if (is_generic(written))
        (void)snprintf(problem, sizeof problem, "is a plain number");
    else
        (void)snprintf(problem, sizeof problem, "is a number of %s", written->name);
    return reject(err, expected, text, problem);
}

static int reject_unit(struct bo_err *err, const struct bo_unit *expected, const char *text,
                       const char *unit)
{
    char problem[120];

    if (strncmp(unit, "from ", strlen("from ")) == 0)
        (void)snprintf(problem, sizeof problem,
                       "has a date: multiply from it (\"*2 from 2027-01\"), or, where the schema "
                       "says path, write one");
    else
        (void)snprintf(problem, sizeof problem, "has the unknown unit \"%.40s\"", unit);
    return reject(err, expected, text, problem);
}

static int fill(struct bo_quantity *out, const struct parts *parts, const struct bo_unit *unit,
                const char *text, struct bo_err *err)
{
    double value = parts->number * parts->multiplier * unit->to_canonical;

    if (!(value - value == 0.0))
        return reject(err, unit, text, "is too large");
    *out = (struct bo_quantity){.value = value};
    if (names_money(unit))
        memcpy(out->currency, parts->currency[0] != '\0' ? parts->currency : "USD",
               CURRENCY_LETTERS);
    return 0;
}

int bo_quantity_parse(const char *text, const struct bo_unit *unit, struct bo_quantity *out,
                      struct bo_err *err)
{
    const struct bo_unit *written;
    struct parts parts;

    assert(unit != NULL);
    if (!take_apart(text, &parts))
        return reject(err, unit, text, "is not a number with a unit");
    if (parts.unit[0] == '\0') {
        if (parts.multiplier > 1.0 && !multiplier_may_stand_alone(unit))
            return reject(err, unit, text, "has no unit");
        return fill(out, &parts, unit, text, err);
    }
    written = bo_unit_find(parts.unit);
    if (written == NULL)
        return reject_unit(err, unit, text, parts.unit);
    if (!is_same_kind(unit, written))
        return reject_kind(err, unit, text, written);
    return fill(out, &parts, written, text, err);
}
