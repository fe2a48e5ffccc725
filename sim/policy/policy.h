/* policy.h - what expressions and scripts share: one sandbox with its compiled chunks. */
#ifndef BUILDOUT_SIM_POLICY_POLICY_H
#define BUILDOUT_SIM_POLICY_POLICY_H

#include "names.h"
#include "sandbox.h"

struct chunk {
    char *where;
    uint32_t first_line; /* of a script: that of its text in the file `where` */
    bool reads;          /* a name of the table: its value depends on the values */
};

struct bo_policy {
    struct bo_sandbox sandbox; /* at place BO_CHUNKS of its stack, the compiled chunks */
    struct bo_names names;
    double *probe; /* probe[names.n] */
    uint32_t n_chunks, room;
    struct chunk *chunk; /* chunk[n_chunks] */
    uint32_t fault_line; /* of a script's latest fault */
};

enum { BO_CHUNKS = 1 };

/* One more chunk, which has been compiled. */
int bo_policy_keep(struct bo_policy *policy, const char *where, bool reads, struct bo_err *err);

#endif
