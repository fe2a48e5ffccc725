/* A tenant that walks away or ends leaves whole sites to its landlords, who let them: as any vacancy, and whole. */
#include "tiny_project.h"

#include "buildout/model/colocation.h"
#include "buildout/model/suites.h"
#include "buildout/model/tenant_default.h"

static double leased_of(const struct bo_world *w, uint32_t company)
{
    double mw = 0.0;
    for (uint32_t r = 0; r < w->n_regions; r++) {
        mw += w->company[company].estate[r].leased_mw;
    }
    return mw;
}

static void assert_audited(struct bo_world *w)
{
    struct bo_err err = {.status = BO_OK};
    assert_mw_audited(w);
    assert_int_equal(bo_ledger_audit(&w->ledger, &err), BO_OK);
}

/* A quarter of Alpha's 600 MW in the North is leased: 150 MW beside an inventory of 500 with 5 % empty. */
static void a_company_that_ends_leaves_a_hole_at_its_landlord(void **state)
{
    (void)state;
    struct tiny t;
    tiny_open_certain(&t);
    struct bo_world *w = t.world;
    struct bo_region *north = &w->region[TINY_NORTH];
    struct bo_company *alpha = &w->company[TINY_ALPHA];
    bo_tenant_default_close(w, 1.0);
    assert_near(alpha->estate[TINY_NORTH].leased_mw, 150.0, 1e-12);
    alpha->alive = false;
    alpha->ended = true;
    bo_tenant_default_close(w, 31.0);
    assert_near(leased_of(w, TINY_ALPHA), 0.0, 0.0);
    assert_near(north->colo_inventory_mw, 650.0, 1e-12);
    assert_near(north->vacated_mw, 150.0, 1e-12);
    assert_near(bo_colocation_vacancy(north), 1.0 - 475.0 / 650.0, 1e-12);
    assert_audited(w);
    double inventory = north->colo_inventory_mw;
    bo_tenant_default_close(w, 62.0); /* once */
    assert_near(north->colo_inventory_mw, inventory, 0.0);
    tiny_close(&t);
}

/* Of 150 MW that stand empty, and as many as others have not taken since. */
static void what_it_left_is_let_whole_while_it_stands_empty(void **state)
{
    (void)state;
    struct tiny t;
    tiny_open_certain(&t);
    struct bo_world *w = t.world;
    struct bo_region *north = &w->region[TINY_NORTH];
    assert_near(bo_tenant_relet(w, TINY_BETA, TINY_NORTH, 40.0), 0.0,
                0.0); /* nobody has left any */
    w->company[TINY_ALPHA].alive = false;
    w->company[TINY_ALPHA].ended = true;
    bo_tenant_default_close(w, 31.0);
    double before = leased_of(w, TINY_BETA);
    assert_near(bo_tenant_relet(w, TINY_BETA, TINY_NORTH, 100.0), 100.0, 0.0);
    assert_near(leased_of(w, TINY_BETA) - before, 100.0, 1e-9);
    assert_near(north->colo_inventory_mw, 550.0, 1e-12);
    assert_near(bo_tenant_relet(w, TINY_BETA, TINY_NORTH, 101.0), 0.0, 0.0); /* less than half */
    north->colo_leased_mw = north->colo_inventory_mw - 30.0; /* small tenants were there first */
    double empty = bo_suites_empty_mw(w, north);
    assert_true(empty < 30.0);
    assert_near(bo_tenant_relet(w, TINY_BETA, TINY_NORTH, 50.0), empty, 1e-12);
    assert_audited(w);
    tiny_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_company_that_ends_leaves_a_hole_at_its_landlord),
        cmocka_unit_test(what_it_left_is_let_whole_while_it_stands_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
