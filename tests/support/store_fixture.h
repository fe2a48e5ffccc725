/* store_fixture.h - a small experiment with facts worked out by hand, in a folder of its own. */
#ifndef BUILDOUT_TESTS_STORE_FIXTURE_H
#define BUILDOUT_TESTS_STORE_FIXTURE_H

#include "near.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <signal.h>
#include <unistd.h>

#include "buildout/base/calendar.h"
#include "buildout/base/facts.h"
#include "buildout/base/num.h"
#include "buildout/store/read.h"
#include "buildout/store/store.h"

enum { CASH, OPERATING, RUNWAY, BACKLOG, N_VARIABLES };

static const struct bo_fact_variable fixture_variable[N_VARIABLES] = {
    [CASH] = {"Cash", "million USD", "money at hand"},
    [OPERATING] = {"Data Centers|Operating", "sites", "sites whose first hall is energised"},
    [RUNWAY] = {"Runway", "months", "months until the cash is spent"},
    [BACKLOG] = {"Backlog", "million USD", "signed and not yet delivered"},
};

#define QUOTED_NAME "Say \"no\", Ltd"

/* An unsigned 64-bit seed that no signed integer holds. */
#define BIG_SEED UINT64_C(18446744073709551615)

static inline struct bo_experiment fixture_experiment(const char *scenario)
{
    return (struct bo_experiment){
        .scenario_name = scenario,
        .scenario_title = "A \"quoted\" title\nof two lines",
        .scenario_text = "scenario: { };\n",
        .scenario_sha256 = "aa11",
        .data_sha256 = "bb22",
        .verb = "run",
        .plan = "{\"replicate\":0}",
        .seed = BIG_SEED,
        .version = "0.1.0",
        .probe_hash = "cc33",
    };
}

static inline struct bo_run_row fixture_row(const char *variant, uint32_t replicate)
{
    return (struct bo_run_row){.variant = variant,
                               .replicate = replicate,
                               .seed = BIG_SEED,
                               .status = BO_RUN_DONE,
                               .message = ""};
}

static inline void fixture_three(double *value, double a, double b, double c)
{
    value[0] = a;
    value[1] = b;
    value[2] = c;
}

/* November 2023 to January 2024; x tells runs apart. */
static inline struct bo_facts *fixture_facts(struct bo_arena *arena, double x)
{
    int32_t first_month = bo_month_of_day(bo_day_of(2023, 11, 1));
    struct bo_facts *f = bo_facts_create(arena, first_month, 3, fixture_variable, N_VARIABLES);
    fixture_three(bo_facts_series(f, OPERATING, "World", ""), 1.0, 2.0, x);
    fixture_three(bo_facts_series(f, OPERATING, "World", "Ireland"), 0.0, -0.0, 0.0);
    fixture_three(bo_facts_series(f, CASH, "Alibaba", ""), 0.1, BO_NAN, -250.0);
    fixture_three(bo_facts_series(f, CASH, QUOTED_NAME, ""), 0.0, BO_NAN, 0.0);
    bo_facts_series(f, RUNWAY, "Alibaba", "");
    bo_facts_event(f, &(struct bo_fact_event){.day = bo_day_of(2023, 12, 5),
                                              .order = 2,
                                              .entity = "Alibaba",
                                              .place = "Malaysia",
                                              .kind = "opened",
                                              .subject = "Johor 1",
                                              .amount = 30.5,
                                              .unit = "MW",
                                              .why = "first hall energised, on time"});
    bo_facts_event(f, &(struct bo_fact_event){.day = bo_day_of(2023, 11, 17),
                                              .order = 1,
                                              .entity = "World",
                                              .kind = "rule",
                                              .subject = "us_2023_10_a",
                                              .amount = BO_NAN,
                                              .why = "line\nbreak"});
    bo_facts_outcome(f, "Alibaba", "npv", "million USD", x / 4.0);
    bo_facts_outcome(f, "Alibaba", "cash_min_date", "date", (double)bo_day_of(2024, 1, 31));
    bo_facts_outcome(f, "Alibaba", "exit_date", "date", BO_NAN);
    bo_facts_takeover(f, "Inflection", "Microsoft");
    bo_facts_takeover(f, "Adept", x > 4.0 ? "Amazon" : "Microsoft");
    static const bo_money debit[] = {5, 0}, credit[] = {123456789012345, 0}; /* in 2023 */
    bo_facts_posting(f, &(struct bo_fact_posting){"Alibaba", "cash", "capex", debit, credit});
    bo_facts_holding(f, &(struct bo_fact_holding){1, "Alibaba", "Landlord Malaysia", "Malaysia",
                                                  "China market", "H800 SXM", 250.0});
    bo_facts_holding(f, &(struct bo_fact_holding){1, "Alibaba", "Alibaba", "Malaysia", "Alibaba",
                                                  "H800 SXM", 750.0});
    bo_facts_project(f, &(struct bo_fact_project){
                            .name = "Johor 1 (Alibaba)",
                            .owner = "Alibaba",
                            .user = "Alibaba",
                            .place = "Malaysia",
                            .kind = "new site",
                            .way = "",
                            .state = "works",
                            .why = "the queue for the grid",
                            .mw = 30.5,
                            .n_halls = 2,
                            .announced = bo_day_of(2023, 11, 3),
                            .complete = BO_NO_DAY,
                            .cancelled = BO_NO_DAY,
                            .planned = {19700, 19800, 19801, 19802, 19803, 19900},
                            .actual = {19705, BO_NO_DAY, 19790, BO_NO_DAY, BO_NO_DAY, BO_NO_DAY},
                            .expected = 19930,
                            .slipped = true,
                            .slip = 30,
                            .part = {[BO_SLIP_QUEUE] = 40, [BO_SLIP_BUFFER] = -10},
                            .cost_musd = 300.25,
                            .spent_musd = 12.5});
    bo_facts_input(f, "technology.diffusion_per_year", 1.5);
    bo_facts_sort(f);
    return f;
}

/* A new folder's name in fixture_dir; its parent exists and is removed with fixture_remove. */
struct fixture {
    char parent[64];
    char dir[80];
    struct bo_arena *arena;
    struct bo_err err;
};

static inline int fixture_setup(void **state)
{
    struct fixture *t = calloc(1, sizeof *t);
    snprintf(t->parent, sizeof t->parent, "/tmp/buildout-store-XXXXXX");
    if (!mkdtemp(t->parent) || chmod(t->parent, 0755) != 0)
        return -1;
    snprintf(t->dir, sizeof t->dir, "%s/results", t->parent);
    *state = t;
    return bo_arena_create((size_t)1 << 26, false, &t->arena, &t->err);
}

static inline int fixture_teardown(void **state)
{
    struct fixture *t = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", t->parent);
    int rc = system(command);
    bo_arena_free(t->arena);
    free(t);
    return rc;
}

#define must(call)                                  \
    do {                                            \
        if ((call) != 0)                            \
            fail_msg("%s: %s", #call, t->err.text); \
    } while (0)

static inline struct bo_store *fixture_create(struct fixture *t, const char *dir)
{
    struct bo_experiment experiment = fixture_experiment("baseline");
    struct bo_store *store = NULL;
    must(bo_store_create(dir, &experiment, false, &store, &t->err));
    return store;
}

static inline void fixture_put(struct fixture *t, struct bo_store *store, const char *variant,
                               uint32_t replicate, double x)
{
    struct bo_run_row row = fixture_row(variant, replicate);
    must(bo_store_put_run(store, &row, fixture_facts(t->arena, x), &t->err));
}

static inline void fixture_finish(struct fixture *t, struct bo_store *store)
{
    must(bo_store_finish(store, &t->err));
    bo_store_close(store);
}

/* A finished store with the one run base/0. */
static inline void fixture_store(struct fixture *t, const char *dir, double x)
{
    struct bo_store *store = fixture_create(t, dir);
    fixture_put(t, store, "base", 0, x);
    fixture_finish(t, store);
}

static inline char *fixture_path(struct fixture *t, const char *dir, const char *name)
{
    return bo_arena_printf(t->arena, "%s/%s", dir, name);
}

static inline char *fixture_read(struct fixture *t, const char *dir, const char *name, size_t *n)
{
    const char *path = fixture_path(t, dir, name);
    FILE *f = fopen(path, "rb");
    if (!f)
        fail_msg("%s is missing", path);
    char *text = bo_arena_alloc(t->arena, 1 << 20, 1);
    size_t got = fread(text, 1, (1 << 20) - 1, f);
    fclose(f);
    if (n)
        *n = got;
    return text;
}

static inline void fixture_write(struct fixture *t, const char *dir, const char *name,
                                 const char *text)
{
    const char *path = fixture_path(t, dir, name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static inline void assert_same_file(struct fixture *t, const char *dir_a, const char *dir_b,
                                    const char *name)
{
    size_t n_a, n_b;
    const char *a = fixture_read(t, dir_a, name, &n_a);
    const char *b = fixture_read(t, dir_b, name, &n_b);
    assert_int_equal(n_a, n_b);
    assert_memory_equal(a, b, n_a);
}

static inline int fixture_n_files(const char *dir)
{
    DIR *d = opendir(dir);
    int n = 0;
    assert_non_null(d);
    for (struct dirent *e = readdir(d); e; e = readdir(d))
        n += e->d_name[0] == '.' ? 0 : 1;
    closedir(d);
    return n;
}

static inline void assert_told(const struct fixture *t, const char *what)
{
    if (!strstr(t->err.text, what))
        fail_msg("\"%s\" does not say \"%s\"", t->err.text, what);
}

/* Runs body in a child and returns how it ended (see waitpid). */
static inline int fixture_in_child(struct fixture *t, int (*body)(struct fixture *t))
{
    int status = 0;
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        _exit(body(t));
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}

/* Files may not grow beyond n_bytes from here on: a disk that is full. */
static inline void fixture_fill_disk(rlim_t n_bytes)
{
    struct rlimit limit = {n_bytes, n_bytes};
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
}

#endif
