/* A run of the baseline tells every variable and every kind of event, and what it tells adds up. */
#include "tiny_run.h"

#include "buildout/base/calendar.h"
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

static bool has_value(const struct bo_fact_series *s)
{
    for (uint32_t m = 0; m < result.facts->n_months; m++) {
        if (isfinite(s->value[m])) {
            return true;
        }
    }
    return false;
}

/* In the baseline landlords alone hold anything: their prepared land. */
static bool is_of_options(const char *name)
{
    return strncmp(name, "Site Options|", 13) == 0 && strcmp(name, "Site Options|Held|Land") != 0 &&
           strcmp(name, "Site Options|Carry") != 0;
}

/* A chip that nobody ever sold has none of its variables, and nobody chooses the uplift of a company's own business. */
static bool may_be_untold(const char *name)
{
    const char *bar = strrchr(name, '|');
    const char *second = strncmp(name, "Chips|", 6) == 0 ? strchr(name + 6, '|') : NULL;
    return is_of_options(name) || second != NULL || strncmp(name, "Fleet|Chips|", 12) == 0 ||
           (bar != NULL && strcmp(bar, "|uplift") == 0);
}

static void every_variable_that_has_somebody_to_be_told_of_is_told(void **state)
{
    (void)state;
    const struct bo_facts *facts = result.facts;
    bool *told = BO_NEW_ARRAY(fixture.arena, bool, facts->n_variables);
    for (uint32_t i = 0; i < facts->n_series; i++) {
        const struct bo_fact_series *s = &facts->series[i];
        told[s->variable] = told[s->variable] || has_value(s);
    }
    for (uint32_t v = 0; v < facts->n_variables; v++) {
        const char *name = facts->variable[v].name;
        if (name[0] != '\0' && !may_be_untold(name) && !told[v]) {
            fail_msg("%s is not told of anybody", name);
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
    (void)facts_values(result.facts, "Chips|Lead Time Lived|H20 SXM 96GB", "China market", "");
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

/* A rate of return is a fraction a year, and has no bound. */
static bool is_rate(const char *name)
{
    return strncmp(name, "IRR|", 4) == 0;
}

static void no_fraction_exceeds_one(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < result.facts->n_series; i++) {
        const struct bo_fact_series *s = &result.facts->series[i];
        const struct bo_fact_variable *v = &result.facts->variable[s->variable];
        for (uint32_t m = 0; m < result.facts->n_months; m++) {
            if (strcmp(v->unit, "fraction") == 0 && !is_rate(v->name) && s->value[m] > 1.0) {
                fail_msg("%s of %s is %g", v->name, s->entity, s->value[m]);
            }
        }
    }
}

static void nothing_idle_is_nought(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < result.facts->n_series; i++) {
        const struct bo_fact_series *s = &result.facts->series[i];
        bool idle = strcmp(result.facts->variable[s->variable].name, "Compute|Idle") == 0;
        for (uint32_t m = 0; idle && m < result.facts->n_months; m++) {
            if (fabs(s->value[m]) > 0.0 && fabs(s->value[m]) < 1e-6) {
                fail_msg("%s has %g idle", s->entity, s->value[m]);
            }
        }
    }
}

/* Whoever has core revenue is a company. */
static double sum_of_companies(const char *variable, uint32_t month)
{
    const struct bo_facts *facts = result.facts;
    double sum = 0.0;
    for (uint32_t i = 0; i < facts->n_series; i++) {
        const struct bo_fact_series *s = &facts->series[i];
        if (s->place[0] == '\0' && isfinite(s->value[month]) &&
            strcmp(facts->variable[s->variable].name, variable) == 0 &&
            strcmp(s->entity, "World") != 0 &&
            facts_find(facts, "Revenue|Core", s->entity, "") != NULL) {
            sum += s->value[month];
        }
    }
    return sum;
}

static void the_world_is_the_sum_of_its_companies(void **state)
{
    (void)state;
    static const char *const variable[] = {
        "Compute|Internal Training", "Compute|Leased Out", "Compute|Idle",     "Training|Compute",
        "Revenue|Leasing",           "Revenue|Cloud AI",   "Tokens",           "Levies",
        "Revenue|Core|AI Uplift",    "Revenue|AI|api",     "Revenue|AI|agents"};
    for (size_t i = 0; i < sizeof variable / sizeof *variable; i++) {
        for (uint32_t m = 5; m < result.facts->n_months; m += 60) {
            double world = facts_value(result.facts, variable[i], "World", "", m);
            double scale = fmax(1.0, world);
            assert_near(sum_of_companies(variable[i], m) / scale, world / scale, 1e-9);
        }
    }
}

static double value_or_nothing(const char *variable, const char *entity, uint32_t month)
{
    return facts_find(result.facts, variable, entity, "") != NULL
               ? facts_value(result.facts, variable, entity, "", month)
               : 0.0;
}

static void what_ai_earns_is_told_by_product(void **state)
{
    (void)state;
    static const char *const company[] = {"OpenAI", "Alphabet", "Baidu"};
    for (size_t i = 0; i < sizeof company / sizeof *company; i++) {
        double all = 0.0;
        for (uint32_t m = 23; m < result.facts->n_months; m += 12) {
            double usd = facts_value(result.facts, "Revenue|AI", company[i], "", m);
            double parts = value_or_nothing("Revenue|AI|api", company[i], m) +
                           value_or_nothing("Revenue|AI|subscription", company[i], m) +
                           value_or_nothing("Revenue|AI|agents", company[i], m);
            assert_near(parts, usd, 1e-9 * fmax(1.0, usd));
            all += usd;
        }
        assert_true(all > 0.0);
    }
}

/* What is racked, by source, is what is used, let or idle less what is rented. */
static void sources_of_compute_are_its_uses(void **state)
{
    (void)state;
    static const char *const owner[] = {"Microsoft", "Alibaba", "Baidu", "Meta"};
    static const struct {
        const char *variable;
        double sign;
    } term[] = {{"Usable Compute|Legal", 1.0},       {"Usable Compute|Compliant", 1.0},
                {"Usable Compute|Domestic", 1.0},    {"Usable Compute|Grey", 1.0},
                {"Compute|Internal Training", -1.0}, {"Compute|Internal Inference", -1.0},
                {"Compute|Leased Out", -1.0},        {"Compute|Idle", -1.0},
                {"Compute|Leased In", 1.0}};
    enum { N_TERMS = sizeof term / sizeof *term };
    for (size_t i = 0; i < sizeof owner / sizeof *owner; i++) {
        const double *value[N_TERMS];
        for (int k = 0; k < N_TERMS; k++) {
            value[k] = facts_values(result.facts, term[k].variable, owner[i], "");
        }
        for (uint32_t m = 0; m < result.facts->n_months; m++) {
            double rest = 0.0, all = 1.0;
            for (int k = 0; k < N_TERMS; k++) {
                rest += term[k].sign * value[k][m];
                all += value[k][m];
            }
            assert_near(rest / all, 0.0, 1e-9);
        }
    }
}

static void fleets_are_the_sum_of_their_places_and_of_who_has_what_where(void **state)
{
    (void)state;
    const struct bo_facts *f = result.facts;
    for (uint32_t m = 11; m < f->n_months; m += 12) {
        double places = 0.0, chips = 0.0, held = 0.0, in_store = 0.0;
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
            const struct bo_fact_holding *h = &f->holding[i];
            bool stored = strcmp(h->host, "in store") == 0;
            held += h->month == m ? h->count : 0.0;
            in_store += h->month == m && stored ? h->count : 0.0;
            assert_int_equal(stored, strcmp(h->user, "nobody") == 0);
        }
        assert_near(places, facts_value(f, "Fleet|H100e", "World", "", m), 1e-9);
        assert_true(chips > 0.0);
        assert_near(held, chips, 1e-12);
        assert_near(in_store, facts_value(f, "Fleet|Stored", "World", "", m), 1e-12);
        assert_true(in_store > 0.0);
    }
}

/* Contracts run for years: who lets machines has signed for more than a year of what it earns with them. */
static void what_is_let_under_contract_is_in_the_backlog(void **state)
{
    (void)state;
    const struct bo_facts *f = result.facts;
    uint32_t last = f->n_months - 1;
    double a_month = facts_value(f, "Revenue|Leasing", "CoreWeave", "", last);
    assert_true(a_month > 0.0);
    assert_true(facts_value(f, "Backlog", "CoreWeave", "", last) > 12.0 * a_month * 0.8);
}

static double events_of_kind(const struct bo_facts *f, const char *kind)
{
    double n = 0.0;
    for (uint32_t i = 0; i < f->n_events; i++) {
        n += strcmp(f->event[i].kind, kind) == 0;
    }
    return n;
}

/* Every opening and every cancellation that is an event is in the list of projects, and slips are sums. */
static void projects_are_what_events_tell_and_their_slips_add_up(void **state)
{
    (void)state;
    const struct bo_facts *f = result.facts;
    double opened = 0.0, cancelled = 0.0, slipped = 0.0;
    for (uint32_t i = 0; i < f->n_projects; i++) {
        const struct bo_fact_project *p = &f->project[i];
        int32_t sum = 0;
        for (int k = 0; k < BO_N_SLIP_PARTS; k++) {
            sum += p->part[k];
        }
        assert_int_equal(sum, p->slip);
        bool is_cancelled = strcmp(p->state, "cancelled") == 0;
        assert_true(p->slipped != is_cancelled);
        assert_true(is_cancelled == (p->cancelled != BO_NO_DAY));
        int32_t opening = p->actual[BO_PHASE_OPEN];
        opened += opening != BO_NO_DAY && opening >= bo_month_first_day(f->first_month);
        cancelled += is_cancelled;
        slipped += p->slip != 0;
        opening = opening != BO_NO_DAY ? opening : p->expected;
        assert_true(is_cancelled || opening - p->planned[BO_PHASE_OPEN] == p->slip);
    }
    assert_true(slipped > 0.0);
    assert_near(opened, events_of_kind(f, "opened"), 0.0);
    assert_near(cancelled, events_of_kind(f, "cancelled"), 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_variable_that_has_somebody_to_be_told_of_is_told),
        cmocka_unit_test(what_is_let_under_contract_is_in_the_backlog),
        cmocka_unit_test(all_of_a_chip_that_is_sold_is_told),
        cmocka_unit_test(every_kind_of_event_is_in_the_table_with_its_unit),
        cmocka_unit_test(no_fraction_exceeds_one),
        cmocka_unit_test(nothing_idle_is_nought),
        cmocka_unit_test(the_world_is_the_sum_of_its_companies),
        cmocka_unit_test(what_ai_earns_is_told_by_product),
        cmocka_unit_test(sources_of_compute_are_its_uses),
        cmocka_unit_test(projects_are_what_events_tell_and_their_slips_add_up),
        cmocka_unit_test(fleets_are_the_sum_of_their_places_and_of_who_has_what_where),
    };
    return cmocka_run_group_tests(tests, run_once, end);
}
