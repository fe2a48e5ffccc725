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
    {"own power", "owner", "project", MW, "goes around the grid's queue with its own generation"},
    {"cancelled", "owner", "project", MW, "given up; what was paid stays paid"},
    {"option taken", "owner", "project", MW,
     "land, a place in the grid's queue or a shell is held"},
    {"option used", "owner", "project", MW, "a site begins on it"},
    {"option offered", "owner", "project", MW, "its holder wants it no more"},
    {"option sold", "owner", "project", MUSD, "another company takes it over for a site"},
    {"option let", "owner", "project", MW, "a shell that nobody took, to others"},
    {"option given up", "owner", "project", MW, "its land goes to others; the rest is lost"},
    /* companies */
    {"founded", "company", "itself", NO_UNIT, "its books open"},
    {"opening balance", "company", "itself", MUSD,
     "reported equity at the opening that the listed balances do not explain"},
    {"opening demand", "the world", "itself", "fraction",
     "no use of the halls at the opening explains what was started before it"},
    {"overdraft", "company", "itself", MUSD, "must pay more than it has and can borrow"},
    {"default", "company", "itself", MUSD, "leaves leased halls; their rent of the month is lost"},
    {"default begins", "company", "itself", MUSD, "owes so much, and nobody lends to it any more"},
    {"default ends", "company", "itself", MUSD, "operations brought so much cash in a year"},
    {"restructured", "company", "itself", MUSD,
     "its lenders take shares for this part of its debt"},
    {"credit loss", "lab", "itself", MUSD, "has ended: of its debt, what its lenders lose"},
    {"lease taken over", "company", "itself", MW, "whole halls that another tenant left"},
    {"rule begins", "company", "rule", NO_UNIT, "a rule of its board's strategy begins to act"},
    {"rule ends", "company", "rule", NO_UNIT, "and ceases to act"},
    /* capital market */
    {"round", "lab", "itself", MUSD, "new equity"},
    {"credit line", "lab", "itself", MUSD, "granted by banks with a round"},
    {"line drawn", "lab", "itself", MUSD, "of its credit line, in a month"},
    {"licence and hire", "lab", "acquirer", MUSD, "its models are licensed and its people hired"},
    {"acquired", "lab", "acquirer", MUSD,
     "bought, with its models and, of what the acquirer sells too, its customers"},
    {"liquidated", "lab", "itself", MUSD, "the money has ended, and nobody buys"},
    {"commitment broken", "lab", "itself", MUSD,
     "it ended, or cannot pay for them all; hours that it had signed for are let anew"},
    {"gave up the frontier", "lab", "itself", NO_UNIT, "goes to applications"},
    /* training */
    {"training begun", "company", "itself", "FLOP", "a final training run"},
    {"training failed", "company", "itself", "FLOP", "it ends, and gives no model"},
    {"model published", "company", "itself", "FLOP", "it ends, and its model is there"},
    {"paradigm jump", "leader", "itself", "ratio", "a decade of compute brings that much more"},
    /* chips */
    {"ordered", "company", "chip ordered most", "chips", "orders of a month, of all chips"},
    {"denied", "company", "chip missed most", "chips",
     "wanted in a month, and no gate let through"},
    {"seized", "company", "chip lost most", "chips", "of a month, on their way past the law"},
    {"orders cancelled", "vendor", "chip", "chips", "by a rule, of undelivered orders"},
    {"licence applied for", "buyer", "chip", "chips", "a rule wants a licence"},
    {"licence granted", "buyer", "chip", "chips", "an application is decided"},
    {"licence denied", "buyer", "chip", "chips", "an application is decided"},
    {"law binds", "World", "rule", "chips", "a rule comes into force, and cancels so many"},
    {"law lifted", "World", "rule", NO_UNIT, "it is in force no more"},
    {"design-around", "vendor", "chip", "TPP", "a chip made for a rule can be ordered"},
    {"finished as another", "vendor", "chip", "chips",
     "what is in work of it becomes what it replaces"},
    {"write-down", "vendor", "chip", MUSD, "stock and work that a rule has stranded"},
    /* prices of tokens */
    {"price cut", "company", "rival", TOKEN_PRICE, "an attack that a rival will answer"},
    {"price reply", "company", "itself", TOKEN_PRICE, "a rival's cut is answered"},
    {"price war ends", "company", "itself", TOKEN_PRICE, "prices are above cost again"},
};
const uint32_t bo_n_event_kinds = sizeof bo_event_kinds / sizeof bo_event_kinds[0];
