/* What the page may ask. No call names a file: the scenario is the one that the command line named. */
#include <string.h>

#include "buildout/cli/json_memory.h"
#include "serve.h"

enum { DONE = 200, BAD_REQUEST = 400, NOT_FOUND = 404, TOO_MANY = 429 };
enum { MOST_SET_BYTES = 64 << 10, MOST_NAME_BYTES = 64, MOST_CHARTS = 12 };

#define LOOK_MS 2000.0 /* that a look waits for news */

static bool is_short_text(const json_t *text, size_t most)
{
    return json_is_string(text) && json_string_length(text) <= most &&
           strlen(json_string_value(text)) == json_string_length(text);
}

static bool are_sets(const json_t *sets)
{
    if (!json_is_array(sets) || json_array_size(sets) > BO_SERVE_SETS)
        return false;
    for (size_t i = 0; i < json_array_size(sets); i++) {
        const json_t *set = json_array_get(sets, i);
        const char *equals;

        if (!is_short_text(set, MOST_SET_BYTES))
            return false;
        equals = strchr(json_string_value(set), '=');
        if (equals == NULL || equals == json_string_value(set))
            return false;
    }
    return true;
}

/* ---- look ---- */

static uint32_t ended(const struct bo_serve_job *job)
{
    return job->runs->n_done + job->runs->n_failed;
}

/* Changes whenever there is something new to tell. */
static json_int_t stamp_of(const struct bo_serve_job *job, const struct bo_serve_job *other)
{
    enum { MOST_STAMP = 8 * BO_SERVE_RUNS };
    json_int_t stamp = ended(job);

    stamp += job->runs->slot[0] != BO_SLOT_EMPTY;
    stamp += job->state != BO_JOB_RUNNING ? MOST_STAMP / 2 : 0;
    return other != NULL ? stamp * MOST_STAMP + stamp_of(other, NULL) : stamp;
}

static const char *state_word(const struct bo_serve_job *job)
{
    static const char *const word[] = {[BO_JOB_NONE] = "none",
                                       [BO_JOB_RUNNING] = "running",
                                       [BO_JOB_DONE] = "done",
                                       [BO_JOB_FAILED] = "failed"};

    return word[job->state];
}

static json_t *tell_state(const struct bo_serve_job *job)
{
    const struct bo_serve_runs *runs = job->runs;

    return json_pack("{s:i, s:s, s:i, s:i, s:i, s:i, s:s?, s:s, s:s, s:f, s:f, s:f}", "job",
                     (int)job->id, "state", state_word(job), "done", (int)runs->n_done, "failed",
                     (int)runs->n_failed, "of", (int)job->n_replicates, "central",
                     (int)runs->slot[0], "message", job->message, "failure", runs->failure,
                     "digest", runs->central_digest, "read_ms", runs->read_ms, "central_ms",
                     runs->central_ms, "all_ms", runs->all_ms);
}

static json_t *view(const struct bo_serve_job *job, const struct bo_serve_job *other,
                    const json_t *asked)
{
    const struct bo_serve_runs *others = other != NULL ? other->runs : NULL;
    json_t *answer = json_pack("{s:I, s:o, s:o?}", "stamp", stamp_of(job, other), "mine",
                               tell_state(job), "other", other != NULL ? tell_state(other) : NULL);

    (void)json_object_set_new(answer, "charts", bo_serve_view_charts(job->runs, others, asked));
    if (json_is_true(json_object_get(asked, "outcomes")))
        (void)json_object_set_new(answer, "outcomes", bo_serve_view_outcomes(job->runs, others));
    return answer;
}

/* Before its central run a variant has nothing to show, and drawing what there is of the other takes the time that the
 * central run needs. */
static bool has_news(const struct bo_serve_job *job, const struct bo_serve_job *other,
                     const json_t *asked)
{
    if (job->state == BO_JOB_RUNNING && job->runs->slot[0] == BO_SLOT_EMPTY)
        return false;
    return json_integer_value(json_object_get(asked, "seen")) != stamp_of(job, other);
}

/* True when it has been answered. */
static bool try_look(struct bo_serve *serve, struct bo_web_call *call, const json_t *asked,
                     bool waits)
{
    uint32_t id = (uint32_t)json_integer_value(json_object_get(asked, "job"));
    uint32_t against = (uint32_t)json_integer_value(json_object_get(asked, "against"));
    struct bo_serve_job *job = bo_serve_job_find(serve, id);
    struct bo_serve_job *other = against != id ? bo_serve_job_find(serve, against) : NULL;

    if (job == NULL || (against != 0 && against != id && other == NULL)) {
        bo_serve_refuse(call, NOT_FOUND, "this variant is no longer kept");
        return true;
    }
    job->looked_ms = bo_serve_now_ms();
    if (other != NULL)
        other->looked_ms = job->looked_ms;
    if (waits && !has_news(job, other, asked))
        return false;
    bo_serve_answer(call, DONE, view(job, other, asked));
    return true;
}

static void do_look(struct bo_serve *serve, struct bo_web_call *call, json_t *asked)
{
    const json_t *variables = json_object_get(asked, "variables");
    bool sound = json_is_integer(json_object_get(asked, "job")) &&
                 (variables == NULL || json_is_array(variables)) &&
                 json_array_size(variables) <= MOST_CHARTS;

    if (!sound) {
        bo_serve_refuse(call, BAD_REQUEST, "look at a job, and at most %d variables", MOST_CHARTS);
        return;
    }
    if (try_look(serve, call, asked, true))
        return;
    for (int i = 0; i < BO_SERVE_LOOKS; i++) {
        struct bo_serve_look *look = &serve->look[i];

        if (look->call != NULL)
            continue;
        *look = (struct bo_serve_look){
            .call = call, .asked = json_incref(asked), .until_ms = bo_serve_now_ms() + LOOK_MS};
        return;
    }
    (void)try_look(serve, call, asked, false);
}

void bo_serve_looks_step(struct bo_serve *serve)
{
    double now = bo_serve_now_ms();

    for (int i = 0; i < BO_SERVE_LOOKS; i++) {
        struct bo_serve_look *look = &serve->look[i];

        if (look->call == NULL || !try_look(serve, look->call, look->asked, now < look->until_ms))
            continue;
        json_decref(look->asked);
        *look = (struct bo_serve_look){.call = NULL};
    }
}

/* ---- start ---- */

/* With a look the answer is what that tells of the job, else its number. */
static void tell_started(struct bo_serve *serve, struct bo_web_call *call,
                         const struct bo_serve_job *job, json_t *look)
{
    if (!json_is_object(look)) {
        bo_serve_answer(call, DONE, json_pack("{s:i}", "job", (int)job->id));
        return;
    }
    if (json_object_set_new(look, "job", json_integer(job->id)) == 0)
        do_look(serve, call, look);
    else
        bo_serve_answer(call, DONE, NULL);
}

static void do_start(struct bo_serve *serve, struct bo_web_call *call, json_t *asked)
{
    const json_t *page = json_object_get(asked, "page"), *slot = json_object_get(asked, "slot");
    const json_t *runs = json_object_get(asked, "runs");
    struct bo_serve_wish wish = {.sets = json_object_get(asked, "sets"),
                                 .n_replicates = serve->args->runs};
    const struct bo_serve_job *job;
    struct bo_err err;

    if (!is_short_text(page, MOST_NAME_BYTES) || !is_short_text(slot, MOST_NAME_BYTES)) {
        bo_serve_refuse(call, BAD_REQUEST, "page and slot must be short texts");
        return;
    }
    if (runs != NULL && (!json_is_integer(runs) || json_integer_value(runs) < 1 ||
                         json_integer_value(runs) > BO_SERVE_RUNS)) {
        bo_serve_refuse(call, BAD_REQUEST, "runs must be from 1 to %d", BO_SERVE_RUNS);
        return;
    }
    wish.page = json_string_value(page);
    wish.slot = json_string_value(slot);
    if (runs != NULL)
        wish.n_replicates = (uint32_t)json_integer_value(runs);
    wish.is_base = json_array_size(wish.sets) == 0;
    job = bo_serve_job_start(serve, &wish, &err);
    if (job != NULL)
        tell_started(serve, call, job, json_object_get(asked, "look"));
    else
        bo_serve_refuse(call, TOO_MANY, "%s", err.text);
}

/* ---- the others ---- */

static void do_about(struct bo_serve *serve, struct bo_web_call *call, json_t *asked)
{
    (void)asked;
    bo_serve_answer(call, DONE, json_incref(serve->about));
}

static void do_menu(struct bo_serve *serve, struct bo_web_call *call, json_t *asked)
{
    uint32_t id = (uint32_t)json_integer_value(json_object_get(asked, "job"));
    const struct bo_serve_job *job = bo_serve_job_find(serve, id);

    if (job != NULL)
        bo_serve_answer(call, DONE, bo_serve_view_menu(job->runs));
    else
        bo_serve_refuse(call, NOT_FOUND, "this variant is no longer kept");
}

static void do_keys(struct bo_serve *serve, struct bo_web_call *call, json_t *asked)
{
    const json_t *query = json_object_get(asked, "query");

    if (is_short_text(query, MOST_SET_BYTES))
        bo_serve_answer(call, DONE, bo_serve_keys(serve, json_string_value(query)));
    else
        bo_serve_refuse(call, BAD_REQUEST, "query must be a short text");
}

static void do_chips(struct bo_serve *serve, struct bo_web_call *call, json_t *asked)
{
    bo_serve_task_chips(serve, call, asked);
}

static void do_rules(struct bo_serve *serve, struct bo_web_call *call, json_t *asked)
{
    bo_serve_task_rules(serve, call, asked);
}

static void do_check(struct bo_serve *serve, struct bo_web_call *call, json_t *asked)
{
    bo_serve_task_check(serve, call, asked);
}

static void do_save(struct bo_serve *serve, struct bo_web_call *call, json_t *asked)
{
    bo_serve_task_save(serve, call, asked);
}

/* ---- which ---- */

static const struct {
    const char *path;
    void (*answer)(struct bo_serve *serve, struct bo_web_call *call, json_t *asked);
    bool takes_sets;
} calls[] = {
    {"/api/about", do_about, false}, {"/api/start", do_start, true}, {"/api/look", do_look, false},
    {"/api/menu", do_menu, false},   {"/api/keys", do_keys, false},  {"/api/chips", do_chips, true},
    {"/api/rules", do_rules, true},  {"/api/check", do_check, true}, {"/api/save", do_save, true}};

void bo_serve_call(void *context, struct bo_web_call *call)
{
    struct bo_serve *serve = context;
    json_t *asked;

    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        if (strcmp(calls[i].path, call->path) != 0)
            continue;
        asked = bo_json_read_bytes(call->body, call->n_body, JSON_REJECT_DUPLICATES);
        if (!json_is_object(asked))
            bo_serve_refuse(call, BAD_REQUEST, "the body must be one JSON object");
        else if (calls[i].takes_sets && !are_sets(json_object_get(asked, "sets")))
            bo_serve_refuse(call, BAD_REQUEST,
                            "sets must be an array of at most %d texts \"path=value\"",
                            BO_SERVE_SETS);
        else
            calls[i].answer(serve, call, asked);
        json_decref(asked);
        return;
    }
    bo_serve_refuse(call, NOT_FOUND, "there is no such call");
}
