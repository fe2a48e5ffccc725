/* What-ifs on chips, and one on grids, have the signs of their titles, seed by seed on the same luck: a sign test. 20 seeds, or as
 * few as BUILDOUT_WHAT_IF_SEEDS says; of 20 at most six may go the other way (one-sided 6 %), of five one. */
#include "tiny_run.h"

#include <stdio.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"

enum { SEEDS_MAX = 20, EXPECTED_MAX = 3 };

/* A mean over months, of the run against its base. */
struct expected {
    const char *variable, *entity, *place;
    int32_t from_year, from_month, to_year, to_month;
    int sign;
};

struct what_if {
    const char *file;
    struct expected expected[EXPECTED_MAX];
};

struct base {
    const char *file, *end;
    struct what_if what_if[8];
};

static uint32_t n_seeds(void)
{
    const char *text = getenv("BUILDOUT_WHAT_IF_SEEDS");
    long n = text != NULL ? strtol(text, NULL, 10) : SEEDS_MAX;
    return n < 1 || n > SEEDS_MAX ? SEEDS_MAX : (uint32_t)n;
}

static double mean_of(const struct bo_facts *facts, const struct expected *e)
{
    const struct bo_fact_series *s = facts_find(facts, e->variable, e->entity, e->place);
    int32_t from = bo_month_of_day(bo_day_of(e->from_year, e->from_month, 1)) - facts->first_month;
    int32_t to = bo_month_of_day(bo_day_of(e->to_year, e->to_month, 1)) - facts->first_month;
    double sum = 0.0, n = 0.0;
    for (int32_t m = from; m <= to; m++) {
        assert_in_range(m, 0, facts->n_months - 1);
        if (s != NULL && !isnan(s->value[m])) {
            sum += s->value[m];
            n += 1.0;
        }
    }
    return n > 0.0 ? sum / n : 0.0;
}

static uint32_t n_expected(const struct what_if *w)
{
    uint32_t n = 0;
    while (n < EXPECTED_MAX && w->expected[n].variable != NULL) {
        n++;
    }
    return n;
}

typedef double answers[EXPECTED_MAX][SEEDS_MAX];

/* What the what-ifs of a base ask, of one file. */
static void ask(const char *file, const char *end, const struct what_if *w, uint32_t n_what_ifs,
                answers *answer)
{
    char set[64];
    const char *sets[] = {set};
    struct run_fixture f;
    (void)snprintf(set, sizeof set, "time.end=\"%s\"", end);
    run_open(&f, file, 1, sets);
    for (uint32_t seed = 0; seed < n_seeds(); seed++) {
        struct bo_run_result run = run_well(&f, seed + 1);
        for (uint32_t i = 0; i < n_what_ifs; i++) {
            for (uint32_t k = 0; k < n_expected(&w[i]); k++) {
                answer[i][k][seed] = mean_of(run.facts, &w[i].expected[k]);
            }
        }
        bo_run_result_free(&run);
    }
    run_close(&f);
}

static int ascending(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static double median(const double *value, uint32_t n)
{
    double sorted[SEEDS_MAX];
    memcpy(sorted, value, n * sizeof *value);
    qsort(sorted, n, sizeof *sorted, ascending);
    return sorted[n / 2];
}

static bool has_its_signs(const struct what_if *w, answers base, answers with)
{
    uint32_t n = n_seeds();
    bool passes = true;
    for (uint32_t k = 0; k < n_expected(w); k++) {
        const struct expected *e = &w->expected[k];
        uint32_t agree = 0;
        for (uint32_t s = 0; s < n; s++) {
            agree += e->sign * (with[k][s] - base[k][s]) > 0.0;
        }
        print_message("%s: %s of %s %s: %.4g, base %.4g; %s in %u of %u\n", w->file, e->variable,
                      e->entity, e->place, median(with[k], n), median(base[k], n),
                      e->sign > 0 ? "up" : "down", agree, n);
        passes = passes && 3 * agree >= 2 * n;
    }
    return passes;
}

static void check(const struct base *base)
{
    static answers of_base[8], with;
    uint32_t n = 0;
    bool all = true;
    while (n < 8 && base->what_if[n].file != NULL) {
        n++;
    }
    ask(base->file, base->end, base->what_if, n, of_base);
    for (uint32_t i = 0; i < n; i++) {
        ask(base->what_if[i].file, base->end, &base->what_if[i], 1, &with);
        all = has_its_signs(&base->what_if[i], of_base[i], with) && all;
    }
    assert_true(all);
}

static void rules_of_2023_drawn_otherwise(void **state)
{
    static const struct base base = {
        "scenarios/baseline.cfg",
        "2026-01-01",
        {{"scenarios/density_line.cfg",
          {{"Fleet|H100e", "China", "Mainland China", 2024, 7, 2025, 12, -1},
           {"Chips|Deliveries|H20 SXM 96GB", "NVIDIA", "", 2024, 1, 2024, 12, -1}}},
         {"scenarios/full_ban.cfg",
          {{"Fleet|H100e", "China", "Mainland China", 2024, 7, 2025, 12, -1},
           {"Chips|Domestic Share", "China market", "", 2024, 7, 2025, 12, 1}}},
         {"scenarios/hbm_embargo.cfg",
          {{"Usable Compute|Domestic", "China", "", 2024, 7, 2025, 12, -1}}},
         {"scenarios/perfect_enforcement.cfg",
          {{"Usable Compute|Grey", "China", "", 2024, 1, 2025, 12, -1},
           {"Fleet|H100e", "China", "Mainland China", 2025, 1, 2025, 12, -1}}}}};
    (void)state;
    check(&base);
}

static void rules_of_2025_drawn_otherwise(void **state)
{
    static const struct base base = {
        "scenarios/baseline_2024.cfg",
        "2028-01-01",
        {{"scenarios/h20_allowed.cfg",
          {{"Usable Compute|Compliant", "China", "", 2026, 1, 2027, 12, 1}}},
         {"scenarios/diffusion_quotas.cfg",
          {{"Fleet|H100e", "World", "Malaysia", 2027, 1, 2027, 12, -1}}}}};
    (void)state;
    check(&base);
}

static void gates_and_parents(void **state)
{
    static const struct base base = {
        "scenarios/baseline_2025.cfg",
        "2028-01-01",
        {{"scenarios/hq_test_off.cfg",
          {{"Fleet|H100e", "China", "Malaysia", 2027, 1, 2027, 12, 1}}},
         {"scenarios/import_gate_open.cfg",
          {{"Revenue|Data Center|China", "NVIDIA", "", 2026, 1, 2026, 12, 1},
           {"Chips|Domestic Share", "China market", "", 2026, 1, 2027, 12, -1}}},
         {"scenarios/remote_access_ban.cfg",
          {{"Usable Compute|Offshore Leased", "China", "", 2026, 1, 2027, 12, -1},
           {"Price|GPU Hour|H100", "China market", "", 2026, 7, 2027, 12, 1}}},
         {"scenarios/third_countries.cfg",
          {{"Fleet|H100e", "United Arab Emirates", "", 2027, 1, 2027, 12, -1},
           {"Chips|Grey", "China market", "", 2026, 7, 2027, 12, -1}}}}};
    (void)state;
    check(&base);
}

/* Against the test off: in the base chance says whether it is enforced. */
static void parents_count_or_not(void **state)
{
    static const struct base base = {
        "scenarios/hq_test_off.cfg",
        "2028-01-01",
        {{"scenarios/hq_test_on.cfg",
          {{"Fleet|H100e", "China", "Malaysia", 2026, 6, 2027, 12, -1}}}}};
    (void)state;
    check(&base);
}

static void supply_shocks(void **state)
{
    static const struct base base = {
        "scenarios/baseline_2025.cfg",
        "2027-07-01",
        {{"scenarios/fab_outage.cfg",
          {{"Chips|Lead Time Quoted|GB300 (per GPU)", "NVIDIA", "", 2026, 2, 2026, 9, 1},
           {"Chips|Price|GB300 (per GPU)", "NVIDIA", "", 2026, 4, 2026, 12, 1},
           {"Fleet|H100e", "World", "", 2026, 12, 2026, 12, -1}}},
         {"scenarios/hbm_outage.cfg",
          {{"Chips|Lead Time Quoted|GB300 (per GPU)", "NVIDIA", "", 2026, 2, 2026, 9, 1},
           {"Chips|Price|GB300 (per GPU)", "NVIDIA", "", 2026, 4, 2026, 12, 1},
           {"Fleet|H100e", "World", "", 2026, 12, 2026, 12, -1}}},
         {"scenarios/tariff.cfg",
          {{"Levies", "World", "", 2026, 3, 2026, 12, 1},
           {"Cost|GPU Hour|Chip", "Microsoft", "", 2026, 12, 2026, 12, 1},
           {"Fleet|H100e", "World", "Texas", 2027, 1, 2027, 6, -1}}},
         {"scenarios/retaliation.cfg",
          {{"Chips|Lead Time Quoted|GB300 (per GPU)", "NVIDIA", "", 2026, 2, 2026, 12, 1},
           {"Chips|Price|GB300 (per GPU)", "NVIDIA", "", 2026, 4, 2026, 12, 1},
           {"Fleet|H100e", "World", "", 2027, 1, 2027, 6, -1}}}}};
    (void)state;
    check(&base);
}

/* Where nobody keeps chips away buyers are not urged to stay at home either, as they are in the baseline from August 2025 on. */
static void who_lifts_rules_urges_nobody(void **state)
{
    static const char *const lifted[] = {"no_rules", "import_gate_open", "ban_after_reopening",
                                         "ban_dropped"};
    double later = (double)bo_day_of(2026, 6, 1), before = (double)bo_day_of(2025, 6, 1);
    (void)state;
    for (size_t i = 0; i <= sizeof lifted / sizeof *lifted; i++) {
        bool base = i == sizeof lifted / sizeof *lifted;
        char file[64];
        struct run_fixture f;
        uint32_t n_urged = 0, n_home = 0;
        (void)snprintf(file, sizeof file, "scenarios/%s.cfg", base ? "baseline_2025" : lifted[i]);
        run_open(&f, file, 0, NULL);
        const struct bo_param *p = &f.scenario->param;
        for (uint32_t v = 0; v < p->n[BO_TABLE_VENDORS]; v++) {
            const struct bo_path *ratio = &p->vendor[v].home_ratio;
            n_home += bo_path_at(ratio, before) > 1.0;
            n_urged += bo_path_at(ratio, later) > bo_path_at(ratio, before);
        }
        assert_true(n_home > 2);
        assert_int_equal(n_urged, base ? n_home : 0);
        run_close(&f);
    }
}

static void queues_of_who_means_it(void **state)
{
    static const struct base base = {
        "scenarios/baseline_2025.cfg",
        "2034-01-01",
        {{"scenarios/queue_reform.cfg",
          {{"Grid|Idle Grants", "World", "", 2028, 1, 2028, 12, -1},
           {"Grid|Requests", "World", "", 2028, 1, 2028, 12, -1},
           {"Capacity|IT Power|Energised", "World", "", 2033, 1, 2033, 12, 1}}}}};
    (void)state;
    check(&base);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_of_2023_drawn_otherwise),
        cmocka_unit_test(rules_of_2025_drawn_otherwise),
        cmocka_unit_test(gates_and_parents),
        cmocka_unit_test(parents_count_or_not),
        cmocka_unit_test(supply_shocks),
        cmocka_unit_test(who_lifts_rules_urges_nobody),
        cmocka_unit_test(queues_of_who_means_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
