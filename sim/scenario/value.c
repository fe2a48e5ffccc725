/* Numbers as a scenario writes them: 5, 5.0, "5 MW", "RMB 5.1 bn", "5 to 20", { dist = ...; }. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "buildout/base/hash.h"
#include "buildout/base/num.h"
#include "reader.h"

#define TAIL 0.001    /* draws beyond these quantiles are forgiven */
#define ROUNDING 1e-9 /* of a range's end, which units may have turned into a neighbouring double */

const char *bo_number_text(struct bo_arena *arena, double x)
{
    char text[32];
    char *comma;

    (void)snprintf(text, sizeof text, "%.6g", x);
    comma = strchr(text, ','); /* some locales' point */
    if (comma != NULL)
        *comma = '.';
    return bo_arena_strdup(arena, text);
}

static bool is_plain(const struct bo_unit *unit)
{
    return unit->dimension == BO_DIM_NUMBER || unit->dimension == BO_DIM_FRACTION;
}

const char *bo_in_unit(struct bo_arena *arena, const struct bo_unit *unit)
{
    return is_plain(unit) ? "" : bo_arena_printf(arena, " in %s", unit->name);
}

/* "0 to 240 months" */
static const char *range_text(struct bo_arena *arena, const struct bo_slot *slot)
{
    return bo_arena_printf(arena, "%s to %s%s%s", bo_number_text(arena, slot->low),
                           bo_number_text(arena, slot->high), is_plain(slot->unit) ? "" : " ",
                           is_plain(slot->unit) ? "" : slot->unit->name);
}

/* ---- money ---- */

static uint32_t find_currency(const struct bo_param *param, const char *code)
{
    for (uint32_t i = 0; i < param->n[BO_TABLE_CURRENCIES]; i++)
        if (strcmp(param->currency[i].entry.key, code) == 0)
            return i;
    return BO_NO_ROW;
}

/* The renminbi goes by two codes. */
static const char *other_code(const char *code)
{
    if (strcmp(code, "RMB") == 0)
        return "CNY";
    return strcmp(code, "CNY") == 0 ? "RMB" : code;
}

/* Units of the quantity's currency per USD on the day; 1 for what is no money. */
static int find_rate(struct bo_reader *reader, const struct bo_slot *slot,
                     const struct bo_node *node, const char *code, double *rate)
{
    uint32_t row;

    *rate = 1.0;
    if (code[0] == '\0' || strcmp(code, "USD") == 0)
        return 0;
    row = find_currency(reader->param, code);
    if (row == BO_NO_ROW)
        row = find_currency(reader->param, other_code(code));
    if (row == BO_NO_ROW)
        return bo_problem(reader->problems, node->value,
                          "%s: there is no currency \"%s\" among currencies", slot->path, code);
    *rate = bo_path_at(&reader->param->currency[row].per_usd, slot->rate_day);
    if (!(isfinite(*rate) && *rate > 0.0))
        return bo_problem(reader->problems, node->value, "%s: \"%s\" has no exchange rate",
                          slot->path, code);
    return 0;
}

static int read_quantity(struct bo_reader *reader, const struct bo_slot *slot,
                         const struct bo_node *node, const char *text, struct bo_value *out)
{
    struct bo_quantity quantity;
    struct bo_err err;
    double rate;

    if (bo_quantity_parse(text, slot->unit, &quantity, &err) != 0)
        return bo_problem(
            reader->problems, node->value, "%s: %s%s", slot->path, err.text,
            slot->word != NULL ? bo_arena_printf(reader->arena, ", nor \"%s\"", slot->word) : "");
    if (find_rate(reader, slot, node, quantity.currency, &rate) != 0)
        return BO_ESCENARIO;
    out->canonical = quantity.value / rate;
    out->number = out->canonical / slot->unit->to_canonical;
    return 0;
}

/* ---- intervals ---- */

static bool is_interval(const char *text)
{
    return strstr(text, " to ") != NULL;
}

static size_t before_number(const char *text)
{
    return strcspn(text, "+-.0123456789");
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " ")] == '\0';
}

/* "USD 5 to 8 bn" becomes "USD 5 bn" and "USD 8 bn": what stands before the first number or after the last one goes
 * for both. */
static void split_interval(struct bo_arena *arena, const char *text, const char *part[2])
{
    const char *to = strstr(text, " to ");
    const char *left = bo_arena_strndup(arena, text, (size_t)(to - text));
    const char *right = to + strlen(" to ");
    size_t head = before_number(left);
    const char *left_tail = left + head + bo_double_scan(left + head);
    const char *right_tail;

    right += strspn(right, " ");
    right_tail = right + before_number(right);
    right_tail += bo_double_scan(right_tail);
    part[0] = left;
    part[1] = right;
    if (is_blank(left_tail))
        part[0] = bo_arena_printf(arena, "%.*s%s", (int)(left_tail - left), left, right_tail);
    if (before_number(right) == 0)
        part[1] = bo_arena_printf(arena, "%.*s%s", (int)head, left, right);
}

/* A 90 % interval: lognormal when it is positive, else normal. */
static int read_interval(struct bo_reader *reader, const struct bo_slot *slot,
                         const struct bo_node *node, struct bo_dist *out)
{
    struct bo_value low = {0}, high = {0};
    const char *part[2];

    split_interval(reader->arena, node->text, part);
    if (read_quantity(reader, slot, node, part[0], &low) != 0 ||
        read_quantity(reader, slot, node, part[1], &high) != 0)
        return BO_ESCENARIO;
    if (!(low.number < high.number))
        return bo_problem(reader->problems, node->value,
                          "%s: \"%.80s\" must run from a lower to a higher value", slot->path,
                          node->text);
    *out = (struct bo_dist){.kind = low.number > 0.0 ? BO_DIST_LOGNORMAL_90 : BO_DIST_NORMAL_90,
                            .p = {low.number, high.number}};
    return 0;
}

/* ---- one value ---- */

/* 9000000000 in a key of money is "9 B USD"; elsewhere a float. */
static const char *suggest(struct bo_reader *reader, const struct bo_slot *slot, double number)
{
    static const struct {
        const char *name;
        double size;
    } multiple[] = {{"T", 1e12}, {"B", 1e9}, {"M", 1e6}};
    char digits[BO_DOUBLE_TEXT];

    if (slot->unit->dimension == BO_DIM_MONEY) {
        double usd = number * slot->unit->to_canonical;

        for (size_t i = 0; i < sizeof multiple / sizeof *multiple; i++) {
            if (!(fabs(usd) >= multiple[i].size))
                continue;
            (void)bo_double_format(usd / multiple[i].size, digits, sizeof digits);
            return bo_arena_printf(reader->arena, "\"%s %s USD\"", digits, multiple[i].name);
        }
    }
    (void)bo_double_format(number, digits, sizeof digits);
    return bo_arena_printf(reader->arena, "%s%s", digits,
                           strpbrk(digits, ".e") != NULL ? "" : ".0");
}

static int read_literal(struct bo_reader *reader, const struct bo_slot *slot,
                        const struct bo_node *node, struct bo_value *out)
{
    if (node->too_big)
        return bo_problem(reader->problems, node->value, "%s: write %s, not the bare integer %s",
                          slot->path, suggest(reader, slot, node->number), node->text);
    out->number = node->number;
    out->canonical = node->number * slot->unit->to_canonical;
    return 0;
}

static int read_certain(struct bo_reader *reader, const struct bo_slot *slot,
                        const struct bo_node *node, struct bo_value *out)
{
    int result;

    *out = (struct bo_value){.uncertain = false};
    if (node->kind == BO_NODE_INTEGER || node->kind == BO_NODE_FLOAT)
        result = read_literal(reader, slot, node, out);
    else if (node->kind == BO_NODE_TEXT)
        result = read_quantity(reader, slot, node, node->text, out);
    else
        result = bo_problem(reader->problems, node->value, "%s: expected a number in %s, not %s",
                            slot->path, slot->unit->name, bo_node_describe(node));
    out->dist = (struct bo_dist){.kind = BO_DIST_CONSTANT, .p = {out->number}};
    return result;
}

int bo_read_loose(struct bo_reader *reader, const struct bo_slot *slot, const struct bo_node *node,
                  struct bo_value *out)
{
    bool interval = node->kind == BO_NODE_TEXT && is_interval(node->text);
    struct bo_dist dist;
    struct bo_err err;

    if (node->kind != BO_NODE_GROUP && !interval)
        return read_certain(reader, slot, node, out);
    if (interval ? read_interval(reader, slot, node, &dist)
                 : bo_read_dist_group(reader, slot, node, &dist))
        return BO_ESCENARIO;
    if (bo_dist_check(&dist, &err) != 0)
        return bo_problem(reader->problems, node->value, "%s: %s", slot->path, err.text);
    *out = (struct bo_value){.uncertain = true, .number = bo_dist_median(&dist), .dist = dist};
    out->canonical = out->number * slot->unit->to_canonical;
    if (!isfinite(out->canonical))
        return bo_problem(reader->problems, node->value, "%s: the distribution has no median",
                          slot->path);
    return 0;
}

/* ---- ranges ---- */

static double slack(double end)
{
    return ROUNDING * fabs(end);
}

static bool is_within(const struct bo_slot *slot, double x)
{
    return x >= slot->low - slack(slot->low) && x <= slot->high + slack(slot->high);
}

static int out_of_range(struct bo_reader *reader, const struct bo_slot *slot,
                        const struct bo_node *node, const char *what, double x)
{
    struct bo_arena *arena = reader->arena;

    return bo_problem(reader->problems, node->value, "%s: %s%s is outside the range %s", slot->path,
                      what, bo_number_text(arena, x), range_text(arena, slot));
}

static int check_tail(struct bo_reader *reader, const struct bo_slot *slot,
                      const struct bo_node *node, const struct bo_dist *dist, bool low)
{
    double x = bo_dist_quantile(dist, low ? TAIL : 1.0 - TAIL);
    struct bo_arena *arena = reader->arena;

    if (is_within(slot, x))
        return 0;
    return bo_problem(reader->problems, node->value,
                      "%s: one draw in 1000 is %s %s, outside the range %s; give the "
                      "distribution ends, such as { dist = \"pert\"; low; mode; high; }",
                      slot->path, low ? "below" : "above", bo_number_text(arena, x),
                      range_text(arena, slot));
}

int bo_check_range(struct bo_reader *reader, const struct bo_slot *slot, const struct bo_node *node,
                   const struct bo_dist *dist)
{
    if (dist->kind == BO_DIST_CONSTANT)
        return is_within(slot, dist->p[0]) ? 0 : out_of_range(reader, slot, node, "", dist->p[0]);
    if (!is_within(slot, bo_dist_median(dist)))
        return out_of_range(reader, slot, node, "the median ", bo_dist_median(dist));
    if (check_tail(reader, slot, node, dist, true) != 0)
        return BO_ESCENARIO;
    return check_tail(reader, slot, node, dist, false);
}

int bo_read_value(struct bo_reader *reader, const struct bo_slot *slot, const struct bo_node *node,
                  struct bo_value *out)
{
    if (bo_read_loose(reader, slot, node, out) != 0)
        return BO_ESCENARIO;
    return bo_check_range(reader, slot, node, &out->dist);
}

int bo_read_plain(struct bo_reader *reader, const struct bo_slot *slot, const struct bo_node *node,
                  struct bo_value *out)
{
    if (node->kind == BO_NODE_GROUP || (node->kind == BO_NODE_TEXT && is_interval(node->text)))
        return bo_problem(reader->problems, node->value,
                          "%s: expected one number; it cannot be uncertain here", slot->path);
    return read_certain(reader, slot, node, out);
}

void bo_list_uncertain(struct bo_reader *reader, const struct bo_slot *slot,
                       const struct bo_dist *dist)
{
    BO_ARENA_ROOM(reader->arena, reader->uncertain, reader->n_uncertain, reader->uncertain_room);
    reader->uncertain[reader->n_uncertain++] =
        (struct bo_uncertain){.path = slot->path,
                              .key = bo_key_hash(slot->path),
                              .table = slot->table,
                              .row = slot->row,
                              .offset = slot->offset,
                              .point = slot->point,
                              .dist = *dist,
                              .to_canonical = slot->unit->to_canonical,
                              .rank = slot->rank};
}

int bo_read_number(struct bo_reader *reader, const struct bo_slot *slot, const struct bo_node *node,
                   double *field)
{
    struct bo_value value = {0};

    if (bo_read_value(reader, slot, node, &value) != 0)
        return BO_ESCENARIO;
    *field = value.canonical;
    if (value.uncertain)
        bo_list_uncertain(reader, slot, &value.dist);
    return 0;
}
