/* The table takeover of all runs: who is absorbed, by whom, and in how many. */
#include "results.h"

#include <stdlib.h>
#include <string.h>

struct listing {
    struct bo_arena *arena;
    uint32_t n, room;
    struct bo_takeovers *of;
};

static int compare_takeovers(const void *a, const void *b)
{
    const struct bo_takeovers *x = a, *y = b;
    if (x->n_runs != y->n_runs)
        return x->n_runs > y->n_runs ? -1 : 1;
    return strcmp(x->entity, y->entity);
}

/* Rows come by entity, of each the acquirer of most runs first. */
static void take(struct listing *l, sqlite3_stmt *s)
{
    const char *entity = bo_db_text(s, 0);
    if (l->n == 0 || strcmp(l->of[l->n - 1].entity, entity) != 0) {
        BO_ARENA_ROOM(l->arena, l->of, l->n, l->room);
        l->of[l->n++] = (struct bo_takeovers){.entity = bo_arena_strdup(l->arena, entity)};
    }
    struct bo_takeovers *of = &l->of[l->n - 1];
    uint32_t n_runs = (uint32_t)sqlite3_column_int64(s, 2);
    BO_ARENA_ROOM(l->arena, of->acquirer, of->n, of->room);
    of->acquirer[of->n++] =
        (struct bo_acquirer){bo_arena_strdup(l->arena, bo_db_text(s, 1)), n_runs};
    of->n_runs += n_runs;
}

int bo_results_takeovers(struct bo_results *results, const char *variant, struct bo_arena *arena,
                         struct bo_takeover_list *list, struct bo_err *err)
{
    struct listing l = {.arena = arena};
    sqlite3_stmt *s = NULL;
    bool row = false;
    int rc = bo_results_ask(results,
                            "SELECT entity, acquirer, count(*) FROM run JOIN takeover USING (run) "
                            "WHERE variant = ? AND status = 'done' GROUP BY entity, acquirer "
                            "ORDER BY entity, count(*) DESC, acquirer",
                            BO_DB_VALUES(BO_TEXT(variant)), &s, err);
    while (rc == 0 && (rc = bo_db_step(&results->db, s, &row, err)) == 0 && row)
        take(&l, s);
    sqlite3_finalize(s);
    if (rc != 0)
        return rc;
    if (l.n > 1)
        qsort(l.of, l.n, sizeof *l.of, compare_takeovers);
    *list = (struct bo_takeover_list){l.n, l.of};
    return 0;
}
