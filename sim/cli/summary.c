#include "buildout/cli/summary.h"

#include <stdlib.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"

#define WORLD "World"
#define LANDLORD "Landlord "
#define LEAD_TIME "Equipment|Lead Time|"

enum tally { STOCK, FLOW };

struct line_of_world {
    const char *variable; /* NULL: made here */
    enum tally tally;
};

static const struct line_of_world lines[BO_N_LINES] = {
    [BO_LINE_SITES] = {"Data Centers|Operating", STOCK},
    [BO_LINE_OPENINGS] = {"Data Centers|Openings", FLOW},
    [BO_LINE_PIPELINE] = {"Data Centers|Pipeline", STOCK},
    [BO_LINE_MW] = {"Capacity|IT Power|Energised", STOCK},
    [BO_LINE_MW_BUILDING] = {"Capacity|IT Power|Under Construction", STOCK},
    [BO_LINE_LATE] = {"Data Centers|Late", STOCK},
    [BO_LINE_ELECTRICITY] = {"Electricity|Use", FLOW},
    [BO_LINE_COST] = {"Construction|Cost per MW", STOCK},
    [BO_LINE_RENT] = {"Colocation|Rent", STOCK},
    [BO_LINE_VACANCY] = {"Colocation|Vacancy", STOCK},
    [BO_LINE_LEAD] = {NULL, STOCK},
    [BO_LINE_CAPEX] = {"Capex", FLOW},
};

struct maker {
    const struct bo_facts *facts;
    struct bo_arena *arena;
    struct bo_summary *out;
    const double *nothing; /* [n_months] of NaN */
};

static bool starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static const char *variable_of(const struct bo_facts *facts, const struct bo_fact_series *series)
{
    return facts->variable[series->variable].name;
}

static const double *find(const struct maker *m, const char *variable, const char *entity,
                          const char *place)
{
    const struct bo_facts *facts = m->facts;
    for (uint32_t i = 0; i < facts->n_series; i++) {
        const struct bo_fact_series *series = &facts->series[i];
        if (strcmp(series->entity, entity) == 0 && strcmp(series->place, place) == 0 &&
            strcmp(variable_of(facts, series), variable) == 0)
            return series->value;
    }
    return m->nothing;
}

static double find_outcome(const struct maker *m, const char *entity, const char *key)
{
    for (uint32_t i = 0; i < m->facts->n_outcomes; i++) {
        const struct bo_fact_outcome *outcome = &m->facts->outcome[i];
        if (strcmp(outcome->entity, entity) == 0 && strcmp(outcome->key, key) == 0)
            return outcome->value;
    }
    return BO_NAN;
}

static double first_of(const struct maker *m, const double *month)
{
    return m->facts->n_months > 0 ? month[0] : BO_NAN;
}

static double last_of(const struct maker *m, const double *month)
{
    return m->facts->n_months > 0 ? month[m->facts->n_months - 1] : BO_NAN;
}

/* What there is of a and b; NaN only when there is neither. */
static double plus(double a, double b)
{
    if (isnan(a))
        return b;
    return isnan(b) ? a : a + b;
}

static double sum_of(const double *month, uint32_t n)
{
    double sum = BO_NAN;
    for (uint32_t i = 0; i < n; i++)
        sum = plus(sum, month[i]);
    return sum;
}

/* The months of the run in its year-th year: from..to-1. */
static void months_of(const struct maker *m, uint32_t year, uint32_t *from, uint32_t *to)
{
    int32_t january = bo_month_of_day(bo_day_of(m->out->first_year + (int32_t)year, 1, 1));
    int32_t first = january - m->facts->first_month;
    int32_t end = first + 12;
    *from = first > 0 ? (uint32_t)first : 0;
    *to = (uint32_t)end < m->facts->n_months ? (uint32_t)end : m->facts->n_months;
}

static const double *by_year(const struct maker *m, const double *month, enum tally tally)
{
    double *year = BO_NEW_ARRAY(m->arena, double, m->out->n_years);
    for (uint32_t y = 0; y < m->out->n_years; y++) {
        uint32_t from, to;
        months_of(m, y, &from, &to);
        year[y] = tally == FLOW ? sum_of(month + from, to - from) : month[to - 1];
    }
    return year;
}

static const double *longest_lead(const struct maker *m)
{
    const struct bo_facts *facts = m->facts;
    double *longest = BO_NEW_ARRAY(m->arena, double, facts->n_months);
    double most = BO_NAN;
    for (uint32_t i = 0; i < facts->n_months; i++)
        longest[i] = BO_NAN;
    for (uint32_t s = 0; s < facts->n_series; s++) {
        const struct bo_fact_series *series = &facts->series[s];
        const char *variable = variable_of(facts, series);
        if (!starts_with(variable, LEAD_TIME) || strcmp(series->entity, WORLD) != 0 ||
            series->place[0] != '\0')
            continue;
        for (uint32_t i = 0; i < facts->n_months; i++)
            longest[i] = fmax(longest[i], series->value[i]);
        double last = last_of(m, series->value);
        if (!isnan(last) && !(last <= most)) {
            most = last;
            m->out->slowest_equipment = variable + strlen(LEAD_TIME);
        }
    }
    return longest;
}

static void tell_world(const struct maker *m)
{
    for (int i = 0; i < BO_N_LINES; i++) {
        const char *variable = lines[i].variable;
        const double *month = variable ? find(m, variable, WORLD, "") : longest_lead(m);
        m->out->world[i].month = month;
        m->out->world[i].year = by_year(m, month, lines[i].tally);
    }
}

/* Most first, what is unknown last. */
static int compare_most(double a, double b)
{
    return isnan(a) || isnan(b) ? bo_double_compare(&a, &b) : bo_double_compare(&b, &a);
}

static int compare_regions(const void *a, const void *b)
{
    const struct bo_summary_region *x = a, *y = b;
    int order = compare_most(x->mw_end, y->mw_end);
    return order ? order : strcmp(x->name, y->name);
}

static void tell_region(const struct maker *m, const char *name, struct bo_summary_region *region)
{
    const double *sites = find(m, "Data Centers|Operating", WORLD, name);
    const double *mw = find(m, "Capacity|IT Power|Energised", WORLD, name);
    const double *openings = find(m, "Data Centers|Openings", WORLD, name);
    *region = (struct bo_summary_region){
        .name = name,
        .sites_start = first_of(m, sites),
        .sites_end = last_of(m, sites),
        .mw_start = first_of(m, mw),
        .mw_end = last_of(m, mw),
        .mw_month = mw,
        .openings = sum_of(openings, m->facts->n_months),
        .grid_wait_months = last_of(m, find(m, "Grid|Wait", WORLD, name)),
        .crew_use_frac = last_of(m, find(m, "Construction|Crew Use", WORLD, name)),
        .cost_musd_per_mw = last_of(m, find(m, "Construction|Cost per MW", WORLD, name)),
    };
}

static void tell_regions(const struct maker *m)
{
    struct bo_summary *out = m->out;
    uint32_t room = 0;
    for (uint32_t i = 0; i < m->facts->n_series; i++) {
        const struct bo_fact_series *series = &m->facts->series[i];
        if (strcmp(series->entity, WORLD) != 0 || series->place[0] == '\0' ||
            strcmp(variable_of(m->facts, series), "Data Centers|Operating") != 0)
            continue;
        BO_ARENA_ROOM(m->arena, out->region, out->n_regions, room);
        tell_region(m, series->place, &out->region[out->n_regions]);
        out->n_regions++;
    }
    if (out->n_regions > 1)
        qsort(out->region, out->n_regions, sizeof *out->region, compare_regions);
}

static void tell_company(const struct maker *m, const char *name,
                         struct bo_summary_company *company)
{
    uint32_t n = m->facts->n_months;
    const double *capex = find(m, "Capex", name, "");
    *company = (struct bo_summary_company){
        .name = name,
        .sites = last_of(m, find(m, "Data Centers|Operating", name, "")),
        .mw_owned = last_of(m, find(m, "Capacity|IT Power|Energised", name, "")),
        .mw_leased = last_of(m, find(m, "Capacity|IT Power|Leased", name, "")),
        .capex_musd = by_year(m, capex, FLOW),
        .capex_total_musd = sum_of(capex, n),
        .ocf_total_musd = sum_of(find(m, "Operating Cash Flow", name, ""), n),
        .cash_musd = last_of(m, find(m, "Cash", name, "")),
        .debt_musd = last_of(m, find(m, "Debt", name, "")),
        .npv_musd = find_outcome(m, name, "npv"),
        .cash_min_musd = find_outcome(m, name, "cash_min"),
        .cash_min_day = find_outcome(m, name, "cash_min_date"),
    };
}

static void add_landlord(const struct maker *m, const char *name)
{
    struct bo_summary_company *all = &m->out->landlords, one;
    double *capex = BO_NEW_ARRAY(m->arena, double, m->out->n_years);
    tell_company(m, name, &one);
    if (m->out->n_landlords++ == 0) {
        *all = one;
        all->name = "Landlords";
        all->npv_musd = all->cash_min_musd = all->cash_min_day = BO_NAN;
        return;
    }
    for (uint32_t y = 0; y < m->out->n_years; y++)
        capex[y] = plus(all->capex_musd[y], one.capex_musd[y]);
    all->capex_musd = capex;
    all->sites = plus(all->sites, one.sites);
    all->mw_owned = plus(all->mw_owned, one.mw_owned);
    all->mw_leased = plus(all->mw_leased, one.mw_leased);
    all->capex_total_musd = plus(all->capex_total_musd, one.capex_total_musd);
    all->ocf_total_musd = plus(all->ocf_total_musd, one.ocf_total_musd);
    all->cash_musd = plus(all->cash_musd, one.cash_musd);
    all->debt_musd = plus(all->debt_musd, one.debt_musd);
}

static int compare_companies(const void *a, const void *b)
{
    const struct bo_summary_company *x = a, *y = b;
    int order = compare_most(plus(x->mw_owned, x->mw_leased), plus(y->mw_owned, y->mw_leased));
    return order ? order : strcmp(x->name, y->name);
}

/* Whoever invests is a company or a landlord. */
static void tell_companies(const struct maker *m)
{
    struct bo_summary *out = m->out;
    uint32_t room = 0;
    for (uint32_t i = 0; i < m->facts->n_series; i++) {
        const struct bo_fact_series *series = &m->facts->series[i];
        if (strcmp(series->entity, WORLD) == 0 || series->place[0] != '\0' ||
            strcmp(variable_of(m->facts, series), "Capex") != 0)
            continue;
        if (starts_with(series->entity, LANDLORD)) {
            add_landlord(m, series->entity);
            continue;
        }
        BO_ARENA_ROOM(m->arena, out->company, out->n_companies, room);
        tell_company(m, series->entity, &out->company[out->n_companies]);
        out->n_companies++;
    }
    if (out->n_companies > 1)
        qsort(out->company, out->n_companies, sizeof *out->company, compare_companies);
}

static int compare_openings(const void *a, const void *b)
{
    const struct bo_summary_opening *x = a, *y = b;
    int order = compare_most(fabs(x->unexplained_musd), fabs(y->unexplained_musd));
    return order ? order : strcmp(x->name, y->name);
}

static void add_opening(const struct maker *m, const struct bo_fact_event *event, uint32_t *room)
{
    struct bo_summary *out = m->out;
    BO_ARENA_ROOM(m->arena, out->opening, out->n_openings, *room);
    out->opening[out->n_openings] =
        (struct bo_summary_opening){.name = event->entity, .unexplained_musd = event->amount};
    out->n_openings++;
}

static void add_overdraft(const struct maker *m, const struct bo_fact_event *event, uint32_t *room)
{
    struct bo_summary *out = m->out;
    for (uint32_t i = 0; i < out->n_overdrafts; i++) {
        struct bo_summary_overdraft *known = &out->overdraft[i];
        if (strcmp(known->name, event->entity) == 0) {
            known->n++;
            known->most_musd = fmax(known->most_musd, event->amount);
            return;
        }
    }
    BO_ARENA_ROOM(m->arena, out->overdraft, out->n_overdrafts, *room);
    out->overdraft[out->n_overdrafts] = (struct bo_summary_overdraft){
        .name = event->entity, .n = 1, .first_day = event->day, .most_musd = event->amount};
    out->n_overdrafts++;
}

static void tell_events(const struct maker *m)
{
    uint32_t opening_room = 0, overdraft_room = 0;
    for (uint32_t i = 0; i < m->facts->n_events; i++) {
        const struct bo_fact_event *event = &m->facts->event[i];
        if (strcmp(event->kind, "opening balance") == 0)
            add_opening(m, event, &opening_room);
        else if (strcmp(event->kind, "overdraft") == 0)
            add_overdraft(m, event, &overdraft_room);
    }
    if (m->out->n_openings > 1)
        qsort(m->out->opening, m->out->n_openings, sizeof *m->out->opening, compare_openings);
}

void bo_summary_compute(const struct bo_facts *facts, struct bo_arena *arena,
                        struct bo_summary *out)
{
    *out = (struct bo_summary){.first_month = facts->first_month, .n_months = facts->n_months};
    out->first_year = bo_year_of_day(bo_month_first_day(facts->first_month));
    if (facts->n_months > 0) {
        int32_t last_month = facts->first_month + (int32_t)facts->n_months - 1;
        out->n_years =
            (uint32_t)(bo_year_of_day(bo_month_first_day(last_month)) - out->first_year) + 1;
    }
    double *nothing = BO_NEW_ARRAY(arena, double, facts->n_months);
    for (uint32_t i = 0; i < facts->n_months; i++)
        nothing[i] = BO_NAN;
    struct maker m = {.facts = facts, .arena = arena, .out = out, .nothing = nothing};
    tell_world(&m);
    tell_regions(&m);
    tell_companies(&m);
    tell_events(&m);
}
