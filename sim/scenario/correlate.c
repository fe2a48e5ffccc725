/* correlations = ( ("technology.diffusion_per_year", "market.elasticity", -0.3) ); */
#include <math.h>
#include <string.h>

#include "nearest.h"
#include "reader.h"

enum { MOST_CORRELATIONS = 200 };

static uint32_t find_input(const struct bo_reader *reader, const char *path)
{
    uint32_t low = 0, high = reader->n_uncertain;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strcmp(reader->uncertain[middle].path, path);

        if (order == 0)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return BO_NO_ROW;
}

/* Does the path name a value of the tree? x.path[3] and x.scale are points and scale of x, which may have become a
 * plain number. */
static bool is_value(const struct bo_node *root, const char *path)
{
    const struct bo_node *node = root;
    char part[128];

    while (*path != '\0' && node != NULL) {
        size_t n = strcspn(path, ".");
        size_t name = strcspn(path, ".[");

        if (node->kind != BO_NODE_GROUP || strncmp(path, "path[", 5) == 0)
            return strncmp(path, "path[", 5) == 0 || strcmp(path, "scale") == 0;
        if (name == 0 || name >= sizeof part || strcmp(path + n, ".") == 0 ||
            bo_node_child(node, "dist") != NULL)
            return false;
        memcpy(part, path, name);
        part[name] = '\0';
        node = bo_node_child(node, part);
        path += n + (path[n] == '.');
    }
    return node != NULL && (node->kind != BO_NODE_GROUP || bo_node_child(node, "dist") != NULL);
}

static int read_input(struct bo_reader *reader, const struct bo_node *node, uint32_t *input)
{
    struct bo_near near;
    char room[128];

    if (node->kind != BO_NODE_TEXT)
        return bo_problem(reader->problems, node->value,
                          "correlations: expected the path of an uncertain value in quotes");
    *input = find_input(reader, node->text);
    /* A variant may fix what a pack leaves uncertain: the pack's correlation then says nothing. */
    if (*input != BO_NO_ROW || is_value(reader->root, node->text))
        return 0;
    near = bo_near_to(reader->problems, node->text);
    for (uint32_t i = 0; i < reader->n_uncertain; i++)
        bo_near_offer(&near, reader->uncertain[i].path);
    return bo_problem(reader->problems, node->value,
                      "correlations: \"%.80s\" is no uncertain value%s", node->text,
                      bo_near_hint(&near, room));
}

static bool is_repeated(const struct bo_correlation *correlation, uint32_t n)
{
    const struct bo_correlation *last = &correlation[n];

    for (uint32_t i = 0; i < n; i++)
        if ((correlation[i].a == last->a && correlation[i].b == last->b) ||
            (correlation[i].a == last->b && correlation[i].b == last->a))
            return true;
    return false;
}

static int read_one(struct bo_reader *reader, const struct bo_node *node,
                    struct bo_correlation *correlation, uint32_t n)
{
    struct bo_correlation *own = &correlation[n];
    const struct bo_node *value;

    if (node->kind != BO_NODE_LIST || node->n != 3)
        return bo_problem(reader->problems, node->value,
                          "correlations: expected (\"path\", \"path\", -0.3)");
    value = node->child[2];
    if (read_input(reader, node->child[0], &own->a) != 0 ||
        read_input(reader, node->child[1], &own->b) != 0)
        return BO_ESCENARIO;
    if ((value->kind != BO_NODE_FLOAT && value->kind != BO_NODE_INTEGER) ||
        !(value->number > -1.0 && value->number < 1.0))
        return bo_problem(reader->problems, value->value,
                          "correlations: expected a rank correlation strictly between -1 and 1");
    own->rank_correlation = value->number;
    if (own->a == BO_NO_ROW || own->b == BO_NO_ROW)
        return 0;
    if (own->a == own->b)
        return bo_problem(reader->problems, node->value,
                          "correlations: \"%s\" cannot be correlated with itself",
                          reader->uncertain[own->a].path);
    if (is_repeated(correlation, n))
        return bo_problem(reader->problems, node->value, "correlations: this pair stands twice");
    return 0;
}

/* ---- can all of them hold at once? ---- */

/* The inputs that are correlated with any, numbered in the order met. */
static uint32_t number_inputs(const struct bo_correlation *correlation, uint32_t n, uint32_t *input)
{
    uint32_t n_inputs = 0;

    for (uint32_t i = 0; i < 2 * n; i++) {
        uint32_t one = i % 2 == 0 ? correlation[i / 2].a : correlation[i / 2].b;
        uint32_t k = 0;

        while (k < n_inputs && input[k] != one)
            k++;
        if (k == n_inputs)
            input[n_inputs++] = one;
    }
    return n_inputs;
}

static uint32_t place_in(const uint32_t *input, uint32_t one)
{
    uint32_t k = 0;

    while (input[k] != one)
        k++;
    return k;
}

/* Cholesky's factorisation in place; it exists when the matrix is positive definite. */
static bool is_positive_definite(double *m, uint32_t n)
{
    for (uint32_t j = 0; j < n; j++) {
        for (uint32_t i = j; i < n; i++) {
            double sum = m[i * n + j];

            for (uint32_t k = 0; k < j; k++)
                sum -= m[i * n + k] * m[j * n + k];
            if (i == j && !(sum > 0.0))
                return false;
            m[i * n + j] = i == j ? sqrt(sum) : sum / m[j * n + j];
        }
    }
    return true;
}

static int check_matrix(struct bo_reader *reader, const struct bo_node *node,
                        const struct bo_correlation *correlation, uint32_t n)
{
    uint32_t *input = BO_NEW_ARRAY(reader->arena, uint32_t, 2 * (size_t)n);
    uint32_t n_inputs = number_inputs(correlation, n, input);
    double *m = BO_NEW_ARRAY(reader->arena, double, (size_t)n_inputs *n_inputs);

    for (uint32_t i = 0; i < n_inputs; i++)
        m[i * n_inputs + i] = 1.0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t a = place_in(input, correlation[i].a);
        uint32_t b = place_in(input, correlation[i].b);

        m[a * n_inputs + b] = m[b * n_inputs + a] = correlation[i].rank_correlation;
    }
    if (is_positive_definite(m, n_inputs))
        return 0;
    return bo_problem(reader->problems, node->value,
                      "correlations: they contradict each other (the matrix is not positive "
                      "definite)");
}

/* What a variant has fixed cannot follow another value: whoever fixed it should know. */
static const char *idle_note(struct bo_reader *reader, const struct bo_node *node,
                             const struct bo_correlation *correlation)
{
    bool first = correlation->a == BO_NO_ROW;
    return bo_arena_printf(reader->arena,
                           "%s: note: correlations: \"%s\" is not uncertain here, so that its "
                           "correlation of %g with \"%s\" does nothing",
                           bo_place_text(reader->arena, node->value), node->child[!first]->text,
                           correlation->rank_correlation, node->child[first]->text);
}

int bo_read_correlations(struct bo_reader *reader, struct bo_scenario *scenario)
{
    const struct bo_node *node = bo_node_child(reader->root, "correlations");
    struct bo_correlation *correlation;
    const char **note;
    uint32_t n = 0;
    int result = 0;

    if (node == NULL)
        return 0;
    if (node->kind != BO_NODE_LIST)
        return bo_problem(reader->problems, node->value,
                          "correlations: expected ( (\"path\", \"path\", -0.3), ... )");
    if (node->n > MOST_CORRELATIONS)
        return bo_problem(reader->problems, node->value, "correlations: more than %d",
                          MOST_CORRELATIONS);
    correlation = BO_NEW_ARRAY(reader->arena, struct bo_correlation, node->n);
    note = BO_NEW_ARRAY(reader->arena, const char *, node->n);
    for (uint32_t i = 0; i < node->n; i++) {
        if (read_one(reader, node->child[i], correlation, n) != 0)
            result = BO_ESCENARIO;
        else if (correlation[n].a != BO_NO_ROW && correlation[n].b != BO_NO_ROW)
            n++;
        else
            note[scenario->n_notes++] = idle_note(reader, node->child[i], &correlation[n]);
    }
    if (result != 0 || check_matrix(reader, node, correlation, n) != 0)
        return BO_ESCENARIO;
    scenario->note = note;
    scenario->n_correlations = n;
    scenario->correlation = correlation;
    return 0;
}
