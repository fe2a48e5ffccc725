/* The AI economy: prices, fleets, models and revenue by year; who computes what; who has ended. */
#include "summary.h"

#include <stdlib.h>
#include <string.h>

#include "buildout/base/num.h"

#define WORLD_MARKET "World market"
#define CHINA_MARKET "China market"
#define CHINA "China"
#define SALES "Revenue|Data Center"

enum { MONTHS_PER_YEAR = 12 };

/* ---- by year ---- */

struct line {
    const char *variable, *entity; /* NULL: made here */
    enum bo_summary_tally tally;
};

static const struct line lines[BO_N_AI_LINES] = {
    [BO_AI_HOUR_WORLD] = {"Price|GPU Hour|H100", WORLD_MARKET, BO_STOCK},
    [BO_AI_HOUR_CHINA] = {"Price|GPU Hour|H100", CHINA_MARKET, BO_STOCK},
    [BO_AI_FLEET_WORLD] = {"Fleet|H100e", BO_SUMMARY_WORLD, BO_STOCK},
    [BO_AI_FLEET_CHINA] = {"Fleet|H100e", CHINA, BO_STOCK},
    [BO_AI_CAPABILITY] = {"Capability", BO_SUMMARY_WORLD, BO_STOCK},
    [BO_AI_LAG_CHINA] = {"Capability|Lag", CHINA, BO_STOCK},
    [BO_AI_REVENUE] = {"Revenue|AI", BO_SUMMARY_WORLD, BO_FLOW},
    [BO_AI_GAP] = {"Revenue Gap|Stock", BO_SUMMARY_WORLD, BO_STOCK},
    [BO_AI_SALES] = {SALES, NULL, BO_FLOW},
    [BO_AI_LEAD] = {"Chips|Lead Time Quoted", NULL, BO_STOCK},
    [BO_AI_CHINA_ORDERS] = {"Chips|Orders", CHINA_MARKET, BO_FLOW},
    [BO_AI_CHINA_LEGAL] = {NULL, NULL, BO_FLOW},
    [BO_AI_CHINA_DENIED] = {"Chips|Denied", CHINA_MARKET, BO_FLOW},
    [BO_AI_CHINA_GREY] = {"Chips|Grey", CHINA_MARKET, BO_FLOW},
    [BO_AI_CHINA_SEIZED] = {"Chips|Seized", CHINA_MARKET, BO_FLOW},
};

/* Who sold most over the run: vendors are the entities of sales, beside the world. */
static const char *leading_vendor(const struct bo_summary_maker *m)
{
    const char *leader = NULL;
    double most = 0.0;
    for (uint32_t i = 0; i < m->facts->n_series; i++) {
        const struct bo_fact_series *series = &m->facts->series[i];
        if (strcmp(m->facts->variable[series->variable].name, SALES) != 0 ||
            strcmp(series->entity, BO_SUMMARY_WORLD) == 0)
            continue;
        double sum = bo_summary_sum(series->value, m->facts->n_months);
        if (sum > most) {
            most = sum;
            leader = series->entity;
        }
    }
    return leader;
}

/* Delivered, less what came past the law. */
static const double *legal_deliveries(const struct bo_summary_maker *m)
{
    double *legal = BO_NEW_ARRAY(m->arena, double, m->facts->n_months);
    const double *all = bo_summary_find(m, "Chips|Deliveries", CHINA_MARKET, "");
    const double *grey = bo_summary_find(m, "Chips|Grey", CHINA_MARKET, "");
    for (uint32_t i = 0; i < m->facts->n_months; i++)
        legal[i] = bo_summary_plus(all[i], -grey[i]);
    return legal;
}

static const double *find_line(const struct bo_summary_maker *m, enum bo_summary_ai_line which)
{
    const struct line *line = &lines[which];
    const char *entity = line->entity ? line->entity : m->out->leading_vendor;
    if (which == BO_AI_CHINA_LEGAL)
        return legal_deliveries(m);
    return entity ? bo_summary_find(m, line->variable, entity, "") : m->nothing;
}

static void tell_years(const struct bo_summary_maker *m)
{
    m->out->leading_vendor = leading_vendor(m);
    for (int i = 0; i < BO_N_AI_LINES; i++) {
        const double *month = find_line(m, (enum bo_summary_ai_line)i);
        m->out->ai[i].month = month;
        m->out->ai[i].year = bo_summary_by_year(m, month, lines[i].tally);
    }
}

/* ---- who computes what ---- */

static double at_end(const struct bo_summary_maker *m, const char *variable, const char *name)
{
    return bo_summary_last(m, bo_summary_find(m, variable, name, ""));
}

static double in_last_year(const struct bo_summary_maker *m, const char *variable, const char *name)
{
    const double *month = bo_summary_find(m, variable, name, "");
    uint32_t n = m->facts->n_months;
    uint32_t from = n > MONTHS_PER_YEAR ? n - MONTHS_PER_YEAR : 0;
    return bo_summary_sum(month + from, n - from);
}

static void tell_fleet(const struct bo_summary_maker *m, const char *name,
                       struct bo_summary_fleet *fleet)
{
    double training = at_end(m, "Compute|Internal Training", name);
    double inference = at_end(m, "Compute|Internal Inference", name);
    double out = at_end(m, "Compute|Leased Out", name);
    double idle = at_end(m, "Compute|Idle", name);
    double all = training + inference + out + idle;
    all = all > 0.0 ? all : BO_NAN;
    *fleet = (struct bo_summary_fleet){
        .name = name,
        .h100e = at_end(m, "Fleet|H100e", name),
        .leased_in_h100e = at_end(m, "Compute|Leased In", name),
        .training_frac = training / all,
        .inference_frac = inference / all,
        .leased_out_frac = out / all,
        .idle_frac = idle / all,
        .capability_eci = at_end(m, "Capability", name),
        .lag_months = at_end(m, "Capability|Lag", name),
        .ai_musd = in_last_year(m, "Revenue|AI", name),
        .cloud_musd = in_last_year(m, "Revenue|Cloud", name),
        .let_musd = in_last_year(m, "Revenue|Leasing", name),
        .cash_musd = at_end(m, "Cash", name),
        .runway_months = at_end(m, "Runway", name),
    };
}

static int compare_fleets(const void *a, const void *b)
{
    const struct bo_summary_fleet *x = a, *y = b;
    int order = bo_summary_compare(bo_summary_plus(x->h100e, x->leased_in_h100e),
                                   bo_summary_plus(y->h100e, y->leased_in_h100e));
    return order ? order : strcmp(x->name, y->name);
}

/* Whoever trains, serves or lets at the end of the run, or has a model then. */
static bool computes(const struct bo_summary_fleet *f)
{
    return f->h100e > 0.0 || f->leased_in_h100e > 0.0 || f->capability_eci > 0.0;
}

/* Companies and landlords have cash; of them, those that compute. */
static void tell_fleets(const struct bo_summary_maker *m)
{
    struct bo_summary *out = m->out;
    uint32_t room = 0;
    for (uint32_t i = 0; i < m->facts->n_series; i++) {
        const struct bo_fact_series *series = &m->facts->series[i];
        struct bo_summary_fleet fleet;
        if (strcmp(m->facts->variable[series->variable].name, "Cash") != 0 ||
            strcmp(series->entity, BO_SUMMARY_WORLD) == 0 || series->place[0] != '\0')
            continue;
        tell_fleet(m, series->entity, &fleet);
        if (!computes(&fleet))
            continue;
        BO_ARENA_ROOM(m->arena, out->fleet, out->n_fleets, room);
        out->fleet[out->n_fleets++] = fleet;
    }
    if (out->n_fleets > 1)
        qsort(out->fleet, out->n_fleets, sizeof *out->fleet, compare_fleets);
}

/* ---- who has ended ---- */

static void tell_ends(const struct bo_summary_maker *m)
{
    static const struct {
        const char *event;
        enum bo_summary_end_kind kind;
    } kinds[] = {{"licence and hire", BO_END_ABSORBED},
                 {"acquired", BO_END_ABSORBED},
                 {"liquidated", BO_END_LIQUIDATED},
                 {"gave up the frontier", BO_END_GAVE_UP}};
    struct bo_summary *out = m->out;
    uint32_t room = 0;
    for (uint32_t i = 0; i < m->facts->n_events; i++) {
        const struct bo_fact_event *event = &m->facts->event[i];
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
            if (strcmp(event->kind, kinds[k].event) != 0)
                continue;
            BO_ARENA_ROOM(m->arena, out->end, out->n_ends, room);
            out->end[out->n_ends++] = (struct bo_summary_end){.kind = kinds[k].kind,
                                                              .day = event->day,
                                                              .name = event->entity,
                                                              .how = event->kind,
                                                              .by = event->subject};
        }
    }
}

void bo_summary_tell_ai(const struct bo_summary_maker *m)
{
    tell_years(m);
    tell_fleets(m);
    tell_ends(m);
}
