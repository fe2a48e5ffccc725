/* buildout/model/price_war.h - a cut is answered within days, at prices near or below cost, until the war is over.
 *
 * A cut is a list price without a margin that falls by cut_trigger_frac or more, or is a new one, and that for the quality
 * it buys is that much below a rival's. Rivals who answer do so on a day of their own: the queue of replies in the state is put on the agenda by
 * events/price.h, which calls bo_product_reply.
 *
 * Units:  USD per million tokens, days of the run. Errors: none.
 * Source: China, May 2024: 0.8, 0.5 and 0 renminbi a million tokens within six days.
 */
#ifndef BUILDOUT_MODEL_PRICE_WAR_H
#define BUILDOUT_MODEL_PRICE_WAR_H

#include "buildout/model/product.h"

/* Is the price at which `cutter` sells now a cut that `rival` has to answer? before_usd: the cutter's last,
 * INFINITY when it had none. */
bool bo_price_war_is_cut(const struct bo_world *world, uint32_t cutter, double before_usd,
                         uint32_t rival);
/* After a company's list price has moved: queues the replies of its rivals. */
void bo_price_war_watch(struct bo_world *world, uint32_t cutter, double before_usd, double day);
bool bo_price_war_fights(const struct bo_world *world, uint32_t company, double day);
/* A company has left a market: those who fight in it stop. */
void bo_price_war_exit(struct bo_world *world, enum bo_market market, double day);

#endif
