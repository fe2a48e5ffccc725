#include <stdio.h>

#include "buildout/cli/commands.h"
#include "calibrate_print.h"
#include "design.h"
#include "inputs_named.h"

#define CSV_NAME "calibration.csv"
#define TOPICS_NAME "calibration_topics.csv"

static int write_files(const struct bo_calibration *c, const struct bo_posterior *posterior,
                       const struct bo_calibration_scores *scores, struct bo_sheet *sheet,
                       struct bo_err *err)
{
    struct bo_sheet_file file = {.dir = c->dir,
                                 .name = CSV_NAME,
                                 .verb = "calibrate",
                                 .seed = c->args->seed,
                                 .scenario = &c->scenario};
    struct bo_sheet topics;
    bo_calibration_sheet(c, posterior, sheet);
    int status = bo_sheet_write(sheet, &file, err);
    file.name = TOPICS_NAME;
    bo_calibration_topics_sheet(c, scores, &topics);
    if (status == BO_OK)
        status = bo_sheet_write(&topics, &file, err);
    return status == BO_OK ? bo_calibration_write_pack(c, posterior, scores, err) : status;
}

static int present(struct bo_calibration *c, const struct bo_posterior *posterior,
                   struct bo_err *err)
{
    struct bo_calibration_scores scores = bo_calibration_score(c, posterior);
    struct bo_sheet sheet;
    int status = write_files(c, posterior, &scores, &sheet, err);
    if (status != BO_OK)
        return status;
    bo_calibration_warn(c, posterior);
    if (c->args->json)
        bo_sheet_json(stdout, &sheet);
    else if (!c->args->quiet)
        bo_calibration_print(stdout, c, posterior, &scores);
    return bo_study_end(&c->study);
}

static int perform(struct bo_calibration *c, struct bo_err *err)
{
    struct bo_posterior posterior = {0};
    int status = bo_calibration_open(c, err);
    if (status == BO_OK)
        status = bo_inputs_named(c->args->inputs, &c->scenario, c->arena, &posterior.n_inputs,
                                 &posterior.input, err);
    if (status == BO_OK)
        status = bo_study_begin(&c->study, bo_calibration_plan(c), err);
    if (status == BO_OK)
        status = bo_posterior_find(c, &posterior, err);
    if (status != BO_OK)
        return status;
    if (c->study.interrupted)
        return bo_study_say_interrupted(&c->study);
    status = bo_study_finish(&c->study, err);
    return status == BO_OK ? present(c, &posterior, err) : status;
}

int bo_cmd_calibrate(const struct bo_args *args, struct bo_err *err)
{
    struct bo_calibration c = {.args = args, .of_study = *args};
    int result = bo_study_create(&c.of_study, &c.study, err);
    if (result == BO_OK)
        result = perform(&c, err);
    bo_runner_free(c.runner);
    bo_study_free(&c.study);
    return result;
}
