/* A run of the baseline tells every variable and every kind of event, and what it tells adds up. */
#include "tiny_run.h"

#include "buildout/base/num.h"

#define BASELINE "scenarios/baseline.cfg"

static struct run_fixture fixture;
static struct bo_run_result result;

static int run_once(void **state)
{
    (void)state;
    run_open(&fixture, BASELINE, 0, NULL);
    result = run_well(&fixture, 1);
    return 0;
}

static int end(void **state)
{
    (void)state;
    bo_run_result_free(&result);
    run_close(&fixture);
    return 0;
}

static bool is_told(const struct bo_facts *facts, uint32_t variable)
{
    for (uint32_t i = 0; i < facts->n_series; i++) {
        const struct bo_fact_series *s = &facts->series[i];
        for (uint32_t m = 0; s->variable == variable && m < facts->n_months; m++) {
            if (isfinite(s->value[m])) {
                return true;
            }
        }
    }
    return false;
}

/* A chip that nobody ever sold has none of its variables, and nobody chooses the uplift of a company's own business. */
static bool may_be_untold(const char *name)
{
    const char *bar = strrchr(name, '|');
    const char *second = strncmp(name, "Chips|", 6) == 0 ? strchr(name + 6, '|') : NULL;
    return second != NULL || strncmp(name, "Fleet|Chips|", 12) == 0 ||
           (bar != NULL && strcmp(bar, "|uplift") == 0);
}

static void every_variable_that_has_somebody_to_be_told_of_is_told(void **state)
{
    (void)state;
    const struct bo_facts *facts = result.facts;
    for (uint32_t v = 0; v < facts->n_variables; v++) {
        const char *name = facts->variable[v].name;
        if (name[0] != '\0' && !may_be_untold(name) && !is_told(facts, v)) {
            print_error("%s is not told of anybody\n", name);
            fail();
        }
    }
}

static void all_of_a_chip_that_is_sold_is_told(void **state)
{
    (void)state;
    static const char *const variable[] = {"Chips|Orders|H100 SXM5 80GB",
                                           "Chips|Deliveries|H100 SXM5 80GB",
                                           "Chips|Backlog|H100 SXM5 80GB",
                                           "Chips|Lead Time Quoted|H100 SXM5 80GB",
                                           "Chips|Lead Time Lived|H100 SXM5 80GB",
                                           "Chips|List Price|H100 SXM5 80GB",
                                           "Chips|Price|H100 SXM5 80GB",
                                           "Chips|Denied|H100 SXM5 80GB",
                                           "Chips|Grey|H100 SXM5 80GB",
                                           "Chips|Seized|H100 SXM5 80GB",
                                           "Fleet|Chips|H100 SXM5 80GB"};
    for (size_t i = 0; i < sizeof variable / sizeof *variable; i++) {
        (void)facts_values(result.facts, variable[i], "World", "");
    }
    (void)facts_values(result.facts, "Chips|Lead Time Quoted|H100 SXM5 80GB", "NVIDIA", "");
    (void)facts_values(result.facts, "Chips|Orders|H100 SXM5 80GB", "Microsoft", "");
}

static void every_kind_of_event_is_in_the_table_with_its_unit(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < result.facts->n_events; i++) {
        const struct bo_fact_event *e = &result.facts->event[i];
        uint32_t k = 0;
        while (k < bo_n_event_kinds && strcmp(bo_event_kinds[k].kind, e->kind) != 0) {
            k++;
        }
        if (k == bo_n_event_kinds) {
            fail_msg("\"%s\" is in no table", e->kind);
        }
        if (strcmp(e->unit, bo_event_kinds[k].unit) != 0 && isfinite(e->amount)) {
            fail_msg("%s in %s, not %s", e->kind, e->unit, bo_event_kinds[k].unit);
        }
        assert_true(e->why[0] != '\0' && e->entity[0] != '\0' && e->subject[0] != '\0');
    }
}

/* Companies by their cash: others have none. */
static double sum_of_companies(const char *variable, uint32_t month)
{
    const struct bo_facts *facts = result.facts;
    double sum = 0.0;
    for (uint32_t i = 0; i < facts->n_series; i++) {
        const struct bo_fact_series *s = &facts->series[i];
        bool company = strcmp(s->entity, "World") != 0 &&
                       facts_find(facts, "Revenue|Core", s->entity, "") != NULL;
        if (company && s->place[0] == '\0' && isfinite(s->value[month]) &&
            strcmp(facts->variable[s->variable].name, variable) == 0) {
            sum += s->value[month];
        }
    }
    return sum;
}

static void the_world_is_the_sum_of_its_companies(void **state)
{
    (void)state;
    static const char *const variable[] = {"Compute|Internal Training",
                                           "Compute|Leased Out",
                                           "Compute|Leased In",
                                           "Compute|Idle",
                                           "Training|Compute",
                                           "Revenue|Leasing",
                                           "Revenue|Cloud AI",
                                           "Tokens",
                                           "Backlog",
                                           "Levies",
                                           "Fleet|Book Value"};
    for (size_t i = 0; i < sizeof variable / sizeof *variable; i++) {
        for (uint32_t m = 0; m < result.facts->n_months; m += 11) {
            double world = facts_value(result.facts, variable[i], "World", "", m);
            assert_near(sum_of_companies(variable[i], m) / fmax(1.0, world),
                        world / fmax(1.0, world), 1e-9);
        }
    }
}

/* What is racked, by source, is what is used, let or idle less what is rented. */
static void sources_of_compute_are_its_uses(void **state)
{
    (void)state;
    static const char *const owner[] = {"Microsoft", "Alibaba", "Baidu", "Meta"};
    const struct bo_facts *f = result.facts;
    for (size_t i = 0; i < sizeof owner / sizeof *owner; i++) {
        for (uint32_t m = 0; m < f->n_months; m++) {
            double sources = facts_value(f, "Usable Compute|Legal", owner[i], "", m) +
                             facts_value(f, "Usable Compute|Compliant", owner[i], "", m) +
                             facts_value(f, "Usable Compute|Domestic", owner[i], "", m) +
                             facts_value(f, "Usable Compute|Grey", owner[i], "", m);
            double uses = facts_value(f, "Compute|Internal Training", owner[i], "", m) +
                          facts_value(f, "Compute|Internal Inference", owner[i], "", m) +
                          facts_value(f, "Compute|Leased Out", owner[i], "", m) +
                          facts_value(f, "Compute|Idle", owner[i], "", m) -
                          facts_value(f, "Compute|Leased In", owner[i], "", m);
            assert_near(uses, sources, 1e-9);
        }
    }
}

static void fleets_are_the_sum_of_their_places_and_of_who_has_what_where(void **state)
{
    (void)state;
    const struct bo_facts *f = result.facts;
    for (uint32_t m = 11; m < f->n_months; m += 12) {
        double places = 0.0, chips = 0.0, held = 0.0;
        for (uint32_t i = 0; i < f->n_series; i++) {
            const struct bo_fact_series *s = &f->series[i];
            const char *name = f->variable[s->variable].name;
            bool world = strcmp(s->entity, "World") == 0 && isfinite(s->value[m]);
            places += world && s->place[0] != '\0' && strcmp(name, "Fleet|H100e") == 0 ? s->value[m]
                                                                                       : 0.0;
            chips += world && s->place[0] == '\0' && strncmp(name, "Fleet|Chips|", 12) == 0
                         ? s->value[m]
                         : 0.0;
        }
        for (uint32_t i = 0; i < f->n_holdings; i++) {
            held += f->holding[i].month == m ? f->holding[i].count : 0.0;
        }
        assert_near(places, facts_value(f, "Fleet|H100e", "World", "", m), 1e-9);
        assert_true(chips > 0.0);
        assert_near(held, chips, 1e-12);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_variable_that_has_somebody_to_be_told_of_is_told),
        cmocka_unit_test(all_of_a_chip_that_is_sold_is_told),
        cmocka_unit_test(every_kind_of_event_is_in_the_table_with_its_unit),
        cmocka_unit_test(the_world_is_the_sum_of_its_companies),
        cmocka_unit_test(sources_of_compute_are_its_uses),
        cmocka_unit_test(fleets_are_the_sum_of_their_places_and_of_who_has_what_where),
    };
    return cmocka_run_group_tests(tests, run_once, end);
}
