/* replay - a fuzz target over the files of its corpus, and over mutations of them that every machine makes the same.
 *
 * Usage: fuzz_x FOLDER [MUTATIONS]
 */
#include "fuzz.h"

#include <dirent.h>
#include <fcntl.h>

#include "buildout/base/rng.h"

enum { MOST_BYTES = 1 << 20, MOST_FILES = 256 };

static uint8_t corpus[MOST_BYTES], mutant[MOST_BYTES];

static uint32_t draw(uint32_t trial, uint32_t index, uint32_t n)
{
    struct bo_rng rng = {.seed = 20261128, .replicate = trial};
    return (uint32_t)(bo_rng_uniform(&rng, 1, 0, index) * n);
}

/* A few bytes changed, taken out or written twice. */
static size_t mutate(uint32_t trial, size_t n)
{
    memcpy(mutant, corpus, n);
    for (uint32_t i = 0; i < 1 + draw(trial, 0, 4) && n > 0; i++) {
        uint32_t at = draw(trial, 4 * i + 1, (uint32_t)n);
        uint32_t many = 1 + draw(trial, 4 * i + 2, 16);
        if (many > n - at)
            many = (uint32_t)(n - at);
        switch (draw(trial, 4 * i + 3, 3)) {
        case 0:
            mutant[at] = (uint8_t)draw(trial, 4 * i + 4, 256);
            break;
        case 1:
            memmove(mutant + at, mutant + at + many, n - at - many);
            n -= many;
            break;
        default:
            if (n + many <= MOST_BYTES) {
                memmove(mutant + at + many, mutant + at, n - at);
                n += many;
            }
        }
    }
    return n;
}

static size_t read_file(const char *folder, const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file)
        abort();
    size_t n = fread(corpus, 1, MOST_BYTES, file);
    fclose(file);
    return n;
}

static void remove_folder(void)
{
    DIR *folder = opendir(fuzz_folder());
    if (!folder)
        abort();
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        if (entry->d_name[0] != '.')
            (void)unlinkat(dirfd(folder), entry->d_name, 0);
    }
    closedir(folder);
    (void)rmdir(fuzz_folder());
}

int main(int argc, char *argv[])
{
    uint32_t n_mutations = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 0, n_files = 0;
    DIR *folder = argc > 1 ? opendir(argv[1]) : NULL;
    if (!folder) {
        fprintf(stderr, "usage: %s FOLDER [MUTATIONS]\n", argv[0]);
        return 2;
    }
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        if (entry->d_name[0] == '.')
            continue;
        size_t n = read_file(argv[1], entry->d_name);
        LLVMFuzzerTestOneInput(corpus, n);
        for (uint32_t i = 0; i < n_mutations; i++)
            LLVMFuzzerTestOneInput(mutant, mutate(i, n));
        n_files++;
    }
    closedir(folder);
    remove_folder();
    printf("%u files, %u mutations of each\n", n_files, n_mutations);
    return n_files > 0 && n_files < MOST_FILES ? 0 : 1;
}
