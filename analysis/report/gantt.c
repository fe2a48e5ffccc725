/* How sites were built in the run shown: by region how long it took and what held them up, and the largest as bars. */
#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/stats/stats.h"
#include "inner.h"

enum { BARS_MAX = 48 };
#define DAYS_A_MONTH (365.25 / 12.0)

struct frame {
    int32_t from_day, to_day;
};

/* ---- by region ---- */

struct region {
    const char *name;
    uint32_t n, n_opened, n_cancelled;
    double mw;
    uint32_t n_waits, n_builds, n_slips;
    double *wait, *build,
        *slip; /* months: to the ground, from there to the first hall, behind the plan */
    double part[BO_N_SLIP_PARTS]; /* days, over all sites */
};

/* In the order of enum bo_slip_part; the planner's reserve is no cause. */
static const char *const causes[BO_N_SLIP_PARTS] = {"permits",
                                                    "grid studies and works",
                                                    "the queue for grid grants",
                                                    "equipment",
                                                    "more work on shells",
                                                    "short crews",
                                                    "more work on fit-out",
                                                    NULL};

static struct region *region_of(struct region *region, uint32_t *n, const char *name)
{
    for (uint32_t i = 0; i < *n; i++) {
        if (strcmp(region[i].name, name) == 0)
            return &region[i];
    }
    region[*n] = (struct region){.name = name};
    return &region[(*n)++];
}

static void count_project(struct region *r, const struct bo_fact_project *p)
{
    int32_t ground = p->actual[BO_PHASE_GROUND], open = p->actual[BO_PHASE_OPEN];
    assert(r->wait && r->build && r->slip);
    r->n_cancelled += p->cancelled != BO_NO_DAY;
    if (ground != BO_NO_DAY)
        r->wait[r->n_waits++] = (ground - p->announced) / DAYS_A_MONTH;
    if (open == BO_NO_DAY)
        return;
    r->n_opened++;
    r->mw += p->mw;
    if (ground != BO_NO_DAY)
        r->build[r->n_builds++] = (open - ground) / DAYS_A_MONTH;
    if (!p->slipped)
        return;
    r->slip[r->n_slips++] = p->slip / DAYS_A_MONTH;
    for (int k = 0; k < BO_N_SLIP_PARTS; k++)
        r->part[k] += p->part[k];
}

static int compare_region(const void *a, const void *b)
{
    const struct region *x = a, *y = b;
    if (x->mw < y->mw || x->mw > y->mw)
        return x->mw > y->mw ? -1 : 1;
    return strcmp(x->name, y->name);
}

static uint32_t list_regions(const struct report *report, const struct bo_project_list *list,
                             struct region *region)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < list->n; i++)
        region_of(region, &n, list->project[i].place)->n++;
    for (uint32_t i = 0; i < n; i++) {
        region[i].wait = BO_NEW_ARRAY(report->arena, double, region[i].n);
        region[i].build = BO_NEW_ARRAY(report->arena, double, region[i].n);
        region[i].slip = BO_NEW_ARRAY(report->arena, double, region[i].n);
    }
    for (uint32_t i = 0; i < list->n; i++)
        count_project(region_of(region, &n, list->project[i].place), &list->project[i]);
    qsort(region, n, sizeof *region, compare_region);
    return n;
}

static void add_months(struct bo_text *page, double *months, uint32_t n)
{
    static const double probability[] = {0.05, 0.5, 0.95};
    static const struct html_scale plain = {.factor = 1.0};
    double q[3];
    bo_text_puts(page, "<td class=\"n\">");
    if (bo_stats_quantiles(months, n, probability, 3, q) > 0)
        html_interval(page, &plain, q[1], q[0], q[2]);
    else
        bo_text_puts(page, "\xE2\x80\x93");
    bo_text_puts(page, "</td>");
}

/* What cost most days in all. */
static void add_cause(struct bo_text *page, const struct region *region)
{
    int most = -1;
    for (int k = 0; k < BO_N_SLIP_PARTS; k++) {
        if (causes[k] && region->part[k] > 0.0 &&
            (most < 0 || region->part[k] > region->part[most]))
            most = k;
    }
    html_format(page, "<td>%s</td>", most >= 0 ? causes[most] : "");
}

static void draw_regions(struct report *report, const struct bo_project_list *list)
{
    struct bo_text *page = report->page;
    struct region *region = BO_NEW_ARRAY(report->arena, struct region, list->n);
    uint32_t n = list_regions(report, list, region);
    bo_text_puts(page,
                 "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Sites by "
                 "region\"><table class=\"companies\"><caption>Sites by region: months are medians "
                 "over the sites, in brackets from 5 to 95 % of them</caption><thead><tr>"
                 "<th scope=\"col\">Region</th><th scope=\"col\" class=\"n\">Opened</th>"
                 "<th scope=\"col\" class=\"n\">GW of these</th><th scope=\"col\" "
                 "class=\"n\">Cancelled</th><th scope=\"col\" class=\"n\">Months to the ground</th>"
                 "<th scope=\"col\" class=\"n\">Months from there to the first hall</th>"
                 "<th scope=\"col\" class=\"n\">Months behind the plan</th><th scope=\"col\">What "
                 "cost most time</th></tr></thead><tbody>");
    for (uint32_t i = 0; i < n; i++) {
        html_format(page, "<tr><th scope=\"row\">%s</th><td class=\"n\">%d</td><td class=\"n\">",
                    region[i].name, (int)region[i].n_opened);
        html_cell_number(page, region[i].mw / 1000.0);
        html_format(page, "</td><td class=\"n\">%d</td>", (int)region[i].n_cancelled);
        add_months(page, region[i].wait, region[i].n_waits);
        add_months(page, region[i].build, region[i].n_builds);
        add_months(page, region[i].slip, region[i].n_slips);
        add_cause(page, &region[i]);
        bo_text_puts(page, "</tr>");
    }
    bo_text_puts(page, "</tbody></table></div>");
}

/* ---- bars ---- */

struct shown {
    const struct bo_fact_project *project;
};

static int compare_size(const void *a, const void *b)
{
    const struct bo_fact_project *x = ((const struct shown *)a)->project;
    const struct bo_fact_project *y = ((const struct shown *)b)->project;
    if (x->mw < y->mw || x->mw > y->mw)
        return x->mw > y->mw ? -1 : 1;
    return strcmp(x->name, y->name);
}

static int compare_begin(const void *a, const void *b)
{
    const struct bo_fact_project *x = ((const struct shown *)a)->project;
    const struct bo_fact_project *y = ((const struct shown *)b)->project;
    if (x->announced != y->announced)
        return x->announced < y->announced ? -1 : 1;
    return strcmp(x->name, y->name);
}

/* The largest of each year, so that all of the months have some: the first so many of shown[]. */
static uint32_t choose(const struct report *report, const struct bo_project_list *list,
                       const struct frame *f, struct shown *shown)
{
    int32_t first = bo_year_of_day(f->from_day), n_years = bo_year_of_day(f->to_day) - first + 1;
    int32_t *n_of = BO_NEW_ARRAY(report->arena, int32_t, (size_t)n_years);
    int32_t most = (BARS_MAX + n_years - 1) / n_years;
    uint32_t n = 0;
    for (uint32_t i = 0; i < list->n; i++)
        shown[i].project = &list->project[i];
    qsort(shown, list->n, sizeof *shown, compare_size);
    for (uint32_t i = 0; i < list->n; i++) {
        int32_t year = bo_year_of_day(shown[i].project->announced) - first;
        year = year < 0 ? 0 : year >= n_years ? n_years - 1 : year;
        if (n_of[year]++ < most)
            shown[n++] = shown[i];
    }
    qsort(shown, n, sizeof *shown, compare_begin);
    return n;
}

static void add_bar(struct bo_text *page, const struct frame *f, const char *phase, int32_t from,
                    int32_t to)
{
    double span = f->to_day - f->from_day;
    char style[96];
    from = from < f->from_day ? f->from_day : from;
    to = to > f->to_day ? f->to_day : to;
    if (to <= from)
        return;
    snprintf(style, sizeof style, "left:%.2f%%;width:%.2f%%", 100.0 * (from - f->from_day) / span,
             100.0 * (to - from) / span);
    html_format(page, "<i class=\"%s\" style=\"%s\"></i>", phase, style);
}

/* Permit, works, fit-out, further halls: each until the next begins, the project ends or the months do. */
static void add_bars(struct bo_text *page, const struct bo_fact_project *p, const struct frame *f)
{
    const struct {
        const char *phase;
        int32_t from;
    } step[] = {{"wait", p->announced},
                {"build", p->actual[BO_PHASE_GROUND]},
                {"fit", p->actual[BO_PHASE_FITOUT]},
                {"fill", p->actual[BO_PHASE_OPEN]}};
    enum { N_STEPS = sizeof step / sizeof *step };
    int32_t end = p->complete != BO_NO_DAY    ? p->complete
                  : p->cancelled != BO_NO_DAY ? p->cancelled
                                              : f->to_day;
    for (int k = 0; k < N_STEPS; k++) {
        int32_t to = end;
        for (int later = N_STEPS - 1; later > k; later--)
            to = step[later].from != BO_NO_DAY ? step[later].from : to;
        if (step[k].from != BO_NO_DAY)
            add_bar(page, f, step[k].phase, step[k].from, to);
    }
}

static void add_step(struct bo_text *page, const char *word, int32_t day, const char **comma)
{
    char month[16];
    if (day == BO_NO_DAY)
        return;
    bo_month_format(bo_month_of_day(day), month);
    html_format(page, "%s%s %s", *comma, word, month);
    *comma = ", ";
}

static void add_steps(struct bo_text *page, const struct bo_fact_project *p)
{
    const char *comma = "";
    add_step(page, "announced", p->announced, &comma);
    add_step(page, "ground", p->actual[BO_PHASE_GROUND], &comma);
    add_step(page, "fit-out", p->actual[BO_PHASE_FITOUT], &comma);
    add_step(page, "first hall", p->actual[BO_PHASE_OPEN], &comma);
    add_step(page, "complete", p->complete, &comma);
    add_step(page, "cancelled", p->cancelled, &comma);
    if (p->why[0])
        html_format(page, "; %s", p->why);
}

static void add_years(struct bo_text *page, const struct frame *f)
{
    int32_t from = bo_year_of_day(f->from_day), to = bo_year_of_day(f->to_day);
    int32_t step = to - from > 6 ? 2 : 1;
    bo_text_puts(page, "<span class=\"years\" aria-hidden=\"true\">");
    for (int32_t year = from; year <= to; year += step) {
        double left = 100.0 * (bo_day_of(year, 1, 1) - f->from_day) / (f->to_day - f->from_day);
        char style[40];
        snprintf(style, sizeof style, "left:%.2f%%", bo_max(0.0, left));
        html_format(page, "<span style=\"%s\">%d</span>", style, (int)year);
    }
    bo_text_puts(page, "</span>");
}

static void draw_bars(struct report *report, const struct bo_project_list *list,
                      const struct frame *f)
{
    struct bo_text *page = report->page;
    struct shown *shown = BO_NEW_ARRAY(report->arena, struct shown, list->n);
    uint32_t n = choose(report, list, f, shown);
    html_format(page,
                "<ul class=\"key\"><li><i class=\"wait\"></i>permit</li><li><i class=\"build\"></i>"
                "works: grid, equipment, shell</li><li><i class=\"fit\"></i>fit-out</li><li>"
                "<i class=\"fill\"></i>first hall open, others to come</li></ul>"
                "<table class=\"gantt\"><caption>The largest announced in each year, %d of %d sites"
                "</caption><thead><tr><th scope=\"col\">Site</th><th scope=\"col\" "
                "class=\"n\">MW</th><th scope=\"col\">Its steps",
                (int)n, (int)list->n);
    add_years(page, f);
    bo_text_puts(page, "</th></tr></thead><tbody>");
    for (uint32_t i = 0; i < n; i++) {
        const struct bo_fact_project *p = shown[i].project;
        html_format(page, "<tr><th scope=\"row\">%s</th><td class=\"n\">", p->name);
        html_cell_number(page, p->mw);
        bo_text_puts(page, "</td><td class=\"track\"><span class=\"bars\" title=\"");
        add_steps(page, p);
        bo_text_puts(page, "\">");
        add_bars(page, p, f);
        bo_text_puts(page, "</span><span class=\"sr\">");
        add_steps(page, p);
        bo_text_puts(page, "</span></td></tr>");
    }
    bo_text_puts(page, "</tbody></table>");
}

/* What is held without a decision on a site is none. */
static void leave_options(const struct report *report, struct bo_project_list *list)
{
    struct bo_fact_project *sites = BO_NEW_ARRAY(report->arena, struct bo_fact_project, list->n);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < list->n; i++) {
        if (strcmp(list->project[i].kind, "option") != 0)
            sites[kept++] = list->project[i];
    }
    *list = (struct bo_project_list){kept, sites};
}

int report_gantt(struct report *report)
{
    struct bo_project_list list = {.n = 0};
    const struct bo_results_run *run =
        report->results ? bo_results_first_run(report->results) : NULL;
    if (!run || run->row.status != BO_RUN_DONE || run->n_months == 0)
        return 0;
    int rc = bo_results_projects(report->results, run->run, report->arena, &list, report->err);
    if (rc == 0)
        leave_options(report, &list);
    if (rc != 0 || list.n == 0)
        return rc;
    struct frame frame = {bo_month_first_day(run->first_month),
                          bo_month_last_day(run->first_month + (int32_t)run->n_months - 1)};
    report_section(report, "construction", "How the sites were built");
    if (bo_results_n_runs(report->results) > 1)
        html_format(report->page, "<p class=\"muted\">One of the runs: replicate %d%s%s.</p>",
                    (int)run->row.replicate, report->n_variants_all > 1 ? " of " : "",
                    report->n_variants_all > 1 ? run->row.variant : "");
    draw_regions(report, &list);
    draw_bars(report, &list, &frame);
    report_section_end(report);
    return 0;
}
