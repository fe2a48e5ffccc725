/* lone.h - a value that stands alone: after --set path=, or as the schema's default. */
#ifndef BUILDOUT_SIM_SCENARIO_LONE_H
#define BUILDOUT_SIM_SCENARIO_LONE_H

#include "problems.h"

/* Reads text as a scenario value; what is none ("all_in", "90 days", "2027-07-01") is a text. The node and all
 * below it stand at file, without line. name becomes the node's name. */
int bo_lone_value(const struct bo_file *file, const char *text, const char *name,
                  struct bo_problems *problems, struct bo_node **out);

#endif
