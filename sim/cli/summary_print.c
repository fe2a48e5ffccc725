#include "buildout/cli/summary.h"

#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/cli/table.h"

#define BOLD "\033[1m"
#define FAINT "\033[2m"
#define YELLOW "\033[33m"
#define PLAIN "\033[0m"

#define MUSD_PER_BN 1e3
#define MW_PER_GW 1e3
#define PERCENT 100.0

enum {
    LEAST_SPARK = 10,
    MOST_SPARK = 36,
    REGION_SPARK = 16,
    NAME_COLUMNS = 20,
    LEAST_NAME = 8,
    MOST_COMPANIES = 40,
    MOST_CAPEX_YEARS = 6
};

struct printer {
    FILE *out;
    const struct bo_summary *summary;
    const struct bo_terminal *terminal;
    struct bo_arena *arena;
};

static void paint(const struct printer *p, const char *colour)
{
    if (p->terminal->colour)
        fputs(colour, p->out);
}

static void say_painted(const struct printer *p, const char *colour, const char *text)
{
    paint(p, colour);
    fputs(text, p->out);
    paint(p, PLAIN);
    fputc('\n', p->out);
}

static const char *name_shown(const struct printer *p, const char *name)
{
    return bo_text_shown(p->arena, p->terminal, name, NAME_COLUMNS);
}

static const char *year_shown(const struct printer *p, uint32_t y)
{
    return bo_arena_printf(p->arena, "%d", p->summary->first_year + (int32_t)y);
}

static const char *month_shown(const struct printer *p, int32_t month)
{
    char text[16];
    bo_month_format(month, text);
    return bo_arena_strdup(p->arena, text);
}

static double largest(const double *value, uint32_t n)
{
    double most = 0.0;
    for (uint32_t i = 0; i < n; i++)
        most = fmax(most, fabs(value[i]));
    return most;
}

/* Enough digits to tell apart, no more than one reads. */
static uint32_t decimals_for(double most)
{
    if (most >= 100.0 || !(most > 0.0))
        return 0;
    return most >= 1.0 ? 1 : 2;
}

/* ---- the world by year ---- */

struct line_shown {
    const char *label;
    double per_unit; /* of the variable's unit in one of the label's */
    int decimals;    /* negative: as many as its size asks for */
    double large;    /* from here on the large label and unit; 0: never */
    const char *large_label;
    double per_large_unit;
    uint32_t large_decimals;
};

static const struct line_shown lines[BO_N_LINES] = {
    [BO_LINE_SITES] = {"Sites operating", 1.0, 0, 0.0, NULL, 0.0, 0},
    [BO_LINE_OPENINGS] = {"  opened in year", 1.0, 0, 0.0, NULL, 0.0, 0},
    [BO_LINE_PIPELINE] = {"  in pipeline", 1.0, 0, 0.0, NULL, 0.0, 0},
    [BO_LINE_LATE] = {"  late, % of due", 1.0 / PERCENT, -1, 0.0, NULL, 0.0, 0},
    [BO_LINE_MW] = {"MW energised", 1.0, 0, 1e4, "GW energised", MW_PER_GW, 1},
    [BO_LINE_MW_BUILDING] = {"MW being built", 1.0, 0, 1e4, "GW being built", MW_PER_GW, 1},
    [BO_LINE_ELECTRICITY] = {"TWh in the year", 1.0, -1, 0.0, NULL, 0.0, 0},
    [BO_LINE_COST] = {"Cost, M USD/MW", 1.0, 1, 0.0, NULL, 0.0, 0},
    [BO_LINE_RENT] = {"Rent, USD/kW-mo", 1.0, 0, 0.0, NULL, 0.0, 0},
    [BO_LINE_VACANCY] = {"Vacancy, %", 1.0 / PERCENT, 1, 0.0, NULL, 0.0, 0},
    [BO_LINE_LEAD] = {"Lead time, weeks", 1.0, 0, 0.0, NULL, 0.0, 0},
    [BO_LINE_CAPEX] = {"Capex, M USD", 1.0, 0, 1e5, "Capex, bn USD", MUSD_PER_BN, 0},
};

static const enum bo_summary_line order_of_lines[BO_N_LINES] = {
    BO_LINE_SITES, BO_LINE_OPENINGS,    BO_LINE_PIPELINE, BO_LINE_LATE,
    BO_LINE_MW,    BO_LINE_MW_BUILDING, BO_LINE_LEAD,     BO_LINE_COST,
    BO_LINE_RENT,  BO_LINE_VACANCY,     BO_LINE_CAPEX,    BO_LINE_ELECTRICITY,
};

/* Every step-th year, the last among them, between the label and the course. */
static uint32_t n_years_shown(const struct printer *p, uint32_t step)
{
    return (p->summary->n_years + step - 1) / step;
}

static uint32_t year_at(const struct printer *p, uint32_t step, uint32_t place)
{
    uint32_t n = n_years_shown(p, step);
    return p->summary->n_years - 1 - (n - 1 - place) * step;
}

static void fill_line(const struct printer *p, struct bo_table *table, enum bo_summary_line which,
                      uint32_t step)
{
    const struct line_shown *line = &lines[which];
    const double *year = p->summary->world[which].year;
    const char **cell = bo_table_row(table);
    double most = largest(year, p->summary->n_years);
    bool large = line->large > 0.0 && most >= line->large;
    double unit = large ? line->per_large_unit : line->per_unit;
    uint32_t decimals = line->decimals < 0 ? decimals_for(most / unit) : (uint32_t)line->decimals;
    decimals = large ? line->large_decimals : decimals;
    cell[0] = large ? line->large_label : line->label;
    for (uint32_t i = 0; i < n_years_shown(p, step); i++)
        cell[1 + i] = bo_number_shown(p->arena, year[year_at(p, step, i)] / unit, decimals);
}

static struct bo_table world_table(const struct printer *p, uint32_t step, uint32_t gap)
{
    uint32_t n = n_years_shown(p, step);
    struct bo_table_column *column = BO_NEW_ARRAY(p->arena, struct bo_table_column, n + 2);
    struct bo_table table = {.arena = p->arena, .n_columns = n + 2, .column = column, .gap = gap};
    column[0] = (struct bo_table_column){.head = "World", .left = true};
    for (uint32_t i = 0; i < n; i++)
        column[1 + i].head = year_shown(p, year_at(p, step, i));
    column[n + 1] = (struct bo_table_column){.head = "", .left = true};
    for (int i = 0; i < BO_N_LINES; i++)
        fill_line(p, &table, order_of_lines[i], step);
    return table;
}

/* As many years as there is room for beside the courses. */
static struct bo_table widest_world_table(const struct printer *p, uint32_t *spark)
{
    struct bo_table table;
    for (uint32_t step = 1;; step++) {
        for (uint32_t gap = 2; gap >= 1; gap--) {
            table = world_table(p, step, gap);
            uint32_t width = bo_table_width(&table, 0) + 1;
            *spark = width < p->terminal->width ? p->terminal->width - width : 0;
            if (*spark >= LEAST_SPARK || (step >= p->summary->n_years && gap == 1))
                return table;
        }
    }
}

static void print_partial_years(const struct printer *p)
{
    const struct bo_summary *s = p->summary;
    int32_t first = s->first_month - bo_month_of_day(bo_day_of(s->first_year, 1, 1));
    uint32_t last = ((uint32_t)first + s->n_months - 1) % 12;
    if (s->n_years == 1 && (first > 0 || last < 11)) {
        fprintf(p->out, "%d counts %u months.\n", s->first_year, s->n_months);
        return;
    }
    if (first > 0)
        fprintf(p->out, "%d counts %d months.\n", s->first_year, 12 - first);
    if (last < 11)
        fprintf(p->out, "%s counts %u months.\n", year_shown(p, s->n_years - 1), last + 1);
}

static void print_world(const struct printer *p)
{
    const struct bo_summary *s = p->summary;
    uint32_t spark;
    struct bo_table table = widest_world_table(p, &spark);
    for (uint32_t r = 0; r < table.n_rows; r++)
        table.cell[(size_t)(r + 1) * table.n_columns - 1] =
            bo_sparkline(p->arena, p->terminal, s->world[order_of_lines[r]].month, s->n_months,
                         spark < MOST_SPARK ? spark : MOST_SPARK);
    bo_table_print(p->out, &table, p->terminal);
    paint(p, FAINT);
    if (s->slowest_equipment && s->world[BO_LINE_LEAD].month[s->n_months - 1] > 0.0)
        fprintf(p->out, "Lead time: the longest of all equipment; at the end %s.\n",
                name_shown(p, s->slowest_equipment));
    fputs("Capex: of the companies, without landlords.\n", p->out);
    print_partial_years(p);
    paint(p, PLAIN);
}

/* ---- regions ---- */

static void print_regions(const struct printer *p)
{
    const struct bo_summary *s = p->summary;
    const char *first = month_shown(p, s->first_month);
    const char *last = month_shown(p, s->first_month + (int32_t)s->n_months - 1);
    const struct bo_table_column column[] = {
        {NULL, "Region", true, 0},
        {"Sites", first, false, 0},
        {"Sites", last, false, 0},
        {NULL, "opened", false, 0},
        {"IT load, MW", first, false, 0},
        {"IT load, MW", last, false, 0},
        {NULL, "", true, 1},
        {"Grid queue,", "months", false, 0},
        {"Crew", "use, %", false, 0},
        {"Cost,", "M USD/MW", false, 2},
    };
    struct bo_table table = {
        .arena = p->arena, .n_columns = sizeof column / sizeof *column, .column = column, .gap = 2};
    for (uint32_t i = 0; i < s->n_regions; i++) {
        const struct bo_summary_region *r = &s->region[i];
        const char **cell = bo_table_row(&table);
        cell[0] = name_shown(p, r->name);
        cell[1] = bo_number_shown(p->arena, r->sites_start, 0);
        cell[2] = bo_number_shown(p->arena, r->sites_end, 0);
        cell[3] = bo_number_shown(p->arena, r->openings, 0);
        cell[4] = bo_number_shown(p->arena, r->mw_start, 0);
        cell[5] = bo_number_shown(p->arena, r->mw_end, 0);
        cell[6] = bo_sparkline(p->arena, p->terminal, r->mw_month, s->n_months, REGION_SPARK);
        cell[7] = bo_number_shown(p->arena, r->grid_wait_months, 1);
        cell[8] = bo_number_shown(p->arena, r->crew_use_frac * PERCENT, 0);
        cell[9] = bo_number_shown(p->arena, r->cost_musd_per_mw, 1);
    }
    if (bo_table_width(&table, 0) > p->terminal->width)
        table.gap = 1;
    fputc('\n', p->out);
    bo_table_print(p->out, &table, p->terminal);
}

/* ---- companies ---- */

static const char *billions(const struct printer *p, double musd)
{
    return bo_number_shown(p->arena, musd / MUSD_PER_BN, 1);
}

/* Sums over the run are shown without a decimal once they are of four digits. */
static const char *total(const struct printer *p, double musd, double most_musd)
{
    uint32_t decimals = most_musd / MUSD_PER_BN >= 1e3 ? 0 : 1;
    return bo_number_shown(p->arena, musd / MUSD_PER_BN, decimals);
}

/* Which of n_shown years from the first to the last. */
static uint32_t capex_year(const struct printer *p, uint32_t n_shown, uint32_t i)
{
    uint32_t last = p->summary->n_years - 1;
    return n_shown > 1 ? (last * i * 2 + n_shown - 1) / (2 * (n_shown - 1)) : last;
}

/* The largest total of all companies, capex, cash flow and NPV alike. */
static double largest_total(const struct bo_summary *s)
{
    double most = fmax(fabs(s->landlords.capex_total_musd), fabs(s->landlords.ocf_total_musd));
    for (uint32_t i = 0; i < s->n_companies; i++) {
        const struct bo_summary_company *c = &s->company[i];
        const double of[] = {most, c->capex_total_musd, c->ocf_total_musd, c->npv_musd};
        most = largest(of, sizeof of / sizeof *of);
    }
    return most;
}

static void fill_company(const struct printer *p, struct bo_table *table, uint32_t n_years,
                         const struct bo_summary_company *c, uint32_t name_columns)
{
    double most = largest_total(p->summary);
    const char **cell = bo_table_row(table);
    cell[0] = bo_text_shown(p->arena, p->terminal, c->name, name_columns);
    cell[1] = bo_number_shown(p->arena, c->sites, 0);
    cell[2] = bo_number_shown(p->arena, c->mw_owned, 0);
    cell[3] = bo_number_shown(p->arena, c->mw_leased, 0);
    for (uint32_t i = 0; i < n_years; i++)
        cell[4 + i] = billions(p, c->capex_musd[capex_year(p, n_years, i)]);
    cell += 4 + n_years;
    cell[0] = total(p, c->capex_total_musd, most);
    cell[1] = total(p, c->ocf_total_musd, most);
    cell[2] = billions(p, c->cash_musd);
    cell[3] = billions(p, c->debt_musd);
    cell[4] = total(p, c->npv_musd, most);
    cell[5] = billions(p, c->cash_min_musd);
    cell[6] = isfinite(c->cash_min_day)
                  ? month_shown(p, bo_month_of_day((int32_t)floor(c->cash_min_day)))
                  : "-";
}

static struct bo_table company_table(const struct printer *p, uint32_t n_years,
                                     uint32_t name_columns)
{
    static const struct bo_table_column before[] = {{"In bn USD", "Company", true, 0},
                                                    {NULL, "Sites", false, 0},
                                                    {"IT load, MW", "owned", false, 0},
                                                    {"IT load, MW", "leased", false, 0}};
    static const struct bo_table_column after[] = {
        {"Capex", "total", false, 0},     {"OCF", "total", false, 0},
        {"At the end", "cash", false, 0}, {"At the end", "debt", false, 0},
        {NULL, "NPV", false, 0},          {"Lowest cash", "", false, 0},
        {"Lowest cash", "in", false, 0}};
    enum { N_BEFORE = sizeof before / sizeof *before, N_AFTER = sizeof after / sizeof *after };
    const struct bo_summary *s = p->summary;
    uint32_t n = N_BEFORE + n_years + N_AFTER;
    struct bo_table_column *column = BO_NEW_ARRAY(p->arena, struct bo_table_column, n);
    memcpy(column, before, sizeof before);
    for (uint32_t i = 0; i < n_years; i++)
        column[N_BEFORE + i] = (struct bo_table_column){
            .group = "Capex", .head = year_shown(p, capex_year(p, n_years, i))};
    memcpy(column + N_BEFORE + n_years, after, sizeof after);
    struct bo_table table = {.arena = p->arena, .n_columns = n, .column = column, .gap = 1};
    for (uint32_t i = 0; i < s->n_companies && i < MOST_COMPANIES; i++)
        fill_company(p, &table, n_years, &s->company[i], name_columns);
    if (s->n_landlords > 0)
        fill_company(p, &table, n_years, &s->landlords, name_columns);
    return table;
}

static void print_companies(const struct printer *p)
{
    const struct bo_summary *s = p->summary;
    uint32_t n_years = s->n_years < MOST_CAPEX_YEARS ? s->n_years : MOST_CAPEX_YEARS;
    uint32_t name_columns = NAME_COLUMNS;
    struct bo_table table = company_table(p, n_years, name_columns);
    while (bo_table_width(&table, 0) > p->terminal->width &&
           (n_years > 0 || name_columns > LEAST_NAME)) {
        if (n_years > 0)
            n_years--;
        else
            name_columns--;
        table = company_table(p, n_years, name_columns);
    }
    fputc('\n', p->out);
    bo_table_print(p->out, &table, p->terminal);
    if (s->n_companies > MOST_COMPANIES)
        fprintf(p->out, "and %u smaller companies\n", s->n_companies - MOST_COMPANIES);
}

/* ---- lists ---- */

/* Items after a heading, in lines no wider than the terminal. */
struct list {
    const struct printer *p;
    uint32_t at;
};

static struct list list_begin(const struct printer *p, const char *heading)
{
    fprintf(p->out, "%s", heading);
    return (struct list){.p = p, .at = bo_text_columns(heading)};
}

static void list_add(struct list *list, const char *item, bool last)
{
    FILE *out = list->p->out;
    uint32_t n = bo_text_columns(item) + 1;
    if (list->at + 1 + n > list->p->terminal->width) {
        fputs("\n ", out);
        list->at = 1;
    }
    fprintf(out, " %s%s", item, last ? "\n" : ",");
    list->at += n + 1;
}

/* The amounts that show in a tenth of a billion; the others are counted. */
static void print_openings(const struct printer *p)
{
    const double least_musd = 50.0;
    const struct bo_summary *s = p->summary;
    uint32_t n = 0;
    while (n < s->n_openings && fabs(s->opening[n].unexplained_musd) >= least_musd)
        n++;
    if (n == 0)
        return;
    fputc('\n', p->out);
    struct list list =
        list_begin(p, "Equity at the opening that the listed balances do not explain, bn USD:");
    for (uint32_t i = 0; i < n; i++) {
        double musd = s->opening[i].unexplained_musd;
        list_add(&list,
                 bo_arena_printf(p->arena, "%s %s%s", name_shown(p, s->opening[i].name),
                                 musd > 0.0 ? "+" : "", billions(p, musd)),
                 i + 1 == n);
    }
}

static void print_overdrafts(const struct printer *p)
{
    const struct bo_summary *s = p->summary;
    for (uint32_t i = 0; i < s->n_overdrafts; i++) {
        const struct bo_summary_overdraft *o = &s->overdraft[i];
        const char *often = o->n == 1 ? "once" : bo_arena_printf(p->arena, "%u times, first", o->n);
        if (i == 0)
            fputc('\n', p->out);
        say_painted(
            p, YELLOW,
            bo_arena_printf(p->arena, "Overdraft: %s, %s in %s; at most %s M USD",
                            name_shown(p, o->name), often,
                            month_shown(p, bo_month_of_day(o->first_day)),
                            bo_number_shown(p->arena, o->most_musd, decimals_for(o->most_musd))));
    }
}

static void print_head(const struct printer *p, const struct bo_summary_about *about)
{
    const struct bo_summary *s = p->summary;
    say_painted(p, BOLD, bo_text_shown(p->arena, p->terminal, about->title, p->terminal->width));
    struct list list = list_begin(p, bo_arena_printf(p->arena, "%s,", name_shown(p, about->name)));
    list_add(&list,
             bo_arena_printf(p->arena, "%s to %s", month_shown(p, s->first_month),
                             month_shown(p, s->first_month + (int32_t)s->n_months - 1)),
             false);
    list_add(&list, bo_arena_printf(p->arena, "seed %llu", (unsigned long long)about->seed),
             about->replicate == 0 && !about->central);
    if (about->replicate > 0)
        list_add(&list, bo_arena_printf(p->arena, "replicate %u", about->replicate),
                 !about->central);
    if (about->central)
        list_add(&list, "uncertain inputs at their medians", true);
    for (uint32_t i = 0; i < about->n_sets; i++)
        fprintf(p->out, "with %s\n",
                bo_text_shown(p->arena, p->terminal, about->set[i], p->terminal->width - 5));
    fputc('\n', p->out);
}

void bo_summary_print(FILE *out, const struct bo_summary *summary,
                      const struct bo_summary_about *about, const struct bo_terminal *terminal,
                      struct bo_arena *arena)
{
    struct printer p = {.out = out, .summary = summary, .terminal = terminal, .arena = arena};
    print_head(&p, about);
    if (summary->n_months > 0) {
        print_world(&p);
        if (summary->n_regions > 0)
            print_regions(&p);
        if (summary->n_companies > 0)
            print_companies(&p);
    }
    print_openings(&p);
    print_overdrafts(&p);
    fprintf(out, "\n%s: results.db, series.csv, events.csv, outcomes.csv\n", about->dir);
}
