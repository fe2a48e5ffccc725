/* The table project of one run. */
#include "results.h"

#include "buildout/base/calendar.h"

/* Columns in the order of the query; dates that are NULL never were. */
struct reading {
    const struct bo_results *results;
    struct bo_arena *arena;
    sqlite3_stmt *s;
    int column;
    bool bad_date;
};

static const char *take_text(struct reading *r)
{
    return bo_arena_strdup(r->arena, bo_db_text(r->s, r->column++));
}

static double take_real(struct reading *r)
{
    return bo_db_real(r->s, r->column++);
}

static int32_t take_days(struct reading *r)
{
    return (int32_t)sqlite3_column_int64(r->s, r->column++);
}

static int32_t take_date(struct reading *r)
{
    int32_t day = BO_NO_DAY;
    int column = r->column++;
    if (sqlite3_column_type(r->s, column) != SQLITE_NULL &&
        bo_day_parse(bo_db_text(r->s, column), &day, NULL) != 0)
        r->bad_date = true;
    return day;
}

static int take_project(struct reading *r, struct bo_fact_project *f, struct bo_err *err)
{
    r->column = 0;
    f->name = take_text(r);
    f->owner = take_text(r);
    f->user = take_text(r);
    f->place = take_text(r);
    f->kind = take_text(r);
    f->way = take_text(r);
    f->state = take_text(r);
    f->mw = take_real(r);
    f->n_halls = (uint32_t)take_days(r);
    f->cost_musd = take_real(r);
    f->spent_musd = take_real(r);
    f->announced = take_date(r);
    f->slipped = sqlite3_column_type(r->s, r->column) != SQLITE_NULL;
    f->slip = take_days(r);
    for (int i = 0; i < BO_N_SLIP_PARTS; i++)
        f->part[i] = take_days(r);
    for (int i = 0; i < BO_N_PHASES; i++) {
        f->planned[i] = take_date(r);
        f->actual[i] = take_date(r);
    }
    f->expected = take_date(r);
    f->complete = take_date(r);
    f->cancelled = take_date(r);
    f->why = take_text(r);
    return r->bad_date ? bo_results_damaged(r->results, "the date of a project is no date", err)
                       : 0;
}

int bo_results_projects(struct bo_results *results, uint32_t run, struct bo_arena *arena,
                        struct bo_project_list *list, struct bo_err *err)
{
    struct reading r = {.results = results, .arena = arena};
    struct bo_fact_project *project = NULL;
    uint32_t n = 0, room = 0;
    bool row = false;
    int rc = bo_results_ask(
        results,
        "SELECT name, owner, user, place, kind, way, state, mw, halls, cost, spent, announced, "
        "slip_days, permit_days, study_days, queue_days, equipment_days, shell_days, crews_days, "
        "fitout_days, buffer_days, planned_ground, ground, planned_power, power, "
        "planned_equipment, equipment, planned_shell, shell, planned_fitout, fitout, "
        "planned_open, open, expected_open, complete, cancelled, why "
        "FROM project WHERE run = ? ORDER BY number",
        BO_DB_VALUES(BO_INT(run)), &r.s, err);
    while (rc == 0 && (rc = bo_db_step(&results->db, r.s, &row, err)) == 0 && row) {
        BO_ARENA_ROOM(arena, project, n, room);
        rc = take_project(&r, &project[n++], err);
    }
    sqlite3_finalize(r.s);
    if (rc == 0)
        *list = (struct bo_project_list){n, project};
    return rc;
}
