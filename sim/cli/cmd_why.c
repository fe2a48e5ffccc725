#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "buildout/base/calendar.h"
#include "buildout/cli/commands.h"
#include "buildout/cli/terminal.h"
#include "buildout/cli/why.h"
#include "done_run.h"
#include "study_tables.h"
#include "why_names.h"

#define WORLD "World"
#define JOB_BYTES ((size_t)1 << 30)

struct job {
    const struct bo_args *args;
    struct bo_arena *arena;
    struct bo_results *results;
    const struct bo_results_run *run;
    struct bo_key_list keys; /* of the variable */
    struct bo_why_question question;
};

static int find_variable(struct job *job, struct bo_err *err)
{
    const char *name = job->args->operand[1];
    struct bo_word_list known = {.arena = job->arena};
    job->question.variable = bo_results_find_variable(job->results, name);
    if (job->question.variable)
        return bo_results_keys(job->results, job->run->run, name, job->arena, &job->keys, err);
    for (uint32_t i = 0; i < bo_results_n_variables(job->results); i++)
        bo_word_add(&known, bo_results_variable(job->results, i)->name);
    return bo_words_unknown(&known, "variable", name, err);
}

/* ---- whose ---- */

static struct bo_word_list entities_of(const struct job *job)
{
    struct bo_word_list list = {.arena = job->arena};
    for (uint32_t i = 0; i < job->keys.n; i++)
        bo_word_add(&list, job->keys.key[i].entity);
    return list;
}

static bool has(const struct bo_word_list *list, const char *word)
{
    for (uint32_t i = 0; i < list->n; i++) {
        if (strcmp(list->word[i], word) == 0)
            return true;
    }
    return false;
}

/* Has it the name of some other series, or is it unknown? Who is there has none of an amount that is not told of it. */
static int other_entity(const struct job *job, const struct bo_word_list *own, const char *name,
                        struct bo_err *err)
{
    struct bo_word_list all = *own;
    const char *variable = job->question.variable->name;
    bool is_nil = false;
    for (uint32_t i = 0; i < bo_results_n_variables(job->results); i++) {
        struct bo_key_list keys = {.n = 0};
        const char *its = bo_results_variable(job->results, i)->name;
        int rc = bo_results_keys(job->results, job->run->run, its, job->arena, &keys, err);
        if (rc != 0)
            return rc;
        bool tells = strcmp(its, bo_study_untold.told_while_there) == 0;
        for (uint32_t k = 0; k < keys.n; k++) {
            bo_word_add(&all, keys.key[k].entity);
            is_nil |= tells && strcmp(keys.key[k].entity, name) == 0;
        }
    }
    if (!has(&all, name))
        return bo_words_unknown(&all, "entity", name, err);
    return bo_words_tell(own,
                         bo_arena_printf(job->arena,
                                         is_nil && bo_study_untold.is_nil(variable)
                                             ? "%s: %s has none in any month; others have"
                                             : "%s is not computed for %s, but for",
                                         variable, name),
                         err);
}

static int find_entity(struct job *job, struct bo_err *err)
{
    const char *name = job->args->entity;
    struct bo_word_list own = entities_of(job);
    if (!name && own.n == 1)
        name = own.word[0];
    if (!name && has(&own, WORLD))
        name = WORLD;
    if (!name)
        return bo_words_tell(&own,
                             bo_arena_printf(job->arena,
                                             "%s is computed for several; name one with --entity",
                                             job->question.variable->name),
                             err);
    if (!has(&own, name))
        return other_entity(job, &own, name, err);
    job->question.entity = name;
    return 0;
}

static int find_place(struct job *job, struct bo_err *err)
{
    const char *name = job->args->place ? job->args->place : "";
    struct bo_word_list places = {.arena = job->arena};
    for (uint32_t i = 0; i < job->keys.n; i++) {
        const struct bo_results_key *key = &job->keys.key[i];
        if (strcmp(key->entity, job->question.entity) == 0)
            bo_word_add(&places, key->place);
    }
    job->question.place = name;
    if (has(&places, name))
        return 0;
    const char *variable = job->question.variable->name, *entity = job->question.entity;
    if (name[0] == '\0')
        return bo_words_tell(
            &places,
            bo_arena_printf(job->arena, "%s of %s is computed by region; name one with --place",
                            variable, entity),
            err);
    if (places.n == 1 && places.word[0][0] == '\0')
        return bo_err_set(err, BO_EUSAGE, "%s of %s is computed for the whole alone, not by region",
                          variable, entity);
    if (places.n > 0 && places.word[0][0] == '\0') { /* sorted: the whole comes first */
        places.word++;
        places.n--;
    }
    return bo_words_tell(&places,
                         bo_arena_printf(job->arena, "%s of %s is not computed at %s, but at",
                                         variable, entity, name),
                         err);
}

/* A year or a quarter asks for what there is at its end, as long as the run goes. */
static int32_t month_of_text(const char *text, int32_t day, int32_t last)
{
    enum { YEAR_LETTERS = 4, TO_END_OF_YEAR = 11, TO_END_OF_QUARTER = 2 };
    int32_t first = bo_month_of_day(day), month = first;
    if (strlen(text) == YEAR_LETTERS)
        month += TO_END_OF_YEAR;
    else if (strchr(text, 'Q'))
        month += TO_END_OF_QUARTER;
    return first <= last && month > last ? last : month;
}

static int find_month(struct job *job, struct bo_err *err)
{
    const char *text = job->args->date;
    const struct bo_results_run *run = job->run;
    int32_t last = run->first_month + (int32_t)run->n_months - 1, day;
    struct bo_err why;
    char first_text[16], last_text[16];
    job->question.month = last;
    if (!text)
        return 0;
    if (bo_day_parse(text, &day, &why) != 0)
        return bo_err_set(err, BO_EUSAGE, "--date: %s", why.text);
    job->question.month = month_of_text(text, day, last);
    if (job->question.month >= run->first_month && job->question.month <= last)
        return 0;
    bo_month_format(run->first_month, first_text);
    bo_month_format(last, last_text);
    return bo_err_set(err, BO_EUSAGE, "--date %s is outside the run, which goes from %s to %s",
                      text, first_text, last_text);
}

/* ---- the answer ---- */

static int answer(const struct job *job, struct bo_err *err)
{
    struct bo_why why;
    int rc = bo_why_compute(job->results, job->run, &job->question, job->arena, &why, err);
    if (rc != 0)
        return rc;
    if (job->args->json) {
        bo_why_json(stdout, &why);
        return 0;
    }
    struct bo_why_about about = {.title = bo_results_experiment(job->results)->scenario_title,
                                 .variant = job->run->row.variant,
                                 .replicate = job->run->row.replicate,
                                 .seed = job->run->row.seed,
                                 .limit = job->args->limit,
                                 .colour = bo_terminal_of(STDOUT_FILENO).colour};
    bo_why_print(stdout, &why, &about, job->arena);
    return 0;
}

static int perform(struct job *job, struct bo_err *err)
{
    int rc = bo_arena_create(JOB_BYTES, false, &job->arena, err);
    if (rc == 0)
        rc = bo_done_run_open(job->args->operand[0], &job->results, &job->run, err);
    if (rc == 0)
        rc = find_variable(job, err);
    if (rc == 0)
        rc = find_entity(job, err);
    if (rc == 0)
        rc = find_place(job, err);
    if (rc == 0)
        rc = find_month(job, err);
    return rc == 0 ? answer(job, err) : rc;
}

int bo_cmd_why(const struct bo_args *args, struct bo_err *err)
{
    struct job job = {.args = args};
    int rc = perform(&job, err);
    bo_results_close(job.results);
    bo_arena_free(job.arena);
    return rc;
}
