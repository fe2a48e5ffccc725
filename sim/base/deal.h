/* deal.h - rows in the order of several keys, most of which are texts that come again and again.
 *
 * Texts are ranked once, then rows are dealt out by one key after the other, the last first: that takes far fewer steps
 * than to compare rows with each other. Rows of which all keys are equal stay in their order, and are told of.
 *
 * Owner: the arena that it was made in; rows and texts are the caller's. Errors: none.
 */
#ifndef BO_BASE_DEAL_H
#define BO_BASE_DEAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buildout/base/arena.h"

struct bo_deal;

struct bo_deal *bo_deal_create(struct bo_arena *arena, uint32_t n_rows, uint32_t n_keys);
/* Each row is given each of its keys, 0 being the first; those of one number are all texts or all numbers. A number may
 * not be much greater than there are rows: so many piles are made. */
void bo_deal_text(struct bo_deal *deal, uint32_t row, uint32_t key, const char *text);
void bo_deal_number(struct bo_deal *deal, uint32_t row, uint32_t key, uint32_t number);
/* Once: moves the rows. */
void bo_deal_out(struct bo_deal *deal, void *rows, size_t row_bytes);
/* Afterwards: has the row the keys of the one before it? */
bool bo_deal_tied(const struct bo_deal *deal, uint32_t row);

#endif
