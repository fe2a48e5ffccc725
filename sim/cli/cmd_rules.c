#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/cli/commands.h"
#include "buildout/cli/terminal.h"
#include "law.h"
#include "law_lines.h"
#include "open_scenario.h"

enum state { NOT_YET, ANNOUNCED, IN_FORCE, SUSPENDED, RESCINDED, NO_LAW };

static const char *const state_word[] = {
    [NOT_YET] = "not yet",     [ANNOUNCED] = "announced", [IN_FORCE] = "in force",
    [SUSPENDED] = "suspended", [RESCINDED] = "rescinded", [NO_LAW] = "switched off"};
static const char *const kind_word[] = {
    [BO_RULE_CHIPS] = "chips", [BO_RULE_INPUT] = "input", [BO_RULE_CLOUD] = "cloud"};
static const char *const quota_word[] = {[BO_QUOTA_NONE] = "none",
                                         [BO_QUOTA_COUNTRY] = "country",
                                         [BO_QUOTA_COUNTRY_YEAR] = "country_year",
                                         [BO_QUOTA_BUYER_YEAR] = "buyer_year",
                                         [BO_QUOTA_HOME_SALES] = "home_sales"};

struct law_book {
    const struct bo_scenario *scenario;
    struct bo_arena *arena;
    const struct bo_regime *regime;
    int32_t day;
};

static enum state state_of(const struct law_book *book, uint32_t row)
{
    const struct bo_export_rule *rule = &book->scenario->param.export_rule[row];

    if (book->day < rule->announced_day)
        return NOT_YET;
    if (book->day >= rule->rescinded_day)
        return RESCINDED;
    if (!book->scenario->param.export_law->in_force)
        return NO_LAW;
    if (bo_regime_in_force(book->regime, row, book->day))
        return IN_FORCE;
    return (double)book->day < (double)rule->effective_day + rule->grace_days ? ANNOUNCED
                                                                              : SUSPENDED;
}

/* NULL for never. */
static const char *day_text(struct bo_arena *arena, int32_t day)
{
    char text[16];

    if (day == BO_NEVER || day == INT32_MIN)
        return NULL;
    bo_day_format(day, text);
    return bo_arena_strdup(arena, text);
}

static const char *policy_text(struct bo_arena *arena, const struct bo_export_rule *rule)
{
    const char *word = bo_permission_word((enum bo_permission)rule->policy);

    if (rule->policy == BO_NOTIFY)
        return bo_arena_printf(arena, "%s %s days", word,
                               bo_number_shown(arena, rule->notify_days, 0));
    if (rule->policy == BO_LICENCE)
        return bo_arena_printf(arena, "%s: %s %% granted", word,
                               bo_number_shown(arena, 100.0 * rule->grant_frac, 0));
    return rule->levy_frac > 0.0
               ? bo_arena_printf(arena, "%s, levy %s %%", word,
                                 bo_number_shown(arena, 100.0 * rule->levy_frac, 0))
               : word;
}

static void describe_dates(const struct law_book *book, const struct bo_export_rule *rule,
                           struct bo_rule_line *line)
{
    struct bo_arena *arena = book->arena;

    line->announced = day_text(arena, rule->announced_day);
    line->effective = day_text(arena, rule->effective_day);
    line->grace_days = rule->grace_days;
    line->rescinded = day_text(arena, rule->rescinded_day);
    line->rescission_announced = day_text(arena, rule->rescission_announced_day);
    line->suspension_announced = day_text(arena, rule->suspension_announced_day);
    line->suspended_from = day_text(arena, rule->suspended_from_day);
    line->suspended_to = day_text(arena, rule->suspended_to_day);
    line->suspended_probability = rule->suspended_probability;
    line->quota_from = day_text(arena, rule->quota_window.from_day);
    line->quota_to = day_text(arena, rule->quota_window.to_day);
}

static void describe_policy(const struct law_book *book, const struct bo_export_rule *rule,
                            struct bo_rule_line *line)
{
    line->policy = bo_permission_word((enum bo_permission)rule->policy);
    line->presumption = bo_presumption_word((enum bo_presumption)rule->presumption);
    line->policy_shown = policy_text(book->arena, rule);
    line->notify_days = rule->notify_days;
    line->grant_frac = rule->grant_frac;
    line->review_days = bo_dist_median(&rule->review_days);
    line->quota_per = quota_word[rule->quota_per];
    line->quota_tpp = rule->quota_tpp;
    line->quota_share_frac = rule->quota_share_frac;
    line->levy_frac = rule->levy_frac;
    line->enforcement_frac = bo_path_at(&rule->enforcement_frac, (double)book->day);
}

static struct bo_rule_line describe(const struct law_book *book, uint32_t row)
{
    const struct bo_export_rule *rule = &book->scenario->param.export_rule[row];
    enum state state = state_of(book, row);
    struct bo_rule_line line = {.rule = rule->entry.key,
                                .clause = rule->entry.name,
                                .state = state_word[state],
                                .kind = kind_word[rule->kind],
                                .subject = rule->subject[0] != '\0' ? rule->subject : NULL,
                                .gate = bo_gate_word((enum bo_gate)rule->gate),
                                .is_shown = state != NOT_YET && state != RESCINDED,
                                .source = rule->source};

    describe_dates(book, rule, &line);
    describe_policy(book, rule, &line);
    line.until = state == SUSPENDED ? line.suspended_to : line.rescinded;
    line.when = bo_rule_text(&book->scenario->param, rule, book->arena);
    return line;
}

static void print_book(const struct law_book *book, bool json)
{
    uint32_t n = book->scenario->param.n[BO_TABLE_RULES];
    struct bo_rule_line *line = BO_NEW_ARRAY(book->arena, struct bo_rule_line, n);
    char date[16];

    for (uint32_t i = 0; i < n; i++)
        line[i] = describe(book, i);
    if (json) {
        bo_rules_print_json(line, n);
        return;
    }
    bo_day_format(book->day, date);
    bo_rules_print_table(book->arena, bo_arena_printf(book->arena, "The law on %s", date), line, n);
}

static int open_book(const struct bo_args *args, struct law_book *book, struct bo_err *err)
{
    struct bo_regime_parts parts = bo_regime_parts_of(&book->scenario->param, NULL);

    book->regime = bo_regime_create(&parts, book->arena);
    if (bo_law_day(args->date, book->regime, &book->day, err) != 0)
        return BO_EUSAGE;
    print_book(book, args->json);
    return 0;
}

int bo_cmd_rules(const struct bo_args *args, struct bo_err *err)
{
    struct law_book book = {.arena = NULL};
    const char *file = args->n_operands > 0 ? args->operand[0] : NULL;
    int result = bo_open_scenario(args, file, &book.arena, &book.scenario, err);

    if (result == 0)
        result = open_book(args, &book, err);
    bo_arena_free(book.arena);
    return result;
}
