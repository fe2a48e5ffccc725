#include "buildout/model/lab_books.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/model/ai.h"
#include "buildout/model/ai_books.h"
#include "buildout/model/capital.h"
#include "buildout/model/debt.h"
#include "buildout/model/finance.h"
#include "buildout/model/income.h"
#include "buildout/model/lease.h"
#include "buildout/model/record.h"
#include "buildout/model/site_option.h"

#define MONTHS_PER_YEAR 12

void bo_lab_books_open(struct bo_world *world)
{
    struct bo_lab_books *books = BO_NEW(world->arena, struct bo_lab_books);
    uint32_t n = world->capital->n_labs;
    books->holding = BO_NEW_ARRAY(world->arena, struct bo_holding, (size_t)n * world->n_companies);
    books->closed = BO_NEW_ARRAY(world->arena, bool, n);
    world->lab_books = books;
}

struct bo_holding *bo_lab_books_holding(const struct bo_world *world, uint32_t lab,
                                        uint32_t company)
{
    return &world->lab_books->holding[lab * world->n_companies + company];
}

static uint32_t party_of(const struct bo_world *world, uint32_t lab)
{
    return world->capital->lab[lab].param->company;
}

bo_money bo_lab_books_use_credits(struct bo_world *world, uint32_t company, uint32_t giver,
                                  bo_money most)
{
    if (world->capital == NULL || world->capital->lab_of[company] == BO_NO_ROW) {
        return 0;
    }
    uint32_t lab = world->capital->lab_of[company];
    struct bo_holding *h = bo_lab_books_holding(world, lab, giver);
    bo_money used = bo_money_from_usd(world->capital->lab[lab].credit_used_usd[giver]);
    used = used < h->deferred ? used : h->deferred;
    used = used < most ? used : most;
    h->deferred -= used;
    return used;
}

/* ---- rounds ---- */

/* Later money takes its part of all that was there. */
static void dilute(struct bo_world *world, const struct bo_stake *round, uint32_t n)
{
    double usd = 0.0;
    for (uint32_t i = 0; i < n; i++) {
        usd += round[i].cash_usd + round[i].credits_usd;
    }
    double post = round->post_money_usd;
    for (uint32_t c = 0; c < world->n_companies; c++) {
        bo_lab_books_holding(world, round->lab, c)->owned_frac *=
            post > usd ? 1.0 - usd / post : 0.0;
    }
}

static void book_stake(struct bo_world *world, const struct bo_stake *stake)
{
    struct bo_ledger *ledger = &world->ledger;
    uint32_t lab = party_of(world, stake->lab);
    bo_money cash = bo_money_from_usd(stake->cash_usd);
    if (stake->investor == BO_NO_ROW) {
        bo_ledger_pay_sector(ledger, lab, BO_EQUITY, BO_EQUITY_RAISED, BO_SHAREHOLDERS, -cash);
        return;
    }
    struct bo_holding *h = bo_lab_books_holding(world, stake->lab, stake->investor);
    bo_money credits = bo_money_from_usd(stake->credits_usd);
    struct bo_payment payment = {.from = stake->investor,
                                 .to = lab,
                                 .from_account = BO_STAKES,
                                 .to_account = BO_EQUITY,
                                 .from_category = BO_INVESTMENT,
                                 .to_category = BO_EQUITY_RAISED};
    bo_ledger_pay(ledger, &payment, cash);
    bo_ledger_post(ledger, stake->investor, BO_STAKES, BO_DEFERRED_REVENUE, BO_INVESTMENT, credits);
    bo_ledger_post(ledger, lab, BO_RECEIVABLE, BO_EQUITY, BO_EQUITY_RAISED, credits);
    h->book += cash + credits;
    h->deferred += credits;
    if (stake->post_money_usd > 0.0) {
        h->owned_frac += (stake->cash_usd + stake->credits_usd) / stake->post_money_usd;
    }
}

/* Parts of one round stand side by side. */
static void book_rounds(struct bo_world *world)
{
    uint32_t n = 0;
    const struct bo_stake *stake = bo_capital_stakes(world, &n);
    for (uint32_t i = 0; i < n;) {
        uint32_t end = i + 1;
        while (end < n && stake[end].lab == stake[i].lab && !(stake[end].day > stake[i].day)) {
            end++;
        }
        dilute(world, &stake[i], end - i);
        for (; i < end; i++) {
            book_stake(world, &stake[i]);
        }
    }
}

/* Money that came with the founding has no stake. */
static void book_seed(struct bo_world *world, uint32_t lab)
{
    uint32_t n = 0;
    const struct bo_stake *stake = bo_capital_stakes(world, &n);
    double seed = world->capital->lab[lab].month.equity_cash_usd;
    for (uint32_t i = 0; i < n; i++) {
        seed -= stake[i].lab == lab ? stake[i].cash_usd : 0.0;
    }
    bo_ledger_pay_sector(&world->ledger, party_of(world, lab), BO_EQUITY, BO_EQUITY_RAISED,
                         BO_SHAREHOLDERS, -bo_money_from_usd(seed));
}

/* ---- impairment ---- */

static void impair(struct bo_world *world, uint32_t lab)
{
    double value = fmax(0.0, world->capital->lab[lab].value_usd);
    for (uint32_t c = 0; c < world->n_companies; c++) {
        struct bo_holding *h = bo_lab_books_holding(world, lab, c);
        bo_money worth = bo_money_from_usd(h->owned_frac * value);
        if (h->book > worth) {
            bo_money loss = h->book - worth;
            bo_ledger_post(&world->ledger, c, BO_EQUITY, BO_STAKES, BO_IMPAIRMENT, loss);
            world->company[c].stake_gain_usd -= bo_money_usd(loss);
            h->book = worth;
        }
    }
}

/* ---- exits ---- */

/* What somebody pays for all of a lab, to its owners by their parts; the rest are shareholders outside. A payer's own part is
 * no payment, but becomes what it books for the others'. */
static void pay_owners(struct bo_world *world, uint32_t lab, struct bo_payment payment,
                       bo_money amount)
{
    struct bo_ledger *ledger = &world->ledger;
    bo_money rest = amount;
    payment.to_account = BO_STAKES;
    payment.to_category = BO_INVESTMENT;
    for (uint32_t c = 0; c < world->n_companies; c++) {
        struct bo_holding *h = bo_lab_books_holding(world, lab, c);
        bo_money part = bo_money_share(amount, fmin(h->owned_frac, 1.0));
        part = part < rest ? part : rest;
        if (part == 0) {
            continue;
        }
        if (c == payment.from) {
            bo_ledger_post(ledger, c, payment.from_account, BO_STAKES, payment.from_category, part);
        } else {
            payment.to = c;
            bo_ledger_pay(ledger, &payment, part);
        }
        h->book -= part;
        rest -= part;
    }
    bo_ledger_pay_sector(ledger, payment.from, payment.from_account, payment.from_category,
                         BO_SHAREHOLDERS, rest);
}

static void end_holdings(struct bo_world *world, uint32_t lab)
{
    for (uint32_t c = 0; c < world->n_companies; c++) {
        struct bo_holding *h = bo_lab_books_holding(world, lab, c);
        bo_ledger_post(&world->ledger, c, BO_EQUITY, BO_STAKES, BO_STAKE_GAIN, h->book);
        bo_ledger_post(&world->ledger, c, BO_DEFERRED_REVENUE, BO_EQUITY, BO_WRITE_OFF,
                       h->deferred);
        world->company[c].stake_gain_usd += bo_money_usd(h->deferred - h->book);
        *h = (struct bo_holding){.book = 0};
    }
}

static void lose_credit(struct bo_world *world, uint32_t party, bo_money lost, const char *why)
{
    if (lost > 0) {
        world->company[party].credit_loss_usd += bo_money_usd(lost);
        bo_record_company(world, party, BO_EVENT_CREDIT_LOSS, bo_money_usd(lost), why);
    }
}

/* Whatever is not cash is written off against equity, and so is what nobody could be paid. */
static void empty_books(struct bo_world *world, uint32_t party)
{
    struct bo_ledger *ledger = &world->ledger;
    bo_money short_of = -ledger->balance[party][BO_CASH];
    bo_ledger_pay_sector(ledger, party, BO_DEBT, BO_DEBT_ISSUED, BO_LENDERS, -short_of);
    lose_credit(world, party, -ledger->balance[party][BO_DEBT],
                "has ended, and there is nothing to pay the rest of its debt with");
    for (int a = BO_RECEIVABLE; a < BO_EQUITY; a++) {
        bo_ledger_post(ledger, party, BO_EQUITY, (enum bo_account)a, BO_WRITE_OFF,
                       ledger->balance[party][a]);
    }
}

/* What a subsidiary owes its lenders is owed by its parent from now on, at its rate: a sale calls a debt due. */
static void take_over_debt(struct bo_world *world, uint32_t party, uint32_t parent)
{
    struct bo_ledger *ledger = &world->ledger;
    bo_money debt = -ledger->balance[party][BO_DEBT];
    bo_debt_take(world, parent, bo_money_usd(debt));
    bo_ledger_post(ledger, party, BO_DEBT, BO_EQUITY, BO_EQUITY_RAISED, debt);
    bo_ledger_post(ledger, parent, BO_GOODWILL, BO_DEBT, BO_ACQUISITION, debt);
}

/* Creditors take halls and machines for what they are worth, and lose the rest: from now on it owes nothing. */
static void hand_to_creditors(struct bo_world *world, uint32_t party)
{
    static const enum bo_account plant[] = {BO_PLANT_SITES, BO_PLANT_SERVERS, BO_PLANT_AI,
                                            BO_PLANT_OTHER, BO_WORK_IN_PROGRESS};
    struct bo_ledger *ledger = &world->ledger;
    bo_money book = 0;
    for (size_t i = 0; i < sizeof plant / sizeof *plant; i++) {
        book += ledger->balance[party][plant[i]];
    }
    bo_money debt = -ledger->balance[party][BO_DEBT];
    bo_money worth = bo_money_share(book, world->param->capital->liquidation_frac);
    bo_money taken = worth < debt ? worth : debt;
    bo_ledger_post(ledger, party, BO_DEBT, BO_EQUITY, BO_EQUITY_RAISED, taken);
    bo_ledger_post(ledger, party, BO_DEBT, BO_EQUITY, BO_WRITE_OFF, debt - taken);
    world->company[party].coupon_per_year = 0.0;
    lose_credit(world, party, debt - taken,
                "what its halls and machines are worth less than its debt: its lenders have them "
                "now");
}

/* Labs count their line in USD and the ledger in cents: nobody repays more than it owes. */
static void book_debt(struct bo_world *world, uint32_t party, double drawn_usd)
{
    struct bo_ledger *ledger = &world->ledger;
    bo_money drawn = bo_money_from_usd(drawn_usd);
    if (drawn > 0) {
        bo_ledger_pay_sector(ledger, party, BO_DEBT, BO_DEBT_ISSUED, BO_LENDERS, -drawn);
        return;
    }
    bo_money owed = -ledger->balance[party][BO_DEBT];
    owed = owed > 0 ? owed : 0;
    bo_money repaid = -drawn < owed ? -drawn : owed;
    bo_ledger_pay_sector(ledger, party, BO_DEBT, BO_DEBT_REPAID, BO_LENDERS, repaid);
}

/* Of the price, what is still owed goes to lenders before owners have the rest; returns that. */
static bo_money pay_lenders(struct bo_world *world, uint32_t party, uint32_t acquirer,
                            bo_money price)
{
    struct bo_ledger *ledger = &world->ledger;
    bo_money owed = -ledger->balance[party][BO_DEBT];
    bo_money paid = owed < price ? owed : price;
    if (paid <= 0) {
        return price;
    }
    bo_ledger_pay_sector(ledger, acquirer, BO_GOODWILL, BO_ACQUISITION, BO_LENDERS, paid);
    bo_ledger_post(ledger, party, BO_DEBT, BO_EQUITY, BO_EQUITY_RAISED, paid);
    return price - paid;
}

static void book_exit(struct bo_world *world, uint32_t lab)
{
    const struct bo_lab *l = &world->capital->lab[lab];
    struct bo_ledger *ledger = &world->ledger;
    uint32_t party = party_of(world, lab);
    book_debt(world, party, l->month.line_drawn_usd - l->month.term_repaid_usd);
    if (l->acquirer != BO_NO_ROW) {
        struct bo_payment payment = {
            .from = l->acquirer, .from_account = BO_GOODWILL, .from_category = BO_ACQUISITION};
        bo_money price = bo_money_from_usd(l->month.exit_usd);
        pay_owners(world, lab, payment,
                   l->param->owns_buildings ? price
                                            : pay_lenders(world, party, l->acquirer, price));
    }
    bo_money left = ledger->balance[party][BO_CASH];
    struct bo_payment payout = {
        .from = party, .from_account = BO_EQUITY, .from_category = BO_PAYOUT};
    if (l->param->owns_buildings) {
        left = bo_money_from_usd(l->month.payout_usd);
    }
    pay_owners(world, lab, payout, left > 0 ? left : 0);
    end_holdings(world, lab);
    if (!l->param->owns_buildings) {
        empty_books(world, party);
    } else if (l->acquirer != BO_NO_ROW) {
        take_over_debt(world, party, l->acquirer);
    } else {
        hand_to_creditors(world, party);
    }
    world->lab_books->closed[lab] = true;
}

static bool is_year_end(const struct bo_world *world, double day)
{
    return bo_month_of_day(bo_world_date(world, day)) % MONTHS_PER_YEAR == 0;
}

void bo_lab_books_settle(struct bo_world *world, double day)
{
    if (world->capital == NULL) {
        return;
    }
    for (uint32_t c = 0; c < world->n_companies; c++) {
        world->company[c].stake_gain_usd = 0.0;
    }
    book_rounds(world);
    for (uint32_t lab = 0; lab < world->capital->n_labs; lab++) {
        const struct bo_lab *l = &world->capital->lab[lab];
        if (l->state == BO_LAB_UNFOUNDED || world->lab_books->closed[lab]) {
            continue;
        }
        book_seed(world, lab);
        if (l->state == BO_LAB_ENDED) {
            book_exit(world, lab);
        } else if (is_year_end(world, day)) {
            impair(world, lab);
        }
    }
}

/* ---- a month at work ---- */

struct month {
    double revenue, costs, halls, worn, before_tax, tax;
};

static double tax_usd(struct bo_world *world, uint32_t lab, double before_tax)
{
    struct bo_company *c = &world->company[party_of(world, lab)];
    return bo_income_taxed_usd(&c->tax_losses_usd, before_tax) *
           bo_path_at(&c->param->tax_rate_frac, bo_world_closed_date(world, world->day));
}

static double book_revenue(struct bo_world *world, uint32_t company)
{
    struct bo_company *c = &world->company[company];
    struct bo_ai_revenue ai = bo_ai_books_revenue(world, company);
    double revenue = ai.product_usd + ai.cloud_ai_usd + ai.leasing_usd;
    bo_flow_add(&c->cloud_revenue, ai.cloud_ai_usd);
    bo_flow_add(&c->ai_revenue, revenue);
    bo_flow_add(&c->revenue, revenue);
    return revenue;
}

static struct month book_month(struct bo_world *world, uint32_t lab)
{
    const struct bo_lab_flows *flows = &world->capital->lab[lab].month;
    struct bo_ledger *ledger = &world->ledger;
    uint32_t party = party_of(world, lab);
    struct month m = {.revenue = book_revenue(world, party)};
    m.costs = flows->revenue_cost_usd + flows->staff_usd;
    bo_ledger_pay_sector(ledger, party, BO_EQUITY, BO_OPERATING_COST, BO_SUPPLIERS,
                         bo_money_from_usd(m.costs));
    m.costs += bo_site_option_book(world, party);
    m.revenue += world->company[party].options.rent_usd;
    double power = bo_income_electricity_usd(world, party);
    bo_ledger_pay_sector(ledger, party, BO_EQUITY, BO_ELECTRICITY, BO_UTILITIES,
                         bo_money_from_usd(power));
    m.halls = power + bo_lease_close(world, party);
    m.worn = bo_income_depreciation(world, party);
    bo_ledger_pay_sector(ledger, party, BO_EQUITY, BO_INTEREST, BO_LENDERS,
                         bo_money_from_usd(flows->interest_usd));
    bo_ledger_pay_sector(ledger, party, BO_EQUITY, BO_GRANTS, BO_SHAREHOLDERS,
                         -bo_money_from_usd(flows->grant_usd));
    m.before_tax = m.revenue - m.costs - m.halls - flows->rent_usd - m.worn - flows->interest_usd;
    m.tax = tax_usd(world, lab, m.before_tax);
    bo_ledger_pay_sector(ledger, party, BO_EQUITY, BO_TAX, BO_STATE, bo_money_from_usd(m.tax));
    return m;
}

double bo_lab_books_close(struct bo_world *world, uint32_t company, double day)
{
    uint32_t row = world->capital->lab_of[company];
    struct bo_lab *lab = &world->capital->lab[row];
    const struct bo_lab_flows *flows = &lab->month;
    struct bo_company *c = &world->company[company];
    struct month m = book_month(world, row);
    book_debt(world, company, flows->line_drawn_usd);
    book_debt(world, company, -flows->term_repaid_usd);
    bo_finance_pay_capex(world, company, day);
    bo_finance_revalue(world, company, day);
    c->operating_income_usd = m.revenue - m.costs - m.halls - flows->rent_usd - m.worn;
    c->net_income_usd = m.before_tax - m.tax + c->options.gain_usd;
    c->depreciation_usd = m.worn;
    c->interest_usd = flows->interest_usd;
    double owners = flows->equity_cash_usd + flows->grant_usd, lent = flows->line_drawn_usd;
    c->funding_usd += owners + lent - flows->term_repaid_usd;
    bo_flow_add(&c->funding, owners + fmax(0.0, lent)); /* what is repaid is told apart */
    lab->cash_usd = bo_money_usd(world->ledger.balance[company][BO_CASH]);
    return m.before_tax - m.tax + m.worn + flows->rent_credits_usd;
}
