/* bands.csv: rows by variant, variable, entity, place, date; months that no run computed have none.
 * differences.csv: rows by variant, variable, entity, place, year. */
#include "export.h"

#include <string.h>

#include "buildout/store/text.h"

enum { N_ARRAYS = BO_N_QUANTILES + 1 };

/* One band: its columns but date and numbers are the same in every row. */
struct band_row {
    struct bo_text before, after; /* "base," and ",World,,Cash,million USD," */
    const char *array[N_ARRAYS];
};

static void write_numbers(struct bo_text *text, const char *const token[N_ARRAYS],
                          const size_t n_bytes[N_ARRAYS])
{
    for (int i = 0; i < N_ARRAYS; i++) {
        if (i > 0)
            bo_text_char(text, ',');
        bo_text_add(text, token[i], n_bytes[i]);
    }
    bo_text_char(text, '\n');
}

/* False when the arrays have not a value for each month. */
static bool write_band(const struct band_row *band, uint32_t n_months, const char *dates,
                       struct bo_text *text)
{
    const char *at[N_ARRAYS], *token[N_ARRAYS];
    size_t n_bytes[N_ARRAYS];
    memcpy(at, band->array, sizeof at);
    for (uint32_t month = 0; month < n_months; month++) {
        for (int i = 0; i < N_ARRAYS; i++) {
            token[i] = bo_text_json_next(&at[i], &n_bytes[i]);
            if (!token[i])
                return false;
        }
        if (n_bytes[0] == 0)
            continue;
        bo_text_add(text, band->before.data, band->before.n);
        bo_text_add(text, dates + (size_t)month * BO_DATE_BYTES, BO_DATE_BYTES);
        bo_text_add(text, band->after.data, band->after.n);
        write_numbers(text, token, n_bytes);
    }
    return true;
}

static void fill_row(struct band_row *band, sqlite3_stmt *s)
{
    band->before.n = band->after.n = 0;
    bo_text_csv(&band->before, bo_db_text(s, 0));
    bo_text_char(&band->before, ',');
    for (int column = 1; column < 5; column++) {
        bo_text_char(&band->after, ',');
        bo_text_csv(&band->after, bo_db_text(s, column));
    }
    bo_text_char(&band->after, ',');
    for (int i = 0; i < N_ARRAYS; i++)
        band->array[i] = bo_db_text(s, 5 + i);
}

/* The months of a variant are those of its lowest replicate that is done. */
static const struct bo_results_run *run_of(const struct bo_results *results, const char *variant)
{
    for (uint32_t i = 0; i < results->n_runs; i++) {
        const struct bo_results_run *run = &results->run[i];
        if (run->n_months > 0 && strcmp(run->row.variant, variant) == 0)
            return run;
    }
    return NULL;
}

static int write_all(struct bo_results *results, sqlite3_stmt *s, struct bo_outfile *file,
                     struct bo_err *err)
{
    const struct bo_results_run *run = NULL;
    struct band_row band = {0};
    const char *dates = "";
    bool row = true;
    int rc = 0;
    while (rc == 0) {
        rc = bo_db_step(&results->db, s, &row, err);
        if (rc != 0 || !row)
            break;
        if (!run || strcmp(run->row.variant, bo_db_text(s, 0)) != 0) {
            run = run_of(results, bo_db_text(s, 0));
            dates = run ? bo_month_dates(results->arena, run) : "";
        }
        fill_row(&band, s);
        file->text.failed |= band.before.failed || band.after.failed;
        if (!run || !write_band(&band, run->n_months, dates, &file->text))
            rc = bo_results_damaged(results, BO_RESULTS_BAD_MONTHS, err);
        else
            rc = bo_outfile_drain(file, err);
    }
    bo_text_free(&band.before);
    bo_text_free(&band.after);
    return rc;
}

int bo_export_bands(struct bo_results *results, const struct bo_results_run *run,
                    struct bo_outfile *file, struct bo_err *err)
{
    sqlite3_stmt *s = NULL;
    (void)run;
    bo_text_puts(&file->text, "variant,date,entity,place,variable,unit,p05,p25,p50,p75,p95,n\n");
    int rc = bo_results_ask(results,
                            "SELECT variant, entity, place, variable, unit, p05, p25, p50, p75, "
                            "p95, n FROM band JOIN variable ON name = variable "
                            "ORDER BY variant, variable, entity, place",
                            NULL, 0, &s, err);
    if (rc == 0)
        rc = write_all(results, s, file, err);
    sqlite3_finalize(s);
    return rc;
}

enum { N_TEXTS = 7, N_NUMBERS = 8 }; /* columns before the numbers, and these */

static void write_difference(sqlite3_stmt *s, struct bo_text *text)
{
    for (int column = 0; column < N_TEXTS; column++) {
        bo_text_csv(text, bo_db_text(s, column));
        bo_text_char(text, ',');
    }
    for (int column = N_TEXTS; column < N_TEXTS + N_NUMBERS; column++) {
        bo_text_double(text, bo_db_real(s, column));
        bo_text_char(text, ',');
    }
    bo_text_uint(text, (uint64_t)sqlite3_column_int64(s, N_TEXTS + N_NUMBERS));
    bo_text_char(text, '\n');
}

int bo_export_differences(struct bo_results *results, const struct bo_results_run *run,
                          struct bo_outfile *file, struct bo_err *err)
{
    sqlite3_stmt *s = NULL;
    bool row = true;
    (void)run;
    bo_text_puts(&file->text, "variant,year,entity,place,variable,unit,aggregate,base,other,"
                              "difference,low,high,p05,p50,p95,n\n");
    int rc = bo_results_ask(results,
                            "SELECT variant, year, entity, place, variable, unit, aggregate, base, "
                            "other, difference, low, high, p05, p50, p95, n FROM difference JOIN "
                            "variable ON name = variable "
                            "ORDER BY variant, variable, entity, place, year",
                            NULL, 0, &s, err);
    while (rc == 0) {
        rc = bo_db_step(&results->db, s, &row, err);
        if (rc != 0 || !row)
            break;
        write_difference(s, &file->text);
        rc = bo_outfile_drain(file, err);
    }
    sqlite3_finalize(s);
    return rc;
}
