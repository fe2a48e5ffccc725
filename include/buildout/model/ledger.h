/* buildout/model/ledger.h - double entry for companies, landlords and the sectors outside the model.
 *
 * Every posting debits one account and credits another by the same cents and bears a category, so that income and
 * cash flow statements are sums over categories. What one party pays another books, in cash: a payment is two
 * postings, and cash over all parties never changes.
 *
 * Units:  bo_money, cents of a US dollar. Debit balances are positive: assets > 0, liabilities and equity < 0.
 * Owner:  the arena given.
 * Errors: bo_ledger_audit finds a party whose accounts do not balance, or books that do not add up.
 */
#ifndef BUILDOUT_MODEL_LEDGER_H
#define BUILDOUT_MODEL_LEDGER_H

#include <stdbool.h>
#include <stdint.h>

#include "buildout/base/arena.h"
#include "buildout/base/err.h"
#include "buildout/base/money.h"

enum bo_account {
    BO_CASH,
    BO_RECEIVABLE,
    BO_PLANT_SITES,
    BO_PLANT_SERVERS,
    BO_PLANT_AI,
    BO_PLANT_OTHER,
    BO_WORK_IN_PROGRESS,
    BO_LEASE_ASSETS,
    BO_STAKES,
    BO_GOODWILL,
    BO_OTHER_ASSETS, /* reported equity less what an opening lists; net, so that it may be below 0 */
    BO_PAYABLE,
    BO_DEBT,
    BO_LEASE_LIABILITY,
    BO_DEFERRED_REVENUE,
    BO_EQUITY,
    BO_N_ACCOUNTS
};

enum bo_category {
    BO_OPENING,
    BO_REVENUE_CORE,
    BO_REVENUE_CLOUD,
    BO_REVENUE_RENT,
    BO_REVENUE_AI,       /* AI products and API */
    BO_REVENUE_CLOUD_AI, /* AI services in the cloud */
    BO_REVENUE_LEASING,  /* bare GPU-hours */
    BO_REVENUE_UPLIFT,   /* core business that AI brings */
    BO_OPERATING_COST,
    BO_STOCK_COMPENSATION, /* cost settled in shares, and other items that are no cash */
    BO_WORKING_CAPITAL,
    BO_ELECTRICITY,
    BO_RENT,
    BO_COMPUTE_RENT,  /* of GPU-hours, in cash and in cloud credits */
    BO_CLOUD_CREDITS, /* honoured by those who gave them */
    BO_DEPRECIATION,
    BO_LEASE_AMORTISATION,
    BO_ABANDONMENT,  /* sunk cost of cancelled work */
    BO_OPTION_CARRY, /* of land, places in the grid's queue and shells that are held */
    BO_INTEREST,
    BO_INTEREST_INCOME,
    BO_TAX,
    BO_CAPEX_SITES,
    BO_CAPEX_SERVERS,
    BO_CAPEX_AI_SYSTEMS,
    BO_CAPEX_OTHER,
    BO_SITE_SALES,   /* of options: cash from who takes them over */
    BO_SITE_GAIN,    /* over what was paid for them */
    BO_COMMISSIONED, /* from work in progress to plant */
    BO_LEASE_BEGUN,
    BO_LEASE_REPAID,
    BO_DEBT_ISSUED,
    BO_DEBT_REPAID,
    BO_BUYBACKS,
    BO_EQUITY_RAISED,
    BO_GRANTS,
    BO_INVESTMENT, /* stakes in laboratories, bought and sold */
    BO_ACQUISITION,
    BO_STAKE_GAIN, /* of a stake at its end, over its book value */
    BO_IMPAIRMENT,
    BO_PAYOUT,    /* what is left at the end, to owners */
    BO_WRITE_OFF, /* of what nobody pays any more */
    BO_CURRENCY_GAIN,
    BO_N_CATEGORIES
};

/* Sectors outside the model, each a party with cash and equity only. */
enum bo_sector {
    BO_CUSTOMERS,
    BO_SUPPLIERS, /* and wages */
    BO_BUILDERS,  /* contractors and makers of equipment */
    BO_VENDORS,   /* of servers and AI systems */
    BO_UTILITIES,
    BO_STATE,
    BO_LENDERS,
    BO_SHAREHOLDERS,
    BO_CLEARING, /* of the markets for GPU-hours: what renters pay in a month goes out in the same month */
    BO_N_SECTORS
};

struct bo_ledger {
    uint32_t n_parties; /* companies, then landlords, then sectors */
    uint32_t first_sector;
    const char *const *name; /* [n_parties] */
    bo_money (*balance)[BO_N_ACCOUNTS];
    /* this month's postings by category, per party: what was paid, received counting as less than nothing */
    bo_money (*month)[BO_N_CATEGORIES];
    /* of them, this month's cash: what came in, less what went out */
    bo_money (*cash)[BO_N_CATEGORIES];
    /* what the audit compares: balances at the month's beginning, what was posted since, and the net of each category,
     * which double entry keeps at nil */
    bo_money (*opening)[BO_N_ACCOUNTS];
    bo_money (*posted)[BO_N_ACCOUNTS];
    bo_money (*net)[BO_N_CATEGORIES];
    /* what was posted and not yet recorded: bo_record_month takes a year's at its end; NULL: nobody asks */
    bo_money (*debit)[BO_N_ACCOUNTS][BO_N_CATEGORIES];
    bo_money (*credit)[BO_N_ACCOUNTS][BO_N_CATEGORIES];
};

const char *bo_account_name(enum bo_account account);
const char *bo_category_name(enum bo_category category);
const char *bo_sector_name(enum bo_sector sector);

/* With debits and credits of each account and category when postings are asked for. */
void bo_ledger_init(struct bo_ledger *ledger, struct bo_arena *arena, uint32_t n_named,
                    const char *const *names, bool postings);

/* One side of a posting: + debit, - credit. The only function that changes a balance. */
void bo_ledger_enter(struct bo_ledger *ledger, uint32_t party, enum bo_account account,
                     enum bo_category category, bo_money amount);
/* Both sides, in the books of one party. amount may be negative. */
void bo_ledger_post(struct bo_ledger *ledger, uint32_t party, enum bo_account debit,
                    enum bo_account credit, enum bo_category category, bo_money amount);

struct bo_payment {
    uint32_t from, to;
    enum bo_account from_account; /* what the payer debits */
    enum bo_account to_account;   /* what the receiver credits */
    enum bo_category from_category, to_category;
};
/* Cash from one party to another. amount may be negative. */
void bo_ledger_pay(struct bo_ledger *ledger, const struct bo_payment *payment, bo_money amount);
/* Cash from a party to a sector (amount > 0) or back (< 0): the sector books it as equity of the same category. */
void bo_ledger_pay_sector(struct bo_ledger *ledger, uint32_t party, enum bo_account account,
                          enum bo_category category, enum bo_sector sector, bo_money amount);

/* Clears the month's sums by category. */
void bo_ledger_begin_month(struct bo_ledger *ledger);
/* Every party balances, every balance is the sum of its postings, and cash over all parties is nil. */
int bo_ledger_audit(const struct bo_ledger *ledger, struct bo_err *err);

#endif
