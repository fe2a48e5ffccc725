#include "plan.h"

#include <stdlib.h>

#include "buildout/cli/json_memory.h"
#include "buildout/cli/options.h"

static json_t *list_sets(const struct bo_args *args)
{
    json_t *sets = json_array();
    for (uint32_t i = 0; i < args->set.n; i++)
        json_array_append_new(sets, json_string(args->set.item[i]));
    return sets;
}

int bo_plan_text(const struct bo_args *args, json_t *own, struct bo_arena *arena, const char **plan,
                 struct bo_err *err)
{
    /* The seed is a text: not every reader of JSON has 64 bits for a number. */
    const char *seed = bo_arena_printf(arena, "%llu", (unsigned long long)args->seed);
    json_object_set_new(own, "set", list_sets(args));
    json_object_set_new(own, "seed", json_string(seed));
    char *text = json_dumps(own, JSON_SORT_KEYS | JSON_COMPACT);
    json_decref(own);
    if (!text || bo_json_memory_was_short()) {
        free(text);
        return bo_err_set(err, BO_ESTORE, "no memory for the plan of the %s", args->verb->name);
    }
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
