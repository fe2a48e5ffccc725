/* study.h - what the verbs share that run several variants of scenarios with the same luck into one folder.
 *
 * A verb opens its files, adds its variants (each is read and checked at once), begins, runs some or all of them,
 * asks for key figures, and ends. What an earlier session has stored is not run again, and of a study that is whole
 * nothing is: then the answers come from results.db.
 *
 * Owner:  the study owns arena, files and store; texts given must outlive it.
 * Errors: BO_ESCENARIO with all complaints on stderr, BO_EUSAGE for variants of one name, BO_ESTORE, BO_ERUN.
 */
#ifndef BUILDOUT_SIM_CLI_STUDY_H
#define BUILDOUT_SIM_CLI_STUDY_H

#include <jansson.h>

#include "buildout/cli/args.h"
#include "buildout/experiment/ensemble.h"
#include "buildout/store/read.h"
#include "interrupt.h"
#include "precision.h"
#include "sheet.h"

struct bo_study_file {
    const char *path;
    struct bo_arena *arena;
    const struct bo_scenario *scenario; /* with the sets of the command */
};

struct bo_study_variant {
    const char *name;
    uint32_t file;
    struct bo_text_list changes; /* "path=value" beyond the sets of the command */
    char sha256[BO_SHA256_HEX];
    struct bo_time_param time;
    bool has_checks;        /* of medians */
    struct bo_arena *arena; /* of the scenario, while it is being run */
};

struct bo_study {
    const struct bo_args *args;
    struct bo_interrupts interrupts;
    struct bo_arena *arena;
    uint32_t n_files, file_room;
    struct bo_study_file *file; /* the first is what the folder is called after */
    uint32_t n_variants, variant_room;
    struct bo_study_variant *variant;
    bool whole;  /* all variants keep bands and the details of a run, not only the first */
    bool checks; /* the scenario's checks of medians are made, of every variant */
    struct bo_shard shard;         /* n 0: all of it */
    struct bo_precision precision; /* of a whole study of the differences, else of every mean */
    const char *company;           /* whom --company asks about, as results name them; or NULL */
    const char *dir;
    struct bo_store *store;     /* NULL when the results are whole already */
    struct bo_results *results; /* NULL as long as they are not */
    bool interrupted;
    bo_sample_point_fn point; /* as in sample/sample.h; NULL: inputs are drawn */
    const void *point_context;
};

/* Does the verb want all variants with bands and details? */
bool bo_study_is_whole(const char *verb);
/* Interrupts are held back from here on. */
int bo_study_create(const struct bo_args *args, struct bo_study *study, struct bo_err *err);
void bo_study_free(struct bo_study *study);

/* The file as it is read; once, however often it is named. */
int bo_study_open(struct bo_study *study, const char *path, uint32_t *file, struct bo_err *err);
int bo_study_add(struct bo_study *study, const char *name, uint32_t file,
                 const struct bo_text_list *changes, struct bo_err *err);
/* A variant as typed: "[FILE;] PATH=VALUE; ...", of the first file when none is named. It is called by its file, or as
 * it was typed. */
int bo_study_add_typed(struct bo_study *study, const char *text, struct bo_err *err);

/* own: the verb's own arguments that bear on results, used up. */
int bo_study_begin(struct bo_study *study, json_t *own, struct bo_err *err);
/* Variants from..n_variants-1, of a shard its replicates; no more than the precision asks for. BO_OK also when
 * interrupted, which the study says. */
int bo_study_run(struct bo_study *study, uint32_t from, struct bo_err *err);
/* value[runs], by replicate; NaN where there is none. */
int bo_study_replicates(const struct bo_study *study, uint32_t variant, const char *entity,
                        const char *key, double *value, struct bo_err *err);
int bo_study_outcome_keys(const struct bo_study *study, struct bo_arena *arena,
                          struct bo_outcome_list *list, struct bo_err *err);
/* Bands, results.db and exports; then results can be read. */
int bo_study_finish(struct bo_study *study, struct bo_err *err);
/* What is kept and how to go on, when it was interrupted: BO_EXIT_INTERRUPTED. */
int bo_study_say_interrupted(struct bo_study *study);

typedef int (*bo_study_present_fn)(void *context, struct bo_err *err);
/* Of a study whose variants are all known: begins it (own: as there), runs them, finishes, presents the results and makes
 * the checks; a shard is for merge, and presents nothing. */
int bo_study_carry_out(struct bo_study *study, json_t *own, bo_study_present_fn present,
                       void *context, struct bo_err *err);
/* If it makes checks: BO_ECHECK when one does not hold, which it says. */
int bo_study_check_medians(struct bo_study *study, struct bo_err *err);

int bo_study_write(const struct bo_study *study, const struct bo_sheet *sheet, const char *name,
                   struct bo_err *err);
/* After everything was printed: lists what failed, and says how the verb ends. */
int bo_study_end(const struct bo_study *study);

#endif
