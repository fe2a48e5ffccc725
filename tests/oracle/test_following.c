/* Oracle 10: what it costs to follow at a lag of L years, against C_L phi exp(-(g_S + g_H) L).
 *
 * The leader's model E took F_L = E / exp(A) FLOP in its final run, the part f of what its generation computed; so the
 * generation cost C_L = F_L / f at the price of a FLOP on that day. Who follows L years later has algorithms that have
 * gained g_S R L meanwhile (R is its research effort, 1 for the greatest; nothing diffuses here), needs
 * F = E / exp(A + g_S R L) = F_L exp(-g_S R L), and pays exp(-g_H L) of the price a FLOP. It runs the final run alone,
 * none of the experiments that led there: phi = f. Hence C_L f exp(-(g_S R + g_H) L), with R = 1 the closed form.
 */
#include "capability_world.h"
#include "verify.h"

#define E_LEADER 1e25
#define G_S 1.1
#define G_H 0.28
#define PHI 0.2
#define HOUR_USD 3.0
#define LEADER 0
#define FOLLOWER 1

static double hour_usd(double years)
{
    return HOUR_USD * bo_exp(-G_H * years);
}

/* What H100e-days cost at the price of a day. */
static double cost_usd(double h100e_days, double years)
{
    return h100e_days * BO_HOURS_PER_DAY * hour_usd(years);
}

/* The bill of a follower that begins its run at the close of that month; years: when that is. */
static double bill(uint32_t month, double compute_ratio, double *years)
{
    static struct cap cap;
    cap_init(&cap, 2);
    cap.technology.algorithmic_progress_per_year = G_S;
    cap.technology.hardware_progress_per_year = G_H;
    for (uint32_t i = 0; i < 2; i++) {
        cap.programme[i].cadence_days = 1e5; /* the leader trains no other model */
        cap.ai[i].internal_training_h100e = 10000.0;
    }
    cap.programme[LEADER].first_effective_flop = cap.programme[LEADER].first_run_flop = E_LEADER;
    cap.programme[FOLLOWER].follow_lag_days = 1e5;
    cap.ai[FOLLOWER].frontier = false;
    cap.ai[FOLLOWER].internal_training_h100e *= compute_ratio;
    cap_open(&cap);
    cap_of(&cap, LEADER)->last_start_day = 0.0;
    cap_months(&cap, month - 1);
    cap.programme[FOLLOWER].follow_lag_days = 1.0;
    *years = cap_month(&cap) / BO_DAYS_PER_YEAR;
    assert_true(cap_of(&cap, FOLLOWER)->run.active);
    double usd = cost_usd(cap_of(&cap, FOLLOWER)->run.work_h100e_days, *years);
    cap_close(&cap);
    return usd;
}

static double closed_form(double effort, double years)
{
    double leader_usd = cost_usd(E_LEADER / CAP_FLOP_PER_DAY / PHI, 0.0);
    return leader_usd * PHI * bo_exp(-(G_S * effort + G_H) * years);
}

static void following_costs_what_the_closed_form_says(void **state)
{
    (void)state;
    static const uint32_t months[] = {1, 6, 12, 24, 36};
    for (size_t i = 0; i < sizeof months / sizeof *months; i++) {
        double years, usd = bill(months[i], 1.0, &years);
        char what[64];
        snprintf(what, sizeof what, "cost of following after %u months, USD", months[i]);
        verify_near(what, closed_form(1.0, years), usd, 1e-6);
    }
}

/* A quarter of the leader's compute and as much staff: R = (1/4)^0.5 = 1/2. Know-how of one's own is what makes it cheap. */
static void who_does_less_research_follows_at_a_higher_price(void **state)
{
    (void)state;
    double years, usd = bill(24, 0.25, &years);
    assert_near(usd / closed_form(0.5, years), 1.0, 1e-6);
    assert_true(usd > 2.5 * closed_form(1.0, years)); /* exp(1.1 x 0.5 x 2) = 3.0 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(following_costs_what_the_closed_form_says),
        cmocka_unit_test(who_does_less_research_follows_at_a_higher_price),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
