#include <math.h>

#include "buildout/base/num.h"
#include "buildout/model/board.h"
#include "buildout/model/record.h"

#define USD_PER_MILLION 1e6

static void record_company(struct bo_world *world, uint32_t c)
{
    struct bo_facts *facts = world->facts;
    const struct bo_company *p = &world->company[c];
    const char *name = p->param->entry.name;
    double sites = 0.0;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        sites += p->estate[r].n_sites;
    }
    bo_facts_outcome(facts, name, "npv", "million USD", p->npv_usd / USD_PER_MILLION);
    bo_facts_outcome(facts, name, "survived", "fraction", p->alive ? 1.0 : 0.0);
    bo_facts_outcome(facts, name, "cash_min", "million USD", p->cash_min_usd / USD_PER_MILLION);
    bo_facts_outcome(facts, name, "cash_min_date", "date", p->cash_min_day);
    bo_facts_outcome(facts, name, "funding_peak", "million USD",
                     p->funding_peak_usd / USD_PER_MILLION);
    bo_facts_outcome(facts, name, "mw", "MW", bo_board_energised_mw(world, c));
    bo_facts_outcome(facts, name, "sites", "sites", sites);
    bo_facts_outcome(facts, name, "revenue_cloud", "million USD/yr",
                     p->cloud_revenue.ttm / USD_PER_MILLION);
}

static void record_postings(struct bo_world *world)
{
    const struct bo_ledger *ledger = &world->ledger;
    for (uint32_t p = 0; p < ledger->n_parties; p++) {
        for (int a = 0; a < BO_N_ACCOUNTS; a++) {
            for (int c = 0; c < BO_N_CATEGORIES; c++) {
                struct bo_fact_posting posting = {.entity = ledger->name[p],
                                                  .account = bo_account_name((enum bo_account)a),
                                                  .category = bo_category_name((enum bo_category)c),
                                                  .debit = ledger->debit[p][a][c],
                                                  .credit = ledger->credit[p][a][c]};
                if (posting.debit != 0 || posting.credit != 0) {
                    bo_facts_posting(world->facts, &posting);
                }
            }
        }
    }
}

void bo_record_outcomes(struct bo_world *world)
{
    double sites, mw, capex;
    bo_world_totals(world, &sites, &mw, NULL, &capex);
    bo_facts_outcome(world->facts, "World", "sites", "sites", sites);
    bo_facts_outcome(world->facts, "World", "mw", "MW", mw);
    for (uint32_t c = 0; c < world->n_companies; c++) {
        if (world->company[c].alive) {
            record_company(world, c);
        }
    }
    record_postings(world);
}
