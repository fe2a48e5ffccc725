/* What-ifs of one company beside the baseline of July 2025: a laboratory that is bought, a board that rents before it builds.
 * Pairs of runs on the same luck, of seeds 1 to 12. */
#include "variant_runs.h"

enum { SEEDS = 12 };
#define UNTIL_2030 "time.end=\"2030-01-01\""

static const struct span from_2027_to_2029 = {2027, 1, 2029, 12};

struct bought {
    uint32_t n_base, n_bought, n_with_meta; /* runs in which xAI was taken over */
    double systems_musd;                    /* of xAI's, the difference */
};

static uint32_t takeovers_of_xai(const struct bo_facts *facts, const char *acquirer)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < facts->n_takeovers; i++) {
        const struct bo_fact_takeover *t = &facts->takeover[i];
        n += strcmp(t->entity, "xAI") == 0 &&
             (acquirer == NULL || strcmp(t->acquirer, acquirer) == 0);
    }
    return n;
}

static void look_at_xai(const struct bo_facts *const *facts, uint32_t seed, void *context)
{
    struct bought *b = context;
    (void)seed;
    b->n_base += takeovers_of_xai(facts[0], NULL);
    b->n_bought += takeovers_of_xai(facts[1], NULL);
    b->n_with_meta += takeovers_of_xai(facts[1], "Meta");
    b->systems_musd += sum_over(facts[1], "Capex|AI Systems", "xAI", from_2027_to_2029) -
                       sum_over(facts[0], "Capex|AI Systems", "xAI", from_2027_to_2029);
}

static void a_laboratory_without_investors_goes_to_its_acquirer(void **state)
{
    (void)state;
    static const struct run_variant variant[] = {{"baseline_2025", {UNTIL_2030}},
                                                 {"lab_bought", {UNTIL_2030}}};
    struct bought b = {0};
    variants_run(variant, 2, SEEDS, look_at_xai, &b);
    print_message("xAI taken over in %u runs, after %u, by Meta in %u; it buys %+.1f bn USD of "
                  "systems\n",
                  b.n_bought, b.n_base, b.n_with_meta, b.systems_musd / SEEDS / 1e3);
    assert_true(b.n_bought > b.n_base);
    assert_true(2 * b.n_with_meta > SEEDS);
    assert_true(b.systems_musd < 0.0);
}

struct rented {
    double h100e_base, h100e, let, cloud_ai_musd; /* the last two are differences */
    uint32_t n_more;                              /* pairs in which its cloud sells more AI */
};

static void look_at_microsoft(const struct bo_facts *const *facts, uint32_t seed, void *context)
{
    struct rented *r = context;
    (void)seed;
    double more = sum_over(facts[1], "Revenue|Cloud AI", "Microsoft", from_2027_to_2029) -
                  sum_over(facts[0], "Revenue|Cloud AI", "Microsoft", from_2027_to_2029);
    r->h100e_base += at_month(facts[0], "Compute|Leased In", "Microsoft", 2029, 12);
    r->h100e += at_month(facts[1], "Compute|Leased In", "Microsoft", 2029, 12);
    r->let += at_month(facts[1], "Compute|Leased Out", "World", 2029, 12) -
              at_month(facts[0], "Compute|Leased Out", "World", 2029, 12);
    r->cloud_ai_musd += more;
    r->n_more += more > 0.0;
}

static void who_rents_before_it_builds_sells_more(void **state)
{
    (void)state;
    static const struct run_variant variant[] = {{"baseline_2025", {UNTIL_2030}},
                                                 {"rents_first", {UNTIL_2030}}};
    struct rented r = {0};
    variants_run(variant, 2, SEEDS, look_at_microsoft, &r);
    print_message("Microsoft rents %.2f M H100e after %.2f, all let %+.2f M; its cloud sells %+.1f "
                  "bn USD of AI, more in %u of %d runs\n",
                  r.h100e / SEEDS / 1e6, r.h100e_base / SEEDS / 1e6, r.let / SEEDS / 1e6,
                  r.cloud_ai_musd / SEEDS / 1e3, r.n_more, SEEDS);
    assert_true(r.h100e > r.h100e_base);
    assert_true(r.let > 0.0);
    assert_true(r.cloud_ai_musd > 0.0);
    assert_true(2 * r.n_more > SEEDS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_laboratory_without_investors_goes_to_its_acquirer),
        cmocka_unit_test(who_rents_before_it_builds_sells_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
