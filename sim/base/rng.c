#include "buildout/base/rng.h"

/* The library asserts at every draw that the rounds are not too many; they are constants, and it is said once. */
#define R123_ASSERT(x) ((void)0)
#include <Random123/philox.h>

_Static_assert((int)philox2x32_rounds <= 16 && (int)philox4x32_rounds <= 16,
               "Philox is unrolled up to 16 rounds");

/* A draw names 32 + 64 + 32 + 32 bits under a seed of 64; Philox 4x32 takes a counter of 128 and a key of 64. Entity,
 * purpose and index fill the counter. The replicate is added to the scrambled seed (Philox 2x32 is a bijection of
 * it), so no two draws of one seed ever share key and counter, and the runs of neighbouring seeds do not overlap. */
uint64_t bo_rng_run_key(const struct bo_rng *rng)
{
    philox2x32_ctr_t seed = {{(uint32_t)rng->seed, (uint32_t)(rng->seed >> 32)}};
    philox2x32_key_t no_key = {{0}};
    philox2x32_ctr_t mixed = philox2x32(seed, no_key);

    return ((uint64_t)mixed.v[1] << 32 | mixed.v[0]) + rng->replicate;
}

void bo_philox(uint64_t key, const uint32_t counter[static 4], uint32_t out[static 4])
{
    philox4x32_ctr_t c = {{counter[0], counter[1], counter[2], counter[3]}};
    philox4x32_key_t k = {{(uint32_t)key, (uint32_t)(key >> 32)}};
    philox4x32_ctr_t r = philox4x32(c, k);

    for (int i = 0; i < 4; i++)
        out[i] = r.v[i];
}

double bo_rng_uniform_of(uint64_t run_key, uint64_t entity, uint32_t purpose, uint32_t index)
{
    const uint32_t counter[4] = {(uint32_t)entity, (uint32_t)(entity >> 32), purpose, index};
    uint32_t out[4];
    uint64_t bits;

    bo_philox(run_key, counter, out);
    /* Odd multiples of 2^-53: exact, symmetric around one half, and neither 0 nor 1 can be reached. */
    bits = ((uint64_t)out[1] << 32 | out[0]) >> 11 | 1;
    return (double)bits * 0x1p-53;
}

double bo_rng_uniform(const struct bo_rng *rng, uint64_t entity, uint32_t purpose, uint32_t index)
{
    return bo_rng_uniform_of(bo_rng_run_key(rng), entity, purpose, index);
}

/* Of a word's 2^32 values each index gets as many as any other, but one. */
void bo_rng_resample(const struct bo_rng *rng, uint64_t key, uint32_t resample, uint32_t n,
                     uint32_t *index)
{
    enum { WORDS = 4 };
    uint64_t run_key = bo_rng_run_key(rng);
    uint32_t word[WORDS];
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t counter[WORDS] = {(uint32_t)key, (uint32_t)(key >> 32), resample, i / WORDS};
        if (i % WORDS == 0)
            bo_philox(run_key, counter, word);
        index[i] = (uint32_t)((uint64_t)word[i % WORDS] * n >> 32);
    }
}
