/* What boards order: what their budgets buy, over a supply line that stretches with the quoted lead time. */
#include "trade_inner.h"

#include <math.h>
#include <stdlib.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/capital.h"

/* ---- lines ---- */

struct trade_line *bo_trade_line(struct bo_world *world, uint32_t buyer, uint32_t region,
                                 uint32_t chip)
{
    struct bo_trade *trade = world->trade;
    uint32_t *place = &trade->buyer[buyer].region_line[region * trade->chip_room + chip];
    if (*place > 0) {
        return &trade->line[*place - 1];
    }
    BO_ARENA_ROOM(world->arena, trade->line, trade->n_lines, trade->line_room);
    uint32_t number = trade->n_lines;
    trade->n_lines++;
    *place = number + 1;
    struct trade_line *line = &trade->line[number];
    uint32_t class = trade->buyer[buyer].class, destination = trade->destination_of[region];
    *line = (struct trade_line){.buyer = buyer,
                                .region = region,
                                .chip = chip,
                                .pair = bo_trade_pair(trade, class, destination),
                                .source = bo_fleet_source(world, buyer, chip)};
    return line;
}

void bo_trade_count_denied(struct bo_trade *trade, uint32_t buyer, uint32_t chip, double chips)
{
    struct trade_buyer_sums *company = bo_trade_company_sums(trade, buyer);
    trade->chip[chip].month.denied += chips;
    bo_trade_chip_counts(trade, buyer, chip)->denied += chips;
    bo_trade_market_sums(trade, buyer)->chips.denied += chips;
    if (company != NULL) {
        company->chips.denied += chips;
    }
}

void bo_trade_line_add(struct trade_line *line, double count, double day)
{
    double all = line->count + count;
    if (all > 0.0) {
        line->ordered_day = (line->count * line->ordered_day + count * day) / all;
    }
    line->count = all;
}

void bo_trade_line_cancel(struct bo_trade *trade, struct trade_line *line, double count)
{
    struct trade_buyer_sums *company = bo_trade_company_sums(trade, line->buyer);
    double kept_frac = line->count > 0.0 ? 1.0 - count / line->count : 0.0;
    line->count -= count;
    line->laid_in *= kept_frac;
    line->licensed = bo_min(line->licensed, line->count);
    trade->chip[line->chip].month.cancelled += count;
    bo_trade_chip_counts(trade, line->buyer, line->chip)->cancelled += count;
    bo_trade_market_sums(trade, line->buyer)->chips.cancelled += count;
    if (company != NULL) {
        company->chips.cancelled += count;
    }
}

static void order(struct bo_trade *trade, struct trade_line *line, double count, double day)
{
    struct trade_buyer_sums *company = bo_trade_company_sums(trade, line->buyer);
    bo_trade_line_add(line, count, day);
    trade->chip[line->chip].month.orders += count;
    bo_trade_chip_counts(trade, line->buyer, line->chip)->orders += count;
    bo_trade_market_sums(trade, line->buyer)->chips.orders += count;
    if (company != NULL) {
        company->chips.orders += count;
    }
}

/* Orders whole chips, and carries the rest of one over; or cancels, as far as no wafer has been started for them. */
void bo_trade_line_move(struct bo_trade *trade, struct trade_line *line, double chips, double day)
{
    double wanted = line->order_frac + chips;
    double whole = (double)(int64_t)wanted; /* towards zero */
    line->order_frac = wanted - whole;
    if (whole > 0.0) {
        order(trade, line, whole, day);
    } else if (whole < 0.0) {
        double free = trade->chip[line->chip].cancellable_frac * (line->count - line->laid_in);
        double most = (double)(int64_t)bo_max(0.0, free);
        bo_trade_line_cancel(trade, line, bo_min(-whole, most));
    }
}

/* ---- budgets ---- */

static double usd_per_year(const struct bo_world *world, const struct trade_buyer *b, double day)
{
    if (b->company != BO_NO_ROW) {
        bool alive = world->company[b->company].alive;
        return alive ? world->ai_economy->company[b->company].system_budget_usd_per_year : 0.0;
    }
    double date = (double)world->start_day + day;
    return bo_path_at(&b->param->budget_usd_per_year, date) * bo_trade_entry_ratio(world, b, date);
}

/* Of the best that a dollar buys, what the law leaves to a buyer in its regions. */
static double open_frac(struct bo_world *world, const struct trade_buyer *b, double day)
{
    struct bo_trade *trade = world->trade;
    double open = 0.0, all = 0.0;
    for (uint32_t r = 0; r < trade->n_regions; r++) {
        if (b->share[r] > 0.0) {
            uint32_t pair = bo_trade_pair(trade, b->class, trade->destination_of[r]);
            open += b->share[r] * bo_trade_open_frac(world, pair, bo_world_date(world, day));
            all += b->share[r];
        }
    }
    return all > 0.0 ? open / all : 1.0;
}

/* Regions that would get less than is worth the trouble are left out. */
static void spread(const struct bo_world *world, uint32_t buyer)
{
    const struct bo_trade *trade = world->trade;
    double *share = trade->buyer[buyer].share;
    bo_fleet_spread(world, buyer, share);
    double least = trade->market->choice_least_frac, sum = 0.0;
    for (uint32_t r = 0; r < trade->n_regions; r++) {
        sum += share[r] >= least ? share[r] : 0.0;
    }
    for (uint32_t r = 0; r < trade->n_regions && sum > 0.0; r++) {
        share[r] = share[r] >= least ? share[r] / sum : 0.0;
    }
}

static void see_awaited(struct bo_world *world, double day)
{
    struct bo_trade *trade = world->trade;
    int32_t date = bo_world_date(world, day);
    for (uint32_t v = 0; v < trade->n_vendors; v++) {
        trade->vendor[v].awaited = BO_NO_ROW;
    }
    for (uint32_t c = 0; c < trade->n_chips; c++) {
        const struct bo_chip *chip = &trade->chip[c].data;
        if (trade->chip[c].vendor == BO_NO_ROW || trade->chip[c].sleeps ||
            date < chip->announced_day || date >= chip->launch_day ||
            (double)(date - chip->announced_day) >= trade->market->wait_window_days) {
            continue;
        }
        uint32_t *awaited = &trade->vendor[trade->chip[c].vendor].awaited;
        if (*awaited == BO_NO_ROW || chip->tpp > trade->chip[*awaited].data.tpp) {
            *awaited = c;
        }
    }
}

/* Money that was kept back for a successor comes back once nobody waits. */
static double come_back_usd(const struct bo_trade *trade, struct trade_buyer *b)
{
    for (uint32_t v = 0; v < trade->n_vendors; v++) {
        if (trade->vendor[v].awaited != BO_NO_ROW) {
            return 0.0;
        }
    }
    double frac = 1.0 - bo_exp(-trade->order_days / trade->market->wait_return_days);
    double back = b->waited_usd * frac;
    b->waited_usd -= back;
    return back;
}

/* Budgets grow from month to month; boards see it with a lag, and order for what they will have at delivery. */
static void see_growth(const struct bo_trade *trade, struct trade_buyer *b, double usual)
{
    const struct bo_chip_market_param *m = trade->market;
    if (b->usual_usd > 0.0 && usual > 0.0 && trade->order_days > 0.0) {
        double now = bo_log(usual / b->usual_usd) / trade->order_days * BO_DAYS_PER_YEAR;
        b->growth = bo_approach(b->growth, now, trade->order_days, m->plan_growth_lag_days);
    }
    b->usual_usd = usual;
}

/* By the time that the chip would be there; in all regions alike, one after the other. */
static double growth_until(const struct bo_trade *trade, uint32_t buyer, uint32_t chip)
{
    const struct bo_chip_market_param *m = trade->market;
    struct trade_ahead *kept = &trade->ahead[chip];
    if (kept->stamp != trade->month_stamp || kept->buyer != buyer) {
        double growth = bo_clamp(trade->buyer[buyer].growth, 0.0, m->plan_growth_max_per_year);
        double days = bo_min(trade->chip[chip].quoted_days, m->line_max_days);
        kept->stamp = trade->month_stamp;
        kept->buyer = buyer;
        kept->ratio = growth > 0.0 ? bo_exp(growth * days / BO_DAYS_PER_YEAR) : 1.0;
    }
    return kept->ratio;
}

/* What the law leaves to an owner beside the companies, over what it leaves to all of them in its market, who set the price at
 * which a fleet pays there. */
static void see_open(struct bo_world *world, double day)
{
    struct bo_trade *trade = world->trade;
    double open[BO_N_MARKETS] = {0.0}, all[BO_N_MARKETS] = {0.0};
    for (uint32_t i = 0; i < trade->n_buyers; i++) {
        struct trade_buyer *b = &trade->buyer[i];
        if (b->usd_per_day > 0.0 && b->company == BO_NO_ROW) {
            b->open_today = open_frac(world, b, day);
            open[b->market] += b->usd_per_day * b->open_today;
            all[b->market] += b->usd_per_day;
        }
    }
    for (uint32_t i = 0; i < trade->n_buyers; i++) {
        struct trade_buyer *b = &trade->buyer[i];
        if (b->usd_per_day > 0.0 && b->company == BO_NO_ROW) {
            double of = open[b->market];
            double over = of > 0.0 ? b->open_today * (all[b->market] / of) : 1.0;
            bo_trade_see_open(world, b, over, day);
        }
    }
}

/* What went into the grey channel last month is not there again for the vendors. */
void bo_trade_see_budgets(struct bo_world *world, double day)
{
    struct bo_trade *trade = world->trade;
    double largest = 0.0;
    see_awaited(world, day);
    for (uint32_t i = 0; i < trade->n_buyers; i++) {
        struct trade_buyer *b = &trade->buyer[i];
        b->gone = b->company != BO_NO_ROW &&
                  (!world->company[b->company].alive || bo_capital_ended(world, b->company));
        double grey = b->grey_usd / BO_DAYS_PER_MONTH;
        b->grey_usd = 0.0;
        double back = trade->order_days > 0.0 ? come_back_usd(trade, b) / trade->order_days : 0.0;
        double usual = usd_per_year(world, b, day) / BO_DAYS_PER_YEAR;
        see_growth(trade, b, usual);
        b->usd_per_day = b->gone ? 0.0 : bo_max(0.0, usual + back - grey);
        b->in_house_frac = bo_path_at(&b->param->in_house_frac, (double)world->start_day + day);
        largest = bo_max(largest, b->usd_per_day);
        if (b->usd_per_day > 0.0) {
            spread(world, i);
        }
    }
    see_open(world, day);
    for (uint32_t i = 0; i < trade->n_buyers; i++) {
        trade->buyer[i].size_frac = largest > 0.0 ? trade->buyer[i].usd_per_day / largest : 0.0;
    }
}

/* ---- needs ---- */

/* Of the next month's money, what would have gone to chips that no gate lets through. */
static void count_denied(struct bo_world *world, uint32_t buyer, const struct trade_choice *choice,
                         double usd_per_day)
{
    struct bo_trade *trade = world->trade;
    double days = trade->order_days;
    struct trade_buyer_sums *company = bo_trade_company_sums(trade, buyer);
    if (company != NULL) {
        company->denied_usd += usd_per_day * choice->denied_frac * days;
    }
    for (uint32_t i = 0; i < choice->n_denied; i++) {
        uint32_t c = choice->denied[i];
        double uplift = trade->vendor[trade->chip[c].vendor].uplift_ratio;
        double system_usd = bo_trade_chip_usd(trade, c, buyer) * uplift;
        bo_trade_count_denied(trade, buyer, c,
                              usd_per_day * days * choice->denied_share[i] / system_usd);
    }
}

/* So much more a day is wanted of a chip. */
static void want(struct bo_world *world, uint32_t buyer, uint32_t region, uint32_t chip,
                 double chips)
{
    struct bo_trade *trade = world->trade;
    struct trade_line *line = bo_trade_line(world, buyer, region, chip);
    line->need += chips;
    if (!line->live && chips > 0.0) {
        line->live = true;
        BO_ARENA_ROOM(world->arena, trade->woken, trade->n_woken, trade->woken_room);
        trade->woken[trade->n_woken] = (uint32_t)(line - trade->line);
        trade->n_woken++;
    }
}

static void add_needs(struct bo_world *world, uint32_t buyer, uint32_t region, double usd,
                      uint32_t vendor, double day)
{
    struct bo_trade *trade = world->trade;
    struct trade_buyer *b = &trade->buyer[buyer];
    uint32_t pair = bo_trade_pair(trade, b->class, trade->destination_of[region]);
    const struct trade_choice *choice = bo_trade_choose(world, pair, vendor, day);
    for (uint32_t i = 0; i < choice->n; i++) {
        uint32_t c = choice->chip[i];
        double system_usd = bo_trade_chip_usd(trade, c, buyer) * choice->system_ratio[i];
        double now_usd = usd * (choice->share_frac[i] + choice->interim_frac[i]);
        double kept = now_usd * choice->waiting_frac[i];
        b->waited_usd += kept * trade->order_days;
        now_usd -= kept;
        want(world, buyer, region, c, growth_until(trade, buyer, c) * now_usd / system_usd);
    }
    if (choice->n_denied > 0) {
        count_denied(world, buyer, choice, usd);
        bo_trade_grey_order(world, buyer, region, choice, usd);
    }
}

/* Money goes first to chips of the house, as far as there are any. */
static double in_house_usd(struct bo_world *world, uint32_t buyer, uint32_t region, double usd,
                           double day)
{
    struct bo_trade *trade = world->trade;
    const struct trade_buyer *b = &trade->buyer[buyer];
    uint32_t pair = bo_trade_pair(trade, b->class, trade->destination_of[region]);
    double left = usd * b->in_house_frac;
    uint32_t n = 0;
    for (uint32_t v = 0; v < trade->n_vendors && left > 0.0; v++) {
        n += b->company != BO_NO_ROW && trade->vendor[v].param->owner == b->company &&
             bo_trade_choose(world, pair, v, day)->n > 0;
    }
    for (uint32_t v = 0; v < trade->n_vendors && n > 0; v++) {
        if (trade->vendor[v].param->owner == b->company) {
            add_needs(world, buyer, region, left / (double)n, v, day);
        }
    }
    return n > 0 ? left : 0.0;
}

static int by_number(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void add_live(struct bo_world *world, uint32_t number)
{
    struct bo_trade *trade = world->trade;
    struct trade_line *line = &trade->line[number];
    line->live = line->need > 0.0 || line->count > 0.0 || line->transit > 0.0;
    if (!line->live) {
        return;
    }
    BO_ARENA_ROOM(world->arena, trade->live, trade->n_live, trade->live_room);
    trade->live[trade->n_live] = number;
    trade->n_live++;
    struct trade_chip *chip = &trade->chip[line->chip];
    line->next = BO_NO_ROW;
    if (chip->first_line == BO_NO_ROW) {
        chip->first_line = number;
    } else {
        trade->line[chip->last_line].next = number;
    }
    chip->last_line = number;
}

/* Lines stay when they are empty, and most are: what is done with all of them leaves those out. One comes to life by
 * being wanted, and is then among the woken; both lists are in the order of the lines. */
static void list_live(struct bo_world *world)
{
    struct bo_trade *trade = world->trade;
    uint32_t n_before = trade->n_live, k = 0, *before = trade->live;
    if (trade->n_woken > 1) {
        qsort(trade->woken, trade->n_woken, sizeof *trade->woken, by_number);
    }
    trade->live = trade->was_live;
    uint32_t room = trade->live_room;
    trade->live_room = trade->was_live_room;
    trade->was_live = before;
    trade->was_live_room = room;
    trade->n_live = 0;
    for (uint32_t c = 0; c < trade->n_chips; c++) {
        trade->chip[c].first_line = BO_NO_ROW;
    }
    for (uint32_t i = 0; i < n_before; i++) {
        for (; k < trade->n_woken && trade->woken[k] < before[i]; k++) {
            add_live(world, trade->woken[k]);
        }
        add_live(world, before[i]);
    }
    for (; k < trade->n_woken; k++) {
        add_live(world, trade->woken[k]);
    }
    trade->n_woken = 0;
}

void bo_trade_see_needs(struct bo_world *world, double day)
{
    struct bo_trade *trade = world->trade;
    trade->month_stamp++;
    bo_trade_see_offers(world, day);
    trade->n_grey = 0;
    for (uint32_t i = 0; i < trade->n_live; i++) {
        trade->line[trade->live[i]].need = 0.0;
    }
    for (uint32_t i = 0; i < trade->n_buyers; i++) {
        const struct trade_buyer *b = &trade->buyer[i];
        for (uint32_t r = 0; r < trade->n_regions && b->usd_per_day > 0.0; r++) {
            double usd = b->usd_per_day * b->share[r];
            if (usd > 0.0) {
                trade->class[b->class].ships_to[trade->destination_of[r]] = true;
                usd -= in_house_usd(world, i, r, usd, day);
                add_needs(world, i, r, usd, trade->n_vendors, day);
            }
        }
    }
    list_live(world);
}

/* ---- orders ---- */

/* Wanted supply line: need x the lead time, of which what exceeds the usual counts lead_gain times. */
static double line_days(const struct bo_chip_market_param *m, double quoted_days)
{
    double usual = bo_min(quoted_days, m->lead_usual_days);
    double days = usual + m->lead_gain * (quoted_days - usual);
    return bo_min(days, m->line_max_days);
}

/* closed_frac: of the distance to the wanted line, in those days */
static void follow_need(struct bo_world *world, struct trade_line *line, double days,
                        double closed_frac)
{
    struct bo_trade *trade = world->trade;
    struct trade_chip *chip = &trade->chip[line->chip];
    double wanted = line->need * line_days(trade->market, chip->quoted_days);
    /* as it is on the mean of a month, at the beginning of which its need is ordered */
    double there = line->count - line->laid_in + line->transit +
                   line->need * trade->vendor[chip->vendor].arrival_days;
    line->wish = line->need * days + (wanted - there) * closed_frac;
    trade->vendor[chip->vendor].wished_slots[chip->gives_way] +=
        bo_max(0.0, line->wish) * chip->data.slots;
}

/* What a vendor's book still holds of the orders that come in; of chips that give way, beside the others. */
static void accept(struct bo_trade *trade, uint32_t vendor)
{
    struct trade_vendor *v = &trade->vendor[vendor];
    double room = v->slots_per_day * trade->market->line_max_days, held[2] = {0.0, 0.0};
    for (uint32_t c = v->first_chip; c != BO_NO_ROW; c = trade->chip[c].next_of_vendor) {
        held[trade->chip[c].gives_way] += trade->chip[c].backlog * trade->chip[c].data.slots;
    }
    for (int k = 0; k < 2; k++) {
        room = bo_max(0.0, room - held[k]);
        double wished = v->wished_slots[k];
        v->accepted_frac[k] = wished > room ? room / wished : 1.0;
        room = bo_max(0.0, room - wished);
    }
}

/* All boards' orders of the month. */
static void order_all(struct bo_world *world, double day, double days)
{
    struct bo_trade *trade = world->trade;
    double closed_frac = 1.0 - bo_exp(-days / trade->market->adjust_days);
    for (uint32_t v = 0; v < trade->n_vendors; v++) {
        trade->vendor[v].wished_slots[0] = trade->vendor[v].wished_slots[1] = 0.0;
    }
    for (uint32_t i = 0; i < trade->n_live; i++) {
        struct trade_line *line = &trade->line[trade->live[i]];
        line->wish = 0.0;
        if (trade->buyer[line->buyer].gone) {
            bo_trade_line_cancel(trade, line, line->count);
        } else if (line->need > 0.0 || line->count > 0.0) {
            follow_need(world, line, days, closed_frac);
        }
    }
    for (uint32_t v = 0; v < trade->n_vendors; v++) {
        accept(trade, v);
    }
    for (uint32_t i = 0; i < trade->n_live; i++) {
        struct trade_line *line = &trade->line[trade->live[i]];
        const struct trade_chip *chip = &trade->chip[line->chip];
        double accepted = trade->vendor[chip->vendor].accepted_frac[chip->gives_way];
        bo_trade_line_move(trade, line, line->wish * (line->wish > 0.0 ? accepted : 1.0), day);
    }
}

/* Does a rule that has been announced bar what is begun for the line this month by the day on which it is made, on the mean?
 * bar_day: the first on which one may. */
static bool comes_too_late(const struct bo_trade *trade, const struct trade_line *line,
                           int32_t date, int32_t bar_day)
{
    if (bar_day == BO_NEVER) {
        return false;
    }
    uint32_t vendor = trade->chip[line->chip].vendor;
    int32_t made =
        date + (int32_t)(trade->vendor[vendor].param->make_days + trade->order_days / 2.0);
    return bar_day <= made && bo_trade_foresee(trade, &trade->chip[line->chip].data,
                                               bo_trade_docket(trade, line), made, date)
                                  .barred;
}

static void count_line(struct bo_world *world, const struct trade_line *line, int32_t date,
                       int32_t bar_day)
{
    struct bo_trade *trade = world->trade;
    struct trade_chip *chip = &trade->chip[line->chip];
    const struct trade_verdict *v = bo_trade_line_verdict(trade, line, date);
    double may_ship = v->permission == BO_LICENCE ? line->licensed : line->count;
    chip->backlog += line->count;
    if (comes_too_late(trade, line, date, bar_day)) {
        return; /* what is in stock or in work ships */
    }
    if (v->quota != BO_NO_ROW) {
        struct trade_quota_of of = {.rule = v->quota,
                                    .chip = line->chip,
                                    .destination = trade->destination_of[line->region],
                                    .buyer = line->buyer};
        double left = bo_trade_quota_left(world, &of, date);
        if (!isinf(left)) {
            chip->under_quota = bo_min(chip->under_quota + may_ship, left);
            return;
        }
    }
    chip->need += v->permission == BO_LICENCE || v->barred ? 0.0 : line->need;
    chip->makeable += may_ship;
}

/* What is on order, and of it what vendors can make without fear. */
void bo_trade_count_backlog(struct bo_world *world, double day)
{
    struct bo_trade *trade = world->trade;
    int32_t date = bo_world_date(world, day), bar_day = bo_trade_next_bar(world, date);
    for (uint32_t c = 0; c < trade->n_chips; c++) {
        trade->chip[c].backlog = trade->chip[c].makeable = trade->chip[c].need = 0.0;
        trade->chip[c].under_quota = 0.0;
    }
    for (uint32_t i = 0; i < trade->n_live; i++) {
        const struct trade_line *line = &trade->line[trade->live[i]];
        if (line->count > 0.0 || line->need > 0.0) {
            count_line(world, line, date, bar_day);
        }
    }
    for (uint32_t c = 0; c < trade->n_chips; c++) {
        trade->chip[c].makeable += trade->chip[c].under_quota;
    }
}

void bo_trade_count_mw(struct bo_world *world)
{
    const struct bo_trade *trade = world->trade;
    struct bo_ai_company *ai = world->ai_economy->company;
    for (uint32_t i = 0; i < world->n_companies; i++) {
        ai[i].ordered_mw = 0.0;
    }
    for (uint32_t i = 0; i < trade->n_live; i++) {
        const struct trade_line *line = &trade->line[trade->live[i]];
        uint32_t company = trade->buyer[line->buyer].company;
        double chips = line->count + line->transit;
        if (company != BO_NO_ROW && chips > 0.0) {
            ai[company].ordered_mw += chips * bo_fleet_chip_mw(world, line->chip);
        }
    }
}

/* What is on order was counted by the close of the same day, or at the opening. */
void bo_trade_order(struct bo_world *world, double day)
{
    struct bo_trade *trade = world->trade;
    if (trade == NULL) {
        return;
    }
    double days = bo_world_month_end(world, world->month) - day;
    int32_t date = bo_world_date(world, day);
    trade->order_days = days;
    for (uint32_t c = 0; c < trade->n_chips; c++) {
        struct trade_chip *chip = &trade->chip[c];
        double unstarted = chip->backlog - chip->stock - chip->in_work;
        chip->cancellable_frac =
            chip->backlog > 0.0 ? bo_clamp(unstarted / chip->backlog, 0.0, 1.0) : 0.0;
    }
    bo_trade_see_prices(world, day);
    bo_trade_see_budgets(world, day);
    bo_trade_see_needs(world, day);
    order_all(world, day, days);
    bo_trade_lay_in(world, day, days);
    for (uint32_t i = 0; i < trade->n_live; i++) {
        const struct trade_line *line = &trade->line[trade->live[i]];
        if (line->count > line->licensed &&
            bo_trade_line_verdict(trade, line, date)->permission == BO_LICENCE) {
            bo_trade_apply(world, trade->live[i], day);
        }
    }
    bo_trade_count_backlog(world, day);
    for (uint32_t v = 0; v < trade->n_vendors; v++) {
        bo_trade_make(world, v, day, days);
    }
    bo_trade_quote(world, day, days);
    bo_trade_grey_bound(world);
}
