/* Paths in time: ( ("2023-12", 13000.0), ("2024-12", "5 to 9") ), a plain value, or
 * { points = ...; shape = "step"; extrapolate = true; scale = "0.8 to 1.2"; times = ( ("2026-01", 2.0) );
 * plus = ( ("2026-01", 0.03) ); }. Where a key has a word for no end, "none", a value may be that. */
#include <math.h>
#include <string.h>

#include "nearest.h"
#include "reader.h"

#define TAIL 0.001
#define MOST_SCALE 1000.0

static int read_shape(struct bo_reader *reader, const struct bo_slot *slot,
                      const struct bo_node *node, enum bo_path_shape *shape)
{
    static const char *const word[] = {
        [BO_PATH_LINEAR] = "linear", [BO_PATH_GEOMETRIC] = "geometric", [BO_PATH_STEP] = "step"};

    for (int i = 0; i <= BO_PATH_STEP; i++) {
        if (node->kind == BO_NODE_TEXT && strcmp(node->text, word[i]) == 0) {
            *shape = (enum bo_path_shape)i;
            return 0;
        }
    }
    return bo_problem(reader->problems, node->value,
                      "%s.shape: expected \"linear\", \"geometric\" or \"step\"", slot->path);
}

static struct bo_slot point_slot(struct bo_arena *arena, const struct bo_slot *slot, uint32_t i,
                                 int32_t day)
{
    struct bo_slot own = *slot;

    own.path = bo_arena_printf(arena, "%s.path[%u]", slot->path, i);
    own.point = i;
    own.rate_day = day;
    return own;
}

/* A value of a path, or the word that stands for no end. */
static int read_value(struct bo_reader *reader, const struct bo_slot *slot,
                      const struct bo_node *node, struct bo_value *out)
{
    bool endless =
        slot->word != NULL && node->kind == BO_NODE_TEXT && strcmp(node->text, slot->word) == 0;

    if (!endless)
        return bo_read_value(reader, slot, node, out);
    *out = (struct bo_value){.number = (double)INFINITY, .canonical = (double)INFINITY};
    return 0;
}

/* A path of which something is yet to be found wrong. */
struct draft {
    const struct bo_slot *slot;
    struct bo_path path;
    int32_t *day;           /* day[path.v.n] */
    struct bo_value *value; /* value[path.v.n] */
    double least_scale, most_scale;
};

static void make_room(struct bo_arena *arena, struct draft *draft, uint32_t n)
{
    draft->path.v = (struct bo_vector){.n = n, .value = BO_NEW_ARRAY(arena, double, n)};
    draft->day = BO_NEW_ARRAY(arena, int32_t, n);
    draft->value = BO_NEW_ARRAY(arena, struct bo_value, n);
    draft->path.day = draft->day;
}

static int read_point(struct bo_reader *reader, const struct bo_node *point, uint32_t i,
                      struct draft *draft)
{
    struct bo_slot own;

    if (point->kind != BO_NODE_LIST || point->n != 2)
        return bo_problem(reader->problems, point->value,
                          "%s: expected a point (\"2024-06\", value)", draft->slot->path);
    if (bo_read_date(reader, draft->slot->path, point->child[0], &draft->day[i]) != 0)
        return BO_ESCENARIO;
    own = point_slot(reader->arena, draft->slot, i, draft->day[i]);
    if (read_value(reader, &own, point->child[1], &draft->value[i]) != 0)
        return BO_ESCENARIO;
    draft->path.v.value[i] = draft->value[i].canonical;
    if (i > 0 && draft->day[i] <= draft->day[i - 1])
        return bo_problem(reader->problems, point->value,
                          "%s: the dates of a path must rise from point to point",
                          draft->slot->path);
    return 0;
}

static int read_points(struct bo_reader *reader, const struct bo_node *list, struct draft *draft)
{
    int result = 0;

    if (list->n == 0)
        return bo_problem(reader->problems, list->value, "%s: a path needs a point",
                          draft->slot->path);
    make_room(reader->arena, draft, list->n);
    for (uint32_t i = 0; i < list->n; i++)
        if (read_point(reader, list->child[i], i, draft) != 0)
            result = BO_ESCENARIO;
    return result;
}

/* One value is a path that never changes. */
static int read_constant(struct bo_reader *reader, const struct bo_node *node, struct draft *draft)
{
    struct bo_slot own = *draft->slot;

    make_room(reader->arena, draft, 1);
    own.point = 0;
    draft->day[0] = own.rate_day;
    if (read_value(reader, &own, node, &draft->value[0]) != 0)
        return BO_ESCENARIO;
    draft->path.v.value[0] = draft->value[0].canonical;
    return 0;
}

static int read_what(struct bo_reader *reader, const struct bo_node *node, struct draft *draft)
{
    if (node->kind == BO_NODE_LIST)
        return read_points(reader, node, draft);
    return read_constant(reader, node, draft);
}

static int check_keys(struct bo_reader *reader, const struct bo_slot *slot,
                      const struct bo_node *group)
{
    static const char *const known[] = {"points", "shape", "extrapolate", "scale", "times", "plus"};
    const size_t n_known = sizeof known / sizeof *known;
    int result = 0;

    for (uint32_t i = 0; i < group->n; i++) {
        struct bo_near near = bo_near_to(reader->problems, group->child[i]->name);
        char room[128];
        size_t k = 0;

        while (k < n_known && strcmp(known[k], group->child[i]->name) != 0)
            bo_near_offer(&near, known[k++]);
        if (k == n_known)
            result =
                bo_problem(reader->problems, group->child[i]->key, "%s: a path has no \"%s\"%s",
                           slot->path, group->child[i]->name, bo_near_hint(&near, room));
    }
    if (bo_node_child(group, "points") == NULL)
        result = bo_problem(reader->problems, group->value,
                            "%s: expected a number%s, a distribution { dist = ...; } or a "
                            "path { points = ...; }",
                            slot->path, bo_in_unit(reader->arena, slot->unit));
    return result;
}

/* ---- scale ---- */

static struct bo_slot scale_slot(struct bo_arena *arena, const struct bo_slot *slot)
{
    struct bo_slot own = *slot;

    own.path = bo_arena_printf(arena, "%s.scale", slot->path);
    own.offset = slot->offset + offsetof(struct bo_path, scale);
    own.unit = bo_unit_find("ratio");
    own.low = 0.0;
    own.high = MOST_SCALE;
    return own;
}

/* Each point times the extremes of what multiplies it, and with what is added, must stay in the key's range too. */
static int check_changed(struct bo_reader *reader, const struct bo_node *node,
                         const struct draft *draft, const char *path, double least, double most,
                         double plus)
{
    struct bo_slot changed = *draft->slot;

    changed.path = path;
    for (uint32_t i = 0; i < draft->path.v.n && !isinf(plus); i++) {
        double x = draft->value[i].number;
        if (isinf(x) && most > 0.0)
            continue;
        x = isinf(x) ? 0.0 : x;
        struct bo_dist low = {.kind = BO_DIST_CONSTANT, .p = {x * least + plus}};
        struct bo_dist high = {.kind = BO_DIST_CONSTANT, .p = {x * most + plus}};

        if (bo_check_range(reader, &changed, node, &low) != 0 ||
            bo_check_range(reader, &changed, node, &high) != 0)
            return BO_ESCENARIO;
    }
    return 0;
}

static const char *times_path(const struct bo_reader *reader, const struct draft *draft,
                              const char *by)
{
    return bo_arena_printf(reader->arena, "%s times %s", draft->slot->path, by);
}

static int read_scale(struct bo_reader *reader, const struct bo_node *node, struct draft *draft)
{
    struct bo_slot own = scale_slot(reader->arena, draft->slot);
    struct bo_value scale;

    if (bo_read_value(reader, &own, node, &scale) != 0)
        return BO_ESCENARIO;
    draft->least_scale = scale.uncertain ? bo_dist_quantile(&scale.dist, TAIL) : scale.number;
    draft->most_scale = scale.uncertain ? bo_dist_quantile(&scale.dist, 1.0 - TAIL) : scale.number;
    if (check_changed(reader, node, draft, times_path(reader, draft, "its scale"),
                      draft->least_scale, draft->most_scale, 0.0) != 0)
        return BO_ESCENARIO;
    draft->path.scale = scale.number;
    if (scale.uncertain)
        bo_list_uncertain(reader, &own, &scale.dist);
    return 0;
}

/* ---- from days on ---- */

/* A list of dates and values, as they are read: what multiplies a path, or what is added to it. */
struct changes {
    const char *name; /* of the key: "times", "plus" */
    const char *example;
    double before; /* what holds before the first */
    uint32_t n;
    int32_t *day;
    double *number, *canonical; /* in the key's unit, and canonical; of a factor the same */
    const struct bo_node **node;
};

static int read_ratio(struct bo_reader *reader, const struct bo_node *value,
                      const struct draft *draft, double *ratio)
{
    *ratio = value->number;
    if (!(*ratio >= 0.0 && *ratio <= MOST_SCALE))
        return bo_problem(reader->problems, value->value,
                          "%s.times: %s is outside the range 0 to 1000", draft->slot->path,
                          value->text);
    return 0;
}

/* Less than nothing may be added: the range is that of what comes out. */
static int read_addend(struct bo_reader *reader, const struct bo_node *node,
                       const struct draft *draft, int32_t day, struct bo_value *value)
{
    struct bo_slot own = *draft->slot;
    bool endless =
        own.word != NULL && node->kind == BO_NODE_TEXT && strcmp(node->text, own.word) == 0;

    own.path = bo_arena_printf(reader->arena, "%s.plus", draft->slot->path);
    own.rate_day = day;
    if (!endless)
        return bo_read_plain(reader, &own, node, value);
    *value = (struct bo_value){.number = (double)INFINITY, .canonical = (double)INFINITY};
    return 0;
}

static int read_change(struct bo_reader *reader, const struct bo_node *point,
                       const struct draft *draft, bool adds, uint32_t i, struct changes *changes)
{
    const struct bo_node *node =
        point->kind == BO_NODE_LIST && point->n == 2 ? point->child[1] : NULL;
    bool number = node != NULL && (node->kind == BO_NODE_FLOAT || node->kind == BO_NODE_INTEGER);
    struct bo_value value = {.number = 0.0};

    if (node == NULL || (!adds && !number))
        return bo_problem(reader->problems, point->value,
                          "%s.%s: expected a date and a number, as in %s", draft->slot->path,
                          changes->name, changes->example);
    if (bo_read_date(reader, draft->slot->path, point->child[0], &changes->day[i]) != 0)
        return BO_ESCENARIO;
    int result = adds ? read_addend(reader, node, draft, changes->day[i], &value)
                      : read_ratio(reader, node, draft, &value.number);
    changes->number[i] = value.number;
    changes->canonical[i] = adds ? value.canonical : value.number;
    changes->node[i] = node;
    return result;
}

static int read_changes(struct bo_reader *reader, const struct bo_node *list,
                        const struct draft *draft, bool adds, struct changes *changes)
{
    struct bo_arena *arena = reader->arena;
    int result = 0;

    if (list->kind != BO_NODE_LIST || list->n == 0)
        return bo_problem(reader->problems, list->value,
                          "%s.%s: expected dates and numbers, as in ( %s )", draft->slot->path,
                          changes->name, changes->example);
    changes->n = list->n;
    changes->day = BO_NEW_ARRAY(arena, int32_t, list->n);
    changes->number = BO_NEW_ARRAY(arena, double, list->n);
    changes->canonical = BO_NEW_ARRAY(arena, double, list->n);
    changes->node = BO_NEW_ARRAY(arena, const struct bo_node *, list->n);
    for (uint32_t i = 0; i < list->n; i++) {
        if (read_change(reader, list->child[i], draft, adds, i, changes) != 0)
            result = BO_ESCENARIO;
        else if (i > 0 && changes->day[i] <= changes->day[i - 1])
            result = bo_problem(reader->problems, list->child[i]->value,
                                "%s.%s: the dates must rise from one to the next",
                                draft->slot->path, changes->name);
    }
    return result;
}

static double change_on(const struct changes *changes, int32_t day)
{
    double number = changes->before;

    for (uint32_t i = 0; i < changes->n && changes->day[i] <= day; i++)
        number = changes->number[i];
    return number;
}

/* On each day on which one of them changes. */
static int check_changes(struct bo_reader *reader, const struct draft *draft,
                         const struct changes *times, const struct changes *plus)
{
    const char *factor = times_path(reader, draft, "its factor");
    const char *sum = bo_arena_printf(reader->arena, "%s with what is added", draft->slot->path);

    for (uint32_t i = 0; i < times->n + plus->n; i++) {
        const struct changes *of = i < times->n ? times : plus;
        uint32_t k = i < times->n ? i : i - times->n;
        double ratio = change_on(times, of->day[k]);
        double more = change_on(plus, of->day[k]);
        const char *path = plus->n > 0 ? sum : factor;

        if (check_changed(reader, of->node[k], draft, path, ratio * draft->least_scale,
                          ratio * draft->most_scale, more) != 0)
            return BO_ESCENARIO;
    }
    return 0;
}

static const struct bo_path_steps *steps_of(struct bo_arena *arena, const struct changes *changes)
{
    struct bo_path_steps *steps = BO_NEW(arena, struct bo_path_steps);

    *steps =
        (struct bo_path_steps){.n = changes->n, .day = changes->day, .value = changes->canonical};
    return changes->n > 0 ? steps : NULL;
}

static int read_dated(struct bo_reader *reader, const struct bo_node *group, struct draft *draft)
{
    struct changes times = {.name = "times", .example = "(\"2026-01\", 2.0)", .before = 1.0};
    struct changes plus = {.name = "plus", .example = "(\"2026-01\", 0.5)", .before = 0.0};
    const struct bo_node *multiplied = bo_node_child(group, "times");
    const struct bo_node *added = bo_node_child(group, "plus");

    if (multiplied != NULL && read_changes(reader, multiplied, draft, false, &times) != 0)
        return BO_ESCENARIO;
    if (added != NULL && read_changes(reader, added, draft, true, &plus) != 0)
        return BO_ESCENARIO;
    draft->path.times = steps_of(reader->arena, &times);
    draft->path.plus = steps_of(reader->arena, &plus);
    return check_changes(reader, draft, &times, &plus);
}

static int read_extrapolate(struct bo_reader *reader, const struct bo_node *node,
                            struct draft *draft)
{
    if (node->kind != BO_NODE_SWITCH)
        return bo_problem(reader->problems, node->value, "%s.extrapolate: expected true or false",
                          draft->slot->path);
    draft->path.extrapolate = node->on;
    return 0;
}

static int read_group(struct bo_reader *reader, const struct bo_node *group, struct draft *draft)
{
    const struct bo_node *shape = bo_node_child(group, "shape");
    const struct bo_node *extrapolate = bo_node_child(group, "extrapolate");
    const struct bo_node *scale = bo_node_child(group, "scale");

    if (check_keys(reader, draft->slot, group) != 0 ||
        read_what(reader, bo_node_child(group, "points"), draft) != 0)
        return BO_ESCENARIO;
    if (shape != NULL && read_shape(reader, draft->slot, shape, &draft->path.shape) != 0)
        return BO_ESCENARIO;
    if (extrapolate != NULL && read_extrapolate(reader, extrapolate, draft) != 0)
        return BO_ESCENARIO;
    if (scale != NULL && read_scale(reader, scale, draft) != 0)
        return BO_ESCENARIO;
    return read_dated(reader, group, draft);
}

/* A logarithm lies between geometric points. */
static int check_geometric(struct bo_reader *reader, const struct bo_node *node,
                           const struct draft *draft)
{
    for (uint32_t i = 0; i < draft->path.v.n; i++) {
        const struct bo_value *value = &draft->value[i];
        double least = value->uncertain ? bo_dist_quantile(&value->dist, TAIL) : value->number;

        if (!(least > 0.0))
            return bo_problem(reader->problems, node->value,
                              "%s: a geometric path is above 0 everywhere", draft->slot->path);
    }
    return 0;
}

static void list_points(struct bo_reader *reader, const struct draft *draft)
{
    for (uint32_t i = 0; i < draft->path.v.n; i++) {
        struct bo_slot own = point_slot(reader->arena, draft->slot, i, draft->day[i]);

        if (draft->path.v.n == 1)
            own.path = draft->slot->path;
        if (draft->value[i].uncertain)
            bo_list_uncertain(reader, &own, &draft->value[i].dist);
    }
}

int bo_read_path(struct bo_reader *reader, const struct bo_slot *slot, const struct bo_node *node,
                 struct bo_path *field)
{
    struct draft draft = {.slot = slot,
                          .path = {.shape = BO_PATH_LINEAR, .scale = 1.0},
                          .least_scale = 1.0,
                          .most_scale = 1.0};
    bool is_group = node->kind == BO_NODE_GROUP && !bo_node_is_dist(node);

    if (is_group ? read_group(reader, node, &draft) : read_what(reader, node, &draft))
        return BO_ESCENARIO;
    if (draft.path.shape == BO_PATH_GEOMETRIC && check_geometric(reader, node, &draft) != 0)
        return BO_ESCENARIO;
    list_points(reader, &draft);
    *field = draft.path;
    return 0;
}
