#include "buildout/events/training.h"

#include <math.h>

#include "buildout/base/num.h"
#include "buildout/model/capability.h"

/* One programme's actor. */
struct trainer {
    struct bo_training_events *events;
    struct bo_actor *actor;
    uint32_t company;
    bool busy; /* executes a run, or has been told of one */
};

struct bo_training_events {
    struct bo_world *world;
    struct bo_kernel *kernel;
    uint32_t n_trainers;
    struct trainer *trainer; /* [programmes] */
};

static double execute(struct trainer *trainer, double work)
{
    struct bo_kernel *kernel = trainer->events->kernel;
    const struct bo_job_options job = {
        .work = work, .weight = 1.0, .bound = (double)INFINITY, .on_end = NULL, .context = NULL};
    (void)bo_actor_run_job(trainer->actor, bo_kernel_cluster(kernel, trainer->company), &job);
    return bo_kernel_now(kernel);
}

/* Plan: the board's, at a close. Execute: here, for as long as it takes. Publish: on the day. */
static void train(struct bo_actor *actor, void *context)
{
    struct trainer *trainer = context;
    struct bo_world *world = trainer->events->world;
    trainer->actor = actor;
    for (;;) {
        bo_actor_wait(actor);
        double day = execute(trainer, bo_capability_run_work(world, trainer->company));
        trainer->busy = false;
        bo_capability_run_ended(world, trainer->company, day);
    }
}

static void on_capacity(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    (void)argument;
    struct bo_training_events *e = context;
    for (uint32_t i = 0; i < e->n_trainers; i++) {
        struct trainer *trainer = &e->trainer[i];
        double capacity = bo_capability_run_capacity(e->world, trainer->company);
        struct bo_cluster *cluster = bo_kernel_cluster(kernel, trainer->company);
        double before = bo_cluster_capacity(cluster);
        if (capacity < before || capacity > before) {
            bo_cluster_resize(cluster, capacity);
        }
        if (!trainer->busy && bo_capability_run_work(e->world, trainer->company) > 0.0) {
            trainer->busy = true;
            bo_actor_signal(trainer->actor);
        }
    }
}

void bo_training_events_refresh(struct bo_training_events *events)
{
    if (events != NULL) {
        bo_kernel_at(events->kernel, bo_kernel_now(events->kernel), BO_EVENT_KERNEL, on_capacity,
                     events, 0);
    }
}

struct bo_training_events *bo_training_events_create(struct bo_world *world,
                                                     struct bo_kernel *kernel)
{
    const struct bo_capability *c = world->capability;
    if (c == NULL) {
        return NULL;
    }
    struct bo_training_events *e = BO_NEW(world->arena, struct bo_training_events);
    e->world = world;
    e->kernel = kernel;
    e->n_trainers = c->n_programmes;
    e->trainer = BO_NEW_ARRAY(world->arena, struct trainer, e->n_trainers);
    for (uint32_t i = 0; i < e->n_trainers; i++) {
        struct trainer *trainer = &e->trainer[i];
        trainer->events = e;
        trainer->company = c->programme[i].company;
        trainer->actor = bo_actor_create(kernel, c->programme[i].param->entry.name, train, trainer);
        bo_actor_set_daemon(trainer->actor); /* without runs it waits for ever, and that is well */
    }
    bo_capability_date_runs(world);
    bo_training_events_refresh(e);
    return e;
}
