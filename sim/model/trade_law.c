/* The law of a run as the trade reads it: verdicts kept while the law is the same, quotas, inputs, and what happens on
 * the day on which it changes. */
#include "regime.h"
#include "trade_inner.h"

#include <math.h>
#include <stdlib.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"

/* ---- the days of the law ---- */

static int by_day(const void *a, const void *b)
{
    const int32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* A day on which verdicts may change, one on which boards and vendors judge again, or both. */
static void note_day(struct bo_trade *trade, int32_t day, bool changes, bool is_heard)
{
    if (changes) {
        trade->verdict_day[trade->n_verdict_days] = day;
        trade->n_verdict_days++;
    }
    if (is_heard) {
        trade->law_day[trade->n_law_days] = day;
        trade->n_law_days++;
    }
}

static int32_t day_after(int32_t day)
{
    return day < BO_NEVER ? day + 1 : BO_NEVER;
}

/* Sorts days and leaves out what comes twice, never, or before the first; returns how many are left. */
static uint32_t put_in_order(int32_t *day, uint32_t n_days, int32_t first)
{
    uint32_t n = 0;
    if (n_days > 1) {
        qsort(day, n_days, sizeof *day, by_day);
    }
    for (uint32_t i = 0; i < n_days; i++) {
        bool known = n > 0 && day[n - 1] == day[i];
        if (day[i] >= first && day[i] < BO_NEVER && !known) {
            day[n] = day[i];
            n++;
        }
    }
    return n;
}

int32_t bo_trade_rule_start(const struct bo_world *world, uint32_t rule, int32_t heard)
{
    const struct law *law = world->trade->law[rule];
    bool is_dropped = law->start_day >= law->rule->rescinded_day && heard >= law->end_known_day;
    return law->never || is_dropped ? BO_NEVER : law->start_day;
}

int32_t bo_trade_next_bar(const struct bo_world *world, int32_t date)
{
    int32_t first = BO_NEVER;
    for (uint32_t r = 0; r < world->trade->n_rules; r++) {
        const struct bo_export_rule *rule = &world->param->export_rule[r];
        int32_t start = bo_trade_rule_start(world, r, date);
        if (rule->kind == BO_RULE_CHIPS && rule->policy >= BO_LICENCE &&
            rule->announced_day <= date && start > date && start < first) {
            first = start;
        }
    }
    return first;
}

/* Announcements, beginnings and ends of rules and of outages, and comings and goings of members of country groups. */
static void list_days(struct bo_world *world)
{
    struct bo_trade *trade = world->trade;
    const struct bo_param *p = world->param;
    enum { DAYS_PER_RULE = 8, DAYS_PER_MEMBER = 2, DAYS_PER_SHOCK = 2 };
    size_t room = (size_t)DAYS_PER_RULE * p->n[BO_TABLE_RULES] +
                  (size_t)DAYS_PER_SHOCK * p->n[BO_TABLE_SUPPLY_SHOCKS];
    for (uint32_t i = 0; i < p->n[BO_TABLE_COUNTRY_GROUPS]; i++) {
        room += (size_t)DAYS_PER_MEMBER * p->country_group[i].members.n;
    }
    trade->law_day = BO_NEW_ARRAY(world->arena, int32_t, room);
    trade->verdict_day = BO_NEW_ARRAY(world->arena, int32_t, room);
    for (uint32_t i = 0; i < trade->n_rules; i++) {
        const struct law *law = &trade->regime->law[i];
        bool of_chips = law->rule->kind == BO_RULE_CHIPS; /* verdicts are on chips */
        if (law->never) {
            continue;
        }
        note_day(trade, law->rule->announced_day, false, true);
        note_day(trade, law->start_day, of_chips, true);
        note_day(trade, law->rule->rescinded_day, of_chips, true);
        note_day(trade, law->end_known_day, false, true);
        note_day(trade, law->suspended_from_day, of_chips, true);
        note_day(trade, day_after(law->suspended_to_day), of_chips, true);
        note_day(trade, law->rule->quota_window.from_day, of_chips, false);
        note_day(trade, day_after(law->rule->quota_window.to_day), of_chips, false);
    }
    for (uint32_t i = 0; i < p->n[BO_TABLE_COUNTRY_GROUPS]; i++) {
        const struct bo_members *m = &p->country_group[i].members;
        for (uint32_t k = 0; k < m->n; k++) {
            note_day(trade, m->member[k].span.from_day, true, true);
            note_day(trade, day_after(m->member[k].span.to_day), true, true);
        }
    }
    for (uint32_t i = 0; i < p->n[BO_TABLE_SUPPLY_SHOCKS]; i++) {
        note_day(trade, p->supply_shock[i].from_day, false, true);
        note_day(trade, p->supply_shock[i].until_day, false, true);
    }
    int32_t first = world->start_day + 1;
    trade->n_law_days = put_in_order(trade->law_day, trade->n_law_days, first);
    trade->n_verdict_days = put_in_order(trade->verdict_day, trade->n_verdict_days, first);
}

void bo_trade_open_law(struct bo_world *world)
{
    const struct bo_param *p = world->param;
    struct bo_trade *trade = world->trade;
    double *draw = BO_NEW_ARRAY(world->arena, double, p->n[BO_TABLE_RULES]);
    for (uint32_t i = 0; i < p->n[BO_TABLE_RULES]; i++) {
        draw[i] =
            bo_world_draw(world, bo_rule_suspension_key(&p->export_rule[i]), BO_DRAW_SUSPENSION, 0);
    }
    struct bo_regime_parts parts = {.unknown = BO_UNKNOWN_STRICT};
    if (p->n[BO_TABLE_EXPORT_LAW] > 0) {
        parts = bo_regime_parts_of(p, draw);
    }
    trade->regime = bo_regime_create(&parts, world->arena);
    trade->n_rules = trade->regime->n_rules;
    trade->law = BO_NEW_ARRAY(world->arena, const struct law *, trade->n_rules);
    for (uint32_t i = 0; i < trade->n_rules; i++) {
        trade->law[trade->regime->law[i].row] = &trade->regime->law[i];
    }
    list_days(world);
    trade->stamp_date = INT32_MIN;
}

const int32_t *bo_trade_law_days(const struct bo_world *world, uint32_t *n_days)
{
    *n_days = world->trade->n_law_days;
    return world->trade->law_day;
}

/* ---- verdicts ---- */

void bo_trade_open_dockets(struct bo_world *world)
{
    struct bo_trade *trade = world->trade;
    uint32_t n = trade->n_destinations;
    trade->docket = BO_NEW_ARRAY(world->arena, struct bo_docket *, (size_t)trade->n_classes * n);
    for (uint32_t i = 0; i < trade->n_classes * n; i++) {
        const struct trade_class *class = &trade->class[i / n];
        struct bo_buyer buyer = {.destination = trade->destination[i % n],
                                 .headquarters = class->headquarters,
                                 .listed = class->listed,
                                 .state_funded = class->state_funded,
                                 .supercomputer = class->supercomputer};
        trade->docket[i] = bo_docket_create(trade->regime, &buyer, world->arena);
    }
}

static bool has_quota(const struct bo_export_rule *rule, int32_t date)
{
    return rule->quota_per != BO_QUOTA_NONE && date >= rule->quota_window.from_day &&
           date <= rule->quota_window.to_day;
}

/* What a gate's verdict means to a vendor: a denial with a quota lets the quota through. */
static struct trade_verdict of_gate(const struct bo_trade *trade, const struct bo_verdict *v,
                                    int32_t date)
{
    struct trade_verdict mine = {.permission = v->permission,
                                 .rule = v->rule,
                                 .second = BO_NO_ROW,
                                 .quota = BO_NO_ROW,
                                 .grant_frac = 1.0,
                                 .levy_frac = v->levy_frac};
    if (v->rule == BO_NO_ROW) {
        return mine;
    }
    const struct bo_export_rule *rule = trade->law[v->rule]->rule;
    bool quota = has_quota(rule, date);
    mine.quota = quota ? v->rule : BO_NO_ROW;
    if (v->permission == BO_LICENCE) {
        mine.grant_frac = rule->grant_frac;
        mine.review_days = bo_dist_median(&rule->review_days);
        mine.barred = v->presumption == BO_PRESUME_DENIAL || !(rule->grant_frac > 0.0);
    } else if (v->permission == BO_DENIED && !quota) {
        mine.grant_frac = 0.0;
        mine.barred = true;
    } else if (v->permission == BO_NOTIFY) {
        mine.notify_days = rule->notify_days;
    }
    return mine;
}

/* Both gates are to be passed, each with its licence; they look at an application at the same time. */
struct trade_verdict bo_trade_foresee(const struct bo_trade *trade, const struct bo_chip *chip,
                                      struct bo_docket *docket, int32_t date, int32_t heard)
{
    struct bo_verdict of[BO_N_GATES];
    bo_docket_ask(docket, chip, date, heard, of);
    struct trade_verdict a = of_gate(trade, &of[BO_GATE_EXPORT], date);
    struct trade_verdict b = of_gate(trade, &of[BO_GATE_IMPORT], date);
    bool import_decides = b.permission > a.permission || (b.barred && !a.barred);
    struct trade_verdict both = import_decides ? b : a;
    const struct trade_verdict *other = import_decides ? &a : &b;
    both.second = other->permission == BO_LICENCE ? other->rule : BO_NO_ROW;
    both.quota = both.quota != BO_NO_ROW ? both.quota : other->quota;
    both.grant_frac *= other->grant_frac;
    both.levy_frac += other->levy_frac;
    both.notify_days = bo_max(both.notify_days, other->notify_days);
    both.review_days = bo_max(both.review_days, other->review_days);
    both.barred = a.barred || b.barred;
    return both;
}

struct trade_verdict bo_trade_judge(const struct bo_trade *trade, const struct bo_chip *chip,
                                    struct bo_docket *docket, int32_t date)
{
    return bo_trade_foresee(trade, chip, docket, date, 0);
}

static uint32_t stamp_of(struct bo_trade *trade, int32_t date)
{
    if (date != trade->stamp_date) {
        uint32_t low = 0, high = trade->n_verdict_days;
        while (low < high) {
            uint32_t middle = low + (high - low) / 2;
            if (trade->verdict_day[middle] <= date) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        trade->stamp = low + 1;
        trade->stamp_date = date;
    }
    return trade->stamp;
}

/* A day on which verdicts have a stamp. */
static int32_t day_of_stamp(const struct bo_trade *trade, uint32_t stamp)
{
    return stamp > 1 ? trade->verdict_day[stamp - 2] : trade->verdict_day[0] - 1;
}

static uint32_t unchanged_since(struct bo_trade *trade, uint32_t pair, uint32_t stamp)
{
    struct trade_unchanged *u = &trade->unchanged[pair];
    if (u->seen != stamp) {
        bool same = u->seen != 0 && u->seen < stamp &&
                    bo_docket_says_the_same(trade->docket[pair], day_of_stamp(trade, u->seen),
                                            day_of_stamp(trade, stamp));
        u->since = same ? u->since : stamp;
        u->seen = stamp;
    }
    return u->since;
}

/* Most changes of the law leave most pairs alone. */
const struct trade_verdict *bo_trade_verdict_anew(struct bo_trade *trade, uint32_t pair,
                                                  uint32_t chip, int32_t date)
{
    uint32_t stamp = stamp_of(trade, date);
    struct trade_verdict *kept = &trade->verdict[pair * trade->chip_room + chip];
    uint32_t since = unchanged_since(trade, pair, stamp);
    if (kept->stamp < since || kept->stamp > stamp) {
        *kept = bo_trade_judge(trade, &trade->chip[chip].data, trade->docket[pair], date);
    }
    kept->stamp = stamp;
    return kept;
}

const struct trade_verdict *bo_trade_future_verdict(struct bo_trade *trade, uint32_t pair,
                                                    uint32_t chip, int32_t date, int32_t heard)
{
    struct trade_verdict *kept = &trade->future[pair * trade->chip_room + chip];
    if (date != trade->future_date || heard != trade->heard_date || trade->future_stamp == 0) {
        trade->future_date = date;
        trade->heard_date = heard;
        trade->future_stamp++;
    }
    if (kept->stamp != trade->future_stamp) {
        *kept = bo_trade_foresee(trade, &trade->chip[chip].data, trade->docket[pair], date, heard);
        kept->stamp = trade->future_stamp;
    }
    return kept;
}

/* What of an input, or of what stands abroad, a rule leaves: what is licensed, and of the rest what comes from countries
 * that do not join. */
static double left_by_law(const struct bo_world *world, const struct bo_country home,
                          enum bo_rule_kind kind, const char *subject, int32_t date)
{
    struct bo_buyer buyer = {.destination = home, .headquarters = home};
    struct bo_verdict v =
        bo_regime_inquire(world->trade->regime, &(struct bo_inquiry){.buyer = &buyer,
                                                                     .day = date,
                                                                     .kind = kind,
                                                                     .subject = subject,
                                                                     .gate = BO_GATE_NONE,
                                                                     .without = BO_NO_ROW,
                                                                     .bare = true});
    if (v.permission < BO_LICENCE) {
        return 1.0;
    }
    const struct bo_export_rule *rule = &world->param->export_rule[v.rule];
    double licensed = v.permission == BO_LICENCE ? rule->grant_frac : 0.0;
    return licensed + (1.0 - licensed) * bo_path_at(&rule->out_of_reach_frac, (double)date);
}

double bo_trade_input_frac(const struct bo_world *world, const struct trade_vendor *vendor,
                           enum bo_input input, int32_t date)
{
    return left_by_law(world, vendor->param->home, BO_RULE_INPUT, bo_input_names[input], date);
}

double bo_trade_cloud_frac(const struct bo_world *world, enum bo_market market, int32_t date)
{
    if (world->trade == NULL || market != BO_MARKET_CHINA) {
        return 1.0; /* renters of the world's market are of no one country */
    }
    return left_by_law(world, bo_country_of_code("CN"), BO_RULE_CLOUD, "", date);
}

/* ---- quotas ---- */

/* The rule's quota is counted by country, by buyer and year, or by chip against sales at home: all there ever were, or
 * those within a window. */
static struct trade_quota *find_quota(struct bo_world *world, const struct trade_quota_of *of,
                                      int32_t date)
{
    struct bo_trade *trade = world->trade;
    struct trade_quota wanted = {
        .rule = of->rule, .chip = BO_NO_ROW, .buyer = BO_NO_ROW, .country = BO_NO_COUNTRY};
    int per = world->param->export_rule[of->rule].quota_per;
    if (per == BO_QUOTA_COUNTRY || per == BO_QUOTA_COUNTRY_YEAR) {
        wanted.country = trade->destination[of->destination];
        wanted.year = per == BO_QUOTA_COUNTRY_YEAR ? bo_year_of_day(date) : 0;
    } else if (per == BO_QUOTA_BUYER_YEAR) {
        wanted.buyer = of->buyer;
        wanted.year = bo_year_of_day(date);
    } else {
        bool always = world->param->export_rule[of->rule].quota_window.from_day == INT32_MIN;
        wanted.chip = of->chip;
        wanted.home_shipped = always ? 0.0 : trade->chip[of->chip].home_shipped;
    }
    for (uint32_t i = 0; i < trade->n_quotas; i++) {
        struct trade_quota *q = &trade->quota[i];
        if (q->rule == wanted.rule && q->chip == wanted.chip && q->buyer == wanted.buyer &&
            q->country.v == wanted.country.v && q->year == wanted.year) {
            return q;
        }
    }
    BO_ARENA_ROOM(world->arena, trade->quota, trade->n_quotas, trade->quota_room);
    struct trade_quota *q = &trade->quota[trade->n_quotas];
    trade->n_quotas++;
    *q = wanted;
    return q;
}

/* A region of several countries has the quota of each in which there is somebody to use it. */
static double countries_of(const struct bo_world *world, uint32_t destination)
{
    double most = 1.0;
    for (uint32_t r = 0; r < world->trade->n_regions; r++) {
        if (world->trade->destination_of[r] == destination) {
            const struct bo_region_param *p = world->region[r].param;
            double all = (double)p->countries.n;
            most = bo_max(most, p->quota_countries > 0.0 ? bo_min(p->quota_countries, all) : all);
        }
    }
    return most;
}

double bo_trade_quota_left(struct bo_world *world, const struct trade_quota_of *of, int32_t date)
{
    if (of->rule == BO_NO_ROW || !has_quota(&world->param->export_rule[of->rule], date)) {
        return (double)INFINITY;
    }
    const struct bo_export_rule *rule = &world->param->export_rule[of->rule];
    if (rule->quota_per == BO_QUOTA_BUYER_YEAR && of->buyer == BO_NO_ROW) {
        return (double)INFINITY;
    }
    const struct trade_chip *chip = &world->trade->chip[of->chip];
    const struct trade_quota *q = find_quota(world, of, date);
    if (rule->quota_per == BO_QUOTA_HOME_SALES) {
        double home = chip->home_shipped - q->home_shipped;
        return bo_max(0.0, floor(rule->quota_share_frac * home) - q->used);
    }
    bool by_country = rule->quota_per != BO_QUOTA_BUYER_YEAR;
    double countries = by_country ? countries_of(world, of->destination) : 1.0;
    double left = bo_max(0.0, rule->quota_tpp * countries - q->used);
    return chip->data.tpp > 0.0 ? floor(left / chip->data.tpp) : (double)INFINITY;
}

void bo_trade_quota_use(struct bo_world *world, const struct trade_quota_of *of, double count,
                        int32_t date)
{
    if (of->rule == BO_NO_ROW || !has_quota(&world->param->export_rule[of->rule], date)) {
        return;
    }
    double tpp = world->trade->chip[of->chip].data.tpp;
    bool by_count = world->param->export_rule[of->rule].quota_per == BO_QUOTA_HOME_SALES;
    find_quota(world, of, date)->used += by_count ? count : count * (tpp > 0.0 ? tpp : 0.0);
}

/* ---- the day on which the law changes ---- */

void bo_trade_event(struct bo_world *world, const struct bo_fact_event *event, double day)
{
    struct bo_fact_event dated = *event;
    dated.day = bo_world_date(world, day);
    bo_facts_event(world->facts, &dated);
}

/* Orders that the law now bars are cancelled; the amounts go to the rule that decided, by chip. */
static void judge_again(struct bo_world *world, uint32_t chip, double day, double *cancelled)
{
    struct bo_trade *trade = world->trade;
    int32_t date = bo_world_date(world, day);
    for (uint32_t i = trade->chip[chip].first_line; i != BO_NO_ROW; i = trade->line[i].next) {
        struct trade_line *line = &trade->line[i];
        if (!(line->count > 0.0)) {
            continue;
        }
        const struct trade_verdict *v = bo_trade_line_verdict(trade, line, date);
        if (v->barred) {
            cancelled[v->rule] += line->count;
            trade->chip[chip].hit = true;
            bo_trade_count_denied(trade, line->buyer, chip, line->count);
            bo_trade_line_cancel(trade, line, line->count);
        } else if (v->permission == BO_LICENCE) {
            bo_trade_apply(world, i, day);
        }
    }
}

static void judge_all(struct bo_world *world, double day, double *by_rule)
{
    struct bo_trade *trade = world->trade;
    uint32_t n_rules = trade->n_rules;
    double *cancelled = trade->by_rule;
    for (uint32_t c = 0; c < trade->n_chips; c++) {
        if (trade->chip[c].first_line == BO_NO_ROW) {
            continue;
        }
        for (uint32_t r = 0; r < n_rules; r++) {
            cancelled[r] = 0.0;
        }
        judge_again(world, c, day, cancelled);
        for (uint32_t r = 0; r < n_rules; r++) {
            if (cancelled[r] > 0.0) {
                by_rule[r] += cancelled[r];
                bo_trade_event(world,
                               &(struct bo_fact_event){
                                   .entity = trade->vendor[trade->chip[c].vendor].param->entry.name,
                                   .place = "",
                                   .kind = "orders cancelled",
                                   .subject = trade->chip[c].data.entry.name,
                                   .amount = cancelled[r],
                                   .unit = "chips",
                                   .why = world->param->export_rule[r].entry.name},
                               day);
            }
        }
    }
}

/* Of a rule that has not bound yet it is told on this day that it never will. */
static bool is_dropped_on(const struct law *law, int32_t date)
{
    return law->end_known_day == date && law->start_day > date &&
           law->start_day >= law->rule->rescinded_day && law->rule->announced_day < date;
}

static void tell_rules(struct bo_world *world, double day, const double *by_rule)
{
    const struct bo_trade *trade = world->trade;
    int32_t date = bo_world_date(world, day);
    for (uint32_t r = 0; r < trade->n_rules; r++) {
        const struct bo_export_rule *rule = &world->param->export_rule[r];
        bool now = bo_regime_in_force(trade->regime, r, date);
        bool changes = now != bo_regime_in_force(trade->regime, r, date - 1) ||
                       is_dropped_on(trade->law[r], date);
        if (!changes || rule->policy == BO_FREE || trade->law[r]->never) {
            continue;
        }
        bo_trade_event(world,
                       &(struct bo_fact_event){.entity = "World",
                                               .place = "",
                                               .kind = now ? "law binds" : "law lifted",
                                               .subject = rule->entry.name,
                                               .amount = now ? by_rule[r] : BO_NAN,
                                               .unit = now ? "chips" : "",
                                               .why = rule->source},
                       day);
    }
}

static const char *strictest_today(const struct bo_world *world, int32_t date)
{
    const struct bo_trade *trade = world->trade;
    for (uint32_t i = 0; i < trade->n_rules; i++) {
        const struct law *law = &trade->regime->law[i];
        if (law->strictness > 0 && bo_regime_in_force(trade->regime, law->row, date) &&
            !bo_regime_in_force(trade->regime, law->row, date - 1)) {
            return law->rule->entry.name;
        }
    }
    return NULL;
}

static bool announces(struct bo_world *world, double day)
{
    int32_t date = bo_world_date(world, day);
    bool any = false;
    for (uint32_t r = 0; r < world->trade->n_rules; r++) {
        const struct bo_export_rule *rule = &world->param->export_rule[r];
        if (rule->announced_day == date && rule->policy != BO_FREE &&
            bo_trade_rule_start(world, r, date) < BO_NEVER) {
            any = true;
            bo_trade_design_around(world, r, day);
        }
    }
    return any;
}

void bo_trade_law_changes(struct bo_world *world, double day)
{
    struct bo_trade *trade = world->trade;
    int32_t date = bo_world_date(world, day);
    double *by_rule = BO_NEW_ARRAY(world->arena, double, trade->n_rules);
    bo_trade_tell_shocks(world, day);
    bo_trade_wake(world, day);
    if (announces(world, day)) {
        double left = bo_world_month_end(world, world->month) - day;
        bo_trade_lay_in_on_news(world, day, bo_max(0.0, left));
    }
    judge_all(world, day, by_rule);
    tell_rules(world, day, by_rule);
    const char *rule = strictest_today(world, date);
    if (rule != NULL) {
        bo_trade_write_down(world, rule, day);
    }
    for (uint32_t c = 0; c < trade->n_chips; c++) {
        trade->chip[c].hit = false;
    }
}
