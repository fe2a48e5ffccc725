#include "buildout/model/finance.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/ai.h"
#include "buildout/model/ai_books.h"
#include "buildout/model/ai_budget.h"
#include "buildout/model/board.h"
#include "buildout/model/capital.h"
#include "buildout/model/debt.h"
#include "buildout/model/demand.h"
#include "buildout/model/distress.h"
#include "buildout/model/income.h"
#include "buildout/model/lab_books.h"
#include "buildout/model/lease.h"
#include "buildout/model/record.h"
#include "buildout/model/site_cost.h"
#include "buildout/model/tenant_default.h"

#define MONTHS_PER_YEAR 12.0
#define MONTHS_OF_YEAR 12 /* of the calendar */

double bo_finance_rate(const struct bo_world *world, uint32_t company, double day)
{
    uint32_t currency = world->company[company].param->currency;
    if (currency == BO_NO_ROW) {
        return 1.0;
    }
    return bo_path_at(&world->param->currency[currency].per_usd, bo_world_closed_date(world, day));
}

static double reserve_usd(const struct bo_company *c)
{
    double yearly = c->revenue.ttm * c->operating_cost_frac + c->capex.ttm;
    return yearly * c->policy.reserve_days / BO_DAYS_PER_YEAR;
}

/* A limit on capex over operating cash flow, stretched as boards stretch it for AI, with what lenders give for AI
 * systems; and of the cash beyond the reserve what the strategy gives, over the time in which new commitments fall due. No more
 * than a planner's own end. */
static double budget_usd_per_year(const struct bo_world *world, uint32_t company, double date)
{
    const struct bo_company *c = &world->company[company];
    double habit = bo_path_at(&c->param->capex_limit_ratio, date);
    double flow = habit * c->policy.capex_limit_ratio * fmax(c->ocf.ttm, 0.0);
    const struct bo_ai_budget *ai = bo_ai_budget_of(world, company);
    if (ai != NULL) {
        flow = flow * ai->stretch_ratio + ai->lent_usd_per_year;
    }
    double spare =
        fmax(0.0, bo_money_usd(world->ledger.balance[company][BO_CASH]) - reserve_usd(c));
    double years = world->param->planning->commitment_days / BO_DAYS_PER_YEAR;
    double budget = flow + c->policy.spare_cash_frac * spare / years;
    double most = bo_path_at(&c->param->capex_max_usd_per_year, date);
    return fmin(budget, most);
}

static double server_need_usd_per_year(const struct bo_world *world, uint32_t company, double date)
{
    const struct bo_company *c = &world->company[company];
    if (!(c->base_mw_start > 0.0)) {
        return 0.0;
    }
    const struct bo_finance_param *p = world->param->finance;
    double wear =
        BO_DAYS_PER_YEAR / bo_path_at(&c->param->server_life_days, (double)world->start_day);
    double gain = 1.0 + p->server_growth_gain;
    double need = wear + gain * c->server_growth_2;
    double usual = wear + gain * c->server_growth_start;
    double price = bo_path_at(&p->server_price_index, date) /
                   bo_path_at(&p->server_price_index, (double)world->start_day);
    double share = usual > 0.0 ? fmax(0.0, need) / usual : 1.0;
    return c->param->server_capex_usd_per_year * price * share * c->base_mw / c->base_mw_start;
}

static double other_plan_usd_per_year(const struct bo_world *world, uint32_t company, double date)
{
    return bo_path_at(&world->company[company].param->other_capex_usd_per_year, date);
}

/* What sites, AI systems and the rest leave of what was announced before the start. */
static double announced_servers_usd_per_year(const struct bo_world *world, uint32_t company,
                                             double other, double date)
{
    const struct bo_company *c = &world->company[company];
    const struct bo_path *announced = &c->param->announced_capex_usd_per_year;
    return announced->v.n == 0
               ? 0.0
               : bo_path_at(announced, date) - other - c->capex_sites.ttm - c->capex_ai.ttm;
}

/* Servers come before sites and AI, but not before what there is to spend. */
static double server_plan_usd_per_year(const struct bo_world *world, uint32_t company, double date)
{
    double other = other_plan_usd_per_year(world, company, date);
    double need = fmax(server_need_usd_per_year(world, company, date),
                       announced_servers_usd_per_year(world, company, other, date));
    return fmin(need, fmax(0.0, budget_usd_per_year(world, company, date) - other));
}

/* What its board wants to spend on AI systems; a laboratory's too. */
static double ai_plan_usd_per_year(const struct bo_world *world, uint32_t company)
{
    return world->ai_economy != NULL
               ? world->ai_economy->company[company].system_budget_usd_per_year
               : 0.0;
}

static double debt_room_usd(const struct bo_world *world, uint32_t company)
{
    const struct bo_company *c = &world->company[company];
    double room = c->policy.leverage_max * fmax(c->ocf.ttm, 0.0) - bo_debt_usd(world, company);
    bool lends = room > 0.0 && bo_debt_is_covered(world, company, world->day);
    return lends ? room * bo_debt_open_frac(world, world->day) : fmin(room, 0.0);
}

/* What a reserve lacks, of a company that cannot borrow for it; 0: it is there, or credit is. */
static double lacks_usd(const struct bo_world *world, uint32_t company)
{
    double cash = bo_money_usd(world->ledger.balance[company][BO_CASH]);
    double lacks = reserve_usd(&world->company[company]) - cash;
    return debt_room_usd(world, company) > 0.0 ? 0.0 : fmax(0.0, lacks);
}

/* Without credit and without its reserve a company buys what lenders have promised to pay for, and with what comes in, less what
 * the reserve lacks, what that leaves; with an overdraft nothing of its own. */
static double without_credit_usd_per_year(const struct bo_world *world, uint32_t company,
                                          double budget, double fixed)
{
    const struct bo_company *c = &world->company[company];
    const struct bo_ai_budget *ai = bo_ai_budget_of(world, company);
    double lent = ai != NULL ? ai->lent_usd_per_year : 0.0;
    double years = world->param->planning->commitment_days / BO_DAYS_PER_YEAR;
    double own = c->ocf.ttm - lacks_usd(world, company) / years - fixed;
    own = c->short_of_cash_usd > 0.0 ? 0.0 : fmax(0.0, own);
    return fmax(lent, fmin(budget, lent + own));
}

/* The limit is on what is paid. A site is paid for over years: of new ones a part falls due within the year, and of what is
 * paid for sites now so much less goes on. AI systems are paid for as they come. */
double bo_finance_plan_scale(const struct bo_world *world, uint32_t company,
                             double starts_mw_per_year, double day)
{
    const struct bo_company *c = &world->company[company];
    if (c->in_default) {
        return 0.0;
    }
    double lease = bo_tenant_lease_frac(c);
    double sites = starts_mw_per_year * (1.0 - lease) * world->mean_cost_usd_per_mw;
    double due = fmin(1.0, BO_DAYS_PER_YEAR / world->param->planning->commitment_days);
    double plans = due * sites + ai_plan_usd_per_year(world, company);
    if (!(plans > 0.0)) {
        return 1.0;
    }
    double date = (double)world->start_day + day;
    double fixed = other_plan_usd_per_year(world, company, date) +
                   server_plan_usd_per_year(world, company, date) +
                   (1.0 - due) * c->capex_sites.ttm;
    double budget = budget_usd_per_year(world, company, date) - fixed;
    if (c->short_of_cash_usd > 0.0 || lacks_usd(world, company) > 0.0) {
        budget = without_credit_usd_per_year(world, company, budget, fixed);
    }
    return bo_clamp(budget / plans, 0.0, 1.0);
}

/* What a board tells investors that it will spend in a year: its plans, and sites as fast as it sees its demand grow. What is
 * then paid is another thing: halls and chips come late, and plans change. */
static double told_usd_per_year(const struct bo_world *world, uint32_t company, double day)
{
    const struct bo_company *c = &world->company[company];
    double date = (double)world->start_day + day;
    double sites = c->capex_sites.ttm * bo_exp(bo_demand_planned_growth(world, company));
    return other_plan_usd_per_year(world, company, date) +
           server_plan_usd_per_year(world, company, date) + ai_plan_usd_per_year(world, company) +
           sites;
}

/* In January for the year, and again in July: what has been paid, and half a year of the plan of then. */
static void tell_capex(struct bo_world *world, uint32_t company, double day)
{
    struct bo_company *c = &world->company[company];
    int32_t date = bo_world_date(world, day); /* the first day of the month that begins */
    int32_t month = bo_month_of_day(date) % MONTHS_OF_YEAR;
    c->stated_capex_usd =
        c->told_capex_usd; /* of the month that ends, by what was told before it */
    c->capex_of_year_usd += c->capex.month;
    if (month == 0) {
        c->told_capex_usd = told_usd_per_year(world, company, day);
        c->capex_of_year_usd = 0.0;
    } else if (month == MONTHS_OF_YEAR / 2) {
        c->told_capex_usd = c->capex_of_year_usd + told_usd_per_year(world, company, day) / 2.0;
    }
}

void bo_finance_open_told(struct bo_world *world)
{
    for (uint32_t i = 0; i < world->n_companies; i++) {
        if (world->company[i].alive && !bo_capital_is_lab(world, i)) {
            world->company[i].told_capex_usd = told_usd_per_year(world, i, 0.0);
        }
    }
}

void bo_finance_open_ai(struct bo_world *world)
{
    for (uint32_t i = 0; i < world->n_companies; i++) {
        struct bo_company *c = &world->company[i];
        double ai = ai_plan_usd_per_year(world, i);
        if (c->alive && ai > 0.0) {
            bo_flow_open(&c->capex_ai, ai);
            bo_flow_open(&c->capex, c->capex.ttm + ai);
        }
    }
}

double bo_finance_ration(struct bo_world *world, uint32_t company, double starts_mw_per_year,
                         double day)
{
    struct bo_company *c = &world->company[company];
    c->capex_limit_usd = budget_usd_per_year(world, company, (double)world->start_day + day);
    c->capex_scale = bo_finance_plan_scale(world, company, starts_mw_per_year, day);
    if (world->ai_economy == NULL) {
        return c->capex_scale;
    }
    double *systems = &world->ai_economy->company[company].system_budget_usd_per_year;
    bool lab = bo_capital_is_lab(world, company); /* it plans no more than it can pay */
    double paid = *systems * (lab ? 1.0 : c->capex_scale);
    double halls = bo_ai_budget_hall_frac(world, company, paid);
    if (halls < 1.0) { /* what is not bought leaves more for sites */
        *systems *= halls;
        c->capex_scale = bo_finance_plan_scale(world, company, starts_mw_per_year, day);
    }
    *systems *= lab ? 1.0 : c->capex_scale;
    return c->capex_scale;
}

/* AI systems are paid for when they are delivered; a levy is a part of their price. */
static double systems_usd(const struct bo_world *world, uint32_t company)
{
    return world->ai_economy != NULL ? world->ai_economy->company[company].systems_paid_usd : 0.0;
}

static double levies_usd(const struct bo_world *world, uint32_t company)
{
    return world->ai_economy != NULL ? world->ai_economy->company[company].levies_usd : 0.0;
}

/* Wear begins when an asset is in use (IAS 16.55): AI systems once they are set up. This month's charge is booked before
 * the month is paid for. */
static uint32_t first_worn(const struct bo_world *world, enum bo_account account)
{
    const struct bo_param *p = world->param;
    double days = account == BO_PLANT_AI && p->n[BO_TABLE_FLEET] > 0 ? p->fleet->rack_days : 0.0;
    return world->month + 1 + (uint32_t)floor(days / BO_DAYS_PER_MONTH + 0.5);
}

double bo_finance_ai_life_days(const struct bo_world *world, double date)
{
    const struct bo_param *p = world->param;
    double served = p->n[BO_TABLE_FLEET] > 0 ? p->fleet->service_life_days : (double)INFINITY;
    return fmin(bo_path_at(&p->finance->life_ai_systems_days, date), served);
}

static void buy(struct bo_world *world, uint32_t company, enum bo_account account,
                enum bo_category category, double usd)
{
    static const enum bo_sector seller[BO_N_ACCOUNTS] = {[BO_PLANT_SERVERS] = BO_VENDORS,
                                                         [BO_PLANT_AI] = BO_VENDORS,
                                                         [BO_PLANT_OTHER] = BO_BUILDERS};
    struct bo_company *c = &world->company[company];
    const struct bo_finance_param *p = world->param->finance;
    struct bo_plant *plant = account == BO_PLANT_SERVERS ? &c->servers
                             : account == BO_PLANT_AI    ? &c->ai
                                                         : &c->other;
    double days = account == BO_PLANT_AI
                      ? bo_finance_ai_life_days(world, bo_world_closed_date(world, world->day))
                      : p->life_other_days;
    uint32_t life = account == BO_PLANT_SERVERS ? c->server_life_months
                                                : (uint32_t)floor(days / BO_DAYS_PER_MONTH + 0.5);
    bo_money cost = bo_money_from_usd(usd);
    bo_money levy =
        account == BO_PLANT_AI ? bo_money_from_usd(fmin(levies_usd(world, company), usd)) : 0;
    bo_ledger_pay_sector(&world->ledger, company, account, category, seller[account], cost - levy);
    bo_ledger_pay_sector(&world->ledger, company, account, category, BO_STATE, levy);
    uint32_t first = first_worn(world, account);
    if (first < world->n_months) {
        bo_plant_buy(plant, first, cost, life > 1 ? life : 1);
    }
}

void bo_finance_pay_capex(struct bo_world *world, uint32_t company, double day)
{
    struct bo_company *c = &world->company[company];
    double date = bo_world_closed_date(world, day);
    double servers = server_plan_usd_per_year(world, company, date) / MONTHS_PER_YEAR;
    double ai = systems_usd(world, company);
    double other = other_plan_usd_per_year(world, company, date) / MONTHS_PER_YEAR;
    buy(world, company, BO_PLANT_SERVERS, BO_CAPEX_SERVERS, servers);
    buy(world, company, BO_PLANT_AI, BO_CAPEX_AI_SYSTEMS, ai);
    buy(world, company, BO_PLANT_OTHER, BO_CAPEX_OTHER, other);
    bo_flow_add(&c->capex_servers, servers);
    bo_flow_add(&c->capex_ai, ai);
    bo_flow_add(&c->capex_other, other);
    bo_flow_add(&c->capex, c->capex_sites.month + servers + ai + other);
}

/* What is held and owed in another currency is worth more or less in dollars when its rate has moved. */
void bo_finance_revalue(struct bo_world *world, uint32_t company, double day)
{
    struct bo_company *c = &world->company[company];
    double rate = bo_finance_rate(world, company, day);
    double change = c->fx_last / rate - 1.0;
    c->fx_last = rate;
    if (!(fabs(change) > 0.0)) {
        return;
    }
    static const enum bo_account monetary[] = {BO_CASH, BO_DEBT};
    for (int i = 0; i < 2; i++) {
        double held = bo_money_usd(world->ledger.balance[company][monetary[i]]);
        bo_money gain = bo_money_from_usd(held * change);
        if (monetary[i] == BO_CASH) {
            bo_ledger_pay_sector(&world->ledger, company, BO_EQUITY, BO_CURRENCY_GAIN, BO_LENDERS,
                                 -gain);
        } else {
            bo_ledger_post(&world->ledger, company, monetary[i], BO_EQUITY, BO_CURRENCY_GAIN, gain);
        }
    }
}

static void borrow(struct bo_world *world, uint32_t company, double usd)
{
    struct bo_company *c = &world->company[company];
    bo_debt_take(world, company, usd);
    bo_ledger_pay_sector(&world->ledger, company, BO_DEBT, BO_DEBT_ISSUED, BO_LENDERS,
                         -bo_money_from_usd(usd));
    c->funding_usd += usd;
    bo_flow_add(&c->funding, usd);
}

static void repay(struct bo_world *world, uint32_t company, double usd)
{
    struct bo_company *c = &world->company[company];
    bo_ledger_pay_sector(&world->ledger, company, BO_DEBT, BO_DEBT_REPAID, BO_LENDERS,
                         bo_money_from_usd(usd));
    c->funding_usd -= usd;
}

static void issue_shares(struct bo_world *world, uint32_t company, double usd)
{
    struct bo_company *c = &world->company[company];
    bo_ledger_pay_sector(&world->ledger, company, BO_EQUITY, BO_EQUITY_RAISED, BO_SHAREHOLDERS,
                         -bo_money_from_usd(usd));
    c->funding_usd += usd;
    bo_flow_add(&c->funding, usd);
}

/* Lenders who pay for AI systems do so when these are delivered, and that may be long after they promised; with them come
 * owners. What a company has beyond its reserve it pays with first. */
static void draw_advances(struct bo_world *world, uint32_t company, double reserve)
{
    if (!bo_distress_lent_to(world, company)) {
        return;
    }
    double short_of = reserve - bo_money_usd(world->ledger.balance[company][BO_CASH]);
    double wanted = bo_clamp(short_of, 0.0, world->company[company].capex_ai.month);
    double usd = bo_ai_budget_draw(world, company, wanted);
    if (usd > 0.0) {
        double equity = usd * bo_ai_budget_equity_frac(world, company);
        borrow(world, company, usd - equity);
        if (equity > 0.0) {
            issue_shares(world, company, equity);
        }
    }
}

static void swap_debt(struct bo_world *world, uint32_t company, double usd, const char *why)
{
    bo_ledger_post(&world->ledger, company, BO_DEBT, BO_EQUITY, BO_EQUITY_RAISED,
                   bo_money_from_usd(usd));
    world->company[company].credit_loss_usd += usd;
    bo_record_company(world, company, BO_EVENT_RESTRUCTURED, usd, why);
}

/* Who owes far more than it earns and loses cash all year long pays with shares: its lenders own it. So do those of who is in
 * default. */
static void restructure(struct bo_world *world, uint32_t company)
{
    double usd = bo_ai_budget_forgiven_usd(world, company, bo_debt_usd(world, company));
    if (usd > 0.0 && world->company[company].ocf.ttm < 0.0) {
        swap_debt(world, company, usd, "a year without cash from operations, on too large a debt");
        bo_distress_begin(world, company, "its lenders have taken shares for a part of its debt");
        return;
    }
    double swapped = bo_distress_swapped_usd(world, company);
    if (swapped > 0.0) {
        swap_debt(world, company, swapped, "in default, with more debt than its sales bear");
    }
}

/* What a subsidiary lacks of its reserve is its parent's to pay. */
static void ask_parent(struct bo_world *world, uint32_t company)
{
    struct bo_company *c = &world->company[company];
    uint32_t parent = bo_capital_parent(world, company);
    double lacks = reserve_usd(c) - bo_money_usd(world->ledger.balance[company][BO_CASH]);
    if (parent == BO_NO_ROW || !(lacks > 0.0)) {
        return;
    }
    struct bo_payment payment = {.from = parent,
                                 .to = company,
                                 .from_account = BO_GOODWILL,
                                 .to_account = BO_EQUITY,
                                 .from_category = BO_ACQUISITION,
                                 .to_category = BO_EQUITY_RAISED};
    bo_ledger_pay(&world->ledger, &payment, bo_money_from_usd(lacks));
    c->funding_usd += lacks;
    bo_flow_add(&c->funding, lacks);
}

static void buy_firms(struct bo_world *world, uint32_t company, double day)
{
    const struct bo_path *path = &world->company[company].param->acquisitions_usd_per_year;
    double usd = bo_path_at(path, bo_world_closed_date(world, day)) / MONTHS_PER_YEAR;
    if (usd > 0.0) {
        bo_ledger_pay_sector(&world->ledger, company, BO_GOODWILL, BO_ACQUISITION, BO_SHAREHOLDERS,
                             bo_money_from_usd(usd));
    }
}

/* What falls due is paid from what exceeds the reserve, or borrowed anew at the rate of the day. What nobody lends anew is paid
 * from the reserve too, and from an overdraft; who is in default pays what it has. */
static void repay_due(struct bo_world *world, uint32_t company, double reserve)
{
    double cash = bo_money_usd(world->ledger.balance[company][BO_CASH]);
    double debt = bo_debt_usd(world, company);
    double due = fmax(0.0, debt * BO_DAYS_PER_MONTH / world->param->finance->debt_maturity_days);
    double called = bo_distress_lent_to(world, company)
                        ? due * (1.0 - bo_debt_open_frac(world, world->day))
                        : 0.0;
    double repaid = fmax(bo_clamp(cash - reserve, 0.0, due), called);
    repay(world, company, repaid);
    bo_debt_roll_over(world, company, debt > 0.0 ? (due - repaid) / debt : 0.0);
}

/* Buybacks give way first; debt makes up for what the month took from the reserve, as far as leverage allows, and an overdraft
 * covers what must be paid. Who is in default borrows nothing. A reserve is saved, not borrowed. */
static void finance_company(struct bo_world *world, uint32_t company)
{
    struct bo_company *c = &world->company[company];
    bo_money *balance = world->ledger.balance[company];
    double reserve = reserve_usd(c);
    draw_advances(world, company, reserve);
    restructure(world, company);
    ask_parent(world, company);
    repay_due(world, company, reserve);
    double spare = bo_money_usd(balance[BO_CASH]) - reserve;
    double ocf_start = fmax(c->param->operating_cash_flow_usd_per_year, 1.0);
    double habit =
        c->param->buybacks_usd_per_year * fmax(c->ocf.ttm, 0.0) / ocf_start / MONTHS_PER_YEAR;
    bool lent_to = bo_distress_lent_to(world, company);
    double most =
        !bo_capital_liquidated(world, company) ? habit * c->policy.buyback_ratio : (double)INFINITY;
    double buybacks = bo_clamp(spare, 0.0, most); /* creditors who own it want what there is */
    bo_ledger_pay_sector(&world->ledger, company, BO_EQUITY, BO_BUYBACKS, BO_SHAREHOLDERS,
                         bo_money_from_usd(buybacks));
    bo_flow_add(&c->buybacks, buybacks);
    double cash = bo_money_usd(balance[BO_CASH]);
    double spent = c->cash_before_usd - cash;
    if (cash < reserve && spent > 0.0 && lent_to) {
        borrow(world, company,
               bo_clamp(debt_room_usd(world, company), 0.0, fmin(reserve - cash, spent)));
    }
    cash = bo_money_usd(balance[BO_CASH]);
    double before = c->short_of_cash_usd;
    c->overdraft_usd = 0.0;
    c->short_of_cash_usd = cash < 0.0 ? -cash : 0.0;
    if (c->short_of_cash_usd > 0.0 && !lent_to) {
        issue_shares(world, company, c->short_of_cash_usd); /* its creditors, who own it, pay */
    } else if (c->short_of_cash_usd > 0.0) {
        c->overdraft_usd = c->short_of_cash_usd;
        borrow(world, company, c->short_of_cash_usd);
        if (!(before > 0.0)) {
            bo_record_company(world, company, BO_EVENT_OVERDRAFT, c->short_of_cash_usd,
                              "spending exceeds cash and what lenders give");
        }
    }
    bo_distress_close(world, company);
    c->cash_before_usd = bo_money_usd(balance[BO_CASH]);
}

static double close_money(struct bo_world *world, uint32_t company, double day)
{
    if (bo_capital_is_lab(world, company)) { /* whose money is that of its rounds */
        return bo_lab_books_close(world, company, day);
    }
    double ocf = bo_income_close(world, company, day);
    bo_finance_pay_capex(world, company, day);
    buy_firms(world, company, day);
    bo_finance_revalue(world, company, day);
    finance_company(world, company);
    return ocf;
}

static void close_company(struct bo_world *world, uint32_t company, double day)
{
    struct bo_company *c = &world->company[company];
    double ocf = close_money(world, company, day);
    bo_flow_add(&c->ocf, ocf);
    bo_flow_add(&c->free_cash_flow, ocf - c->capex.month - c->options.net_paid_usd);
    if (!bo_capital_is_lab(world, company)) {
        tell_capex(world, company, day);
    }
    double years = day / BO_DAYS_PER_YEAR;
    double discount = bo_exp(-years * bo_log1p(world->param->finance->discount_rate_per_year));
    c->npv_usd += c->free_cash_flow.month * discount;
    c->funding_peak_usd = fmax(c->funding_peak_usd, c->funding_usd);
    double cash = bo_money_usd(world->ledger.balance[company][BO_CASH]);
    if (c->cash_min_day == 0 || cash < c->cash_min_usd) {
        c->cash_min_usd = cash;
        c->cash_min_day = bo_world_date(world, day) - 1;
    }
}

/* Subsidiaries come first: their parents pay for them. */
static void close_companies(struct bo_world *world, bool subsidiaries, double day)
{
    for (uint32_t i = 0; i < world->n_companies; i++) {
        bool is = bo_capital_parent(world, i) != BO_NO_ROW;
        if (world->company[i].alive && is == subsidiaries) {
            close_company(world, i, day);
        }
    }
}

void bo_finance_close(struct bo_world *world, double day)
{
    for (uint32_t i = 0; i < world->n_companies; i++) {
        world->company[i].credit_loss_usd = 0.0;
    }
    bo_lab_books_settle(world, day); /* credits of a round may be used in its own month */
    bo_ai_books_settle(world);
    close_companies(world, true, day);
    close_companies(world, false, day);
}
