/* Which chips a board chooses: a logit on the log of usable compute a dollar, among what is sold to it and the law lets
 * through. Boards that the law treats alike choose alike, so a choice is made once a month for all of them. Who buys a
 * chip goes on with it for a while, as its software and halls are made for it. */
#include "trade_inner.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"

bool bo_trade_orderable(const struct bo_trade *trade, uint32_t chip, int32_t date)
{
    const struct trade_chip *c = &trade->chip[chip];
    return c->vendor != BO_NO_ROW && !c->sleeps && c->data.data_centre && date >= c->order_day &&
           date < c->data.end_of_sale_day && c->worth_h100e > 0.0 && c->list_usd > 0.0 &&
           trade->vendor[c->vendor].slots_per_day > 0.0;
}

/* Until a licence comes. A denial takes no money, but time: the order is cancelled, placed again with the next month's,
 * which are half a month off on the mean, and reviewed again. */
static double licence_days(const struct trade_verdict *v)
{
    double denials = 1.0 / v->grant_frac - 1.0;
    return v->review_days + denials * (v->review_days + BO_DAYS_PER_MONTH / 2.0);
}

/* A whole system of a chip a unit of usable compute, levies included, and how long it takes, a licence included. Money is
 * told in prices of the reference chip, so that the score is the same to the last bit whatever a dollar is worth. */
static double score_of(const struct bo_trade *trade, uint32_t chip, double home_ratio,
                       double levy_frac, double law_days)
{
    const struct trade_chip *c = &trade->chip[chip];
    const struct trade_vendor *v = &trade->vendor[c->vendor];
    double system_usd = c->realised_usd * (v->uplift_ratio + levy_frac);
    double days = c->seen_days + law_days;
    double lead = trade->market->lead_weight_per_year * days / BO_DAYS_PER_YEAR;
    double worth = c->worth_h100e * home_ratio;
    double log_worth =
        bo_log(worth / (system_usd / trade->unit_usd)) + trade->market->scale_gain * c->log_worth;
    return trade->market->choice_weight * (log_worth - lead);
}

void bo_trade_see_offers(struct bo_world *world, double day)
{
    struct bo_trade *trade = world->trade;
    int32_t date = bo_world_date(world, day);
    trade->n_offers = 0;
    for (uint32_t c = 0; c < trade->n_chips; c++) {
        if (bo_trade_orderable(trade, c, date)) {
            trade->chip[c].log_worth = bo_log(trade->chip[c].worth_h100e);
            trade->chip[c].plain_score = score_of(trade, c, 1.0, 0.0, 0.0);
            trade->offer[trade->n_offers] = c;
            trade->n_offers++;
        }
    }
}

/* A chip made for a rule is offered where a rule stands in the way of the one that it replaces, and nowhere else: not
 * where a licence can be had. */
static bool is_offered(struct bo_world *world, uint32_t chip, uint32_t pair, int32_t date)
{
    struct bo_trade *trade = world->trade;
    const struct bo_chip *data = &trade->chip[chip].data;
    if (data->designed_for == BO_NO_ROW || data->replaces == BO_NO_ROW) {
        return true;
    }
    const struct trade_verdict *v = bo_trade_verdict(trade, pair, data->replaces, date);
    struct trade_quota_of of = {.rule = v->quota,
                                .chip = data->replaces,
                                .destination = pair % trade->n_destinations,
                                .buyer = BO_NO_ROW};
    return v->barred || v->permission == BO_NOTIFY ||
           !(bo_trade_quota_left(world, &of, date) > 0.0);
}

static void make_room(struct bo_world *world, struct trade_choice *choice)
{
    if (choice->chip == NULL) {
        uint32_t room = world->trade->chip_room;
        choice->chip = BO_NEW_ARRAY(world->arena, uint32_t, room);
        choice->share_frac = BO_NEW_ARRAY(world->arena, double, room);
        choice->denied = BO_NEW_ARRAY(world->arena, uint32_t, room);
        choice->denied_share = BO_NEW_ARRAY(world->arena, double, room);
        choice->habit = BO_NEW_ARRAY(world->arena, double, room);
        choice->interim_frac = BO_NEW_ARRAY(world->arena, double, room);
        choice->system_ratio = BO_NEW_ARRAY(world->arena, double, room);
        choice->waiting_frac = BO_NEW_ARRAY(world->arena, double, room);
    }
    choice->n = choice->n_denied = 0;
    choice->denied_frac = 0.0;
}

static bool sells(const struct bo_trade *trade, uint32_t chip, uint32_t vendor)
{
    uint32_t maker = trade->chip[chip].vendor;
    return vendor == trade->n_vendors ? trade->vendor[maker].param->owner == BO_NO_ROW
                                      : maker == vendor;
}

/* To those of a class, under a verdict. */
static double score_for(const struct bo_trade *trade, const struct trade_class *class,
                        uint32_t chip, const struct trade_verdict *v, bool barred)
{
    const struct trade_vendor *maker = &trade->vendor[trade->chip[chip].vendor];
    bool at_home = class->headquarters.v == maker->param->home.v;
    double home_ratio = at_home ? maker->home_ratio : 1.0;
    double law_days = barred ? 0.0 : licence_days(v);
    double terms = fabs(home_ratio - 1.0) + fabs(v->levy_frac) + law_days;
    return terms <= 0.0 ? trade->chip[chip].plain_score
                        : score_of(trade, chip, home_ratio, v->levy_frac, law_days);
}

double bo_trade_open_frac(struct bo_world *world, uint32_t pair, int32_t date)
{
    struct bo_trade *trade = world->trade;
    struct trade_open *open = &trade->open[pair];
    double best = -(double)INFINITY, left = best;
    if (open->date == date) {
        return open->frac;
    }
    for (uint32_t i = 0; i < trade->n_offers; i++) {
        uint32_t c = trade->offer[i];
        const struct trade_verdict *v = bo_trade_verdict(trade, pair, c, date);
        bool sold = sells(trade, c, trade->n_vendors);
        if (sold &&
            (v->barred ? !bo_trade_is_compliant(world, c) : is_offered(world, c, pair, date))) {
            const struct trade_class *class = &trade->class[pair / trade->n_destinations];
            double score = score_for(trade, class, c, v, v->barred);
            best = bo_max(best, score);
            left = v->barred ? left : bo_max(left, score);
        }
    }
    bool some = trade->market->choice_weight > 0.0 && isfinite(left);
    open->date = date;
    open->frac = some ? bo_exp((left - best) / trade->market->choice_weight) : 1.0;
    return open->frac;
}

/* Everything on offer with its score: what may be had, and flagships that may not. A chip that was made for a rule and
 * is barred itself is no loss of its own: what it stood for is. */
static double list_offers(struct bo_world *world, struct trade_choice *choice, uint32_t pair,
                          uint32_t vendor, int32_t date)
{
    struct bo_trade *trade = world->trade;
    const struct trade_class *class = &trade->class[pair / trade->n_destinations];
    double best = -(double)INFINITY;
    for (uint32_t i = 0; i < trade->n_offers; i++) {
        uint32_t c = trade->offer[i];
        if (!sells(trade, c, vendor) || !is_offered(world, c, pair, date)) {
            continue;
        }
        const struct trade_verdict *v = bo_trade_verdict(trade, pair, c, date);
        struct trade_quota_of of = {.rule = v->quota,
                                    .chip = c,
                                    .destination = pair % trade->n_destinations,
                                    .buyer = BO_NO_ROW};
        bool barred = v->barred || !(bo_trade_quota_left(world, &of, date) > 0.0);
        if (barred && bo_trade_is_compliant(world, c)) {
            continue;
        }
        double score = score_for(trade, class, c, v, barred);
        best = bo_max(best, score);
        if (barred) {
            choice->denied[choice->n_denied] = c;
            choice->denied_share[choice->n_denied] = score;
            choice->n_denied++;
        } else {
            choice->chip[choice->n] = c;
            choice->share_frac[choice->n] = score;
            choice->n++;
        }
    }
    return best;
}

static double weigh(uint32_t n, double *score, double best)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < n; i++) {
        score[i] = bo_exp(score[i] - best);
        sum += score[i];
    }
    return sum;
}

/* The share of those that could be ordered on a day, among them. */
static void aim_at(const struct bo_trade *trade, struct trade_choice *choice, int32_t day)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < choice->n; i++) {
        bool there = trade->chip[choice->chip[i]].order_day <= day;
        choice->waiting_frac[i] = there ? choice->share_frac[i] : 0.0;
        sum += choice->waiting_frac[i];
    }
    for (uint32_t i = 0; i < choice->n && sum > 0.0; i++) {
        choice->waiting_frac[i] /= sum;
    }
}

/* The next day after one on which a chip of those came to be ordered; `date` if none did before it. */
static int32_t next_day(const struct bo_trade *trade, const struct trade_choice *choice,
                        int32_t day, int32_t date)
{
    int32_t next = date;
    for (uint32_t i = 0; i < choice->n; i++) {
        int32_t own = trade->chip[choice->chip[i]].order_day;
        next = own > day && own < next ? own : next;
    }
    return next;
}

/* What boards buy that have not chosen in this run: as if they had turned to each chip since it could be ordered. */
static void take_up(const struct bo_trade *trade, struct trade_choice *choice, int32_t date)
{
    double lag = trade->market->choice_lag_days;
    int32_t day = next_day(trade, choice, INT32_MIN, date);
    aim_at(trade, choice, day);
    for (uint32_t i = 0; i < choice->n; i++) {
        choice->habit[choice->chip[i]] = choice->waiting_frac[i];
    }
    while (day < date) {
        int32_t next = next_day(trade, choice, day, date);
        double stays = bo_exp(-(double)(next - day) / lag);
        aim_at(trade, choice, day);
        for (uint32_t i = 0; i < choice->n; i++) {
            double *habit = &choice->habit[choice->chip[i]];
            *habit = stays * *habit + (1.0 - stays) * choice->waiting_frac[i];
        }
        day = next;
    }
    for (uint32_t i = 0; i < choice->n; i++) {
        choice->share_frac[i] = choice->habit[choice->chip[i]];
    }
}

/* Money turns from what it bought last month to what is best now; what went to a chip that cannot be had any more is free
 * at once. */
static void turn(const struct bo_trade *trade, struct trade_choice *choice)
{
    double lag = trade->market->choice_lag_days, held = 0.0;
    double stays = lag > 0.0 ? bo_exp(-trade->order_days / lag) : 0.0;
    for (uint32_t i = 0; i < choice->n; i++) {
        held += choice->habit[choice->chip[i]];
    }
    for (uint32_t i = 0; i < choice->n; i++) {
        double as_before = stays * choice->habit[choice->chip[i]];
        choice->share_frac[i] = as_before + (1.0 - stays * held) * choice->share_frac[i];
    }
}

static void keep_habit(const struct bo_trade *trade, struct trade_choice *choice)
{
    for (uint32_t c = 0; c < trade->n_chips; c++) {
        choice->habit[c] = 0.0;
    }
    for (uint32_t i = 0; i < choice->n; i++) {
        choice->habit[choice->chip[i]] = choice->share_frac[i];
    }
}

/* Leaves out what would get too little, unless all would. */
static void prune(struct trade_choice *choice, double least)
{
    double sum = 0.0;
    uint32_t n = 0;
    for (uint32_t i = 0; i < choice->n; i++) {
        if (choice->share_frac[i] >= least) {
            sum += choice->share_frac[i];
        }
    }
    for (uint32_t i = 0; i < choice->n && sum > 0.0; i++) {
        if (choice->share_frac[i] >= least) {
            choice->chip[n] = choice->chip[i];
            choice->share_frac[n] = choice->share_frac[i] / sum;
            n++;
        }
    }
    choice->n = sum > 0.0 ? n : choice->n;
}

/* ---- second sourcing ---- */

static uint32_t vendor_at(const struct bo_trade *trade, const struct trade_choice *choice,
                          uint32_t i)
{
    return trade->chip[choice->chip[i]].vendor;
}

/* The place of the largest share among chips of all vendors but one; choice->n: there is none. */
static uint32_t largest(const struct bo_trade *trade, const struct trade_choice *choice,
                        uint32_t but_of_vendor)
{
    uint32_t best = choice->n;
    for (uint32_t i = 0; i < choice->n; i++) {
        bool counts = vendor_at(trade, choice, i) != but_of_vendor;
        if (counts && (best == choice->n || choice->share_frac[i] > choice->share_frac[best])) {
            best = i;
        }
    }
    return best;
}

/* Others than the foremost vendor get at least a part, all of it for the best that they offer. */
static void keep_second(const struct bo_trade *trade, struct trade_choice *choice,
                        uint32_t foremost, uint32_t second, double least)
{
    double others = 0.0;
    for (uint32_t i = 0; i < choice->n; i++) {
        others += vendor_at(trade, choice, i) != foremost ? choice->share_frac[i] : 0.0;
    }
    if (others >= least) {
        return;
    }
    uint32_t n = 0;
    for (uint32_t i = 0; i < choice->n; i++) {
        if (vendor_at(trade, choice, i) == foremost) {
            choice->chip[n] = choice->chip[i];
            choice->share_frac[n] = choice->share_frac[i] * (1.0 - least) / (1.0 - others);
            n++;
        }
    }
    choice->chip[n] = second;
    choice->share_frac[n] = least;
    choice->n = n + 1;
}

/* Leaves out what would get too little, but for a second source. */
static void narrow(const struct bo_trade *trade, struct trade_choice *choice, double date)
{
    double least = bo_path_at(&trade->market->second_source_frac, date);
    uint32_t first = largest(trade, choice, BO_NO_ROW);
    uint32_t foremost = BO_NO_ROW, second = BO_NO_ROW;
    if (least > 0.0 && first < choice->n) {
        foremost = vendor_at(trade, choice, first);
        uint32_t best = largest(trade, choice, foremost);
        second = best < choice->n ? choice->chip[best] : BO_NO_ROW;
    }
    prune(choice, trade->market->choice_least_frac);
    if (second != BO_NO_ROW) {
        keep_second(trade, choice, foremost, second, least);
    }
}

/* Of what boards need of a chip, what its vendor does not deliver yet. */
static double unserved_frac(const struct trade_chip *c)
{
    return c->need > c->served ? 1.0 - c->served / c->need : 0.0;
}

/* Of the money for a late chip, what another one is worth that comes sooner: all where it would take twice as long, less where
 * less time is gained; and by what a dollar buys, which the logit's shares say. */
static double worth_meanwhile(const struct bo_trade *trade, const struct trade_choice *choice,
                              uint32_t late, uint32_t other)
{
    double days = trade->chip[choice->chip[other]].quoted_days;
    double late_days = trade->chip[choice->chip[late]].quoted_days;
    double weight = trade->market->choice_weight;
    double odds = choice->share_frac[other] / choice->share_frac[late];
    double ratio = odds < 1.0 && weight > 0.0 ? bo_pow(odds, 1.0 / weight) : 1.0;
    return bo_min(1.0, (late_days - days) / days) * ratio;
}

/* Money whose chips do not come yet is not idle: as far as others come sooner, it buys those. Orders for what is wanted
 * most stay as they are. */
static void fill_interim(const struct bo_trade *trade, struct trade_choice *choice)
{
    for (uint32_t i = 0; i < choice->n; i++) {
        choice->interim_frac[i] = 0.0;
    }
    for (uint32_t i = 0; i < choice->n && trade->market->interim_frac > 0.0; i++) {
        const struct trade_chip *late = &trade->chip[choice->chip[i]];
        double others = 0.0;
        for (uint32_t k = 0; k < choice->n; k++) {
            bool sooner = trade->chip[choice->chip[k]].quoted_days < late->quoted_days;
            others += sooner ? choice->share_frac[k] : 0.0;
        }
        double money = choice->share_frac[i] * unserved_frac(late) * trade->market->interim_frac;
        for (uint32_t k = 0; k < choice->n && money > 0.0 && others > 0.0; k++) {
            if (trade->chip[choice->chip[k]].quoted_days < late->quoted_days) {
                choice->interim_frac[k] +=
                    money * worth_meanwhile(trade, choice, i, k) * choice->share_frac[k] / others;
            }
        }
    }
}

/* ---- what it costs, and who waits ---- */

/* The part of buyers that waits for what does more, or as much with more memory, if the law will let it through to them.
 * Who gets nothing for most of a year anyway loses little by waiting; the longer it is off beyond what they would order
 * now, the fewer have the patience. */
static double waiting_frac(struct bo_trade *trade, uint32_t pair, uint32_t chip, int32_t date)
{
    uint32_t next = trade->vendor[trade->chip[chip].vendor].awaited;
    if (next == BO_NO_ROW || next == chip) {
        return 0.0;
    }
    const struct bo_chip *a = &trade->chip[chip].data, *b = &trade->chip[next].data;
    bool better = b->tpp > a->tpp || (b->tpp >= a->tpp && b->hbm_gb > a->hbm_gb);
    if (!better || bo_trade_verdict(trade, pair, next, date)->barred) {
        return 0.0;
    }
    double later = (double)(b->launch_day - date) - trade->chip[chip].quoted_days;
    double patience = trade->market->wait_patience_days;
    double patient = patience > 0.0 ? bo_clamp(1.0 - later / patience, 0.0, 1.0) : 1.0;
    return trade->market->wait_frac * patient;
}

static void fill_terms(struct bo_trade *trade, struct trade_choice *choice, uint32_t pair,
                       int32_t date)
{
    for (uint32_t i = 0; i < choice->n; i++) {
        uint32_t c = choice->chip[i];
        choice->system_ratio[i] = trade->vendor[trade->chip[c].vendor].uplift_ratio +
                                  bo_trade_verdict(trade, pair, c, date)->levy_frac;
        choice->waiting_frac[i] = waiting_frac(trade, pair, c, date);
    }
}

const struct trade_choice *bo_trade_choose(struct bo_world *world, uint32_t pair, uint32_t vendor,
                                           double day)
{
    struct bo_trade *trade = world->trade;
    struct trade_choice *choice = &trade->choice[pair * (trade->n_vendors + 1) + vendor];
    if (choice->stamp == trade->month_stamp) {
        return choice;
    }
    bool is_first = choice->stamp == 0;
    make_room(world, choice);
    choice->stamp = trade->month_stamp;
    double best = list_offers(world, choice, pair, vendor, bo_world_date(world, day));
    double allowed = weigh(choice->n, choice->share_frac, best);
    double denied = weigh(choice->n_denied, choice->denied_share, best);
    for (uint32_t i = 0; i < choice->n; i++) {
        choice->share_frac[i] /= allowed;
    }
    for (uint32_t i = 0; i < choice->n_denied; i++) {
        choice->denied_share[i] /= allowed + denied;
        choice->denied_frac += choice->denied_share[i];
    }
    if (!is_first) {
        turn(trade, choice);
    } else if (choice->n > 0 && trade->market->choice_lag_days > 0.0) {
        take_up(trade, choice, bo_world_date(world, day));
    }
    keep_habit(trade, choice);
    narrow(trade, choice, (double)bo_world_date(world, day));
    fill_interim(trade, choice);
    fill_terms(trade, choice, pair, bo_world_date(world, day));
    return choice;
}
