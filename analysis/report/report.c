/* The page as a whole: head, sections in order, scripts. */
#include <stdlib.h>
#include <string.h>

#include "assets.h"
#include "buildout/base/calendar.h"
#include "buildout/base/hash.h"
#include "buildout/store/outfile.h"
#include "inner.h"

#define ARENA_BYTES ((size_t)1 << 34) /* of addresses */

void report_section(struct report *report, const char *id, const char *title)
{
    html_format(report->page,
                "<section id=\"%s\" aria-labelledby=\"%s-title\"><h2 id=\"%s-title\">"
                "%s</h2>",
                id, id, id, title);
    report->section = title;
    html_format(&report->contents, "<li><a href=\"#%s\">%s</a></li>", id, title);
}

void report_section_end(struct report *report)
{
    bo_text_puts(report->page, "</section>\n");
}

/* ---- head ---- */

/* A script runs only when its hash stands here, so that no text of a scenario ever does. */
static void add_script_hash(struct bo_text *page, const struct bo_text *script)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    enum { N_BYTES = 32, BITS = 6 };
    char hex[BO_SHA256_HEX];
    uint32_t bits = 0;
    int n_bits = 0;
    bo_sha256_hex(script->data, script->n, hex);
    bo_text_puts(page, " 'sha256-");
    for (size_t i = 0; i < N_BYTES; i++) {
        char byte[3] = {hex[2 * i], hex[2 * i + 1], '\0'};
        bits = bits << 8 | (uint32_t)strtoul(byte, NULL, 16);
        for (n_bits += 8; n_bits >= BITS; n_bits -= BITS)
            bo_text_char(page, letters[bits >> (n_bits - BITS) & 63]);
    }
    /* 256 bits leave 4 over: two zeros make them a letter, and '=' fills up. */
    bo_text_char(page, letters[bits << (BITS - n_bits) & 63]);
    bo_text_puts(page, "='");
}

static void add_head(struct bo_text *page, const char *title, const struct bo_text *script)
{
    bo_text_puts(page, "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" "
                       "content=\"width=device-width,initial-scale=1\">\n" BO_STORE_REPORT_MARK "\n"
                       "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
                       " img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action "
                       "'none'; script-src");
    add_script_hash(page, script);
    html_format(page, "\">\n<link rel=\"icon\" href=\"data:,\">\n<title>%s</title>\n<style>\n",
                title);
    bo_text_puts(page, report_asset_look_css);
    bo_text_puts(page, report_asset_uplot_css);
    bo_text_puts(page, report_asset_report_css);
    bo_text_puts(page, "</style></head>\n<body><main>\n");
}

static void count_runs(const struct report *report, uint32_t *n_done, uint32_t *n_failed)
{
    *n_done = *n_failed = 0;
    for (uint32_t i = 0; i < report->n_variants_all; i++) {
        *n_done += report->variant[i].n_done;
        *n_failed += report->variant[i].n_failed;
    }
}

static void add_months(struct report *report, const struct bo_results_run *run)
{
    char from[16], to[16];
    bo_month_format(run->first_month, from);
    bo_month_format(run->first_month + (int32_t)run->n_months - 1, to);
    html_format(report->page, ", %s to %s", from, to);
}

/* A variant may begin and end at other times than the first. */
static void add_other_months(struct report *report, const struct report_variant *variant)
{
    const struct bo_results_run *own = variant->first, *first = report->variant[0].first;
    if (!own || !first ||
        (own->first_month == first->first_month && own->n_months == first->n_months))
        return;
    html_format(report->page, "<p class=\"asked\">%s", variant->label);
    add_months(report, own);
    html_format(report->page, "; charts show the months of %s</p>", report->variant[0].label);
}

static void add_asked(struct report *report)
{
    struct bo_text *page = report->page;
    const struct bo_report_about *about = report->about;
    uint32_t n_done, n_failed;
    count_runs(report, &n_done, &n_failed);
    if (report->results) {
        const struct bo_experiment *e = bo_results_experiment(report->results);
        html_format(page, "<p class=\"asked\">%s", e->scenario_name);
        if (report->n_variants > 0 && report->variant[0].first)
            add_months(report, report->variant[0].first);
        html_format(page, n_done == 1 ? ", one run" : ", %d runs", (int)n_done);
        if (n_failed > 0)
            html_format(page, ", %d failed", (int)n_failed);
        if (report->n_variants_all > 1)
            html_format(page, ", %d variants", (int)report->n_variants_all);
        bo_text_puts(page, ", seed ");
        bo_text_uint(page, e->seed);
        bo_text_puts(page, "</p>");
    }
    for (uint32_t i = 1; i < report->n_variants; i++)
        add_other_months(report, &report->variant[i]);
    for (uint32_t i = 0; i < about->n_asked; i++)
        html_format(page, "<p class=\"asked\">%s: <b>%s</b></p>", about->asked[i].label,
                    about->asked[i].text);
    if (report->n_variants_all > report->n_variants)
        html_format(page,
                    "<p class=\"asked\">Drawn are the first %d of %d variants; the tables "
                    "hold all.</p>",
                    (int)report->n_variants, (int)report->n_variants_all);
}

/* ---- how to do it again ---- */

static void add_fact(struct bo_text *page, const char *label, const char *text, bool as_code)
{
    if (text[0])
        html_format(page,
                    as_code ? "<dt>%s</dt><dd><code>%s</code></dd>" : "<dt>%s</dt><dd>%s</dd>",
                    label, text);
}

void report_again(struct report *report)
{
    struct bo_text *page = report->page;
    if (!report->results && !report->about->command[0])
        return;
    report_section(report, "again", "To do it again");
    bo_text_puts(page, "<dl class=\"again\">");
    add_fact(page, "Command", report->about->command, true);
    add_fact(page, "Then, for the boxes", report->about->then, true);
    if (report->results) {
        const struct bo_experiment *e = bo_results_experiment(report->results);
        add_fact(page, "Version", e->version, false);
        add_fact(page, "Scenario, SHA-256", e->scenario_sha256, true);
        add_fact(page, "Data, SHA-256", e->data_sha256, true);
    }
    bo_text_puts(page,
                 "</dl><p class=\"muted\">The same command gives the same bytes. Every number "
                 "of this page stands in results.db and in the CSV files beside it.</p>");
    report_section_end(report);
}

/* "</script>" may stand in a name. */
static void add_charts(struct bo_text *page, const struct bo_text *charts)
{
    bo_text_puts(page, "<script type=\"application/json\" id=\"charts\">[");
    for (size_t i = 0; i < charts->n; i++) {
        if (charts->data[i] == '<')
            bo_text_puts(page, "\\u003c");
        else
            bo_text_char(page, charts->data[i]);
    }
    bo_text_puts(page, "]</script>\n");
}

static void add_foot(struct bo_text *page)
{
    html_format(page,
                "<footer class=\"muted\"><details><summary>Licence of the charts</summary><pre>"
                "uPlot\n%s</pre></details></footer>\n</main>\n",
                report_asset_uplot_licence);
}

/* ---- all of it ---- */

static int write_sections(struct report *report)
{
    int rc = report->results ? report_load(report) : 0;
    if (rc == 0)
        rc = report_experiments(report);
    if (rc == 0)
        rc = report_answer(report);
    if (rc == 0)
        rc = report_world(report);
    if (rc == 0)
        rc = report_drives(report);
    if (rc == 0)
        rc = report_companies(report);
    if (rc == 0)
        rc = report_gantt(report);
    if (rc != 0)
        return rc;
    report_gates(report);
    report_events(report);
    report_again(report);
    return 0;
}

/* Of a comparison, what is held against what; else what the scenario calls itself. */
static const char *title_of(const struct report *report)
{
    if (!report->results)
        return "Back-test and experiments";
    const struct bo_experiment *e = bo_results_experiment(report->results);
    if (strcmp(e->verb, "compare") != 0 || report->n_variants_all < 2)
        return e->scenario_title;
    const char *title = report->variant[1].name;
    for (uint32_t i = 2; i < report->n_variants; i++)
        title = bo_arena_printf(report->arena, "%s, %s", title, report->variant[i].name);
    return bo_arena_printf(report->arena, "%s against %s", title, report->variant[0].name);
}

static void write_page(struct report *report, const struct bo_text *body, struct bo_text *page)
{
    struct bo_text script = {0};
    bo_text_puts(&script, report_asset_uplot_js);
    bo_text_puts(&script, report_asset_chart_js);
    bo_text_puts(&script, report_asset_report_js);
    report->page = page;
    add_head(page, title_of(report), &script);
    html_format(page, "<header><h1>%s</h1>", title_of(report));
    add_asked(report);
    bo_text_puts(page, "<nav aria-label=\"Sections\"><ul>");
    bo_text_add(page, report->contents.data, report->contents.n);
    bo_text_puts(page, "</ul></nav></header>\n");
    bo_text_add(page, body->data, body->n);
    add_foot(page);
    add_charts(page, &report->charts);
    bo_text_puts(page, "<script>");
    bo_text_add(page, script.data, script.n);
    bo_text_puts(page, "</script>\n</body></html>\n");
    page->failed |=
        script.failed || body->failed || report->contents.failed || report->charts.failed;
    bo_text_free(&script);
}

static int write_file(struct report *report, const struct bo_text *body, const char *out_dir,
                      const char *out_name)
{
    struct bo_outfile file;
    int rc = bo_outfile_open(&file, out_dir, out_name, report->err);
    if (rc == 0) {
        write_page(report, body, &file.text);
        report->page = NULL;
        rc = bo_outfile_seal(&file, report->err);
    }
    if (rc == 0)
        rc = bo_outfile_publish(&file, report->err);
    bo_outfile_close(&file);
    return rc;
}

int bo_report_write(const char *dir, const struct bo_report_about *about, const char *out_dir,
                    const char *out_name, struct bo_err *err)
{
    struct bo_text body = {0};
    struct report report = {.dir = dir, .about = about, .page = &body, .err = err};
    int rc = bo_arena_create(ARENA_BYTES, false, &report.arena, err);
    if (rc == 0 && about->with_results)
        rc = bo_results_open(dir, &report.results, err);
    if (rc == 0)
        rc = write_sections(&report);
    if (rc == 0)
        rc = write_file(&report, &body, out_dir, out_name);
    bo_results_close(report.results);
    bo_text_free(&body);
    bo_text_free(&report.charts);
    bo_text_free(&report.contents);
    bo_arena_free(report.arena);
    return rc;
}
