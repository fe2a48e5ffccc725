#include "open_scenario.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "buildout/model/observation.h"

/* What a reading needs besides the file. */
struct reading {
    const char *file;
    struct bo_read_options options;
    struct bo_diag diag;
    char installed[PATH_MAX];
    char shipped[PATH_MAX + 16];
    struct bo_policy_name name[BO_N_OBSERVATIONS];
};

static bool is_folder(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* The scenarios that ship lie beside the program when it is installed or built in its source tree; a build elsewhere
 * was told at compile time where its sources are. */
const char *bo_installed_scenarios(char path[static PATH_MAX])
{
    static const char *const beside[] = {"/../share/buildout/scenarios", "/../../scenarios"};
    char program[PATH_MAX / 2];
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    char *slash;

    if (n > 0) {
        program[n] = '\0';
        slash = strrchr(program, '/');
        if (slash != NULL)
            *slash = '\0';
        for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
            (void)snprintf(path, PATH_MAX, "%s%s", program, beside[i]);
            if (is_folder(path))
                return path;
        }
    }
    return is_folder(BUILDOUT_SCENARIOS) ? BUILDOUT_SCENARIOS : NULL;
}

static void fill_options(struct reading *r, const struct bo_args *args)
{
    for (int i = 0; i < BO_N_OBSERVATIONS; i++)
        r->name[i] = (struct bo_policy_name){.name = bo_observation_names[i].name,
                                             .meaning = bo_observation_names[i].meaning,
                                             .probe = bo_observation_names[i].probe};
    /* Of --rule there is one more: the rule itself, over which the others are laid (cmd_chips.c). */
    r->options = (struct bo_read_options){.n_sets = args->set.n,
                                          .set = args->set.item,
                                          .n_rules = args->rule.n > 0 ? args->rule.n + 1 : 0,
                                          .allow_outside = args->allow_outside,
                                          .parsed = args->parsed,
                                          .installed_dir = bo_installed_scenarios(r->installed),
                                          .n_names = BO_N_OBSERVATIONS,
                                          .names = r->name};
}

static void complain(const struct bo_diag *diag)
{
    for (uint32_t i = 0; i < diag->n; i++)
        (void)fprintf(stderr, "%s\n", diag->message[i]);
    if (diag->n_total > diag->n)
        (void)fprintf(stderr, "and %u more\n", diag->n_total - diag->n);
}

static int prepare(struct reading *r, const struct bo_args *args, struct bo_err *err)
{
    fill_options(r, args);
    if (r->file == NULL && r->options.installed_dir == NULL)
        return bo_err_set(err, BO_EUSAGE, "the scenarios that ship are not there: name a FILE");
    if (r->file == NULL) {
        (void)snprintf(r->shipped, sizeof r->shipped, "%s/baseline.cfg", r->options.installed_dir);
        r->file = r->shipped;
    }
    return 0;
}

/* It names the result folder: results/.. would be the folder in which we stand. */
static int check_name(const struct reading *r, const struct bo_scenario *scenario,
                      struct bo_err *err)
{
    const char *name = scenario->name;

    if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0)
        return 0;
    return bo_err_set(err, BO_EUSAGE,
                      "%s: a scenario file cannot be called this, since its name without .cfg "
                      "names the result folder",
                      r->file);
}

void bo_scenario_say_notes(const struct bo_scenario *scenario)
{
    for (uint32_t i = 0; i < scenario->n_notes; i++)
        (void)fprintf(stderr, "%s\n", scenario->note[i]);
}

int bo_open_scenario(const struct bo_args *args, const char *file, struct bo_arena **arena,
                     const struct bo_scenario **scenario, struct bo_err *err)
{
    struct reading r = {.file = file};
    int result = prepare(&r, args, err);

    *arena = NULL;
    if (result != 0)
        return result;
    result = bo_scenario_open(r.file, &r.options, arena, scenario, &r.diag, err);
    complain(&r.diag);
    if (result == 0 && !args->quiet)
        bo_scenario_say_notes(*scenario);
    return result == 0 ? check_name(&r, *scenario, err) : result;
}

const struct bo_scenario *bo_open_scenario_unset(const struct bo_args *args, const char *file,
                                                 struct bo_arena **arena)
{
    struct reading r = {.file = file};
    const struct bo_scenario *scenario = NULL;
    struct bo_err ignored;

    *arena = NULL;
    if (args->set.n == 0 || prepare(&r, args, &ignored) != 0)
        return NULL;
    r.options.n_sets = 0;
    return bo_scenario_open(r.file, &r.options, arena, &scenario, &r.diag, &ignored) == 0 ? scenario
                                                                                          : NULL;
}

int bo_open_scenario_text(const struct bo_args *args, const char *file, bool with_origins,
                          struct bo_arena **arena, const char **text, struct bo_err *err)
{
    struct reading r = {.file = file};
    int result = prepare(&r, args, err);

    *arena = NULL;
    if (result != 0)
        return result;
    r.options.with_origins = with_origins;
    result = bo_scenario_open_text(r.file, &r.options, arena, text, &r.diag, err);
    complain(&r.diag);
    return result;
}

int bo_open_scenario_values(const struct bo_args *args, const char *file, struct bo_arena **arena,
                            struct bo_scenario_values *values, struct bo_err *err)
{
    struct reading r = {.file = file};
    int result = prepare(&r, args, err);

    *arena = NULL;
    if (result != 0)
        return result;
    result = bo_scenario_open_values(r.file, &r.options, arena, values, &r.diag, err);
    complain(&r.diag);
    return result == 0 ? check_name(&r, values->scenario, err) : result;
}

int bo_open_scenario_variant(const struct bo_args *args, const struct bo_variant_wish *wish,
                             struct bo_arena **arena, const char **text, struct bo_err *err)
{
    struct reading r = {.file = wish->file};
    int result = prepare(&r, args, err);

    *arena = NULL;
    if (result != 0)
        return result;
    result = bo_scenario_open_variant(wish, &r.options, arena, text, &r.diag, err);
    complain(&r.diag);
    return result;
}
