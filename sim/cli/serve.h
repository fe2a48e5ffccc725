/* serve.h - the page's server from the inside: what it is asked, what is under way, and what it has found.
 *
 * A job is a variant of the scenario (a list of --set) that a forked child simulates, as `run --central` and `ensemble`
 * do: first with uncertain inputs at their medians, then replicate by replicate. A task is a command of the program
 * (chips, rules, check) that a forked child carries out, with its answer as text. A look is a call that waits until
 * there is something new to tell of a job.
 *
 * Units:  times in milliseconds of a clock that only goes forward.
 * Owner:  struct bo_serve owns all jobs, tasks and looks.
 */
#ifndef BUILDOUT_SIM_CLI_SERVE_H
#define BUILDOUT_SIM_CLI_SERVE_H

#include <jansson.h>

#include "buildout/cli/args.h"
#include "buildout/web/web.h"
#include "open_scenario.h"
#include "serve_child.h"
#include "serve_runs.h"

enum {
    BO_SERVE_JOBS = 6,  /* kept, the base case among them */
    BO_SERVE_LIVE = 3,  /* of these under way at a time */
    BO_SERVE_TASKS = 4, /* under way at a time */
    BO_SERVE_LOOKS = 16,
    BO_SERVE_SETS = 200,
    BO_SERVE_RUNS = 1000 /* replicates of a job, at most */
};

enum bo_serve_state { BO_JOB_NONE, BO_JOB_RUNNING, BO_JOB_DONE, BO_JOB_FAILED };

struct bo_serve_job {
    enum bo_serve_state state;
    uint32_t id; /* from 1; never used again */
    bool is_base;
    uint32_t n_replicates;
    char *page, *slot; /* who wanted it last, and as what: "variant", "a" */
    json_t *sets;      /* array of texts */
    struct bo_child child;
    struct bo_serve_runs *runs;
    char *message; /* why it failed */
    double start_ms, looked_ms;
};

struct bo_serve;
struct bo_serve_task;
typedef void (*bo_serve_answer_fn)(const struct bo_serve_task *task, json_t *answer);

struct bo_serve_task {
    struct bo_web_call *call; /* NULL: the slot is free */
    struct bo_child child;
    double start_ms;
    const char
        *member; /* of the answer that holds stdout: as JSON if it is an array, else as text */
};

struct bo_serve_look {
    struct bo_web_call *call; /* NULL: the slot is free */
    json_t *asked;
    double until_ms;
};

struct bo_serve {
    const struct bo_args *args;
    const char *file, *extends; /* the scenario, and how a variant names it */
    uint32_t n_jobs;            /* replicates at a time */
    struct bo_scenario_values base;
    struct bo_web *web;
    json_t *about;
    uint32_t last_id;
    struct bo_serve_job job[BO_SERVE_JOBS];
    struct bo_serve_task task[BO_SERVE_TASKS];
    struct bo_serve_look look[BO_SERVE_LOOKS];
};

double bo_serve_now_ms(void);

/* ---- serve_answer.c: what is sent back ---- */
/* Uses up answer. What it may lack a key of, as memory was short, is an error in its place. */
void bo_serve_answer(struct bo_web_call *call, unsigned status, json_t *answer);
void bo_serve_refuse(struct bo_web_call *call, unsigned status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* ---- serve_jobs.c ---- */
/* The job of these sets: one that is there already, or a new one, for which another of the same page and slot that is
 * under way makes room. NULL and *err when there are too many. sets stay the caller's. */
struct bo_serve_wish {
    const json_t *sets;
    const char *page, *slot;
    uint32_t n_replicates;
    bool is_base;
};
struct bo_serve_job *bo_serve_job_start(struct bo_serve *serve, const struct bo_serve_wish *wish,
                                        struct bo_err *err);
struct bo_serve_job *bo_serve_job_find(struct bo_serve *serve, uint32_t id);
/* Takes what has come; true when it is something new. */
bool bo_serve_job_step(struct bo_serve_job *job);
void bo_serve_job_free(struct bo_serve_job *job);
/* Ends those that nobody looks at any more. */
void bo_serve_jobs_tidy(struct bo_serve *serve);

/* ---- serve_run.c: the child that simulates ---- */
struct bo_serve_order {
    const struct bo_serve *serve;
    const json_t *sets;
    uint32_t n_replicates;
};
int bo_serve_simulate(void *order); /* a bo_child_fn */
/* args with the sets of a call on top. Texts belong to sets; the list to the arena. */
struct bo_args bo_serve_args(const struct bo_args *args, const json_t *sets,
                             struct bo_arena *arena);

/* ---- serve_tasks.c ---- */
void bo_serve_task_chips(struct bo_serve *serve, struct bo_web_call *call, const json_t *asked);
void bo_serve_task_rules(struct bo_serve *serve, struct bo_web_call *call, const json_t *asked);
void bo_serve_task_check(struct bo_serve *serve, struct bo_web_call *call, const json_t *asked);
void bo_serve_task_save(struct bo_serve *serve, struct bo_web_call *call, const json_t *asked);
void bo_serve_tasks_step(struct bo_serve *serve);
void bo_serve_task_free(struct bo_serve_task *task);

/* ---- serve_view.c: results as JSON ---- */
/* What is asked of runs, beside those of another variant (NULL: none). */
json_t *bo_serve_view_charts(const struct bo_serve_runs *mine, const struct bo_serve_runs *other,
                             const json_t *asked);
json_t *bo_serve_view_outcomes(const struct bo_serve_runs *mine, const struct bo_serve_runs *other);
json_t *bo_serve_view_menu(const struct bo_serve_runs *runs);

/* ---- serve_about.c ---- */
/* The scenario, its companies and strategies, and what is worth a slider. */
json_t *bo_serve_about(const struct bo_serve *serve);
/* Keys whose path or meaning has all words of a query. */
json_t *bo_serve_keys(const struct bo_serve *serve, const char *query);

/* ---- serve_calls.c ---- */
void bo_serve_call(void *serve, struct bo_web_call *call); /* a bo_web_call_fn */
/* Answers looks for which there is something new, or whose time is over. */
void bo_serve_looks_step(struct bo_serve *serve);

#endif
