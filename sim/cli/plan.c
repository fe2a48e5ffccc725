#include "plan.h"

#include <stdlib.h>

#include "buildout/cli/options.h"

static json_t *list_sets(const struct bo_args *args)
{
    json_t *sets = json_array();
    for (uint32_t i = 0; i < args->set.n; i++) {
        if (json_array_append_new(sets, json_string(args->set.item[i])) != 0) {
            json_decref(sets);
            return NULL;
        }
    }
    return sets;
}

int bo_plan_text(const struct bo_args *args, json_t *own, struct bo_arena *arena, const char **plan,
                 struct bo_err *err)
{
    json_t *sets = list_sets(args);
    if (!sets) {
        json_decref(own);
        return bo_err_set(err, BO_EUSAGE, "--set wants UTF-8");
    }
    /* The seed is a text: not every reader of JSON has 64 bits for a number. */
    const char *seed = bo_arena_printf(arena, "%llu", (unsigned long long)args->seed);
    char *text = NULL;
    if (json_object_set_new(own, "set", sets) == 0 &&
        json_object_set_new(own, "seed", json_string(seed)) == 0) {
        text = json_dumps(own, JSON_SORT_KEYS | JSON_COMPACT);
    }
    json_decref(own);
    if (!text)
        return bo_err_set(err, BO_ESTORE, "the plan of the %s could not be written",
                          args->verb->name);
    *plan = bo_arena_strdup(arena, text);
    free(text);
    return 0;
}

struct bo_experiment bo_plan_experiment(const struct bo_scenario *scenario,
                                        const struct bo_args *args, const char *plan,
                                        const char probe[BO_SHA256_HEX])
{
    return (struct bo_experiment){.scenario_name = scenario->name,
                                  .scenario_title = scenario->title,
                                  .scenario_text = scenario->resolved_text,
                                  .scenario_sha256 = scenario->sha256,
                                  .data_sha256 = scenario->data_sha256,
                                  .verb = args->verb->name,
                                  .plan = plan,
                                  .seed = args->seed,
                                  .version = BUILDOUT_VERSION,
                                  .probe_hash = probe};
}
