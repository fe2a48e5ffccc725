/* series.csv, events.csv, outcomes.csv, bands.csv and differences.csv, each with its sidecar, drawn from results.db.
 *
 * series.csv   one run; rows by variable, entity, place, date; numbers are the very characters of the store's arrays.
 * events.csv   the same run; rows in the order in which they happened.
 * outcomes.csv every run; rows by variant, replicate, entity, key.
 * bands.csv    every variant (export_bands.c); there is none of a single run.
 * differences.csv  every variant but the first, of a comparison (export_bands.c).
 *
 * Texts are sorted byte by byte. What was not computed or does not apply has no row.
 */
#include "export.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#include "buildout/base/calendar.h"
#include "buildout/base/hash.h"
#include "folder.h"

typedef int (*table_fn)(struct bo_results *results, const struct bo_results_run *run,
                        struct bo_outfile *file, struct bo_err *err);

#define RUN_ARENA_BYTES ((size_t)1 << 28)

char *bo_month_dates(struct bo_arena *arena, const struct bo_results_run *run)
{
    char *dates = BO_NEW_ARRAY(arena, char, (size_t)run->n_months *BO_DATE_BYTES + 1);
    char date[16];
    for (uint32_t i = 0; i < run->n_months; i++) {
        bo_day_format(bo_month_last_day(run->first_month + (int32_t)i), date);
        memcpy(dates + (size_t)i * BO_DATE_BYTES, date, BO_DATE_BYTES);
    }
    return dates;
}

/* One series: its columns but date and value are the same in every row. False when json has not a value a month. */
static bool write_series(uint32_t n_months, const char *dates, const struct bo_text *middle,
                         const char *json, struct bo_text *text)
{
    const char *at = json, *token;
    size_t n_bytes;
    uint32_t month = 0;
    while ((token = bo_text_json_next(&at, &n_bytes)) != NULL && month < n_months) {
        if (n_bytes > 0) {
            bo_text_add(text, dates + (size_t)month * BO_DATE_BYTES, BO_DATE_BYTES);
            bo_text_add(text, middle->data, middle->n);
            bo_text_add(text, token, n_bytes);
            bo_text_char(text, '\n');
        }
        month++;
    }
    return !token && month == n_months && strcmp(at, "]") == 0;
}

static void write_middle(struct bo_text *middle, sqlite3_stmt *s)
{
    middle->n = 0;
    for (int column = 0; column < 4; column++) {
        bo_text_char(middle, ',');
        bo_text_csv(middle, bo_db_text(s, column));
    }
    bo_text_char(middle, ',');
}

static int write_all_series(struct bo_results *results, const struct bo_results_run *run,
                            sqlite3_stmt *s, struct bo_outfile *file, struct bo_err *err)
{
    const char *dates = bo_month_dates(results->arena, run);
    struct bo_text middle = {0};
    bool row = true;
    int rc = 0;
    while (rc == 0) {
        rc = bo_db_step(&results->db, s, &row, err);
        if (rc != 0 || !row)
            break;
        write_middle(&middle, s);
        file->text.failed |= middle.failed;
        if (write_series(run->n_months, dates, &middle, bo_db_text(s, 4), &file->text))
            rc = bo_outfile_drain(file, err);
        else
            rc = bo_results_damaged(results, BO_RESULTS_BAD_MONTHS, err);
    }
    bo_text_free(&middle);
    return rc;
}

static int export_series(struct bo_results *results, const struct bo_results_run *run,
                         struct bo_outfile *file, struct bo_err *err)
{
    sqlite3_stmt *s = NULL;
    bo_text_puts(&file->text, "date,entity,place,variable,unit,value\n");
    if (!run)
        return 0;
    int rc = bo_results_ask(results,
                            "SELECT entity, place, variable, unit, month_values FROM series JOIN "
                            "variable ON name = variable WHERE run = ? "
                            "ORDER BY variable, entity, place",
                            BO_DB_VALUES(BO_INT(run->run)), &s, err);
    if (rc == 0)
        rc = write_all_series(results, run, s, file, err);
    sqlite3_finalize(s);
    return rc;
}

static void write_event(const struct bo_fact_event *event, struct bo_text *text)
{
    char date[16];
    bo_day_format(event->day, date);
    const char *const field[] = {date, event->entity, event->place, event->kind, event->subject};
    for (size_t i = 0; i < sizeof field / sizeof *field; i++) {
        bo_text_csv(text, field[i]);
        bo_text_char(text, ',');
    }
    bo_text_double(text, event->amount);
    bo_text_char(text, ',');
    bo_text_csv(text, event->unit);
    bo_text_char(text, ',');
    bo_text_csv(text, event->why);
    bo_text_char(text, '\n');
}

static int export_events(struct bo_results *results, const struct bo_results_run *run,
                         struct bo_outfile *file, struct bo_err *err)
{
    struct bo_event_list list = {0};
    bo_text_puts(&file->text, "date,entity,place,kind,subject,amount,unit,why\n");
    if (!run)
        return 0;
    int rc = bo_results_events(results, run->run, NULL, results->arena, &list, err);
    for (uint32_t i = 0; rc == 0 && i < list.n; i++) {
        write_event(&list.event[i], &file->text);
        rc = bo_outfile_drain(file, err);
    }
    return rc;
}

static void write_outcome(const struct bo_run_row *row, const struct bo_fact_outcome *outcome,
                          struct bo_text *text)
{
    char date[16];
    bo_text_csv(text, row->variant);
    bo_text_char(text, ',');
    bo_text_uint(text, row->replicate);
    bo_text_char(text, ',');
    bo_text_csv(text, outcome->entity);
    bo_text_char(text, ',');
    bo_text_csv(text, outcome->key);
    bo_text_char(text, ',');
    bo_text_csv(text, outcome->unit);
    bo_text_char(text, ',');
    if (strcmp(outcome->unit, "date") == 0 && fabs(outcome->value) < (double)INT32_MAX) {
        bo_day_format((int32_t)floor(outcome->value), date);
        bo_text_puts(text, date);
    } else {
        bo_text_double(text, outcome->value);
    }
    bo_text_char(text, '\n');
}

/* The outcomes of a run come and go with an arena of their own: there may be thousands of runs. */
static int write_outcomes(struct bo_results *results, const struct bo_results_run *run,
                          struct bo_outfile *file, struct bo_err *err)
{
    struct bo_outcome_list list = {0};
    struct bo_arena *arena = NULL;
    int rc = bo_arena_create(RUN_ARENA_BYTES, false, &arena, err);
    if (rc != 0)
        return rc;
    rc = bo_results_outcomes(results, run->run, NULL, arena, &list, err);
    for (uint32_t i = 0; rc == 0 && i < list.n; i++) {
        if (!isfinite(list.outcome[i].value))
            continue;
        write_outcome(&run->row, &list.outcome[i], &file->text);
        rc = bo_outfile_drain(file, err);
    }
    bo_arena_free(arena);
    return rc;
}

/* The run that series and events show is of no concern here. */
static int export_outcomes(struct bo_results *results, const struct bo_results_run *run,
                           struct bo_outfile *file, struct bo_err *err)
{
    int rc = 0;
    (void)run;
    bo_text_puts(&file->text, "variant,replicate,entity,key,unit,value\n");
    for (uint32_t i = 0; rc == 0 && i < results->n_runs; i++)
        rc = write_outcomes(results, &results->run[i], file, err);
    return rc;
}

static void write_member(struct bo_text *text, const char *key, const char *value)
{
    bo_text_puts(text, "  ");
    bo_text_json(text, key);
    bo_text_puts(text, ": ");
    bo_text_json(text, value);
    bo_text_puts(text, ",\n");
}

int bo_export_sidecar(const struct bo_results *results, const char *name,
                      const struct bo_outfile *file, struct bo_outfile *sidecar, struct bo_err *err)
{
    const struct bo_experiment *experiment = &results->experiment;
    struct bo_text *text = &sidecar->text;
    char sha256[BO_SHA256_HEX];
    int rc = bo_sha256_file(file->temporary_path, sha256, err);
    if (rc != 0)
        return rc;
    bo_text_puts(text, "{\n");
    write_member(text, "file", name);
    write_member(text, "file_sha256", sha256);
    write_member(text, "scenario", experiment->scenario_name);
    write_member(text, "scenario_title", experiment->scenario_title);
    write_member(text, "scenario_sha256", experiment->scenario_sha256);
    write_member(text, "data_sha256", experiment->data_sha256);
    write_member(text, "verb", experiment->verb);
    write_member(text, "version", experiment->version);
    bo_text_puts(text, "  \"seed\": ");
    bo_text_uint(text, experiment->seed);
    bo_text_puts(text, "\n}\n");
    return bo_outfile_seal(sidecar, err);
}

struct table {
    const char *name;
    const char *sidecar_name;
    table_fn write;
    enum { OF_ANY, OF_MANY, OF_PAIRS } of; /* which results have it */
};

static const struct table tables[] = {
    {"series.csv", "series.csv.meta.json", export_series, OF_ANY},
    {"events.csv", "events.csv.meta.json", export_events, OF_ANY},
    {"outcomes.csv", "outcomes.csv.meta.json", export_outcomes, OF_ANY},
    {"bands.csv", "bands.csv.meta.json", bo_export_bands, OF_MANY},
    {"differences.csv", "differences.csv.meta.json", bo_export_differences, OF_PAIRS},
};

#define N_TABLES (int)(sizeof tables / sizeof *tables)

static int write_table(struct bo_results *results, const struct bo_results_run *run,
                       const char *dir, const struct table *table, struct bo_outfile pair[2],
                       struct bo_err *err)
{
    int rc = bo_outfile_open(&pair[0], dir, table->name, err);
    if (rc == 0)
        rc = table->write(results, run, &pair[0], err);
    if (rc == 0)
        rc = bo_outfile_seal(&pair[0], err);
    if (rc == 0)
        rc = bo_outfile_open(&pair[1], dir, table->sidecar_name, err);
    return rc == 0 ? bo_export_sidecar(results, table->name, &pair[0], &pair[1], err) : rc;
}

static bool is_wanted(const struct bo_results *results, const struct table *table)
{
    const char *verb = results->experiment.verb;
    if (table->of == OF_PAIRS)
        return strcmp(verb, "compare") == 0;
    return table->of == OF_ANY || strcmp(verb, "run") != 0;
}

/* What another verb left is not of these results. */
static void remove_table(const struct bo_outfile *file)
{
    if (file->path)
        unlink(file->path);
}

static int publish_or_remove(const struct bo_results *results, const struct table *table,
                             const char *dir, struct bo_outfile pair[2], struct bo_err *err)
{
    if (is_wanted(results, table)) {
        int rc = bo_outfile_publish(&pair[0], err);
        return rc == 0 ? bo_outfile_publish(&pair[1], err) : rc;
    }
    pair[0].path = bo_folder_path(dir, table->name);
    pair[1].path = bo_folder_path(dir, table->sidecar_name);
    remove_table(&pair[0]);
    remove_table(&pair[1]);
    return 0;
}

/* All are on the disk before the first gets its name, so a failure leaves the earlier exports as they were. */
static int write_tables(struct bo_results *results, const struct bo_results_run *run,
                        const char *dir, struct bo_err *err)
{
    struct bo_outfile file[N_TABLES][2];
    int rc = 0;
    for (int i = 0; i < N_TABLES; i++)
        file[i][0] = file[i][1] = (struct bo_outfile){.fd = -1};
    for (int i = 0; rc == 0 && i < N_TABLES; i++) {
        if (is_wanted(results, &tables[i]))
            rc = write_table(results, run, dir, &tables[i], file[i], err);
    }
    for (int i = 0; rc == 0 && i < N_TABLES; i++)
        rc = publish_or_remove(results, &tables[i], dir, file[i], err);
    for (int i = 0; i < N_TABLES; i++) {
        bo_outfile_close(&file[i][0]);
        bo_outfile_close(&file[i][1]);
    }
    return rc == 0 ? bo_folder_sync(dir, err) : rc;
}

static int export_locked(const char *dir, struct bo_err *err)
{
    struct bo_results *results = NULL;
    int rc = bo_results_open(dir, &results, err);
    if (rc == 0)
        rc = write_tables(results, bo_results_first_run(results), dir, err);
    bo_results_close(results);
    return rc;
}

/* Opened once before the lock is taken, so that a folder without results gets no lock file but a clear message. */
int bo_store_export_csv(const char *dir, struct bo_err *err)
{
    struct bo_folder folder;
    struct bo_results *results = NULL;
    int rc = bo_results_open(dir, &results, err);
    if (rc != 0)
        return rc;
    bo_results_close(results);
    rc = bo_folder_lock(dir, &folder, err);
    if (rc != 0)
        return rc;
    rc = export_locked(dir, err);
    bo_folder_close(&folder);
    return rc;
}
