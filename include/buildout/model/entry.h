/* buildout/model/entry.h - the head of every row of a named table of a scenario, and lists of texts in one. */
#ifndef BUILDOUT_MODEL_ENTRY_H
#define BUILDOUT_MODEL_ENTRY_H

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

#endif
