/* Apart from dictionary.c, as the model's tables of a scenario and the cli's tables of a terminal share a tag. */
#include <stdlib.h>
#include <string.h>

#include "buildout/model/record.h"
#include "dictionary.h"

static int by_name(const void *a, const void *b)
{
    const struct bo_fact_variable *left = a, *right = b;
    return strcmp(left->name, right->name);
}

const struct bo_fact_variable *bo_dictionary_variables(struct bo_arena *arena, uint32_t *n)
{
    const struct bo_fact_variable *all = bo_record_dictionary(arena, n);
    struct bo_fact_variable *sorted = BO_NEW_ARRAY(arena, struct bo_fact_variable, *n);
    memcpy(sorted, all, *n * sizeof *sorted);
    qsort(sorted, *n, sizeof *sorted, by_name);
    return sorted;
}
