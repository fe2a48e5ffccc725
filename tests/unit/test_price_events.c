/* Answers to price cuts happen on their own days. */
#include "product_world.h"

#include "buildout/events/price.h"
#include "buildout/kernel/kernel.h"

static void an_answer_happens_on_its_day(void **state)
{
    (void)state;
    struct product_world w;
    struct bo_kernel *kernel;
    struct bo_err err;
    product_make(&w);
    w.offer[FOLLOWER].price_usd[BO_SEGMENT_API] = 8.0;
    w.offer[CUTTER].price_usd[BO_SEGMENT_API] = 8.0;
    bo_product_open(&w.world);
    assert_int_equal(bo_kernel_create(&(struct bo_kernel_options){0}, &kernel, &err), BO_OK);
    struct bo_price_events *events = bo_price_events_create(&w.world, kernel);
    product_month(&w);
    bo_price_events_refresh(events); /* nothing to schedule */
    w.ai_company[CUTTER].quality_eci = 101.0;
    w.ai_company[CUTTER].chip_hour_cost_usd = 0.5;
    product_month(&w);
    assert_int_equal(bo_kernel_run(kernel, w.world.day, &err), BO_OK);
    bo_price_events_refresh(events);
    bo_price_events_refresh(events); /* each is scheduled once */
    double day = w.world.products->reply[0].day;
    assert_int_equal(bo_kernel_run(kernel, day - 0.001, &err), BO_OK);
    assert_false(w.ai_company[FOLLOWER].price_war);
    assert_int_equal(bo_kernel_run(kernel, day + 0.001, &err), BO_OK);
    assert_true(w.ai_company[FOLLOWER].price_war);
    assert_int_equal(w.world.products->company[FOLLOWER].n_wars, 1);
    assert_int_equal(bo_kernel_run(kernel, day + 30.0, &err), BO_OK);
    assert_int_equal(w.world.products->company[FOLLOWER].n_wars, 1);
    bo_kernel_free(kernel);
    product_free(&w);
}

/* A scenario without products has no answers. */
static void without_products_nothing_is_scheduled(void **state)
{
    (void)state;
    struct product_world w;
    product_make(&w);
    struct bo_price_events *events = bo_price_events_create(&w.world, NULL);
    bo_price_events_refresh(events);
    product_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_products_nothing_is_scheduled),
        cmocka_unit_test(an_answer_happens_on_its_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
