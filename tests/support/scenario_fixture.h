/* scenario_fixture.h - scenarios written to a folder of their own and read from there. "tiny.cfg" ships with them. */
#ifndef BUILDOUT_TESTS_SCENARIO_FIXTURE_H
#define BUILDOUT_TESTS_SCENARIO_FIXTURE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "near.h"

#include "buildout/base/arena.h"
#include "buildout/scenario/scenario.h"

#define ON_TINY "scenario: { extends = \"tiny.cfg\"; };\n"

struct scenario_fixture {
    char folder[64];
    char main_file[96];
    struct bo_arena *arena;
    struct bo_diag diag;
    const struct bo_scenario *scenario;
};

static const struct bo_policy_name fixture_names[] = {
    {"cash_usd", "own cash", 5e10},
    {"runway_months", "months that the cash lasts", 36.0},
    {"world.sites", "data centres open", 1000.0},
};

static inline int fixture_start(void **state)
{
    static struct scenario_fixture fixture;

    fixture = (struct scenario_fixture){.folder = "/tmp/buildout-test-XXXXXX"};
    assert_non_null(mkdtemp(fixture.folder));
    (void)snprintf(fixture.main_file, sizeof fixture.main_file, "%s/x.cfg", fixture.folder);
    assert_int_equal(bo_arena_create((size_t)256 << 20, false, &fixture.arena, NULL), 0);
    *state = &fixture;
    return 0;
}

static inline int fixture_end(void **state)
{
    struct scenario_fixture *fixture = *state;
    char command[96];

    bo_arena_free(fixture->arena);
    (void)snprintf(command, sizeof command, "rm -r %s", fixture->folder);
    return system(command);
}

static inline void fixture_write(struct scenario_fixture *fixture, const char *name,
                                 const char *text)
{
    char path[128];
    FILE *file;

    (void)snprintf(path, sizeof path, "%s/%s", fixture->folder, name);
    file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static inline struct bo_read_options fixture_options(const char *const *set, uint32_t n_sets)
{
    return (struct bo_read_options){.n_sets = n_sets,
                                    .set = set,
                                    .installed_dir = "tests/support",
                                    .n_names = sizeof fixture_names / sizeof *fixture_names,
                                    .names = fixture_names};
}

/* Reads x.cfg with this text; 0 or BO_ESCENARIO. */
static inline int fixture_try(struct scenario_fixture *fixture, const char *text,
                              const char *const *set, uint32_t n_sets)
{
    struct bo_read_options options = fixture_options(set, n_sets);

    memset(&fixture->diag, 0, sizeof fixture->diag);
    fixture->scenario = NULL;
    fixture_write(fixture, "x.cfg", text);
    return bo_scenario_read(fixture->main_file, &options, fixture->arena, &fixture->scenario,
                            &fixture->diag);
}

/* Reads x.cfg, which must be well. */
static inline const struct bo_scenario *fixture_read(struct scenario_fixture *fixture,
                                                     const char *text)
{
    if (fixture_try(fixture, text, NULL, 0) != 0)
        fail_msg("%s", fixture->diag.message[0]);
    return fixture->scenario;
}

/* Reads x.cfg on top of tiny.cfg with one --set, which must be well. */
static inline const struct bo_scenario *fixture_set(struct scenario_fixture *fixture,
                                                    const char *set)
{
    if (fixture_try(fixture, ON_TINY, &set, 1) != 0)
        fail_msg("%s", fixture->diag.message[0]);
    return fixture->scenario;
}

/* What is said of a --set that must fail. */
static inline const char *fixture_refuse(struct scenario_fixture *fixture, const char *set)
{
    assert_int_equal(fixture_try(fixture, ON_TINY, &set, 1), BO_ESCENARIO);
    return fixture->diag.message[0];
}

/* The uncertain value of that path, which must be there. */
static inline const struct bo_uncertain *fixture_uncertain(const struct bo_scenario *scenario,
                                                           const char *path)
{
    static const struct bo_uncertain none;

    for (uint32_t i = 0; i < scenario->n_uncertain; i++)
        if (strcmp(scenario->uncertain[i].path, path) == 0)
            return &scenario->uncertain[i];
    fail_msg("%s is not uncertain", path);
    return &none;
}

/* Is any message one that ends so? */
static inline bool fixture_said(const struct scenario_fixture *fixture, const char *end)
{
    for (uint32_t i = 0; i < fixture->diag.n; i++) {
        const char *message = fixture->diag.message[i];

        if (strlen(message) >= strlen(end) &&
            strcmp(message + strlen(message) - strlen(end), end) == 0)
            return true;
    }
    return false;
}

#endif
