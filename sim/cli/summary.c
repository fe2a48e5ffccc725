#include "summary.h"

#include <stdlib.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"

#define LANDLORD "Landlord "
#define LEAD_TIME "Equipment|Lead Time|"

struct line_of_world {
    const char *variable; /* NULL: made here */
    enum bo_summary_tally tally;
};

static const struct line_of_world lines[BO_N_LINES] = {
    [BO_LINE_SITES] = {"Data Centers|Operating", BO_STOCK},
    [BO_LINE_OPENINGS] = {"Data Centers|Openings", BO_FLOW},
    [BO_LINE_PIPELINE] = {"Data Centers|Pipeline", BO_STOCK},
    [BO_LINE_MW] = {"Capacity|IT Power|Energised", BO_STOCK},
    [BO_LINE_MW_BUILDING] = {"Capacity|IT Power|Under Construction", BO_STOCK},
    [BO_LINE_LATE] = {"Data Centers|Late", BO_STOCK},
    [BO_LINE_ELECTRICITY] = {"Electricity|Use", BO_FLOW},
    [BO_LINE_COST] = {"Construction|Cost per MW", BO_STOCK},
    [BO_LINE_RENT] = {"Colocation|Rent", BO_STOCK},
    [BO_LINE_VACANCY] = {"Colocation|Vacancy", BO_STOCK},
    [BO_LINE_LEAD] = {NULL, BO_STOCK},
    [BO_LINE_CAPEX] = {"Capex", BO_FLOW},
};

static bool starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static const char *variable_of(const struct bo_facts *facts, const struct bo_fact_series *series)
{
    return facts->variable[series->variable].name;
}

/* Facts are sorted: before, at or after what is sought. */
static int compare_to(const struct bo_facts *facts, const struct bo_fact_series *series,
                      const struct bo_summary_key *key)
{
    int order = strcmp(variable_of(facts, series), key->variable);
    if (order == 0)
        order = strcmp(series->entity, key->entity);
    return order != 0 ? order : strcmp(series->place, key->place);
}

const double *bo_summary_find(const struct bo_summary_maker *m, const char *variable,
                              const char *entity, const char *place)
{
    const struct bo_summary_key key = {variable, entity, place};
    uint32_t low = 0, high = m->facts->n_series;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare_to(m->facts, &m->facts->series[middle], &key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    const struct bo_fact_series *series = &m->facts->series[low];
    bool found = low < m->facts->n_series && compare_to(m->facts, series, &key) == 0;
    return found ? series->value : m->nothing;
}

static double find_outcome(const struct bo_summary_maker *m, const char *entity, const char *key)
{
    for (uint32_t i = 0; i < m->facts->n_outcomes; i++) {
        const struct bo_fact_outcome *outcome = &m->facts->outcome[i];
        if (strcmp(outcome->entity, entity) == 0 && strcmp(outcome->key, key) == 0)
            return outcome->value;
    }
    return BO_NAN;
}

static double first_of(const struct bo_summary_maker *m, const double *month)
{
    return m->facts->n_months > 0 ? month[0] : BO_NAN;
}

double bo_summary_last(const struct bo_summary_maker *m, const double *month)
{
    return m->facts->n_months > 0 ? month[m->facts->n_months - 1] : BO_NAN;
}

/* What there is of a and b; NaN only when there is neither. */
double bo_summary_plus(double a, double b)
{
    if (isnan(a))
        return b;
    return isnan(b) ? a : a + b;
}

double bo_summary_sum(const double *month, uint32_t n)
{
    double sum = BO_NAN;
    for (uint32_t i = 0; i < n; i++)
        sum = bo_summary_plus(sum, month[i]);
    return sum;
}

/* The months of the run in its year-th year: from..to-1. */
static void months_of(const struct bo_summary_maker *m, uint32_t year, uint32_t *from, uint32_t *to)
{
    int32_t january = bo_month_of_day(bo_day_of(m->out->first_year + (int32_t)year, 1, 1));
    int32_t first = january - m->facts->first_month;
    int32_t end = first + 12;
    *from = first > 0 ? (uint32_t)first : 0;
    *to = (uint32_t)end < m->facts->n_months ? (uint32_t)end : m->facts->n_months;
}

const double *bo_summary_by_year(const struct bo_summary_maker *m, const double *month,
                                 enum bo_summary_tally tally)
{
    double *year = BO_NEW_ARRAY(m->arena, double, m->out->n_years);
    for (uint32_t y = 0; y < m->out->n_years; y++) {
        uint32_t from, to;
        months_of(m, y, &from, &to);
        year[y] = tally == BO_FLOW ? bo_summary_sum(month + from, to - from) : month[to - 1];
    }
    return year;
}

static const double *longest_lead(const struct bo_summary_maker *m)
{
    const struct bo_facts *facts = m->facts;
    double *longest = BO_NEW_ARRAY(m->arena, double, facts->n_months);
    double most = BO_NAN;
    for (uint32_t i = 0; i < facts->n_months; i++)
        longest[i] = BO_NAN;
    for (uint32_t s = 0; s < facts->n_series; s++) {
        const struct bo_fact_series *series = &facts->series[s];
        const char *variable = variable_of(facts, series);
        if (!starts_with(variable, LEAD_TIME) || strcmp(series->entity, BO_SUMMARY_WORLD) != 0 ||
            series->place[0] != '\0')
            continue;
        for (uint32_t i = 0; i < facts->n_months; i++)
            longest[i] = fmax(longest[i], series->value[i]);
        double last = bo_summary_last(m, series->value);
        if (!isnan(last) && !(last <= most)) {
            most = last;
            m->out->slowest_equipment = variable + strlen(LEAD_TIME);
        }
    }
    return longest;
}

static void tell_world(const struct bo_summary_maker *m)
{
    for (int i = 0; i < BO_N_LINES; i++) {
        const char *variable = lines[i].variable;
        const double *month =
            variable ? bo_summary_find(m, variable, BO_SUMMARY_WORLD, "") : longest_lead(m);
        m->out->world[i].month = month;
        m->out->world[i].year = bo_summary_by_year(m, month, lines[i].tally);
    }
}

/* Most first, what is unknown last. */
int bo_summary_compare(double a, double b)
{
    return isnan(a) || isnan(b) ? bo_double_compare(&a, &b) : bo_double_compare(&b, &a);
}

static int compare_regions(const void *a, const void *b)
{
    const struct bo_summary_region *x = a, *y = b;
    int order = bo_summary_compare(x->mw_end, y->mw_end);
    return order ? order : strcmp(x->name, y->name);
}

static void tell_region(const struct bo_summary_maker *m, const char *name,
                        struct bo_summary_region *region)
{
    const double *sites = bo_summary_find(m, "Data Centers|Operating", BO_SUMMARY_WORLD, name);
    const double *mw = bo_summary_find(m, "Capacity|IT Power|Energised", BO_SUMMARY_WORLD, name);
    const double *openings = bo_summary_find(m, "Data Centers|Openings", BO_SUMMARY_WORLD, name);
    *region = (struct bo_summary_region){
        .name = name,
        .sites_start = first_of(m, sites),
        .sites_end = bo_summary_last(m, sites),
        .mw_start = first_of(m, mw),
        .mw_end = bo_summary_last(m, mw),
        .mw_month = mw,
        .openings = bo_summary_sum(openings, m->facts->n_months),
        .grid_wait_months =
            bo_summary_last(m, bo_summary_find(m, "Grid|Wait", BO_SUMMARY_WORLD, name)),
        .crew_use_frac =
            bo_summary_last(m, bo_summary_find(m, "Construction|Crew Use", BO_SUMMARY_WORLD, name)),
        .cost_musd_per_mw = bo_summary_last(
            m, bo_summary_find(m, "Construction|Cost per MW", BO_SUMMARY_WORLD, name)),
    };
}

static void tell_regions(const struct bo_summary_maker *m)
{
    struct bo_summary *out = m->out;
    uint32_t room = 0;
    for (uint32_t i = 0; i < m->facts->n_series; i++) {
        const struct bo_fact_series *series = &m->facts->series[i];
        if (strcmp(series->entity, BO_SUMMARY_WORLD) != 0 || series->place[0] == '\0' ||
            strcmp(variable_of(m->facts, series), "Data Centers|Operating") != 0)
            continue;
        BO_ARENA_ROOM(m->arena, out->region, out->n_regions, room);
        tell_region(m, series->place, &out->region[out->n_regions]);
        out->n_regions++;
    }
    if (out->n_regions > 1)
        qsort(out->region, out->n_regions, sizeof *out->region, compare_regions);
}

static void tell_company(const struct bo_summary_maker *m, const char *name,
                         struct bo_summary_company *company)
{
    uint32_t n = m->facts->n_months;
    const double *capex = bo_summary_find(m, "Capex", name, "");
    *company = (struct bo_summary_company){
        .name = name,
        .sites = bo_summary_last(m, bo_summary_find(m, "Data Centers|Operating", name, "")),
        .mw_owned = bo_summary_last(m, bo_summary_find(m, "Capacity|IT Power|Energised", name, "")),
        .mw_leased = bo_summary_last(m, bo_summary_find(m, "Capacity|IT Power|Leased", name, "")),
        .capex_musd = bo_summary_by_year(m, capex, BO_FLOW),
        .capex_total_musd = bo_summary_sum(capex, n),
        .ocf_total_musd = bo_summary_sum(bo_summary_find(m, "Operating Cash Flow", name, ""), n),
        .cash_musd = bo_summary_last(m, bo_summary_find(m, "Cash", name, "")),
        .debt_musd = bo_summary_last(m, bo_summary_find(m, "Debt", name, "")),
        .npv_musd = find_outcome(m, name, "npv"),
        .cash_min_musd = find_outcome(m, name, "cash_min"),
        .cash_min_day = find_outcome(m, name, "cash_min_date"),
    };
}

static void add_landlord(const struct bo_summary_maker *m, const char *name)
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
        capex[y] = bo_summary_plus(all->capex_musd[y], one.capex_musd[y]);
    all->capex_musd = capex;
    all->sites = bo_summary_plus(all->sites, one.sites);
    all->mw_owned = bo_summary_plus(all->mw_owned, one.mw_owned);
    all->mw_leased = bo_summary_plus(all->mw_leased, one.mw_leased);
    all->capex_total_musd = bo_summary_plus(all->capex_total_musd, one.capex_total_musd);
    all->ocf_total_musd = bo_summary_plus(all->ocf_total_musd, one.ocf_total_musd);
    all->cash_musd = bo_summary_plus(all->cash_musd, one.cash_musd);
    all->debt_musd = bo_summary_plus(all->debt_musd, one.debt_musd);
}

static int compare_companies(const void *a, const void *b)
{
    const struct bo_summary_company *x = a, *y = b;
    int order = bo_summary_compare(bo_summary_plus(x->mw_owned, x->mw_leased),
                                   bo_summary_plus(y->mw_owned, y->mw_leased));
    return order ? order : strcmp(x->name, y->name);
}

/* Whoever invests is a company or a landlord. */
static void tell_companies(const struct bo_summary_maker *m)
{
    struct bo_summary *out = m->out;
    uint32_t room = 0;
    for (uint32_t i = 0; i < m->facts->n_series; i++) {
        const struct bo_fact_series *series = &m->facts->series[i];
        if (strcmp(series->entity, BO_SUMMARY_WORLD) == 0 || series->place[0] != '\0' ||
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
    int order = bo_summary_compare(fabs(x->unexplained_musd), fabs(y->unexplained_musd));
    return order ? order : strcmp(x->name, y->name);
}

static void add_opening(const struct bo_summary_maker *m, const struct bo_fact_event *event,
                        uint32_t *room)
{
    struct bo_summary *out = m->out;
    BO_ARENA_ROOM(m->arena, out->opening, out->n_openings, *room);
    out->opening[out->n_openings] =
        (struct bo_summary_opening){.name = event->entity, .unexplained_musd = event->amount};
    out->n_openings++;
}

static int compare_overdrafts(const void *a, const void *b)
{
    const struct bo_summary_overdraft *x = a, *y = b;
    int order = (x->first_day > y->first_day) - (x->first_day < y->first_day);
    return order ? order : strcmp(x->name, y->name);
}

static void tell_overdrafts(const struct bo_summary_maker *m)
{
    struct bo_summary *out = m->out;
    uint32_t room = 0;
    for (uint32_t i = 0; i < m->facts->n_series; i++) {
        const struct bo_fact_series *series = &m->facts->series[i];
        if (strcmp(variable_of(m->facts, series), "Overdraft") != 0)
            continue;
        struct bo_summary_overdraft o = {.name = series->entity};
        for (uint32_t k = 0; k < m->facts->n_months; k++) {
            if (!(series->value[k] > 0.0))
                continue;
            if (o.n == 0)
                o.first_day = bo_month_last_day(m->facts->first_month + (int32_t)k);
            o.n++;
            o.most_musd = fmax(o.most_musd, series->value[k]);
            o.total_musd += series->value[k];
        }
        if (o.n > 0) {
            BO_ARENA_ROOM(m->arena, out->overdraft, out->n_overdrafts, room);
            out->overdraft[out->n_overdrafts++] = o;
        }
    }
    if (out->n_overdrafts > 1)
        qsort(out->overdraft, out->n_overdrafts, sizeof *out->overdraft, compare_overdrafts);
}

struct distress {
    uint32_t n, room;
    struct bo_summary_distress *list;
};

/* A close dates what it finds on the day after its month. */
static void add_distress(const struct bo_summary_maker *m, const struct bo_fact_event *event,
                         struct distress *all)
{
    for (uint32_t i = 0; i < all->n; i++) {
        if (strcmp(all->list[i].name, event->entity) == 0) {
            all->list[i].n++;
            all->list[i].musd += event->amount;
            return;
        }
    }
    BO_ARENA_ROOM(m->arena, all->list, all->n, all->room);
    all->list[all->n++] =
        (struct bo_summary_distress){.name = event->entity,
                                     .n = 1,
                                     .first_month = bo_month_of_day(event->day - 1),
                                     .musd = event->amount};
}

static void tell_events(const struct bo_summary_maker *m)
{
    uint32_t opening_room = 0;
    struct distress defaulted = {0}, restructured = {0};
    for (uint32_t i = 0; i < m->facts->n_events; i++) {
        const struct bo_fact_event *event = &m->facts->event[i];
        if (strcmp(event->kind, "opening balance") == 0)
            add_opening(m, event, &opening_room);
        else if (strcmp(event->kind, "opening demand") == 0)
            m->out->misfit = event->why;
        else if (strcmp(event->kind, "default begins") == 0)
            add_distress(m, event, &defaulted);
        else if (strcmp(event->kind, "restructured") == 0)
            add_distress(m, event, &restructured);
    }
    m->out->n_defaults = defaulted.n;
    m->out->defaulted = defaulted.list;
    m->out->n_restructured = restructured.n;
    m->out->restructured = restructured.list;
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
    struct bo_summary_maker m = {.facts = facts, .arena = arena, .out = out, .nothing = nothing};
    tell_world(&m);
    tell_regions(&m);
    tell_companies(&m);
    bo_summary_tell_ai(&m);
    tell_overdrafts(&m);
    tell_events(&m);
}
