#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/cli/commands.h"
#include "law.h"
#include "law_lines.h"
#include "open_scenario.h"

#define WHAT_IF "what_if"
#define FAR_OFF_DAYS (2.0 * BO_DAYS_PER_YEAR)

/* What is asked, of which law. */
struct question {
    const struct bo_scenario *scenario;
    struct bo_arena *arena;
    const struct bo_regime *regime;
    struct bo_buyer buyer;
    const char *shown_buyer;
    int32_t day;
    uint32_t tried; /* the rule of --rule; BO_NO_ROW */
};

/* ---- --rule ---- */

/* A ban for D:5 from the beginning of time, and over it what was typed, as further --set. */
static struct bo_args with_rule(const struct bo_args *args, struct bo_arena *arena)
{
    struct bo_args own = *args;

    if (args->rule.n == 0)
        return own;
    own.set.n = 0;
    own.set.item = BO_NEW_ARRAY(arena, const char *, (size_t)args->set.n + args->rule.n + 1);
    for (uint32_t i = 0; i < args->set.n; i++)
        own.set.item[own.set.n++] = args->set.item[i];
    own.set.item[own.set.n++] =
        "export_rules." WHAT_IF "={ name = \"what-if\"; announced = \"1900-01-01\"; "
        "effective = \"1900-01-01\"; destinations = [ \"D5\" ]; headquarters = [ \"D5\" ]; "
        "policy = \"deny\"; source = \"--rule\"; }";
    for (uint32_t i = 0; i < args->rule.n; i++)
        own.set.item[own.set.n++] =
            bo_arena_printf(arena, "export_rules." WHAT_IF ".%s", args->rule.item[i]);
    return own;
}

static uint32_t find_rule(const struct bo_param *param, const char *key)
{
    for (uint32_t i = 0; i < param->n[BO_TABLE_RULES]; i++)
        if (strcmp(param->export_rule[i].entry.key, key) == 0)
            return i;
    return BO_NO_ROW;
}

/* ---- answers ---- */

static enum bo_permission of_gate(const struct question *q, const struct bo_chip *chip,
                                  enum bo_gate gate)
{
    struct bo_inquiry inquiry = {.chip = chip,
                                 .buyer = &q->buyer,
                                 .day = q->day,
                                 .kind = BO_RULE_CHIPS,
                                 .gate = gate,
                                 .without = BO_NO_ROW};

    return bo_regime_inquire(q->regime, &inquiry).permission;
}

/* "tpp < 2400 and memory_bandwidth < 1400" */
static const char *way_text(struct bo_arena *arena, const struct bo_way_out *way)
{
    const char *text = NULL;

    for (int i = 0; i < BO_N_CHIP_QUANTITIES; i++) {
        char digits[BO_DOUBLE_TEXT];

        if (!isfinite(way->below[i]))
            continue;
        (void)bo_double_format(way->below[i], digits, sizeof digits);
        text = bo_arena_printf(arena, "%s%s%s %s %s", text != NULL ? text : "",
                               text != NULL ? " and " : "", bo_chip_quantities[i].name,
                               way->inclusive[i] ? "<=" : "<", digits);
    }
    return text;
}

static const char *sale_word(const struct bo_chip *chip, int32_t day)
{
    if (bo_chip_is_sold(chip, day))
        return "yes";
    return day < chip->launch_day ? "not yet" : "ended";
}

static void describe_chip(const struct question *q, const struct bo_chip *chip,
                          struct bo_chip_line *line)
{
    line->chip = chip->entry.name;
    line->key = chip->entry.key;
    line->vendor = chip->vendor;
    line->sold = sale_word(chip, q->day);
    line->tpp = bo_chip_quantity(chip, BO_CHIP_TPP);
    line->performance_density = bo_chip_quantity(chip, BO_CHIP_PERFORMANCE_DENSITY);
    line->interconnect = bo_chip_quantity(chip, BO_CHIP_INTERCONNECT);
    line->memory_bandwidth = bo_chip_quantity(chip, BO_CHIP_MEMORY_BANDWIDTH);
    line->total_bandwidth = bo_chip_quantity(chip, BO_CHIP_TOTAL_BANDWIDTH);
    line->data_centre = chip->data_centre;
}

static void describe_verdict(const struct question *q, const struct bo_verdict *verdict,
                             struct bo_chip_line *line)
{
    const struct bo_export_rule *rule =
        verdict->rule != BO_NO_ROW ? &q->scenario->param.export_rule[verdict->rule] : NULL;

    line->treated_as = bo_permission_word(verdict->permission);
    line->verdict = verdict->unknown ? "unknown" : line->treated_as;
    line->presumption = bo_presumption_word(verdict->presumption);
    line->gate = bo_gate_word(verdict->gate);
    line->clause = rule != NULL ? rule->entry.name : NULL;
    line->source = rule != NULL ? rule->source : NULL;
    line->margin = verdict->margin_frac;
    line->nearest =
        verdict->nearest < BO_N_CHIP_QUANTITIES ? bo_chip_quantities[verdict->nearest].name : NULL;
    line->threshold = verdict->bound;
    line->levy = verdict->levy_frac;
}

static struct bo_chip_line answer(const struct question *q, const struct bo_chip *chip)
{
    struct bo_verdict verdict = bo_regime_judge(q->regime, chip, &q->buyer, q->day);
    struct bo_way_out way = bo_regime_way_out(q->regime, chip, &q->buyer, q->day, 0);
    uint32_t rule = q->tried != BO_NO_ROW ? q->tried : verdict.rule;
    struct bo_chip_line line = {.free_if = way.possible ? way_text(q->arena, &way) : NULL};

    describe_chip(q, chip, &line);
    describe_verdict(q, &verdict, &line);
    line.by_exporter = bo_permission_word(of_gate(q, chip, BO_GATE_EXPORT));
    line.by_importer = bo_permission_word(of_gate(q, chip, BO_GATE_IMPORT));
    line.adds_to_law =
        rule != BO_NO_ROW && bo_regime_adds_to_law(q->regime, rule, chip, &q->buyer, q->day);
    return line;
}

/* What comes years after the day says little about it; what never came, or was announced, may have been asked for. */
static bool is_far_off(const struct question *q, const struct bo_chip *chip)
{
    return chip->launch_day != BO_NEVER && (double)(chip->launch_day - q->day) > FAR_OFF_DAYS;
}

static void print_answers(const struct question *q, bool json)
{
    const struct bo_param *param = &q->scenario->param;
    uint32_t n = 0, n_later = 0;
    struct bo_chip_line *line =
        BO_NEW_ARRAY(q->arena, struct bo_chip_line, param->n[BO_TABLE_CHIPS]);
    char date[16];

    for (uint32_t i = 0; i < param->n[BO_TABLE_CHIPS]; i++)
        if (json || !is_far_off(q, &param->chip[i]))
            line[n++] = answer(q, &param->chip[i]);
        else
            n_later++;
    if (json) {
        bo_chips_print_json(line, n);
        return;
    }
    bo_day_format(q->day, date);
    bo_chips_print_table(q->arena, bo_arena_printf(q->arena, "%s on %s", q->shown_buyer, date),
                         line, n);
    if (n_later > 0)
        printf("\nLeft out: %u that are sold from two years after that day on; --json has all.\n",
               (unsigned)n_later);
}

static int ask(const struct bo_args *args, struct question *q, struct bo_err *err)
{
    struct bo_regime_parts parts = bo_regime_parts_of(&q->scenario->param, NULL);

    q->regime = bo_regime_create(&parts, q->arena);
    q->tried = args->rule.n > 0 ? find_rule(&q->scenario->param, WHAT_IF) : BO_NO_ROW;
    if (q->tried != BO_NO_ROW &&
        q->scenario->param.export_rule[q->tried].kind != (int)BO_RULE_CHIPS)
        return bo_err_set(err, BO_EUSAGE,
                          "--rule kind: chips are judged by rules on chips alone; what one on "
                          "inputs or clouds does is seen in a compare");
    if (bo_law_day(args->date, q->regime, &q->day, err) != 0 ||
        bo_law_buyer(args->buyer, &q->scenario->param, q->arena, &q->buyer, &q->shown_buyer, err) !=
            0)
        return BO_EUSAGE;
    print_answers(q, args->json);
    return 0;
}

/* ---- "buildout chips H100" ---- */

static const struct bo_chip *find_chip(const struct bo_param *param, const char *text)
{
    for (uint32_t i = 0; i < param->n[BO_TABLE_CHIPS]; i++)
        if (strcasestr(param->chip[i].entry.name, text) != NULL ||
            strcasestr(param->chip[i].entry.key, text) != NULL)
            return &param->chip[i];
    return NULL;
}

/* A chip where a file is due: all chips are shown, and one is picked from them. */
static int check_file(const char *file, struct bo_err *err)
{
    static const struct bo_args none = {.n_operands = 0};
    const char *end = strrchr(file, '.');
    const struct bo_scenario *scenario;
    struct bo_arena *arena;
    struct bo_err ignored;
    int result = 0;

    if (access(file, F_OK) == 0 || (end != NULL && strcmp(end, ".cfg") == 0))
        return 0;
    if (bo_open_scenario(&none, NULL, &arena, &scenario, &ignored) == 0 &&
        find_chip(&scenario->param, file) != NULL)
        result = bo_err_set(err, BO_EUSAGE,
                            "chips wants the FILE of a scenario, and \"%.40s\" is a chip; type: "
                            "buildout chips | grep -i \"%.40s\"",
                            file, file);
    bo_arena_free(arena);
    return result;
}

int bo_cmd_chips(const struct bo_args *args, struct bo_err *err)
{
    enum { SETS_BYTES = 1 << 24 };
    const char *file = args->n_operands > 0 ? args->operand[0] : NULL;
    struct question q = {.arena = NULL};
    struct bo_arena *sets;
    struct bo_args own;
    int result = file != NULL ? check_file(file, err) : 0;

    if (result == 0)
        result = bo_arena_create(SETS_BYTES, false, &sets, err);

    if (result != 0)
        return result;
    own = with_rule(args, sets);
    result = bo_open_scenario(&own, file, &q.arena, &q.scenario, err);
    if (result == 0)
        result = ask(args, &q, err);
    bo_arena_free(q.arena);
    bo_arena_free(sets);
    return result;
}
