#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "json_rows.h"
#include "projects.h"

static void put_date(struct bo_json_rows *rows, const char *name, int32_t day)
{
    char date[16];
    if (day == BO_NO_DAY) {
        bo_json_text(rows, name, NULL);
        return;
    }
    bo_day_format(day, date);
    bo_json_text(rows, name, date);
}

static void put_slip(struct bo_json_rows *rows, const struct bo_fact_project *p)
{
    static const char *const part[BO_N_SLIP_PARTS] = {"permit_days",    "study_days", "queue_days",
                                                      "equipment_days", "shell_days", "crews_days",
                                                      "fitout_days",    "buffer_days"};
    bo_json_number(rows, "slip_days", p->slipped ? p->slip : BO_NAN);
    for (int i = 0; i < BO_N_SLIP_PARTS; i++)
        bo_json_number(rows, part[i], p->slipped ? p->part[i] : BO_NAN);
}

static void put_phases(struct bo_json_rows *rows, const struct bo_fact_project *p)
{
    static const char *const planned[BO_N_PHASES] = {"planned_ground",    "planned_power",
                                                     "planned_equipment", "planned_shell",
                                                     "planned_fitout",    "planned_open"};
    static const char *const actual[BO_N_PHASES] = {"ground", "power",  "equipment",
                                                    "shell",  "fitout", "open"};
    for (int i = 0; i < BO_N_PHASES; i++) {
        put_date(rows, planned[i], p->planned[i]);
        put_date(rows, actual[i], p->actual[i]);
    }
}

void bo_projects_json(FILE *out, const struct bo_project_rows *list)
{
    struct bo_json_rows rows = {.out = out};
    for (uint32_t i = 0; i < list->n; i++) {
        const struct bo_fact_project *p = list->row[i].project;
        bo_json_row_begin(&rows);
        bo_json_number(&rows, "number", list->row[i].number);
        bo_json_text(&rows, "name", p->name);
        bo_json_text(&rows, "owner", p->owner);
        bo_json_text(&rows, "user", p->user);
        bo_json_text(&rows, "place", p->place);
        bo_json_text(&rows, "kind", p->kind);
        bo_json_text(&rows, "way", p->way);
        bo_json_text(&rows, "state", p->state);
        bo_json_number(&rows, "mw", p->mw);
        bo_json_number(&rows, "halls", p->n_halls);
        bo_json_number(&rows, "cost", p->cost_musd);
        bo_json_number(&rows, "spent", p->spent_musd);
        put_date(&rows, "announced", p->announced);
        put_slip(&rows, p);
        put_phases(&rows, p);
        put_date(&rows, "expected_open", p->expected);
        put_date(&rows, "complete", p->complete);
        put_date(&rows, "cancelled", p->cancelled);
        bo_json_text(&rows, "why", p->why);
        bo_json_row_end(&rows);
    }
    bo_json_rows_end(&rows);
}
