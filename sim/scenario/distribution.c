/* Distributions: { dist = "lognormal"; median = 14.0; p90 = 21.0; } */
#include <stdlib.h>
#include <string.h>

#include "buildout/base/num.h"
#include "nearest.h"
#include "reader.h"

enum { MOST_PARAMETERS = 4, CORNERS = 1 << MOST_PARAMETERS };

#define TAIL 0.001 /* an uncertain parameter is tried at these quantiles */

/* A distribution's own numbers while they are read. */
struct parameters {
    enum bo_dist_kind kind;
    uint32_t n;
    struct bo_slot slot[MOST_PARAMETERS];
    struct bo_value value[MOST_PARAMETERS];
};

static uint32_t count_parameters(enum bo_dist_kind kind)
{
    uint32_t n = 0;

    while (bo_dist_parameter_names(kind)[n] != NULL)
        n++;
    return n;
}

static bool takes_values(enum bo_dist_kind kind)
{
    return kind == BO_DIST_DISCRETE || kind == BO_DIST_EMPIRICAL;
}

/* Does the group give the kind's numbers and nothing else? A beta without ends is one between 0 and 1. */
static bool fits(const struct bo_node *group, enum bo_dist_kind kind)
{
    uint32_t n = count_parameters(kind);

    if (kind == BO_DIST_BETA && group->n == 3)
        n = 2;
    if (group->n != n + 1)
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (bo_node_child(group, bo_dist_parameter_names(kind)[i]) == NULL)
            return false;
    return true;
}

/* "median, sigma; or median, p90; ..." of all kinds of that name. */
static const char *describe_choices(struct bo_arena *arena, const char *name)
{
    const char *text = "";

    for (int kind = 0; kind < BO_N_DIST_KINDS; kind++) {
        const char *const *parameter = bo_dist_parameter_names((enum bo_dist_kind)kind);

        if (strcmp(bo_dist_name((enum bo_dist_kind)kind), name) != 0)
            continue;
        text = bo_arena_printf(arena, "%s%s", text, text[0] != '\0' ? "; or " : "");
        for (uint32_t i = 0; parameter[i] != NULL; i++)
            text = bo_arena_printf(arena, "%s%s%s", text, i > 0 ? ", " : "", parameter[i]);
    }
    return text;
}

static int unknown_kind(struct bo_reader *reader, const struct bo_slot *slot,
                        const struct bo_node *dist)
{
    struct bo_near near = bo_near_to(reader->problems, dist->text);
    char room[128];

    for (int kind = 0; kind < BO_N_DIST_KINDS; kind++)
        bo_near_offer(&near, bo_dist_name((enum bo_dist_kind)kind));
    return bo_problem(reader->problems, dist->value, "%s: there is no distribution \"%.40s\"%s",
                      slot->path, dist->text, bo_near_hint(&near, room));
}

static int find_kind(struct bo_reader *reader, const struct bo_slot *slot,
                     const struct bo_node *group, enum bo_dist_kind *kind)
{
    const struct bo_node *dist = bo_node_child(group, "dist");
    bool known = false;

    if (dist == NULL)
        return bo_problem(reader->problems, group->value,
                          "%s: expected a number%s, or a distribution { dist = ...; }", slot->path,
                          bo_in_unit(reader->arena, slot->unit));
    if (dist->kind != BO_NODE_TEXT)
        return bo_problem(reader->problems, dist->value,
                          "%s: dist names a distribution, such as \"lognormal\"", slot->path);
    for (int k = 0; k < BO_N_DIST_KINDS; k++) {
        *kind = (enum bo_dist_kind)k;
        if (strcmp(bo_dist_name(*kind), dist->text) != 0)
            continue;
        known = true;
        if (takes_values(*kind) || fits(group, *kind))
            return 0;
    }
    if (!known)
        return unknown_kind(reader, slot, dist);
    return bo_problem(reader->problems, group->value, "%s: %s takes %s", slot->path, dist->text,
                      describe_choices(reader->arena, dist->text));
}

/* ---- discrete and empirical ---- */

static int read_list(struct bo_reader *reader, const struct bo_slot *slot,
                     const struct bo_node *group, const char *name, uint32_t *n, double **out)
{
    const struct bo_node *list = bo_node_child(group, name);
    struct bo_value value = {0};

    if (list == NULL || (list->kind != BO_NODE_LIST && list->kind != BO_NODE_ARRAY))
        return bo_problem(reader->problems, list != NULL ? list->value : group->value,
                          "%s: expected %s = ( ... ), a list of numbers", slot->path, name);
    *n = list->n;
    *out = BO_NEW_ARRAY(reader->arena, double, list->n);
    for (uint32_t i = 0; i < list->n; i++) {
        if (bo_read_plain(reader, slot, list->child[i], &value) != 0)
            return BO_ESCENARIO;
        (*out)[i] = value.number;
    }
    return 0;
}

static int read_values(struct bo_reader *reader, const struct bo_slot *slot,
                       const struct bo_node *group, struct bo_dist *out)
{
    bool discrete = out->kind == BO_DIST_DISCRETE;
    struct bo_slot plain = *slot;
    double *x = NULL, *weight = NULL;
    uint32_t n_weights = 0;

    if (group->n != (discrete ? 3 : 2))
        return bo_problem(reader->problems, group->value, "%s: %s takes values%s", slot->path,
                          bo_dist_name(out->kind), discrete ? ", weights" : "");
    if (read_list(reader, slot, group, "values", &out->n, &x) != 0)
        return BO_ESCENARIO;
    out->x = x;
    if (!discrete) {
        qsort(x, out->n, sizeof *x, bo_double_compare);
        return 0;
    }
    plain.unit = bo_unit_find("number");
    if (read_list(reader, &plain, group, "weights", &n_weights, &weight) != 0)
        return BO_ESCENARIO;
    if (n_weights != out->n)
        return bo_problem(reader->problems, group->value, "%s: %u values but %u weights",
                          slot->path, out->n, n_weights);
    out->weight = weight;
    return 0;
}

/* ---- those with parameters ---- */

/* Is parameter i in the unit of the value, as a median is, or a pure number, as a sigma is? */
static bool is_scaled(enum bo_dist_kind kind, uint32_t i)
{
    struct bo_dist one = {.kind = kind, .p = {1.0, 1.0, 1.0, 1.0}};

    return bo_dist_scaled(&one, 2.0).p[i] > 1.0;
}

static struct bo_slot parameter_slot(struct bo_arena *arena, const struct bo_slot *slot,
                                     enum bo_dist_kind kind, uint32_t i)
{
    struct bo_slot own = *slot;

    own.path = bo_arena_printf(arena, "%s.%s", slot->path, bo_dist_parameter_names(kind)[i]);
    own.offset = slot->offset + offsetof(struct bo_dist, p) + i * sizeof(double);
    own.point = BO_NO_ROW;
    if (!is_scaled(kind, i))
        own.unit = bo_unit_find("number");
    return own;
}

static int read_parameters(struct bo_reader *reader, const struct bo_slot *slot,
                           const struct bo_node *group, bool may_be_uncertain,
                           struct parameters *out)
{
    int result = 0;

    out->n = count_parameters(out->kind);
    for (uint32_t i = 0; i < out->n; i++) {
        const struct bo_node *node = bo_node_child(group, bo_dist_parameter_names(out->kind)[i]);
        int status = 0;

        out->slot[i] = parameter_slot(reader->arena, slot, out->kind, i);
        out->value[i] = (struct bo_value){.number = i == 3 ? 1.0 : 0.0}; /* a beta's ends */
        if (node != NULL)
            status = may_be_uncertain ? bo_read_loose(reader, &out->slot[i], node, &out->value[i])
                                      : bo_read_plain(reader, &out->slot[i], node, &out->value[i]);
        result = status != 0 ? status : result;
    }
    return result;
}

static struct bo_dist nominal(const struct parameters *parameters)
{
    struct bo_dist dist = {.kind = parameters->kind};

    for (uint32_t i = 0; i < parameters->n; i++)
        dist.p[i] = parameters->value[i].number;
    return dist;
}

static int read_dist(struct bo_reader *reader, const struct bo_slot *slot,
                     const struct bo_node *group, bool may_be_uncertain,
                     struct parameters *parameters, struct bo_dist *out)
{
    *parameters = (struct parameters){.n = 0};
    if (find_kind(reader, slot, group, &parameters->kind) != 0)
        return BO_ESCENARIO;
    *out = (struct bo_dist){.kind = parameters->kind};
    if (takes_values(parameters->kind))
        return read_values(reader, slot, group, out);
    if (read_parameters(reader, slot, group, may_be_uncertain, parameters) != 0)
        return BO_ESCENARIO;
    *out = nominal(parameters);
    return 0;
}

int bo_read_dist_group(struct bo_reader *reader, const struct bo_slot *slot,
                       const struct bo_node *node, struct bo_dist *out)
{
    struct parameters parameters;

    return read_dist(reader, slot, node, false, &parameters, out);
}

/* ---- process noise ---- */

/* Whatever uncertain parameters may turn out to be, together they must make a distribution: each is tried at both of
 * its tails with each of the others. */
static int check_corners(struct bo_reader *reader, const struct bo_slot *slot,
                         const struct bo_node *node, const struct parameters *parameters)
{
    struct bo_dist dist = nominal(parameters);
    struct bo_err err;

    for (uint32_t corner = 0; corner < CORNERS; corner++) {
        for (uint32_t i = 0; i < parameters->n; i++)
            if (parameters->value[i].uncertain)
                dist.p[i] = bo_dist_quantile(&parameters->value[i].dist,
                                             corner >> i & 1 ? 1.0 - TAIL : TAIL);
        if (bo_dist_check(&dist, &err) != 0)
            return bo_problem(reader->problems, node->value,
                              "%s: for some values of its uncertain numbers: %s", slot->path,
                              err.text);
    }
    return 0;
}

static int check_noise(struct bo_reader *reader, const struct bo_slot *slot,
                       const struct bo_node *node, const struct bo_dist *dist,
                       const struct parameters *parameters)
{
    struct bo_err err;

    if (bo_dist_check(dist, &err) != 0)
        return bo_problem(reader->problems, node->value, "%s: %s", slot->path, err.text);
    if (bo_check_range(reader, slot, node, dist) != 0)
        return BO_ESCENARIO;
    return parameters->n > 0 ? check_corners(reader, slot, node, parameters) : 0;
}

int bo_read_noise(struct bo_reader *reader, const struct bo_slot *slot, const struct bo_node *node,
                  struct bo_dist *field)
{
    struct parameters parameters = {.n = 0};
    struct bo_value value = {0};

    if (node->kind == BO_NODE_GROUP) {
        if (read_dist(reader, slot, node, true, &parameters, &value.dist) != 0)
            return BO_ESCENARIO;
    } else if (bo_read_loose(reader, slot, node, &value) != 0) {
        return BO_ESCENARIO;
    }
    if (check_noise(reader, slot, node, &value.dist, &parameters) != 0)
        return BO_ESCENARIO;
    *field = bo_dist_scaled(&value.dist, slot->unit->to_canonical);
    for (uint32_t i = 0; i < parameters.n; i++)
        if (parameters.value[i].uncertain)
            bo_list_uncertain(reader, &parameters.slot[i], &parameters.value[i].dist);
    return 0;
}
