#include "buildout/cli/table.h"
#include "dictionary.h"
#include "json_rows.h"

/* A key figure of a run, as outcomes.csv names it. */
struct figure {
    const char *key, *of, *unit, *meaning;
};

#define ALL "World, company"

static const struct figure figure[] = {
    {"capability_lag_months", "company, country", "months",
     "at the end: since the frontier was where its best model is"},
    {"cash_min", "company", "million USD", "the lowest cash of a month's end"},
    {"cash_min_date", "company", "date", "when that was"},
    {"complete_date", "site", "date", "when the last hall was energised of a row of planned_sites"},
    {"default_date", "company", "date", "when nobody lent to it any more, the first time"},
    {"exit_date", "company", "date", "when it was sold or wound up"},
    {"exit_kind", "company", "1 licence, 2 purchase, 3 liquidation", "how"},
    {"funding_peak", "company", "million USD",
     "the most that it had from lenders and new shares, less debt repaid"},
    {"gap_closed_date", "World", "date", "from when Revenue Gap|Stock is closed for good"},
    {"grid_wait_max_months", "region", "months", "the longest Grid|Wait of a month's end"},
    {"grid_wait_months", "region", "months",
     "the mean Grid|Wait of the last twelve months; none while nothing is granted"},
    {"h100e", ALL ", country", "H100e", "at the end: Fleet|H100e; 0 of who has none or has ended"},
    {"irr", "company", "fraction", "a year: the rate at which that cash is worth nothing"},
    {"late_frac", "World, region", "fraction", "the mean Data Centers|Late of the years"},
    {"mw", ALL ", region", "MW", "at the end: energised critical IT load, leased too"},
    {"npv", "company", "million USD",
     "operating cash flow less capex to the run's end, discounted to its start at "
     "finance.discount_rate_per_year; what stands or is owed at that end counts for nothing"},
    {"npv_book", "company", "million USD",
     "npv, and what plant stands at the end, at its book value, discounted"},
    {"npv_terminal", "company", "million USD",
     "npv, and a terminal value: operating cash flow less depreciation of the last twelve months, "
     "at least 0, for ever without growth"},
    {"on_site_mw", "World, region", "MW", "at the end: Capacity|IT Power|On Site"},
    {"opened_date", "site", "date", "when its first hall was"},
    {"planned_date", "site", "date", "when that was to be, as told when it was announced"},
    {"revenue_ai", ALL, "million USD/yr",
     "Revenue|AI of the last twelve months: a company's of AI products and tokens, without AI in "
     "its cloud and GPU-hours, 0 of who sells none; the world's of all that AI earns"},
    {"revenue_cloud", "company", "million USD/yr", "Revenue|Cloud of the last twelve months"},
    {"share_*", "company", "fraction",
     "at the end: Share|* of a segment in which it offers something and somebody buys of anyone; 0 "
     "when nobody buys of it, or it has ended"},
    {"site_cost", "site", "million USD", "of halls, and of its own generation where it has any"},
    {"sites", ALL ", region", "sites", "at the end: open sites, of a company those that it owns"},
    {"survived", "company", "fraction", "1: at work at the end; 0: sold or wound up"},
};

enum { N_FIGURES = sizeof figure / sizeof *figure };

static const char *told(const struct figure *f, struct bo_arena *arena)
{
    return bo_arena_printf(arena, "%s: %s", f->of, f->meaning);
}

void bo_dictionary_figures_print(FILE *out, const struct bo_terminal *terminal,
                                 struct bo_arena *arena)
{
    static const struct bo_table_column column[] = {
        {NULL, "figure", true, 0}, {NULL, "unit", true, 0}, {NULL, "meaning", true, 0}};
    struct bo_table table = {.arena = arena, .n_columns = 3, .column = column, .gap = 2};
    for (uint32_t i = 0; i < N_FIGURES; i++) {
        const char **cell = bo_table_row(&table);
        cell[0] = figure[i].key;
        cell[1] = figure[i].unit;
        cell[2] = told(&figure[i], arena);
    }
    bo_table_print(out, &table, terminal);
}

void bo_dictionary_figures_json(FILE *out)
{
    struct bo_json_rows rows = {.out = out};
    for (uint32_t i = 0; i < N_FIGURES; i++) {
        bo_json_row_begin(&rows);
        bo_json_text(&rows, "figure", figure[i].key);
        bo_json_text(&rows, "of", figure[i].of);
        bo_json_text(&rows, "unit", figure[i].unit);
        bo_json_text(&rows, "meaning", figure[i].meaning);
        bo_json_row_end(&rows);
    }
    bo_json_rows_end(&rows);
}

void bo_dictionary_figures_markdown(FILE *out, struct bo_arena *arena)
{
    fputs("\n# Key figures of a run\n\n"
          "A row of `outcomes.csv` is (variant, replicate, entity, key, unit, value); conditions "
          "name one as `Baidu.npv`.\n\n"
          "| figure | unit | meaning |\n|---|---|---|\n",
          out);
    for (uint32_t i = 0; i < N_FIGURES; i++) {
        fprintf(out, "| %s | %s | ", figure[i].key, figure[i].unit);
        bo_dictionary_escaped(out, told(&figure[i], arena));
        fputs(" |\n", out);
    }
}
