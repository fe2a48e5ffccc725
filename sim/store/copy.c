#include "copy.h"

#include <stdio.h>

enum part { PART_ALWAYS, PART_DETAIL };

/* ?1 is the number of the run in the new file, ?2 its number in the old one. Reading by primary key, so nothing needs
 * to be sorted. */
static const struct {
    enum part part;
    const char *table, *columns, *order;
} copied[BO_N_COPIES] = {
    {PART_ALWAYS, "run",
     "variant, replicate, seed, status, message, first_month, n_months, checksum", "run"},
    {PART_ALWAYS, "input", "path, value", "path"},
    {PART_DETAIL, "series", "variable, entity, place, month_values", "variable, entity, place"},
    {PART_DETAIL, "zero_series", "variable, entity, place", "variable, entity, place"},
    {PART_ALWAYS, "outcome", "entity, key, unit, value", "entity, key"},
    {PART_ALWAYS, "takeover", "entity, acquirer", "entity"},
    {PART_DETAIL, "event", "date, number, entity, place, kind, subject, amount, unit, why",
     "date, number"},
    {PART_DETAIL, "posting", "entity, year, account, category, debit_cents, credit_cents",
     "entity, year, account, category"},
    {PART_DETAIL, "project",
     "number, name, owner, user, place, kind, way, state, mw, halls, cost, spent, announced, "
     "slip_days, permit_days, study_days, queue_days, equipment_days, shell_days, crews_days, "
     "fitout_days, buffer_days, planned_ground, ground, planned_power, power, planned_equipment, "
     "equipment, planned_shell, shell, planned_fitout, fitout, planned_open, open, "
     "expected_open, complete, cancelled, why",
     "number"},
    {PART_DETAIL, "fleet", "month, owner, host, place, user, chip, count",
     "month, owner, host, place, user, chip"},
};

int bo_run_copy_prepare(const struct bo_db *db, const char *to, const char *from,
                        struct bo_run_copy *out, struct bo_err *err)
{
    char sql[1024];
    int rc = 0;
    *out = (struct bo_run_copy){{NULL}};
    for (int i = 0; rc == 0 && i < BO_N_COPIES; i++) {
        snprintf(sql, sizeof sql,
                 "INSERT INTO %s.%s SELECT ?1, %s FROM %s.%s WHERE run = ?2 ORDER BY %s", to,
                 copied[i].table, copied[i].columns, from, copied[i].table, copied[i].order);
        rc = bo_db_prepare(db, sql, &out->statement[i], err);
    }
    return rc;
}

int bo_run_copy(const struct bo_db *db, const struct bo_run_copy *copy, int64_t new_run,
                int64_t old_run, bool detail, struct bo_err *err)
{
    int rc = 0;
    for (int i = 0; rc == 0 && i < BO_N_COPIES; i++) {
        if (copied[i].part == PART_ALWAYS || detail)
            rc = bo_db_put(db, copy->statement[i], BO_DB_VALUES(BO_INT(new_run), BO_INT(old_run)),
                           err);
    }
    return rc;
}

void bo_run_copy_finalise(struct bo_run_copy *copy)
{
    for (int i = 0; i < BO_N_COPIES; i++)
        sqlite3_finalize(copy->statement[i]);
}
