/* What AI earns and costs in the books of companies with halls and a core business. */
#include "tiny_world.h"

#include "buildout/model/ai.h"
#include "buildout/model/finance.h"
#include "buildout/model/tenant_default.h"

#define MN 1e6

static int open_world(void **state)
{
    static struct tiny tiny;
    static const char *const set[] = {"finance.ai_cost_frac=0.25"};
    tiny_open(&tiny, 1, set);
    *state = &tiny;
    return 0;
}

static int close_world(void **state)
{
    tiny_close(*state);
    return 0;
}

static struct bo_ai_company *give_ai(struct bo_world *world)
{
    struct bo_ai_economy *ai = BO_NEW(world->arena, struct bo_ai_economy);
    ai->n_companies = world->n_companies;
    ai->company = BO_NEW_ARRAY(world->arena, struct bo_ai_company, world->n_companies);
    world->ai_economy = ai;
    return ai->company;
}

static void close_january(struct bo_world *world)
{
    struct bo_err err = {.status = BO_OK};
    world->month_days = world->day = 31.0;
    bo_finance_close(world, 31.0);
    if (bo_ledger_audit(&world->ledger, &err) != BO_OK) {
        fail_msg("%s", err.text);
    }
}

static double month_usd(const struct bo_world *world, uint32_t party, enum bo_category category)
{
    return bo_money_usd(world->ledger.month[party][category]);
}

static double sector_usd(const struct bo_world *world, enum bo_sector sector,
                         enum bo_category category)
{
    return month_usd(world, world->ledger.first_sector + (uint32_t)sector, category);
}

/* What there was at the opening is in its margins: 200 of AI revenue in the first month is no more income than without it. */
static void what_ai_brings_at_the_opening_was_in_its_margins(void **state)
{
    struct tiny *t = *state;
    struct tiny plain;
    static const char *const set[] = {"finance.ai_cost_frac=0.25"};
    tiny_open(&plain, 1, set);
    close_january(plain.world);
    give_ai(t->world)[TINY_ALPHA].leasing_revenue_usd = 200.0 * MN;
    close_january(t->world);
    assert_near(t->world->company[TINY_ALPHA].operating_income_usd,
                plain.world->company[TINY_ALPHA].operating_income_usd, 1e-9);
    tiny_close(&plain);
}

/* Products 100, AI in the cloud 50, uplift 20, GPU-hours 30: 200 of AI revenue, which costs 50 more. After the opening. */
static void each_kind_of_ai_revenue_has_its_place(void **state)
{
    struct tiny *t = *state;
    (void)state;
    struct tiny plain;
    static const char *const set[] = {"finance.ai_cost_frac=0.25"};
    tiny_open(&plain, 1, set);
    plain.world->month = t->world->month = 1;
    close_january(plain.world);
    give_ai(t->world)[TINY_ALPHA] = (struct bo_ai_company){.product_revenue_usd = 100.0 * MN,
                                                           .cloud_ai_revenue_usd = 50.0 * MN,
                                                           .uplift_revenue_usd = 20.0 * MN,
                                                           .leasing_revenue_usd = 30.0 * MN};
    close_january(t->world);
    const struct bo_company *alpha = &t->world->company[TINY_ALPHA];
    const struct bo_company *before = &plain.world->company[TINY_ALPHA];
    assert_near(month_usd(t->world, TINY_ALPHA, BO_REVENUE_AI), -100.0 * MN, 0.0);
    assert_near(month_usd(t->world, TINY_ALPHA, BO_REVENUE_CLOUD_AI), -50.0 * MN, 0.0);
    assert_near(month_usd(t->world, TINY_ALPHA, BO_REVENUE_UPLIFT), -20.0 * MN, 0.0);
    assert_near(month_usd(t->world, TINY_ALPHA, BO_REVENUE_LEASING), -30.0 * MN, 0.0);
    assert_near(alpha->revenue.month - before->revenue.month, 200.0 * MN, 1e-12);
    assert_near(alpha->core_revenue.month - before->core_revenue.month, 20.0 * MN, 1e-12);
    assert_near(alpha->cloud_revenue.month - before->cloud_revenue.month, 50.0 * MN, 1e-12);
    assert_near(alpha->operating_income_usd - before->operating_income_usd, 150.0 * MN, 1e-9);
    tiny_close(&plain);
}

/* 80 paid at delivery, of which 8 to a state; worn over five years from the next month on: 1.333 a month. */
static void ai_systems_are_paid_at_delivery_with_their_levy(void **state)
{
    struct tiny *t = *state;
    give_ai(t->world)[TINY_ALPHA] =
        (struct bo_ai_company){.systems_paid_usd = 80.0 * MN, .levies_usd = 8.0 * MN};
    bo_money before = t->world->ledger.balance[TINY_ALPHA][BO_PLANT_AI];
    bo_money worn = t->world->company[TINY_ALPHA].ai.change[0];
    close_january(t->world);
    const struct bo_company *alpha = &t->world->company[TINY_ALPHA];
    assert_near(alpha->capex_ai.month, 80.0 * MN, 0.0);
    assert_near(sector_usd(t->world, BO_VENDORS, BO_CAPEX_AI_SYSTEMS), -72.0 * MN, 0.0);
    assert_near(sector_usd(t->world, BO_STATE, BO_CAPEX_AI_SYSTEMS), -8.0 * MN, 0.0);
    assert_near(bo_money_usd(t->world->ledger.balance[TINY_ALPHA][BO_PLANT_AI] - before + worn),
                80.0 * MN, 0.0);
    assert_near(bo_money_usd(alpha->ai.change[1]), 80.0 * MN / 60.0, 1e-8);
}

/* Set up in two months and worn from the third on: nothing is in use before. */
static void ai_systems_wear_from_when_they_are_set_up(void **state)
{
    struct tiny *t = *state;
    struct bo_param param = *t->world->param;
    struct bo_fleet_param fleet = {.rack_days = 61.0, .service_life_days = 10.0 * BO_DAYS_PER_YEAR};
    param.n[BO_TABLE_FLEET] = 1;
    param.fleet = &fleet;
    t->world->param = &param;
    give_ai(t->world)[TINY_ALPHA].systems_paid_usd = 80.0 * MN;
    close_january(t->world);
    const struct bo_plant *ai = &t->world->company[TINY_ALPHA].ai;
    assert_int_equal(ai->change[1], 0);
    assert_int_equal(ai->change[2], 0);
    assert_near(bo_money_usd(ai->change[3]), 80.0 * MN / 60.0, 1e-8);
}

/* 12 bn USD a year for firms outside: 1 bn of January's cash is goodwill, and nothing of it is a cost. */
static void firms_are_bought_for_cash_and_are_goodwill(void **state)
{
    (void)state;
    static const char *const set[] = {"companies.Alpha.acquisitions_per_year=12e9"};
    struct tiny plain, buys;
    tiny_open(&plain, 0, NULL);
    tiny_open(&buys, 1, set);
    close_january(plain.world);
    close_january(buys.world);
    const bo_money *had = plain.world->ledger.balance[TINY_ALPHA];
    const bo_money *has = buys.world->ledger.balance[TINY_ALPHA];
    assert_near(bo_money_usd(has[BO_GOODWILL] - had[BO_GOODWILL]), 1000.0 * MN, 0.0);
    assert_near(bo_money_usd((had[BO_CASH] + had[BO_DEBT]) - (has[BO_CASH] + has[BO_DEBT])),
                1000.0 * MN, 0.0);
    assert_near(buys.world->company[TINY_ALPHA].operating_income_usd,
                plain.world->company[TINY_ALPHA].operating_income_usd, 0.0);
    tiny_close(&plain);
    tiny_close(&buys);
}

/* Alpha lets, Beta has nothing to do with AI: its books are those of a world without it, to the cent. */
static void a_company_without_ai_is_not_touched(void **state)
{
    struct tiny *t = *state;
    struct tiny plain;
    static const char *const set[] = {"finance.ai_cost_frac=0.25"};
    tiny_open(&plain, 1, set);
    close_january(plain.world);
    give_ai(t->world)[TINY_ALPHA].leasing_revenue_usd = 30.0 * MN;
    close_january(t->world);
    for (int a = 0; a < BO_N_ACCOUNTS; a++) {
        assert_int_equal(t->world->ledger.balance[TINY_BETA][a],
                         plain.world->ledger.balance[TINY_BETA][a]);
    }
    tiny_close(&plain);
}

/* 800 MW energised, of which racked systems take 780: 20 are left for a base that needs more than 20. */
static void racked_systems_take_halls_from_the_cloud(void **state)
{
    struct tiny *t = *state;
    struct bo_company *alpha = &t->world->company[TINY_ALPHA];
    alpha->base_mw = 400.0;
    give_ai(t->world)[TINY_ALPHA].fleet_mw = 780.0;
    double full = alpha->param->cloud_revenue_usd_per_year / 12.0;
    close_january(t->world);
    assert_near(-month_usd(t->world, TINY_ALPHA, BO_REVENUE_CLOUD), full * 20.0 / 400.0, 1e-8);
    assert_near(alpha->cloud_away_usd, full * 380.0 / 400.0, 1e-6);
}

static double plan_scale(const char *commitment, double paid_usd)
{
    struct tiny t;
    const char *const set[] = {commitment};
    tiny_open(&t, 1, set);
    struct bo_company *alpha = &t.world->company[TINY_ALPHA];
    t.world->mean_cost_usd_per_mw = 10.0 * MN;
    alpha->capex_sites.ttm = paid_usd;
    double own = 1.0 - bo_tenant_lease_frac(alpha);
    double scale = bo_finance_plan_scale(t.world, TINY_ALPHA, 40000.0 / own, 0.0);
    tiny_close(&t);
    return scale;
}

/* Sites of 400 bn USD a year: over two years half of them falls due within one, and half of what is paid now goes on. */
static void plans_are_held_to_what_falls_due_in_a_year(void **state)
{
    (void)state;
    double at_once = plan_scale("planning.commitment_months=12", 0.0);
    assert_true(at_once > 1e-4 && at_once < 0.4);
    assert_near(plan_scale("planning.commitment_months=12", 4000.0 * MN), at_once, 1e-12);
    assert_near(plan_scale("planning.commitment_months=6", 4000.0 * MN), at_once, 1e-12);
    assert_near(plan_scale("planning.commitment_months=24", 0.0), 2.0 * at_once, 1e-12);
    double paid = 0.1 * at_once * 400000.0 * MN; /* a tenth of the budget */
    assert_near(plan_scale("planning.commitment_months=24", paid), 1.9 * at_once, 1e-12);
}

/* Sites of 40,000 MW and systems of 400 bn USD a year, for which there is money for a part. */
static double ration(const char *waiting_max, double waiting_ratio, double *systems_usd)
{
    struct tiny t;
    const char *const set[] = {waiting_max};
    tiny_open(&t, 1, set);
    const struct bo_company *alpha = &t.world->company[TINY_ALPHA];
    t.world->mean_cost_usd_per_mw = 10.0 * MN;
    struct bo_ai_company *ai = &give_ai(t.world)[TINY_ALPHA];
    double own = 1.0 - bo_tenant_lease_frac(alpha), plan = 400000.0 * MN;
    ai->system_budget_usd_per_year = plan;
    double paid = plan * bo_finance_ration(t.world, TINY_ALPHA, 40000.0 / own, 0.0);
    assert_true(alpha->capex_limit_usd > 0.0);
    ai->system_budget_usd_per_year = plan;
    ai->waiting_usd = waiting_ratio * paid;
    double scale = bo_finance_ration(t.world, TINY_ALPHA, 40000.0 / own, 0.0);
    *systems_usd = ai->system_budget_usd_per_year / paid;
    assert_near(alpha->capex_scale, scale, 0.0);
    tiny_close(&t);
    return scale * plan / paid;
}

/* What may wait is measured by what there is money for: half a year of it. What is not bought leaves more for sites. */
static void systems_that_wait_leave_more_for_sites(void **state)
{
    (void)state;
    double systems;
    assert_near(ration("strategies.steady.waiting_max_days=6 months", 0.5, &systems), 1.0, 1e-12);
    assert_near(systems, 1.0, 1e-12);
    assert_near(ration("strategies.steady.waiting_max_days=-1", 50.0, &systems), 1.0, 1e-12);
    assert_near(systems, 1.0, 1e-12);
    double more = ration("strategies.steady.waiting_max_days=6 months", 0.75, &systems);
    assert_true(more > 1.05);
    assert_near(systems, 0.5 * more, 1e-12);
    assert_true(ration("strategies.steady.waiting_max_days=6 months", 1.0, &systems) > more);
    assert_near(systems, 0.0, 1e-12);
}

#define WORLD_TEST(test) cmocka_unit_test_setup_teardown(test, open_world, close_world)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(what_ai_brings_at_the_opening_was_in_its_margins),
        WORLD_TEST(each_kind_of_ai_revenue_has_its_place),
        WORLD_TEST(ai_systems_are_paid_at_delivery_with_their_levy),
        WORLD_TEST(ai_systems_wear_from_when_they_are_set_up),
        cmocka_unit_test(firms_are_bought_for_cash_and_are_goodwill),
        WORLD_TEST(a_company_without_ai_is_not_touched),
        WORLD_TEST(racked_systems_take_halls_from_the_cloud),
        cmocka_unit_test(systems_that_wait_leave_more_for_sites),
        cmocka_unit_test(plans_are_held_to_what_falls_due_in_a_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
