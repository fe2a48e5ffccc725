#include "unit_cost.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/cli/unit_return.h"

enum { N_PARTS = BO_UNIT_HOUR_CAPITAL - BO_UNIT_HOUR_CHIP + 1 };

#define HOUR "GPU hour"
#define TOKENS "million tokens"

const struct bo_unit_line_name bo_unit_line_names[BO_N_UNIT_LINES] = {
    [BO_UNIT_HOUR_CHIP] = {HOUR, "chip", "USD/h", true},
    [BO_UNIT_HOUR_SYSTEM] = {HOUR, "system around it", "USD/h", true},
    [BO_UNIT_HOUR_POWER] = {HOUR, "power", "USD/h", true},
    [BO_UNIT_HOUR_BUILDING] = {HOUR, "building", "USD/h", true},
    [BO_UNIT_HOUR_OPERATIONS] = {HOUR, "staff and spares", "USD/h", true},
    [BO_UNIT_HOUR_CAPITAL] = {HOUR, "capital", "USD/h", true},
    [BO_UNIT_HOUR] = {HOUR, "full cost", "USD/h", false},
    [BO_UNIT_RENT] = {HOUR, "contract rent", "USD/h", false},
    [BO_UNIT_BREAK_EVEN] = {HOUR, "break-even utilisation", "ratio", false},
    [BO_UNIT_UTILISATION] = {HOUR, "utilisation", "fraction", false},
    [BO_UNIT_TOKENS_CHIP] = {TOKENS, "chip", "USD", true},
    [BO_UNIT_TOKENS_SYSTEM] = {TOKENS, "system around it", "USD", true},
    [BO_UNIT_TOKENS_POWER] = {TOKENS, "power", "USD", true},
    [BO_UNIT_TOKENS_BUILDING] = {TOKENS, "building", "USD", true},
    [BO_UNIT_TOKENS_OPERATIONS] = {TOKENS, "staff and spares", "USD", true},
    [BO_UNIT_TOKENS_CAPITAL] = {TOKENS, "capital", "USD", true},
    [BO_UNIT_TOKENS_RENTED] = {TOKENS, "hours rented", "USD", true},
    [BO_UNIT_TOKENS] = {TOKENS, "full cost", "USD", false},
    [BO_UNIT_TOKENS_PRICE] = {TOKENS, "list price", "USD", false},
    [BO_UNIT_IRR] = {"vintage", "IRR as rents went", "fraction", false},
    [BO_UNIT_IRR_STAYED] = {"vintage", "IRR had rents stayed", "fraction", false},
};

/* Whose values are those of series; the others follow from them. */
static const char *const variable_of[BO_N_UNIT_LINES] = {
    [BO_UNIT_HOUR_CHIP] = "Cost|GPU Hour|Chip",
    [BO_UNIT_HOUR_SYSTEM] = "Cost|GPU Hour|System",
    [BO_UNIT_HOUR_POWER] = "Cost|GPU Hour|Power",
    [BO_UNIT_HOUR_BUILDING] = "Cost|GPU Hour|Building",
    [BO_UNIT_HOUR_OPERATIONS] = "Cost|GPU Hour|Operations",
    [BO_UNIT_HOUR_CAPITAL] = "Cost|GPU Hour|Capital",
    [BO_UNIT_HOUR] = "Cost|GPU Hour",
    [BO_UNIT_BREAK_EVEN] = "Cost|GPU Hour|Break-even",
    [BO_UNIT_UTILISATION] = "Compute|Utilisation",
    [BO_UNIT_TOKENS_RENTED] = "Cost|Million Tokens|Rented",
    [BO_UNIT_TOKENS] = "Cost|Million Tokens",
    [BO_UNIT_TOKENS_PRICE] = "Price|Tokens",
};

struct reader {
    struct bo_results *results;
    const struct bo_results_run *run;
    const char *company;
    struct bo_arena *arena;
    struct bo_unit_costs *costs;
    struct bo_err *err;
};

/* value[months of the run]; NaN throughout when there is no such series. */
static int read_months(const struct reader *r, const char *variable, double **value)
{
    struct bo_series_name name = {variable, r->company, ""};
    enum bo_series_state state;
    *value = BO_NEW_ARRAY(r->arena, double, r->run->n_months);
    return bo_results_series(r->results, r->run, &name, *value, &state, r->err);
}

static uint32_t year_of(const struct reader *r, uint32_t month)
{
    int32_t day = bo_month_first_day(r->run->first_month + (int32_t)month);
    return (uint32_t)(bo_year_of_day(day) - r->costs->first_year);
}

static int read_levels(const struct reader *r, enum bo_unit_line line)
{
    double *value;
    int rc = read_months(r, variable_of[line], &value);
    for (uint32_t m = 0; rc == 0 && m < r->run->n_months; m++) {
        if (isfinite(value[m])) {
            r->costs->line[line][year_of(r, m)] = value[m];
            r->costs->any |= line == BO_UNIT_HOUR || line == BO_UNIT_TOKENS;
        }
    }
    return rc;
}

/* ---- returns ---- */

/* The mean of the year's months, by what was paid in each. */
static void put_means(const struct reader *r, enum bo_unit_line line, const double *rate,
                      const double *paid)
{
    double *sum = BO_NEW_ARRAY(r->arena, double, r->costs->n_years);
    double *weight = BO_NEW_ARRAY(r->arena, double, r->costs->n_years);
    for (uint32_t m = 0; m < r->run->n_months; m++) {
        uint32_t y = year_of(r, m);
        if (isfinite(rate[m]) && paid[m] > 0.0) {
            sum[y] += rate[m] * paid[m];
            weight[y] += paid[m];
        }
    }
    for (uint32_t y = 0; y < r->costs->n_years; y++) {
        if (weight[y] > 0.0)
            r->costs->line[line][y] = sum[y] / weight[y];
    }
}

/* What a year of running costs over the price: as of the whole fleet, whose price is what wears off in its life. */
static int read_running(const struct reader *r, double *running_frac)
{
    static const enum bo_unit_line runs[] = {BO_UNIT_HOUR_POWER, BO_UNIT_HOUR_BUILDING,
                                             BO_UNIT_HOUR_OPERATIONS};
    double *chip, *system, *part;
    int rc = read_months(r, variable_of[BO_UNIT_HOUR_CHIP], &chip);
    if (rc == 0)
        rc = read_months(r, variable_of[BO_UNIT_HOUR_SYSTEM], &system);
    for (size_t i = 0; rc == 0 && i < sizeof runs / sizeof *runs; i++) {
        rc = read_months(r, variable_of[runs[i]], &part);
        for (uint32_t m = 0; rc == 0 && m < r->run->n_months; m++)
            running_frac[m] += part[m] / ((chip[m] + system[m]) * r->costs->life_years);
    }
    return rc;
}

/* Rent by utilisation on the company's market, which is the one whose rent its break-even is of. */
static int read_income(const struct reader *r, double **income)
{
    static const char *const markets[] = {"World market", "China market"};
    struct reader market = *r;
    double *cost, *even, *rent, *used;
    double nearest = HUGE_VAL;
    int rc = read_months(r, variable_of[BO_UNIT_HOUR], &cost);
    if (rc == 0)
        rc = read_months(r, variable_of[BO_UNIT_BREAK_EVEN], &even);
    *income = NULL;
    for (size_t i = 0; rc == 0 && i < sizeof markets / sizeof *markets; i++) {
        double apart = 0.0;
        market.company = markets[i];
        rc = read_months(&market, "Price|GPU Hour|H100|Contract", &rent);
        if (rc == 0)
            rc = read_months(&market, variable_of[BO_UNIT_UTILISATION], &used);
        for (uint32_t m = 0; rc == 0 && m < r->run->n_months; m++) {
            double off = fabs(cost[m] / even[m] - rent[m]);
            apart += isfinite(off) ? off : 0.0;
            used[m] *= rent[m];
        }
        if (rc == 0 && apart < nearest) {
            nearest = apart;
            *income = used;
        }
    }
    return rc;
}

static int read_returns(const struct reader *r)
{
    uint32_t n = r->run->n_months;
    double *rate, *paid, *income;
    double *running = BO_NEW_ARRAY(r->arena, double, n);
    double *realised = BO_NEW_ARRAY(r->arena, double, n);
    int rc = read_months(r, "IRR|Vintage", &rate);
    if (rc == 0)
        rc = read_months(r, "Capex|AI Systems", &paid);
    if (rc == 0)
        rc = read_running(r, running);
    if (rc == 0)
        rc = read_income(r, &income);
    if (rc != 0)
        return rc;
    const struct bo_vintages vintages = {n, r->costs->life_years, rate, running, income};
    for (uint32_t m = 0; m < n; m++)
        realised[m] = bo_unit_return(&vintages, m);
    put_means(r, BO_UNIT_IRR, realised, paid);
    put_means(r, BO_UNIT_IRR_STAYED, rate, paid);
    return 0;
}

/* Own hours of a million tokens cost by parts what an hour costs. Who has none rents them all. */
static void split_tokens(const struct bo_unit_costs *c, uint32_t y)
{
    double hour = c->line[BO_UNIT_HOUR][y];
    double own = c->line[BO_UNIT_TOKENS][y] - c->line[BO_UNIT_TOKENS_RENTED][y];
    for (int i = 0; i < N_PARTS; i++) {
        double part = hour > 0.0 ? c->line[BO_UNIT_HOUR_CHIP + i][y] / hour : 0.0;
        c->line[BO_UNIT_TOKENS_CHIP + i][y] = own * part;
    }
}

int bo_unit_costs_read(struct bo_results *results, const struct bo_results_run *run,
                       const char *company, struct bo_arena *arena, struct bo_unit_costs *out,
                       struct bo_err *err)
{
    struct reader r = {results, run, company, arena, out, err};
    int32_t last = run->first_month + (int32_t)run->n_months - 1;
    int rc = 0;
    out->first_year = bo_year_of_day(bo_month_first_day(run->first_month));
    out->n_years = (uint32_t)(bo_year_of_day(bo_month_first_day(last)) - out->first_year) + 1;
    out->any = false;
    for (int i = 0; i < BO_N_UNIT_LINES; i++) {
        out->line[i] = BO_NEW_ARRAY(arena, double, out->n_years);
        for (uint32_t y = 0; y < out->n_years; y++)
            out->line[i][y] = BO_NAN;
    }
    for (int i = 0; rc == 0 && i < BO_N_UNIT_LINES; i++) {
        if (variable_of[i])
            rc = read_levels(&r, (enum bo_unit_line)i);
    }
    if (rc == 0)
        rc = read_returns(&r);
    for (uint32_t y = 0; rc == 0 && y < out->n_years; y++) {
        out->line[BO_UNIT_RENT][y] = out->line[BO_UNIT_HOUR][y] / out->line[BO_UNIT_BREAK_EVEN][y];
        split_tokens(out, y);
    }
    return rc;
}
