/* trace.json: bars in the trace event format of Chrome. A company is a process; its sites, shipments, training runs and
 * licences lie in numbered lanes (threads), so that no two bars of a lane overlap unless one holds the other. A
 * microsecond of the trace is one of simulated time from the first day of the run.
 *
 * What a company orders of a chip in a month is a bar until the last of it is delivered: deliveries are told by the
 * month, and go to its oldest order for that chip. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "export.h"

enum track { TRACK_SITES, TRACK_SHIPMENTS, TRACK_TRAINING, TRACK_LICENCES, N_TRACKS };
static const char *const track_name[N_TRACKS] = {"sites", "shipments", "training", "licences"};

enum { THREADS_A_TRACK = 100000 };
#define US_A_DAY 86400000000LL
#define OPEN INT32_MAX /* a bar that has not ended */

struct bar {
    const char *entity;
    enum track track;
    uint32_t lane;
    int32_t from, to;
    const char *name, *end; /* how it ended */
    double amount;
    const char *unit, *why;
    const struct bo_fact_project *site; /* its phases; NULL */
};

struct trace {
    struct bo_results *results;
    const struct bo_results_run *run;
    struct bo_arena *arena;
    struct bo_event_list events;
    uint32_t n, room;
    struct bar *bar;
    struct bo_text *text;
    int32_t first_day, last_day;
    struct bo_err *err;
};

static void add_bar(struct trace *t, const struct bar *bar)
{
    BO_ARENA_ROOM(t->arena, t->bar, t->n, t->room);
    t->bar[t->n++] = *bar;
}

/* ---- sites ---- */

static int add_sites(struct trace *t)
{
    struct bo_project_list list = {.n = 0};
    int rc = bo_results_projects(t->results, t->run->run, t->arena, &list, t->err);
    for (uint32_t i = 0; rc == 0 && i < list.n; i++) {
        const struct bo_fact_project *p = &list.project[i];
        struct bar bar = {p->owner, TRACK_SITES, 0,    p->announced, OPEN, p->name,
                          "",       p->mw,       "MW", p->why,       p};
        if (p->complete != BO_NO_DAY) {
            bar.to = p->complete;
            bar.end = p->state; /* complete; an option that was used */
        } else if (p->cancelled != BO_NO_DAY) {
            bar.to = p->cancelled;
            bar.end = "cancelled";
        }
        /* What was begun before the run is seen from its first day on. */
        bar.from = bar.from < t->first_day ? t->first_day : bar.from;
        if (bar.to >= bar.from)
            add_bar(t, &bar);
    }
    return rc;
}

/* ---- what an event begins and a later one of the same kind of thing ends ---- */

/* The oldest bar of the track that is open, of the same entity and name. */
static struct bar *find_open(struct trace *t, uint32_t from, const struct bo_fact_event *event)
{
    for (uint32_t i = from; i < t->n; i++) {
        struct bar *bar = &t->bar[i];
        if (bar->to == OPEN && strcmp(bar->name, event->subject) == 0 &&
            strcmp(bar->entity, event->entity) == 0)
            return bar;
    }
    return NULL;
}

struct pairing {
    enum track track;
    const char *begin;
    const char *end[3];
};

static bool ends(const struct pairing *p, const char *kind)
{
    for (int i = 0; i < 3 && p->end[i]; i++) {
        if (strcmp(p->end[i], kind) == 0)
            return true;
    }
    return false;
}

static void add_pairs(struct trace *t, const struct pairing *p)
{
    uint32_t first = t->n;
    for (uint32_t i = 0; i < t->events.n; i++) {
        const struct bo_fact_event *event = &t->events.event[i];
        struct bar *open = NULL;
        if (strcmp(event->kind, p->begin) == 0)
            add_bar(t, &(struct bar){event->entity, p->track, 0, event->day, OPEN, event->subject,
                                     "", event->amount, event->unit, event->why, NULL});
        else if (ends(p, event->kind))
            open = find_open(t, first, event);
        if (open) {
            open->to = event->day;
            open->end = event->kind;
        }
    }
}

/* ---- shipments ---- */

/* Of one buyer and chip, by the month. */
struct shipping {
    const char *entity, *chip;
    double *ordered, *delivered, *grey, *backlog;
    uint32_t n_orders;
    uint32_t *order; /* its bars, oldest first */
    double *left;    /* of each, neither delivered nor cancelled */
};

static int read_series(struct trace *t, const char *what, struct shipping *s, double *value)
{
    struct bo_series_name name = {bo_arena_printf(t->arena, "Chips|%s|%s", what, s->chip),
                                  s->entity, ""};
    enum bo_series_state state;
    int rc = bo_results_series(t->results, t->run, &name, value, &state, t->err);
    for (uint32_t m = 0; m < t->run->n_months; m++)
        value[m] = isfinite(value[m]) ? value[m] : 0.0;
    return rc;
}

static void place_order(struct trace *t, struct shipping *s, int32_t day, double chips)
{
    struct bar bar = {s->entity, TRACK_SHIPMENTS, 0,       day, OPEN, s->chip,
                      "",        chips,           "chips", "",  NULL};
    s->order[s->n_orders] = t->n;
    add_bar(t, &bar);
    s->left[s->n_orders++] = chips;
}

/* Takes chips from the orders that are open: delivered to the oldest first, or cancelled, the newest first. */
static void fulfil(struct trace *t, struct shipping *s, double chips, int32_t day, bool oldest)
{
    static const double nothing = 0.5; /* chips are whole */
    for (uint32_t i = 0; i < s->n_orders && chips > nothing; i++) {
        uint32_t k = oldest ? i : s->n_orders - 1 - i;
        double part = bo_min(chips, s->left[k]);
        if (!(part > 0.0))
            continue;
        struct bar *bar = &t->bar[s->order[k]];
        bool nothing_came = part >= bar->amount - nothing;
        s->left[k] -= part;
        chips -= part;
        /* Of an order cancelled in part, the bar is of the chips that came. */
        if (!oldest && !nothing_came)
            bar->amount -= part;
        if (s->left[k] > nothing)
            continue;
        bar->to = day;
        bar->end = !oldest && nothing_came ? "cancelled" : "delivered";
    }
}

/* What left the backlog and was not delivered was cancelled. What came past the law was never in it. */
static void follow_orders(struct trace *t, struct shipping *s)
{
    double before = s->backlog[0] - s->ordered[0] + s->delivered[0] - s->grey[0];
    if (before >= 1.0)
        place_order(t, s, t->first_day, before);
    before = bo_max(before, 0.0);
    for (uint32_t m = 0; m < t->run->n_months; m++) {
        int32_t day = bo_month_last_day(t->run->first_month + (int32_t)m);
        double shipped = s->delivered[m] - s->grey[m];
        double cancelled = before + s->ordered[m] - shipped - s->backlog[m];
        if (s->ordered[m] >= 1.0)
            place_order(t, s, day, s->ordered[m]);
        fulfil(t, s, shipped, day, true);
        fulfil(t, s, cancelled, day, false);
        before = s->backlog[m];
    }
}

static int ship(struct trace *t, const char *entity, const char *chip)
{
    uint32_t n = t->run->n_months;
    struct shipping s = {.entity = entity,
                         .chip = chip,
                         .ordered = BO_NEW_ARRAY(t->arena, double, n),
                         .delivered = BO_NEW_ARRAY(t->arena, double, n),
                         .grey = BO_NEW_ARRAY(t->arena, double, n),
                         .backlog = BO_NEW_ARRAY(t->arena, double, n),
                         .order = BO_NEW_ARRAY(t->arena, uint32_t, n + 1),
                         .left = BO_NEW_ARRAY(t->arena, double, n + 1)};
    int rc = read_series(t, "Orders", &s, s.ordered);
    if (rc == 0)
        rc = read_series(t, "Deliveries", &s, s.delivered);
    if (rc == 0)
        rc = read_series(t, "Grey", &s, s.grey);
    if (rc == 0)
        rc = read_series(t, "Backlog", &s, s.backlog);
    if (rc == 0)
        follow_orders(t, &s);
    return rc;
}

/* Who has chips may have ordered them: not vendors, nor markets. */
static int add_shipments(struct trace *t)
{
    static const char prefix[] = "Chips|Orders|";
    sqlite3_stmt *s = NULL;
    bool row = true;
    int rc = bo_results_ask(
        t->results,
        "SELECT entity, variable FROM series WHERE run = ?1 AND place = '' AND entity <> 'World' "
        "AND variable LIKE 'Chips|Orders|%' AND entity IN (SELECT entity FROM series WHERE run = "
        "?1 "
        "AND variable = 'Fleet|H100e' AND place = '') ORDER BY entity, variable",
        BO_DB_VALUES(BO_INT(t->run->run)), &s, t->err);
    while (rc == 0) {
        rc = bo_db_step(&t->results->db, s, &row, t->err);
        if (rc != 0 || !row)
            break;
        rc = ship(t, bo_arena_strdup(t->arena, bo_db_text(s, 0)),
                  bo_arena_strdup(t->arena, bo_db_text(s, 1) + sizeof prefix - 1));
    }
    sqlite3_finalize(s);
    return rc;
}

/* ---- lanes ---- */

static int compare_bar(const void *a, const void *b)
{
    const struct bar *x = a, *y = b;
    int order = strcmp(x->entity, y->entity);
    if (order == 0)
        order = (x->track > y->track) - (x->track < y->track);
    if (order == 0)
        order = (x->from > y->from) - (x->from < y->from);
    if (order == 0)
        order = (x->to > y->to) - (x->to < y->to);
    return order ? order : strcmp(x->name, y->name);
}

/* Each bar goes to the first lane that is free when it begins. */
static void assign_lanes(struct trace *t)
{
    int32_t *end = BO_NEW_ARRAY(t->arena, int32_t, t->n);
    uint32_t n_lanes = 0;
    if (t->n > 1)
        qsort(t->bar, t->n, sizeof *t->bar, compare_bar);
    for (uint32_t i = 0; i < t->n; i++) {
        struct bar *bar = &t->bar[i];
        uint32_t lane = 0;
        if (i == 0 || bar->track != t->bar[i - 1].track ||
            strcmp(bar->entity, t->bar[i - 1].entity) != 0)
            n_lanes = 0;
        while (lane < n_lanes && end[lane] > bar->from)
            lane++;
        n_lanes += lane == n_lanes;
        bar->lane = lane;
        end[lane] = bar->to > bar->from ? bar->to : bar->from + 1;
    }
}

/* ---- writing ---- */

static void add_member(struct bo_text *text, const char *key, const char *value)
{
    bo_text_json(text, key);
    bo_text_char(text, ':');
    bo_text_json(text, value);
}

static void add_place(struct bo_text *text, uint32_t process, uint32_t thread)
{
    bo_text_puts(text, ",\"pid\":");
    bo_text_uint(text, process);
    bo_text_puts(text, ",\"tid\":");
    bo_text_uint(text, thread);
}

static void add_name(struct trace *t, const char *what, const char *name, uint32_t process,
                     uint32_t thread)
{
    bo_text_puts(t->text, "{\"ph\":\"M\",");
    add_member(t->text, "name", what);
    add_place(t->text, process, thread);
    bo_text_puts(t->text, ",\"args\":{");
    add_member(t->text, "name", name);
    bo_text_puts(t->text, "}},\n");
}

static void add_span(struct trace *t, const char *name, int32_t from, int32_t to)
{
    to = to > t->last_day ? t->last_day + 1 : to;
    bo_text_puts(t->text, "{\"ph\":\"X\",");
    add_member(t->text, "name", name);
    bo_text_puts(t->text, ",\"ts\":");
    bo_text_int(t->text, (from - t->first_day) * US_A_DAY);
    bo_text_puts(t->text, ",\"dur\":");
    bo_text_int(t->text, (to > from ? to - from : 1) * US_A_DAY);
}

static void write_bar(struct trace *t, const struct bar *bar, uint32_t process, uint32_t thread)
{
    char date[16];
    add_span(t, bar->name, bar->from, bar->to);
    add_place(t->text, process, thread);
    bo_text_char(t->text, ',');
    add_member(t->text, "cat", track_name[bar->track]);
    bo_text_puts(t->text, ",\"args\":{");
    bo_day_format(bar->from, date);
    add_member(t->text, "from", date);
    if (bar->to != OPEN) {
        bo_day_format(bar->to, date);
        bo_text_char(t->text, ',');
        add_member(t->text, "to", date);
    }
    bo_text_char(t->text, ',');
    add_member(t->text, "end", bar->end[0] ? bar->end : "open");
    if (isfinite(bar->amount)) {
        bo_text_puts(t->text, ",\"amount\":");
        bo_text_double(t->text, bar->amount);
        bo_text_char(t->text, ',');
        add_member(t->text, "unit", bar->unit);
    }
    if (bar->why[0]) {
        bo_text_char(t->text, ',');
        add_member(t->text, "why", bar->why);
    }
    bo_text_puts(t->text, "}},\n");
}

/* Within the bar of a site, its steps one after the other. */
static void write_phases(struct trace *t, const struct bar *bar, uint32_t process, uint32_t thread)
{
    const struct bo_fact_project *p = bar->site;
    const struct {
        const char *name;
        int32_t from;
    } step[] = {{"permit", p->announced},
                {"works", p->actual[BO_PHASE_GROUND]},
                {"fit-out", p->actual[BO_PHASE_FITOUT]},
                {"halls", p->actual[BO_PHASE_OPEN]}};
    enum { N_STEPS = sizeof step / sizeof *step };
    for (int k = 0; k < N_STEPS; k++) {
        int32_t from = step[k].from, to = bar->to;
        for (int later = N_STEPS - 1; later > k; later--)
            to = step[later].from != BO_NO_DAY ? step[later].from : to;
        from = from != BO_NO_DAY && from < bar->from ? bar->from : from;
        if (from == BO_NO_DAY || to <= from || from > t->last_day)
            continue;
        add_span(t, step[k].name, from, to);
        add_place(t->text, process, thread);
        bo_text_puts(t->text, ",\"cat\":\"phase\"},\n");
    }
}

/* In the order of bars the lanes of a track are opened one after the other. */
static int write_bars(struct trace *t, struct bo_outfile *file)
{
    uint32_t process = 0, n_lanes = 0;
    int rc = 0;
    for (uint32_t i = 0; rc == 0 && i < t->n; i++) {
        const struct bar *bar = &t->bar[i];
        bool new_entity = i == 0 || strcmp(bar->entity, t->bar[i - 1].entity) != 0;
        uint32_t thread = (uint32_t)bar->track * THREADS_A_TRACK + bar->lane + 1;
        if (new_entity)
            add_name(t, "process_name", bar->entity, ++process, 0);
        if (new_entity || bar->track != t->bar[i - 1].track)
            n_lanes = 0;
        if (bar->lane == n_lanes)
            add_name(t, "thread_name",
                     bo_arena_printf(t->arena, "%s %u", track_name[bar->track], ++n_lanes), process,
                     thread);
        write_bar(t, bar, process, thread);
        if (bar->site)
            write_phases(t, bar, process, thread);
        rc = bo_outfile_drain(file, t->err);
    }
    return rc;
}

static void write_end(struct trace *t)
{
    const struct bo_experiment *e = &t->results->experiment;
    char date[16];
    bo_day_format(t->first_day, date);
    bo_text_puts(t->text, "{\"ph\":\"M\",\"name\":\"trace_ends\",\"pid\":0,\"tid\":0}\n],\n"
                          "\"displayTimeUnit\":\"ms\",\n\"otherData\":{");
    add_member(t->text, "scenario", e->scenario_name);
    bo_text_char(t->text, ',');
    add_member(t->text, "variant", t->run->row.variant);
    bo_text_puts(t->text, ",\"replicate\":");
    bo_text_uint(t->text, t->run->row.replicate);
    bo_text_char(t->text, ',');
    add_member(t->text, "first_day", date);
    bo_text_puts(t->text, "}}\n");
}

int bo_format_trace(struct bo_results *results, struct bo_outfile *file, struct bo_err *err)
{
    static const struct pairing training = {
        TRACK_TRAINING, "training begun", {"model published", "training failed", NULL}};
    static const struct pairing licences = {
        TRACK_LICENCES, "licence applied for", {"licence granted", "licence denied", NULL}};
    const struct bo_results_run *run = bo_results_first_run(results);
    if (!run || run->row.status != BO_RUN_DONE || run->n_months == 0)
        return bo_err_set(err, BO_ESTORE, "%s: holds no run that was done",
                          bo_results_path(results));
    struct trace t = {.results = results,
                      .run = run,
                      .arena = results->arena,
                      .text = &file->text,
                      .first_day = bo_month_first_day(run->first_month),
                      .last_day = bo_month_last_day(run->first_month + (int32_t)run->n_months - 1),
                      .err = err};
    int rc = bo_results_events(results, run->run, NULL, t.arena, &t.events, err);
    if (rc != 0)
        return rc;
    rc = add_sites(&t);
    if (rc == 0)
        rc = add_shipments(&t);
    if (rc != 0)
        return rc;
    add_pairs(&t, &training);
    add_pairs(&t, &licences);
    assign_lanes(&t);
    bo_text_puts(t.text, "{\"traceEvents\":[\n");
    rc = write_bars(&t, file);
    write_end(&t);
    return rc;
}
