/* How sites were built in the run shown: by region how long it took, and the largest ones as bars over time. */
#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/stats/stats.h"
#include "buildout/store/sites.h"
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
    uint32_t n_waits, n_builds;
    double *wait, *build; /* months from announcement to ground, from ground to the first hall */
};

static struct region *region_of(struct region *region, uint32_t *n, const char *name)
{
    for (uint32_t i = 0; i < *n; i++) {
        if (strcmp(region[i].name, name) == 0)
            return &region[i];
    }
    region[*n] = (struct region){.name = name};
    return &region[(*n)++];
}

static bool has(const struct bo_site *site, enum bo_site_step step)
{
    return site->day[step] != BO_SITE_NEVER;
}

static void count_site(struct region *r, const struct bo_site *site)
{
    assert(r->wait && r->build);
    r->n++;
    r->n_opened += has(site, BO_SITE_OPENED);
    r->n_cancelled += has(site, BO_SITE_CANCELLED);
    r->mw += has(site, BO_SITE_OPENED) ? site->mw : 0.0;
    if (has(site, BO_SITE_ANNOUNCED) && has(site, BO_SITE_GROUND))
        r->wait[r->n_waits++] =
            (site->day[BO_SITE_GROUND] - site->day[BO_SITE_ANNOUNCED]) / DAYS_A_MONTH;
    if (has(site, BO_SITE_GROUND) && has(site, BO_SITE_OPENED))
        r->build[r->n_builds++] =
            (site->day[BO_SITE_OPENED] - site->day[BO_SITE_GROUND]) / DAYS_A_MONTH;
}

static int compare_region(const void *a, const void *b)
{
    const struct region *x = a, *y = b;
    if (x->mw < y->mw || x->mw > y->mw)
        return x->mw > y->mw ? -1 : 1;
    return strcmp(x->name, y->name);
}

static uint32_t list_regions(const struct report *report, const struct bo_sites *sites,
                             struct region *region)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < sites->n; i++)
        region_of(region, &n, sites->site[i].place)->n++;
    for (uint32_t i = 0; i < n; i++) {
        region[i].wait = BO_NEW_ARRAY(report->arena, double, region[i].n);
        region[i].build = BO_NEW_ARRAY(report->arena, double, region[i].n);
        region[i].n = 0;
    }
    for (uint32_t i = 0; i < sites->n; i++)
        count_site(region_of(region, &n, sites->site[i].place), &sites->site[i]);
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

static void draw_regions(struct report *report, const struct bo_sites *sites)
{
    struct bo_text *page = report->page;
    struct region *region = BO_NEW_ARRAY(report->arena, struct region, sites->n);
    uint32_t n = list_regions(report, sites, region);
    bo_text_puts(page,
                 "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Sites by "
                 "region\"><table><caption>Sites by region: months are medians over the sites, in "
                 "brackets from 5 to 95 % of them</caption><thead><tr><th scope=\"col\">Region</th>"
                 "<th scope=\"col\" class=\"n\">Opened</th><th scope=\"col\" class=\"n\">GW of "
                 "these</th><th scope=\"col\" class=\"n\">Cancelled</th><th scope=\"col\" "
                 "class=\"n\">Months from announcement to ground</th><th scope=\"col\" "
                 "class=\"n\">Months from ground to first hall</th></tr></thead><tbody>");
    for (uint32_t i = 0; i < n; i++) {
        html_format(page, "<tr><th scope=\"row\">%s</th><td class=\"n\">%d</td><td class=\"n\">",
                    region[i].name, (int)region[i].n_opened);
        html_number(page, region[i].mw / 1000.0);
        html_format(page, "</td><td class=\"n\">%d</td>", (int)region[i].n_cancelled);
        add_months(page, region[i].wait, region[i].n_waits);
        add_months(page, region[i].build, region[i].n_builds);
        bo_text_puts(page, "</tr>");
    }
    bo_text_puts(page, "</tbody></table></div>");
}

/* ---- bars ---- */

static int compare_size(const void *a, const void *b)
{
    const struct bo_site *x = a, *y = b;
    if (x->mw < y->mw || x->mw > y->mw)
        return x->mw > y->mw ? -1 : 1;
    return strcmp(x->name, y->name);
}

static int32_t first_day(const struct bo_site *site, const struct frame *frame)
{
    return has(site, BO_SITE_ANNOUNCED) ? site->day[BO_SITE_ANNOUNCED] : frame->from_day;
}

static int compare_begin(const void *a, const void *b)
{
    static const struct frame from_the_start = {.from_day = INT32_MIN};
    const struct bo_site *x = a, *y = b;
    int32_t i = first_day(x, &from_the_start), j = first_day(y, &from_the_start);
    if (i != j)
        return i < j ? -1 : 1;
    return strcmp(x->name, y->name);
}

/* The last day of a step that ended or the last day of the months. */
static int32_t end_of(const struct bo_site *site, const enum bo_site_step *later,
                      const struct frame *f)
{
    for (; *later != BO_SITE_N_STEPS; later++) {
        if (has(site, *later))
            return site->day[*later];
    }
    return f->to_day;
}

static void add_bar(struct bo_text *page, const struct frame *f, const char *phase, int32_t from,
                    int32_t to)
{
    double span = f->to_day - f->from_day;
    char style[96];
    if (to <= from)
        return;
    snprintf(style, sizeof style, "left:%.2f%%;width:%.2f%%", 100.0 * (from - f->from_day) / span,
             100.0 * (to - from) / span);
    html_format(page, "<i class=\"%s\" style=\"%s\"></i>", phase, style);
}

static void add_bars(struct bo_text *page, const struct bo_site *site, const struct frame *f)
{
    static const enum bo_site_step after_announced[] = {
        BO_SITE_GROUND, BO_SITE_OPENED, BO_SITE_COMPLETE, BO_SITE_CANCELLED, BO_SITE_N_STEPS};
    static const enum bo_site_step after_ground[] = {BO_SITE_OPENED, BO_SITE_COMPLETE,
                                                     BO_SITE_CANCELLED, BO_SITE_N_STEPS};
    static const enum bo_site_step after_opened[] = {BO_SITE_COMPLETE, BO_SITE_CANCELLED,
                                                     BO_SITE_N_STEPS};
    bool begun_before = !has(site, BO_SITE_ANNOUNCED) && !has(site, BO_SITE_GROUND);
    if (has(site, BO_SITE_ANNOUNCED))
        add_bar(page, f, "wait", site->day[BO_SITE_ANNOUNCED], end_of(site, after_announced, f));
    else if (has(site, BO_SITE_GROUND))
        add_bar(page, f, "wait", f->from_day, site->day[BO_SITE_GROUND]);
    if (has(site, BO_SITE_GROUND) || begun_before)
        add_bar(page, f, "build", begun_before ? f->from_day : site->day[BO_SITE_GROUND],
                end_of(site, after_ground, f));
    if (has(site, BO_SITE_OPENED))
        add_bar(page, f, "fill", site->day[BO_SITE_OPENED], end_of(site, after_opened, f));
}

static void add_steps(struct bo_text *page, const struct bo_site *site)
{
    static const char *const word[BO_SITE_N_STEPS] = {"announced", "ground", "first hall",
                                                      "complete", "cancelled"};
    const char *comma = "";
    for (int k = 0; k < BO_SITE_N_STEPS; k++) {
        if (site->day[k] == BO_SITE_NEVER)
            continue;
        char month[16];
        bo_month_format(bo_month_of_day(site->day[k]), month);
        html_format(page, "%s%s %s", comma, word[k], month);
        comma = ", ";
    }
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

/* The largest of each year, so that all of the months have some: moves them to the front and returns how many. */
static uint32_t choose(const struct report *report, const struct bo_sites *sites,
                       const struct frame *f)
{
    int32_t first = bo_year_of_day(f->from_day), n_years = bo_year_of_day(f->to_day) - first + 1;
    int32_t *n_of = BO_NEW_ARRAY(report->arena, int32_t, (size_t)n_years);
    int32_t most = (BARS_MAX + n_years - 1) / n_years;
    uint32_t n = 0;
    qsort(sites->site, sites->n, sizeof *sites->site, compare_size);
    for (uint32_t i = 0; i < sites->n; i++) {
        struct bo_site site = sites->site[i];
        int32_t year = bo_year_of_day(first_day(&site, f)) - first;
        year = year < 0 ? 0 : year >= n_years ? n_years - 1 : year;
        if (n_of[year]++ >= most)
            continue;
        sites->site[i] = sites->site[n];
        sites->site[n++] = site;
    }
    return n;
}

static void draw_bars(struct report *report, const struct bo_sites *sites, const struct frame *f)
{
    struct bo_text *page = report->page;
    uint32_t n = choose(report, sites, f);
    qsort(sites->site, n, sizeof *sites->site, compare_begin);
    html_format(
        page,
        "<ul class=\"key\"><li><i class=\"wait\"></i>announced, ground not broken</li>"
        "<li><i class=\"build\"></i>under construction</li><li><i class=\"fill\"></i>first "
        "hall open, others to come</li></ul><table class=\"gantt\"><caption>The largest begun "
        "in each year, %d of %d sites</caption><thead><tr><th scope=\"col\">Site</th><th "
        "scope=\"col\" "
        "class=\"n\">MW</th><th scope=\"col\">Its steps",
        (int)n, (int)sites->n);
    add_years(page, f);
    bo_text_puts(page, "</th></tr></thead><tbody>");
    for (uint32_t i = 0; i < n; i++) {
        const struct bo_site *site = &sites->site[i];
        html_format(page, "<tr><th scope=\"row\">%s</th><td class=\"n\">", site->name);
        html_number(page, site->mw);
        bo_text_puts(page, "</td><td class=\"track\"><span class=\"bars\" title=\"");
        add_steps(page, site);
        bo_text_puts(page, "\">");
        add_bars(page, site, f);
        bo_text_puts(page, "</span><span class=\"sr\">");
        add_steps(page, site);
        bo_text_puts(page, "</span></td></tr>");
    }
    bo_text_puts(page, "</tbody></table>");
}

int report_gantt(struct report *report)
{
    const struct bo_results_run *run =
        report->results ? bo_results_first_run(report->results) : NULL;
    struct bo_sites sites = bo_sites_of(&report->events, report->arena);
    if (!run || sites.n == 0)
        return 0;
    struct frame frame = {bo_month_first_day(run->first_month),
                          bo_month_last_day(run->first_month + (int32_t)run->n_months - 1)};
    report_section(report, "construction", "How the sites were built");
    if (bo_results_n_runs(report->results) > 1)
        html_format(report->page, "<p class=\"muted\">One of the runs: replicate %d of %s.</p>",
                    (int)run->row.replicate, run->row.variant);
    draw_regions(report, &sites);
    draw_bars(report, &sites, &frame);
    report_section_end(report);
    return 0;
}
