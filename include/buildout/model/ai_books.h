/* buildout/model/ai_books.h - AI in the books of companies: what it earns, and what companies rent from each other.
 *
 * GPU-hours are settled once a month and market. Companies that rent pay the clearing, in cash or in cloud credits,
 * which their givers honour out of deferred revenue; the clearing pays lessors of the model their part and those
 * outside it the rest, cents of rounding included, so that it holds nothing at a month's end. Renters outside the model
 * pay lessors themselves.
 *
 * Units:  USD of the month outside the ledger. Errors: none.
 */
#ifndef BUILDOUT_MODEL_AI_BOOKS_H
#define BUILDOUT_MODEL_AI_BOOKS_H

#include "buildout/model/world.h"

/* GPU-hours of the month, of all companies; needs no AI economy. */
void bo_ai_books_settle(struct bo_world *world);

/* A company's AI revenue of the month, by its place in the tree of revenue. */
struct bo_ai_revenue {
    double product_usd, cloud_ai_usd, uplift_usd;
    double leasing_usd; /* booked by bo_ai_books_settle */
};
/* Books what customers pay for products, AI in the cloud and uplift. */
struct bo_ai_revenue bo_ai_books_revenue(struct bo_world *world, uint32_t company);

#endif
