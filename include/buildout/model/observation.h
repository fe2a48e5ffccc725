/* buildout/model/observation.h - what a board sees when it decides: its own state and the market's, never the future.
 *
 * Each name is documented here once; rules, checks, --when and --until use these names.
 *
 * Units:  in the name. All values are those of the last month close (a lag of one month).
 */
#ifndef BUILDOUT_MODEL_OBSERVATION_H
#define BUILDOUT_MODEL_OBSERVATION_H

#include <stdint.h>

enum bo_observation {
    BO_OBS_YEAR, /* decimal: 2024.5 */
    BO_OBS_CASH,
    BO_OBS_DEBT,
    BO_OBS_RUNWAY,
    BO_OBS_CAPEX_TTM,
    BO_OBS_OCF_TTM,
    BO_OBS_CAPEX_OVER_OCF,
    BO_OBS_LEVERAGE,
    BO_OBS_MW,
    BO_OBS_PIPELINE_MW,
    BO_OBS_DEMAND_MW,
    BO_OBS_DEMAND_GROWTH,
    BO_OBS_USE,
    BO_OBS_REVENUE_TTM,
    BO_OBS_CAPABILITY,
    BO_OBS_FRONTIER_GAP,
    BO_OBS_LAG,
    BO_OBS_H100E,
    BO_OBS_STORED_H100E,
    BO_OBS_GPU_HOUR,
    BO_OBS_AI_REVENUE_TTM,
    BO_OBS_PRICE_WAR,
    BO_OBS_WORLD_SITES,
    BO_OBS_WORLD_MW,
    BO_OBS_WORLD_PIPELINE,
    BO_OBS_WORLD_EQUIPMENT_WEEKS,
    BO_OBS_WORLD_RENT,
    BO_OBS_WORLD_CAPEX_TTM,
    BO_OBS_WORLD_OPENINGS_TTM,
    BO_OBS_WORLD_FRONTIER,
    BO_OBS_WORLD_PROGRESS,
    BO_OBS_WORLD_GPU_HOUR,
    BO_OBS_WORLD_GPU_PRICE,
    BO_OBS_WORLD_GPU_WEEKS,
    BO_OBS_WORLD_AI_REVENUE,
    BO_OBS_WORLD_GAP,
    BO_OBS_WORLD_SENTIMENT,
    BO_N_OBSERVATIONS
};

/* A runway that does not end, and a ratio over nothing, are told as these. */
#define BO_RUNWAY_MAX_MONTHS 1200.0
#define BO_RATIO_MAX 1000.0

struct bo_observation_name {
    const char *name;
    const char *unit;
    const char *variable; /* of results.md, "" when derived */
    const char *meaning;
    double probe;
};
extern const struct bo_observation_name bo_observation_names[BO_N_OBSERVATIONS];

#endif
