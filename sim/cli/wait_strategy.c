#include "wait_strategy.h"

#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"

/* After every rule that a planner writes. */
#define LAST_ORDER "1000000.0"

static bool is_known(const struct bo_scenario *scenario, const char *key)
{
    for (uint32_t i = 0; i < scenario->param.n[BO_TABLE_STRATEGIES]; i++) {
        if (strcmp(scenario->param.strategy[i].entry.key, key) == 0)
            return true;
    }
    return false;
}

int bo_wait_strategy_change(const struct bo_scenario *scenario,
                            const struct bo_wait_strategy *strategy, struct bo_arena *arena,
                            const char **change, struct bo_err *err)
{
    char year[BO_DOUBLE_TEXT];
    bool waiting = is_known(scenario, strategy->waiting);
    if (!waiting || !is_known(scenario, strategy->committed))
        return bo_err_set(err, BO_EUSAGE, "there is no strategy \"%s\" in the scenario",
                          waiting ? strategy->committed : strategy->waiting);
    if (strategy->until_year <= bo_decimal_year(scenario->param.time->start_day)) {
        *change = bo_arena_printf(arena, "strategies.%s={extends=\"%s\";}", strategy->name,
                                  strategy->committed);
        return BO_OK;
    }
    bo_double_format(strategy->until_year, year, sizeof year);
    *change = bo_arena_printf(arena,
                              "strategies.%s={extends=\"%s\";rules={then_commits={order=" LAST_ORDER
                              ";when=\"year >= %s\";play=\"%s\";};};}",
                              strategy->name, strategy->waiting, year, strategy->committed);
    return BO_OK;
}
