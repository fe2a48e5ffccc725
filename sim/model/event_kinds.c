#include "buildout/model/record.h"

#define NO_UNIT ""
#define MUSD "million USD"
#define MW "MW"
#define TOKEN_PRICE "USD/Mtok"

const struct bo_event_kind_info bo_event_kinds[] = {
    /* construction */
    {"announced", "owner", "project", MW, "a site, an extension or a landlord's block is begun"},
    {"ground broken", "owner", "project", MW, "land and permit are there, work begins"},
    {"opened", "owner", "project", MW, "its first hall is energised"},
    {"complete", "owner", "project", MW, "its last hall is energised"},
    {"cancelled", "owner", "project", MW, "given up; what was paid stays paid"},
    /* companies */
    {"founded", "company", "itself", NO_UNIT, "its books open"},
    {"opening balance", "company", "itself", MUSD,
     "equity at the opening that the listed balances do not explain"},
    {"overdraft", "company", "itself", MUSD, "must pay more than it has and can borrow"},
    {"rule begins", "company", "rule", NO_UNIT, "a rule of its board's strategy begins to act"},
    {"rule ends", "company", "rule", NO_UNIT, "and ceases to act"},
    /* capital market */
    {"round", "lab", "itself", MUSD, "new equity"},
    {"credit line", "lab", "itself", MUSD, "granted by banks with a round"},
    {"licence and hire", "lab", "acquirer", MUSD, "its models are licensed and its people hired"},
    {"acquired", "lab", "acquirer", MUSD, "bought"},
    {"liquidated", "lab", "itself", MUSD, "the money has ended, and nobody buys"},
    {"gave up the frontier", "lab", "itself", NO_UNIT, "goes to applications"},
    /* training */
    {"run begun", "company", "itself", "FLOP", "a final training run"},
    {"run failed", "company", "itself", "FLOP", "it ends, and gives no model"},
    {"model published", "company", "itself", "FLOP", "it ends, and its model is there"},
    {"paradigm jump", "leader", "itself", "ratio", "a decade of compute brings that much more"},
    /* prices of tokens */
    {"price cut", "company", "rival", TOKEN_PRICE, "an attack that a rival will answer"},
    {"price reply", "company", "itself", TOKEN_PRICE, "a rival's cut is answered"},
    {"price war ends", "company", "itself", TOKEN_PRICE, "prices are above cost again"},
};
const uint32_t bo_n_event_kinds = sizeof bo_event_kinds / sizeof bo_event_kinds[0];
