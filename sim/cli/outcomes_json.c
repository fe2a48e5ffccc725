#include "outcomes_json.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"

static void print_text(FILE *out, const char *text)
{
    json_t *string = json_string(text);
    if (!string || json_dumpf(string, out, JSON_ENCODE_ANY) != 0)
        fputs("null", out); /* not UTF-8 */
    json_decref(string);
}

static void print_value(FILE *out, const struct bo_fact_outcome *outcome)
{
    char number[BO_DOUBLE_TEXT];
    char date[16];
    if (strcmp(outcome->unit, "date") == 0 && fabs(outcome->value) < (double)INT32_MAX) {
        bo_day_format((int32_t)floor(outcome->value), date);
        print_text(out, date);
        return;
    }
    bo_double_format(outcome->value, number, sizeof number);
    fputs(number, out);
}

static void print_row(FILE *out, const char *variant, uint32_t replicate,
                      const struct bo_fact_outcome *outcome)
{
    fputs("{\"variant\": ", out);
    print_text(out, variant);
    fprintf(out, ", \"replicate\": %u, \"entity\": ", replicate);
    print_text(out, outcome->entity);
    fputs(", \"key\": ", out);
    print_text(out, outcome->key);
    fputs(", \"unit\": ", out);
    print_text(out, outcome->unit);
    fputs(", \"value\": ", out);
    print_value(out, outcome);
    fputs("}", out);
}

void bo_outcomes_json(FILE *out, const char *variant, uint32_t replicate,
                      const struct bo_facts *facts)
{
    const char *before = "[\n";
    bool any = false;
    for (uint32_t i = 0; i < facts->n_outcomes; i++) {
        if (!isfinite(facts->outcome[i].value))
            continue;
        fputs(before, out);
        print_row(out, variant, replicate, &facts->outcome[i]);
        before = ",\n";
        any = true;
    }
    fputs(any ? "\n]\n" : "[]\n", out);
}
