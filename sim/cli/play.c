#include "play.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "buildout/base/num.h"
#include "buildout/cli/direction.h"
#include "buildout/stats/stats.h"
#include "compare_print.h"
#include "grid.h"
#include "study_names.h"

static int read_players(struct bo_play *play, struct bo_err *err)
{
    const struct bo_args *args = play->study->args;
    if (!args->players || !args->strategies)
        return bo_err_set(err, BO_EUSAGE, "game wants --players and --strategies");
    struct bo_text_list name = bo_names_split(play->study->arena, args->players);
    if (name.n < 2 || name.n > BO_PLAY_MOST_PLAYERS)
        return bo_err_set(err, BO_EUSAGE, "--players wants 2 to %d companies",
                          BO_PLAY_MOST_PLAYERS);
    for (uint32_t i = 0; i < name.n; i++) {
        int status = bo_study_company(play->study, name.item[i], &play->player[i], err);
        for (uint32_t k = 0; status == BO_OK && k < i; k++) {
            if (play->player[k] == play->player[i])
                status = bo_err_set(err, BO_EUSAGE, "%s plays twice", name.item[i]);
        }
        if (status == BO_OK)
            status = bo_study_figure_of(play->study, play->player[i]->name, args->key, err);
        if (status != BO_OK)
            return status;
    }
    play->n_players = name.n;
    play->strategy = bo_names_split(play->study->arena, args->strategies);
    if (play->strategy.n < 1 || play->strategy.n > BO_PLAY_MOST_STRATEGIES)
        return bo_err_set(err, BO_EUSAGE, "--strategies wants 1 to %d names",
                          BO_PLAY_MOST_STRATEGIES);
    return BO_OK;
}

int bo_play_create(struct bo_study *study, struct bo_play *play, struct bo_err *err)
{
    *play = (struct bo_play){.study = study, .key = study->args->key, .unit = ""};
    play->sign = bo_direction_of(play->key) == BO_LESS_IS_BETTER ? -1.0 : 1.0;
    return read_players(play, err);
}

static bool is_same(const struct bo_play *play, const uint32_t *a, const uint32_t *b)
{
    return memcmp(a, b, play->n_players * sizeof *a) == 0;
}

int bo_play_profile(struct bo_play *play, const uint32_t *strategy, uint32_t *profile,
                    struct bo_err *err)
{
    struct bo_arena *arena = play->study->arena;
    struct bo_text_list changes = {.item = BO_NEW_ARRAY(arena, const char *, play->n_players)};
    struct bo_profile new = {.sample = {NULL}};
    const char *name = "";
    for (*profile = 0; *profile < play->n_profiles; (*profile)++) {
        if (is_same(play, play->profile[*profile].strategy, strategy))
            return BO_OK;
    }
    for (uint32_t i = 0; i < play->n_players; i++) {
        const char *chosen = play->strategy.item[strategy[i]];
        changes.item[changes.n++] = bo_strategy_change(arena, play->player[i], chosen);
        name = bo_arena_printf(arena, "%s%s%s=%s", name, i > 0 ? ", " : "", play->player[i]->key,
                               chosen);
        new.strategy[i] = strategy[i];
    }
    int status = bo_study_add(play->study, name, 0, &changes, err);
    if (status != BO_OK)
        return status;
    BO_ARENA_ROOM(arena, play->profile, play->n_profiles, play->room);
    play->profile[play->n_profiles++] = new;
    return BO_OK;
}

static int find_unit(struct bo_play *play, struct bo_err *err)
{
    struct bo_outcome_list list = {0};
    int status = bo_study_outcome_keys(play->study, play->study->arena, &list, err);
    for (uint32_t i = 0; status == BO_OK && i < list.n; i++) {
        if (strcmp(list.outcome[i].key, play->key) == 0)
            play->unit = list.outcome[i].unit;
    }
    return status;
}

static int read_samples(struct bo_play *play, uint32_t profile, struct bo_err *err)
{
    struct bo_profile *p = &play->profile[profile];
    uint32_t n = play->study->args->runs;
    for (uint32_t i = 0; i < play->n_players; i++) {
        const char *entity = play->player[i]->name;
        p->sample[i] = BO_NEW_ARRAY(play->study->arena, double, n);
        int status =
            bo_study_replicates(play->study, profile, entity, play->key, p->sample[i], err);
        if (status != BO_OK)
            return status;
        for (uint32_t k = 0; k < n; k++)
            p->sample[i][k] *= play->sign;
        if (bo_stats_mean(p->sample[i], n, BO_PLAY_CONFIDENCE).n == 0)
            return bo_study_no_figure(play->study, entity, play->key, err);
    }
    return BO_OK;
}

int bo_play_run(struct bo_play *play, struct bo_err *err)
{
    uint32_t from = 0;
    while (from < play->n_profiles && play->profile[from].sample[0])
        from++;
    if (from == play->n_profiles)
        return BO_OK;
    int status = bo_study_run(play->study, from, err);
    if (status != BO_OK || play->study->interrupted)
        return status;
    status = find_unit(play, err);
    for (uint32_t i = from; status == BO_OK && i < play->n_profiles; i++)
        status = read_samples(play, i, err);
    return status;
}

/* ---- tables ---- */

static const char *strategy_of(const struct bo_play *play, uint32_t profile, uint32_t player)
{
    return play->strategy.item[play->profile[profile].strategy[player]];
}

/* In the unit of the key, whichever way is better. */
static struct bo_mean payoff_of(const struct bo_play *play, uint32_t profile, uint32_t player)
{
    struct bo_mean mean = bo_stats_mean(play->profile[profile].sample[player],
                                        play->study->args->runs, BO_PLAY_CONFIDENCE);
    if (play->sign > 0.0)
        return mean;
    return (struct bo_mean){.n = mean.n, .mean = -mean.mean, .low = -mean.high, .high = -mean.low};
}

void bo_play_payoffs(const struct bo_play *play, const double *regret, struct bo_sheet *sheet)
{
    for (uint32_t i = 0; i < play->n_profiles; i++) {
        for (uint32_t k = 0; k < play->n_players; k++) {
            struct bo_mean mean = payoff_of(play, i, k);
            struct bo_cell *cell = bo_sheet_row(sheet);
            cell[0] = BO_CELL_OF_TEXT(play->study->variant[i].name);
            cell[1] = BO_CELL_OF_TEXT(play->player[k]->name);
            cell[2] = BO_CELL_OF_TEXT(strategy_of(play, i, k));
            cell[3] = BO_CELL_OF_TEXT(play->key);
            cell[4] = BO_CELL_OF_TEXT(play->unit);
            cell[5] = bo_cell_of_outcome(sheet->arena, play->unit, mean.mean);
            cell[6] = bo_cell_of_outcome(sheet->arena, play->unit, mean.low);
            cell[7] = bo_cell_of_outcome(sheet->arena, play->unit, mean.high);
            cell[8] = BO_CELL_OF(mean.n);
            cell[9] = BO_CELL_OF(regret[i * play->n_players + k]);
        }
    }
}

void bo_play_equilibrium(const struct bo_play *play, const struct bo_standing *standing,
                         struct bo_sheet *sheet)
{
    for (uint32_t p = 0; p < play->n_players; p++) {
        for (uint32_t s = 0; s < play->strategy.n; s++) {
            if (!(standing->share[p][s] > 0.0))
                continue;
            struct bo_cell *cell = bo_sheet_row(sheet);
            cell[0] = BO_CELL_OF(standing->number);
            cell[1] = BO_CELL_OF_TEXT(standing->pure ? "pure" : "mixed");
            cell[2] = BO_CELL_OF_TEXT(play->player[p]->name);
            cell[3] = BO_CELL_OF_TEXT(play->strategy.item[s]);
            cell[4] = BO_CELL_OF(standing->share[p][s]);
            cell[5] = BO_CELL_OF_TEXT(play->key);
            cell[6] = BO_CELL_OF_TEXT(play->unit);
            cell[7] = bo_cell_of_outcome(sheet->arena, play->unit, play->sign * standing->value[p]);
            cell[8] = BO_CELL_OF(standing->stands);
        }
    }
}

void bo_play_print_payoffs(FILE *out, const struct bo_play *play, const double *regret)
{
    struct bo_terminal terminal = bo_terminal_of(STDOUT_FILENO);
    struct bo_arena *arena = play->study->arena;
    struct bo_grid_column *column =
        BO_NEW_ARRAY(arena, struct bo_grid_column, 5 * (size_t)play->n_players);
    uint32_t n = 0;
    for (uint32_t p = 0; p < play->n_players; p++) {
        const char *who = bo_text_shown(arena, &terminal, play->player[p]->name, 20);
        column[n++] = (struct bo_grid_column){who, "plays", true, 0};
        column[n++] = (struct bo_grid_column){who, "mean", false, 0};
        column[n++] = (struct bo_grid_column){who, "from", false, 2};
        column[n++] = (struct bo_grid_column){who, "to", false, 2};
        column[n++] = (struct bo_grid_column){who, "regret", false, 1};
    }
    struct bo_grid *grid = bo_grid_create(arena, column, n, 1);
    for (uint32_t i = 0; i < play->n_profiles; i++) {
        const char **cell = bo_grid_row(grid);
        for (uint32_t p = 0; p < play->n_players; p++) {
            struct bo_mean mean = payoff_of(play, i, p);
            const double number[] = {mean.mean, mean.low, mean.high};
            *cell++ = bo_text_shown(arena, &terminal, strategy_of(play, i, p), 20);
            for (uint32_t k = 0; k < 3; k++)
                *cell++ = bo_value_shown(arena, play->unit, number[k]);
            *cell++ = bo_value_shown(arena, "", regret[i * play->n_players + p]);
        }
    }
    fprintf(out, "%s, %s, means of %u run%s with 95 %% intervals\n\n", play->key, play->unit,
            play->study->args->runs, bo_plural(play->study->args->runs));
    bo_grid_print(out, grid, &terminal);
    bo_npv_say(out, &terminal, play->key);
    fputc('\n', out);
}

void bo_play_print_equilibrium(FILE *out, const struct bo_play *play,
                               const struct bo_standing *standing)
{
    fprintf(out, "Equilibrium %u (%s):", standing->number, standing->pure ? "pure" : "mixed");
    for (uint32_t p = 0; p < play->n_players; p++) {
        fprintf(out, "%s %s", p > 0 ? ";" : "", play->player[p]->name);
        for (uint32_t s = 0; s < play->strategy.n; s++) {
            if (!(standing->share[p][s] > 0.0))
                continue;
            fprintf(out, " %s", play->strategy.item[s]);
            if (!standing->pure)
                fprintf(out, " %.2f", standing->share[p][s]);
        }
    }
    fprintf(out, "; stands in %.0f %% of %u resamples\n", standing->stands * 100.0,
            BO_PLAY_RESAMPLES);
}
