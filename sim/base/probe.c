/* A finger print of the mathematical libraries: two machines whose hash is equal give the same results. */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "buildout/base/dist.h"
#include "buildout/base/hash.h"
#include "buildout/base/num.h"

#define N_ARGUMENTS 64
#define N_FUNCTIONS 9
#define N_DISTS 6

/* Arguments spread over the range in use, with full mantissas so that last-bit differences show. */
static double argument(uint32_t i)
{
    return (double)(2 * i + 1) * 0x1.921fb54442d18p-4;
}

static void put_functions(double x, double out[static N_FUNCTIONS])
{
    out[0] = bo_exp(-x);
    out[1] = bo_expm1(x / N_ARGUMENTS);
    out[2] = bo_log(x);
    out[3] = bo_log10(x);
    out[4] = bo_log1p(x);
    out[5] = bo_pow(x, x / N_ARGUMENTS);
    out[6] = bo_tanh(x);
    out[7] = bo_normal_cdf(x - 2.0);
    out[8] = bo_exp(x);
}

static void put_quantiles(double u, double out[static N_DISTS])
{
    static const struct bo_dist DIST[N_DISTS] = {
        {.kind = BO_DIST_NORMAL, .p = {0.0, 1.0}},
        {.kind = BO_DIST_LOGNORMAL, .p = {14.0, 0.25}},
        {.kind = BO_DIST_GAMMA, .p = {2.5, 1.0}},
        {.kind = BO_DIST_BETA, .p = {2.0, 3.5, 0.0, 1.0}},
        {.kind = BO_DIST_PERT, .p = {1.0, 2.0, 7.0}},
        {.kind = BO_DIST_EXPONENTIAL, .p = {1.0}},
    };

    for (uint32_t i = 0; i < N_DISTS; i++)
        out[i] = bo_dist_quantile(&DIST[i], u);
}

/* Bytes from low to high, whatever the machine's order. */
static void put_bytes(double x, unsigned char out[static sizeof(uint64_t)])
{
    uint64_t bits;

    memcpy(&bits, &x, sizeof bits);
    for (size_t i = 0; i < sizeof bits; i++)
        out[i] = (unsigned char)(bits >> (8 * i));
}

void bo_probe_hash(char hex[static BO_SHA256_HEX])
{
    double value[N_ARGUMENTS][N_FUNCTIONS + N_DISTS];
    unsigned char bytes[sizeof value];

    for (uint32_t i = 0; i < N_ARGUMENTS; i++) {
        put_functions(argument(i), value[i]);
        put_quantiles((double)(2 * i + 1) / (2 * N_ARGUMENTS), value[i] + N_FUNCTIONS);
    }
    for (size_t i = 0; i < sizeof value / sizeof(double); i++)
        put_bytes(value[i / (N_FUNCTIONS + N_DISTS)][i % (N_FUNCTIONS + N_DISTS)],
                  bytes + i * sizeof(uint64_t));
    bo_sha256_hex(bytes, sizeof bytes, hex);
}
