#include "buildout/model/ledger.h"

#include <assert.h>

/* Alone in its file: a test replaces this one function at link time to see the audit fail. */
void bo_ledger_enter(struct bo_ledger *ledger, uint32_t party, enum bo_account account,
                     enum bo_category category, bo_money amount)
{
    assert(party < ledger->n_parties);
    ledger->balance[party][account] = bo_money_add(ledger->balance[party][account], amount);
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
