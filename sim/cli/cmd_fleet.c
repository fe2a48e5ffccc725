/* The verb fleet: who owns, hosts and uses which chips, and where. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/cli/commands.h"
#include "done_run.h"
#include "fleet_print.h"
#include "json_rows.h"
#include "why_names.h"

#define JOB_BYTES ((size_t)1 << 30)

struct job {
    const struct bo_args *args;
    struct bo_arena *arena;
    struct bo_results *results;
    const struct bo_results_run *run;
    struct bo_holding_list all;
    uint32_t month; /* of the run, that is told */
    struct bo_fleet_rows rows;
};

/* ---- what is asked for ---- */

static int32_t year_of(const struct job *job, uint32_t month)
{
    return bo_year_of_day(bo_month_first_day(job->run->first_month + (int32_t)month));
}

/* The last month of the year that is kept; without a year, the last of all. */
static int find_month(struct job *job, struct bo_err *err)
{
    int32_t year = (int32_t)job->args->year;
    bool found = false;
    for (uint32_t i = 0; i < job->all.n; i++) {
        uint32_t month = job->all.holding[i].month;
        if (year == 0 || year_of(job, month) == year) {
            job->month = month;
            found = true;
        }
    }
    if (found || job->all.n == 0)
        return 0;
    return bo_err_set(err, BO_EUSAGE, "--year %d is outside the fleets, which go from %d to %d",
                      (int)year, (int)year_of(job, job->all.holding[0].month),
                      (int)year_of(job, job->all.holding[job->all.n - 1].month));
}

static bool is_of(const struct bo_fact_holding *h, const char *name)
{
    return strcmp(h->owner, name) == 0 || strcmp(h->host, name) == 0 || strcmp(h->user, name) == 0;
}

/* What no holding of any month has is unknown; what only this month lacks has none. */
static int check_names(const struct job *job, struct bo_err *err)
{
    const char *company = job->args->company, *place = job->args->place;
    struct bo_word_list companies = {.arena = job->arena}, places = {.arena = job->arena};
    bool has_company = company == NULL, has_place = place == NULL;
    for (uint32_t i = 0; i < job->all.n; i++) {
        const struct bo_fact_holding *h = &job->all.holding[i];
        has_company = has_company || is_of(h, company);
        has_place = has_place || strcmp(h->place, place) == 0;
        bo_word_add(&companies, h->owner);
        bo_word_add(&companies, h->host);
        bo_word_add(&places, h->place);
    }
    if (!has_company)
        return bo_words_unknown(&companies, "company with chips", company, err);
    return has_place ? 0 : bo_words_unknown(&places, "region with chips", place, err);
}

static void choose(struct job *job)
{
    const struct bo_args *args = job->args;
    job->rows.row = BO_NEW_ARRAY(job->arena, const struct bo_fact_holding *, job->all.n + 1);
    for (uint32_t i = 0; i < job->all.n; i++) {
        const struct bo_fact_holding *h = &job->all.holding[i];
        if (h->month == job->month && (!args->company || is_of(h, args->company)) &&
            (!args->place || strcmp(h->place, args->place) == 0))
            job->rows.row[job->rows.n++] = h;
    }
}

static const char *month_name(const struct job *job)
{
    char text[16];
    bo_month_format(job->run->first_month + (int32_t)job->month, text);
    return bo_arena_strdup(job->arena, text);
}

static void print(const struct job *job)
{
    if (job->rows.n == 0) {
        printf("No chips.\n");
        return;
    }
    printf("Chips in hand at the end of %s, seed %llu, replicate %u. A market's users rent them by "
           "the hour.\n\n",
           month_name(job), (unsigned long long)job->run->row.seed, job->run->row.replicate);
    bo_fleet_print(stdout, &job->rows, job->arena);
}

static void print_json(const struct job *job)
{
    struct bo_json_rows rows = {.out = stdout};
    const char *month = job->rows.n > 0 ? month_name(job) : "";
    for (uint32_t i = 0; i < job->rows.n; i++) {
        const struct bo_fact_holding *h = job->rows.row[i];
        bo_json_row_begin(&rows);
        bo_json_text(&rows, "month", month);
        bo_json_text(&rows, "owner", h->owner);
        bo_json_text(&rows, "host", h->host);
        bo_json_text(&rows, "place", h->place);
        bo_json_text(&rows, "user", h->user);
        bo_json_text(&rows, "chip", h->chip);
        bo_json_number(&rows, "count", h->count);
        bo_json_row_end(&rows);
    }
    bo_json_rows_end(&rows);
}

static int perform(struct job *job, struct bo_err *err)
{
    int rc = bo_arena_create(JOB_BYTES, false, &job->arena, err);
    if (rc == 0)
        rc = bo_done_run_open(job->args->operand[0], &job->results, &job->run, err);
    if (rc == 0)
        rc = bo_results_holdings(job->results, job->run, job->arena, &job->all, err);
    if (rc == 0)
        rc = find_month(job, err);
    if (rc == 0)
        rc = check_names(job, err);
    if (rc != 0)
        return rc;
    choose(job);
    if (job->args->json)
        print_json(job);
    else
        print(job);
    return 0;
}

int bo_cmd_fleet(const struct bo_args *args, struct bo_err *err)
{
    struct job job = {.args = args};
    int rc = perform(&job, err);
    bo_results_close(job.results);
    bo_arena_free(job.arena);
    return rc;
}
