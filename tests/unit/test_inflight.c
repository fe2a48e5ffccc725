/* The pipeline that the world opens with: past starts replayed through the same phases. */
#include "tiny_project.h"

#include "buildout/model/inflight.h"

static int open_world(void **state)
{
    static struct tiny tiny;
    tiny_open_certain(&tiny);
    *state = &tiny;
    return 0;
}

static int close_world(void **state)
{
    tiny_close(*state);
    return 0;
}

static void a_constant_rate_of_starts_is_that_of_every_past_year(void **state)
{
    struct tiny *constant = *state;
    static const char *const set[] = {
        TINY_CERTAIN, "regions.North.starts_per_year=((\"2010\",4.0),(\"2021\",4.0))",
        "regions.South.starts_per_year=((\"2010\",2.0),(\"2021\",2.0))"};
    struct tiny dated;
    tiny_open(&dated, sizeof set / sizeof set[0], set);
    assert_true(constant->world->n_projects > 0);
    assert_int_equal(constant->world->n_projects, dated.world->n_projects);
    for (uint32_t i = 0; i < dated.world->n_projects; i++) {
        assert_near(constant->world->project[i].announced_day,
                    dated.world->project[i].announced_day, 0.0);
    }
    tiny_close(&dated);
}

/* A run from July on has half a year of its own year behind it: 2 of the 4 yearly starts of the North, 1 of the South. */
static void a_run_that_starts_within_a_year_has_begun_that_year(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "time.start=2022-07-01"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    uint32_t this_year = 0, last_year = 0;
    for (uint32_t i = 0; i < t.world->n_projects; i++) {
        const struct bo_project *p = &t.world->project[i];
        if (p->kind == BO_NEW_SITE) {
            assert_true(p->announced_day < 0.0);
            this_year += p->announced_day >= -181.0; /* January to June */
            last_year += p->announced_day < -181.0 && p->announced_day >= -181.0 - 365.0;
        }
    }
    assert_int_equal(this_year, 3);
    assert_int_equal(last_year, 6);
    tiny_close(&t);
}

/* With 21 months from announcement to opening and at most 9 halls after it, no older project is unfinished. */
static void only_unfinished_projects_are_kept_each_in_its_phase(void **state)
{
    struct tiny *t = *state;
    for (uint32_t i = 0; i < t->world->n_projects; i++) {
        const struct bo_project *p = &t->world->project[i];
        assert_true(p->in_flight);
        assert_true(bo_project_active(p));
        assert_true(p->announced_day < 0.0 && p->announced_day > -(21.0 + 18.0) * MONTH);
        assert_int_equal(p->state == BO_PERMIT, isnan(p->permit_day));
        assert_int_equal(p->state == BO_HALLS, !isnan(p->opened_day));
        bool crews = p->crew_job != BO_NO_ROW;
        bool waits = p->state == BO_PERMIT || (p->state == BO_WORKS && !isnan(p->shell_day));
        assert_int_equal(crews, !waits);
    }
    assert_mw_audited(t->world);
}

static struct bo_project *add(struct tiny *t, double announced_day, double mw)
{
    struct bo_project_order order = tiny_order(TINY_ALPHA, mw);
    order.announced_day = announced_day;
    order.in_flight = true;
    uint32_t n = t->world->n_projects;
    bo_inflight_add(t->world, &order);
    bo_audit_open(t->world); /* as the opening does when all are placed */
    return t->world->n_projects == n ? NULL : &t->world->project[n];
}

/* Permit 5 months, shell 12, equipment 350 days, grid after 6: fit-out from month 17, first hall at 21, one every 2. */
static void a_past_project_stands_where_its_own_dates_put_it(void **state)
{
    struct tiny *t = *state;
    const struct bo_project *p = add(t, -4.0 * MONTH, 40.0);
    assert_int_equal(p->state, BO_PERMIT);
    p = add(t, -11.0 * MONTH, 40.0); /* half of the shell is done */
    assert_int_equal(p->state, BO_WORKS);
    assert_near(bo_fluid_pool_progress(&t->world->region[TINY_NORTH].crews, 0.0, p->crew_job), 0.5,
                1e-12);
    assert_near(p->permit_day, -6.0 * MONTH, 1e-12);
    assert_int_equal(p->equipment_missing, 1);
    p = add(t, -18.0 * MONTH, 40.0); /* a quarter of the fit-out is done */
    assert_int_equal(p->state, BO_FITOUT);
    assert_near(bo_fluid_pool_progress(&t->world->region[TINY_NORTH].crews, 0.0, p->crew_job), 0.25,
                1e-12);
    assert_near(p->published_day, 3.0 * MONTH, 1e-9);
    p = add(t, -24.0 * MONTH, 40.0); /* open for 3 months: two halls, and half of the third */
    assert_int_equal(p->state, BO_HALLS);
    assert_int_equal(p->n_halls_done, 2);
    assert_near(bo_fluid_pool_progress(&t->world->region[TINY_NORTH].crews, 0.0, p->crew_job), 0.5,
                1e-12);
    assert_null(add(t, -28.0 * MONTH, 40.0)); /* the fourth hall came after 27 months */
    assert_mw_audited(t->world);
}

/* Equipment takes 350 days and the shell 12 months, so nothing is ordered ahead; with shells of 6 months half of what
 * it takes longer is. A site whose permit comes in a month has then ordered, and one whose comes in 4 has not. */
static void equipment_that_takes_long_was_ordered_before_the_permit(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "construction.order_ahead_frac=0.5",
                                      "construction.shell_months=6.0"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    double ahead = 0.5 * (350.0 - 6.0 * MONTH);
    const struct bo_project *p = add(&t, -4.0 * MONTH, 40.0);
    assert_int_equal(p->state, BO_PERMIT);
    assert_near(p->ordered_day, MONTH - ahead, 1e-9);
    p = add(&t, -1.0 * MONTH, 40.0);
    assert_true(isnan(p->ordered_day));
    p = add(&t, -7.0 * MONTH, 40.0);
    assert_near(p->ordered_day, -2.0 * MONTH - ahead, 1e-9);
    tiny_close(&t);
}

static void halls_that_were_open_belong_to_the_stock_and_not_to_the_pipeline(void **state)
{
    struct tiny *t = *state;
    struct bo_estate *north = &t->world->company[TINY_ALPHA].estate[TINY_NORTH];
    double building = north->building_mw, owned = north->owned_mw;
    add(t, -24.0 * MONTH, 40.0);
    assert_near(north->building_mw - building, 20.0, 1e-12);
    assert_near(north->owned_mw - owned, 0.0, 0.0);
}

#define WORLD_TEST(test) cmocka_unit_test_setup_teardown(test, open_world, close_world)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(a_constant_rate_of_starts_is_that_of_every_past_year),
        WORLD_TEST(a_run_that_starts_within_a_year_has_begun_that_year),
        WORLD_TEST(only_unfinished_projects_are_kept_each_in_its_phase),
        WORLD_TEST(a_past_project_stands_where_its_own_dates_put_it),
        cmocka_unit_test(equipment_that_takes_long_was_ordered_before_the_permit),
        WORLD_TEST(halls_that_were_open_belong_to_the_stock_and_not_to_the_pipeline),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
