/* buildout/model/lab_books.h - laboratories, their investors and acquirers in the books.
 *
 * What a lab's month moved (bo_capital_flows) is posted, and the ledger is the truth: after it the lab has the cash that
 * its books show. A round is a stake at the investor, at cost, and equity at the lab; cloud credits are deferred
 * revenue at who gave them and a claim at the lab until they are used. Later rounds dilute. Once a year a stake is
 * written down to what investors see in the lab, if that is less. At an exit the acquirer pays all owners by their parts
 * and books goodwill, stakes end with a gain or a loss, and the lab's books are closed: what cash is left goes to
 * owners, what it owes and cannot pay is written off, and so are credits that nobody will use. One with halls keeps its
 * books as a subsidiary: its parent takes over its debt, and pays what it lacks later (model/finance.c). When nobody buys it its
 * lenders have its halls and machines for what these are worth and write off the rest of its debt; it goes on in their hands,
 * owes nothing, and is lent nothing.
 *
 * Units:  bo_money in the ledger, USD outside. Owner: the arena of the world. Errors: none.
 * Source: IAS 28, 36 and 38 in the plainest form.
 */
#ifndef BUILDOUT_MODEL_LAB_BOOKS_H
#define BUILDOUT_MODEL_LAB_BOOKS_H

#include "buildout/model/world.h"

/* What one company holds of one lab. */
struct bo_holding {
    double owned_frac;
    bo_money book;     /* value of the stake in its books */
    bo_money deferred; /* credits given and not used */
};

struct bo_lab_books {
    struct bo_holding *holding; /* [labs x companies] */
    bool *closed;               /* [labs] */
};

/* Nothing without a capital market. */
void bo_lab_books_open(struct bo_world *world);
/* A company's holding of a lab (row of labs). */
struct bo_holding *bo_lab_books_holding(const struct bo_world *world, uint32_t lab,
                                        uint32_t company);
/* Credits of this giver that the company used this month, at most so much: taken off what was given. */
bo_money bo_lab_books_use_credits(struct bo_world *world, uint32_t company, uint32_t giver,
                                  bo_money most);
/* Rounds, impairment and exits of the month, on both sides. Before companies' own books are closed. */
void bo_lab_books_settle(struct bo_world *world, double day);
/* A lab's own month; returns operating cash flow. */
double bo_lab_books_close(struct bo_world *world, uint32_t company, double day);

#endif
