/* Paths in time: ( ("2023-12", 13000.0), ("2024-12", "5 to 9") ), a plain value, or
 * { points = ...; shape = "step"; extrapolate = true; scale = "0.8 to 1.2"; times = ( ("2026-01", 2.0) ); }. Where a key
 * has a word for no end, "none", a value may be that. */
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
    static const char *const known[] = {"points", "shape", "extrapolate", "scale", "times"};
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

/* Each point times the extremes of what multiplies it must stay in the key's range too. */
static int check_times(struct bo_reader *reader, const struct bo_node *node,
                       const struct draft *draft, const char *by, double least, double most)
{
    struct bo_slot scaled = *draft->slot;

    scaled.path = bo_arena_printf(reader->arena, "%s times %s", draft->slot->path, by);
    for (uint32_t i = 0; i < draft->path.v.n; i++) {
        double x = draft->value[i].number;
        if (isinf(x))
            continue;
        struct bo_dist low = {.kind = BO_DIST_CONSTANT, .p = {x * least}};
        struct bo_dist high = {.kind = BO_DIST_CONSTANT, .p = {x * most}};

        if (bo_check_range(reader, &scaled, node, &low) != 0 ||
            bo_check_range(reader, &scaled, node, &high) != 0)
            return BO_ESCENARIO;
    }
    return 0;
}

static int read_scale(struct bo_reader *reader, const struct bo_node *node, struct draft *draft)
{
    struct bo_slot own = scale_slot(reader->arena, draft->slot);
    struct bo_value scale;

    if (bo_read_value(reader, &own, node, &scale) != 0)
        return BO_ESCENARIO;
    draft->least_scale = scale.uncertain ? bo_dist_quantile(&scale.dist, TAIL) : scale.number;
    draft->most_scale = scale.uncertain ? bo_dist_quantile(&scale.dist, 1.0 - TAIL) : scale.number;
    if (check_times(reader, node, draft, "its scale", draft->least_scale, draft->most_scale) != 0)
        return BO_ESCENARIO;
    draft->path.scale = scale.number;
    if (scale.uncertain)
        bo_list_uncertain(reader, &own, &scale.dist);
    return 0;
}

static int read_ratio(struct bo_reader *reader, const struct bo_node *point,
                      const struct draft *draft, int32_t *day, double *ratio)
{
    const struct bo_node *value =
        point->kind == BO_NODE_LIST && point->n == 2 ? point->child[1] : NULL;
    if (value == NULL || (value->kind != BO_NODE_FLOAT && value->kind != BO_NODE_INTEGER))
        return bo_problem(reader->problems, point->value,
                          "%s.times: expected a date and a number, as in (\"2026-01\", 2.0)",
                          draft->slot->path);
    if (bo_read_date(reader, draft->slot->path, point->child[0], day) != 0)
        return BO_ESCENARIO;
    *ratio = value->number;
    if (!(*ratio >= 0.0 && *ratio <= MOST_SCALE))
        return bo_problem(reader->problems, value->value,
                          "%s.times: %s is outside the range 0 to 1000", draft->slot->path,
                          value->text);
    return check_times(reader, value, draft, "its factor", *ratio * draft->least_scale,
                       *ratio * draft->most_scale);
}

static int read_times(struct bo_reader *reader, const struct bo_node *list, struct draft *draft)
{
    struct bo_path_times *times = BO_NEW(reader->arena, struct bo_path_times);
    int32_t *day = BO_NEW_ARRAY(reader->arena, int32_t, list->n);
    double *ratio = BO_NEW_ARRAY(reader->arena, double, list->n);
    int result = 0;

    if (list->kind != BO_NODE_LIST || list->n == 0)
        return bo_problem(reader->problems, list->value,
                          "%s.times: expected dates and numbers, as in ( (\"2026-01\", 2.0) )",
                          draft->slot->path);
    for (uint32_t i = 0; i < list->n; i++) {
        if (read_ratio(reader, list->child[i], draft, &day[i], &ratio[i]) != 0)
            result = BO_ESCENARIO;
        else if (i > 0 && day[i] <= day[i - 1])
            result =
                bo_problem(reader->problems, list->child[i]->value,
                           "%s.times: the dates must rise from one to the next", draft->slot->path);
    }
    *times = (struct bo_path_times){.n = list->n, .day = day, .ratio = ratio};
    draft->path.times = times;
    return result;
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
    const struct bo_node *times = bo_node_child(group, "times");

    if (check_keys(reader, draft->slot, group) != 0 ||
        read_what(reader, bo_node_child(group, "points"), draft) != 0)
        return BO_ESCENARIO;
    if (shape != NULL && read_shape(reader, draft->slot, shape, &draft->path.shape) != 0)
        return BO_ESCENARIO;
    if (extrapolate != NULL && read_extrapolate(reader, extrapolate, draft) != 0)
        return BO_ESCENARIO;
    if (scale != NULL && read_scale(reader, scale, draft) != 0)
        return BO_ESCENARIO;
    return times != NULL ? read_times(reader, times, draft) : 0;
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
