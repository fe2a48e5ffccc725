/* Uncertain inputs: each drawn by its own path, medians when central, rank correlations by copula. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "near.h"

#include "buildout/base/hash.h"
#include "buildout/base/num.h"
#include "buildout/sample/sample.h"

#define ARENA_BYTES ((size_t)1 << 30)

enum { DISCOUNT, SPREAD, PUE, POINT_1, POINT_3, SCALE, N_INPUTS };
enum { N_POINTS = 4 };

/* A scenario of one group (finance) and two regions, of which the second has a path of four points. */
struct fixture {
    struct bo_arena *arena;
    double points[N_POINTS];
    struct bo_finance_param finance;
    struct bo_region_param region[2];
    struct bo_uncertain input[N_INPUTS];
    struct bo_correlation correlation[3];
    struct bo_scenario scenario;
};

static const int32_t days[N_POINTS] = {0, 10, 20, 30};

static struct bo_uncertain input(const char *path, enum bo_table table, uint32_t row, size_t offset,
                                 struct bo_dist dist)
{
    return (struct bo_uncertain){.path = path,
                                 .key = bo_key_hash(path),
                                 .table = table,
                                 .row = row,
                                 .offset = offset,
                                 .point = BO_NO_ROW,
                                 .dist = dist,
                                 .to_canonical = 1.0};
}

static const struct bo_dist uniform = {.kind = BO_DIST_UNIFORM, .p = {0.0, 1.0}};
static const struct bo_dist lognormal = {.kind = BO_DIST_LOGNORMAL, .p = {14.0, 0.5}};

static int make_fixture(void **state)
{
    static struct fixture f;
    memset(&f, 0, sizeof f);
    if (bo_arena_create(ARENA_BYTES, false, &f.arena, NULL) != BO_OK) {
        return -1;
    }
    for (int i = 0; i < N_POINTS; i++) {
        f.points[i] = 100.0 + i;
    }
    f.finance.discount_rate_per_year = 0.07;
    f.region[1].grid_grants_mw_per_year =
        (struct bo_path){.v = {N_POINTS, f.points}, .day = days, .scale = 1.0};
    size_t grants = offsetof(struct bo_region_param, grid_grants_mw_per_year);
    f.input[DISCOUNT] = input("finance.discount", BO_TABLE_FINANCE, 0,
                              offsetof(struct bo_finance_param, discount_rate_per_year), uniform);
    f.input[SPREAD] =
        input("finance.spread", BO_TABLE_FINANCE, 0,
              offsetof(struct bo_finance_param, spread_per_leverage_per_year), lognormal);
    f.input[PUE] = input("regions.B.pue", BO_TABLE_REGIONS, 1,
                         offsetof(struct bo_region_param, pue_new_ratio), uniform);
    f.input[POINT_1] = input("regions.B.grants[1]", BO_TABLE_REGIONS, 1, grants, uniform);
    f.input[POINT_1].point = 1;
    f.input[POINT_1].to_canonical = 1000.0;
    f.input[POINT_3] = input("regions.B.grants[3]", BO_TABLE_REGIONS, 1, grants, lognormal);
    f.input[POINT_3].point = 3;
    f.input[SCALE] = input("regions.B.grants.scale", BO_TABLE_REGIONS, 1,
                           grants + offsetof(struct bo_path, scale), lognormal);
    f.scenario.param.finance = &f.finance;
    f.scenario.param.region = f.region;
    f.scenario.param.n[BO_TABLE_FINANCE] = 1;
    f.scenario.param.n[BO_TABLE_REGIONS] = 2;
    f.scenario.uncertain = f.input;
    f.scenario.n_uncertain = N_INPUTS;
    f.scenario.correlation = f.correlation;
    *state = &f;
    return 0;
}

static int free_fixture(void **state)
{
    struct fixture *f = *state;
    bo_arena_free(f->arena);
    return 0;
}

static const struct bo_param *draw(const struct fixture *f, uint32_t replicate, bool central)
{
    struct bo_rng rng = {.seed = 5, .replicate = replicate};
    struct bo_sample_options options = {.central = central};
    const struct bo_param *param = NULL;
    struct bo_err err;
    if (bo_sample_draw(&f->scenario, &rng, &options, f->arena, &param, &err) != BO_OK) {
        fail_msg("%s", err.text);
    }
    return param;
}

static void central_inputs_are_at_their_medians(void **state)
{
    struct fixture *f = *state;
    const struct bo_param *p = draw(f, 3, true);
    assert_near(p->finance->discount_rate_per_year, 0.5, 1e-15);
    assert_near(p->finance->spread_per_leverage_per_year, 14.0, 1e-14);
    const struct bo_path *grants = &p->region[1].grid_grants_mw_per_year;
    assert_near(grants->v.value[1], 500.0, 1e-14); /* 0.5 in a unit of 1,000 */
    assert_near(grants->v.value[3], 14.0, 1e-14);
    assert_near(grants->scale, 14.0, 1e-14);
}

static void central_inputs_are_at_their_medians_even_when_correlated(void **state)
{
    struct fixture *f = *state;
    f->correlation[0] = (struct bo_correlation){DISCOUNT, SPREAD, 0.9};
    f->scenario.n_correlations = 1;
    assert_near(draw(f, 0, true)->finance->spread_per_leverage_per_year, 14.0, 1e-14);
}

static void a_draw_is_the_quantile_at_the_keyed_uniform_of_its_path(void **state)
{
    struct fixture *f = *state;
    struct bo_rng rng = {.seed = 5, .replicate = 9};
    double u = bo_rng_uniform(&rng, bo_key_hash("finance.spread"), 1000, 0);
    assert_near(draw(f, 9, false)->finance->spread_per_leverage_per_year,
                bo_dist_quantile(&lognormal, u), 0.0);
}

static void as_many_uniforms_are_written_as_there_are_inputs(void **state)
{
    struct fixture *f = *state;
    struct bo_rng rng = {.seed = 5};
    struct bo_sample_options options = {.central = true};
    double u[N_INPUTS + 1];
    u[N_INPUTS] = 47.0;
    assert_int_equal(bo_sample_uniforms(&f->scenario, &rng, &options, f->arena, u, NULL), BO_OK);
    assert_near(u[N_INPUTS - 1], 0.5, 0.0);
    assert_near(u[N_INPUTS], 47.0, 0.0);
}

/* What every project draws from is given by median and sigma, however it was written: of all kinds, in every region. */
static void noise_of_projects_is_made_ready(void **state)
{
    struct fixture *f = *state;
    static const struct bo_dist written = {.kind = BO_DIST_LOGNORMAL_P90, .p = {14.0, 21.0}};
    struct bo_construction_param c = {.permit_days = written,
                                      .shell_days = written,
                                      .fitout_days = written,
                                      .hall_interval_days = written,
                                      .workers_per_mw = written,
                                      .grid_application_lead_days = written,
                                      .cost_noise_ratio = written,
                                      .ai_premium_frac = written};
    f->scenario.param.construction = &c;
    f->scenario.param.n[BO_TABLE_CONSTRUCTION] = 1;
    f->region[0].grid_study_days = f->region[1].grid_study_days = written;
    const struct bo_param *p = draw(f, 1, true);
    const struct bo_construction_param *got = p->construction;
    const struct bo_dist *dist[] = {&got->permit_days,
                                    &got->shell_days,
                                    &got->fitout_days,
                                    &got->hall_interval_days,
                                    &got->workers_per_mw,
                                    &got->grid_application_lead_days,
                                    &got->cost_noise_ratio,
                                    &got->ai_premium_frac,
                                    &p->region[0].grid_study_days,
                                    &p->region[1].grid_study_days};
    for (size_t i = 0; i < sizeof dist / sizeof dist[0]; i++) {
        assert_int_equal(dist[i]->kind, BO_DIST_LOGNORMAL);
        assert_near(bo_dist_quantile(dist[i], 0.9), 21.0, 1e-12);
    }
    assert_int_equal(c.permit_days.kind, BO_DIST_LOGNORMAL_P90); /* the scenario's own is left */
}

static void the_scenario_itself_is_not_touched(void **state)
{
    struct fixture *f = *state;
    const struct bo_param *p = draw(f, 1, false);
    assert_true(p->finance != &f->finance);
    assert_near(f->finance.discount_rate_per_year, 0.07, 0.0);
    assert_near(f->region[1].grid_grants_mw_per_year.scale, 1.0, 0.0);
    for (int i = 0; i < N_POINTS; i++) {
        assert_near(f->points[i], 100.0 + i, 0.0);
    }
}

static void points_of_a_path_that_are_certain_keep_their_values(void **state)
{
    struct fixture *f = *state;
    const struct bo_path *grants = &draw(f, 1, false)->region[1].grid_grants_mw_per_year;
    assert_int_equal(grants->v.n, N_POINTS);
    assert_ptr_equal(grants->day, days);
    assert_near(grants->v.value[0], 100.0, 0.0);
    assert_near(grants->v.value[2], 102.0, 0.0);
    assert_true(grants->v.value[1] > 0.0 && grants->v.value[1] < 1000.0);
    assert_true(fabs(grants->v.value[1] - 101.0) > 1e-9);
    assert_true(fabs(grants->v.value[3] - 103.0) > 1e-9);
    assert_true(fabs(grants->scale - 1.0) > 1e-9);
}

static void assert_same_draws(const struct bo_param *a, const struct bo_param *b)
{
    const struct bo_path *x = &a->region[1].grid_grants_mw_per_year;
    const struct bo_path *y = &b->region[1].grid_grants_mw_per_year;
    assert_near(a->finance->spread_per_leverage_per_year, b->finance->spread_per_leverage_per_year,
                0.0);
    assert_near(a->region[1].pue_new_ratio, b->region[1].pue_new_ratio, 0.0);
    assert_near(x->v.value[1], y->v.value[1], 0.0);
    assert_near(x->v.value[3], y->v.value[3], 0.0);
    assert_near(x->scale, y->scale, 0.0);
}

static void an_input_that_is_added_or_fixed_moves_nobody_elses_draw(void **state)
{
    struct fixture *f = *state;
    for (uint32_t replicate = 0; replicate < 20; replicate++) {
        f->scenario.uncertain = f->input;
        f->scenario.n_uncertain = N_INPUTS;
        const struct bo_param *all = draw(f, replicate, false);
        f->scenario.uncertain = f->input + 1; /* the discount rate is certain now */
        f->scenario.n_uncertain = N_INPUTS - 1;
        const struct bo_param *fewer = draw(f, replicate, false);
        assert_near(fewer->finance->discount_rate_per_year, 0.07, 0.0);
        assert_same_draws(all, fewer);
    }
}

static void replicates_and_seeds_differ(void **state)
{
    struct fixture *f = *state;
    double a = draw(f, 0, false)->finance->discount_rate_per_year;
    double b = draw(f, 1, false)->finance->discount_rate_per_year;
    assert_true(fabs(a - b) > 1e-9);
    assert_near(draw(f, 0, false)->finance->discount_rate_per_year, a, 0.0);
}

static void what_was_drawn_is_told_in_the_unit_of_its_key(void **state)
{
    struct fixture *f = *state;
    struct bo_rng rng = {.seed = 5, .replicate = 1};
    const struct bo_param *p;
    struct bo_facts *facts = bo_facts_create(f->arena, 0, 1, NULL, 0);
    struct bo_sample_options options = {.facts = facts};
    assert_int_equal(bo_sample_draw(&f->scenario, &rng, &options, f->arena, &p, NULL), BO_OK);
    assert_int_equal(facts->n_inputs, N_INPUTS);
    assert_string_equal(facts->input[POINT_1].path, "regions.B.grants[1]");
    assert_near(facts->input[POINT_1].value * 1000.0,
                p->region[1].grid_grants_mw_per_year.v.value[1], 1e-15);
}

/* ---- the copula ---- */

enum { N_DRAWS = 2000 };

struct pair {
    double value;
    uint32_t index;
};

static int by_value(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    int order = bo_double_compare(&x->value, &y->value);
    return order != 0 ? order : (x->index > y->index) - (x->index < y->index);
}

static void rank(const double *value, double *ranks)
{
    static struct pair sorted[N_DRAWS];
    for (uint32_t i = 0; i < N_DRAWS; i++) {
        sorted[i] = (struct pair){value[i], i};
    }
    qsort(sorted, N_DRAWS, sizeof *sorted, by_value);
    for (uint32_t i = 0; i < N_DRAWS; i++) {
        ranks[sorted[i].index] = i;
    }
}

/* Spearman's: Pearson's of the ranks, 1 - 6 sum d^2 / (n (n^2 - 1)) without ties. */
static double rank_correlation(const double *a, const double *b)
{
    static double x[N_DRAWS], y[N_DRAWS];
    rank(a, x);
    rank(b, y);
    double sum = 0.0, n = N_DRAWS;
    for (uint32_t i = 0; i < N_DRAWS; i++) {
        sum += (x[i] - y[i]) * (x[i] - y[i]);
    }
    return 1.0 - 6.0 * sum / (n * (n * n - 1.0));
}

/* The standard error of Spearman's rho at n = 2,000 is at most 1/sqrt(1999) = 0.0224; 3.3 of them are 0.074. */
#define RHO_TOLERANCE 0.074

static void the_copula_gives_the_rank_correlations_that_are_asked_for(void **state)
{
    struct fixture *f = *state;
    static double discount[N_DRAWS], spread[N_DRAWS], pue[N_DRAWS], scale[N_DRAWS];
    f->correlation[0] = (struct bo_correlation){DISCOUNT, SPREAD, -0.7};
    f->correlation[1] = (struct bo_correlation){PUE, SPREAD, 0.4}; /* the later one first */
    f->correlation[2] = (struct bo_correlation){PUE, SCALE, 0.3};
    f->scenario.n_correlations = 3;
    double mean = 0.0;
    for (uint32_t i = 0; i < N_DRAWS; i++) {
        const struct bo_param *p = draw(f, i, false);
        discount[i] = p->finance->discount_rate_per_year;
        spread[i] = p->finance->spread_per_leverage_per_year;
        pue[i] = p->region[1].pue_new_ratio;
        scale[i] = p->region[1].grid_grants_mw_per_year.scale;
        mean += pue[i] / N_DRAWS;
    }
    assert_near(rank_correlation(discount, spread), -0.7, RHO_TOLERANCE);
    assert_near(rank_correlation(spread, pue), 0.4, RHO_TOLERANCE);
    assert_near(rank_correlation(pue, scale), 0.3, RHO_TOLERANCE);
    assert_near(rank_correlation(discount, scale), 0.0, RHO_TOLERANCE);
    /* The margins stay: a uniform has mean 1/2 with a standard error of 1/sqrt(12 x 2000) = 0.0065. */
    assert_near(mean, 0.5, 0.022);
}

static void inputs_without_a_correlation_keep_their_draws(void **state)
{
    struct fixture *f = *state;
    const struct bo_param *before = draw(f, 4, false);
    f->correlation[0] = (struct bo_correlation){SPREAD, PUE, 0.8};
    f->scenario.n_correlations = 1;
    const struct bo_param *after = draw(f, 4, false);
    assert_near(after->finance->discount_rate_per_year, before->finance->discount_rate_per_year,
                0.0);
    assert_near(after->region[1].grid_grants_mw_per_year.scale,
                before->region[1].grid_grants_mw_per_year.scale, 0.0);
    assert_true(fabs(after->region[1].pue_new_ratio - before->region[1].pue_new_ratio) > 1e-9);
}

/* A like B, B like C, but C unlike A. */
static void correlations_that_contradict_each_other_are_refused(void **state)
{
    struct fixture *f = *state;
    f->correlation[0] = (struct bo_correlation){DISCOUNT, SPREAD, 0.9};
    f->correlation[1] = (struct bo_correlation){SPREAD, PUE, 0.9};
    f->correlation[2] = (struct bo_correlation){DISCOUNT, PUE, -0.9};
    f->scenario.n_correlations = 3;
    struct bo_rng rng = {.seed = 1};
    struct bo_sample_options options = {.central = false};
    const struct bo_param *untouched = &f->scenario.param;
    const struct bo_param *p = untouched;
    struct bo_err err = {.status = BO_OK};
    assert_int_equal(bo_sample_draw(&f->scenario, &rng, &options, f->arena, &p, &err),
                     BO_ESCENARIO);
    assert_string_equal(err.text, "correlations: these 3 rank correlations contradict each other");
    assert_ptr_equal(p, untouched);
}

static void a_distribution_without_a_value_is_refused_by_name(void **state)
{
    struct fixture *f = *state;
    f->input[SPREAD].dist.p[1] = BO_NAN;
    struct bo_rng rng = {.seed = 1};
    struct bo_sample_options options = {.central = true};
    const struct bo_param *p;
    struct bo_err err = {.status = BO_OK};
    assert_int_equal(bo_sample_draw(&f->scenario, &rng, &options, f->arena, &p, &err),
                     BO_ESCENARIO);
    assert_string_equal(err.text,
                        "finance.spread: the distribution has no value at probability 0.5");
}

/* ---- Sobol' ---- */

static const struct bo_param *draw_sobol(const struct fixture *f, uint32_t replicate)
{
    struct bo_rng rng = {.seed = 5, .replicate = replicate};
    struct bo_sample_options options = {.sampling = BO_SAMPLING_SOBOL};
    const struct bo_param *param = NULL;
    struct bo_err err;
    if (bo_sample_draw(&f->scenario, &rng, &options, f->arena, &param, &err) != BO_OK) {
        fail_msg("%s", err.text);
    }
    return param;
}

/* Of 64 points one falls into each 64th of every dimension, and one into each of the 8 x 8 cells of the first two
 * dimensions (a net in base 2), whatever the shift. By (rank, place) those are PUE and POINT_1. */
static void ranked_inputs_fill_their_space_evenly(void **state)
{
    enum { N = 64, SIDE = 8 };
    struct fixture *f = *state;
    uint32_t n_discount[N] = {0}, n_pue[N] = {0}, n_cell[N] = {0};
    f->input[DISCOUNT].rank = 2;
    f->input[PUE].rank = f->input[POINT_1].rank = 1;
    for (uint32_t i = 0; i < N; i++) {
        const struct bo_param *p = draw_sobol(f, i);
        double pue = p->region[1].pue_new_ratio;
        double point = p->region[1].grid_grants_mw_per_year.v.value[1] / 1000.0;
        n_discount[(uint32_t)(p->finance->discount_rate_per_year * N)]++;
        n_pue[(uint32_t)(pue * N)]++;
        n_cell[(uint32_t)(pue * SIDE) * SIDE + (uint32_t)(point * SIDE)]++;
    }
    for (uint32_t i = 0; i < N; i++) {
        assert_int_equal(n_discount[i], 1);
        assert_int_equal(n_pue[i], 1);
        assert_int_equal(n_cell[i], 1);
    }
}

static void inputs_without_a_rank_keep_their_random_draws(void **state)
{
    struct fixture *f = *state;
    f->input[DISCOUNT].rank = 40;
    const struct bo_param *random = draw(f, 9, false), *sobol = draw_sobol(f, 9);
    assert_same_draws(random, sobol);
    assert_true(fabs(random->finance->discount_rate_per_year -
                     sobol->finance->discount_rate_per_year) > 1e-9);
}

/* Forty inputs of rank 1 come before the one of rank 2, for which no dimension is left. */
static void only_forty_inputs_take_dimensions(void **state)
{
    enum { N = 41 };
    struct fixture *f = *state;
    static struct bo_uncertain many[N];
    static char path[N][16];
    for (uint32_t i = 0; i < N; i++) {
        many[i] = f->input[SPREAD];
        snprintf(path[i], sizeof path[i], "a.b[%02u]", i);
        many[i].path = path[i];
        many[i].key = bo_key_hash(path[i]);
        many[i].rank = 1;
    }
    many[7] = f->input[DISCOUNT];
    many[7].rank = 2;
    f->scenario.uncertain = many;
    f->scenario.n_uncertain = N;
    assert_near(draw_sobol(f, 3)->finance->discount_rate_per_year,
                draw(f, 3, false)->finance->discount_rate_per_year, 0.0);
    f->scenario.n_uncertain = N - 1; /* without the last, there is one left */
    assert_true(fabs(draw_sobol(f, 3)->finance->discount_rate_per_year -
                     draw(f, 3, false)->finance->discount_rate_per_year) > 1e-9);
    f->scenario.n_uncertain = N;
    many[0].rank = 0; /* nor does one without a rank take any */
    assert_true(fabs(draw_sobol(f, 3)->finance->discount_rate_per_year -
                     draw(f, 3, false)->finance->discount_rate_per_year) > 1e-9);
}

static void another_seed_shifts_the_points(void **state)
{
    struct fixture *f = *state;
    f->input[DISCOUNT].rank = 1;
    struct bo_rng rng = {.seed = 6};
    struct bo_sample_options options = {.sampling = BO_SAMPLING_SOBOL};
    const struct bo_param *p = NULL;
    assert_int_equal(bo_sample_draw(&f->scenario, &rng, &options, f->arena, &p, NULL), BO_OK);
    assert_true(fabs(p->finance->discount_rate_per_year -
                     draw_sobol(f, 0)->finance->discount_rate_per_year) > 1e-9);
}

/* A variant that fixes the first of three ranked inputs: the other two are drawn as in the scenario that has all. */
static void a_variant_that_fixes_an_input_draws_the_others_as_before(void **state)
{
    struct fixture *f = *state;
    f->input[DISCOUNT].rank = 1;
    f->input[SPREAD].rank = 2;
    f->input[PUE].rank = 3;
    f->scenario.n_uncertain = PUE + 1; /* sorted by path */
    struct bo_scenario variant = f->scenario;
    variant.uncertain = &f->input[SPREAD];
    variant.n_uncertain = 2;
    const struct bo_param *before = draw_sobol(f, 7), *p = NULL;
    struct bo_rng rng = {.seed = 5, .replicate = 7};
    struct bo_sample_options options = {.sampling = BO_SAMPLING_SOBOL,
                                        .dimensions_of = &f->scenario};
    assert_int_equal(bo_sample_draw(&variant, &rng, &options, f->arena, &p, NULL), BO_OK);
    assert_near(p->finance->spread_per_leverage_per_year,
                before->finance->spread_per_leverage_per_year, 0.0);
    assert_near(p->region[1].pue_new_ratio, before->region[1].pue_new_ratio, 0.0);
    options.dimensions_of = NULL; /* its own dimensions are others */
    assert_int_equal(bo_sample_draw(&variant, &rng, &options, f->arena, &p, NULL), BO_OK);
    assert_true(fabs(p->region[1].pue_new_ratio - before->region[1].pue_new_ratio) > 1e-9);
}

/* An input that the other scenario has not takes no dimension of it, whether it comes before, between or behind. */
static void an_input_that_only_a_variant_has_is_drawn_at_random(void **state)
{
    struct fixture *f = *state;
    f->input[DISCOUNT].rank = f->input[SPREAD].rank = f->input[PUE].rank = 1;
    f->scenario.n_uncertain = PUE + 1;
    struct bo_scenario whole = f->scenario, like = f->scenario;
    like.uncertain = &f->input[SPREAD];
    for (uint32_t n = 0; n <= 1; n++) { /* nothing, or the second alone */
        like.n_uncertain = n;
        double u[PUE + 1], at_random[PUE + 1];
        struct bo_rng rng = {.seed = 5, .replicate = 7};
        struct bo_sample_options options = {.sampling = BO_SAMPLING_SOBOL, .dimensions_of = &like};
        struct bo_sample_options keyed = {.sampling = BO_SAMPLING_RANDOM};
        assert_int_equal(bo_sample_uniforms(&whole, &rng, &options, f->arena, u, NULL), BO_OK);
        assert_int_equal(bo_sample_uniforms(&whole, &rng, &keyed, f->arena, at_random, NULL),
                         BO_OK);
        assert_near(u[DISCOUNT], at_random[DISCOUNT], 0.0);
        assert_near(u[PUE], at_random[PUE], 0.0);
        assert_int_equal(fabs(u[SPREAD] - at_random[SPREAD]) > 1e-9, n);
    }
}

/* u[SPREAD] is where the context says, plus a tenth a replicate. */
static void put_spread(const void *context, uint32_t replicate, double *u)
{
    u[SPREAD] = *(const double *)context + 0.1 * replicate;
}

static void a_point_that_is_given_is_taken_whatever_is_correlated(void **state)
{
    struct fixture *f = *state;
    const double at = 0.5;
    f->correlation[0] = (struct bo_correlation){DISCOUNT, SPREAD, 0.9};
    f->scenario.n_correlations = 1;
    struct bo_rng rng = {.seed = 5, .replicate = 2};
    struct bo_sample_options options = {.point = put_spread, .point_context = &at};
    double u[N_INPUTS];
    assert_int_equal(bo_sample_uniforms(&f->scenario, &rng, &options, f->arena, u, NULL), BO_OK);
    for (uint32_t i = 0; i < N_INPUTS; i++) {
        assert_near(u[i], i == SPREAD ? 0.7 : 0.5, 1e-15);
    }
}

/* What is moved is moved before the copula: the correlated input follows it, the others stay. */
static void uniforms_are_moved_before_they_are_correlated(void **state)
{
    struct fixture *f = *state;
    const double at = 0.999;
    f->correlation[0] = (struct bo_correlation){SPREAD, PUE, 0.9};
    f->scenario.n_correlations = 1;
    struct bo_rng rng = {.seed = 5};
    struct bo_sample_options options = {.moved = NULL};
    double drawn[N_INPUTS], u[N_INPUTS];
    assert_int_equal(bo_sample_uniforms(&f->scenario, &rng, &options, f->arena, drawn, NULL),
                     BO_OK);
    options.moved = put_spread;
    options.moved_context = &at;
    assert_int_equal(bo_sample_uniforms(&f->scenario, &rng, &options, f->arena, u, NULL), BO_OK);
    assert_near(u[SPREAD], 0.999, 1e-12);
    assert_near(u[DISCOUNT], drawn[DISCOUNT], 0.0);
    assert_near(u[SCALE], drawn[SCALE], 0.0);
    assert_true(u[PUE] > drawn[PUE] + 0.01);
}

#define SAMPLE_TEST(test) cmocka_unit_test_setup_teardown(test, make_fixture, free_fixture)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SAMPLE_TEST(central_inputs_are_at_their_medians),
        SAMPLE_TEST(as_many_uniforms_are_written_as_there_are_inputs),
        SAMPLE_TEST(noise_of_projects_is_made_ready),
        SAMPLE_TEST(central_inputs_are_at_their_medians_even_when_correlated),
        SAMPLE_TEST(a_draw_is_the_quantile_at_the_keyed_uniform_of_its_path),
        SAMPLE_TEST(the_scenario_itself_is_not_touched),
        SAMPLE_TEST(points_of_a_path_that_are_certain_keep_their_values),
        SAMPLE_TEST(an_input_that_is_added_or_fixed_moves_nobody_elses_draw),
        SAMPLE_TEST(replicates_and_seeds_differ),
        SAMPLE_TEST(what_was_drawn_is_told_in_the_unit_of_its_key),
        SAMPLE_TEST(the_copula_gives_the_rank_correlations_that_are_asked_for),
        SAMPLE_TEST(inputs_without_a_correlation_keep_their_draws),
        SAMPLE_TEST(correlations_that_contradict_each_other_are_refused),
        SAMPLE_TEST(a_distribution_without_a_value_is_refused_by_name),
        SAMPLE_TEST(ranked_inputs_fill_their_space_evenly),
        SAMPLE_TEST(inputs_without_a_rank_keep_their_random_draws),
        SAMPLE_TEST(only_forty_inputs_take_dimensions),
        SAMPLE_TEST(another_seed_shifts_the_points),
        SAMPLE_TEST(a_variant_that_fixes_an_input_draws_the_others_as_before),
        SAMPLE_TEST(an_input_that_only_a_variant_has_is_drawn_at_random),
        SAMPLE_TEST(a_point_that_is_given_is_taken_whatever_is_correlated),
        SAMPLE_TEST(uniforms_are_moved_before_they_are_correlated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
