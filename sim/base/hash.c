#include "buildout/base/hash.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <string.h>

#define FILE_BLOCK 65536

static void digest_hex(struct sha256_ctx *context, char hex[static BO_SHA256_HEX])
{
    static const char DIGIT[] = "0123456789abcdef";
    uint8_t digest[SHA256_DIGEST_SIZE];

    sha256_digest(context, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        hex[2 * i] = DIGIT[digest[i] >> 4];
        hex[2 * i + 1] = DIGIT[digest[i] & 15];
    }
    hex[2 * sizeof digest] = '\0';
}

void bo_sha256_hex(const void *data, size_t n_bytes, char hex[static BO_SHA256_HEX])
{
    struct sha256_ctx context;

    sha256_init(&context);
    sha256_update(&context, n_bytes, data);
    digest_hex(&context, hex);
}

int bo_sha256_file(const char *path, char hex[static BO_SHA256_HEX], struct bo_err *err)
{
    FILE *file = fopen(path, "rbe");
    uint8_t block[FILE_BLOCK];
    struct sha256_ctx context;
    size_t n;

    if (file == NULL)
        return bo_err_set(err, BO_ESTORE, "cannot open %s: %s", path, strerror(errno));
    sha256_init(&context);
    while ((n = fread(block, 1, sizeof block, file)) > 0)
        sha256_update(&context, n, block);
    if (ferror(file)) {
        int why = errno;

        (void)fclose(file);
        return bo_err_set(err, BO_ESTORE, "cannot read %s: %s", path, strerror(why));
    }
    (void)fclose(file);
    digest_hex(&context, hex);
    return 0;
}

uint64_t bo_key_hash(const char *key)
{
    uint8_t digest[SHA256_DIGEST_SIZE];
    struct sha256_ctx context;
    uint64_t hash = 0;

    sha256_init(&context);
    sha256_update(&context, strlen(key), (const uint8_t *)key);
    sha256_digest(&context, sizeof digest, digest);
    for (size_t i = 0; i < sizeof hash; i++)
        hash = hash << 8 | digest[i];
    return hash;
}

/* The finalizer of SplitMix64 (Steele, Lea, Flood 2014): a bijection in which every bit reaches every bit. */
static uint64_t scramble(uint64_t x)
{
    x += UINT64_C(0x9e3779b97f4a7c15);
    x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
    return x ^ x >> 31;
}

uint64_t bo_key_mix(uint64_t a, uint64_t b)
{
    return scramble(scramble(a) + b);
}
