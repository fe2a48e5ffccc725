#include "buildout/cli/why_table.h"

#include <string.h>

enum { WINDOW_MONTHS = 12, LONG_WINDOW_MONTHS = 24 };

#define WORLD "World"
#define MONEY (BO_WHY_FUNDED | BO_WHY_ENDED | BO_WHY_SHORT | BO_WHY_FOUNDED)
#define TRADE (BO_WHY_LAW | BO_WHY_LICENCE | BO_WHY_DESIGN | BO_WHY_CHIPS | BO_WHY_SHOCK)
#define MARKET (BO_WHY_PRICE | BO_WHY_MODEL | BO_WHY_ENDED | BO_WHY_GAVE_UP | BO_WHY_FOUNDED)
#define SPENDING (BO_WHY_GROUND | BO_WHY_CANCELLED | MONEY | BO_WHY_RULE)
#define HYPERSCALE (BO_WHY_SITE | BO_WHY_EXTENSION)
#define ANY_PROJECT (HYPERSCALE | BO_WHY_COLOCATION)
/* What befalls all befalls each. */
#define PUBLIC (BO_WHY_LAW | BO_WHY_DESIGN | BO_WHY_SHOCK)

/* ---- sums ---- */

static const struct bo_why_term capex_parts[] = {{"Capex|Data Center", 1.0},
                                                 {"Capex|AI Systems", 1.0},
                                                 {"Capex|Servers", 1.0},
                                                 {"Capex|Other", 1.0},
                                                 {NULL, 0.0}};
static const struct bo_why_term revenue_parts[] = {{"Revenue|Core", 1.0},
                                                   {"Revenue|Cloud", 1.0},
                                                   {"Revenue|AI", 1.0},
                                                   {"Revenue|Leasing", 1.0},
                                                   {NULL, 0.0}};
/* Beside what products and AI in the cloud earn; of companies it is products alone. */
static const struct bo_why_term world_ai_parts[] = {{"Revenue|Leasing", 1.0},
                                                    {"Revenue|Core|AI Uplift", 1.0},
                                                    {"Revenue|Intra-sector", -1.0},
                                                    {NULL, 0.0}};
static const struct bo_why_term cloud_parts[] = {
    {"Revenue|Cloud AI", 1.0}, {"Cloud|Turned Away", -1.0}, {NULL, 0.0}};
static const struct bo_why_term hour_parts[] = {{"Cost|GPU Hour|Chip", 1.0},
                                                {"Cost|GPU Hour|System", 1.0},
                                                {"Cost|GPU Hour|Power", 1.0},
                                                {"Cost|GPU Hour|Building", 1.0},
                                                {"Cost|GPU Hour|Operations", 1.0},
                                                {"Cost|GPU Hour|Capital", 1.0},
                                                {NULL, 0.0}};
static const struct bo_why_term operating_parts[] = {
    {"Revenue|Total", 1.0}, {"Depreciation", -1.0}, {NULL, 0.0}};
static const struct bo_why_term net_parts[] = {
    {"Operating Income", 1.0}, {"Interest", -1.0}, {NULL, 0.0}};
static const struct bo_why_term cash_flow_parts[] = {
    {"Net Income", 1.0}, {"Depreciation", 1.0}, {NULL, 0.0}};
/* Sources are uses at every close: what is leased in is used too. */
static const struct bo_why_term fleet_parts[] = {
    {"Compute|Internal Training", 1.0}, {"Compute|Internal Inference", 1.0},
    {"Compute|Leased Out", 1.0},        {"Compute|Idle", 1.0},
    {"Compute|Leased In", -1.0},        {NULL, 0.0}};

static const struct bo_why_term cash_flows[] = {{"Operating Cash Flow", 1.0},
                                                {"Capex", -1.0},
                                                {"Buybacks", -1.0},
                                                {"Funding", 1.0},
                                                {"Debt Repaid", -1.0},
                                                {"Acquisitions", -1.0},
                                                {"Sites Bought", -1.0},
                                                {"Exchange Gain", 1.0},
                                                {NULL, 0.0}};
static const struct bo_why_term free_parts[] = {
    {"Operating Cash Flow", 1.0}, {"Capex", -1.0}, {"Sites Bought", -1.0}, {NULL, 0.0}};
static const struct bo_why_term debt_flows[] = {{"Funding", 1.0},
                                                {"Funding|Equity", -1.0},
                                                {"Debt Repaid", -1.0},
                                                {"Credit Loss", -1.0},
                                                {NULL, 0.0}};
static const struct bo_why_term operating_flows[] = {{"Data Centers|Openings", 1.0}, {NULL, 0.0}};
static const struct bo_why_term pipeline_flows[] = {
    {"Data Centers|Openings", -1.0}, {"Data Centers|Cancelled", -1.0}, {NULL, 0.0}};
static const struct bo_why_term building_flows[] = {{"Data Centers|Openings", -1.0}, {NULL, 0.0}};

/* ---- variables ---- */

#define STOCK .nature = BO_WHY_STOCK
#define FLOW .nature = BO_WHY_FLOW
#define LEVEL .nature = BO_WHY_LEVEL
#define SITES .projects = BO_WHY_SITE, .of_landlords = true
#define HALLS .projects = HYPERSCALE, .of_landlords = true

const struct bo_why_entry bo_why_entries[] = {
    {"Data Centers|Operating", STOCK, SITES, .topics = BO_WHY_OPENED | BO_WHY_CANCELLED,
     .flow = operating_flows, .flow_rest = "other than openings"},
    {"Data Centers|Openings", FLOW, SITES, .topics = BO_WHY_OPENED | BO_WHY_CANCELLED},
    {"Data Centers|Pipeline", STOCK, SITES,
     .topics = BO_WHY_ANNOUNCED | BO_WHY_OPENED | BO_WHY_CANCELLED, .flow = pipeline_flows,
     .flow_rest = "announced"},
    {"Data Centers|Under Construction", STOCK, SITES,
     .topics = BO_WHY_GROUND | BO_WHY_OPENED | BO_WHY_CANCELLED, .flow = building_flows,
     .flow_rest = "ground broken, less given up"},
    {"Data Centers|Cancelled", FLOW, SITES, .topics = BO_WHY_CANCELLED},
    {"Data Centers|Late", LEVEL, SITES, .topics = BO_WHY_OPENED | BO_WHY_CANCELLED},
    {"Data Centers|*", LEVEL, SITES,
     .topics = BO_WHY_ANNOUNCED | BO_WHY_GROUND | BO_WHY_OPENED | BO_WHY_CANCELLED},

    {"Capacity|IT Power|Energised", STOCK, HALLS, .topics = BO_WHY_OPENED | BO_WHY_COMPLETE},
    {"Capacity|IT Power|Under Construction", STOCK, HALLS,
     .topics = BO_WHY_GROUND | BO_WHY_OPENED | BO_WHY_COMPLETE | BO_WHY_CANCELLED},
    {"Capacity|IT Power|Leased", STOCK, .projects = HYPERSCALE, .of_user = true,
     .topics = BO_WHY_OPENED | BO_WHY_COMPLETE | BO_WHY_LEASE},
    {"Capacity|IT Power|Demand", STOCK, .projects = HYPERSCALE, .of_user = true,
     .topics = BO_WHY_ANNOUNCED | BO_WHY_RULE | BO_WHY_FOUNDED | BO_WHY_ENDED},
    {"Capacity|*", STOCK, HALLS, .topics = BO_WHY_PROJECT_TOPICS},

    {"Site Options|Held|*", STOCK, .of_landlords = true, .topics = BO_WHY_OPTION | BO_WHY_RULE},
    {"Site Options|*", FLOW, .of_landlords = true, .topics = BO_WHY_OPTION | BO_WHY_RULE},

    {"Construction|*", LEVEL, .of_landlords = true, .projects = ANY_PROJECT,
     .topics = BO_WHY_GROUND | BO_WHY_COMPLETE},
    {"Equipment|*", LEVEL, .of_landlords = true, .projects = ANY_PROJECT,
     .topics = BO_WHY_GROUND | BO_WHY_CANCELLED | BO_WHY_SHOCK},
    {"Grid|Queue", STOCK, .projects = ANY_PROJECT, .of_landlords = true,
     .topics = BO_WHY_ANNOUNCED | BO_WHY_OPENED | BO_WHY_CANCELLED},
    {"Grid|*", LEVEL, .of_landlords = true, .projects = ANY_PROJECT,
     .topics = BO_WHY_ANNOUNCED | BO_WHY_OPENED | BO_WHY_CANCELLED},
    {"Colocation|Inventory", STOCK, .projects = BO_WHY_COLOCATION, .of_landlords = true,
     .topics = BO_WHY_OPENED | BO_WHY_COMPLETE},
    {"Colocation|*", LEVEL, .projects = BO_WHY_COLOCATION, .of_landlords = true,
     .topics = BO_WHY_OPENED | BO_WHY_COMPLETE | BO_WHY_CANCELLED | BO_WHY_LEASE},
    {"Electricity|*", FLOW, .projects = HYPERSCALE, .of_user = true,
     .topics = BO_WHY_OPENED | BO_WHY_COMPLETE},
    {"Emissions|*", FLOW, .projects = HYPERSCALE, .of_user = true,
     .topics = BO_WHY_OPENED | BO_WHY_COMPLETE},

    {"Chips|Orders*", FLOW, .by_member = true, .topics = TRADE | BO_WHY_RULE},
    {"Chips|Deliveries*", FLOW, .by_member = true, .topics = TRADE},
    {"Chips|Denied*", FLOW, .by_member = true, .topics = TRADE},
    {"Chips|Grey*", FLOW, .by_member = true, .topics = TRADE},
    {"Chips|Seized*", FLOW, .by_member = true, .topics = TRADE},
    {"Chips|Backlog*", STOCK, .by_member = true, .topics = TRADE},
    {"Chips|Cancelled", FLOW, .topics = TRADE | BO_WHY_RULE},
    {"Chips|Made", FLOW, .topics = TRADE},
    {"Chips|Stock", STOCK, .topics = TRADE},
    {"Chips|Written Off", FLOW, .topics = TRADE},
    {"Chips|Write-down", FLOW, .topics = TRADE},
    {"Chips|*", LEVEL, .topics = TRADE}, /* lead times, prices, shares */
    {"Fleet|H100e", STOCK, .topics = TRADE | BO_WHY_ENDED, .part = fleet_parts,
     .part_rest = "in store, or of other buyers"},
    {"Fleet|Stored", STOCK, .projects = HYPERSCALE, .of_user = true,
     .topics = TRADE | BO_WHY_OPENED | BO_WHY_COMPLETE},
    {"Fleet|Waiting for Halls", STOCK, .projects = HYPERSCALE, .of_user = true,
     .topics = TRADE | BO_WHY_OPENED | BO_WHY_COMPLETE},
    {"Fleet|IT Power", STOCK, .projects = HYPERSCALE, .of_user = true,
     .topics = TRADE | BO_WHY_OPENED | BO_WHY_COMPLETE | BO_WHY_ENDED},
    {"Fleet|*", STOCK, .topics = TRADE | BO_WHY_ENDED},
    {"Compute|Utilisation", LEVEL, .topics = TRADE | MARKET},
    {"Compute|*", STOCK, .topics = TRADE | MARKET | BO_WHY_LEASE},
    {"Usable Compute|*", STOCK, .topics = TRADE},
    {"Levies", FLOW, .topics = TRADE},

    {"Price|Tokens", LEVEL, .topics = MARKET},
    {"Price|*", LEVEL, .topics = TRADE | BO_WHY_ENDED | BO_WHY_LEASE},
    {"Cost|GPU Hour", LEVEL, .topics = TRADE | BO_WHY_MODEL, .part = hour_parts,
     .part_rest = "not told apart"},
    {"Cost|*", LEVEL, .topics = TRADE | BO_WHY_MODEL},
    {"Training|*", FLOW, .topics = MARKET | TRADE | BO_WHY_FUNDED | BO_WHY_RULE},
    {"Capability*", LEVEL, .topics = MARKET | TRADE | BO_WHY_FUNDED | BO_WHY_RULE},
    {"Users*", STOCK, .by_member = true, .topics = MARKET},
    {"Adoption*", LEVEL, .topics = MARKET},
    {"Tokens*", FLOW, .topics = MARKET},
    {"Share*", LEVEL, .topics = MARKET},

    {"Revenue|Total", FLOW, .topics = MARKET | BO_WHY_LEASE, .part = revenue_parts,
     .part_rest = "not told apart"},
    {"Revenue|Cloud", FLOW, .topics = MARKET | BO_WHY_LEASE, .part = cloud_parts,
     .part_rest = "base cloud that is wanted"},
    {"Cloud|Turned Away", FLOW, .by_member = true, .projects = HYPERSCALE,
     .topics = BO_WHY_OPENED | BO_WHY_CANCELLED | BO_WHY_LEASE},
    {"Revenue|AI", FLOW, .by_member = true, .topics = MARKET | BO_WHY_LEASE,
     .part = world_ai_parts},
    {"Revenue|Data Center*", FLOW, .topics = TRADE},
    {"Revenue|*", FLOW, .topics = MARKET | BO_WHY_LEASE},
    {"Revenue Gap*", LEVEL, .topics = MARKET | TRADE | MONEY},
    {"Capex", FLOW, .projects = ANY_PROJECT, .topics = SPENDING, .part = capex_parts,
     .part_rest = "not told apart"},
    {"Capex|Finance Leases", FLOW, .projects = HYPERSCALE, .of_user = true,
     .topics = BO_WHY_OPENED | BO_WHY_COMPLETE | BO_WHY_LEASE},
    {"Capex|Data Center", FLOW, .projects = ANY_PROJECT, .topics = SPENDING},
    {"Capex|AI Systems", FLOW, .projects = HYPERSCALE, .of_user = true,
     .topics = TRADE | MONEY | BO_WHY_RULE | BO_WHY_OPENED},
    {"Capex|Servers", FLOW, .projects = HYPERSCALE, .of_user = true,
     .topics = MONEY | BO_WHY_RULE | BO_WHY_OPENED | BO_WHY_SHOCK},
    {"Capex|Limit", STOCK, .projects = ANY_PROJECT, .topics = SPENDING},  /* of a year */
    {"Capex|Stated", STOCK, .projects = ANY_PROJECT, .topics = SPENDING}, /* of the year */
    {"Capex|*", FLOW, .projects = ANY_PROJECT, .topics = SPENDING},
    {"Leases|*", STOCK, .projects = HYPERSCALE, .of_user = true,
     .topics = BO_WHY_ANNOUNCED | BO_WHY_OPENED | BO_WHY_CANCELLED | BO_WHY_LEASE},
    {"Operating Income", FLOW, .topics = MARKET | MONEY, .part = operating_parts,
     .part_rest = "less other costs"},
    {"Net Income", FLOW, .topics = MARKET | MONEY, .part = net_parts,
     .part_rest = "less tax and other"},
    {"Operating Cash Flow", FLOW, .topics = MARKET | MONEY, .part = cash_flow_parts,
     .part_rest = "working capital and other"},
    {"Free Cash Flow", FLOW, .projects = ANY_PROJECT, .topics = MARKET | SPENDING,
     .part = free_parts, .part_rest = "other"},
    {"Depreciation", FLOW, .projects = ANY_PROJECT,
     .topics = BO_WHY_OPENED | BO_WHY_COMPLETE | BO_WHY_ENDED},
    {"Interest", FLOW, .topics = MONEY},
    {"Buybacks", FLOW, .topics = MONEY | BO_WHY_RULE},
    {"Funding", FLOW, .topics = MONEY | BO_WHY_RULE},
    {"Funding|*", FLOW, .topics = MONEY | BO_WHY_RULE},
    {"Debt Repaid", FLOW, .topics = MONEY},
    {"Credit Loss*", FLOW, .topics = MONEY | BO_WHY_ENDED},
    {"Overdraft", FLOW, .topics = MONEY},
    {"Acquisitions", FLOW, .topics = MONEY | MARKET | BO_WHY_ENDED},
    {"Sites Bought", FLOW, .projects = ANY_PROJECT, .topics = BO_WHY_OPTION},
    {"Exchange Gain", FLOW},
    {"Cash", STOCK, .topics = MONEY | BO_WHY_RULE, .flow = cash_flows,
     .flow_rest = "at the founding or the end, and other"},
    {"Debt", STOCK, .topics = MONEY | BO_WHY_RULE, .flow = debt_flows,
     .flow_rest = "exchange rates, debt of what was taken over, and other"},
    {"Lease Liability", STOCK, .projects = HYPERSCALE, .of_user = true,
     .topics = BO_WHY_OPENED | BO_WHY_COMPLETE | BO_WHY_LEASE | BO_WHY_ENDED},
    {"Equity", STOCK, .topics = MONEY | MARKET},
    {"Valuation", STOCK, .topics = MONEY | MARKET},
    {"Runway", LEVEL, .topics = MONEY | MARKET | BO_WHY_RULE},
    {"Backlog", STOCK, .topics = MONEY | MARKET},
    {"Margin|Drift", LEVEL}, /* chance alone */
    {"Margin|*", LEVEL, .topics = MARKET | BO_WHY_SHOCK},
    {"IRR|*", LEVEL, .topics = MARKET | TRADE},
    {"Sentiment", LEVEL, .topics = MONEY | MARKET},
    {"Companies|*", STOCK, .topics = BO_WHY_FOUNDED | BO_WHY_ENDED | BO_WHY_GAVE_UP},
};
const uint32_t bo_why_n_entries = sizeof bo_why_entries / sizeof bo_why_entries[0];

const struct bo_why_entry bo_why_default = {"", LEVEL, .topics = UINT32_MAX,
                                            .projects = ANY_PROJECT, .of_user = true};

/* ---- kinds of events ---- */

struct kind_topic {
    const char *pattern;
    uint32_t topic;
};

/* The first that fits counts. */
static const struct kind_topic kind_topics[] = {
    {"announced", BO_WHY_ANNOUNCED},
    {"ground broken", BO_WHY_GROUND},
    {"opened", BO_WHY_OPENED},
    {"complete", BO_WHY_COMPLETE},
    {"cancelled", BO_WHY_CANCELLED},
    {"founded", BO_WHY_FOUNDED},
    {"opening balance", BO_WHY_FOUNDED},
    {"opening demand", BO_WHY_FOUNDED},
    {"overdraft", BO_WHY_SHORT},
    {"default*", BO_WHY_SHORT},
    {"covenant*", BO_WHY_SHORT},
    {"restructured", BO_WHY_SHORT},
    {"rule begins", BO_WHY_RULE},
    {"rule ends", BO_WHY_RULE},
    {"round", BO_WHY_FUNDED},
    {"credit line", BO_WHY_FUNDED},
    {"line drawn", BO_WHY_FUNDED},
    {"bond*", BO_WHY_FUNDED},
    {"licence and hire", BO_WHY_ENDED},
    {"acquired", BO_WHY_ENDED},
    {"liquidated", BO_WHY_ENDED},
    {"credit loss", BO_WHY_ENDED},
    {"commitment broken", BO_WHY_ENDED},
    {"gave up the frontier", BO_WHY_GAVE_UP},
    {"price *", BO_WHY_PRICE},
    {"law*", BO_WHY_LAW},
    {"export*", BO_WHY_LAW},
    {"import*", BO_WHY_LAW},
    {"rule*", BO_WHY_LAW},
    {"licence*", BO_WHY_LICENCE},
    {"design*", BO_WHY_DESIGN},
    {"order*", BO_WHY_CHIPS},
    {"deliver*", BO_WHY_CHIPS},
    {"denied*", BO_WHY_CHIPS},
    {"seized*", BO_WHY_CHIPS},
    {"stranded*", BO_WHY_CHIPS},
    {"write-down*", BO_WHY_CHIPS},
    {"chip*", BO_WHY_CHIPS},
    {"training*", BO_WHY_MODEL},
    {"model*", BO_WHY_MODEL},
    {"release*", BO_WHY_MODEL},
    {"paradigm*", BO_WHY_MODEL},
    {"outage*", BO_WHY_SHOCK},
    {"fab *", BO_WHY_SHOCK},
    {"hbm *", BO_WHY_SHOCK},
    {"tariff*", BO_WHY_SHOCK},
    {"retaliation*", BO_WHY_SHOCK},
    {"lease*", BO_WHY_LEASE},
    {"option*", BO_WHY_OPTION},
};
enum { N_KIND_TOPICS = sizeof kind_topics / sizeof kind_topics[0] };

/* The letters of the pattern that a name fits by; 0 when it does not fit. */
static size_t fits(const char *pattern, const char *name)
{
    size_t n = strlen(pattern);
    if (n > 0 && pattern[n - 1] == '*')
        return strncmp(pattern, name, n - 1) == 0 ? n - 1 : 0;
    return strcmp(pattern, name) == 0 ? n + 1 : 0;
}

const struct bo_why_entry *bo_why_find(const char *variable)
{
    const struct bo_why_entry *best = NULL;
    size_t most = 0;
    for (uint32_t i = 0; i < bo_why_n_entries; i++) {
        size_t n = fits(bo_why_entries[i].pattern, variable);
        if (n > most) {
            most = n;
            best = &bo_why_entries[i];
        }
    }
    return best;
}

bool bo_why_is_landlord(const char *entity)
{
    return strncmp(entity, BO_WHY_LANDLORD, strlen(BO_WHY_LANDLORD)) == 0;
}

uint32_t bo_why_topic_of(const char *kind)
{
    for (uint32_t i = 0; i < N_KIND_TOPICS; i++) {
        if (fits(kind_topics[i].pattern, kind) > 0)
            return kind_topics[i].topic;
    }
    return BO_WHY_UNKNOWN;
}

/* "Texas extension 12 (Microsoft)", "Texas colocation begun before 3": what follows the place. */
uint32_t bo_why_project_of(const struct bo_fact_event *event)
{
    size_t n = strlen(event->place);
    if (strncmp(event->subject, event->place, n) != 0 || event->subject[n] != ' ')
        return BO_WHY_SITE;
    const char *rest = event->subject + n + 1;
    if (strncmp(rest, "extension ", strlen("extension ")) == 0)
        return BO_WHY_EXTENSION;
    return strncmp(rest, "colocation ", strlen("colocation ")) == 0 ? BO_WHY_COLOCATION
                                                                    : BO_WHY_SITE;
}

bool bo_why_bears(const struct bo_why_entry *entry, const struct bo_fact_event *event)
{
    uint32_t topic = bo_why_topic_of(event->kind);
    if ((topic & entry->topics) == 0)
        return false;
    return (topic & BO_WHY_PROJECT_TOPICS) == 0 ||
           (bo_why_project_of(event) & entry->projects) != 0;
}

/* "Texas 12 (Microsoft)" is used by Microsoft. */
static bool is_used_by(const struct bo_fact_event *event, const char *entity)
{
    size_t n = strlen(event->subject), n_user = strlen(entity) + strlen(" ()");
    if (n <= n_user)
        return false;
    const char *end = event->subject + n - n_user;
    return strncmp(end, " (", 2) == 0 && strncmp(end + 2, entity, strlen(entity)) == 0 &&
           event->subject[n - 1] == ')';
}

/* A project is its owner's, and may be its user's; of a landlord it is World's if World counts those. */
static bool project_concerns(const struct bo_why_entry *entry, const struct bo_fact_event *event,
                             const char *entity)
{
    if (strcmp(event->entity, entity) == 0)
        return true;
    if (strcmp(entity, WORLD) != 0)
        return entry->of_user && is_used_by(event, entity);
    return entry->of_user || entry->of_landlords || !bo_why_is_landlord(event->entity);
}

bool bo_why_concerns(const struct bo_why_entry *entry, const struct bo_fact_event *event,
                     const char *entity, const char *place)
{
    uint32_t topic = bo_why_topic_of(event->kind);
    if (place[0] != '\0' && event->place[0] != '\0' && strcmp(place, event->place) != 0)
        return false;
    if ((topic & BO_WHY_PROJECT_TOPICS) != 0)
        return project_concerns(entry, event, entity);
    if (strcmp(entity, WORLD) == 0 || strcmp(event->entity, WORLD) == 0 || (topic & PUBLIC) != 0)
        return true;
    return strcmp(event->entity, entity) == 0 || strcmp(event->subject, entity) == 0;
}

uint32_t bo_why_window_months(const struct bo_why_entry *entry)
{
    return (entry->topics & BO_WHY_PROJECT_TOPICS) != 0 ? WINDOW_MONTHS : LONG_WINDOW_MONTHS;
}
