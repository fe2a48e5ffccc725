/* check.c - rows held against what a scenario has names for. */
#include "buildout/backtest/observed.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "buildout/base/csv.h"

static bool means(const char *name, const char *variable)
{
    size_t n = strcspn(name, "*");
    return name[n] == '*' ? strncmp(name, variable, n) == 0 : strcmp(name, variable) == 0;
}

bool bo_observed_asks_for(const struct bo_observed *row, const char *variable)
{
    for (uint32_t i = 0; i < row->variable.n; i++) {
        if (means(row->variable.item[i], variable))
            return true;
    }
    return false;
}

struct checking {
    const struct bo_observed_names *names;
    const struct bo_observed *row;
    struct bo_diag *diag;
    bool faulty;
};

__attribute__((format(printf, 3, 4))) static void complain(struct checking *c, uint32_t column,
                                                           const char *format, ...)
{
    char what[256];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    bo_csv_clean(what);
    bo_diag_add(c->diag, "%s:%u:%u: error: %s", c->row->file, c->row->line, column, what);
    c->faulty = true;
}

static bool holds(const struct bo_text_set *set, const char *text)
{
    for (uint32_t i = 0; i < set->n; i++) {
        if (strcmp(set->item[i], text) == 0)
            return true;
    }
    return false;
}

static void check_set(struct checking *c, const struct bo_text_set *asked,
                      const struct bo_text_set *known, uint32_t column, const char *what)
{
    for (uint32_t i = 0; i < asked->n; i++) {
        const char *name = asked->item[i];
        if (name[0] != '\0' && !holds(known, name))
            complain(c, column, "the scenario has no %s \"%.80s\"", what, name);
    }
}

static void check_unit(struct checking *c, const struct bo_fact_variable *variable)
{
    struct bo_err err = {.status = BO_OK};
    double factor;
    if (bo_observed_unit_factor(variable->unit, c->row->unit, &factor, &err) != BO_OK)
        complain(c, c->row->column.unit, "%s: %s", variable->name, err.text);
}

/* One complaint a variable asked for, though a family may have many members. */
static void check_variable(struct checking *c, const char *asked)
{
    bool known = false, was_faulty = c->faulty;
    c->faulty = false;
    for (uint32_t v = 0; v < c->names->n_variables && !c->faulty; v++) {
        if (!means(asked, c->names->variable[v].name))
            continue;
        known = true;
        check_unit(c, &c->names->variable[v]);
    }
    if (!known)
        complain(c, c->row->column.variable, "the scenario computes no variable \"%.80s\"", asked);
    c->faulty |= was_faulty;
}

int bo_observed_check(const struct bo_observed_list *list, const struct bo_observed_names *names,
                      struct bo_diag *diag)
{
    struct checking c = {.names = names, .diag = diag};
    for (uint32_t i = 0; i < list->n; i++) {
        const struct bo_observed *row = &list->row[i];
        c.row = row;
        check_set(&c, &row->entity, &names->entity, row->column.entity, "entity");
        for (uint32_t v = 0; v < row->variable.n; v++)
            check_variable(&c, row->variable.item[v]);
        check_set(&c, &row->place, &names->place, row->column.place, "region");
    }
    return c.faulty ? BO_ESCENARIO : BO_OK;
}
