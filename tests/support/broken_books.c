/* broken_books.c - bo_ledger_enter with a fault, to be linked in place of the real one: the audit must find it.
 *
 * The fault is named by BUILDOUT_FAULT: "cent" puts one cent too much into a balance, "side" forgets one side of a
 * posting, "debt" repays far more than anybody owes, "crash" ends the process by a signal. Without it the function is the real one.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/model/ledger.h"

#define TOO_MUCH ((bo_money)1000000000000000)

/* Postings of interest are made at closes, not at the opening. */
static bool is_fault(const char *name, const struct bo_ledger *ledger, uint32_t party,
                     enum bo_account account, enum bo_category category)
{
    const char *fault = getenv("BUILDOUT_FAULT");
    return fault != NULL && strcmp(fault, name) == 0 && category == BO_INTEREST &&
           account == BO_CASH && party < ledger->first_sector;
}

void bo_ledger_enter(struct bo_ledger *ledger, uint32_t party, enum bo_account account,
                     enum bo_category category, bo_money amount)
{
    assert(party < ledger->n_parties);
    if (is_fault("crash", ledger, party, account, category)) {
        abort();
    }
    if (is_fault("side", ledger, party, account, category)) {
        return;
    }
    if (is_fault("debt", ledger, party, account, category)) { /* both sides, so no entry is wrong */
        bo_ledger_enter(ledger, party, BO_DEBT, category, TOO_MUCH);
        bo_ledger_enter(ledger, party, BO_EQUITY, category, -TOO_MUCH);
    }
    bo_money kept = amount + (is_fault("cent", ledger, party, account, category) ? 1 : 0);
    ledger->balance[party][account] = bo_money_add(ledger->balance[party][account], kept);
    ledger->posted[party][account] += amount;
    ledger->net[party][category] += amount;
    if (account == BO_CASH) {
        ledger->cash[party][category] += amount;
    }
    if (ledger->debit == NULL) {
        return;
    }
    if (amount >= 0) {
        ledger->debit[party][account][category] += amount;
    } else {
        ledger->credit[party][account][category] -= amount;
    }
}
