/* fuzz.h - what a fuzz target is: a function of bytes that nobody wrote. It must end, and leave nothing wrong behind.
 *
 * The same source is a libFuzzer target (./buildout test --fuzz), an AFL++ target (--afl), and, with replay.c for a main,
 * an ordinary test over the corpus and its mutations.
 */
#ifndef BUILDOUT_TESTS_FUZZ_H
#define BUILDOUT_TESTS_FUZZ_H

#include <assert.h>
#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* A folder of this process in $TMPDIR, or in memory, made at first use; it holds the one file that a target is about.
 * Whoever runs the target removes it: replay.c, or the script that gave it a TMPDIR. */
static inline const char *fuzz_folder(void)
{
    static char folder[PATH_MAX];
    if (folder[0] == '\0') {
        const char *in = getenv("TMPDIR");
        snprintf(folder, sizeof folder, "%s/buildout-fuzz-%ld", in ? in : "/dev/shm",
                 (long)getpid());
        if (mkdir(folder, S_IRWXU) != 0 && access(folder, W_OK) != 0)
            abort();
    }
    return folder;
}

static inline const char *fuzz_write(const char *name, const uint8_t *bytes, size_t n)
{
    static char path[PATH_MAX + 16];
    snprintf(path, sizeof path, "%s/%s", fuzz_folder(), name);
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes, 1, n, file) != n || fclose(file) != 0)
        abort();
    return path;
}

/* The bytes as a text; the caller frees it. */
static inline char *fuzz_text(const uint8_t *bytes, size_t n)
{
    char *text = malloc(n + 1);
    if (!text)
        abort();
    if (n > 0)
        memcpy(text, bytes, n);
    text[n] = '\0';
    return text;
}

/* Numbers out of bytes, 0 when they are used up. */
struct fuzz_bytes {
    const uint8_t *at;
    size_t left;
};

static inline uint32_t fuzz_below(struct fuzz_bytes *bytes, uint32_t n)
{
    uint32_t value = 0;
    for (int i = 0; i < 2 && bytes->left > 0; i++, bytes->left--)
        value = value << 8 | *bytes->at++;
    return value % n;
}

static inline double fuzz_double(struct fuzz_bytes *bytes)
{
    uint64_t bits = 0;
    double value;
    for (int i = 0; i < 8 && bytes->left > 0; i++, bytes->left--)
        bits = bits << 8 | *bytes->at++;
    memcpy(&value, &bits, sizeof value);
    return value;
}

#endif
