/* following_world.h - a leader whose model is out, and a follower that trains its like some years later: what that costs.
 *
 * The leader's model E took F_L = E / exp(A) FLOP in its final run, the part phi of what its generation computed; a FLOP
 * costs an hour of an H100e at 3 USD on the first day, and less by g_H a year. Nothing diffuses.
 */
#ifndef BUILDOUT_TESTS_FOLLOWING_WORLD_H
#define BUILDOUT_TESTS_FOLLOWING_WORLD_H

#include "capability_world.h"

#define FOLLOWING_E 1e25
#define FOLLOWING_HOUR_USD 3.0
enum { FOLLOWING_LEADER, FOLLOWING_FOLLOWER };

struct following {
    double g_s, g_h;      /* progress of algorithms and of hardware, a year */
    double compute_ratio; /* of the follower's over the leader's */
};

/* What H100e-days cost at the price of a day. */
static inline double following_cost_usd(const struct following *f, double h100e_days, double years)
{
    return h100e_days * BO_HOURS_PER_DAY * FOLLOWING_HOUR_USD * bo_exp(-f->g_h * years);
}

/* The bill of a follower that begins its run at the close of that month; years: when that is. */
static inline double following_bill_usd(const struct following *f, uint32_t month, double *years)
{
    enum { LEADER = FOLLOWING_LEADER, FOLLOWER = FOLLOWING_FOLLOWER };
    static struct cap cap;
    cap_init(&cap, 2);
    cap.technology.algorithmic_progress_per_year = f->g_s;
    cap.technology.hardware_progress_per_year = f->g_h;
    for (uint32_t i = 0; i < 2; i++) {
        cap.programme[i].cadence_days = 1e5; /* the leader trains no other model */
        cap.ai[i].internal_training_h100e = 10000.0;
    }
    cap.programme[LEADER].first_effective_flop = cap.programme[LEADER].first_run_flop = FOLLOWING_E;
    cap.programme[FOLLOWER].follow_lag_days = 1e5;
    cap.ai[FOLLOWER].frontier = false;
    cap.ai[FOLLOWER].internal_training_h100e *= f->compute_ratio;
    cap_open(&cap);
    cap_of(&cap, LEADER)->last_start_day = 0.0;
    cap_months(&cap, month - 1);
    cap.programme[FOLLOWER].follow_lag_days = 1.0;
    *years = cap_month(&cap) / BO_DAYS_PER_YEAR;
    assert_true(cap_of(&cap, FOLLOWER)->run.active);
    double usd = following_cost_usd(f, cap_of(&cap, FOLLOWER)->run.work_h100e_days, *years);
    cap_close(&cap);
    return usd;
}

/* What the leader's whole generation cost. */
static inline double following_leader_usd(const struct following *f, double phi)
{
    return following_cost_usd(f, FOLLOWING_E / CAP_FLOP_PER_DAY / phi, 0.0);
}

#endif
