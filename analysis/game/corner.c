/* One side of a game: the opponent's mixtures that make a player indifferent. */
#include "inner.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_linalg.h>

#include "buildout/base/num.h"

#define SINGULAR 1e-11 /* a pivot of payoffs from 0 to 1 */
enum { MOST_ROWS = BO_GAME_MOST + 1 };

uint32_t count_bits(uint32_t bits)
{
    uint32_t n = 0;
    for (; bits; bits &= bits - 1)
        n++;
    return n;
}

void scale_game(const struct bo_game *game, struct scaled *out)
{
    memcpy(out->n, game->n, sizeof out->n);
    uint32_t n_cells = game->n[0] * game->n[1];
    for (uint32_t p = 0; p < BO_GAME_PLAYERS; p++) {
        double low = game->payoff[p][0], high = low;
        for (uint32_t i = 0; i < n_cells; i++) {
            low = fmin(low, game->payoff[p][i]);
            high = fmax(high, game->payoff[p][i]);
        }
        double range = high > low ? high - low : 1.0;
        for (uint32_t i = 0; i < n_cells; i++) {
            uint32_t row = i / game->n[1], column = i % game->n[1];
            uint32_t place = p == 0 ? i : column * game->n[0] + row;
            out->a[p][place] = (game->payoff[p][i] - low) / range;
        }
    }
}

static uint32_t list_bits(uint32_t bits, uint32_t *list)
{
    uint32_t n = 0;
    for (uint32_t i = 0; bits >> i; i++) {
        if (bits >> i & 1)
            list[n++] = i;
    }
    return n;
}

/* The shares at which all rows of binding pay the same, and what they pay, last. */
static bool solve(const double *a, uint32_t n_columns, uint32_t support, uint32_t binding,
                  double *solution)
{
    uint32_t row[BO_GAME_MOST] = {0}, column[BO_GAME_MOST] = {0};
    uint32_t n = list_bits(binding, row);
    list_bits(support, column);
    double m[MOST_ROWS * MOST_ROWS] = {0}, right[MOST_ROWS] = {0};
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k < n; k++)
            m[i * (n + 1) + k] = a[row[i] * n_columns + column[k]];
        m[i * (n + 1) + n] = -1.0;
        m[n * (n + 1) + i] = 1.0;
    }
    right[n] = 1.0;
    gsl_matrix_view matrix = gsl_matrix_view_array(m, n + 1, n + 1);
    gsl_vector_view b = gsl_vector_view_array(right, n + 1);
    gsl_vector_view x = gsl_vector_view_array(solution, n + 1);
    size_t order[MOST_ROWS];
    gsl_permutation permutation = {.size = n + 1, .data = order};
    int sign = 0;
    gsl_linalg_LU_decomp(&matrix.matrix, &permutation, &sign);
    for (uint32_t i = 0; i <= n; i++) {
        if (!(fabs(m[i * (n + 1) + i]) > SINGULAR))
            return false;
    }
    gsl_linalg_LU_solve(&matrix.matrix, &permutation, &b.vector, &x.vector);
    return true;
}

/* The best responses to a mixture, which must pay what the binding ones do. */
static bool find_best(const struct scaled *game, uint32_t player, double value, struct corner *out)
{
    uint32_t n_other = game->n[1 - player];
    out->best = 0;
    for (uint32_t i = 0; i < game->n[player]; i++) {
        double pays = 0.0;
        for (uint32_t k = 0; k < n_other; k++)
            pays += game->a[player][i * n_other + k] * out->share[k];
        if (pays > value + SAME)
            return false;
        if (pays >= value - SAME)
            out->best |= 1u << i;
    }
    return true;
}

bool find_corner(const struct scaled *game, uint32_t player, uint32_t support, uint32_t binding,
                 struct corner *out)
{
    double solution[MOST_ROWS];
    if (!solve(game->a[player], game->n[1 - player], support, binding, solution))
        return false;
    uint32_t column[BO_GAME_MOST];
    uint32_t n = list_bits(support, column);
    *out = (struct corner){.support = support};
    for (uint32_t k = 0; k < n; k++) {
        if (!(solution[k] > SAME))
            return false;
        out->share[column[k]] = solution[k];
    }
    return find_best(game, player, solution[n], out);
}
