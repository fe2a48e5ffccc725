/* A ban that is announced and given up before it binds moves orders as one that comes: nobody knows beforehand. Known to be dropped
 * from its first day on, it moves nothing. */
#include "variant_runs.h"

enum { SEEDS = 6 };
#define UNTIL_2028 "time.end=\"2028-01-01\""

static const struct span threatened = {2027, 1, 2027, 6};

struct sums {
    double dropped, known, none;
};

static void look(const struct bo_facts *const *facts, uint32_t seed, void *context)
{
    struct sums *sums = context;
    (void)seed;
    sums->dropped += sum_over(facts[0], "Chips|Orders", "China market", threatened);
    sums->known += sum_over(facts[1], "Chips|Orders", "China market", threatened);
    sums->none += sum_over(facts[2], "Chips|Orders", "China market", threatened);
}

static void a_ban_that_is_dropped_has_been_laid_in_for(void **state)
{
    (void)state;
    static const struct run_variant variant[] = {
        {"ban_dropped", {UNTIL_2028}},
        {"ban_dropped", {UNTIL_2028, "export_rules.ban_2400.rescission_announced=\"2027-01-01\""}},
        {"ban_dropped", {UNTIL_2028, "export_rules.ban_2400.min_tpp=\"none\""}}};
    struct sums sums = {.none = 0.0};
    variants_run(variant, 3, SEEDS, look, &sums);
    print_message(
        "orders of China's market in the half year: %.0f a run with the threat, %.0f when "
        "nobody believes it, %.0f without\n",
        sums.dropped / SEEDS, sums.known / SEEDS, sums.none / SEEDS);
    assert_true(sums.dropped > 1.15 * sums.known);
    assert_near(sums.known, sums.none, 0.01 * sums.none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ban_that_is_dropped_has_been_laid_in_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
