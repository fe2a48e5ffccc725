#include <string.h>
#include <unistd.h>

#include "buildout/base/calendar.h"
#include "buildout/cli/books.h"
#include "buildout/cli/commands.h"
#include "buildout/model/ledger.h"
#include "done_run.h"
#include "why_names.h"

#define JOB_BYTES ((size_t)1 << 30)

struct job {
    const struct bo_args *args;
    struct bo_arena *arena;
    struct bo_results *results;
    const struct bo_results_run *run;
    struct bo_posting_list postings; /* of the company */
    int32_t first_year, last_year;
};

static bool is_sector(const char *name)
{
    for (int s = 0; s < BO_N_SECTORS; s++) {
        if (strcmp(name, bo_sector_name((enum bo_sector)s)) == 0)
            return true;
    }
    return false;
}

/* Those who keep books: companies and landlords; the sectors around them only pay and are paid. */
static int unknown_company(struct job *job, const char *name, struct bo_err *err)
{
    struct bo_posting_list all;
    struct bo_word_list known = {.arena = job->arena};
    int rc = bo_results_postings(job->results, job->run->run, NULL, job->arena, &all, err);
    if (rc != 0)
        return rc;
    for (uint32_t i = 0; i < all.n; i++) {
        if (!is_sector(all.posting[i].entity))
            bo_word_add(&known, all.posting[i].entity);
    }
    return bo_words_unknown(&known, "company", name, err);
}

static int find_company(struct job *job, struct bo_err *err)
{
    const char *name = job->args->operand[1];
    int rc =
        bo_results_postings(job->results, job->run->run, name, job->arena, &job->postings, err);
    if (rc != 0)
        return rc;
    return job->postings.n == 0 || is_sector(name) ? unknown_company(job, name, err) : 0;
}

static int find_year(struct job *job, struct bo_err *err)
{
    const struct bo_results_run *run = job->run;
    int32_t last = run->first_month + (int32_t)run->n_months - 1, year = (int32_t)job->args->year;
    job->first_year = bo_year_of_day(bo_month_first_day(run->first_month));
    job->last_year = bo_year_of_day(bo_month_first_day(last));
    if (year == 0 || (year >= job->first_year && year <= job->last_year))
        return 0;
    return bo_err_set(err, BO_EUSAGE, "--year %d is outside the run, which goes from %d to %d",
                      year, job->first_year, job->last_year);
}

static void print(const struct job *job, const struct bo_books *books)
{
    const struct bo_results_run *run = job->run;
    struct bo_terminal terminal = bo_terminal_of(STDOUT_FILENO);
    const char *title = bo_results_experiment(job->results)->scenario_title;
    char first[16], last[16];
    bo_month_format(run->first_month, first);
    bo_month_format(run->first_month + (int32_t)run->n_months - 1, last);
    printf("Books of %s, %s to %s, seed %llu, replicate %u\n%s\n", job->args->operand[1], first,
           last, (unsigned long long)run->row.seed, run->row.replicate,
           bo_text_shown(job->arena, &terminal, title, terminal.width));
    if (job->args->year == 0)
        bo_books_print_years(stdout, books, &terminal, job->arena);
    else
        bo_books_print_year(stdout, books, job->args->year - (uint32_t)job->first_year, &terminal,
                            job->arena);
}

static int answer(const struct job *job, struct bo_err *err)
{
    uint32_t n_years = (uint32_t)(job->last_year - job->first_year) + 1;
    struct bo_books books;
    int rc = bo_books_compute(&job->postings, job->first_year, n_years, job->arena, &books, err);
    if (rc != 0)
        return rc;
    if (!job->args->json) {
        print(job, &books);
        return 0;
    }
    bool one = job->args->year != 0;
    uint32_t from = one ? job->args->year - (uint32_t)job->first_year : 0;
    bo_books_json(stdout, &books, job->args->operand[1], from, one ? from + 1 : n_years);
    return 0;
}

int bo_cmd_books(const struct bo_args *args, struct bo_err *err)
{
    struct job job = {.args = args};
    int rc = bo_arena_create(JOB_BYTES, false, &job.arena, err);
    if (rc == 0)
        rc = bo_done_run_open(args->operand[0], &job.results, &job.run, err);
    if (rc == 0)
        rc = find_company(&job, err);
    if (rc == 0)
        rc = find_year(&job, err);
    if (rc == 0)
        rc = answer(&job, err);
    bo_results_close(job.results);
    bo_arena_free(job.arena);
    return rc;
}
