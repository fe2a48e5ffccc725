/* The table of units. A spelling that is not in it is reduced word by word ("USD per MW-months" to "USD/MW-month")
 * and looked up again. */
#include "buildout/base/units.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "units_text.h"

#define MONTHS_PER_YEAR 12.0
#define WEEKS_PER_YEAR (BO_DAYS_PER_YEAR / BO_DAYS_PER_WEEK)
#define HOURS_PER_MONTH (BO_DAYS_PER_MONTH * BO_HOURS_PER_DAY)
#define SECONDS_PER_DAY 86400.0
#define PERCENT 0.01
#define MAX_UNIT 64

static const struct bo_unit UNIT[] = {
    /* counts and other plain numbers: the noun is kept so that sites are not taken for cards */
    {"number", BO_DIM_NUMBER, 1.0},
    {"count", BO_DIM_NUMBER, 1.0},
    {"ratio", BO_DIM_NUMBER, 1.0},
    {"x", BO_DIM_NUMBER, 1.0},
    {"sites", BO_DIM_NUMBER, 1.0},
    {"halls", BO_DIM_NUMBER, 1.0},
    {"projects", BO_DIM_NUMBER, 1.0},
    {"companies", BO_DIM_NUMBER, 1.0},
    {"workers", BO_DIM_NUMBER, 1.0},
    {"people", BO_DIM_NUMBER, 1.0},
    {"users", BO_DIM_NUMBER, 1.0},
    {"tokens", BO_DIM_NUMBER, 1.0},
    {"Mtok", BO_DIM_NUMBER, 1.0},
    {"parameters", BO_DIM_NUMBER, 1.0},
    {"cards", BO_DIM_NUMBER, 1.0},
    {"chips", BO_DIM_NUMBER, 1.0},
    {"dies", BO_DIM_NUMBER, 1.0},
    {"wafers", BO_DIM_NUMBER, 1.0},
    {"GPU", BO_DIM_NUMBER, 1.0},
    {"H100e", BO_DIM_NUMBER, 1.0},
    {"TPP", BO_DIM_NUMBER, 1.0},
    {"TPP/mm2", BO_DIM_NUMBER, 1.0},
    {"mm2", BO_DIM_NUMBER, 1.0},
    {"TOPS", BO_DIM_NUMBER, 1.0},
    {"ECI", BO_DIM_NUMBER, 1.0},
    {"ECI/yr", BO_DIM_NUMBER, 1.0},
    {"MVA", BO_DIM_NUMBER, 1.0},
    {"USD/card", BO_DIM_NUMBER, 1.0},
    {"USD/chip", BO_DIM_NUMBER, 1.0},
    {"USD/GPU", BO_DIM_NUMBER, 1.0},
    {"USD/user", BO_DIM_NUMBER, 1.0},
    {"USD/Mtok", BO_DIM_NUMBER, 1.0},
    {"USD/t", BO_DIM_NUMBER, 1.0},
    {"USD/GB", BO_DIM_NUMBER, 1.0},
    {"USD/worker-h", BO_DIM_NUMBER, 1.0},
    {"USD/yr", BO_DIM_NUMBER, 1.0},
    {"USD/month", BO_DIM_NUMBER, 1.0},
    {"kW/card", BO_DIM_NUMBER, 1.0},
    {"cards/month", BO_DIM_NUMBER, 1.0},
    {"cards/yr", BO_DIM_NUMBER, 1.0},
    {"wafers/month", BO_DIM_NUMBER, 1.0},

    {"fraction", BO_DIM_FRACTION, 1.0},
    {"%", BO_DIM_FRACTION, PERCENT},
    {"percent", BO_DIM_FRACTION, PERCENT},

    {"days", BO_DIM_DURATION, 1.0},
    {"weeks", BO_DIM_DURATION, BO_DAYS_PER_WEEK},
    {"months", BO_DIM_DURATION, BO_DAYS_PER_MONTH},
    {"quarters", BO_DIM_DURATION, BO_DAYS_PER_YEAR / 4.0},
    {"years", BO_DIM_DURATION, BO_DAYS_PER_YEAR},
    {"hours", BO_DIM_DURATION, 1.0 / BO_HOURS_PER_DAY},
    {"minutes", BO_DIM_DURATION, 1.0 / (BO_HOURS_PER_DAY * 60.0)},
    {"seconds", BO_DIM_DURATION, 1.0 / SECONDS_PER_DAY},

    {"1/yr", BO_DIM_RATE, 1.0},
    {"1/month", BO_DIM_RATE, MONTHS_PER_YEAR},
    {"1/week", BO_DIM_RATE, WEEKS_PER_YEAR},
    {"1/day", BO_DIM_RATE, BO_DAYS_PER_YEAR},
    {"%/yr", BO_DIM_RATE, PERCENT},
    {"%/month", BO_DIM_RATE, PERCENT *MONTHS_PER_YEAR},
    {"%/week", BO_DIM_RATE, PERCENT *WEEKS_PER_YEAR},
    {"%/day", BO_DIM_RATE, PERCENT *BO_DAYS_PER_YEAR},

    {"MW", BO_DIM_POWER, 1.0},
    {"W", BO_DIM_POWER, 1e-6},
    {"kW", BO_DIM_POWER, 1e-3},
    {"GW", BO_DIM_POWER, 1e3},
    {"TW", BO_DIM_POWER, 1e6},

    {"MW/yr", BO_DIM_POWER_RATE, 1.0},
    {"MW/month", BO_DIM_POWER_RATE, MONTHS_PER_YEAR},
    {"GW/yr", BO_DIM_POWER_RATE, 1e3},
    {"GW/month", BO_DIM_POWER_RATE, 1e3 * MONTHS_PER_YEAR},

    {"MWh", BO_DIM_ENERGY, 1.0},
    {"Wh", BO_DIM_ENERGY, 1e-6},
    {"kWh", BO_DIM_ENERGY, 1e-3},
    {"GWh", BO_DIM_ENERGY, 1e3},
    {"TWh", BO_DIM_ENERGY, 1e6},

    {"USD", BO_DIM_MONEY, 1.0},
    {"M USD", BO_DIM_MONEY, 1e6},
    {"B USD", BO_DIM_MONEY, 1e9},
    {"million USD", BO_DIM_MONEY, 1e6},
    {"billion USD", BO_DIM_MONEY, 1e9},

    {"USD/MW", BO_DIM_MONEY_PER_POWER, 1.0},
    {"M USD/MW", BO_DIM_MONEY_PER_POWER, 1e6},
    {"million USD/MW", BO_DIM_MONEY_PER_POWER, 1e6},
    {"USD/W", BO_DIM_MONEY_PER_POWER, 1e6},
    {"USD/kW", BO_DIM_MONEY_PER_POWER, 1e3},
    {"USD/GW", BO_DIM_MONEY_PER_POWER, 1e-3},

    {"USD/kW-month", BO_DIM_RENT, 1.0},
    {"USD/kW/month", BO_DIM_RENT, 1.0},
    {"USD/kW-yr", BO_DIM_RENT, 1.0 / MONTHS_PER_YEAR},
    {"USD/kW/yr", BO_DIM_RENT, 1.0 / MONTHS_PER_YEAR},
    {"USD/MW-month", BO_DIM_RENT, 1e-3},
    {"USD/MW/month", BO_DIM_RENT, 1e-3},
    {"USD/MW-yr", BO_DIM_RENT, 1e-3 / MONTHS_PER_YEAR},
    {"USD/MW/yr", BO_DIM_RENT, 1e-3 / MONTHS_PER_YEAR},

    {"USD/MWh", BO_DIM_POWER_PRICE, 1.0},
    {"USD/kWh", BO_DIM_POWER_PRICE, 1e3},
    {"USD/GWh", BO_DIM_POWER_PRICE, 1e-3},

    {"USD/h", BO_DIM_HOURLY_PRICE, 1.0},
    {"USD/GPU-h", BO_DIM_HOURLY_PRICE, 1.0},
    {"USD/GPU/h", BO_DIM_HOURLY_PRICE, 1.0},

    {"kgCO2e/kWh", BO_DIM_INTENSITY, 1.0},
    {"kgCO2/kWh", BO_DIM_INTENSITY, 1.0},
    {"gCO2e/kWh", BO_DIM_INTENSITY, 1e-3},
    {"gCO2/kWh", BO_DIM_INTENSITY, 1e-3},
    {"tCO2e/MWh", BO_DIM_INTENSITY, 1.0},
    {"kgCO2e/MWh", BO_DIM_INTENSITY, 1e-3},

    {"1/MW", BO_DIM_COUNT_PER_POWER, 1.0},
    {"1/kW", BO_DIM_COUNT_PER_POWER, 1e3},
    {"1/GW", BO_DIM_COUNT_PER_POWER, 1e-3},
    {"workers/MW", BO_DIM_COUNT_PER_POWER, 1.0},
    {"workers/GW", BO_DIM_COUNT_PER_POWER, 1e-3},
    {"people/MW", BO_DIM_COUNT_PER_POWER, 1.0},
    {"cards/MW", BO_DIM_COUNT_PER_POWER, 1.0},
    {"MVA/MW", BO_DIM_COUNT_PER_POWER, 1.0},

    {"GB/s", BO_DIM_BANDWIDTH, 1.0},
    {"MB/s", BO_DIM_BANDWIDTH, 1e-3},
    {"TB/s", BO_DIM_BANDWIDTH, 1e3},
    {"PB/s", BO_DIM_BANDWIDTH, 1e6},

    {"GB", BO_DIM_MEMORY, 1.0},
    {"MB", BO_DIM_MEMORY, 1e-3},
    {"TB", BO_DIM_MEMORY, 1e3},
    {"PB", BO_DIM_MEMORY, 1e6},

    {"FLOP", BO_DIM_COMPUTE, 1.0},
    {"GFLOP", BO_DIM_COMPUTE, 1e9},
    {"TFLOP", BO_DIM_COMPUTE, 1e12},
    {"PFLOP", BO_DIM_COMPUTE, 1e15},
    {"EFLOP", BO_DIM_COMPUTE, 1e18},
    {"ZFLOP", BO_DIM_COMPUTE, 1e21},
    {"PFLOP/s-day", BO_DIM_COMPUTE, 1e15 * SECONDS_PER_DAY},

    {"FLOP/s", BO_DIM_COMPUTE_RATE, 1.0},
    {"GFLOP/s", BO_DIM_COMPUTE_RATE, 1e9},
    {"TFLOP/s", BO_DIM_COMPUTE_RATE, 1e12},
    {"PFLOP/s", BO_DIM_COMPUTE_RATE, 1e15},
    {"EFLOP/s", BO_DIM_COMPUTE_RATE, 1e18},
};

/* Words that are written in several ways; other plurals lose their s. */
static const char *const WORD[][2] = {
    {"yr", "year"},  {"y", "year"},     {"mo", "month"},          {"hr", "hour"},
    {"h", "hour"},   {"d", "day"},      {"wk", "week"},           {"min", "minute"},
    {"s", "second"}, {"sec", "second"}, {"companies", "company"}, {"person", "people"},
    {"GPUs", "GPU"}, {"FLOPs", "FLOP"}, {"pct", "percent"},       {"Mtokens", "Mtok"},
};

static bool is_lower(const char *word, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (word[i] < 'a' || word[i] > 'z')
            return false;
    return true;
}

/* Appends text[n] to out, as far as there is room. */
static void append(char out[static MAX_UNIT], const char *text, size_t n)
{
    size_t used = strlen(out);

    if (used + n < MAX_UNIT) {
        memcpy(out + used, text, n);
        out[used + n] = '\0';
    }
}

static void append_word(char out[static MAX_UNIT], const char *word, size_t n)
{
    for (size_t i = 0; i < sizeof WORD / sizeof *WORD; i++) {
        if (strlen(WORD[i][0]) == n && strncmp(WORD[i][0], word, n) == 0) {
            append(out, WORD[i][1], strlen(WORD[i][1]));
            return;
        }
    }
    if (n > 3 && word[n - 1] == 's' && is_lower(word, n))
        n--;
    append(out, word, n);
}

/* One spelling for all: singular words, "/" for " per ", single spaces. */
static void reduce(const char *name, char out[static MAX_UNIT])
{
    out[0] = '\0';
    while (*name != '\0') {
        size_t n = strcspn(name, "/- ");

        append_word(out, name, n);
        name += n;
        if (strncmp(name, " per ", 5) == 0) {
            append(out, "/", 1);
            name += 5;
        } else if (*name != '\0') {
            append(out, name, 1);
            name++;
        }
    }
}

bool bo_units_same_spelling(const char *a, const char *b)
{
    char x[MAX_UNIT], y[MAX_UNIT];

    if (strlen(a) >= MAX_UNIT / 2 || strlen(b) >= MAX_UNIT / 2)
        return false;
    reduce(a, x);
    reduce(b, y);
    return strcmp(x, y) == 0;
}

const struct bo_unit *bo_unit_find(const char *name)
{
    size_t n_units = sizeof UNIT / sizeof *UNIT;

    for (size_t i = 0; i < n_units; i++)
        if (strcmp(UNIT[i].name, name) == 0)
            return &UNIT[i];
    for (size_t i = 0; i < n_units; i++)
        if (bo_units_same_spelling(UNIT[i].name, name))
            return &UNIT[i];
    return NULL;
}
