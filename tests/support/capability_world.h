/* capability_world.h - a world by hand with nothing but training programmes, one a company, for tests of capability.
 *
 * Compute is what the test says. Numbers are neutral: no spread, no jumps, no failures, research share 0, a run takes
 * what it wants. Compute is given before each month and is there from its close on.
 */
#ifndef BUILDOUT_TESTS_CAPABILITY_WORLD_H
#define BUILDOUT_TESTS_CAPABILITY_WORLD_H

#include "near.h"

#include "buildout/base/arena.h"
#include "buildout/base/calendar.h"
#include "buildout/base/hash.h"
#include "buildout/base/num.h"
#include "buildout/model/ai.h"
#include "buildout/model/capability.h"

#define CAP_MOST 8
#define CAP_MONTHS 144
#define CAP_FLOP_PER_S 1e15
#define CAP_MFU 0.4
#define CAP_FLOP_PER_DAY (CAP_FLOP_PER_S * CAP_MFU * 86400.0) /* of an H100e */

struct cap {
    struct bo_arena *arena;
    struct bo_param param;
    struct bo_technology_param technology;
    struct bo_programme_param programme[CAP_MOST];
    struct bo_company_param company_param[CAP_MOST];
    struct bo_company company[CAP_MOST];
    struct bo_ai_company ai[CAP_MOST];
    struct bo_ai_economy economy;
    struct bo_world world;
};

static inline struct bo_dist cap_constant(double x)
{
    return (struct bo_dist){.kind = BO_DIST_CONSTANT, .p = {x}};
}

static inline struct bo_path cap_path(struct cap *cap, double x)
{
    double *value = BO_NEW(cap->arena, double);
    *value = x;
    return (struct bo_path){.v = {.n = 1, .value = value}, .scale = 1.0};
}

/* before until the day, after from it on */
static inline struct bo_path cap_step(struct cap *cap, double before, int32_t date, double after)
{
    double *value = BO_NEW_ARRAY(cap->arena, double, 2);
    int32_t *day = BO_NEW_ARRAY(cap->arena, int32_t, 2);
    value[0] = before;
    value[1] = after;
    day[0] = 0;
    day[1] = date;
    return (struct bo_path){
        .v = {.n = 2, .value = value}, .day = day, .shape = BO_PATH_STEP, .scale = 1.0};
}

static inline void cap_technology(struct cap *cap)
{
    cap->technology = (struct bo_technology_param){.eci_per_decade = cap_path(cap, 10.0),
                                                   .opening_eci = 100.0,
                                                   .opening_progress_per_year = 12.0,
                                                   .h100_flop_per_s = CAP_FLOP_PER_S,
                                                   .mfu_frac = cap_constant(CAP_MFU),
                                                   .final_run_frac = cap_constant(0.2),
                                                   .run_length_sharpness = 20.0,
                                                   .spending_growth_lag_days = 365.25,
                                                   .training_growth_per_year = cap_path(cap, 1.5),
                                                   .research_compute_exponent = 0.5,
                                                   .research_lag_days = 90.0,
                                                   .dated_jumps = cap_path(cap, 0.0),
                                                   .dated_jump_gain_ratio = 1.0,
                                                   .jump_rate_per_year = cap_path(cap, 0.0),
                                                   .jump_gain_ratio = cap_constant(1.0),
                                                   .jump_step_decades = cap_constant(0.0),
                                                   .jump_loss_frac = cap_constant(0.0),
                                                   .jump_class_days = 365.25,
                                                   .jump_catch_up_days = 120.0};
}

static inline void cap_programmes(struct cap *cap, uint32_t n)
{
    static const char *const key[CAP_MOST] = {"a", "b", "c", "d", "e", "f", "g", "h"};
    for (uint32_t i = 0; i < n; i++) {
        struct bo_programme_param *p = &cap->programme[i];
        *p = (struct bo_programme_param){.company = i,
                                         .policy = BO_TRAIN_FRONTIER,
                                         .first_effective_flop = 1e24,
                                         .first_run_flop = 1e24,
                                         .research_staff = cap_path(cap, 100.0),
                                         .cadence_days = 365.25,
                                         .diffusion_ratio = 1.0,
                                         .fleet_frac = 1.0};
        p->entry = (struct bo_entry){key[i], key[i], bo_key_hash(key[i])};
        cap->company_param[i].entry = p->entry;
        cap->company[i].param = &cap->company_param[i];
        cap->company[i].alive = true;
        cap->company[i].policy.cadence_ratio = 1.0;
        cap->ai[i].frontier = true;
    }
}

/* n programmes that a test may still change; then cap_open. */
static inline void cap_init(struct cap *cap, uint32_t n)
{
    *cap = (struct cap){.arena = NULL};
    assert_int_equal(bo_arena_create((size_t)64 << 20, false, &cap->arena, NULL), 0);
    cap_technology(cap);
    cap_programmes(cap, n);
    cap->param = (struct bo_param){
        .technology = &cap->technology, .programme = cap->programme, .company = cap->company_param};
    cap->param.n[BO_TABLE_TECHNOLOGY] = 1;
    cap->param.n[BO_TABLE_PROGRAMMES] = n;
    cap->param.n[BO_TABLE_COMPANIES] = n;
    cap->economy = (struct bo_ai_economy){.n_companies = n, .company = cap->ai};
    cap->world = (struct bo_world){.arena = cap->arena,
                                   .param = &cap->param,
                                   .rng = {.seed = 1},
                                   .start_day = bo_day_of(2022, 1, 1),
                                   .n_months = CAP_MONTHS,
                                   .n_companies = n,
                                   .company = cap->company,
                                   .ai_economy = &cap->economy};
}

static inline void cap_open(struct cap *cap)
{
    bo_capability_open(&cap->world);
    assert_non_null(cap->world.capability);
}

static inline void cap_close(struct cap *cap)
{
    bo_arena_free(cap->arena);
}

static inline struct bo_programme *cap_of(struct cap *cap, uint32_t i)
{
    return &cap->world.capability->programme[i];
}

/* Lets a programme run at the first close that it may: as if its last run had begun a cadence before the start. */
static inline void cap_hurry(struct cap *cap, uint32_t i)
{
    cap_of(cap, i)->last_start_day = -cap->programme[i].cadence_days;
}

/* What bo_close_month does around the close of capability. */
static inline double cap_month(struct cap *cap)
{
    struct bo_world *world = &cap->world;
    double end = bo_world_month_end(world, world->month);
    world->month_days = end - world->day;
    world->day = end;
    bo_capability_close(world, end);
    world->month++;
    return end;
}

static inline void cap_months(struct cap *cap, uint32_t n)
{
    while (n-- > 0) {
        cap_month(cap);
    }
}

#endif
