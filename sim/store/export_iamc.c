/* iamc.csv and its code lists. What pyam refuses is refused here: it takes an empty name, and words such as "NA", for a
 * value that is missing. */
#include <string.h>

#include "export.h"

struct iamc {
    struct bo_results *results;
    struct bo_outfile *file;
    struct bo_text before; /* the columns before time and value */
    const char *dates;
    uint32_t n_months;
    bool compared; /* variants have names of their own, "base" is then one of them */
    struct bo_err *err;
};

/* What pandas.read_csv reads as missing. */
static bool reads_as_missing(const char *name)
{
    static const char *const word[] = {"",         "#N/A", "#N/A N/A", "#NA",    "-1.#IND",
                                       "-1.#QNAN", "-NaN", "-nan",     "1.#IND", "1.#QNAN",
                                       "<NA>",     "N/A",  "NA",       "NULL",   "NaN",
                                       "None",     "n/a",  "nan",      "null"};
    for (size_t i = 0; i < sizeof word / sizeof *word; i++) {
        if (strcmp(word[i], name) == 0)
            return true;
    }
    return false;
}

static int check_name(const struct iamc *iamc, const char *what, const char *name)
{
    if (!reads_as_missing(name))
        return 0;
    return bo_err_set(iamc->err, BO_ESTORE,
                      "%s: pyam reads the %s named \"%s\" as missing; IAMC cannot hold it",
                      bo_results_path(iamc->results), what, name);
}

static void add_region(struct bo_text *text, const char *entity, const char *place)
{
    bo_text_puts(text, entity);
    if (place[0])
        bo_text_char(text, '|');
    bo_text_puts(text, place);
}

static void add_csv_pair(struct bo_text *text, const char *first, const char *second)
{
    struct bo_text field = {0};
    add_region(&field, first, second);
    bo_text_char(&field, '\0');
    text->failed |= field.failed;
    if (!field.failed)
        bo_text_csv(text, field.data);
    bo_text_free(&field);
}

/* variable, entity, place, unit in the columns from the first. */
static int write_columns(struct iamc *iamc, sqlite3_stmt *s, const char *variant,
                         const char *quantile)
{
    const struct bo_experiment *e = &iamc->results->experiment;
    struct bo_text scenario = {0};
    int rc = check_name(iamc, "scenario", e->scenario_name);
    if (rc == 0)
        rc = check_name(iamc, "entity", bo_db_text(s, 1));
    if (rc != 0)
        return rc;
    bo_text_puts(&scenario, iamc->compared ? variant : e->scenario_name);
    bo_text_char(&scenario, '\0');
    iamc->before.n = 0;
    bo_text_puts(&iamc->before, "Buildout ");
    bo_text_csv(&iamc->before, e->version);
    bo_text_char(&iamc->before, ',');
    if (scenario.failed)
        iamc->before.failed = true;
    else
        add_csv_pair(&iamc->before, scenario.data, quantile);
    bo_text_char(&iamc->before, ',');
    add_csv_pair(&iamc->before, bo_db_text(s, 1), bo_db_text(s, 2));
    bo_text_char(&iamc->before, ',');
    bo_text_csv(&iamc->before, bo_db_text(s, 0));
    bo_text_char(&iamc->before, ',');
    bo_text_csv(&iamc->before, bo_db_text(s, 3));
    bo_text_char(&iamc->before, ',');
    iamc->file->text.failed |= iamc->before.failed;
    bo_text_free(&scenario);
    return 0;
}

static int write_months(struct iamc *iamc, const char *json)
{
    struct bo_text *text = &iamc->file->text;
    const char *at = json, *token;
    size_t n_bytes;
    uint32_t month = 0;
    for (; (token = bo_text_json_next(&at, &n_bytes)) != NULL && month < iamc->n_months; month++) {
        if (n_bytes == 0)
            continue;
        bo_text_add(text, iamc->before.data, iamc->before.n);
        bo_text_add(text, iamc->dates + (size_t)month * BO_DATE_BYTES, BO_DATE_BYTES);
        bo_text_char(text, ',');
        bo_text_add(text, token, n_bytes);
        bo_text_char(text, '\n');
    }
    if (token || month != iamc->n_months)
        return bo_results_damaged(iamc->results, BO_RESULTS_BAD_MONTHS, iamc->err);
    return bo_outfile_drain(iamc->file, iamc->err);
}

/* The quantiles shown, and their columns in the query of bands. */
static const char *const shown[] = {"p05", "p50", "p95"};
enum { N_SHOWN = sizeof shown / sizeof *shown, FIRST_ARRAY = 4 };

static int write_row(struct iamc *iamc, sqlite3_stmt *s, const char *variant, bool banded)
{
    int rc = 0;
    for (int i = 0; rc == 0 && i < (banded ? N_SHOWN : 1); i++) {
        rc = write_columns(iamc, s, variant, banded ? shown[i] : "");
        if (rc == 0)
            rc = write_months(iamc, bo_db_text(s, FIRST_ARRAY + i));
    }
    return rc;
}

static int write_query(struct iamc *iamc, sqlite3_stmt *s, const char *variant, bool banded)
{
    bool row = true;
    int rc = 0;
    while (rc == 0) {
        rc = bo_db_step(&iamc->results->db, s, &row, iamc->err);
        if (rc != 0 || !row)
            break;
        rc = write_row(iamc, s, variant, banded);
    }
    return rc;
}

/* Of a variant: its bands, or its one run. */
static int write_variant(struct iamc *iamc, const struct bo_results_run *run, bool banded)
{
    static const char bands[] = "SELECT variable, entity, place, unit, p05, p50, p95 FROM band "
                                "JOIN variable ON name = variable WHERE variant = ? "
                                "ORDER BY variable, entity, place";
    static const char series[] = "SELECT variable, entity, place, unit, month_values FROM series "
                                 "JOIN variable ON name = variable WHERE run = ? "
                                 "ORDER BY variable, entity, place";
    const struct bo_db_value key = banded ? BO_TEXT(run->row.variant) : BO_INT(run->run);
    sqlite3_stmt *s = NULL;
    int rc = bo_results_ask(iamc->results, banded ? bands : series, &key, 1, &s, iamc->err);
    iamc->dates = bo_month_dates(iamc->results->arena, run);
    iamc->n_months = run->n_months;
    if (rc == 0)
        rc = write_query(iamc, s, run->row.variant, banded);
    sqlite3_finalize(s);
    return rc;
}

static int has_bands(const struct iamc *iamc, bool *banded)
{
    sqlite3_stmt *s = NULL;
    int rc = bo_results_ask(iamc->results, "SELECT 1 FROM band LIMIT 1", NULL, 0, &s, iamc->err);
    if (rc == 0)
        rc = bo_db_step(&iamc->results->db, s, banded, iamc->err);
    sqlite3_finalize(s);
    return rc;
}

/* ---- code lists ---- */

static void write_variables(const struct bo_results *results, struct bo_text *text)
{
    bo_text_puts(text, "# The variables of iamc.csv, as nomenclature-iamc reads a code list.\n");
    for (uint32_t i = 0; i < results->n_variables; i++) {
        const struct bo_fact_variable *v = &results->variable[i];
        bo_text_puts(text, "- ");
        bo_text_json(text, v->name);
        bo_text_puts(text, ":\n    description: ");
        bo_text_json(text, v->meaning);
        bo_text_puts(text, "\n    unit: ");
        bo_text_json(text, v->unit);
        bo_text_char(text, '\n');
    }
}

static int write_regions(struct iamc *iamc, bool banded, struct bo_text *text)
{
    sqlite3_stmt *s = NULL;
    bool row = true;
    int rc = bo_results_ask(iamc->results,
                            banded ? "SELECT DISTINCT entity, place FROM band ORDER BY 1, 2"
                                   : "SELECT DISTINCT entity, place FROM series ORDER BY 1, 2",
                            NULL, 0, &s, iamc->err);
    bo_text_puts(text, "# The regions of iamc.csv, as nomenclature-iamc reads a code list.\n"
                       "- Buildout:\n");
    while (rc == 0) {
        struct bo_text name = {0};
        rc = bo_db_step(&iamc->results->db, s, &row, iamc->err);
        if (rc != 0 || !row)
            break;
        add_region(&name, bo_db_text(s, 0), bo_db_text(s, 1));
        bo_text_char(&name, '\0');
        bo_text_puts(text, "  - ");
        if (name.failed)
            text->failed = true;
        else
            bo_text_json(text, name.data);
        bo_text_char(text, '\n');
        bo_text_free(&name);
    }
    sqlite3_finalize(s);
    return rc;
}

static bool is_first_done(const struct bo_results *results, uint32_t i)
{
    const struct bo_results_run *run = &results->run[i];
    for (uint32_t k = 0; k < i; k++) {
        const struct bo_results_run *before = &results->run[k];
        if (before->row.status == BO_RUN_DONE && strcmp(before->row.variant, run->row.variant) == 0)
            return false;
    }
    return run->row.status == BO_RUN_DONE && run->n_months > 0;
}

int bo_format_iamc(struct bo_results *results, struct bo_outfile *file, struct bo_err *err)
{
    struct iamc iamc = {.results = results, .file = &file[0], .err = err};
    bool banded = false;
    int rc = has_bands(&iamc, &banded);
    for (uint32_t i = 1; i < results->n_runs; i++)
        iamc.compared |= strcmp(results->run[i].row.variant, results->run[0].row.variant) != 0;
    bo_text_puts(&file[0].text, "model,scenario,region,variable,unit,time,value\n");
    for (uint32_t i = 0; rc == 0 && i < results->n_runs; i++) {
        if (is_first_done(results, i))
            rc = write_variant(&iamc, &results->run[i], banded);
    }
    write_variables(results, &file[1].text);
    if (rc == 0)
        rc = write_regions(&iamc, banded, &file[2].text);
    bo_text_free(&iamc.before);
    return rc;
}
