/* What the verbs that compare have left in the folder: their tables, each drawn for what it says. */
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/num.h"
#include "tables.h"

struct experiment {
    const char *file, *id, *title;
    void (*draw)(struct report *report, const struct table *table);
};

static const struct experiment experiments[] = {
    {"backtest.csv", "backtest", "Held against history", table_draw_backtest},
};

static int draw(struct report *report, const struct experiment *e)
{
    struct table table;
    int rc = table_read(report, e->file, &table);
    if (rc != 0 || table.n_rows == 0)
        return rc;
    report_section(report, e->id, e->title);
    e->draw(report, &table);
    report_section_end(report);
    return 0;
}

int report_experiments(struct report *report)
{
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < sizeof experiments / sizeof *experiments; i++)
        rc = draw(report, &experiments[i]);
    return rc;
}
