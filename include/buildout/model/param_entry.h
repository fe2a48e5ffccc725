/* buildout/model/param_entry.h - the head of every row of a named table, and the row that is none.
 *
 * Apart from param.h so that headers of parameters which param.h includes can use it.
 */
#ifndef BUILDOUT_MODEL_PARAM_ENTRY_H
#define BUILDOUT_MODEL_PARAM_ENTRY_H

#include <stdint.h>

struct bo_entry {
    const char *key; /* the identifier in the scenario: "NorthernVirginia" */
    const char
        *name;     /* what people read: "Northern Virginia"; the key when the scenario gives none */
    uint64_t hash; /* bo_key_hash(key): the key of its draws */
};

struct bo_texts {
    uint32_t n;
    const char *const *text;
};

#define BO_NO_ROW UINT32_MAX

#endif
