/* Oracle 2: without luck and without queues a project takes the longest of its paths, to the day. Scenario, reader,
 * run and events are the real ones (one_project.cfg): permit 100 days; then shell 200, equipment, grid; fit-out 50;
 * four halls, one every 30 days.
 */
#include "tiny_run.h"
#include "verify.h"

#include "buildout/base/calendar.h"

#define FILE_CFG "tests/oracle/one_project.cfg"
#define MOST 64

/* Days of the run at which a project reached its milestones; 0 for those it has not reached. */
struct story {
    const char *subject;
    int32_t announced, broken, opened, complete;
};

static struct story *find(struct story *story, uint32_t *n, const char *subject)
{
    for (uint32_t i = 0; i < *n; i++) {
        if (strcmp(story[i].subject, subject) == 0) {
            return &story[i];
        }
    }
    assert_true(*n < MOST);
    story[*n] = (struct story){.subject = subject};
    (*n)++;
    return &story[*n - 1];
}

/* Those announced during the run, in order. */
static uint32_t read_stories(const struct bo_facts *facts, struct story *story)
{
    uint32_t n = 0, kept = 0;
    int32_t start = bo_month_first_day(facts->first_month);
    for (uint32_t i = 0; i < facts->n_events; i++) {
        const struct bo_fact_event *e = &facts->event[i];
        int32_t day = e->day - start;
        if (strcmp(e->unit, "MW") != 0) {
            continue;
        }
        struct story *s = find(story, &n, e->subject);
        if (strcmp(e->kind, "announced") == 0) {
            s->announced = day;
        } else if (strcmp(e->kind, "ground broken") == 0) {
            s->broken = day;
        } else if (strcmp(e->kind, "opened") == 0) {
            s->opened = day;
        } else if (strcmp(e->kind, "complete") == 0) {
            s->complete = day;
        } else {
            fail_msg("%s of %s", e->kind, e->subject);
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        if (story[i].announced > 0) {
            story[kept] = story[i];
            kept++;
        }
    }
    return kept;
}

struct paths {
    int32_t permit, to_open, halls;
};

static void assert_paths(uint32_t n_sets, const char *const *set, struct paths wanted)
{
    struct run_fixture f;
    struct story story[MOST];
    run_open(&f, FILE_CFG, n_sets, set);
    struct bo_run_result run = run_well(&f, 1);
    uint32_t n = read_stories(run.facts, story), opened = 0;
    for (uint32_t i = 0; i < n; i++) {
        const struct story *s = &story[i];
        print_message("%s: announced %d, broken %d, opened %d, complete %d\n", s->subject,
                      s->announced, s->broken, s->opened, s->complete);
        assert_int_equal(s->broken > 0 ? s->broken - s->announced : wanted.permit, wanted.permit);
        if (s->opened > 0) {
            verify_near("one project without luck: days from announcement to opening",
                        wanted.to_open, s->opened - s->announced, 0.0);
            opened++;
        }
        if (s->complete > 0) {
            assert_int_equal(s->complete - s->opened, wanted.halls);
        }
    }
    assert_true(n > 0 && opened > 0 && story[0].complete > 0);
    bo_run_result_free(&run);
    run_close(&f);
}

/* 100 + 200 + 50; study and turn (60 + 40/100 days) are over long before. */
static void the_shell_may_be_the_longest_path(void **state)
{
    (void)state;
    assert_paths(0, NULL, (struct paths){100, 350, 90});
}

/* Study 500 days, then 40 MW at 100 a day: 500.4, and 50 more: the event is dated 550 days after the announcement. */
static void the_grid_may_be_the_longest_path(void **state)
{
    (void)state;
    static const char *const set[] = {"regions.Here.grid_study_months=\"500 days\""};
    assert_paths(1, set, (struct paths){100, 550, 90});
}

/* Asked 450 days before the announcement, the grid needs 50.4 more, and the shell is the longest again. */
static void an_early_application_shortens_the_path_of_the_grid(void **state)
{
    (void)state;
    static const char *const set[] = {"regions.Here.grid_study_months=\"500 days\"",
                                      "construction.grid_application_lead_months=\"450 days\""};
    assert_paths(2, set, (struct paths){100, 350, 90});
}

static void a_grid_that_does_not_bind_asks_for_its_study_alone(void **state)
{
    (void)state;
    static const char *const set[] = {"regions.Here.grid_study_months=\"500 days\"",
                                      "regions.Here.grid_grants_mw_per_year=1.0",
                                      "construction.grid_binds=false"};
    assert_paths(3, set, (struct paths){100, 550, 90});
}

/* 100 + 40, of which shell and fit-out are 32 and 8; no equipment, no turn. */
static void a_fast_track_takes_its_own_time(void **state)
{
    (void)state;
    static const char *const set[] = {"construction.fast_track_frac=1.0",
                                      "construction.equipment_binds=true",
                                      "regions.Here.grid_study_months=\"500 days\""};
    assert_paths(3, set, (struct paths){100, 140, 90});
}

/* The maker delivers 40/365.25/0.01 units a day, of which others take 0.99. The book of 350 days falls by a hundredth
 * of a day a day, and every project orders 40 units, 3.6525 days of work, and waits for them too. The project in flight
 * when the run begins has its place within the book. */
static void equipment_may_be_the_longest_path(void **state)
{
    (void)state;
    static const char *const set[] = {"construction.equipment_binds=true"};
    struct run_fixture f;
    struct story story[MOST];
    run_open(&f, FILE_CFG, 1, set);
    struct bo_run_result run = run_well(&f, 1);
    uint32_t n = read_stories(run.facts, story), opened = 0;
    double ordered_days = 0.0;
    for (uint32_t i = 0; i < run.facts->n_events; i++) {
        const struct bo_fact_event *e = &run.facts->event[i];
        if (strcmp(e->kind, "ground broken") != 0) {
            continue;
        }
        double day = e->day - bo_month_first_day(run.facts->first_month);
        ordered_days += 3.6525;
        double delivered = day + 350.0 - 0.01 * day + ordered_days;
        for (uint32_t k = 0; k < n; k++) {
            if (strcmp(story[k].subject, e->subject) == 0 && story[k].opened > 0) {
                print_message("%s: delivered %.4f, opened %d\n", e->subject, delivered,
                              story[k].opened);
                assert_int_equal(story[k].opened, (int32_t)floor(delivered + 50.0));
                opened++;
            }
        }
    }
    assert_true(opened > 0);
    bo_run_result_free(&run);
    run_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shell_may_be_the_longest_path),
        cmocka_unit_test(the_grid_may_be_the_longest_path),
        cmocka_unit_test(an_early_application_shortens_the_path_of_the_grid),
        cmocka_unit_test(a_grid_that_does_not_bind_asks_for_its_study_alone),
        cmocka_unit_test(a_fast_track_takes_its_own_time),
        cmocka_unit_test(equipment_may_be_the_longest_path),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
