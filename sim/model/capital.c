#include "buildout/model/capital.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/ai.h"
#include "buildout/model/capability.h"
#include "buildout/model/debt.h"
#include "buildout/model/lab_books.h"
#include "buildout/model/share.h"

#define MONTHS_PER_YEAR 12.0
#define USD_PER_MILLION 1e6

/* ---- the month ---- */

/* The most that anybody spends on training, as seen with a lag; until the run shows it, what the scenario says. */
static void see_leader(struct bo_world *world, double day)
{
    const struct bo_capital_param *p = world->param->capital;
    struct bo_capital *capital = world->capital;
    double most = 0.0;
    for (uint32_t c = 0; c < world->n_companies; c++) {
        most = fmax(most, world->ai_economy->company[c].training_cost_usd);
    }
    capital->leader_known = capital->leader_known || most > 0.0;
    if (capital->leader_known) {
        capital->leader_usd_per_year =
            bo_approach(capital->leader_usd_per_year, MONTHS_PER_YEAR * most, BO_DAYS_PER_MONTH,
                        p->frontier_lag_days);
    } else {
        capital->leader_usd_per_year =
            bo_path_at(&p->frontier_cost_usd_per_year, bo_world_closed_date(world, day));
    }
}

static void sum_backlog(struct bo_world *world)
{
    struct bo_capital *capital = world->capital;
    for (uint32_t c = 0; c < world->n_companies; c++) {
        capital->backlog_usd[c] = 0.0;
        for (uint32_t i = 0; i < capital->n_labs; i++) {
            capital->backlog_usd[c] += capital->lab[i].credit_usd[c];
        }
    }
}

static void clear_budgets(struct bo_world *world)
{
    for (uint32_t c = 0; c < world->n_companies; c++) {
        struct bo_ai_company *ai = &world->ai_economy->company[c];
        ai->system_budget_usd_per_year = ai->rent_budget_usd_per_year = 0.0;
        ai->frontier = false;
        ai->run_rate_usd = MONTHS_PER_YEAR * (ai->product_revenue_usd + ai->cloud_ai_revenue_usd +
                                              ai->leasing_revenue_usd);
    }
}

void bo_capital_open(struct bo_world *world)
{
    if (world->param->n[BO_TABLE_CAPITAL] == 0 || world->ai_economy == NULL) {
        return;
    }
    world->capital = BO_NEW(world->arena, struct bo_capital);
    world->capital->backlog_usd = BO_NEW_ARRAY(world->arena, double, world->n_companies);
    world->capital->opening_eci = world->ai_economy->frontier_eci;
    see_leader(world, 0.0);
    bo_revenue_gap_open(world);
    clear_budgets(world);
    bo_lab_open(world);
    bo_lab_books_open(world);
    bo_ai_budget_open(world);
}

void bo_capital_close(struct bo_world *world, double day)
{
    struct bo_capital *capital = world->capital;
    if (capital == NULL) {
        return;
    }
    capital->first_stake = capital->last_stake;
    capital->last_stake = capital->n_stakes;
    see_leader(world, day);
    capital->rounds_usd =
        bo_approach(capital->rounds_usd, 0.0, BO_DAYS_PER_MONTH, BO_DAYS_PER_YEAR);
    bo_revenue_gap_close(world, day);
    clear_budgets(world);
    bo_lab_close(world, day);
    sum_backlog(world);
    bo_ai_budget_close(world, day);
}

/* ---- deals, on their dates ---- */

static void record(struct bo_world *world, const struct bo_deal *deal, double day, const char *kind,
                   double usd)
{
    uint32_t company = world->capital->lab[deal->lab].param->company;
    uint32_t subject = deal->acquirer == BO_NO_ROW ? company : deal->acquirer;
    struct bo_fact_event event = {.day = bo_world_date(world, day),
                                  .entity = bo_world_party_name(world, company),
                                  .place = "",
                                  .kind = kind,
                                  .subject = bo_world_party_name(world, subject),
                                  .amount = usd / USD_PER_MILLION,
                                  .unit = "million USD",
                                  .why = deal->why};
    bo_facts_event(world->facts, &event);
}

static void take_stake(struct bo_world *world, const struct bo_deal *deal, double day,
                       uint32_t investor, double cash_usd, double credits_usd)
{
    struct bo_capital *capital = world->capital;
    if (!(cash_usd + credits_usd > 0.0)) {
        return;
    }
    BO_ARENA_ROOM(world->arena, capital->stake, capital->n_stakes, capital->stake_room);
    capital->stake[capital->n_stakes] = (struct bo_stake){.lab = deal->lab,
                                                          .investor = investor,
                                                          .day = day,
                                                          .cash_usd = cash_usd,
                                                          .credits_usd = credits_usd,
                                                          .post_money_usd = deal->value_usd};
    capital->n_stakes++;
    struct bo_lab *lab = &capital->lab[deal->lab];
    lab->cash_usd += cash_usd;
    lab->since.equity_cash_usd += cash_usd;
    lab->since.equity_credits_usd += credits_usd;
    if (investor != BO_NO_ROW) {
        lab->credit_usd[investor] += credits_usd;
        capital->backlog_usd[investor] += credits_usd;
    }
}

/* Patrons take their part, as far as their cash flow bears it; others the rest. */
static void collect(struct bo_world *world, const struct bo_deal *deal, double day)
{
    const struct bo_capital_param *p = world->param->capital;
    const struct bo_vector *share = &world->capital->lab[deal->lab].param->patron_share;
    double whole = 1.0;
    double sum = 0.0;
    for (uint32_t c = 0; c < share->n; c++) {
        sum += share->value[c];
    }
    whole = fmax(whole, sum);
    double left = deal->usd;
    for (uint32_t c = 0; c < share->n; c++) {
        const struct bo_company *investor = &world->company[c];
        double most = p->investor_limit_frac * fmax(investor->ocf.ttm, 0.0);
        double part = investor->alive ? fmin(deal->usd * share->value[c] / whole, most) : 0.0;
        double credits = part * p->credit_share_frac;
        take_stake(world, deal, day, c, part - credits, credits);
        left -= part;
    }
    take_stake(world, deal, day, BO_NO_ROW, fmax(left, 0.0), 0.0);
}

static void grant_line(struct bo_world *world, struct bo_lab *lab, const struct bo_deal *deal,
                       double day)
{
    const struct bo_capital_param *p = world->param->capital;
    double line = p->line_ratio * lab->run_rate_usd * bo_debt_open_frac(world, day);
    if (lab->run_rate_usd >= p->line_run_rate_usd && line > lab->line_usd) {
        lab->line_usd = line;
        record(world, deal, day, "credit line", line);
    }
}

void bo_capital_fund(struct bo_world *world, uint32_t index, double day)
{
    struct bo_deal *deal = &world->capital->deal[index];
    struct bo_lab *lab = &world->capital->lab[deal->lab];
    if (deal->done || lab->state != BO_LAB_AT_WORK) {
        return;
    }
    deal->done = true;
    lab->deal = BO_NO_ROW;
    lab->committed_usd = fmax(0.0, lab->committed_usd - deal->usd);
    lab->raised_usd += deal->usd;
    lab->last_value_usd = lab->marked_usd = deal->value_usd;
    lab->round_day = day;
    lab->n_rounds++;
    collect(world, deal, day);
    record(world, deal, day, "round", deal->usd);
    grant_line(world, lab, deal, day);
    struct bo_ai_company *ai = &world->ai_economy->company[lab->param->company];
    ai->valuation_usd = lab->last_value_usd;
    ai->raised_usd = lab->raised_usd;
}

/* At the end lenders come before owners, unless its debt goes with its halls to who buys it. */
static double term_paid_usd(const struct bo_world *world, const struct bo_lab *lab, double left_usd)
{
    bool taken_over = lab->param->owns_buildings && lab->acquirer != BO_NO_ROW;
    if (world->ledger.balance == NULL || taken_over) {
        return 0.0;
    }
    /* the ledger still has what has been repaid of the line since its last close */
    double line = lab->line_drawn_usd - lab->since.line_drawn_usd;
    double debt = bo_debt_usd(world, lab->param->company) - line;
    return bo_clamp(debt, 0.0, fmax(0.0, left_usd));
}

void bo_capital_exit(struct bo_world *world, uint32_t index, double day)
{
    static const char *const kind[] = {
        [BO_LAB_LICENSED] = "licence and hire",
        [BO_LAB_BOUGHT] = "acquired",
        [BO_LAB_LIQUIDATED] = "liquidated",
    };
    struct bo_capital *capital = world->capital;
    struct bo_deal *deal = &capital->deal[index];
    struct bo_lab *lab = &capital->lab[deal->lab];
    if (deal->done || lab->state != BO_LAB_AT_WORK) {
        return;
    }
    deal->done = true;
    lab->deal = BO_NO_ROW;
    lab->state = BO_LAB_ENDED;
    lab->end = deal->end;
    lab->acquirer = deal->acquirer;
    lab->since.exit_usd += deal->usd;
    double repaid = fmin(lab->line_drawn_usd, fmax(0.0, lab->cash_usd));
    lab->since.line_drawn_usd -= repaid;
    lab->line_drawn_usd -= repaid;
    double term = term_paid_usd(world, lab, lab->cash_usd - repaid);
    lab->since.term_repaid_usd += term;
    lab->since.payout_usd += fmax(0.0, lab->cash_usd - repaid - term);
    lab->cash_usd = fmin(0.0, lab->cash_usd);
    lab->frontier = false;
    for (uint32_t c = 0; c < world->n_companies; c++) { /* a lab's lost funding reaches its cloud */
        capital->backlog_usd[c] -= lab->credit_usd[c];
        lab->credit_usd[c] = 0.0;
    }
    struct bo_ai_company *ai = &world->ai_economy->company[lab->param->company];
    ai->rent_budget_usd_per_year = ai->system_budget_usd_per_year = 0.0;
    ai->frontier = false;
    bo_capital_resign(world, lab->param->company);
    if (!lab->param->owns_buildings) { /* who has halls goes on, but begins nothing more */
        world->company[lab->param->company].alive = false;
        world->company[lab->param->company].ended = true;
    }
    if (lab->acquirer != BO_NO_ROW) {
        bo_capability_take_over(world, lab->param->company, lab->acquirer);
    }
    if (lab->end == BO_LAB_BOUGHT) {
        bo_share_take_over(world, lab->param->company, lab->acquirer, day);
    }
    record(world, deal, day, kind[deal->end], deal->usd);
}

/* ---- for the books ---- */

static const struct bo_lab *lab_of(const struct bo_world *world, uint32_t company)
{
    const struct bo_capital *capital = world->capital;
    if (capital == NULL || capital->lab_of[company] == BO_NO_ROW) {
        return NULL;
    }
    return &capital->lab[capital->lab_of[company]];
}

const struct bo_lab_flows *bo_capital_flows(const struct bo_world *world, uint32_t company)
{
    const struct bo_lab *lab = lab_of(world, company);
    return lab == NULL ? NULL : &lab->month;
}

const struct bo_stake *bo_capital_stakes(const struct bo_world *world, uint32_t *n_stakes)
{
    const struct bo_capital *capital = world->capital;
    *n_stakes = capital == NULL ? 0 : capital->last_stake - capital->first_stake;
    return *n_stakes == 0 ? NULL : &capital->stake[capital->first_stake];
}

bool bo_capital_wants_frontier(const struct bo_company *company, bool habit)
{
    return company->policy.training == BO_TRAINING_OWN
               ? habit
               : company->policy.training == BO_TRAINING_FRONTIER;
}

bool bo_capital_is_lab(const struct bo_world *world, uint32_t company)
{
    const struct bo_lab *lab = lab_of(world, company);
    return lab != NULL && lab->state != BO_LAB_ENDED;
}

bool bo_capital_ended(const struct bo_world *world, uint32_t company)
{
    const struct bo_lab *lab = lab_of(world, company);
    return lab != NULL && lab->state == BO_LAB_ENDED;
}

uint32_t bo_capital_parent(const struct bo_world *world, uint32_t company)
{
    return bo_capital_ended(world, company) ? lab_of(world, company)->acquirer : BO_NO_ROW;
}

bool bo_capital_can_begin(const struct bo_world *world, uint32_t party, double cost_usd)
{
    if (party >= world->n_companies || !bo_capital_is_lab(world, party)) {
        return true;
    }
    return bo_lab_funds(world, lab_of(world, party)) >=
           world->param->capital->site_cover_frac * cost_usd;
}

bool bo_capital_liquidated(const struct bo_world *world, uint32_t company)
{
    return bo_capital_ended(world, company) && lab_of(world, company)->end == BO_LAB_LIQUIDATED;
}

void bo_capital_resign(struct bo_world *world, uint32_t company)
{
    struct bo_strategy_param *policy = &world->company[company].policy;
    policy->training = BO_TRAINING_NONE;
    policy->hold_land_ratio = policy->hold_place_ratio = policy->hold_shell_ratio = 0.0;
    if (bo_capital_liquidated(world, company)) {
        policy->lease_out_frac = 1.0;
    }
}
