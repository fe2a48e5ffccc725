#include "changes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "open_scenario.h"

/* ---- values that differ ---- */

static int by_path(const void *a, const void *b)
{
    const struct bo_scenario_value *const *x = a, *const *y = b;
    return strcmp((*x)->path, (*y)->path);
}

static void sort_side(struct bo_changes *c, int i)
{
    const struct bo_scenario_values *side = &c->side[i];
    c->by_path[i] = BO_NEW_ARRAY(c->arena, const struct bo_scenario_value *, side->n + 1);
    for (uint32_t k = 0; k < side->n; k++)
        c->by_path[i][k] = &side->value[k];
    c->n_by_path[i] = side->n;
    if (side->correlations.path)
        c->by_path[i][c->n_by_path[i]++] = &side->correlations;
    qsort(c->by_path[i], c->n_by_path[i], sizeof(const struct bo_scenario_value *), by_path);
}

/* One certain number: "20 %" and 0.2 are the same. */
static bool is_certain(const struct bo_scenario_value *v)
{
    return isfinite(v->number) && v->text[0] != '{' && v->text[0] != '(' &&
           !strstr(v->text, " to ");
}

static bool is_same(const struct bo_scenario_value *a, const struct bo_scenario_value *b)
{
    if (strcmp(a->text, b->text) == 0)
        return true;
    return is_certain(a) && is_certain(b) && !(a->number < b->number) && !(a->number > b->number);
}

static void add(struct bo_changes *c, const struct bo_scenario_value *a,
                const struct bo_scenario_value *b)
{
    if (a && b && is_same(a, b))
        return;
    BO_ARENA_ROOM(c->arena, c->change, c->n, c->room);
    c->change[c->n++] = (struct bo_change){{a, b}};
}

/* Both are sorted: what is least comes first, and what both have together. */
static void find(struct bo_changes *c)
{
    for (uint32_t i = 0, k = 0; i < c->n_by_path[0] || k < c->n_by_path[1];) {
        int order = 0;
        if (i == c->n_by_path[0])
            order = 1;
        else if (k == c->n_by_path[1])
            order = -1;
        else
            order = strcmp(c->by_path[0][i]->path, c->by_path[1][k]->path);
        add(c, order <= 0 ? c->by_path[0][i] : NULL, order >= 0 ? c->by_path[1][k] : NULL);
        i += order <= 0;
        k += order >= 0;
    }
}

int bo_changes_find(const struct bo_args *const args[BO_N_SIDES],
                    const char *const file[BO_N_SIDES], struct bo_arena *arena,
                    struct bo_changes *out, struct bo_err *err)
{
    int status = BO_OK;
    *out = (struct bo_changes){.arena = arena};
    for (int i = 0; status == BO_OK && i < BO_N_SIDES; i++) {
        status = bo_open_scenario_values(args[i], file[i], &out->side_arena[i], &out->side[i], err);
        if (status == BO_OK)
            sort_side(out, i);
    }
    if (status == BO_OK)
        find(out);
    return status;
}

void bo_changes_free(struct bo_changes *changes)
{
    for (int i = 0; i < BO_N_SIDES; i++)
        bo_arena_free(changes->side_arena[i]);
}

const char *bo_change_path(const struct bo_change *change)
{
    return change->value[0] ? change->value[0]->path : change->value[1]->path;
}

/* ---- steps ---- */

/* "export_rules.ban_2400" of "export_rules.ban_2400.policy.default": how much of a path names a row; 0: none does. */
static size_t row_length(const struct bo_change *change)
{
    const struct bo_scenario_value *v = change->value[change->value[0] ? 0 : 1];
    if (!v->key || !bo_tables[v->key->table].is_list)
        return 0;
    const char *row = strchr(v->path, '.') + 1;
    return (size_t)(row - v->path) + strcspn(row, ".");
}

static bool side_has_row(const struct bo_changes *c, int side, const char *path, size_t n)
{
    for (uint32_t i = 0; i < c->n_by_path[side]; i++) {
        const char *its = c->by_path[side][i]->path;
        if (strncmp(its, path, n) == 0 && its[n] == '.')
            return true;
    }
    return false;
}

static void add_set(struct bo_arena *arena, struct bo_text_list *list, const char *set)
{
    const char **more = BO_NEW_ARRAY(arena, const char *, list->n + 1);
    for (uint32_t i = 0; i < list->n; i++)
        more[i] = list->item[i];
    more[list->n++] = set;
    list->item = more;
}

static const char *text_of(const struct bo_change *change, int side)
{
    return change->value[side] ? change->value[side]->text : "";
}

static bool is_said(const struct bo_scenario_value *v)
{
    return v && strcmp(v->from, "default") != 0;
}

static struct bo_step value_step(struct bo_arena *arena, const struct bo_change *change)
{
    const char *path = bo_change_path(change);
    bool goes = !change->value[1] || (!is_said(change->value[1]) && !text_of(change, 1)[0]);
    struct bo_step step = {.path = path, .text = {text_of(change, 0), text_of(change, 1)}};
    const char *value = goes ? "{ remove = true; }" : step.text[1];
    if (goes && strcmp(path, "correlations") == 0)
        value = "()";
    add_set(arena, &step.set, bo_arena_printf(arena, "%s=%s", path, value));
    return step;
}

/* What the changes first..end-1 say of a row that only that side has: keys of groups ("policy.default") come after. */
static struct bo_step row_step(const struct bo_changes *c, uint32_t first, uint32_t end, size_t n)
{
    struct bo_arena *arena = c->arena;
    int side = c->change[first].value[0] ? 0 : 1;
    struct bo_step step = {.path = bo_arena_strndup(arena, bo_change_path(&c->change[first]), n),
                           .text = {"", ""},
                           .is_row = true};
    const char *text = "{";
    for (uint32_t i = first; i < end; i++) {
        const struct bo_scenario_value *v = c->change[i].value[side];
        if (is_said(v) && !strchr(v->path + n + 1, '.'))
            text = bo_arena_printf(arena, "%s %s = %s;", text, v->path + n + 1, v->text);
    }
    text = bo_arena_printf(arena, "%s }", text);
    step.text[side] = text;
    add_set(arena, &step.set,
            bo_arena_printf(arena, "%s=%s", step.path, side == 0 ? "{ remove = true; }" : text));
    for (uint32_t i = first; side == 1 && i < end; i++) {
        const struct bo_scenario_value *v = c->change[i].value[side];
        if (is_said(v) && strchr(v->path + n + 1, '.'))
            add_set(arena, &step.set, bo_arena_printf(arena, "%s=%s", v->path, v->text));
    }
    return step;
}

static const char *row_name(const struct bo_step *step)
{
    return strchr(step->path, '.') + 1;
}

static bool is_of_name(char c)
{
    return c == '_' || c == '-' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z');
}

static bool has_name(const char *text, const char *name)
{
    size_t n = strlen(name);
    for (const char *at = strstr(text, name); at; at = strstr(at + 1, name)) {
        if ((at == text || !is_of_name(at[-1])) && !is_of_name(at[n]))
            return true;
    }
    return false;
}

/* companies.Baidu.strategy = "careful" cannot be without strategies.careful, nor chip_buyers.Mine without
 * companies.Mine. */
static bool needs(const struct bo_step *step, const struct bo_step *row)
{
    int side = row->text[0][0] ? 0 : 1;
    if (step->is_row && strcmp(row_name(step), row_name(row)) == 0)
        return true;
    return has_name(step->text[side], row_name(row));
}

static void join(struct bo_arena *arena, struct bo_step *step, const struct bo_step *more)
{
    step->path = bo_arena_printf(arena, "%s + %s", step->path, more->path);
    for (int i = 0; i < BO_N_SIDES; i++)
        step->text[i] =
            bo_arena_printf(arena, "%s%s%s", step->text[i],
                            step->text[i][0] && more->text[i][0] ? "; " : "", more->text[i]);
    for (uint32_t i = 0; i < more->set.n; i++)
        add_set(arena, &step->set, more->set.item[i]);
}

static uint32_t head_of(const uint32_t *head, uint32_t i)
{
    while (head[i] != i)
        i = head[i];
    return i;
}

/* What cannot be without each other becomes one step, where its first part is. */
static void join_what_needs(struct bo_arena *arena, struct bo_step_list *list)
{
    uint32_t *head = BO_NEW_ARRAY(arena, uint32_t, list->n), n = 0;
    for (uint32_t i = 0; i < list->n; i++)
        head[i] = i;
    for (uint32_t r = 0; r < list->n; r++) {
        for (uint32_t i = 0; list->step[r].is_row && i < list->n; i++) {
            if (i == r || !needs(&list->step[i], &list->step[r]))
                continue;
            uint32_t a = head_of(head, i), b = head_of(head, r);
            head[a > b ? a : b] = a > b ? b : a;
        }
    }
    for (uint32_t i = 0; i < list->n; i++) {
        if (head_of(head, i) != i)
            join(arena, &list->step[head_of(head, i)], &list->step[i]);
    }
    for (uint32_t i = 0; i < list->n; i++) {
        if (head[i] == i)
            list->step[n++] = list->step[i];
    }
    list->n = n;
}

struct bo_step_list bo_changes_steps(const struct bo_changes *c)
{
    struct bo_step_list list = {0};
    for (uint32_t i = 0, end; i < c->n; i = end) {
        const char *path = bo_change_path(&c->change[i]);
        size_t n = row_length(&c->change[i]);
        bool whole = n > 0 && (!side_has_row(c, 0, path, n) || !side_has_row(c, 1, path, n));
        end = i + 1;
        while (whole && end < c->n && row_length(&c->change[end]) == n &&
               strncmp(bo_change_path(&c->change[end]), path, n) == 0)
            end++;
        BO_ARENA_ROOM(c->arena, list.step, list.n, list.room);
        list.step[list.n++] = whole ? row_step(c, i, end, n) : value_step(c->arena, &c->change[i]);
    }
    join_what_needs(c->arena, &list);
    return list;
}
