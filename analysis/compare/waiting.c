#include "buildout/compare/waiting.h"

#include <math.h>

uint32_t bo_waiting_best(const double *value, uint32_t n)
{
    uint32_t best = BO_WAITING_NEVER;
    for (uint32_t i = 0; i < n; i++) {
        if (isfinite(value[i]) && (best == BO_WAITING_NEVER || value[i] > value[best]))
            best = i;
    }
    return best;
}

uint32_t bo_waiting_best_or_never(const double *value, uint32_t n)
{
    uint32_t best = bo_waiting_best(value, n);
    return best != BO_WAITING_NEVER && value[best] > 0.0 ? best : BO_WAITING_NEVER;
}
