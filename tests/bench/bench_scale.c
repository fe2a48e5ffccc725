/* bench_scale - what a replicate costs as its world grows, by companies (with their projects) and by years.
 *
 * Usage: bench_scale [SCENARIOS [SEEDS]], SCENARIOS being the folder with my_company.cfg. Companies: that scenario with
 * so many copies of its company, of twenty times the size, that there are twice and four times as many companies (eight
 * times as many have more keys than a scenario may have); grids, crews and makers do not bind, so that projects grow with
 * the companies. Years: baseline.cfg to an earlier and to a later end. Medians
 * over seeds; a ratio is over the row above it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buildout/base/num.h"
#include "buildout/run/run.h"
#include "buildout/scenario/scenario.h"

#define SIZE 20.0 /* of a copy, over the company that it copies */
#define MOST_SEEDS 99u
#define SCENARIO_BYTES ((size_t)1 << 30)

enum measure { CPU_MS, EVENTS, PROJECTS, WORLD_MIB, FACTS_MIB, N_MEASURES };
static const char *const measure_names[N_MEASURES] = {"cpu_ms", "events", "projects", "world_mib",
                                                      "facts_mib"};

struct bench {
    uint32_t n_seeds;
    double before[N_MEASURES]; /* the row above; 0: none */
};

/* ---- one row ---- */

static int run_seed(struct bo_runner *runner, uint64_t seed, double out[N_MEASURES])
{
    const double mib = 1024.0 * 1024.0;
    struct bo_run_options options = {.seed = seed, .limits = bo_run_default_limits};
    struct bo_run_result result;
    struct bo_err err = {.status = BO_OK};
    if (bo_run(runner, &options, &result, &err) != BO_OK || result.facts == NULL) {
        fprintf(stderr, "seed %llu: %s%s\n", (unsigned long long)seed, err.text, result.err.text);
        return 1;
    }
    out[CPU_MS] = result.facts->stats.cpu_ms;
    out[EVENTS] = (double)result.facts->stats.agenda_events;
    out[PROJECTS] = (double)result.facts->n_projects;
    out[WORLD_MIB] = (double)result.facts->stats.world_bytes / mib;
    out[FACTS_MIB] = (double)bo_arena_used_bytes(result.arena) / mib;
    bo_run_result_free(&result);
    return 0;
}

static int run_all(struct bench *bench, const char *label, struct bo_runner *runner)
{
    double value[N_MEASURES][MOST_SEEDS];
    for (uint32_t i = 0; i < bench->n_seeds; i++) {
        double one[N_MEASURES];
        if (run_seed(runner, i + 1, one) != 0) {
            return 1;
        }
        for (int k = 0; k < N_MEASURES; k++) {
            value[k][i] = one[k];
        }
    }
    printf("%-14s", label);
    for (int k = 0; k < N_MEASURES; k++) {
        qsort(value[k], bench->n_seeds, sizeof value[k][0], bo_double_compare);
        double median = bo_quantile_sorted(value[k], bench->n_seeds, 0.5);
        if (bench->before[k] > 0.0) {
            printf(" %10.1f x%-5.2f", median, median / bench->before[k]);
        } else {
            printf(" %10.1f %6s", median, "");
        }
        bench->before[k] = median;
    }
    printf("\n");
    return 0;
}

static int measure(struct bench *bench, const char *label, const char *file, const char *set)
{
    struct bo_arena *arena;
    struct bo_err err = {.status = BO_OK};
    if (bo_arena_create(SCENARIO_BYTES, false, &arena, &err) != BO_OK) {
        return 1;
    }
    struct bo_read_options options = {.n_sets = set != NULL, .set = &set, .allow_outside = true};
    options.names = bo_run_names(&options.n_names);
    struct bo_diag *diag = BO_NEW(arena, struct bo_diag);
    const struct bo_scenario *scenario;
    struct bo_runner *runner = NULL;
    int status = bo_scenario_read(file, &options, arena, &scenario, diag);
    if (status == BO_OK) {
        status = bo_runner_create(scenario, &runner, &err);
    }
    if (status == BO_OK) {
        status = run_all(bench, label, runner);
    } else {
        fprintf(stderr, "%s%s\n", diag->n > 0 ? diag->message[0] : "", err.text);
    }
    bo_runner_free(runner);
    bo_arena_free(arena);
    return status;
}

static void begin_table(struct bench *bench, const char *title)
{
    printf("%-14s", title);
    for (int k = 0; k < N_MEASURES; k++) {
        printf(" %10s %6s", measure_names[k], "");
        bench->before[k] = 0.0;
    }
    printf("\n");
}

/* ---- a world of many companies ---- */

static char *read_file(const char *name)
{
    FILE *file = fopen(name, "r");
    char *text = calloc(1, 1 << 20);
    if (file == NULL || text == NULL || fread(text, 1, (1 << 20) - 1, file) == 0) {
        fprintf(stderr, "cannot read %s\n", name);
        exit(1);
    }
    fclose(file);
    return text;
}

/* What stands between the braces of MyCompany in a table, line by line, with its sizes grown. */
static void put_rows(FILE *out, const char *text, const char *table, uint32_t n)
{
    char begin[64];
    snprintf(begin, sizeof begin, "\n%s: {", table);
    const char *first = strstr(strstr(text, begin), "MyCompany: {") + strlen("MyCompany: {");
    const char *end = strstr(first, "\n  };");
    fprintf(out, "%s: {\n", table);
    for (uint32_t i = 0; i < n; i++) {
        fprintf(out, "Copy%03u: {\n", i);
        for (const char *c = first; c < end;) {
            char *after;
            if (strncmp(c, "MyCompany", 9) == 0) {
                c += 9;
                fprintf(out, "Copy%03u", i);
            } else if (strncmp(c, "My company", 10) == 0) {
                c += 10;
                fprintf(out, "Copy %u", i);
            } else if (strncmp(c, "USD ", 4) == 0 || strncmp(c, "it_mw = ", 8) == 0 ||
                       strncmp(c, "sites = ", 8) == 0) {
                const char *number = strchr(c, ' ');
                number += number[1] == '=' ? 3 : 1;
                fprintf(out, "%.*s%.1f", (int)(number - c), c, SIZE * strtod(number, &after));
                c = after;
            } else {
                fputc(*c++, out);
            }
        }
        fprintf(out, "\n};\n");
    }
    fprintf(out, "};\n");
}

static void write_copies(const char *file, const char *original, uint32_t n)
{
    static const char *const table[] = {"companies", "chip_buyers", "ai_budgets"};
    FILE *out = fopen(file, "w");
    char *text = read_file(original);
    if (out == NULL) {
        fprintf(stderr, "cannot write %s\n", file);
        exit(1);
    }
    fprintf(out, "scenario: { extends = [ \"%s\" ]; title = \"Many companies\"; };\n", original);
    fprintf(
        out,
        "construction: { grid_binds = false; crews_bind = false; equipment_binds = false; };\n");
    for (size_t t = 0; n > 0 && t < sizeof table / sizeof table[0]; t++) {
        put_rows(out, text, table[t], n);
    }
    fclose(out);
    free(text);
}

static int by_companies(struct bench *bench, const char *folder)
{
    const uint32_t companies = 25; /* my_company.cfg's, its own included */
    char original[4096], file[] = "/tmp/bench_scale_XXXXXX.cfg";
    int fd = mkstemps(file, 4), status = 0;
    char *real = realpath(folder, NULL);
    if (fd < 0 || real == NULL) {
        free(real);
        return 1;
    }
    close(fd);
    snprintf(original, sizeof original, "%s/my_company.cfg", real);
    begin_table(bench, "companies");
    for (uint32_t times = 1; status == 0 && times <= 4; times *= 2) {
        char label[32];
        snprintf(label, sizeof label, "x%u", times);
        write_copies(file, original, companies * (times - 1));
        status = measure(bench, label, file, NULL);
    }
    unlink(file);
    free(real);
    return status;
}

static int by_years(struct bench *bench, const char *folder)
{
    static const struct {
        const char *label, *set;
    } row[] = {{"6 years", "time.end=\"2028-01-01\""},
               {"12 years", "time.end=\"2034-01-01\""},
               {"24 years", "time.end=\"2046-01-01\""}};
    char file[4096];
    int status = 0;
    snprintf(file, sizeof file, "%s/baseline.cfg", folder);
    begin_table(bench, "horizon");
    for (size_t i = 0; status == 0 && i < sizeof row / sizeof row[0]; i++) {
        status = measure(bench, row[i].label, file, row[i].set);
    }
    return status;
}

int main(int argc, char **argv)
{
    const char *folder = argc > 1 ? argv[1] : "scenarios";
    struct bench bench = {.n_seeds = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 5};
    if (bench.n_seeds == 0 || bench.n_seeds > MOST_SEEDS) {
        fprintf(stderr, "bench_scale [SCENARIOS [SEEDS]]\n");
        return 2;
    }
    int status = by_companies(&bench, folder);
    return by_years(&bench, folder) != 0 || status != 0;
}
