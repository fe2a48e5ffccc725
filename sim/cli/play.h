/* play.h - companies that choose among strategies: the profiles that are run, and what each company gets in them.
 *
 * Owner:  everything lives in the study's arena. Errors: BO_EUSAGE for unknown names, else those of the study.
 */
#ifndef BUILDOUT_SIM_CLI_PLAY_H
#define BUILDOUT_SIM_CLI_PLAY_H

#include "study.h"

enum { BO_PLAY_MOST_PLAYERS = 8, BO_PLAY_MOST_STRATEGIES = 8 };

struct bo_profile {
    uint32_t strategy[BO_PLAY_MOST_PLAYERS]; /* of each player */
    double *sample[BO_PLAY_MOST_PLAYERS]; /* [runs], the more the better; NULL until it has run */
};

struct bo_play {
    struct bo_study *study;
    uint32_t n_players;
    const struct bo_entry *player[BO_PLAY_MOST_PLAYERS];
    struct bo_text_list strategy;
    const char *key, *unit;
    double sign; /* -1 when less of the key is better */
    uint32_t n_profiles, room;
    struct bo_profile *profile; /* profile i is variant i of the study */
};

/* Reads --players, --strategies and --key. */
int bo_play_create(struct bo_study *study, struct bo_play *play, struct bo_err *err);
/* The profile, which is added when it is new. */
int bo_play_profile(struct bo_play *play, const uint32_t *strategy, uint32_t *profile,
                    struct bo_err *err);
/* Runs what has not run, and reads what everybody gets. Asks of the study whether it was interrupted. */
int bo_play_run(struct bo_play *play, struct bo_err *err);

/* The rows of payoff.csv. regret[profile * n_players + player]; NaN where nothing is known to compare with. */
void bo_play_payoffs(const struct bo_play *play, const double *regret, struct bo_sheet *sheet);
/* The rows of equilibria.csv, one a player and strategy that is played. */
struct bo_standing {
    uint32_t number; /* from 1 */
    bool pure;
    const double *share[BO_PLAY_MOST_PLAYERS]; /* of each strategy */
    double value[BO_PLAY_MOST_PLAYERS];
    double stands; /* share of resamples */
};
void bo_play_equilibrium(const struct bo_play *play, const struct bo_standing *standing,
                         struct bo_sheet *sheet);
void bo_play_print_payoffs(FILE *out, const struct bo_play *play, const double *regret);
void bo_play_print_equilibrium(FILE *out, const struct bo_play *play,
                               const struct bo_standing *standing);

/* What two players do: every pair of strategies is added, then looked at. */
int bo_play_add_pairs(struct bo_play *play, struct bo_err *err);
int bo_play_two(struct bo_play *play, struct bo_sheet *payoff, struct bo_sheet *equilibria,
                struct bo_err *err);
/* What more of them do: each in turn its best answer. */
int bo_play_many(struct bo_play *play, struct bo_sheet *payoff, struct bo_sheet *equilibria,
                 struct bo_err *err);

#define BO_PLAY_CONFIDENCE 0.95
#define BO_PLAY_RESAMPLES 1000u

#endif
