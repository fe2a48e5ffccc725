/* Oracle 10: what it costs to follow at a lag of L years, against C_L phi exp(-(g_S + g_H) L).
 *
 * The leader's model E took F_L = E / exp(A) FLOP in its final run, the part f of what its generation computed; so the
 * generation cost C_L = F_L / f at the price of a FLOP on that day. Who follows L years later has algorithms that have
 * gained g_S R L meanwhile (R is its research effort, 1 for the greatest; nothing diffuses here), needs
 * F = E / exp(A + g_S R L) = F_L exp(-g_S R L), and pays exp(-g_H L) of the price a FLOP. It runs the final run alone,
 * none of the experiments that led there: phi = f. Hence C_L f exp(-(g_S R + g_H) L), with R = 1 the closed form.
 */
#include "following_world.h"
#include "verify.h"

#define G_S 1.1
#define G_H 0.28
#define PHI 0.2

static double bill(uint32_t month, double compute_ratio, double *years)
{
    const struct following f = {.g_s = G_S, .g_h = G_H, .compute_ratio = compute_ratio};
    return following_bill_usd(&f, month, years);
}

static double closed_form(double effort, double years)
{
    const struct following f = {.g_s = G_S, .g_h = G_H, .compute_ratio = 1.0};
    return following_leader_usd(&f, PHI) * PHI * bo_exp(-(G_S * effort + G_H) * years);
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
