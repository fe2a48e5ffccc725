/* resolve.h - the whole way from a file to a scenario, and the tree with defaults that show prints. */
#ifndef BUILDOUT_SIM_SCENARIO_RESOLVE_H
#define BUILDOUT_SIM_SCENARIO_RESOLVE_H

#include "buildout/scenario/scenario.h"
#include "reader.h"

/* Reads all tables into reader->param; the rows with their defaults are added to out, which has room. */
void bo_read_tables(struct bo_reader *reader, struct bo_node *out);

/* scenario and *resolved are whole when 0 is returned. */
int bo_resolve(const char *file, const struct bo_read_options *options,
               struct bo_problems *problems, struct bo_scenario *scenario,
               struct bo_node **resolved);

/* As bo_scenario_open_values and bo_scenario_open_variant, in the arena given. */
int bo_scenario_list(const char *file, const struct bo_read_options *options,
                     struct bo_arena *arena, struct bo_scenario_values *out, struct bo_diag *diag);
int bo_scenario_rewrite(const struct bo_variant_wish *wish, const struct bo_read_options *options,
                        struct bo_arena *arena, const char **text, struct bo_diag *diag);

#endif
