/* What a slip is made of, worked by hand: the tiny world's plan is permit 5, study 6, shell 12, fit-out 4 months. */
#include "tiny_project.h"

#include "buildout/model/slip.h"

/* As planned: ground broken in month 5, grid in 8, equipment in 14, shell in 17, open in 23 with a reserve of 2. */
static struct bo_project project(void)
{
    struct bo_project p = {.planned = {.ground = 5.0,
                                       .study = 6.0,
                                       .power = 8.0,
                                       .equipment = 14.0,
                                       .shell = 17.0,
                                       .fitout = 17.0,
                                       .open = 23.0,
                                       .buffer_days = 2.0,
                                       .crew_slowdown = 1.0}};
    p.plan.shell_days = 12.0;
    p.plan.fitout_days = 4.0;
    return p;
}

static struct bo_project_dates as_planned(void)
{
    struct bo_project_dates d = project().planned;
    d.open -= d.buffer_days;
    d.buffer_days = 0.0;
    return d;
}

static void assert_parts(const struct bo_project *p, const struct bo_project_dates *d,
                         const double expected[BO_N_SLIP_PARTS])
{
    double part[BO_N_SLIP_PARTS], sum = 0.0;
    bo_slip_explain(p, d, part);
    for (int i = 0; i < BO_N_SLIP_PARTS; i++) {
        assert_near(part[i], expected[i], 1e-12);
        sum += part[i];
    }
    assert_near(sum, d->open - p->planned.open, 1e-12);
}

static void what_goes_as_planned_is_early_by_the_reserve(void **state)
{
    (void)state;
    struct bo_project p = project();
    struct bo_project_dates d = as_planned();
    assert_parts(&p, &d, (double[BO_N_SLIP_PARTS]){[BO_SLIP_BUFFER] = -2.0});
}

/* The grid comes in month 22 instead of 8, of which the study is 4 and the queue 10 late; but the plan had 9 months of
 * slack, so fit-out slips by 5: 4/14 and 10/14 of it. */
static void the_grid_answers_only_for_what_it_held_up(void **state)
{
    (void)state;
    struct bo_project p = project();
    struct bo_project_dates d = as_planned();
    d.study = 10.0;
    d.power = d.fitout = 22.0;
    d.open = 26.0;
    assert_parts(&p, &d,
                 (double[BO_N_SLIP_PARTS]){[BO_SLIP_STUDY] = 5.0 * 4.0 / 14.0,
                                           [BO_SLIP_QUEUE] = 5.0 * 10.0 / 14.0,
                                           [BO_SLIP_BUFFER] = -2.0});
}

/* The permit is 1 month late and equipment takes 12 instead of 9 months: it comes in month 18, which holds up by 1
 * month, and both worked for it: 1 and 3 of 4 parts. */
static void permit_and_equipment_share_what_they_held_up(void **state)
{
    (void)state;
    struct bo_project p = project();
    struct bo_project_dates d = as_planned();
    d.ground = 6.0;
    d.equipment = d.fitout = 18.0;
    d.shell = 17.5;
    d.open = 22.0;
    assert_parts(&p, &d,
                 (double[BO_N_SLIP_PARTS]){
                     [BO_SLIP_PERMIT] = 0.25, [BO_SLIP_EQUIPMENT] = 0.75, [BO_SLIP_BUFFER] = -2.0});
}

/* The shell is work for 13 months and takes 16: 1 of 4 is the work, 3 are the crews. Fit-out is work for 4 as planned
 * and takes 5: the crews again. */
static void crews_answer_for_what_takes_longer_than_its_work(void **state)
{
    (void)state;
    struct bo_project p = project();
    struct bo_project_dates d = as_planned();
    p.plan.shell_days = 13.0;
    d.shell = d.fitout = 21.0;
    d.open = 26.0;
    assert_parts(&p, &d,
                 (double[BO_N_SLIP_PARTS]){
                     [BO_SLIP_SHELL] = 1.0, [BO_SLIP_CREWS] = 3.0 + 1.0, [BO_SLIP_BUFFER] = -2.0});
}

/* The plan counted with crews at two thirds of the speed: 18 of 12 months. They were all there. */
static void crews_that_are_not_short_after_all_make_a_site_early(void **state)
{
    (void)state;
    struct bo_project p = project();
    p.planned.crew_slowdown = 1.5;
    p.planned.shell = p.planned.fitout = 23.0;
    p.planned.open = 23.0 + 6.0 + 2.0;
    struct bo_project_dates d = as_planned();
    assert_parts(&p, &d,
                 (double[BO_N_SLIP_PARTS]){[BO_SLIP_CREWS] = -6.0 - 2.0, [BO_SLIP_BUFFER] = -2.0});
}

/* 0.4 + 0.4 + 0.4 = 1.2 days are 1 day, in the second part; a sum of 2 gives the largest part the day between. */
static void whole_days_sum_up_to_the_slip(void **state)
{
    (void)state;
    int32_t part[BO_N_SLIP_PARTS];
    const double third[BO_N_SLIP_PARTS] = {0.4, 0.4, 0.4};
    bo_slip_round(third, 1, part);
    assert_int_equal(part[0], 0);
    assert_int_equal(part[1], 1);
    assert_int_equal(part[2], 0);
    const double most[BO_N_SLIP_PARTS] = {0.2, -0.1, 1.3};
    bo_slip_round(most, 2, part);
    assert_int_equal(part[0] + part[1] + part[2], 2);
    assert_int_equal(part[2], 2);
}

/* Announced in month 0 with a buffer of nothing in tiny.cfg: permit 5, shell 12, fit-out 4 months make 21. */
static void the_dates_told_at_the_announcement_are_kept(void **state)
{
    (void)state;
    struct tiny t;
    tiny_open_certain(&t);
    struct bo_project_order order = tiny_order(TINY_ALPHA, 40.0);
    uint32_t i = bo_milestone_announce(t.world, &order);
    double shell = tiny_build_shell(&t, i);
    const struct bo_project_dates *d = &t.world->project[i].planned;
    assert_near(d->ground, 5.0 * MONTH, 1e-9);
    assert_near(d->shell, shell, 1e-9);
    assert_near(d->open, 21.0 * MONTH, 1e-9);
    bo_milestone_cancel(t.world, i, 18.0 * MONTH, BO_WITHDRAWN);
    assert_int_equal(t.world->project[i].reason, BO_WITHDRAWN);
    tiny_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_goes_as_planned_is_early_by_the_reserve),
        cmocka_unit_test(the_grid_answers_only_for_what_it_held_up),
        cmocka_unit_test(permit_and_equipment_share_what_they_held_up),
        cmocka_unit_test(crews_answer_for_what_takes_longer_than_its_work),
        cmocka_unit_test(crews_that_are_not_short_after_all_make_a_site_early),
        cmocka_unit_test(whole_days_sum_up_to_the_slip),
        cmocka_unit_test(the_dates_told_at_the_announcement_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
