/* The events that turn a run, in the order in which they happened. */
#include "inner.h"

#include <math.h>
#include <string.h>

#define LAW_BINDS "law binds"
#define LAW_LIFTED "law lifted"

/* What is rare and changes the course: law, technology, the ends of companies, money that runs out. */
static const char *const turning[] = {
    "law binds",        "law lifted", "paradigm jump", "design-around",        "write-down",
    "licence and hire", "purchase",   "liquidated",    "gave up the frontier", "credit line",
    "opening demand",   "overdraft",  "restructured",
};

enum { OF_A_KIND_MAX = 24 };

static int turning_of(const char *kind)
{
    for (size_t i = 0; i < sizeof turning / sizeof *turning; i++) {
        if (strcmp(turning[i], kind) == 0)
            return (int)i;
    }
    return -1;
}

static void add_amount(struct bo_text *page, const struct bo_fact_event *event)
{
    if (!isfinite(event->amount) || event->amount == 0.0)
        return;
    struct html_scale scale = html_scale_of(event->unit, event->amount);
    html_scaled(page, &scale, event->amount);
    html_format(page, " %s", scale.unit);
}

static void add_row(struct bo_text *page, const struct bo_fact_event *event)
{
    bool of_itself = strcmp(event->subject, event->entity) == 0;
    bo_text_puts(page, "<tr><td class=\"n\">");
    html_date(page, event->day);
    html_format(page, "</td><th scope=\"row\">%s</th><td>%s%s%s</td><td class=\"n\">",
                event->entity, event->kind, of_itself ? "" : ": ", of_itself ? "" : event->subject);
    add_amount(page, event);
    html_format(page, "</td><td>%s</td></tr>", event->why);
}

static bool is_law(const struct bo_fact_event *event)
{
    return strcmp(event->kind, LAW_BINDS) == 0 || strcmp(event->kind, LAW_LIFTED) == 0;
}

static void add_names(struct bo_text *page, const struct bo_event_list *events, uint32_t from,
                      const char *kind)
{
    const char *comma = "";
    for (uint32_t i = from; i < events->n && events->event[i].day == events->event[from].day; i++) {
        if (strcmp(events->event[i].kind, kind) != 0)
            continue;
        html_format(page, "%s%s", comma, events->event[i].subject);
        comma = "; ";
    }
}

/* All rules of a day in one row: a package of them often has a dozen. */
static void add_law(struct bo_text *page, const struct bo_event_list *events, uint32_t from)
{
    double stopped = 0.0;
    int n_binds = 0, n_lifted = 0;
    for (uint32_t i = from; i < events->n && events->event[i].day == events->event[from].day; i++) {
        const struct bo_fact_event *event = &events->event[i];
        bool binds = strcmp(event->kind, LAW_BINDS) == 0;
        n_binds += binds;
        n_lifted += strcmp(event->kind, LAW_LIFTED) == 0;
        stopped += binds && isfinite(event->amount) ? event->amount : 0.0;
    }
    bo_text_puts(page, "<tr><td class=\"n\">");
    html_date(page, events->event[from].day);
    bo_text_puts(page, "</td><th scope=\"row\">The law</th><td>");
    if (n_binds > 0)
        html_format(page, "binds (%d rule%s)", n_binds, n_binds == 1 ? "" : "s");
    if (n_lifted > 0)
        html_format(page, "%sis lifted (%d rule%s)", n_binds > 0 ? ", " : "", n_lifted,
                    n_lifted == 1 ? "" : "s");
    bo_text_puts(page, "</td><td class=\"n\">");
    if (stopped > 0.0) {
        struct html_scale scale = html_scale_of("chips", stopped);
        html_scaled(page, &scale, stopped);
        html_format(page, " %s", scale.unit);
    }
    bo_text_puts(page, "</td><td>");
    add_names(page, events, from, LAW_BINDS);
    if (n_lifted > 0) {
        bo_text_puts(page, n_binds > 0 ? "<br>lifted: " : "lifted: ");
        add_names(page, events, from, LAW_LIFTED);
    }
    bo_text_puts(page, "</td></tr>");
}

/* Is there an earlier event of the law on the same day? */
static bool law_is_told(const struct bo_event_list *events, uint32_t i)
{
    for (uint32_t k = i; k > 0 && events->event[k - 1].day == events->event[i].day; k--) {
        if (is_law(&events->event[k - 1]))
            return true;
    }
    return false;
}

static void add_rows(struct report *report, uint32_t *n_left)
{
    uint32_t n_of[sizeof turning / sizeof *turning] = {0};
    for (uint32_t i = 0; i < report->events.n; i++) {
        const struct bo_fact_event *event = &report->events.event[i];
        int kind = turning_of(event->kind);
        if (kind < 0)
            continue;
        if (is_law(event)) {
            if (!law_is_told(&report->events, i))
                add_law(report->page, &report->events, i);
        } else if (n_of[kind]++ < OF_A_KIND_MAX) {
            add_row(report->page, event);
        } else {
            ++*n_left;
        }
    }
}

void report_events(struct report *report)
{
    struct bo_text *page = report->page;
    uint32_t n = 0, n_left = 0;
    for (uint32_t i = 0; i < report->events.n; i++)
        n += turning_of(report->events.event[i].kind) >= 0;
    if (n == 0)
        return;
    report_section(report, "events", "Events that explain it");
    bo_text_puts(page, "<p class=\"muted\">The turning points among the ");
    html_number(page, report->events.n);
    bo_text_puts(page,
                 " events of one run; events.csv holds all of them, and <code>buildout why</code> "
                 "says what is behind a number.</p><div class=\"wide\" tabindex=\"0\" "
                 "role=\"region\" aria-label=\"Events\"><table class=\"events\"><caption>Turning "
                 "points</caption>"
                 "<thead><tr><th scope=\"col\">Date</th><th scope=\"col\">Who</th>"
                 "<th scope=\"col\">What</th><th scope=\"col\" class=\"n\">How much</th>"
                 "<th scope=\"col\">Why</th></tr></thead><tbody>");
    add_rows(report, &n_left);
    bo_text_puts(page, "</tbody></table></div>");
    if (n_left > 0)
        html_format(page, "<p class=\"muted\">%d later ones of the same kinds are left out.</p>",
                    (int)n_left);
    report_section_end(report);
}
