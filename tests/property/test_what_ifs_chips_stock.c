/* Laying in before a ban comes out of what boards know and fear, and is no input: on the chips that a ban from TPP 2,400
 * in October 2023 takes from China, and against the same luck when nobody sees a rule coming. Medians over five seeds, or
 * as many as BUILDOUT_WHAT_IF_SEEDS says, up to 20. */
#include "tiny_run.h"

#include <stdio.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"

#define GRACE "scenarios/chip_ban_2023_grace.cfg"
#define NO_GRACE "scenarios/chip_ban_2023.cfg"
#define NO_FEAR "chip_market.rumour_ratio=0.0"
#define FEAR_TWICE                                                                    \
    "chip_market.rumour_ratio.scale={ dist = \"triangular\"; low = 1.0; mode = 2.0; " \
    "high = 3.0; }" /* of 0.5, 1, 1.5 */

enum { SEEDS_MAX = 20, SEEDS_USUAL = 5, SETS_MAX = 4 };

/* Of A800 and H800, which only China's buyers order. */
struct wave {
    double before[SEEDS_MAX]; /* orders from July 2023 to the day on which the ban is announced */
    double orders[SEEDS_MAX]; /* from that month to the one in which 90 days of grace end */
    double delivered[SEEDS_MAX]; /* in the same months */
    double sold_usd[SEEDS_MAX];  /* by NVIDIA to China, a month, in the same months */
    double after_usd[SEEDS_MAX]; /* the same in the quarter after, with what was made for the ban */
};

static uint32_t n_seeds(void)
{
    const char *text = getenv("BUILDOUT_WHAT_IF_SEEDS");
    long n = text != NULL ? strtol(text, NULL, 10) : SEEDS_USUAL;
    return n < 1 ? SEEDS_USUAL : n > SEEDS_MAX ? SEEDS_MAX : (uint32_t)n;
}

struct span {
    int32_t from_year, from_month, to_year, to_month;
};

static double sum_of(const struct bo_facts *facts, const char *variable, struct span span)
{
    const struct bo_fact_series *s = facts_find(facts, variable, "NVIDIA", "");
    int32_t from = bo_month_of_day(bo_day_of(span.from_year, span.from_month, 1));
    int32_t to = bo_month_of_day(bo_day_of(span.to_year, span.to_month, 1));
    double sum = 0.0;
    for (int32_t m = from - facts->first_month; m <= to - facts->first_month; m++) {
        assert_in_range(m, 0, facts->n_months - 1);
        sum += s != NULL && !isnan(s->value[m]) ? s->value[m] : 0.0;
    }
    return sum;
}

static double both(const struct bo_facts *facts, const char *what, struct span span)
{
    char a800[64], h800[64];
    (void)snprintf(a800, sizeof a800, "Chips|%s|A800 SXM4 80GB", what);
    (void)snprintf(h800, sizeof h800, "Chips|%s|H800 SXM5 80GB", what);
    return sum_of(facts, a800, span) + sum_of(facts, h800, span);
}

static void ask(const char *file, uint32_t n_sets, const char *const *sets, struct wave *wave)
{
    static const struct span before = {2023, 7, 2023, 10}, window = {2023, 10, 2024, 1},
                             after = {2024, 2, 2024, 4};
    const char *all[SETS_MAX] = {"time.end=\"2024-07-01\""};
    struct run_fixture f;
    for (uint32_t i = 0; i < n_sets; i++) {
        all[i + 1] = sets[i];
    }
    run_open(&f, file, n_sets + 1, all);
    for (uint32_t s = 0; s < n_seeds(); s++) {
        struct bo_run_result run = run_well(&f, s + 1);
        wave->before[s] = both(run.facts, "Orders", before);
        wave->orders[s] = both(run.facts, "Orders", window);
        wave->delivered[s] = both(run.facts, "Deliveries", window);
        wave->sold_usd[s] = sum_of(run.facts, "Revenue|Data Center|China", window) / 4.0;
        wave->after_usd[s] = sum_of(run.facts, "Revenue|Data Center|China", after) / 3.0;
        bo_run_result_free(&run);
    }
    run_close(&f);
}

static int ascending(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* The median of a over b, seed by seed. */
static double ratio(const double *a, const double *b)
{
    double sorted[SEEDS_MAX];
    uint32_t n = n_seeds();
    for (uint32_t s = 0; s < n; s++) {
        assert_true(b[s] > 0.0);
        sorted[s] = a[s] / b[s];
    }
    qsort(sorted, n, sizeof *sorted, ascending);
    return sorted[n / 2];
}

static uint32_t n_above(const double *a, const double *b)
{
    uint32_t n = 0;
    for (uint32_t s = 0; s < n_seeds(); s++) {
        n += a[s] > b[s];
    }
    return n;
}

static void a_ban_that_is_seen_coming_is_laid_in_for(void **state)
{
    static const char *unseen[] = {NO_FEAR, "export_rules.ban_2400.announced=\"2033-01-01\"",
                                   "export_rules.ban_2400.effective=\"2033-01-01\""};
    static const char *unfeared[] = {NO_FEAR};
    static const char *feared_twice[] = {FEAR_TWICE};
    static struct wave none, known, both_ways, twice, surprise;
    (void)state;
    ask(GRACE, 3, unseen, &none);
    ask(GRACE, 1, unfeared, &known);
    ask(GRACE, 0, NULL, &both_ways);
    ask(GRACE, 1, feared_twice, &twice);
    ask(NO_GRACE, 1, unfeared, &surprise);

    double grace = ratio(known.orders, none.orders), all = ratio(both_ways.orders, none.orders);
    double got = ratio(both_ways.delivered, none.delivered);
    double thin = ratio(both_ways.after_usd, both_ways.sold_usd);
    double fear = ratio(twice.before, both_ways.before), nil = ratio(surprise.before, none.before);
    print_message("90 days of grace: %.2f times the orders, with the belief of the baseline %.2f; "
                  "%.2f times the deliveries of that time; NVIDIA's sales to China in the quarter "
                  "after are %.2f of what they were; belief doubled: %.2f times the orders before "
                  "the announcement; neither: %.2f\n",
                  grace, all, got, thin, fear, nil);
    assert_true(grace > 1.5);
    assert_true(4 * n_above(known.orders, none.orders) >= 3 * n_seeds());
    assert_true(got > 1.0 && got < 0.7 * all);
    assert_true(thin < 0.8);
    assert_true(fear > 1.0);
    assert_true(4 * n_above(twice.before, both_ways.before) >= 3 * n_seeds());
    assert_true(nil < 1.2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ban_that_is_seen_coming_is_laid_in_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
