#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buildout/base/hash.h"
#include "near.h"

/* FIPS 180-4 examples, as NIST publishes them. */
#define SHA_OF_ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define SHA_OF_NOTHING "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static void published_digests_come_out(void **state)
{
    char hex[BO_SHA256_HEX];

    (void)state;
    bo_sha256_hex("abc", 3, hex);
    assert_string_equal(hex, SHA_OF_ABC);
    bo_sha256_hex("", 0, hex);
    assert_string_equal(hex, SHA_OF_NOTHING);
}

static void a_file_has_the_digest_of_its_bytes(void **state)
{
    char path[] = "/tmp/test_hash_XXXXXX";
    char hex[BO_SHA256_HEX] = "";
    struct bo_err err;
    int fd = mkstemp(path);
    FILE *file = fdopen(fd, "wb");

    (void)state;
    assert_non_null(file);
    /* NIST's long example: a million times "a", which spans many blocks */
    for (int i = 0; i < 1000000; i++)
        assert_int_equal(fputc('a', file), 'a');
    assert_int_equal(fclose(file), 0);
    assert_int_equal(bo_sha256_file(path, hex, &err), 0);
    assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    assert_int_equal(unlink(path), 0);
}

static void a_file_that_cannot_be_read_is_a_store_error(void **state)
{
    char hex[BO_SHA256_HEX] = "untouched";
    struct bo_err err = {BO_OK, ""};

    (void)state;
    assert_int_equal(bo_sha256_file("no/such/file", hex, &err), BO_ESTORE);
    assert_non_null(strstr(err.text, "no/such/file"));
    assert_string_equal(hex, "untouched");
    assert_int_equal(bo_sha256_file("/", hex, &err), BO_ESTORE); /* opens, but does not read */
}

static void a_key_hashes_to_the_head_of_its_digest(void **state)
{
    (void)state;
    assert_true(bo_key_hash("abc") == UINT64_C(0xba7816bf8f01cfea));
    assert_true(bo_key_hash("") == UINT64_C(0xe3b0c44298fc1c14));
}

static void mixing_two_keys_minds_their_order(void **state)
{
    (void)state;
    assert_true(bo_key_mix(1, 2) != bo_key_mix(2, 1));
    assert_true(bo_key_mix(1, 2) != bo_key_mix(1, 3));
    assert_true(bo_key_mix(0, 0) != 0);
}

static void mixing_is_the_published_scramble(void **state)
{
    (void)state;
    /* SplitMix64 from 0 gives 0xe220a8397b1dcdaf, then 0x6e789e6aa1b965f4: scrambles of 0 and of the increment. The
     * mix of (0, b) scrambles 0xe220a8397b1dcdaf + b, which this b makes the increment. */
    assert_true(bo_key_mix(0, UINT64_C(0x9e3779b97f4a7c15) - UINT64_C(0xe220a8397b1dcdaf)) ==
                UINT64_C(0x6e789e6aa1b965f4));
}

static int bits_of(uint64_t x)
{
    int n = 0;

    for (; x != 0; x &= x - 1)
        n++;
    return n;
}

static void flipping_one_bit_of_either_key_flips_about_half_of_the_mix(void **state)
{
    uint64_t a = bo_key_hash("Alibaba"), b = bo_key_hash("Malaysia");
    int flipped = 0;

    (void)state;
    for (int i = 0; i < 64; i++) {
        flipped += bits_of(bo_key_mix(a, b) ^ bo_key_mix(a ^ UINT64_C(1) << i, b));
        flipped += bits_of(bo_key_mix(a, b) ^ bo_key_mix(a, b ^ UINT64_C(1) << i));
    }
    /* 128 flips of 64 fair bits: 4096 expected, standard deviation 45 */
    assert_in_range(flipped, 4096 - 5 * 45, 4096 + 5 * 45);
}

static void the_probe_of_one_machine_is_one_hash(void **state)
{
    char one[BO_SHA256_HEX], two[BO_SHA256_HEX];

    (void)state;
    bo_probe_hash(one);
    bo_probe_hash(two);
    assert_string_equal(one, two);
    assert_int_equal(strlen(one), 64);
    assert_int_equal(strspn(one, "0123456789abcdef"), 64);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_digests_come_out),
        cmocka_unit_test(a_file_has_the_digest_of_its_bytes),
        cmocka_unit_test(a_file_that_cannot_be_read_is_a_store_error),
        cmocka_unit_test(a_key_hashes_to_the_head_of_its_digest),
        cmocka_unit_test(mixing_two_keys_minds_their_order),
        cmocka_unit_test(mixing_is_the_published_scramble),
        cmocka_unit_test(flipping_one_bit_of_either_key_flips_about_half_of_the_mix),
        cmocka_unit_test(the_probe_of_one_machine_is_one_hash),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
