/* law.h - what the commands chips and rules share: the day, the words of the law, the buyer. */
#ifndef BUILDOUT_SIM_CLI_LAW_H
#define BUILDOUT_SIM_CLI_LAW_H

#include "buildout/base/err.h"
#include "buildout/model/export_rule.h"
#include "buildout/model/scenario.h"

/* The day of --date, or the last on which the law changes. BO_EUSAGE. */
int bo_law_day(const char *text, const struct bo_regime *regime, int32_t *day, struct bo_err *err);

/* "Alibaba", "China", "CN", "Alibaba@Singapore". shown lives in the arena. BO_EUSAGE with the nearest name. */
int bo_law_buyer(const char *text, const struct bo_param *param, struct bo_arena *arena,
                 struct bo_buyer *buyer, const char **shown, struct bo_err *err);

/* "free", "notify", "licence", "denied" */
const char *bo_permission_word(enum bo_permission permission);
/* "none", "approval", "case_by_case", "denial" */
const char *bo_presumption_word(enum bo_presumption presumption);
/* "export", "import", "none" */
const char *bo_gate_word(enum bo_gate gate);

/* A condition in a line: "(tpp >= 4800 and data_centre) or ..." */
const char *bo_rule_text(const struct bo_param *param, const struct bo_export_rule *rule,
                         struct bo_arena *arena);

#endif
