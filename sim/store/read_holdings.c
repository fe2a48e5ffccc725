/* The table fleet of one run. */
#include "results.h"

#include <stdio.h>

#include "buildout/base/calendar.h"

static int take_holding(const struct bo_results *results, const struct bo_results_run *run,
                        sqlite3_stmt *s, struct bo_arena *arena, struct bo_fact_holding *h,
                        struct bo_err *err)
{
    char day[16];
    int32_t first = BO_NO_DAY;
    (void)snprintf(day, sizeof day, "%.7s-01", bo_db_text(s, 0));
    if (bo_day_parse(day, &first, NULL) != 0 || bo_month_of_day(first) < run->first_month ||
        (uint32_t)(bo_month_of_day(first) - run->first_month) >= run->n_months)
        return bo_results_damaged(results, "a month of the fleet is no month of the run", err);
    h->month = (uint32_t)(bo_month_of_day(first) - run->first_month);
    h->owner = bo_arena_strdup(arena, bo_db_text(s, 1));
    h->host = bo_arena_strdup(arena, bo_db_text(s, 2));
    h->place = bo_arena_strdup(arena, bo_db_text(s, 3));
    h->user = bo_arena_strdup(arena, bo_db_text(s, 4));
    h->chip = bo_arena_strdup(arena, bo_db_text(s, 5));
    h->count = bo_db_real(s, 6);
    return 0;
}

int bo_results_holdings(struct bo_results *results, const struct bo_results_run *run,
                        struct bo_arena *arena, struct bo_holding_list *list, struct bo_err *err)
{
    sqlite3_stmt *s = NULL;
    struct bo_fact_holding *holding = NULL;
    uint32_t n = 0, room = 0;
    bool row = false;
    int rc = bo_results_ask(results,
                            "SELECT month, owner, host, place, user, chip, count FROM fleet "
                            "WHERE run = ? ORDER BY month, owner, host, place, user, chip",
                            BO_DB_VALUES(BO_INT(run->run)), &s, err);
    while (rc == 0 && (rc = bo_db_step(&results->db, s, &row, err)) == 0 && row) {
        BO_ARENA_ROOM(arena, holding, n, room);
        rc = take_holding(results, run, s, arena, &holding[n++], err);
    }
    sqlite3_finalize(s);
    if (rc == 0)
        *list = (struct bo_holding_list){n, holding};
    return rc;
}
