/* Commands of the program on behalf of the page: the page shows what the terminal would. */
#include <stdio.h>
#include <string.h>

#include "buildout/cli/commands.h"
#include "buildout/cli/json_memory.h"
#include "serve.h"

#define SETS_BYTES ((size_t)1 << 24)
#define LONGEST_MS 20000.0

enum { DONE = 200, TOO_MANY = 429, FAILED = 500 };

/* What the child is to do. */
struct errand {
    const struct bo_serve *serve;
    const json_t *asked;
    int (*work)(const struct errand *errand, struct bo_args *args, struct bo_err *err);
};

static const char *text_of(const json_t *asked, const char *name)
{
    return json_string_value(json_object_get(asked, name));
}

/* ---- in the child ---- */

static int carry_out(void *context)
{
    const struct errand *errand = context;
    struct bo_err err = {.status = BO_OK};
    struct bo_arena *arena;
    int status = bo_arena_create(SETS_BYTES, false, &arena, &err);

    if (status == BO_OK) {
        struct bo_args args =
            bo_serve_args(errand->serve->args, json_object_get(errand->asked, "sets"), arena);
        const char *file = errand->serve->file;

        args.n_operands = 1;
        args.operand = &file;
        status = errand->work(errand, &args, &err);
        bo_arena_free(arena);
    }
    if (status >= 0 && bo_json_memory_was_short())
        status = bo_err_set(&err, BO_ESTORE, "there was no memory for the answer");
    if (status < 0 && err.text[0] != '\0')
        (void)fprintf(stderr, "%s\n", err.text);
    return status < 0 ? bo_err_exit_code((enum bo_status)status) : status;
}

static int do_chips(const struct errand *errand, struct bo_args *args, struct bo_err *err)
{
    args->date = text_of(errand->asked, "date");
    args->buyer = text_of(errand->asked, "buyer");
    args->buyer = args->buyer != NULL ? args->buyer : "China";
    return bo_cmd_chips(args, err);
}

static int do_rules(const struct errand *errand, struct bo_args *args, struct bo_err *err)
{
    args->date = text_of(errand->asked, "date");
    return bo_cmd_rules(args, err);
}

static int do_check(const struct errand *errand, struct bo_args *args, struct bo_err *err)
{
    (void)errand;
    return bo_cmd_check(args, err);
}

static int do_save(const struct errand *errand, struct bo_args *args, struct bo_err *err)
{
    struct bo_variant_wish wish = {.file = errand->serve->file,
                                   .extends = errand->serve->extends,
                                   .title = text_of(errand->asked, "title")};
    struct bo_arena *arena = NULL;
    const char *text = NULL;
    int status = bo_open_scenario_variant(args, &wish, &arena, &text, err);

    if (status == BO_OK)
        (void)fputs(text, stdout);
    bo_arena_free(arena);
    return status;
}

/* ---- in the server ---- */

void bo_serve_task_free(struct bo_serve_task *task)
{
    if (task->call == NULL)
        return;
    bo_child_stop(&task->child);
    *task = (struct bo_serve_task){.call = NULL};
}

static void begin(struct bo_serve *serve, struct bo_web_call *call, struct errand *errand,
                  const char *member)
{
    struct bo_err err;

    for (int i = 0; i < BO_SERVE_TASKS; i++) {
        struct bo_serve_task *task = &serve->task[i];

        if (task->call != NULL)
            continue;
        if (bo_child_start(carry_out, errand, &task->child, &err) != BO_OK) {
            bo_serve_refuse(call, FAILED, "%s", err.text);
            return;
        }
        task->call = call;
        task->member = member;
        task->start_ms = bo_serve_now_ms();
        return;
    }
    bo_serve_refuse(call, TOO_MANY, "too many questions at a time");
}

void bo_serve_task_chips(struct bo_serve *serve, struct bo_web_call *call, const json_t *asked)
{
    begin(serve, call, &(struct errand){.serve = serve, .asked = asked, .work = do_chips}, "chips");
}

void bo_serve_task_rules(struct bo_serve *serve, struct bo_web_call *call, const json_t *asked)
{
    begin(serve, call, &(struct errand){.serve = serve, .asked = asked, .work = do_rules}, "rules");
}

void bo_serve_task_check(struct bo_serve *serve, struct bo_web_call *call, const json_t *asked)
{
    begin(serve, call, &(struct errand){.serve = serve, .asked = asked, .work = do_check}, "said");
}

void bo_serve_task_save(struct bo_serve *serve, struct bo_web_call *call, const json_t *asked)
{
    begin(serve, call, &(struct errand){.serve = serve, .asked = asked, .work = do_save}, "text");
}

static const char *said(const struct bo_child_text *text)
{
    return text->bytes != NULL ? text->bytes : "";
}

/* Complaints are no failure of the server: the answer has them in place of the result. */
static void finish(struct bo_serve_task *task)
{
    const char *out = said(&task->child.out);
    json_t *answer = json_object(), *result;

    if (bo_child_exit_code(&task->child) != 0) {
        const char *why = said(&task->child.err);

        (void)json_object_set_new(answer, "error",
                                  json_string(why[0] != '\0' ? why : "it ended without a result"));
    } else {
        result = out[0] == '[' ? bo_json_read(out, 0) : NULL;
        (void)json_object_set_new(answer, task->member, result != NULL ? result : json_string(out));
    }
    bo_serve_answer(task->call, DONE, answer);
    bo_serve_task_free(task);
}

void bo_serve_tasks_step(struct bo_serve *serve)
{
    double now = bo_serve_now_ms();

    for (int i = 0; i < BO_SERVE_TASKS; i++) {
        struct bo_serve_task *task = &serve->task[i];

        if (task->call == NULL)
            continue;
        if (bo_child_read(&task->child)) {
            finish(task);
        } else if (now - task->start_ms > LONGEST_MS) {
            bo_serve_refuse(task->call, FAILED, "it took too long");
            bo_serve_task_free(task);
        }
    }
}
