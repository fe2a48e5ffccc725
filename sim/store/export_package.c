/* datapackage.json: the folder's CSV files, each with its columns, as a Frictionless tabular data package (version 1 of
 * the specifications). The columns of the tables that the store itself writes are known; those of other verbs are read
 * from the files. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "buildout/base/calendar.h"
#include "buildout/base/csv.h"
#include "buildout/base/hash.h"
#include "buildout/base/num.h"
#include "export.h"
#include "folder.h"

#define FILES_MAX 64
#define SIDECAR ".meta.json"

struct field {
    const char *name, *type, *meaning, *unit; /* "": none, or said by another column */
};

struct known {
    const char *file, *title;
    const char *key; /* JSON of the primary key; "" */
    uint32_t n;
    struct field field[16];
};

static const struct known known[] = {
    {"series.csv",
     "Monthly series of one run",
     "[\"date\",\"entity\",\"place\",\"variable\"]",
     6,
     {{"date", "date", "last day of the month", ""},
      {"entity", "string", "World, a country, company, landlord, vendor or market", ""},
      {"place", "string", "a region; empty is the whole", ""},
      {"variable", "string", "see the table variable of results.db", ""},
      {"unit", "string", "of value", ""},
      {"value", "number", "in the unit of its row", ""}}},
    {"events.csv",
     "Events of one run",
     "",
     8,
     {{"date", "date", "when it happened", ""},
      {"entity", "string", "who", ""},
      {"place", "string", "a region, or empty", ""},
      {"kind", "string", "what", ""},
      {"subject", "string", "the site, chip, rule or company", ""},
      {"amount", "number", "in the unit of its row", ""},
      {"unit", "string", "of amount", ""},
      {"why", "string", "the reason", ""}}},
    {"outcomes.csv",
     "Key figures of every run",
     "[\"variant\",\"replicate\",\"entity\",\"key\"]",
     6,
     {{"variant", "string", "base, or what was changed", ""},
      {"replicate", "integer", "of the variant, from 0", ""},
      {"entity", "string", "whose", ""},
      {"key", "string", "which figure", ""},
      {"unit", "string", "of value; date: value is a day", ""},
      {"value", "any", "a number, or a date where the unit says so", ""}}},
    {"bands.csv",
     "Quantiles over the runs by month",
     "[\"variant\",\"date\",\"entity\",\"place\",\"variable\"]",
     12,
     {{"variant", "string", "base, or what was changed", ""},
      {"date", "date", "last day of the month", ""},
      {"entity", "string", "World, a country, company, landlord, vendor or market", ""},
      {"place", "string", "a region; empty is the whole", ""},
      {"variable", "string", "see the table variable of results.db", ""},
      {"unit", "string", "of the quantiles", ""},
      {"p05", "number", "5 % of the runs lie below", ""},
      {"p25", "number", "25 % lie below", ""},
      {"p50", "number", "the median", ""},
      {"p75", "number", "75 % lie below", ""},
      {"p95", "number", "95 % lie below", ""},
      {"n", "integer", "runs that had a value; none of an amount is 0", "count"}}},
    {"differences.csv",
     "Differences from the first variant by year, pair by pair of runs",
     "[\"variant\",\"year\",\"entity\",\"place\",\"variable\"]",
     16,
     {{"variant", "string", "what is held against the first variant", ""},
      {"year", "integer", "a calendar year, or the part of it that was simulated", ""},
      {"entity", "string", "World, a country, company, landlord, vendor or market", ""},
      {"place", "string", "a region; empty is the whole", ""},
      {"variable", "string", "see the table variable of results.db", ""},
      {"unit", "string", "of the values", ""},
      {"aggregate", "string", "of the months of the year: their sum, or the last of them", ""},
      {"base", "number", "mean of the first variant", ""},
      {"other", "number", "mean of the variant", ""},
      {"difference", "number", "mean of other - base over the pairs", ""},
      {"low", "number", "from here on its 95 % interval", ""},
      {"high", "number", "to here", ""},
      {"p05", "number", "5 % of the pairs differ by less", ""},
      {"p50", "number", "the median", ""},
      {"p95", "number", "95 % differ by less", ""},
      {"n", "integer", "pairs that have a value", "count"}}},
    {"iamc.csv", /* of a sweep a gigabyte: not to be read for its columns */
     "Series as pyam reads them",
     "[\"model\",\"scenario\",\"region\",\"variable\",\"time\"]",
     7,
     {{"model", "string", "the program and its version", ""},
      {"scenario", "string", "the scenario; of an ensemble with the quantile", ""},
      {"region", "string", "the entity, and its place when there is one", ""},
      {"variable", "string", "see iamc.variables.yaml", ""},
      {"unit", "string", "of value", ""},
      {"time", "date", "last day of the month", ""},
      {"value", "number", "in the unit of its row", ""}}},
};

static const struct known *known_of(const char *file)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(known[i].file, file) == 0)
            return &known[i];
    }
    return NULL;
}

struct csv_file {
    const char *name;
};

struct package {
    struct bo_results *results;
    const char *dir;
    struct bo_text *text;
    struct bo_err *err;
    uint32_t n_files;
    struct csv_file file[FILES_MAX];
};

/* ---- which files ---- */

static int compare_file(const void *a, const void *b)
{
    return strcmp(((const struct csv_file *)a)->name, ((const struct csv_file *)b)->name);
}

/* Ours have a sidecar; a CSV that somebody put there is no part of the results. */
static bool is_ours(const struct package *p, const char *name)
{
    size_t n = strlen(name);
    if (n < 5 || strcmp(name + n - 4, ".csv") != 0)
        return false;
    return bo_file_exists(bo_arena_printf(p->results->arena, "%s/%s" SIDECAR, p->dir, name));
}

static int list_files(struct package *p)
{
    DIR *dir = opendir(p->dir);
    const struct dirent *entry;
    if (!dir)
        return bo_file_fail(p->dir, p->err);
    while ((entry = readdir(dir)) != NULL && p->n_files < FILES_MAX) {
        if (is_ours(p, entry->d_name))
            p->file[p->n_files++].name = bo_arena_strdup(p->results->arena, entry->d_name);
    }
    closedir(dir);
    if (p->n_files > 1)
        qsort(p->file, p->n_files, sizeof p->file[0], compare_file);
    return 0;
}

/* ---- columns that are not known ---- */

/* The types that all cells of a column so far have been. */
struct guess {
    const char *name;
    bool any, number, integer, date;
};

static bool is_day(const char *text)
{
    int32_t day;
    return strlen(text) == BO_DATE_BYTES && bo_day_parse(text, &day, NULL) == 0;
}

static bool is_integer(const char *text)
{
    text += *text == '-';
    return text[0] != '\0' && text[strspn(text, "0123456789")] == '\0';
}

static void learn(struct guess *guess, const char *cell)
{
    double x;
    if (cell[0] == '\0')
        return;
    guess->any = true;
    guess->number = guess->number && bo_double_parse(cell, &x) == 0;
    guess->integer = guess->integer && is_integer(cell);
    guess->date = guess->date && is_day(cell);
}

static const char *type_of(const struct guess *guess)
{
    if (!guess->any)
        return "string";
    return guess->date ? "date" : guess->integer ? "integer" : guess->number ? "number" : "string";
}

static int read_columns(struct package *p, const char *path, struct guess *guess, uint32_t *n)
{
    struct bo_arena *arena = p->results->arena;
    struct bo_diag *diag = BO_NEW(arena, struct bo_diag);
    struct bo_csv *csv = BO_NEW(arena, struct bo_csv);
    char *text = NULL;
    size_t room = 0;
    FILE *in = fopen(path, "re");
    if (!in)
        return bo_file_fail(path, p->err);
    ssize_t got = getdelim(&text, &room, EOF, in);
    int rc =
        got < 0 && !feof(in) ? bo_file_fail(path, p->err) : 0; /* no memory is no error of in */
    fclose(in);
    *csv = bo_csv_open(path, text, got > 0 ? (size_t)got : 0, arena, diag);
    *n = 0;
    if (bo_csv_next(csv)) {
        for (*n = 0; *n < csv->n; ++*n)
            guess[*n] = (struct guess){csv->field[*n].text, false, true, true, true};
    }
    while (*n > 0 && bo_csv_next(csv)) {
        for (uint32_t i = 0; i < csv->n && i < *n; i++)
            learn(&guess[i], csv->field[i].text);
    }
    free(text);
    if (rc == 0 && diag->n > 0)
        rc = bo_err_set(p->err, BO_ESTORE, "%s", diag->message[0]);
    return rc;
}

/* ---- writing ---- */

static void member(struct bo_text *text, const char *indent, const char *key, const char *value)
{
    bo_text_puts(text, indent);
    bo_text_json(text, key);
    bo_text_puts(text, ": ");
    bo_text_json(text, value);
}

static void write_field(struct bo_text *text, const struct field *field)
{
    member(text, "          { ", "name", field->name);
    member(text, ", ", "type", field->type);
    if (field->meaning[0])
        member(text, ", ", "description", field->meaning);
    if (field->unit[0])
        member(text, ", ", "unit", field->unit);
    bo_text_puts(text, " }");
}

static void write_known(struct bo_text *text, const struct known *table)
{
    for (uint32_t i = 0; i < table->n; i++) {
        bo_text_puts(text, i > 0 ? ",\n" : "");
        write_field(text, &table->field[i]);
    }
    bo_text_puts(text, "\n        ]");
    if (table->key[0]) {
        bo_text_puts(text, ",\n        \"primaryKey\": ");
        bo_text_puts(text, table->key);
    }
}

static int write_guessed(struct package *p, const char *path)
{
    struct guess guess[BO_CSV_FIELDS_MAX];
    uint32_t n = 0;
    int rc = read_columns(p, path, guess, &n);
    for (uint32_t i = 0; rc == 0 && i < n; i++) {
        struct field field = {guess[i].name, type_of(&guess[i]), "", ""};
        bo_text_puts(p->text, i > 0 ? ",\n" : "");
        write_field(p->text, &field);
    }
    bo_text_puts(p->text, "\n        ]");
    return rc;
}

static int write_size(struct package *p, const char *path)
{
    struct stat status;
    char sha256[BO_SHA256_HEX];
    if (stat(path, &status) != 0)
        return bo_file_fail(path, p->err);
    int rc = bo_sha256_file(path, sha256, p->err);
    if (rc != 0)
        return rc;
    bo_text_puts(p->text, ",\n      \"bytes\": ");
    bo_text_uint(p->text, (uint64_t)status.st_size);
    bo_text_puts(p->text, ",\n      \"hash\": \"sha256:");
    bo_text_puts(p->text, sha256);
    bo_text_char(p->text, '"');
    return 0;
}

static int write_resource(struct package *p, const char *file)
{
    struct bo_text *text = p->text;
    const struct known *table = known_of(file);
    const char *path = bo_arena_printf(p->results->arena, "%s/%s", p->dir, file);
    const char *name = bo_arena_strndup(p->results->arena, file, strlen(file) - 4);
    member(text, "    {\n      ", "name", name);
    member(text, ",\n      ", "path", file);
    if (table)
        member(text, ",\n      ", "title", table->title);
    member(text, ",\n      ", "profile", "tabular-data-resource");
    member(text, ",\n      ", "format", "csv");
    member(text, ",\n      ", "mediatype", "text/csv");
    member(text, ",\n      ", "encoding", "utf-8");
    int rc = write_size(p, path);
    if (rc != 0)
        return rc;
    bo_text_puts(text, ",\n      \"schema\": {\n        \"fields\": [\n");
    if (table)
        write_known(text, table);
    else
        rc = write_guessed(p, path);
    bo_text_puts(text, ",\n        \"missingValues\": [\"\"]\n      }\n    }");
    return rc;
}

/* A package's name: lower case, digits and -._ alone. */
static void write_name(struct bo_text *text, const char *scenario)
{
    bo_text_puts(text, "{\n  \"name\": \"buildout-");
    for (; *scenario; scenario++) {
        char c = *scenario;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
        bo_text_char(text, (char)(plain ? c : '-'));
    }
    bo_text_char(text, '"');
}

static void write_head(const struct package *p)
{
    const struct bo_experiment *e = &p->results->experiment;
    write_name(p->text, e->scenario_name);
    member(p->text, ",\n  ", "title", e->scenario_title);
    member(p->text, ",\n  ", "profile", "tabular-data-package");
    member(p->text, ",\n  ", "version", e->version);
    bo_text_puts(p->text, ",\n  \"buildout\": {");
    member(p->text, " ", "verb", e->verb);
    member(p->text, ", ", "scenario_sha256", e->scenario_sha256);
    member(p->text, ", ", "data_sha256", e->data_sha256);
    bo_text_puts(p->text, ", \"seed\": ");
    bo_text_uint(p->text, e->seed);
    bo_text_puts(p->text, " },\n  \"resources\": [\n");
}

int bo_format_datapackage(struct bo_results *results, struct bo_outfile *file, struct bo_err *err)
{
    struct package package = {.results = results,
                              .dir =
                                  bo_arena_strndup(results->arena, results->path,
                                                   strlen(results->path) - strlen("/results.db")),
                              .text = &file->text,
                              .err = err};
    int rc = list_files(&package);
    if (rc == 0 && package.n_files == 0)
        rc = bo_err_set(err, BO_ESTORE, "%s: holds no CSV file of ours", package.dir);
    write_head(&package);
    for (uint32_t i = 0; rc == 0 && i < package.n_files; i++) {
        bo_text_puts(package.text, i > 0 ? ",\n" : "");
        rc = write_resource(&package, package.file[i].name);
    }
    bo_text_puts(package.text, "\n  ]\n}\n");
    return rc;
}
