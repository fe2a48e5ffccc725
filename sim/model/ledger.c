#include "buildout/model/ledger.h"

#include <inttypes.h>
#include <string.h>

static const char *const account_names[BO_N_ACCOUNTS] = {"cash",
                                                         "receivable",
                                                         "plant: sites",
                                                         "plant: servers",
                                                         "plant: AI systems",
                                                         "plant: other",
                                                         "work in progress",
                                                         "lease assets",
                                                         "stakes",
                                                         "goodwill",
                                                         "other assets, net",
                                                         "payable",
                                                         "debt",
                                                         "lease liability",
                                                         "deferred revenue",
                                                         "equity"};

static const char *const category_names[BO_N_CATEGORIES] = {"opening",
                                                            "core revenue",
                                                            "cloud revenue",
                                                            "rent revenue",
                                                            "AI product revenue",
                                                            "cloud AI revenue",
                                                            "leasing revenue",
                                                            "uplift revenue",
                                                            "operating cost",
                                                            "stock compensation",
                                                            "working capital",
                                                            "electricity",
                                                            "rent",
                                                            "compute rent",
                                                            "cloud credits",
                                                            "depreciation",
                                                            "lease amortisation",
                                                            "abandonment",
                                                            "option carry",
                                                            "interest",
                                                            "interest income",
                                                            "tax",
                                                            "capex: sites",
                                                            "capex: servers",
                                                            "capex: AI systems",
                                                            "capex: other",
                                                            "site sales",
                                                            "gain on sites",
                                                            "commissioned",
                                                            "lease begun",
                                                            "lease repaid",
                                                            "debt issued",
                                                            "debt repaid",
                                                            "buybacks",
                                                            "equity raised",
                                                            "grants",
                                                            "investment",
                                                            "acquisition",
                                                            "gain on stakes",
                                                            "impairment",
                                                            "payout",
                                                            "written off",
                                                            "currency gain"};

static const char *const sector_names[BO_N_SECTORS] = {"Customers", "Suppliers",    "Builders",
                                                       "Vendors",   "Utilities",    "State",
                                                       "Lenders",   "Shareholders", "Clearing"};

const char *bo_account_name(enum bo_account account)
{
    return account_names[account];
}

const char *bo_category_name(enum bo_category category)
{
    return category_names[category];
}

const char *bo_sector_name(enum bo_sector sector)
{
    return sector_names[sector];
}

void bo_ledger_init(struct bo_ledger *ledger, struct bo_arena *arena, uint32_t n_named,
                    const char *const *names, bool postings)
{
    uint32_t n = n_named + BO_N_SECTORS;
    const char **all = BO_NEW_ARRAY(arena, const char *, n);
    memcpy(all, names, n_named * sizeof *all);
    memcpy(all + n_named, sector_names, sizeof sector_names);
    ledger->n_parties = n;
    ledger->first_sector = n_named;
    ledger->name = all;
    ledger->balance = bo_arena_alloc(arena, n, sizeof *ledger->balance);
    ledger->month = bo_arena_alloc(arena, n, sizeof *ledger->month);
    ledger->cash = bo_arena_alloc(arena, n, sizeof *ledger->cash);
    ledger->opening = bo_arena_alloc(arena, n, sizeof *ledger->opening);
    ledger->posted = bo_arena_alloc(arena, n, sizeof *ledger->posted);
    ledger->net = bo_arena_alloc(arena, n, sizeof *ledger->net);
    if (postings) {
        ledger->debit = bo_arena_alloc(arena, n, sizeof *ledger->debit);
        ledger->credit = bo_arena_alloc(arena, n, sizeof *ledger->credit);
    }
}

void bo_ledger_post(struct bo_ledger *ledger, uint32_t party, enum bo_account debit,
                    enum bo_account credit, enum bo_category category, bo_money amount)
{
    if (amount == 0) {
        return;
    }
    bo_ledger_enter(ledger, party, debit, category, amount);
    bo_ledger_enter(ledger, party, credit, category, -amount);
    ledger->month[party][category] += amount;
}

void bo_ledger_pay(struct bo_ledger *ledger, const struct bo_payment *payment, bo_money amount)
{
    bo_ledger_post(ledger, payment->from, payment->from_account, BO_CASH, payment->from_category,
                   amount);
    bo_ledger_post(ledger, payment->to, payment->to_account, BO_CASH, payment->to_category,
                   -amount);
}

void bo_ledger_pay_sector(struct bo_ledger *ledger, uint32_t party, enum bo_account account,
                          enum bo_category category, enum bo_sector sector, bo_money amount)
{
    struct bo_payment payment = {.from = party,
                                 .to = ledger->first_sector + (uint32_t)sector,
                                 .from_account = account,
                                 .to_account = BO_EQUITY,
                                 .from_category = category,
                                 .to_category = category};
    bo_ledger_pay(ledger, &payment, amount);
}

void bo_ledger_begin_month(struct bo_ledger *ledger)
{
    memset(ledger->month, 0, ledger->n_parties * sizeof *ledger->month);
    memset(ledger->cash, 0, ledger->n_parties * sizeof *ledger->cash);
    memcpy(ledger->opening, ledger->balance, ledger->n_parties * sizeof *ledger->opening);
    memset(ledger->posted, 0, ledger->n_parties * sizeof *ledger->posted);
}

static int audit_party(const struct bo_ledger *ledger, uint32_t party, struct bo_err *err)
{
    for (int a = 0; a < BO_N_ACCOUNTS; a++) {
        bo_money held = ledger->balance[party][a];
        bo_money posted = ledger->opening[party][a] + ledger->posted[party][a];
        if (held != posted) {
            return bo_err_set(err, BO_ERUN,
                              "audit: the account %s of %s holds %" PRId64
                              " cents, but its postings add up to %" PRId64,
                              account_names[a], ledger->name[party], held, posted);
        }
    }
    for (int c = 0; c < BO_N_CATEGORIES; c++) {
        if (ledger->net[party][c] != 0) {
            return bo_err_set(err, BO_ERUN,
                              "audit: %s of %s does not balance: debits exceed credits by %" PRId64
                              " cents",
                              category_names[c], ledger->name[party], ledger->net[party][c]);
        }
    }
    return BO_OK;
}

int bo_ledger_audit(const struct bo_ledger *ledger, struct bo_err *err)
{
    bo_money cash = 0;
    for (uint32_t p = 0; p < ledger->n_parties; p++) {
        if (audit_party(ledger, p, err) != BO_OK) {
            return BO_ERUN;
        }
        cash += ledger->balance[p][BO_CASH];
    }
    if (cash != 0) {
        return bo_err_set(err, BO_ERUN,
                          "audit: the account cash over all parties is %" PRId64 " cents, not nil",
                          cash);
    }
    return BO_OK;
}
