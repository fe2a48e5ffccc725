#include "buildout/buildout.h"

#include <dlfcn.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/run/run.h"
#include "buildout/scenario/scenario.h"

enum { OWN_BYTES = 1 << 26, SETS_MAX = 256 };

struct bo_simulation {
    struct bo_arena *arena; /* this struct and all its texts */
    const char *file;       /* NULL: nothing is loaded */
    const char *set[SETS_MAX];
    uint32_t n_sets;
    char installed[PATH_MAX];
    struct bo_arena *scenario_arena;
    const struct bo_scenario *scenario;
    struct bo_runner *runner; /* made for the first run of a scenario */
    struct bo_run_result result;
    struct bo_diag diag;
    char error[(size_t)BO_DIAG_MAX * (BO_DIAG_TEXT + 1) + sizeof((struct bo_err *)0)->text];
};

const char *bo_version(void)
{
    return BUILDOUT_VERSION;
}

/* The scenarios that ship lie where they were installed with this library, else where it was built. */
static void find_installed(char path[static PATH_MAX])
{
    struct stat status;
    Dl_info info;
    path[0] = '\0';
    if (dladdr(__extension__(const void *) & bo_version, &info) && info.dli_fname) {
        const char *slash = strrchr(info.dli_fname, '/');
        int n = slash ? (int)(slash - info.dli_fname) : 0;
        snprintf(path, PATH_MAX, "%.*s/%s", n, info.dli_fname, BUILDOUT_SCENARIOS_BESIDE);
    }
    if (stat(path, &status) != 0)
        snprintf(path, PATH_MAX, "%s", BUILDOUT_SCENARIOS);
    if (stat(path, &status) != 0)
        path[0] = '\0';
}

struct bo_simulation *bo_simulation_create(void)
{
    struct bo_arena *arena;
    struct bo_err err;
    if (bo_arena_create(OWN_BYTES, false, &arena, &err) != BO_OK)
        return NULL;
    struct bo_simulation *simulation = BO_NEW(arena, struct bo_simulation);
    simulation->arena = arena;
    find_installed(simulation->installed);
    return simulation;
}

static void forget_results(struct bo_simulation *simulation)
{
    bo_run_result_free(&simulation->result);
    memset(&simulation->result, 0, sizeof simulation->result);
}

static void forget_scenario(struct bo_simulation *simulation)
{
    forget_results(simulation);
    bo_runner_free(simulation->runner);
    bo_arena_free(simulation->scenario_arena);
    simulation->runner = NULL;
    simulation->scenario_arena = NULL;
    simulation->scenario = NULL;
}

void bo_simulation_free(struct bo_simulation *simulation)
{
    if (!simulation)
        return;
    forget_scenario(simulation);
    bo_arena_free(simulation->arena);
}

/* ---- errors ---- */

static int fail(struct bo_simulation *simulation, int status, const struct bo_err *err)
{
    const struct bo_diag *diag = &simulation->diag;
    size_t n = 0;
    simulation->error[0] = '\0';
    for (uint32_t i = 0; i < diag->n; i++)
        n += (size_t)snprintf(simulation->error + n, sizeof simulation->error - n, "%s%s",
                              n ? "\n" : "", diag->message[i]);
    if (diag->n == 0)
        snprintf(simulation->error, sizeof simulation->error, "%s", err->text);
    return bo_err_exit_code((enum bo_status)status);
}

static int fail_usage(struct bo_simulation *simulation, const char *text)
{
    struct bo_err err = {.status = BO_EUSAGE};
    simulation->diag.n = 0;
    return fail(simulation, bo_err_set(&err, BO_EUSAGE, "%s", text), &err);
}

const char *bo_simulation_error(const struct bo_simulation *simulation)
{
    return simulation->error;
}

/* ---- the scenario ---- */

static int read_scenario(struct bo_simulation *simulation, struct bo_arena **arena,
                         const struct bo_scenario **scenario)
{
    struct bo_read_options options = {.n_sets = simulation->n_sets,
                                      .set = simulation->set,
                                      .allow_outside = true,
                                      .installed_dir =
                                          simulation->installed[0] ? simulation->installed : NULL};
    struct bo_err err = {.status = BO_OK};
    options.names = bo_run_names(&options.n_names);
    memset(&simulation->diag, 0, sizeof simulation->diag);
    int status =
        bo_scenario_open(simulation->file, &options, arena, scenario, &simulation->diag, &err);
    if (status == BO_OK)
        return 0;
    bo_arena_free(*arena);
    return fail(simulation, status, &err);
}

int bo_simulation_load(struct bo_simulation *simulation, const char *file)
{
    forget_scenario(simulation);
    simulation->error[0] = '\0';
    simulation->file = bo_arena_strdup(simulation->arena, file);
    simulation->n_sets = 0;
    int code = read_scenario(simulation, &simulation->scenario_arena, &simulation->scenario);
    if (code) {
        simulation->scenario_arena = NULL;
        simulation->file = NULL;
    }
    return code;
}

int bo_simulation_set(struct bo_simulation *simulation, const char *assignment)
{
    struct bo_arena *arena;
    const struct bo_scenario *scenario;
    simulation->error[0] = '\0';
    if (!simulation->file)
        return fail_usage(simulation, "no scenario is loaded");
    if (simulation->n_sets == SETS_MAX)
        return fail_usage(simulation, "too many values are set; write a scenario file");
    simulation->set[simulation->n_sets++] = bo_arena_strdup(simulation->arena, assignment);
    int code = read_scenario(simulation, &arena, &scenario);
    if (code) {
        simulation->n_sets--;
        return code;
    }
    forget_scenario(simulation);
    simulation->scenario_arena = arena;
    simulation->scenario = scenario;
    return 0;
}

/* ---- runs ---- */

static int run(struct bo_simulation *simulation, const struct bo_run_options *options)
{
    struct bo_err err = {.status = BO_OK};
    simulation->error[0] = '\0';
    simulation->diag.n = 0;
    if (!simulation->scenario)
        return fail_usage(simulation, "no scenario is loaded");
    forget_results(simulation);
    int status = BO_OK;
    if (!simulation->runner)
        status = bo_runner_create(simulation->scenario, &simulation->runner, &err);
    if (status == BO_OK)
        status = bo_run(simulation->runner, options, &simulation->result, &err);
    if (status != BO_OK)
        return fail(simulation, status, &err);
    status = simulation->result.err.status;
    return status == BO_OK ? 0 : fail(simulation, status, &simulation->result.err);
}

int bo_simulation_run(struct bo_simulation *simulation, uint64_t seed, uint32_t replicate)
{
    struct bo_run_options options = {
        .seed = seed, .replicate = replicate, .limits = bo_run_default_limits};
    return run(simulation, &options);
}

int bo_simulation_run_central(struct bo_simulation *simulation, uint64_t seed)
{
    struct bo_run_options options = {
        .seed = seed, .central = true, .limits = bo_run_default_limits};
    return run(simulation, &options);
}

/* ---- results ---- */

uint32_t bo_simulation_n_months(const struct bo_simulation *simulation)
{
    const struct bo_facts *facts = simulation->result.facts;
    return facts ? facts->n_months : 0;
}

void bo_simulation_first_month(const struct bo_simulation *simulation, int *year, int *month)
{
    const struct bo_facts *facts = simulation->result.facts;
    int32_t y = 0, m = 0, d;
    if (facts)
        bo_day_split(bo_month_first_day(facts->first_month), &y, &m, &d);
    *year = y;
    *month = m;
}

const double *bo_simulation_series(const struct bo_simulation *simulation, const char *entity,
                                   const char *place, const char *variable)
{
    const struct bo_facts *facts = simulation->result.facts;
    for (uint32_t i = 0; facts && i < facts->n_series; i++) {
        const struct bo_fact_series *series = &facts->series[i];
        if (strcmp(facts->variable[series->variable].name, variable) == 0 &&
            strcmp(series->entity, entity) == 0 && strcmp(series->place, place) == 0)
            return series->value;
    }
    return NULL;
}

const char *bo_simulation_unit(const struct bo_simulation *simulation, const char *variable)
{
    const struct bo_facts *facts = simulation->result.facts;
    for (uint32_t i = 0; facts && i < facts->n_variables; i++) {
        if (strcmp(facts->variable[i].name, variable) == 0)
            return facts->variable[i].unit;
    }
    return NULL;
}

double bo_simulation_outcome(const struct bo_simulation *simulation, const char *entity,
                             const char *key)
{
    const struct bo_facts *facts = simulation->result.facts;
    for (uint32_t i = 0; facts && i < facts->n_outcomes; i++) {
        const struct bo_fact_outcome *outcome = &facts->outcome[i];
        if (strcmp(outcome->entity, entity) == 0 && strcmp(outcome->key, key) == 0)
            return outcome->value;
    }
    return BO_NAN;
}
