/* Totals of postings by party, account and category, year by year. */
#include "buildout/base/calendar.h"
#include "buildout/model/record.h"
#include "recorder.h"

enum { N_CELLS = BO_N_ACCOUNTS * BO_N_CATEGORIES }; /* of a party */

/* What was posted of one cell, in each year. */
struct bo_posted {
    bo_money *debit, *credit; /* [years of the facts]; NULL: nothing ever was */
};

static struct bo_posted *cell_of(const struct bo_world *world, uint32_t party, int account,
                                 int category)
{
    return &world->recorder
                ->posted[(size_t)party * N_CELLS + (size_t)(account * BO_N_CATEGORIES + category)];
}

static void keep(struct bo_world *world, struct bo_posted *posted, uint32_t year, bo_money *debit,
                 bo_money *credit)
{
    if (posted->debit == NULL) {
        uint32_t n = bo_facts_n_years(world->facts);
        posted->debit = BO_NEW_ARRAY(world->facts->arena, bo_money, n);
        posted->credit = BO_NEW_ARRAY(world->facts->arena, bo_money, n);
    }
    posted->debit[year] += *debit;
    posted->credit[year] += *credit;
    *debit = *credit = 0;
}

/* Most accounts of most parties: looked at as a whole. */
static bool is_blank(const bo_money amount[static BO_N_CATEGORIES])
{
    bo_money any = 0;
    for (int c = 0; c < BO_N_CATEGORIES; c++) {
        any |= amount[c];
    }
    return any == 0;
}

/* Limited facts drop postings. */
bool bo_record_asks_postings(const struct bo_world *world)
{
    return world->facts->wanted == NULL;
}

void bo_record_year(struct bo_world *world)
{
    struct bo_ledger *ledger = &world->ledger;
    if (!bo_record_asks_postings(world)) {
        return;
    }
    int32_t first = bo_year_of_day(bo_month_first_day(world->facts->first_month));
    int32_t last_day = bo_world_date(world, world->day) - 1;
    uint32_t year = (uint32_t)(bo_year_of_day(last_day) - first);
    if (world->recorder->posted == NULL) {
        world->recorder->posted =
            BO_NEW_ARRAY(world->arena, struct bo_posted, (size_t)ledger->n_parties * N_CELLS);
    }
    for (uint32_t p = 0; p < ledger->n_parties; p++) {
        for (int a = 0; a < BO_N_ACCOUNTS; a++) {
            if (is_blank(ledger->debit[p][a]) && is_blank(ledger->credit[p][a])) {
                continue;
            }
            for (int c = 0; c < BO_N_CATEGORIES; c++) {
                bo_money *debit = &ledger->debit[p][a][c], *credit = &ledger->credit[p][a][c];
                if (*debit != 0 || *credit != 0) {
                    keep(world, cell_of(world, p, a, c), year, debit, credit);
                }
            }
        }
    }
}

void bo_record_postings(struct bo_world *world)
{
    const struct bo_ledger *ledger = &world->ledger;
    bo_record_year(world); /* the run may end within one */
    for (uint32_t p = 0; p < ledger->n_parties && bo_record_asks_postings(world); p++) {
        for (int a = 0; a < BO_N_ACCOUNTS; a++) {
            for (int c = 0; c < BO_N_CATEGORIES; c++) {
                const struct bo_posted *posted = cell_of(world, p, a, c);
                struct bo_fact_posting posting = {.entity = ledger->name[p],
                                                  .account = bo_account_name((enum bo_account)a),
                                                  .category = bo_category_name((enum bo_category)c),
                                                  .debit = posted->debit,
                                                  .credit = posted->credit};
                if (posting.debit != NULL) {
                    bo_facts_posting(world->facts, &posting);
                }
            }
        }
    }
}
