#include "buildout/model/ai_budget.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/ai.h"
#include "buildout/model/capital.h"
#include "buildout/model/debt.h"

#define MONTHS_PER_YEAR 12.0

/* The distribution of Erlang with three stages: exact, whatever the step of time. */
double bo_ai_budget_response(double days, double stage_days)
{
    if (!(days > 0.0)) {
        return 0.0;
    }
    double x = days / stage_days;
    return 1.0 - bo_exp(-x) * (1.0 + x + x * x / 2.0);
}

double bo_ai_budget_stretch(const struct bo_capital_param *param, double habit_ratio,
                            double excess_growth, double use_frac)
{
    double outgrown = excess_growth / param->limit_stretch_growth;
    double from = param->limit_stretch_use_frac;
    double short_of = from < 1.0 ? (use_frac - from) / (1.0 - from) : 0.0;
    double pressure = bo_clamp(fmax(outgrown, short_of), 0.0, 1.0);
    return habit_ratio * (1.0 + (param->limit_stretch_ratio - 1.0) * pressure);
}

/* What shows a board that AI pays: its own AI revenue a year, and what labs have in credits with it. */
static double signal_usd(const struct bo_world *world, uint32_t company)
{
    const struct bo_ai_company *ai = &world->ai_economy->company[company];
    double revenue = ai->product_revenue_usd + ai->cloud_ai_revenue_usd + ai->uplift_revenue_usd +
                     ai->leasing_revenue_usd;
    return MONTHS_PER_YEAR * revenue + world->capital->backlog_usd[company];
}

/* Of the compute that it has, own or rented, what does not idle. */
static double use_frac(const struct bo_ai_company *ai)
{
    double there = ai->training_h100e + ai->leased_in_h100e;
    return there > 0.0 ? 1.0 - ai->idle_h100e / there : 0.0;
}

static void look(const struct bo_world *world, struct bo_ai_budget *b,
                 const struct bo_ai_budget_param *p)
{
    const struct bo_capital_param *capital = world->param->capital;
    double signal = signal_usd(world, p->company);
    double fleet = world->ai_economy->company[p->company].fleet_mw;
    double ocf = world->company[p->company].param->operating_cash_flow_usd_per_year;
    double unnoticed = capital->ratchet_floor_frac * fmax(ocf, 0.0);
    double lag = capital->ratchet_lag_days;
    double before = b->signal_usd + unnoticed;
    if (b->begun && before > 0.0) {
        double growth = MONTHS_PER_YEAR * bo_log((signal + unnoticed) / before);
        b->growth_seen = bo_approach(b->growth_seen, growth, BO_DAYS_PER_MONTH, lag);
    }
    if (b->begun && b->fleet_mw > 0.0 && fleet > 0.0) {
        double growth = MONTHS_PER_YEAR * bo_log(fleet / b->fleet_mw);
        b->fleet_growth = bo_approach(b->fleet_growth, growth, BO_DAYS_PER_MONTH, lag);
    }
    double use = use_frac(&world->ai_economy->company[p->company]);
    b->use_seen = bo_approach(b->use_seen, use, BO_DAYS_PER_MONTH, lag);
    b->use_believed = bo_approach(b->use_believed, use, BO_DAYS_PER_MONTH, lag);
    b->begun = true;
    b->signal_usd = signal;
    b->fleet_mw = fleet;
    b->log_seen += b->growth_seen / MONTHS_PER_YEAR;
    b->log_peak = fmax(b->log_peak, b->log_seen);
    b->log_ratchet = p->ratchet_ratio * (capital->ratchet_gain * b->log_peak -
                                         capital->ratchet_fall * (b->log_peak - b->log_seen));
}

/* Capex over operating cash flow that its strategy and its habits of old allow. */
static double limit_ratio(const struct bo_world *world, uint32_t company, double date)
{
    const struct bo_company *c = &world->company[company];
    return bo_path_at(&c->param->capex_limit_ratio, date) * c->policy.capex_limit_ratio;
}

/* What it has paid of its own within a year, over what it allowed itself of old, is what it gets used to: as far as, stretched,
 * a limit is the whole of its cash flow. */
static void get_used(const struct bo_world *world, struct bo_ai_budget *b, uint32_t company,
                     double date)
{
    const struct bo_capital_param *capital = world->param->capital;
    const struct bo_company *c = &world->company[company];
    double ratio = limit_ratio(world, company, date);
    if (capital->limit_habit_days > 0.0 && ratio > 0.0 && c->ocf.ttm > 0.0) {
        double paid = c->capex.ttm - b->lent_usd_per_year;
        double most = fmax(1.0, 1.0 / (ratio * capital->limit_stretch_ratio));
        b->habit_ratio =
            bo_approach(b->habit_ratio, bo_clamp(paid / (ratio * c->ocf.ttm), 1.0, most),
                        BO_DAYS_PER_MONTH, capital->limit_habit_days);
    }
}

static double limit_usd_per_year(const struct bo_world *world, const struct bo_ai_budget *b,
                                 uint32_t company, double date)
{
    const struct bo_company *c = &world->company[company];
    double left = limit_ratio(world, company, date) * b->stretch_ratio * fmax(c->ocf.ttm, 0.0) -
                  c->capex_servers.ttm - c->capex_other.ttm;
    return fmax(0.0, left);
}

/* What a fleet must yield before owners come; below it lenders advance less, and nothing at half of it. */
static double lenders_trust(const struct bo_world *world, uint32_t company)
{
    const struct bo_param *p = world->param;
    double usual = p->n[BO_TABLE_CHIP_MARKET] > 0 ? p->chip_market->entry.yield_per_year : 0.0;
    double now =
        world->ai_economy->market[world->ai_economy->company[company].market].yield_per_year;
    return usual > 0.0 && now > 0.0 ? bo_clamp(2.0 * now / usual - 1.0, 0.0, 1.0) : 1.0;
}

/* Lenders look at what a lessor owes against what it earns, at what a fleet yields, and at how much of their money is with one. */
static double advance_usd_per_year(const struct bo_world *world, const struct bo_ai_budget_param *p,
                                   double date)
{
    double revenue = MONTHS_PER_YEAR * world->ai_economy->company[p->company].leasing_revenue_usd;
    double debt = world->ledger.balance == NULL
                      ? 0.0
                      : -bo_money_usd(world->ledger.balance[p->company][BO_DEBT]);
    double room = p->advance_debt_max_ratio * revenue - debt;
    double trust = lenders_trust(world, p->company);
    double to_one = bo_path_at(&p->advance_max_usd_per_year, date);
    double most = fmin(fmax(room, 0.0), to_one);
    return bo_clamp(trust * p->advance_ratio * revenue, 0.0, most);
}

double bo_ai_budget_hall_frac(const struct bo_world *world, uint32_t company,
                              double plan_usd_per_year)
{
    double days = world->company[company].policy.waiting_max_days;
    double most = plan_usd_per_year * days / BO_DAYS_PER_YEAR;
    double waiting = world->ai_economy->company[company].waiting_usd;
    return days >= 0.0 && waiting > most ? fmax(0.0, 2.0 - waiting / most) : 1.0;
}

/* Who sees machines idle buys fewer. */
static double use_ratio(const struct bo_ai_budget *b, double use_least_frac)
{
    return use_least_frac > 0.0 ? fmin(1.0, b->use_believed / use_least_frac) : 1.0;
}

static void set_budget(struct bo_world *world, uint32_t row, double day)
{
    const struct bo_ai_budget_param *p = &world->param->ai_budget[row];
    const struct bo_company *c = &world->company[p->company];
    struct bo_ai_company *ai = &world->ai_economy->company[p->company];
    struct bo_ai_budget *b = &world->capital->budget[row];
    const struct bo_capital_param *capital = world->param->capital;
    double date = bo_world_closed_date(world, day);
    double since =
        (double)world->start_day + day - (double)capital->shock_day - p->response_delay_days;
    double response = bo_ai_budget_response(since, capital->response_stage_days);
    b->share_frac = (p->calm_frac + p->response_frac * response) * bo_exp(b->log_ratchet);
    b->stretch_ratio = bo_ai_budget_stretch(capital, b->habit_ratio,
                                            b->growth_seen - b->fleet_growth, b->use_seen);
    b->limit_usd_per_year = limit_usd_per_year(world, b, p->company, date);
    double plan = c->policy.ai_plan_ratio;
    double own = fmin(b->share_frac * plan * fmax(c->ocf.ttm, 0.0), b->limit_usd_per_year);
    own *= use_ratio(b, c->policy.use_least_frac);
    bool lends = !c->in_default && bo_debt_is_covered(world, p->company, day);
    double lent = !lends
                      ? 0.0
                      : bo_debt_open_frac(world, day) * (advance_usd_per_year(world, p, date) +
                                                         bo_path_at(&p->funded_usd_per_year, date));
    double bought = 1.0 - c->policy.options_frac;
    b->options_usd_per_year = c->policy.options_frac * (own + plan * lent);
    b->lent_usd_per_year = bought * plan * lent;
    ai->system_budget_usd_per_year += bought * own + b->lent_usd_per_year;
    ai->frontier = ai->frontier || bo_capital_wants_frontier(c, p->frontier);
}

const struct bo_ai_budget *bo_ai_budget_of(const struct bo_world *world, uint32_t company)
{
    for (uint32_t i = 0; world->capital != NULL && i < world->capital->n_budgets; i++) {
        if (world->param->ai_budget[i].company == company) {
            return &world->capital->budget[i];
        }
    }
    return NULL;
}

double bo_ai_budget_draw(struct bo_world *world, uint32_t company, double usd)
{
    for (uint32_t i = 0; world->capital != NULL && i < world->capital->n_budgets; i++) {
        struct bo_ai_budget *b = &world->capital->budget[i];
        if (world->param->ai_budget[i].company == company) {
            double drawn = bo_clamp(usd, 0.0, b->promised_usd);
            b->promised_usd -= drawn;
            return drawn;
        }
    }
    return 0.0;
}

static const struct bo_ai_budget_param *param_of(const struct bo_world *world, uint32_t company)
{
    uint32_t n = world->capital != NULL ? world->capital->n_budgets : 0;
    for (uint32_t i = 0; i < n; i++) {
        if (world->param->ai_budget[i].company == company) {
            return &world->param->ai_budget[i];
        }
    }
    return NULL;
}

double bo_ai_budget_equity_frac(const struct bo_world *world, uint32_t company)
{
    const struct bo_ai_budget_param *p = param_of(world, company);
    return p != NULL ? p->advance_equity_frac : 0.0;
}

double bo_ai_budget_forgiven_usd(const struct bo_world *world, uint32_t company, double debt_usd)
{
    const struct bo_ai_budget_param *p = param_of(world, company);
    double revenue =
        MONTHS_PER_YEAR * world->company[company].revenue.month; /* who grows is prolonged */
    if (p == NULL || !(debt_usd > p->restructure_ratio * revenue)) {
        return 0.0;
    }
    return debt_usd - fmin(p->advance_debt_max_ratio, p->restructure_ratio) * revenue;
}

double bo_ai_budget_bearable_ratio(const struct bo_world *world, uint32_t company)
{
    const struct bo_ai_budget_param *p = param_of(world, company);
    return p != NULL && isfinite(p->restructure_ratio)
               ? fmin(p->advance_debt_max_ratio, p->restructure_ratio)
               : (double)INFINITY;
}

void bo_ai_budget_open(struct bo_world *world)
{
    struct bo_capital *capital = world->capital;
    capital->n_budgets = world->param->n[BO_TABLE_AI_BUDGETS];
    capital->budget = BO_NEW_ARRAY(world->arena, struct bo_ai_budget, capital->n_budgets);
    for (uint32_t i = 0; i < capital->n_budgets; i++) {
        capital->budget[i].habit_ratio = capital->budget[i].use_believed = 1.0;
        if (world->company[world->param->ai_budget[i].company].alive) {
            set_budget(world, i, 0.0);
        }
    }
}

void bo_ai_budget_close(struct bo_world *world, double day)
{
    for (uint32_t i = 0; i < world->capital->n_budgets; i++) {
        const struct bo_ai_budget_param *p = &world->param->ai_budget[i];
        if (world->company[p->company].alive) {
            look(world, &world->capital->budget[i], p);
            get_used(world, &world->capital->budget[i], p->company,
                     bo_world_closed_date(world, day));
            set_budget(world, i, day);
            double *promised = &world->capital->budget[i].promised_usd;
            *promised = world->company[p->company].in_default ? 0.0 : *promised;
            *promised += world->capital->budget[i].lent_usd_per_year / MONTHS_PER_YEAR;
        }
    }
}
