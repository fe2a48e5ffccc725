#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/cli/commands.h"
#include "buildout/cli/direction.h"
#include "buildout/store/variants.h"
#include "compare_exits.h"
#include "compare_print.h"
#include "compare_years.h"
#include "study.h"
#include "study_names.h"

#define CONFIDENCE 0.95
#define CSV_NAME "compare.csv"
#define YEARS_NAME "differences.csv"

enum { N_COLUMNS = 12 };

static const char *const columns[N_COLUMNS + 1] = {
    "entity",     "key",        "unit",   "base",     "other",
    "difference", "low",        "high",   "p_better", "variance_factor",
    "n",          "first_date", "variant"};

/* The rows of one of the others. */
struct comparing {
    struct bo_arena *arena;
    uint32_t n, room;
    struct bo_compare_row *row;
    struct bo_parting_list parting;
};

static const char *first_date_of(const struct comparing *c, const char *entity)
{
    char date[16];
    for (uint32_t i = 0; i < c->parting.n; i++) {
        if (strcmp(c->parting.parting[i].entity, entity) == 0) {
            bo_day_format(c->parting.parting[i].day, date);
            return bo_arena_strdup(c->arena, date);
        }
    }
    return "";
}

static double p_better_of(const char *key, const struct bo_paired *paired)
{
    switch (bo_direction_of(key)) {
    case BO_MORE_IS_BETTER:
        return paired->p_better;
    case BO_LESS_IS_BETTER:
        return 1.0 - paired->p_better;
    case BO_NEITHER_IS_BETTER:
        break;
    }
    return BO_NAN;
}

static int take_pairs(void *context, const struct bo_outcome_values *values, struct bo_err *err)
{
    struct comparing *c = context;
    (void)err;
    struct bo_compare_row row = {
        .entity = bo_arena_strdup(c->arena, values->entity),
        .key = bo_arena_strdup(c->arena, values->key),
        .unit = bo_arena_strdup(c->arena, values->unit),
        .paired = bo_stats_paired(values->value, values->other, values->n, CONFIDENCE)};
    row.p_better = p_better_of(row.key, &row.paired);
    row.first_date = first_date_of(c, row.entity);
    BO_ARENA_ROOM(c->arena, c->row, c->n, c->room);
    c->row[c->n++] = row;
    return 0;
}

static void add_to_sheet(const struct comparing *c, const char *variant, struct bo_sheet *sheet)
{
    for (uint32_t i = 0; i < c->n; i++) {
        const struct bo_compare_row *row = &c->row[i];
        struct bo_cell *cell = bo_sheet_row(sheet);
        cell[0] = BO_CELL_OF_TEXT(row->entity);
        cell[1] = BO_CELL_OF_TEXT(row->key);
        cell[2] = BO_CELL_OF_TEXT(row->unit);
        cell[3] = bo_cell_of_outcome(c->arena, row->unit, row->paired.base);
        cell[4] = bo_cell_of_outcome(c->arena, row->unit, row->paired.other);
        cell[5] = BO_CELL_OF(row->paired.difference);
        cell[6] = BO_CELL_OF(row->paired.low);
        cell[7] = BO_CELL_OF(row->paired.high);
        cell[8] = BO_CELL_OF(row->p_better);
        cell[9] = BO_CELL_OF(row->paired.variance_factor);
        cell[10] = BO_CELL_OF(row->paired.n);
        if (row->first_date[0])
            cell[11] = BO_CELL_OF_TEXT(row->first_date);
        if (sheet->n_columns > N_COLUMNS)
            cell[N_COLUMNS] = BO_CELL_OF_TEXT(variant);
    }
}

enum { OTHERS_BY_YEAR = 2 }; /* beside the world, when nobody is asked for */

static bool is_listed(const struct bo_text_list *list, const char *name)
{
    for (uint32_t i = 0; i < list->n; i++) {
        if (strcmp(list->item[i], name) == 0)
            return true;
    }
    return false;
}

/* A company of which the cash differs, or a region of which the load does. */
static int differs_by_year(const struct bo_study *study, const char *variant, const char *entity,
                           bool *differs, struct bo_err *err)
{
    const struct bo_series_name name[] = {{"Cash", entity, ""},
                                          {"Capacity|IT Power|Energised", "World", entity}};
    int status = BO_OK;
    *differs = false;
    for (size_t i = 0; status == BO_OK && i < sizeof name / sizeof *name; i++) {
        struct bo_difference_list list = {0};
        status =
            bo_results_differences(study->results, variant, &name[i], study->arena, &list, err);
        *differs |= list.n > 0;
    }
    return status;
}

/* The world, and the companies and regions whose figures differ most clearly; or those asked for. */
static int choose(const struct bo_study *study, const struct bo_compare_table *table,
                  struct bo_text_list *entity, struct bo_err *err)
{
    uint32_t n = 0;
    int status = BO_OK;
    if (study->company) {
        *entity = bo_names_split(study->arena, study->company);
        return BO_OK;
    }
    const struct bo_compare_row **row = bo_compare_sort(table, study->arena, &n);
    entity->item = BO_NEW_ARRAY(study->arena, const char *, 1 + OTHERS_BY_YEAR);
    entity->item[entity->n++] = "World";
    if (table->n_pairs == 1) /* which is clear of nobody */
        return BO_OK;
    for (uint32_t i = 0; status == BO_OK && i < n && entity->n <= OTHERS_BY_YEAR; i++) {
        bool differs = false;
        if (is_listed(entity, row[i]->entity))
            continue;
        status = differs_by_year(study, table->other, row[i]->entity, &differs, err);
        if (differs)
            entity->item[entity->n++] = row[i]->entity;
    }
    return status;
}

static int print_years(const struct bo_study *study, const struct bo_compare_table *table,
                       struct bo_err *err)
{
    static const char of_pairs[] =
        "Mean difference of pairs, of sums over the year and of its last month; ~: the\n95 % "
        "interval holds 0. " YEARS_NAME " has all series, with intervals.\n";
    static const char of_one_pair[] =
        "Difference of the pair, of sums over the year and of its last month, which may be\n"
        "chance. " YEARS_NAME " has all series.\n";
    struct bo_terminal terminal = bo_terminal_of(STDOUT_FILENO);
    static const char of_fewer[] = "[n]: of n pairs only, those of which both runs have a value.";
    struct bo_text_list entity = {0};
    bool any = false, fewer = false, single = table->n_pairs == 1;
    int status = choose(study, table, &entity, err);
    for (uint32_t i = 0; status == BO_OK && i < entity.n; i++) {
        struct bo_compare_years years = {study->results, table->other, entity.item[i],
                                         table->n_pairs};
        struct bo_years_shown shown = {0};
        status = bo_compare_years_print(stdout, &years, &terminal, study->arena, &shown, err);
        any |= shown.any;
        fewer |= shown.fewer;
    }
    if (fewer)
        bo_compare_say(stdout, &terminal, of_fewer);
    if (any)
        bo_compare_say(stdout, &terminal, single ? of_one_pair : of_pairs);
    return status;
}

static int print(const struct bo_study *study, const struct comparing *c, uint32_t variant,
                 struct bo_err *err)
{
    struct bo_terminal terminal = bo_terminal_of(STDOUT_FILENO);
    struct bo_compare_table table = {.base = study->variant[0].name,
                                     .other = study->variant[variant].name,
                                     .n_pairs =
                                         bo_results_n_pairs(study->results, study->variant[0].name,
                                                            study->variant[variant].name),
                                     .company = study->company,
                                     .n = c->n,
                                     .row = c->row};
    bo_compare_print(stdout, &table, &terminal, study->arena);
    int status =
        bo_compare_exits_print(stdout, study->results, &table, &terminal, study->arena, err);
    fputc('\n', stdout);
    return status == BO_OK ? print_years(study, &table, err) : status;
}

static int tell_precision(const struct bo_study *study, uint32_t variant, struct bo_err *err)
{
    struct bo_precision_told told = {.results = study->results,
                                     .variant = study->variant[variant].name,
                                     .base = study->variant[0].name,
                                     .most = study->args->runs};
    int status = bo_precision_print(stdout, &study->precision, &told, err);
    fputc('\n', stdout);
    return status;
}

static int compare_one(struct bo_study *study, uint32_t variant, struct bo_sheet *sheet,
                       struct bo_err *err)
{
    struct comparing c = {.arena = study->arena};
    const char *base = study->variant[0].name, *other = study->variant[variant].name;
    int status = bo_results_partings(study->results, other, study->arena, &c.parting, err);
    if (status == BO_OK)
        status = bo_results_each_pair(study->results, base, other, take_pairs, &c, err);
    if (status != BO_OK)
        return status;
    bo_compare_weigh(c.row, c.n);
    add_to_sheet(&c, other, sheet);
    if (study->args->json || study->args->quiet)
        return BO_OK;
    status = print(study, &c, variant, err);
    return status == BO_OK && study->precision.share > 0.0 ? tell_precision(study, variant, err)
                                                           : status;
}

static int present(void *context, struct bo_err *err)
{
    struct bo_study *study = context;
    struct bo_sheet sheet = {
        .arena = study->arena, .n_columns = N_COLUMNS + (study->n_variants > 2), .column = columns};
    int status = BO_OK;
    for (uint32_t i = 1; status == BO_OK && i < study->n_variants; i++)
        status = compare_one(study, i, &sheet, err);
    if (status == BO_OK)
        status = bo_study_write(study, &sheet, CSV_NAME, err);
    if (status != BO_OK)
        return status;
    if (study->args->json)
        bo_sheet_json(stdout, &sheet);
    else if (!study->args->quiet)
        printf("%s: " CSV_NAME ", " YEARS_NAME
               ", results.db, outcomes.csv, bands.csv, series.csv, events.csv\n",
               study->dir);
    return bo_study_end(study);
}

/* Money, dates and counts up to an end are those of their months: what differs by these is no effect of the variant. */
static int check_months(const struct bo_study *study, const struct bo_study_variant *other,
                        struct bo_err *err)
{
    const struct bo_study_variant *base = &study->variant[0];
    char from[2][16], to[2][16];
    if (other->time.start_day == base->time.start_day && other->time.end_day == base->time.end_day)
        return BO_OK;
    for (uint32_t i = 0; i < 2; i++) {
        const struct bo_time_param *time = i == 0 ? &base->time : &other->time;
        bo_day_format(time->start_day, from[i]);
        bo_day_format(time->end_day, to[i]);
    }
    return bo_err_set(err, BO_EUSAGE,
                      "variants of other months are not compared: %s runs from %s to %s, %s from "
                      "%s to %s; give them one time.start and one time.end",
                      base->name, from[0], to[0], other->name, from[1], to[1]);
}

static int perform(struct bo_study *study, struct bo_err *err)
{
    int status = BO_OK;
    for (uint32_t i = 0; status == BO_OK && i < study->args->n_operands; i++) {
        status = bo_study_add_typed(study, study->args->operand[i], err);
        if (status == BO_OK)
            status = check_months(study, &study->variant[study->n_variants - 1], err);
    }
    if (status == BO_OK && study->args->company)
        status = bo_study_entities(study, study->args->company, &study->company, err);
    return status == BO_OK ? bo_study_carry_out(study, json_object(), present, study, err) : status;
}

int bo_cmd_compare(const struct bo_args *args, struct bo_err *err)
{
    struct bo_study study;
    int result = bo_study_create(args, &study, err);
    study.checks = true;
    if (result == BO_OK)
        result = perform(&study, err);
    bo_study_free(&study);
    return result;
}
