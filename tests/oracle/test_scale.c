/* Oracle 6: every nominal amount times eight, a power of two, so that no rounding of a double hides behind it. Counts
 * and dates are the same, amounts eight times as large within a cent a posting.
 */
#include "tiny_run.h"

#include "buildout/scenario/schema.h"

#define SCALE 8.0
#define MONTHS 24

static bool is_amount(const char *unit)
{
    return unit != NULL && strncmp(unit, "USD", 3) == 0;
}

static void scale_vector(struct bo_vector *vector, struct bo_arena *arena)
{
    double *value = BO_NEW_ARRAY(arena, double, vector->n);
    for (uint32_t i = 0; i < vector->n; i++) {
        value[i] = SCALE * vector->value[i];
    }
    vector->value = value;
}

static uint32_t scale_table(struct bo_param *param, enum bo_table table, struct bo_arena *arena)
{
    uint32_t n_keys, scaled = 0;
    const struct bo_key *key = bo_schema_keys(table, &n_keys);
    for (uint32_t k = 0; k < n_keys; k++) {
        for (uint32_t row = 0; is_amount(key[k].unit) && row < param->n[table]; row++) {
            void *field = bo_param_field(param, table, row, key[k].offset);
            scaled++;
            if (key[k].kind == BO_KEY_NUMBER || key[k].kind == BO_KEY_NUMBER_OR) {
                *(double *)field *= SCALE;
            } else if (key[k].kind == BO_KEY_PATH || key[k].kind == BO_KEY_PATH_OR) {
                scale_vector(&((struct bo_path *)field)->v, arena);
            } else {
                fail_msg("%s: do not know how to scale this kind", key[k].name);
            }
        }
    }
    return scaled;
}

/* The same scenario in a currency of which eight make a dollar. */
static struct bo_scenario scaled(const struct bo_scenario *scenario, struct bo_arena *arena)
{
    struct bo_scenario copy = *scenario;
    uint32_t n = 0;
    assert_int_equal(scenario->n_uncertain, 0);
    for (int t = 0; t < BO_N_TABLES; t++) {
        const struct bo_table_info *info = &bo_tables[t];
        if (info->optional && copy.param.n[t] == 0) {
            continue;
        }
        void *rows = bo_arena_alloc(arena, copy.param.n[t], info->row_size);
        if (copy.param.n[t] > 0) {
            memcpy(rows, bo_param_field(&scenario->param, (enum bo_table)t, 0, 0),
                   copy.param.n[t] * info->row_size);
        }
        memcpy((char *)&copy.param + info->pointer_offset, &rows, sizeof rows);
        n += scale_table(&copy.param, (enum bo_table)t, arena);
    }
    /* Eleven of each of two companies, rent and power of two regions, site cost, landlords' plant, AI spend. */
    assert_true(n >= 2 * 11 + 2 * 2 + 3);
    return copy;
}

static bool in_usd(const char *unit)
{
    return strstr(unit, "USD") != NULL;
}

/* Cents: half a one for each rounding, of which a month of a small world has a few hundred at most. */
static double cents_allowed(const char *unit, uint32_t month)
{
    double postings = 500.0 * (month + 1.0);
    return strcmp(unit, "million USD") == 0 ? postings * 0.01 / 1e6 : 0.0;
}

static void assert_scaled_series(const struct bo_facts *a, const struct bo_facts *b)
{
    assert_int_equal(a->n_series, b->n_series);
    for (uint32_t i = 0; i < a->n_series; i++) {
        const struct bo_fact_series *s = &a->series[i];
        const struct bo_fact_variable *v = &a->variable[s->variable];
        const double *value = facts_values(b, v->name, s->entity, s->place);
        double factor = in_usd(v->unit) ? SCALE : 1.0;
        for (uint32_t month = 0; month < MONTHS; month++) {
            double wanted = factor * s->value[month];
            double tolerance = 1e-9 * fabs(wanted) + cents_allowed(v->unit, month);
            if (isnan(wanted) != isnan(value[month]) ||
                (!isnan(wanted) && !(fabs(value[month] - wanted) <= tolerance))) {
                fail_msg("%s of %s %s in month %u: %.17g, not %.17g", v->name, s->entity, s->place,
                         month, value[month], wanted);
            }
            bool count = strcmp(v->unit, "sites") == 0 || strcmp(v->unit, "count") == 0;
            if (count) {
                assert_near(value[month], wanted, 0.0);
            }
        }
    }
}

static void amounts_times_eight_change_no_count_and_no_date(void **state)
{
    (void)state;
    static const char *const set[] = {"construction.opposition_per_year=0.1",
                                      "construction.bid_premium_frac=0.15",
                                      "colocation.absorption_growth_per_year=0.2",
                                      "colocation.rent_answer_per_year=0.3",
                                      "colocation.lease_term_years=1",
                                      "planning.region_cost_elasticity=1.0",
                                      "finance.spread_per_leverage_per_year=0.01",
                                      "companies.Alpha.buybacks_per_year=10e9"};
    struct run_fixture f;
    run_open(&f, TINY_CFG, sizeof set / sizeof set[0], set);
    struct bo_scenario eight = scaled(f.scenario, f.arena);
    struct run_fixture g = {.arena = f.arena, .scenario = &eight};
    assert_int_equal(bo_runner_create(&eight, &g.runner, NULL), BO_OK);
    for (uint64_t seed = 1; seed <= 5; seed++) {
        struct bo_run_result a = run_well(&f, seed), b = run_well(&g, seed);
        assert_same_events(a.facts, b.facts);
        assert_scaled_series(a.facts, b.facts);
        bo_run_result_free(&a);
        bo_run_result_free(&b);
    }
    bo_runner_free(g.runner);
    run_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(amounts_times_eight_change_no_count_and_no_date),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
