#include <stdio.h>

#include "buildout/cli/commands.h"
#include "play.h"

static const char *const payoff_columns[] = {"profile", "player", "strategy", "key", "unit",
                                             "payoff",  "low",    "high",     "n",   "regret"};
static const char *const equilibrium_columns[] = {
    "equilibrium", "kind", "player", "strategy", "share", "key", "unit", "payoff", "stands_frac"};

#define COLUMNS(list) .n_columns = sizeof(list) / sizeof *(list), .column = (list)

static json_t *plan_of(const struct bo_play *play)
{
    json_t *players = json_array(), *strategies = json_array();
    for (uint32_t i = 0; i < play->n_players; i++)
        json_array_append_new(players, json_string(play->player[i]->key));
    for (uint32_t i = 0; i < play->strategy.n; i++)
        json_array_append_new(strategies, json_string(play->strategy.item[i]));
    /* Two players' runs are the same whatever they look at. */
    return json_pack("{s:o, s:o, s:s*}", "players", players, "strategies", strategies, "key",
                     play->n_players > 2 ? play->key : NULL);
}

static int write_sheets(struct bo_study *study, const struct bo_sheet *payoff,
                        const struct bo_sheet *equilibria, struct bo_err *err)
{
    int status = bo_study_write(study, payoff, "payoff.csv", err);
    if (status == BO_OK)
        status = bo_study_write(study, equilibria, "equilibria.csv", err);
    if (status != BO_OK)
        return status;
    if (study->args->json)
        bo_sheet_json(stdout, equilibria);
    else if (!study->args->quiet)
        printf("\n%s: payoff.csv, equilibria.csv, results.db, outcomes.csv\n", study->dir);
    return bo_study_end(study);
}

/* A strategy that does not exist is told before anything is run. */
static int check_strategies(struct bo_play *play, struct bo_err *err)
{
    uint32_t strategy[BO_PLAY_MOST_PLAYERS] = {0}, profile;
    int status = BO_OK;
    for (uint32_t s = 0; status == BO_OK && s < play->strategy.n; s++) {
        for (uint32_t p = 0; p < play->n_players; p++)
            strategy[p] = s;
        status = bo_play_profile(play, strategy, &profile, err);
    }
    play->n_profiles = play->study->n_variants = 0; /* they are asked for again, in their order */
    return status;
}

struct game {
    struct bo_play play;
    struct bo_sheet payoff, equilibria;
};

static int present_two(void *context, struct bo_err *err)
{
    struct game *g = context;
    int status = bo_play_two(&g->play, &g->payoff, &g->equilibria, err);
    return status == BO_OK ? write_sheets(g->play.study, &g->payoff, &g->equilibria, err) : status;
}

static int perform_two(struct game *g, struct bo_err *err)
{
    int status = bo_play_add_pairs(&g->play, err);
    if (status != BO_OK)
        return status;
    return bo_study_carry_out(g->play.study, plan_of(&g->play), present_two, g, err);
}

/* What is run hangs on what has come out. */
static int perform_many(struct game *g, struct bo_err *err)
{
    struct bo_study *study = g->play.study;
    if (study->args->shard)
        return bo_err_set(err, BO_EUSAGE,
                          "--shard is for two players: what more of them play hangs on all runs");
    int status = bo_study_begin(study, plan_of(&g->play), err);
    if (status == BO_OK)
        status = bo_play_many(&g->play, &g->payoff, &g->equilibria, err);
    if (status != BO_OK)
        return status;
    if (study->interrupted)
        return bo_study_say_interrupted(study);
    status = bo_study_finish(study, err);
    if (status != BO_OK)
        return status;
    int ended = write_sheets(study, &g->payoff, &g->equilibria, err);
    status = ended >= 0 ? bo_study_check_medians(study, err) : ended;
    return status == BO_OK ? ended : status;
}

static int perform(struct bo_study *study, struct bo_err *err)
{
    struct game g = {.payoff = {.arena = study->arena, COLUMNS(payoff_columns)},
                     .equilibria = {.arena = study->arena, COLUMNS(equilibrium_columns)}};
    uint32_t file = 0;
    int status = bo_study_open(study, study->args->operand[0], &file, err);
    if (status == BO_OK)
        status = bo_play_create(study, &g.play, err);
    if (status == BO_OK)
        status = check_strategies(&g.play, err);
    if (status != BO_OK)
        return status;
    return g.play.n_players == 2 ? perform_two(&g, err) : perform_many(&g, err);
}

int bo_cmd_game(const struct bo_args *args, struct bo_err *err)
{
    struct bo_study study;
    int result = bo_study_create(args, &study, err);
    study.checks = true;
    if (result == BO_OK)
        result = perform(&study, err);
    bo_study_free(&study);
    return result;
}
