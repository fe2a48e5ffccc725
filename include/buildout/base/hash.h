/* buildout/base/hash.h - SHA-256 (nettle) of texts and files, and 64-bit keys for draws.
 *
 * Errors: hashing a file fails with BO_ESTORE.
 * Source: FIPS 180-4.
 */
#ifndef BUILDOUT_BASE_HASH_H
#define BUILDOUT_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "buildout/base/err.h"

#define BO_SHA256_HEX 65

void bo_sha256_hex(const void *data, size_t n_bytes, char hex[static BO_SHA256_HEX]);
int bo_sha256_file(const char *path, char hex[static BO_SHA256_HEX], struct bo_err *err);
/* The first eight bytes (big endian) of the SHA-256 of a key: names of entities become keys of draws. */
uint64_t bo_key_hash(const char *key);
/* A key made of two keys: order matters. */
uint64_t bo_key_mix(uint64_t a, uint64_t b);
/* A hash over the results of the mathematical functions on fixed arguments: equal hash, same library behaviour. */
void bo_probe_hash(char hex[static BO_SHA256_HEX]);

#endif
