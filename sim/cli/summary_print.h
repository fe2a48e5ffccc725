/* summary_print.h - what the parts of the printed summary share: names, numbers, lists, and tables by year. */
#ifndef BUILDOUT_CLI_SUMMARY_PRINT_H
#define BUILDOUT_CLI_SUMMARY_PRINT_H

#include "buildout/cli/summary.h"
#include "buildout/cli/table.h"

#define BO_BOLD "\033[1m"
#define BO_FAINT "\033[2m"
#define BO_YELLOW "\033[33m"
#define BO_PLAIN "\033[0m"

#define BO_MUSD_PER_BN 1e3
#define BO_MW_PER_GW 1e3
#define BO_PERCENT 100.0

#define BO_NPV_REMARK                                                            \
    "NPV: discounted cash flow less capex; nothing for what stands at the end\n" \
    "(npv_book and npv_terminal of outcomes.csv count that in).\n"

enum { BO_NAME_COLUMNS = 20 };

struct bo_printer {
    FILE *out;
    const struct bo_summary *summary;
    const struct bo_terminal *terminal;
    struct bo_arena *arena;
};

void bo_print_colour(const struct bo_printer *p, const char *colour);
const char *bo_print_name(const struct bo_printer *p, const char *name);
const char *bo_print_year(const struct bo_printer *p, uint32_t y);
const char *bo_print_month(const struct bo_printer *p, int32_t month);
const char *bo_print_billions(const struct bo_printer *p, double musd);
double bo_print_largest(const double *value, uint32_t n);
/* Enough digits to tell apart, no more than one reads. */
uint32_t bo_print_decimals(double most);

/* Items after a heading, in lines no wider than the terminal. */
struct bo_print_list {
    const struct bo_printer *p;
    uint32_t at;
};
struct bo_print_list bo_print_list(const struct bo_printer *p, const char *heading);
void bo_print_item(struct bo_print_list *list, const char *item, bool last);

/* ---- tables by year: a line a series, and its course ---- */

struct bo_year_line {
    int which; /* of the table's series */
    const char *label;
    double per_unit; /* of the variable's unit in one of the label's */
    int decimals;    /* negative: as many as its size asks for */
    double large;    /* from here on the large label and unit; 0: never */
    const char *large_label;
    double per_large_unit;
    uint32_t large_decimals;
};

struct bo_year_table {
    const char *head;
    const struct bo_year_line *line; /* [n] in the order in which they are printed */
    uint32_t n;
    const struct bo_summary_series *series;
};
void bo_print_years(const struct bo_printer *p, const struct bo_year_table *years);

/* ---- summary_print_ai.c ---- */
void bo_print_ai_years(const struct bo_printer *p);
void bo_print_fleets(const struct bo_printer *p);
void bo_print_ends(const struct bo_printer *p);

#endif
