/* Corners of both sides that are best responses to each other. */
#include "inner.h"

#include <math.h>
#include <string.h>

#include "buildout/base/num.h"

struct corners {
    uint32_t n, room;
    struct corner *corner;
};

static int check(const struct bo_game *game, struct bo_err *err)
{
    for (uint32_t p = 0; p < BO_GAME_PLAYERS; p++) {
        if (game->n[p] == 0 || game->n[p] > BO_GAME_MOST)
            return bo_err_set(err, BO_EUSAGE, "a player of a game has 1 to %d strategies, not %u",
                              BO_GAME_MOST, game->n[p]);
    }
    for (uint32_t i = 0; i < BO_GAME_PLAYERS * game->n[0] * game->n[1]; i++) {
        if (!isfinite(game->payoff[i % BO_GAME_PLAYERS][i / BO_GAME_PLAYERS]))
            return bo_err_set(err, BO_EUSAGE, "a payoff of the game is not a finite number");
    }
    return BO_OK;
}

static bool same_shares(const double *a, const double *b)
{
    for (uint32_t i = 0; i < BO_GAME_MOST; i++) {
        if (!(fabs(a[i] - b[i]) <= SAME))
            return false;
    }
    return true;
}

/* A corner where more strategies bind than are needed is found once for each choice of those needed. */
static void add_corner(struct corners *list, const struct corner *corner, struct bo_arena *arena)
{
    for (uint32_t i = 0; i < list->n; i++) {
        if (same_shares(list->corner[i].share, corner->share))
            return;
    }
    BO_ARENA_ROOM(arena, list->corner, list->n, list->room);
    list->corner[list->n++] = *corner;
}

static void list_corners(const struct scaled *game, uint32_t player, struct corners *list,
                         struct bo_arena *arena)
{
    uint32_t n_supports = 1u << game->n[1 - player], n_bindings = 1u << game->n[player];
    for (uint32_t support = 1; support < n_supports; support++) {
        for (uint32_t binding = 1; binding < n_bindings; binding++) {
            struct corner corner;
            if (count_bits(binding) == count_bits(support) &&
                find_corner(game, player, support, binding, &corner))
                add_corner(list, &corner, arena);
        }
    }
}

static bool is_within(uint32_t bits, uint32_t others)
{
    return (bits & ~others) == 0;
}

static double expected(const struct bo_game *game, uint32_t player, const struct bo_equilibrium *e)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < game->n[0] * game->n[1]; i++)
        sum += e->share[0][i / game->n[1]] * e->share[1][i % game->n[1]] * game->payoff[player][i];
    return sum;
}

/* to_column: the row player's mixture, with the column player's best responses; to_row the other way round. */
static struct bo_equilibrium make(const struct bo_game *game, const struct corner *to_column,
                                  const struct corner *to_row)
{
    struct bo_equilibrium e = {.pure = count_bits(to_column->support) == 1 &&
                                       count_bits(to_row->support) == 1};
    memcpy(e.share[0], to_column->share, sizeof e.share[0]);
    memcpy(e.share[1], to_row->share, sizeof e.share[1]);
    e.alone = to_row->best == to_column->support && to_column->best == to_row->support &&
              count_bits(to_row->support) == count_bits(to_column->support);
    e.strict = e.pure && e.alone;
    for (uint32_t p = 0; p < BO_GAME_PLAYERS; p++)
        e.value[p] = expected(game, p, &e);
    return e;
}

static int compare(const struct bo_equilibrium *a, const struct bo_equilibrium *b)
{
    if (a->pure != b->pure)
        return a->pure ? -1 : 1;
    for (uint32_t i = 0; i < BO_GAME_PLAYERS * BO_GAME_MOST; i++) {
        double x = a->share[i / BO_GAME_MOST][i % BO_GAME_MOST];
        double y = b->share[i / BO_GAME_MOST][i % BO_GAME_MOST];
        if (fabs(x - y) > SAME)
            return x > y ? -1 : 1; /* the first strategy before the second */
    }
    return 0;
}

static void insert(struct bo_equilibrium *list, uint32_t n, const struct bo_equilibrium *e)
{
    for (; n > 0 && compare(e, &list[n - 1]) < 0; n--)
        list[n] = list[n - 1];
    list[n] = *e;
}

static bool is_degenerate(const struct corners *list)
{
    for (uint32_t i = 0; i < list->n; i++) {
        if (count_bits(list->corner[i].best) > count_bits(list->corner[i].support))
            return true;
    }
    return false;
}

int bo_game_equilibria(const struct bo_game *game, struct bo_arena *arena,
                       struct bo_equilibria *out, struct bo_err *err)
{
    int status = check(game, err);
    if (status != BO_OK)
        return status;
    struct scaled *scaled = BO_NEW(arena, struct scaled);
    struct corners to_row = {0}, to_column = {0};
    scale_game(game, scaled);
    list_corners(scaled, 0, &to_row, arena);
    list_corners(scaled, 1, &to_column, arena);
    struct bo_equilibrium *found = NULL;
    uint32_t n = 0, room = 0;
    for (uint32_t i = 0; i < to_column.n; i++) {
        for (uint32_t k = 0; k < to_row.n; k++) {
            const struct corner *x = &to_column.corner[i], *y = &to_row.corner[k];
            if (!is_within(x->support, y->best) || !is_within(y->support, x->best))
                continue;
            struct bo_equilibrium e = make(game, x, y);
            BO_ARENA_ROOM(arena, found, n, room);
            insert(found, n++, &e);
        }
    }
    *out = (struct bo_equilibria){n, found, is_degenerate(&to_row) || is_degenerate(&to_column)};
    return BO_OK;
}

static bool is_mixture(const double *share, uint32_t n)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < BO_GAME_MOST; i++) {
        if (!(share[i] >= 0.0) || (i >= n && share[i] > 0.0))
            return false;
        sum += share[i];
    }
    return fabs(sum - 1.0) <= SAME;
}

bool bo_game_holds(const struct bo_game *game, const struct bo_equilibrium *profile)
{
    struct scaled scaled;
    scale_game(game, &scaled);
    for (uint32_t p = 0; p < BO_GAME_PLAYERS; p++) {
        uint32_t n_other = game->n[1 - p];
        double best = 0.0, pays[BO_GAME_MOST] = {0};
        if (!is_mixture(profile->share[p], game->n[p]) ||
            !is_mixture(profile->share[1 - p], n_other))
            return false;
        for (uint32_t i = 0; i < game->n[p]; i++) {
            for (uint32_t k = 0; k < n_other; k++)
                pays[i] += scaled.a[p][i * n_other + k] * profile->share[1 - p][k];
            best = fmax(best, pays[i]);
        }
        for (uint32_t i = 0; i < game->n[p]; i++) {
            if (profile->share[p][i] > SAME && pays[i] < best - 2.0 * SAME)
                return false;
        }
    }
    return true;
}
