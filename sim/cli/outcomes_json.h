/* outcomes_json.h - the rows of outcomes.csv as a JSON array of objects.
 *
 * Errors: none; whether the stream took it all is the caller's to check.
 */
#ifndef BUILDOUT_SIM_CLI_OUTCOMES_JSON_H
#define BUILDOUT_SIM_CLI_OUTCOMES_JSON_H

#include <stdio.h>

#include "buildout/base/facts.h"

/* Of one run: members variant, replicate, entity, key, unit, value, a row a line. A date is a text "2029-03-31", any
 * other value a number; keys that do not apply have no row, as in the CSV file. */
void bo_outcomes_json(FILE *out, const char *variant, uint32_t replicate,
                      const struct bo_facts *facts);

#endif
