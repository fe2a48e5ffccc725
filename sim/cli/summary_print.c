#include "summary_print.h"

#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/cli/table.h"

enum { REGION_SPARK = 16, LEAST_NAME = 8, MOST_COMPANIES = 40, MOST_CAPEX_YEARS = 6 };

static void say_painted(const struct bo_printer *p, const char *colour, const char *text)
{
    bo_print_colour(p, colour);
    fputs(text, p->out);
    bo_print_colour(p, BO_PLAIN);
    fputc('\n', p->out);
}

/* ---- the world by year ---- */

static const struct bo_year_line lines[BO_N_LINES] = {
    {BO_LINE_SITES, "Sites operating", 1.0, 0, 0.0, NULL, 0.0, 0},
    {BO_LINE_OPENINGS, "  opened in year", 1.0, 0, 0.0, NULL, 0.0, 0},
    {BO_LINE_PIPELINE, "  in pipeline", 1.0, 0, 0.0, NULL, 0.0, 0},
    {BO_LINE_LATE, "  late, % of due", 1.0 / BO_PERCENT, -1, 0.0, NULL, 0.0, 0},
    {BO_LINE_MW, "MW energised", 1.0, 0, 1e4, "GW energised", BO_MW_PER_GW, 1},
    {BO_LINE_MW_BUILDING, "MW being built", 1.0, 0, 1e4, "GW being built", BO_MW_PER_GW, 1},
    {BO_LINE_LEAD, "Lead time, weeks", 1.0, 0, 0.0, NULL, 0.0, 0},
    {BO_LINE_COST, "Cost, M USD/MW", 1.0, 1, 0.0, NULL, 0.0, 0},
    {BO_LINE_RENT, "Rent, USD/kW-mo", 1.0, 0, 0.0, NULL, 0.0, 0},
    {BO_LINE_VACANCY, "Vacancy, %", 1.0 / BO_PERCENT, 1, 0.0, NULL, 0.0, 0},
    {BO_LINE_CAPEX, "Capex, M USD", 1.0, 0, 1e5, "Capex, bn USD", BO_MUSD_PER_BN, 0},
    {BO_LINE_ELECTRICITY, "TWh in the year", 1.0, -1, 0.0, NULL, 0.0, 0},
};

static void print_partial_years(const struct bo_printer *p)
{
    const struct bo_summary *s = p->summary;
    int32_t first = s->first_month - bo_month_of_day(bo_day_of(s->first_year, 1, 1));
    uint32_t last = ((uint32_t)first + s->n_months - 1) % 12;
    if (s->n_years == 1 && (first > 0 || last < 11)) {
        fprintf(p->out, "%d counts %u month%s.\n", s->first_year, s->n_months,
                bo_plural(s->n_months));
        return;
    }
    if (first > 0)
        fprintf(p->out, "%d counts %d month%s.\n", s->first_year, 12 - first,
                bo_plural((uint64_t)(12 - first)));
    if (last < 11)
        fprintf(p->out, "%s counts %u month%s.\n", bo_print_year(p, s->n_years - 1), last + 1,
                bo_plural(last + 1));
}

static void print_world(const struct bo_printer *p)
{
    const struct bo_summary *s = p->summary;
    bo_print_years(p, &(struct bo_year_table){"World", lines, BO_N_LINES, s->world});
    bo_print_colour(p, BO_FAINT);
    if (s->slowest_equipment && s->world[BO_LINE_LEAD].month[s->n_months - 1] > 0.0)
        fprintf(p->out, "Lead time: the longest of all equipment; at the end %s.\n",
                bo_print_name(p, s->slowest_equipment));
    fputs("Capex: of the companies, without landlords.\n", p->out);
    print_partial_years(p);
    bo_print_colour(p, BO_PLAIN);
}

/* ---- regions ---- */

static void print_regions(const struct bo_printer *p)
{
    const struct bo_summary *s = p->summary;
    const char *first = bo_print_month(p, s->first_month);
    const char *last = bo_print_month(p, s->first_month + (int32_t)s->n_months - 1);
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
        cell[0] = bo_print_name(p, r->name);
        cell[1] = bo_number_shown(p->arena, r->sites_start, 0);
        cell[2] = bo_number_shown(p->arena, r->sites_end, 0);
        cell[3] = bo_number_shown(p->arena, r->openings, 0);
        cell[4] = bo_number_shown(p->arena, r->mw_start, 0);
        cell[5] = bo_number_shown(p->arena, r->mw_end, 0);
        cell[6] = bo_sparkline(p->arena, p->terminal, r->mw_month, s->n_months, REGION_SPARK);
        cell[7] = bo_number_shown(p->arena, r->grid_wait_months, 1);
        cell[8] = bo_number_shown(p->arena, r->crew_use_frac * BO_PERCENT, 0);
        cell[9] = bo_number_shown(p->arena, r->cost_musd_per_mw, 1);
    }
    if (bo_table_width(&table, 0) > p->terminal->width)
        table.gap = 1;
    fputc('\n', p->out);
    bo_table_print(p->out, &table, p->terminal);
}

/* ---- companies ---- */

/* Sums over the run are shown without a decimal once they are of four digits. */
static const char *total(const struct bo_printer *p, double musd, double most_musd)
{
    uint32_t decimals = most_musd / BO_MUSD_PER_BN >= 1e3 ? 0 : 1;
    return bo_number_shown(p->arena, musd / BO_MUSD_PER_BN, decimals);
}

/* Which of n_shown years from the first to the last. */
static uint32_t capex_year(const struct bo_printer *p, uint32_t n_shown, uint32_t i)
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
        most = bo_print_largest(of, sizeof of / sizeof *of);
    }
    return most;
}

static void fill_company(const struct bo_printer *p, struct bo_table *table, uint32_t n_years,
                         const struct bo_summary_company *c, uint32_t name_columns)
{
    double most = largest_total(p->summary);
    const char **cell = bo_table_row(table);
    cell[0] = bo_text_shown(p->arena, p->terminal, c->name, name_columns);
    cell[1] = bo_number_shown(p->arena, c->sites, 0);
    cell[2] = bo_number_shown(p->arena, c->mw_owned, 0);
    cell[3] = bo_number_shown(p->arena, c->mw_leased, 0);
    for (uint32_t i = 0; i < n_years; i++)
        cell[4 + i] = bo_print_billions(p, c->capex_musd[capex_year(p, n_years, i)]);
    cell += 4 + n_years;
    cell[0] = total(p, c->capex_total_musd, most);
    cell[1] = total(p, c->ocf_total_musd, most);
    cell[2] = bo_print_billions(p, c->cash_musd);
    cell[3] = bo_print_billions(p, c->debt_musd);
    cell[4] = total(p, c->npv_musd, most);
    cell[5] = bo_print_billions(p, c->cash_min_musd);
    cell[6] = isfinite(c->cash_min_day)
                  ? bo_print_month(p, bo_month_of_day((int32_t)floor(c->cash_min_day)))
                  : "-";
}

static struct bo_table company_table(const struct bo_printer *p, uint32_t n_years,
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
            .group = "Capex", .head = bo_print_year(p, capex_year(p, n_years, i))};
    memcpy(column + N_BEFORE + n_years, after, sizeof after);
    struct bo_table table = {.arena = p->arena, .n_columns = n, .column = column, .gap = 1};
    for (uint32_t i = 0; i < s->n_companies && i < MOST_COMPANIES; i++)
        fill_company(p, &table, n_years, &s->company[i], name_columns);
    if (s->n_landlords > 0)
        fill_company(p, &table, n_years, &s->landlords, name_columns);
    return table;
}

static void print_companies(const struct bo_printer *p)
{
    const struct bo_summary *s = p->summary;
    uint32_t n_years = s->n_years < MOST_CAPEX_YEARS ? s->n_years : MOST_CAPEX_YEARS;
    uint32_t name_columns = BO_NAME_COLUMNS;
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
    if (s->n_companies > 0)
        fputs(BO_NPV_REMARK, p->out);
}

/* ---- lists ---- */

/* The amounts that show in a tenth of a billion; the others are counted. */
static void print_openings(const struct bo_printer *p)
{
    const double least_musd = 50.0;
    const struct bo_summary *s = p->summary;
    uint32_t n = 0;
    while (n < s->n_openings && fabs(s->opening[n].unexplained_musd) >= least_musd)
        n++;
    if (n == 0)
        return;
    fputc('\n', p->out);
    struct bo_print_list list = bo_print_list(
        p, "Other assets at the opening (reported equity less what is listed), bn USD:");
    for (uint32_t i = 0; i < n; i++) {
        double musd = s->opening[i].unexplained_musd;
        bo_print_item(&list,
                      bo_arena_printf(p->arena, "%s %s%s", bo_print_name(p, s->opening[i].name),
                                      musd > 0.0 ? "+" : "", bo_print_billions(p, musd)),
                      i + 1 == n);
    }
}

static void print_misfit(const struct bo_printer *p)
{
    if (p->summary->misfit != NULL) {
        fputc('\n', p->out);
        say_painted(p, BO_YELLOW,
                    bo_arena_printf(p->arena,
                                    "Opening: %s, so the first years are an artefact; look at "
                                    "regions.*.starts_per_year, companies.*.it_mw and planning.",
                                    p->summary->misfit));
    }
}

static const char *millions(const struct bo_printer *p, double musd)
{
    return bo_number_shown(p->arena, musd, bo_print_decimals(musd));
}

static void print_overdrafts(const struct bo_printer *p)
{
    const struct bo_summary *s = p->summary;
    for (uint32_t i = 0; i < s->n_overdrafts; i++) {
        const struct bo_summary_overdraft *o = &s->overdraft[i];
        const char *name = bo_print_name(p, o->name);
        const char *month = bo_print_month(p, bo_month_of_day(o->first_day));
        if (i == 0)
            fputc('\n', p->out);
        say_painted(p, BO_YELLOW,
                    o->n == 1
                        ? bo_arena_printf(p->arena, "Overdraft: %s, once in %s; %s M USD", name,
                                          month, millions(p, o->most_musd))
                        : bo_arena_printf(p->arena,
                                          "Overdraft: %s, in %u months, first in %s; %s M USD in "
                                          "all, at most %s in a month",
                                          name, o->n, month, millions(p, o->total_musd),
                                          millions(p, o->most_musd)));
    }
}

/* Whose lenders had enough, and from when on. */
static void print_distress(const struct bo_printer *p, const char *heading, uint32_t n,
                           const struct bo_summary_distress *list)
{
    if (n == 0)
        return;
    fputc('\n', p->out);
    struct bo_print_list line = bo_print_list(p, heading);
    for (uint32_t i = 0; i < n; i++) {
        const char *often = list[i].n > 2
                                ? bo_arena_printf(p->arena, " and %u times more", list[i].n - 1)
                            : list[i].n > 1 ? " and once more"
                                            : "";
        bo_print_item(&line,
                      bo_arena_printf(p->arena, "%s %s%s", bo_print_name(p, list[i].name),
                                      bo_print_month(p, list[i].first_month), often),
                      i + 1 == n);
    }
}

/* A laboratory's cash may be below zero until its next round or its end: nobody lends it that. */
static void print_below_zero(const struct bo_printer *p)
{
    const double least_musd = -0.5;
    const struct bo_summary *s = p->summary;
    bool first = s->n_overdrafts == 0;
    for (uint32_t i = 0; i < s->n_companies; i++) {
        const struct bo_summary_company *c = &s->company[i];
        bool told = !(c->cash_min_musd < least_musd) || !isfinite(c->cash_min_day);
        for (uint32_t k = 0; k < s->n_overdrafts; k++)
            told = told || strcmp(s->overdraft[k].name, c->name) == 0;
        if (told)
            continue;
        if (first)
            fputc('\n', p->out);
        first = false;
        double below = -c->cash_min_musd;
        say_painted(p, BO_YELLOW,
                    bo_arena_printf(
                        p->arena, "Cash below zero: %s, at most %s M USD in %s, which nobody lent",
                        bo_print_name(p, c->name),
                        bo_number_shown(p->arena, below, bo_print_decimals(below)),
                        bo_print_month(p, bo_month_of_day((int32_t)floor(c->cash_min_day)))));
    }
}

/* ---- rules of a what-if ---- */

static void print_chips(const struct bo_printer *p, const char *heading, uint32_t n,
                        const char *const *name)
{
    struct bo_print_list list = bo_print_list(p, heading);
    for (uint32_t i = 0; i < n; i++)
        bo_print_item(&list, bo_text_shown(p->arena, p->terminal, name[i], p->terminal->width),
                      i + 1 == n);
}

static void print_rule(const struct bo_printer *p, const struct bo_summary_rule *rule)
{
    char day[16];
    bo_day_format(rule->day, day);
    const char *name = bo_text_shown(p->arena, p->terminal, rule->name, p->terminal->width / 2);
    if (rule->n_sold + rule->n_later == 0) {
        fprintf(p->out, "%s (from %s) adds nothing to the law for buyers in China.\n", name, day);
        return;
    }
    if (rule->n_sold > 0)
        print_chips(p,
                    bo_arena_printf(p->arena,
                                    "%s (from %s) adds to the law for buyers in China:", name, day),
                    rule->n_sold, rule->sold);
    if (rule->n_later > 0)
        print_chips(
            p, bo_arena_printf(p->arena, "%s (from %s), of what is not sold by then:", name, day),
            rule->n_later, rule->later);
}

static void print_law(const struct bo_printer *p)
{
    for (uint32_t i = 0; i < p->summary->n_rules; i++) {
        if (i == 0)
            fputc('\n', p->out);
        print_rule(p, &p->summary->rule[i]);
    }
}

/* ---- sites that the scenario gives ---- */

static const char *when(const struct bo_printer *p, const struct bo_summary_site *site)
{
    if (!site->announced)
        return "never announced";
    if (site->cancelled != BO_NO_DAY)
        return bo_arena_printf(p->arena, "cancelled %s",
                               bo_print_month(p, bo_month_of_day(site->cancelled)));
    if (site->opened != BO_NO_DAY)
        return bo_print_month(p, bo_month_of_day(site->opened));
    if (site->expected != BO_NO_DAY)
        return bo_arena_printf(p->arena, "expected %s",
                               bo_print_month(p, bo_month_of_day(site->expected)));
    return "no date";
}

static void print_sites(const struct bo_printer *p)
{
    for (uint32_t i = 0; i < p->summary->n_sites_given; i++) {
        const struct bo_summary_site *site = &p->summary->site_given[i];
        if (i == 0)
            fputc('\n', p->out);
        fprintf(p->out, "Site given: %s, %s",
                bo_text_shown(p->arena, p->terminal, site->name, p->terminal->width / 3),
                when(p, site));
        if (site->planned != BO_NO_DAY)
            fprintf(p->out, " (planned %s)", bo_print_month(p, bo_month_of_day(site->planned)));
        fputc('\n', p->out);
    }
}

/* ---- the whole ---- */

static void print_head(const struct bo_printer *p, const struct bo_summary_about *about)
{
    const struct bo_summary *s = p->summary;
    say_painted(p, BO_BOLD, bo_text_shown(p->arena, p->terminal, about->title, p->terminal->width));
    struct bo_print_list list =
        bo_print_list(p, bo_arena_printf(p->arena, "%s,", bo_print_name(p, about->name)));
    bo_print_item(&list,
                  bo_arena_printf(p->arena, "%s to %s", bo_print_month(p, s->first_month),
                                  bo_print_month(p, s->first_month + (int32_t)s->n_months - 1)),
                  false);
    bo_print_item(&list, bo_arena_printf(p->arena, "seed %llu", (unsigned long long)about->seed),
                  about->replicate == 0 && !about->central);
    if (about->replicate > 0)
        bo_print_item(&list, bo_arena_printf(p->arena, "replicate %u", about->replicate),
                      !about->central);
    if (about->central)
        bo_print_item(&list, "uncertain inputs at their medians", true);
    for (uint32_t i = 0; i < about->n_sets; i++)
        fprintf(p->out, "with %s\n",
                bo_text_shown(p->arena, p->terminal, about->set[i], p->terminal->width - 5));
    fputc('\n', p->out);
}

void bo_summary_print(FILE *out, const struct bo_summary *summary,
                      const struct bo_summary_about *about, const struct bo_terminal *terminal,
                      struct bo_arena *arena)
{
    struct bo_printer p = {.out = out, .summary = summary, .terminal = terminal, .arena = arena};
    print_head(&p, about);
    if (summary->n_months > 0) {
        print_world(&p);
        bo_print_ai_years(&p);
        if (summary->n_regions > 0)
            print_regions(&p);
        if (summary->n_companies > 0)
            print_companies(&p);
        if (summary->n_fleets > 0)
            bo_print_fleets(&p);
    }
    print_law(&p);
    bo_print_ends(&p);
    print_sites(&p);
    print_openings(&p);
    print_misfit(&p);
    print_overdrafts(&p);
    print_distress(&p, "Defaulted:", p.summary->n_defaults, p.summary->defaulted);
    print_distress(&p, "Lenders took shares for debt:", p.summary->n_restructured,
                   p.summary->restructured);
    print_below_zero(&p);
    fprintf(out, "\n%s: results.db, series.csv, events.csv, outcomes.csv\n", about->dir);
}
