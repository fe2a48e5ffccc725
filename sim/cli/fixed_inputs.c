#include "fixed_inputs.h"

#include <stdio.h>
#include <string.h>

#include "open_scenario.h"

#define LOW 0.05
#define HIGH 0.95

enum { MOST_LINES = 3 };

/* Both lists are sorted by path. */
void bo_fixed_inputs_say(const char *who, const struct bo_scenario *was,
                         const struct bo_scenario *now)
{
    uint32_t n = 0, at = 0;

    for (uint32_t i = 0; i < was->n_uncertain; i++) {
        const struct bo_uncertain *input = &was->uncertain[i];

        while (at < now->n_uncertain && strcmp(now->uncertain[at].path, input->path) < 0)
            at++;
        if (at < now->n_uncertain && strcmp(now->uncertain[at].path, input->path) == 0)
            continue;
        if (n++ < MOST_LINES)
            (void)fprintf(stderr,
                          "%s: note: %s is now the same in every run, else from %.3g to %.3g in 90 "
                          "%% of them; \"A to B\" would give it a spread\n",
                          who, input->path, bo_dist_quantile(&input->dist, LOW),
                          bo_dist_quantile(&input->dist, HIGH));
    }
    if (n > MOST_LINES)
        (void)fprintf(stderr, "%s: note: so are %u more\n", who, n - MOST_LINES);
}

void bo_fixed_inputs_say_set(const struct bo_args *args, const char *file,
                             const struct bo_scenario *now)
{
    struct bo_arena *arena = NULL;
    const struct bo_scenario *was = args->quiet ? NULL : bo_open_scenario_unset(args, file, &arena);

    if (was != NULL)
        bo_fixed_inputs_say("--set", was, now);
    bo_arena_free(arena);
}
