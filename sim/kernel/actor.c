#include "internal.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum actor_state { ACTOR_RUNS, ACTOR_SLEEPS, ACTOR_AWAITS_JOB, ACTOR_AWAITS_SIGNAL, ACTOR_ENDED };

/* Every way of blocking is the same gate, opened by an event of the agenda or by another actor: so sleepers wake in
 * first-in-first-out order with all that is dated the same, on exact dates. */
struct bo_actor {
    struct bo_kernel *kernel;
    struct bo_actor *next;
    char *name;
    bo_actor_fn fn;
    void *context;
    struct bo_shim_gate *gate;
    enum actor_state state;
    uint64_t n_signals;
    bool daemon;
    enum bo_job_end job_end;
};

static void actor_main(void *context)
{
    struct bo_actor *actor = context;

    actor->fn(actor, actor->context);
    actor->state = ACTOR_ENDED;
}

struct bo_actor *bo_actor_create(struct bo_kernel *kernel, const char *name, bo_actor_fn fn,
                                 void *context)
{
    assert(!kernel->began && "actors are created before the run");
    struct bo_actor *actor = bo_kernel_zeroed(1, sizeof *actor);
    size_t n_bytes = strlen(name) + 1;
    struct bo_err err;

    actor->kernel = kernel;
    actor->name = memcpy(bo_kernel_zeroed(n_bytes, 1), name, n_bytes);
    actor->fn = fn;
    actor->context = context;
    actor->gate = bo_shim_gate_create();
    *kernel->actors_end = actor;
    kernel->actors_end = &actor->next;
    kernel->runnable = true;
    bo_kernel_check(kernel, bo_shim_actor_start(name, actor_main, actor, &err), &err);
    return actor;
}

void bo_actors_clear(struct bo_kernel *kernel)
{
    while (kernel->actors != NULL) {
        struct bo_actor *actor = kernel->actors;

        kernel->actors = actor->next;
        free(actor->name);
        free(actor);
    }
}

struct bo_kernel *bo_actor_kernel(struct bo_actor *actor)
{
    return actor->kernel;
}

void bo_actor_set_daemon(struct bo_actor *actor)
{
    actor->daemon = true;
}

static void block(struct bo_actor *actor, enum actor_state state)
{
    assert(actor->state == ACTOR_RUNS && actor->kernel->in_engine);
    actor->state = state;
    bo_shim_gate_wait(actor->gate);
    actor->kernel->stats.wakeups++;
}

static void wake(struct bo_actor *actor)
{
    struct bo_kernel *kernel = actor->kernel;
    struct bo_err err;

    bo_kernel_touch(kernel);
    actor->state = ACTOR_RUNS;
    kernel->runnable = true;
    bo_kernel_check(kernel, bo_shim_gate_open(actor->gate, &err), &err);
}

static void wake_sleeper(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    (void)kernel;
    (void)argument;
    wake(context);
}

void bo_actor_sleep_until(struct bo_actor *actor, double day)
{
    (void)bo_kernel_at(actor->kernel, day, BO_EVENT_KERNEL, wake_sleeper, actor, 0);
    block(actor, ACTOR_SLEEPS);
}

static void wake_at_job_end(struct bo_kernel *kernel, struct bo_job *job, enum bo_job_end end,
                            void *context)
{
    struct bo_actor *actor = context;

    (void)kernel;
    (void)job;
    actor->job_end = end;
    wake(actor);
}

enum bo_job_end bo_actor_run_job(struct bo_actor *actor, struct bo_cluster *cluster,
                                 const struct bo_job_options *options)
{
    struct bo_job_options own = *options;

    own.on_end = wake_at_job_end;
    own.context = actor;
    (void)bo_job_start(cluster, &own);
    block(actor, ACTOR_AWAITS_JOB);
    return actor->job_end;
}

void bo_actor_wait(struct bo_actor *actor)
{
    if (actor->n_signals == 0)
        block(actor, ACTOR_AWAITS_SIGNAL);
    actor->n_signals--;
}

void bo_actor_signal(struct bo_actor *actor)
{
    assert(!actor->kernel->in_pure && "a pure callback may not call the kernel");
    actor->n_signals++;
    if (actor->state == ACTOR_AWAITS_SIGNAL)
        wake(actor);
}

uint32_t bo_actors_waiting(const struct bo_kernel *kernel, char *names, size_t room)
{
    uint32_t n = 0;
    size_t used = 0;

    names[0] = '\0';
    for (const struct bo_actor *actor = kernel->actors; actor != NULL; actor = actor->next) {
        if (actor->daemon || actor->state == ACTOR_ENDED)
            continue;
        const char *comma = n > 0 ? ", " : "";
        int written = snprintf(names + used, room - used, "%s%s", comma, actor->name);

        used += (size_t)written < room - used ? (size_t)written : room - used - 1;
        n++;
    }
    return n;
}
