/* study_names.h - lists of names as typed, and the companies that they mean.
 *
 * Owner:  texts live in the study's arena. Errors: BO_EUSAGE with the nearest name.
 */
#ifndef BUILDOUT_SIM_CLI_STUDY_NAMES_H
#define BUILDOUT_SIM_CLI_STUDY_NAMES_H

#include "study.h"

/* "a,b,c" cut at commas that stand in no quotes and no brackets; an empty one is left out. */
struct bo_text_list bo_names_split(struct bo_arena *arena, const char *names);
/* The company of the first file that is called so, by key or by name. */
int bo_study_company(const struct bo_study *study, const char *name, const struct bo_entry **out,
                     struct bo_err *err);
/* Names that results of the files may have, as these have them, of "Alibaba,World". A key of a company or a region will do,
 * as MyCompany of "My company". */
int bo_study_entities(const struct bo_study *study, const char *names, const char **out,
                      struct bo_err *err);
/* May a run of the files have this key figure? Asked before they are run, and made as outcomes.csv has it. */
int bo_study_figure(const struct bo_study *study, struct bo_figure *figure, struct bo_err *err);
/* The same of a key of somebody known. */
int bo_study_figure_of(const struct bo_study *study, const char *entity, const char *key,
                       struct bo_err *err);
/* "companies.Baidu.strategy=all_in" */
const char *bo_strategy_change(struct bo_arena *arena, const struct bo_entry *company,
                               const char *strategy);
/* An error that names the keys there are, when nobody has this key figure. */
int bo_study_no_figure(const struct bo_study *study, const char *entity, const char *key,
                       struct bo_err *err);

#endif
