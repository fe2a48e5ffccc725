/* buildout/base/rng.h - a draw is a pure function of its key.
 *
 * Philox 4x32-10 with key (seed, replicate) and counter (entity, purpose, index): no state, no order, so adding a
 * company, an output or a rule moves nobody else's draws. Under one seed no two draws share key and counter.
 *
 * Units:  uniforms are in the open interval (0, 1): odd multiples of 2^-53.
 * Source: Salmon et al., Parallel random numbers: as easy as 1, 2, 3 (SC 2011); Random123.
 */
#ifndef BUILDOUT_BASE_RNG_H
#define BUILDOUT_BASE_RNG_H

#include <stdint.h>

struct bo_rng {
    uint64_t seed;
    uint32_t replicate;
};

/* What seed and replicate give to all draws of a run; whoever draws often keeps it. */
uint64_t bo_rng_run_key(const struct bo_rng *rng);
double bo_rng_uniform_of(uint64_t run_key, uint64_t entity, uint32_t purpose, uint32_t index);
/* The two in one. entity: bo_key_hash of the entity's key; purpose: an enum of the caller; index: the how-manieth draw. */
double bo_rng_uniform(const struct bo_rng *rng, uint64_t entity, uint32_t purpose, uint32_t index);

/* The generator itself, as its authors publish it: out[4] of counter[4] under the 64-bit key, low words first. */
void bo_philox(uint64_t key, const uint32_t counter[static 4], uint32_t out[static 4]);

/* index[n] of 0..n-1, each drawn with replacement: the resample-th of what key (bo_key_hash) names. n > 0. */
void bo_rng_resample(const struct bo_rng *rng, uint64_t key, uint32_t resample, uint32_t n,
                     uint32_t *index);

#endif
