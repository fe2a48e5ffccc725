/* What the C interface of SimGrid 3.32 lacks: platforms without files, capacities that change, weights, bounds and
 * completion callbacks. Facts about SimGrid's insides that this file relies on are said where they are used. */
#include "simgrid_shim.h"

#include <csignal>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include <simgrid/kernel/resource/Action.hpp>
#include <simgrid/kernel/resource/Model.hpp>
#include <simgrid/s4u.hpp>
#include <simgrid/simix.hpp>
#include <xbt/log.h>

namespace s4u = simgrid::s4u;
namespace resource = simgrid::kernel::resource;

struct bo_shim_job {
    s4u::ExecPtr exec;
    resource::Action *action;
    void *tag;
};

struct bo_shim_gate {
    s4u::SemaphorePtr semaphore;
    bo_shim_gate *next;
};

namespace
{

/* A host's own speed only has to be out of the way: the capacity comes from the callback. */
constexpr double endless_speed = 1e60;
/* The solver compares the sum of weights with an absolute 1e-12. A power of two leaves every share as it is, and puts
 * rounding of sums far below that limit and the least weight far above it. */
constexpr double weight_scale = 1.0 / 1048576.0;

s4u::Engine *engine;
resource::Model *cpu_model;
std::vector<s4u::Host *> hosts;
s4u::NetZone *world;
bool sealed;
s4u::Host *actor_host;
const double *capacities;
uint32_t n_capacities;
bo_shim_ended_fn job_ended;
bo_shim_gate *gates;
/* SimGrid touches an execution once more after its end or cancellation: it is kept until the engine has returned. */
std::vector<bo_shim_job *> graveyard;

/* Runs body as SimGrid's maestro, also when an actor calls, so that every job is the maestro's and is reported. */
template <typename Body> int guarded(struct bo_err *err, Body &&body)
{
    try {
        simgrid::kernel::actor::simcall_answered(body);
        return BO_OK;
    } catch (const std::exception &e) {
        return bo_err_set(err, BO_ERUN, "SimGrid: %s", e.what());
    }
}

void on_completion(const s4u::Activity &activity)
{
    /* The signal also fires for cancelled and failed activities. */
    auto *job = activity.get_data<bo_shim_job>();
    if (job == nullptr || job->action == nullptr ||
        activity.get_state() != s4u::Activity::State::FINISHED)
        return;
    job->action = nullptr;
    graveyard.push_back(job);
    job_ended(job->tag);
}

void bury()
{
    std::vector<bo_shim_job *> waiting;
    for (auto *job : graveyard) {
        if (job->exec->get_state() == s4u::Activity::State::CANCELED)
            waiting.push_back(job);
        else
            delete job;
    }
    graveyard.swap(waiting);
}

void start_engine()
{
    static char name[] = "buildout";
    static char quiet[] = "--log=root.thres:critical";
    static char no_exit_hook[] = "--cfg=debug/clean-atexit:no";
    static char *argv[] = {name, quiet, no_exit_hook, nullptr};
    int argc = 3;
    xbt_log_control_set("root.thres:critical");
    engine = new s4u::Engine(&argc, argv);
    s4u::Engine::set_config("maxmin/precision", 1e-12);
    s4u::Engine::set_config("contexts/stack-size", 64);
    s4u::Activity::on_completion_cb(on_completion);
}

s4u::Host *add_host(s4u::NetZone *zone, const std::string &name)
{
    return zone->create_host(name, std::vector<double>{endless_speed});
}

void start_platform()
{
    world = s4u::create_empty_zone("world");
    actor_host = add_host(world, "actors")->seal();
    for (auto *model : engine->get_all_models())
        if (model->get_name() == "Cpu_Cas01")
            cpu_model = model;
    if (cpu_model == nullptr || !cpu_model->is_update_lazy())
        throw std::logic_error("no lazy CPU model");
}

/* The zone is sealed by SimGrid when it first runs; until then there can be more. */
void add_clusters(uint32_t n_clusters)
{
    if (sealed)
        throw std::logic_error("hosts cannot be added once it has run");
    if (world == nullptr)
        start_platform();
    for (auto i = static_cast<uint32_t>(hosts.size()); i < n_clusters; i++) {
        auto *host = add_host(world, "cluster" + std::to_string(i));
        host->set_sharing_policy(s4u::Host::SharingPolicy::NONLINEAR, [i](double, int) {
            return i < n_capacities ? capacities[i] : 0.0;
        });
        hosts.push_back(host->seal());
    }
}

} // namespace

int bo_shim_start(struct bo_err *err)
{
    if (engine != nullptr)
        return BO_OK;
    /* SimGrid installs handlers that print and exit; whoever runs the process decides about signals. */
    constexpr int signals[] = {SIGINT, SIGSEGV, SIGBUS};
    struct sigaction before[3];
    for (int i = 0; i < 3; i++)
        sigaction(signals[i], nullptr, &before[i]);
    int status = BO_OK;
    try {
        start_engine();
    } catch (const std::exception &e) {
        status = bo_err_set(err, BO_ERUN, "SimGrid does not start: %s", e.what());
    }
    for (int i = 0; i < 3; i++)
        sigaction(signals[i], &before[i], nullptr);
    return status;
}

int bo_shim_platform(uint32_t n_clusters, struct bo_err *err)
{
    if (world != nullptr && hosts.size() >= n_clusters)
        return BO_OK;
    return guarded(err, [=] { add_clusters(n_clusters); });
}

void bo_shim_use(const double *capacity, uint32_t n_clusters, bo_shim_ended_fn ended)
{
    capacities = capacity;
    n_capacities = n_clusters;
    job_ended = ended;
}

double bo_shim_clock(void)
{
    return s4u::Engine::get_clock();
}

double bo_shim_next(void)
{
    /* The heap's own date, not now + duration: a rounding that depended on where the clock stands would let unrelated
     * events move results by a bit. */
    cpu_model->next_occurring_event(s4u::Engine::get_clock());
    const auto &heap = cpu_model->get_action_heap();
    return heap.empty() ? static_cast<double>(INFINITY) : heap.top_date();
}

int bo_shim_run_until(double day, struct bo_err *err)
{
    sealed = true;
    try {
        engine->run_until(day);
        bury();
        return BO_OK;
    } catch (const std::exception &e) {
        return bo_err_set(err, BO_ERUN, "SimGrid: %s", e.what());
    }
}

int bo_shim_resized(uint32_t cluster, struct bo_err *err)
{
    return guarded(err, [=] { hosts[cluster]->set_pstate(0); });
}

int bo_shim_job_start(const struct bo_shim_job_options *options, struct bo_shim_job **out,
                      struct bo_err *err)
{
    return guarded(err, [=] {
        auto exec = s4u::Exec::init();
        auto *job = new bo_shim_job{exec, nullptr, options->tag};
        exec->set_data(job);
        exec->set_flops_amount(options->work)->set_host(hosts[options->cluster]);
        exec->set_priority(options->weight * weight_scale);
        if (std::isfinite(options->bound))
            exec->set_bound(options->bound);
        exec->start();
        /* A new action is the last of its model's started ones. Activity::resume of 3.32 works only once, and its
         * get_remaining changes the action, so the job keeps the action itself. */
        job->action = &cpu_model->get_started_action_set()->back();
        if (job->action->get_activity() != exec->get_impl())
            throw std::logic_error("a started job is not its model's latest");
        *out = job;
    });
}

int bo_shim_job_suspend(struct bo_shim_job *job, struct bo_err *err)
{
    return guarded(err, [=] { job->action->suspend(); });
}

int bo_shim_job_resume(struct bo_shim_job *job, double weight, struct bo_err *err)
{
    return guarded(err, [=] {
        job->action->resume();
        job->action->set_sharing_penalty(1.0 / (weight * weight_scale));
    });
}

int bo_shim_job_reweight(struct bo_shim_job *job, double weight, struct bo_err *err)
{
    return guarded(err, [=] { job->action->set_sharing_penalty(1.0 / (weight * weight_scale)); });
}

int bo_shim_job_cancel(struct bo_shim_job *job, struct bo_err *err)
{
    /* A cancelled action keeps its share until the engine has run on: suspended first, it has none. */
    return guarded(err, [=] {
        if (!job->action->is_suspended())
            job->action->suspend();
        job->action = nullptr;
        graveyard.push_back(job);
        job->exec->cancel();
    });
}

double bo_shim_job_remaining(const struct bo_shim_job *job, double day)
{
    const auto *action = job->action;
    double done = action->get_last_value() * (day - action->get_last_update());
    return std::fmax(action->get_remains_no_update() - done, 0.0);
}

int bo_shim_actor_start(const char *name, void (*fn)(void *context), void *context,
                        struct bo_err *err)
{
    return guarded(err, [=] { s4u::Actor::create(name, actor_host, [=] { fn(context); }); });
}

struct bo_shim_gate *bo_shim_gate_create(void)
{
    gates = new bo_shim_gate{s4u::Semaphore::create(0), gates};
    return gates;
}

void bo_shim_gate_wait(struct bo_shim_gate *gate)
{
    gate->semaphore->acquire();
}

int bo_shim_gate_open(struct bo_shim_gate *gate, struct bo_err *err)
{
    return guarded(err, [=] { gate->semaphore->release(); });
}
