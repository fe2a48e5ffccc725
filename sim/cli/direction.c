#include "buildout/cli/direction.h"

#include <stddef.h>
#include <string.h>

struct known {
    const char *key; /* with a '*' at its end: what begins so */
    enum bo_direction direction;
};

static const struct known known[] = {
    {"npv", BO_MORE_IS_BETTER},          {"npv_*", BO_MORE_IS_BETTER},
    {"irr", BO_MORE_IS_BETTER},          {"survived", BO_MORE_IS_BETTER},
    {"default_date", BO_MORE_IS_BETTER}, {"exit_date", BO_MORE_IS_BETTER},
    {"cash_min", BO_MORE_IS_BETTER},     {"funding_peak", BO_LESS_IS_BETTER},
    {"h100e", BO_MORE_IS_BETTER},        {"capability_lag_months", BO_LESS_IS_BETTER},
    {"mw", BO_MORE_IS_BETTER},           {"sites", BO_MORE_IS_BETTER},
    {"revenue_*", BO_MORE_IS_BETTER},    {"share_*", BO_MORE_IS_BETTER},
    {"grid_wait_*", BO_LESS_IS_BETTER},  {"late_frac", BO_LESS_IS_BETTER},
    {"opened_date", BO_LESS_IS_BETTER},  {"complete_date", BO_LESS_IS_BETTER},
    {"site_cost", BO_LESS_IS_BETTER},    {"gap_closed_date", BO_LESS_IS_BETTER},
};

static int matches(const char *pattern, const char *key)
{
    size_t n = strlen(pattern);
    if (pattern[n - 1] == '*')
        return strncmp(pattern, key, n - 1) == 0;
    return strcmp(pattern, key) == 0;
}

enum bo_direction bo_direction_of(const char *key)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (matches(known[i].key, key))
            return known[i].direction;
    }
    return BO_NEITHER_IS_BETTER;
}
