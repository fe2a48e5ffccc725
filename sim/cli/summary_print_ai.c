/* The AI economy in the printed summary. */
#include "summary_print.h"

#include <math.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"

#define THOUSAND 1e3
#define MILLION 1e6

enum { LEAST_NAME = 8, USUAL_NAME = 12, MOST_FLEETS = 30 };

/* ---- by year ---- */

static const struct bo_year_line lines[BO_N_AI_LINES] = {
    {BO_AI_HOUR_WORLD, "H100 hour, USD", 1.0, 2, 0.0, NULL, 0.0, 0},
    {BO_AI_HOUR_CHINA, "  in China", 1.0, 2, 0.0, NULL, 0.0, 0},
    {BO_AI_FLEET_WORLD, "Fleets, k H100e", THOUSAND, 0, 1e7, "Fleets, M H100e", MILLION, 1},
    {BO_AI_FLEET_CHINA, "  China, k H100e", THOUSAND, 0, 1e6, "  China, M H100e", MILLION, 2},
    {BO_AI_CAPABILITY, "Frontier, ECI", 1.0, 0, 0.0, NULL, 0.0, 0},
    {BO_AI_LAG_CHINA, "China behind, mo", 1.0, 1, 0.0, NULL, 0.0, 0},
    {BO_AI_REVENUE, "AI revenue, bn", BO_MUSD_PER_BN, -1, 0.0, NULL, 0.0, 0},
    {BO_AI_GAP, "Gap, bn USD/yr", 1.0, 0, 0.0, NULL, 0.0, 0},
    {BO_AI_SALES, "", BO_MUSD_PER_BN, -1, 0.0, NULL, 0.0, 0},
    {BO_AI_LEAD, "  lead, weeks", 1.0, 0, 0.0, NULL, 0.0, 0},
    {BO_AI_CHINA_ORDERS, "China orders, k", THOUSAND, -1, 1e7, "China orders, M", MILLION, 1},
    {BO_AI_CHINA_LEGAL, "  let through, k", THOUSAND, -1, 1e7, "  let through, M", MILLION, 1},
    {BO_AI_CHINA_DENIED, "  denied, k", THOUSAND, -1, 1e7, "  denied, M", MILLION, 1},
    {BO_AI_CHINA_GREY, "  grey, k", THOUSAND, -1, 1e7, "  grey, M", MILLION, 1},
    {BO_AI_CHINA_SEIZED, "  seized, k", THOUSAND, -1, 1e7, "  seized, M", MILLION, 1},
};

static bool is_told(const struct bo_summary *s, int which)
{
    for (uint32_t y = 0; y < s->n_years; y++)
        if (isfinite(s->ai[which].year[y]))
            return true;
    return false;
}

static void note(const struct bo_printer *p, const char *text)
{
    bo_print_colour(p, BO_FAINT);
    fprintf(p->out, "%s\n", text);
    bo_print_colour(p, BO_PLAIN);
}

/* Lines of which nothing was computed are left out. */
void bo_print_ai_years(const struct bo_printer *p)
{
    const struct bo_summary *s = p->summary;
    struct bo_year_line shown[BO_N_AI_LINES];
    struct bo_year_table years = {"AI", shown, 0, s->ai};
    for (int i = 0; i < BO_N_AI_LINES; i++) {
        if (!is_told(s, lines[i].which))
            continue;
        shown[years.n] = lines[i];
        if (lines[i].which == BO_AI_SALES) {
            const char *name = bo_text_shown(p->arena, p->terminal, s->leading_vendor, LEAST_NAME);
            shown[years.n].label = bo_arena_printf(p->arena, "%s sales, bn", name);
        }
        years.n++;
    }
    if (years.n == 0)
        return;
    fputc('\n', p->out);
    bo_print_years(p, &years);
    if (is_told(s, BO_AI_GAP))
        note(p, "Gap: AI revenue that the accelerators in service need, less what there is.");
    if (is_told(s, BO_AI_CHINA_DENIED))
        note(p, "Denied: chips that buyers in China had the money for, and no gate let through.");
}

/* ---- who computes what ---- */

static const char *percent(const struct bo_printer *p, double frac)
{
    return bo_number_shown(p->arena, frac * BO_PERCENT, 0);
}

/* A decimal where there is room for it: small ones are told apart too. */
static const char *short_number(const struct bo_printer *p, double x)
{
    const double wide = 100.0;
    return bo_number_shown(p->arena, x, fabs(x) < wide ? 1 : 0);
}

/* Beyond ten years a runway is none that anybody plans by. */
static const char *months(const struct bo_printer *p, double x)
{
    const double most = 120.0;
    return x > most ? ">120" : bo_number_shown(p->arena, x, 0);
}

static void fill_fleet(const struct bo_printer *p, struct bo_table *table,
                       const struct bo_summary_fleet *f, uint32_t name_columns)
{
    const char **cell = bo_table_row(table);
    cell[0] = bo_text_shown(p->arena, p->terminal, f->name, name_columns);
    cell[1] = short_number(p, f->h100e / THOUSAND);
    cell[2] = short_number(p, f->leased_in_h100e / THOUSAND);
    cell[3] = percent(p, f->training_frac);
    cell[4] = percent(p, f->inference_frac);
    cell[5] = percent(p, f->leased_out_frac);
    cell[6] = percent(p, f->idle_frac);
    cell[7] = bo_number_shown(p->arena, f->capability_eci, 0);
    cell[8] = bo_number_shown(p->arena, f->lag_months, 1);
    cell[9] = short_number(p, f->ai_musd / BO_MUSD_PER_BN);
    cell[10] = short_number(p, f->cloud_musd / BO_MUSD_PER_BN);
    cell[11] = short_number(p, f->let_musd / BO_MUSD_PER_BN);
    cell[12] = short_number(p, f->cash_musd / BO_MUSD_PER_BN);
    cell[13] = months(p, f->runway_months);
}

static struct bo_table fleet_table(const struct bo_printer *p, uint32_t name_columns)
{
    static const struct bo_table_column column[] = {
        {NULL, "At the end", true, 0},
        {"k H100e", "own", false, 0},
        {"k H100e", "rented", false, 0},
        {"Used, %", "train", false, 0},
        {"Used, %", "serve", false, 0},
        {"Used, %", "let", false, 0},
        {"Used, %", "idle", false, 0},
        {"Model", "ECI", false, 0},
        {"Model", "lag", false, 0},
        {"Year, bn USD", "AI", false, 0},
        {"Year, bn USD", "cloud", false, 0},
        {"Year, bn USD", "let", false, 0},
        {"Cash", "bn", false, 0},
        {"Run-", "way", false, 1},
    };
    const struct bo_summary *s = p->summary;
    struct bo_table table = {
        .arena = p->arena, .n_columns = sizeof column / sizeof *column, .column = column, .gap = 1};
    for (uint32_t i = 0; i < s->n_fleets && i < MOST_FLEETS; i++)
        fill_fleet(p, &table, &s->fleet[i], name_columns);
    return table;
}

/* Names are cut before the runway goes, but not to the bone. */
static struct bo_table widest_fleet_table(const struct bo_printer *p)
{
    struct bo_table table = {.n_rows = 0};
    for (uint32_t rank = 1;; rank = 0) {
        uint32_t least = rank > 0 ? USUAL_NAME : LEAST_NAME;
        for (uint32_t columns = BO_NAME_COLUMNS; columns >= least; columns--) {
            table = fleet_table(p, columns);
            if (bo_table_width(&table, rank) <= p->terminal->width)
                return table;
        }
        if (rank == 0)
            return table;
    }
}

void bo_print_fleets(const struct bo_printer *p)
{
    const struct bo_summary *s = p->summary;
    struct bo_table table = widest_fleet_table(p);
    fputc('\n', p->out);
    bo_table_print(p->out, &table, p->terminal);
    if (s->n_fleets > MOST_FLEETS)
        fprintf(p->out, "and %u smaller ones\n", s->n_fleets - MOST_FLEETS);
    note(p, "Lag and runway in months. Year: revenue of the last twelve; AI: products and\n"
            "tokens; cloud: with the AI in it; let: bare GPU-hours.");
}

/* ---- who has ended ---- */

static const char *end_shown(const struct bo_printer *p, const struct bo_summary_end *end)
{
    const char *name = bo_print_name(p, end->name);
    const char *month = bo_print_month(p, bo_month_of_day(end->day));
    if (end->kind != BO_END_ABSORBED)
        return bo_arena_printf(p->arena, "%s %s", name, month);
    return bo_arena_printf(p->arena, "%s %s by %s (%s)", name, month, bo_print_name(p, end->by),
                           end->how);
}

void bo_print_ends(const struct bo_printer *p)
{
    static const char *const heading[BO_N_ENDS] = {[BO_END_ABSORBED] = "Absorbed:",
                                                   [BO_END_LIQUIDATED] = "Liquidated:",
                                                   [BO_END_GAVE_UP] = "Gave up the frontier:"};
    const struct bo_summary *s = p->summary;
    uint32_t left[BO_N_ENDS] = {0};
    for (uint32_t i = 0; i < s->n_ends; i++)
        left[s->end[i].kind]++;
    if (s->n_ends > 0)
        fputc('\n', p->out);
    for (int kind = 0; kind < BO_N_ENDS; kind++) {
        struct bo_print_list list;
        if (left[kind] == 0)
            continue;
        list = bo_print_list(p, heading[kind]);
        for (uint32_t i = 0; i < s->n_ends; i++)
            if (s->end[i].kind == (enum bo_summary_end_kind)kind)
                bo_print_item(&list, end_shown(p, &s->end[i]), --left[kind] == 0);
    }
}
