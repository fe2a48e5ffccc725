#include "variables.h"

#include <string.h>

#include "buildout/model/chip.h"
#include "buildout/model/record.h"

const struct bo_fact_variable fixed_variables[N_FIXED_VARIABLES] = {
    [V_SITES] = {"Data Centers|Operating", "sites",
                 "hyperscale sites open at the end of the month, at their owner"},
    [V_OPENINGS] = {"Data Centers|Openings", "sites",
                    "hyperscale sites whose first hall was energised"},
    [V_PIPELINE] = {"Data Centers|Pipeline", "sites",
                    "hyperscale sites announced or under construction"},
    [V_BUILDING] = {"Data Centers|Under Construction", "sites",
                    "hyperscale sites with ground broken and no hall energised"},
    [V_CANCELLED] = {"Data Centers|Cancelled", "sites", "hyperscale sites given up"},
    [V_LATE] = {"Data Centers|Late", "fraction",
                "of the sites published on 1 January for the year, not energised at its end; told "
                "each December"},
    [V_MW] = {"Capacity|IT Power|Energised", "MW",
              "hyperscale critical IT load energised, at its owner"},
    [V_MW_BUILDING] =
        {"Capacity|IT Power|Under Construction", "MW",
         "hyperscale critical IT load with ground broken and not energised, at its owner"},
    [V_MW_LEASED] = {"Capacity|IT Power|Leased", "MW",
                     "energised critical IT load in whole sites leased, at its user"},
    [V_MW_DEMAND] = {"Capacity|IT Power|Demand", "MW",
                     "critical IT load that the business needs now, at its user"},
    [V_MW_ON_SITE] = {"Capacity|IT Power|On Site", "MW",
                      "energised critical IT load with its own generation, at its user"},
    [V_HELD_LAND] = {"Site Options|Held|Land", "MW",
                     "land with its permit, held or under way; a landlord's prepared land too"},
    [V_HELD_PLACE] = {"Site Options|Held|Grid Place", "MW",
                      "such land with a place in the grid's queue, granted or not"},
    [V_HELD_SHELL] = {"Site Options|Held|Shell", "MW",
                      "such places with a shell, standing or under way, let or not"},
    [V_OPTION_USED] = {"Site Options|Used", "MW", "sites begun on options of one's own"},
    [V_OPTION_CARRY] = {"Site Options|Carry", "million USD",
                        "tax, upkeep and charges of what is held, capital apart"},
    [V_OPTION_SALES] = {"Site Options|Sales", "million USD",
                        "got by holders for what others took over, land given up included"},
    [V_OPTION_RENT] = {"Site Options|Sublet", "million USD", "rent of shells that are let"},
    [V_CREW_USE] = {"Construction|Crew Use", "ratio", "workers wanted over workers there"},
    [V_CREWS] = {"Construction|Crews", "count", "workers there, of all trades"},
    [V_COST] =
        {"Construction|Cost per MW", "million USD/MW",
         "shell, power and cooling of a new site at today's bids; World: by weight of demand"},
    [V_GRID_WAIT] = {"Grid|Wait", "months",
                     "queue for a grant that a new request would face, study and works and "
                     "requests that are not meant apart; none where nothing is granted"},
    [V_GRID_GRANTS] = {"Grid|Grants", "MW/yr",
                       "critical IT load a year that it now gives to who builds, by what has been "
                       "taken back too; idle grants apart"},
    [V_GRID_QUEUE] = {"Grid|Queue", "MW", "requests ready and waiting for their grant"},
    [V_GRID_REQUESTS] = {"Grid|Requests", "MW",
                         "all requests in the queue, those too on which nobody will build"},
    [V_GRID_IDLE] = {"Grid|Idle Grants", "MW", "granted to requests on which nobody will build"},
    [V_ON_SITE_LEAD] = {"Grid|Own Generation|Lead Time", "weeks",
                        "from order to power, as quoted now to who goes around the grid"},
    [V_VACANCY] = {"Colocation|Vacancy", "fraction",
                   "of the inventory for others than hyperscalers"},
    [V_RENT] = {"Colocation|Rent", "USD/kW-month",
                "asking rent of small deals; World: by inventory"},
    [V_PRELEASED] = {"Colocation|Pre-leased", "fraction",
                     "of what landlords have under way, let in advance"},
    [V_COLO_INVENTORY] = {"Colocation|Inventory", "MW",
                          "critical IT load for others than hyperscalers"},
    [V_POWER_PRICE] = {"Price|Electricity", "USD/MWh", "of large buyers, from the grid"},
    [V_ELECTRICITY] = {"Electricity|Use", "TWh",
                       "of hyperscale sites, PUE included, at their user"},
    [V_CO2] = {"Emissions|CO2", "Mt",
               "of that electricity, at the intensity of the grid and of own generation"},
    [V_REVENUE] = {"Revenue|Total", "million USD", "all revenue"},
    [V_CORE] = {"Revenue|Core", "million USD", "the business beside the cloud"},
    [V_UPLIFT] = {"Revenue|Core|AI Uplift", "million USD", "of it, what AI brings"},
    [V_CLOUD] = {"Revenue|Cloud", "million USD", "base cloud, and AI in it"},
    [V_CLOUD_AWAY] = {"Cloud|Turned Away", "million USD",
                      "base cloud that customers want and halls that AI systems fill do not hold"},
    [V_CAPEX] = {"Capex", "million USD", "cash paid for property and equipment"},
    [V_CAPEX_LEASES] = {"Capex|Finance Leases", "million USD", "finance leases begun"},
    [V_CAPEX_SITES] = {"Capex|Data Center", "million USD", "shell, power, cooling and land"},
    [V_CAPEX_AI] = {"Capex|AI Systems", "million USD",
                    "accelerators with their hosts, network and storage"},
    [V_CAPEX_SERVERS] = {"Capex|Servers", "million USD", "other servers and network"},
    [V_CAPEX_OTHER] = {"Capex|Other", "million USD", "outside data centres"},
    [V_CAPEX_STATED] = {"Capex|Stated", "million USD",
                        "of the calendar year, as the board told in January and again in July"},
    [V_CAPEX_LIMIT] =
        {"Capex|Limit", "million USD",
         "of a year, that the board allows itself by its cash flow, its habits, loans "
         "and spare cash; plans beyond it are cut"},
    [V_LEASES_AHEAD] = {"Leases|Not Commenced", "million USD",
                        "present value of leases signed and not begun"},
    [V_OCF] = {"Operating Cash Flow", "million USD", "cash from operations"},
    [V_FREE_CASH_FLOW] = {"Free Cash Flow", "million USD",
                          "Operating Cash Flow less Capex and Sites Bought"},
    [V_DEPRECIATION] = {"Depreciation", "million USD", "of plant"},
    [V_INTEREST] = {"Interest", "million USD", "on debt"},
    [V_BUYBACKS] =
        {"Buybacks", "million USD",
         "shares bought back, and what owners of a company sold take out; a landlord's dividends"},
    [V_FUNDING] = {"Funding", "million USD", "equity raised and debt issued"},
    [V_EQUITY_RAISED] = {"Funding|Equity", "million USD",
                         "of it, cash for shares, and from owners who ask for none; the rest is "
                         "debt"},
    [V_DEBT_REPAID] = {"Debt Repaid", "million USD",
                       "of what companies, laboratories and landlords had borrowed"},
    [V_CREDIT_LOSS] = {"Credit Loss", "million USD",
                       "of its debt, what lenders took shares for, or lost at its end"},
    [V_RENT_LOST] = {"Credit Loss|Rent", "million USD",
                     "of a landlord: rent that tenants owed who walked away"},
    [V_ACQUISITIONS] =
        {"Acquisitions", "million USD",
         "cash for firms, laboratories and stakes in them, less what stakes brought"},
    [V_SITES_BOUGHT] = {"Sites Bought", "million USD",
                        "cash for land, grid places and shells of others, less that for one's own"},
    [V_EXCHANGE_GAIN] = {"Exchange Gain", "million USD", "on cash held in another currency"},
    [V_CASH] = {"Cash", "million USD",
                "cash and short-term investments; a company's changes by Operating Cash Flow and "
                "Funding, less Capex, Buybacks, Debt Repaid, Acquisitions and Sites Bought, with "
                "the Exchange Gain"},
    [V_DEBT] = {"Debt", "million USD",
                "borrowed; changes by Funding less Funding|Equity, Debt Repaid and Credit Loss, by "
                "exchange rates, and by the debt of a company that it takes over"},
    [V_LEASE_LIABILITY] = {"Lease Liability", "million USD",
                           "of leases begun: their rents to come, discounted"},
    [V_EQUITY] = {"Equity", "million USD", "book value: what is owned less what is owed"},
    [V_OVERDRAFT] = {"Overdraft", "million USD", "lent for what could not be paid, in Funding too"},
    [V_RUNWAY] = {"Runway", "months",
                  "cash over what twelve months took; none when cash does not fall"},
    [V_OPERATING_INCOME] = {"Operating Income", "million USD", "before interest and tax"},
    [V_NET_INCOME] = {"Net Income", "million USD", "after interest and tax"},
    [V_ALIVE] = {"Companies|Alive", "count", "founded and not ended"},
    [V_ORDERS] = {"Chips|Orders", "count",
                  "of all chips: placed by a buyer or a market, with a vendor; World: all buyers"},
    [V_ORDERS_CANCELLED] = {"Chips|Cancelled", "count", "orders taken back, by buyers or by rules"},
    [V_DELIVERIES] = {"Chips|Deliveries", "count", "of all chips, past the law included"},
    [V_CHIP_BACKLOG] = {"Chips|Backlog", "count", "of all chips, ordered and not shipped"},
    [V_DENIED] = {"Chips|Denied", "count", "of all chips, wanted, and no gate let them through"},
    [V_GREY] = {"Chips|Grey", "count", "of all chips, delivered past the law"},
    [V_SEIZED] = {"Chips|Seized", "count", "of all chips, on their way past the law"},
    [V_MADE] = {"Chips|Made", "count", "of all chips, by a vendor"},
    [V_CHIP_STOCK] = {"Chips|Stock", "count", "of all chips, made and not shipped"},
    [V_WRITTEN_OFF] = {"Chips|Written Off", "count", "stranded by a rule and taken by nobody"},
    [V_LEAD_QUOTED] = {"Chips|Lead Time Quoted", "weeks", "to who orders now, of a vendor"},
    [V_LEAD_LIVED] = {"Chips|Lead Time Lived", "weeks",
                      "from order to delivery of what was delivered, of a vendor or in a market"},
    [V_DOMESTIC_SHARE] = {"Chips|Domestic Share", "fraction",
                          "of the cards delivered in the market in twelve months, made at home"},
    [V_WRITE_DOWN] = {"Chips|Write-down", "million USD", "of stock that a rule has stranded"},
    [V_FLEET_H100E] = {"Fleet|H100e", "H100e",
                       "what all chips in hand can train, racked and stored; World: all buyers; a "
                       "country: its companies' and groups'"},
    [V_FLEET_INFERENCE] = {"Fleet|H100e Inference", "H100e",
                           "what all chips in hand can serve, racked and stored"},
    [V_FLEET_STORED] = {"Fleet|Stored", "count",
                        "chips in hand that are being set up or wait for an energised hall"},
    [V_FLEET_WAITING] = {"Fleet|Waiting for Halls", "count",
                         "of those stored, what is set up and has no energised hall"},
    [V_FLEET_MW] = {"Fleet|IT Power", "MW", "of racked AI systems at full load, in IT power"},
    [V_FLEET_BOOK] = {"Fleet|Book Value", "million USD", "of AI systems, depreciated"},
    [V_FLEET_MARKET] = {"Fleet|Market Value", "million USD",
                        "what they would fetch second-hand: lenders look at that"},
    [V_TRAINING] = {"Compute|Internal Training", "H100e", "used for own training, rented included"},
    [V_INFERENCE] = {"Compute|Internal Inference", "H100e", "used to serve, rented included"},
    [V_CORE_COMPUTE] = {"Compute|Core Business", "H100e",
                        "of it, for ranking, advertising and recommendation"},
    [V_LEASED_OUT] = {"Compute|Leased Out", "H100e", "let, under contract and by the hour"},
    [V_LEASED_IN] = {"Compute|Leased In", "H100e", "rented"},
    [V_IDLE] = {"Compute|Idle", "H100e", "racked or rented, and used by nobody"},
    [V_UTILISATION] = {"Compute|Utilisation", "fraction",
                       "of what is racked and rented; of a market: sold of what is offered"},
    [V_USABLE_LEGAL] = {"Usable Compute|Legal", "H100e", "racked: the law let it through"},
    [V_USABLE_COMPLIANT] = {"Usable Compute|Compliant", "H100e", "racked: made for a rule"},
    [V_USABLE_DOMESTIC] = {"Usable Compute|Domestic", "H100e", "racked: made at home"},
    [V_USABLE_OFFSHORE] = {"Usable Compute|Offshore Leased", "H100e",
                           "rented in another market than that of the headquarters"},
    [V_USABLE_GREY] = {"Usable Compute|Grey", "H100e", "racked: came past the law"},
    [V_HOUR_PRICE] = {"Price|GPU Hour|H100", "USD/h", "on demand"},
    [V_HOUR_SPOT] = {"Price|GPU Hour|H100|Spot", "USD/h", "of spare hours"},
    [V_HOUR_CONTRACT] = {"Price|GPU Hour|H100|Contract", "USD/h", "of running contracts"},
    [V_HOUR_COST] = {"Cost|GPU Hour", "USD/h",
                     "full cost of an H100e-hour of one's own, idle or not"},
    [V_HOUR_CHIP] = {"Cost|GPU Hour|Chip", "USD/h", "of it: wear of chips, levies included"},
    [V_HOUR_SYSTEM] = {"Cost|GPU Hour|System", "USD/h",
                       "of it: wear of hosts, network and storage"},
    [V_HOUR_POWER] = {"Cost|GPU Hour|Power", "USD/h", "of it: electricity, cooling included"},
    [V_HOUR_BUILDING] = {"Cost|GPU Hour|Building", "USD/h", "of it: halls, capital and upkeep"},
    [V_HOUR_OPERATIONS] = {"Cost|GPU Hour|Operations", "USD/h", "of it: staff and spares"},
    [V_HOUR_CAPITAL] = {"Cost|GPU Hour|Capital", "USD/h",
                        "of it: interest on what is not worn off"},
    [V_HOUR_BREAK_EVEN] = {"Cost|GPU Hour|Break-even", "ratio",
                           "utilisation at which contracts at the market's rent pay the cost of an "
                           "hour; above 1 none does"},
    [V_TOKEN_COST] = {"Cost|Million Tokens", "USD", "of serving a million tokens"},
    [V_TOKEN_RENTED] = {"Cost|Million Tokens|Rented", "USD",
                        "of it: GPU-hours rented; the rest is hours of one's own"},
    [V_CAPABILITY] = {"Capability", "ECI",
                      "of the best model; World: the frontier; a country: its best company's"},
    [V_LAG] = {"Capability|Lag", "months",
               "since the frontier was where the best model is; a country: its best company's"},
    [V_AHEAD] = {"Capability|Ahead", "months",
                 "World: how much sooner than technology.expected_eci says the best model gained "
                 "what it gained; below 0: later"},
    [V_RUNS] = {"Training|Runs", "count", "final runs begun"},
    [V_RUN_COMPUTE] = {"Training|Compute", "FLOP", "of final runs"},
    [V_RUN_COST] = {"Training|Cost", "million USD", "of the compute used for training"},
    [V_USERS] = {"Users", "count", "of all products that people or firms have a seat in"},
    [V_TOKENS] = {"Tokens", "tokens", "served"},
    [V_TOKEN_PRICE] = {"Price|Tokens", "USD/Mtok",
                       "list price; of a market, and World: of the best model on sale"},
    [V_CLOUD_AI] = {"Revenue|Cloud AI", "million USD",
                    "of the cloud: AI services, bare rent apart"},
    [V_AI] = {"Revenue|AI", "million USD",
              "AI products and API; World: all that AI earns, final customers once"},
    [V_LEASING] = {"Revenue|Leasing", "million USD", "bare GPU-hours let"},
    [V_INTRA] = {"Revenue|Intra-sector", "million USD", "of it all, from companies of the model"},
    [V_DATA_CENTER] = {"Revenue|Data Center", "million USD",
                       "of vendors, from chips and the network sold with them"},
    [V_DATA_CENTER_CHINA] = {"Revenue|Data Center|China", "million USD",
                             "of it, from China's buyers at home"},
    [V_NETWORK] = {"Revenue|Data Center|Network", "million USD", "of it, from network"},
    [V_VALUATION] = {"Valuation", "million USD", "of a lab, post-money, in its last round"},
    [V_BACKLOG] =
        {"Backlog", "million USD",
         "GPU-hours let under contract and cloud services sold, not yet served; labs' credits "
         "included"},
    [V_MARGIN_COMPUTE] = {"Margin|Compute", "fraction",
                          "AI products' revenue less the cost of serving, over that revenue"},
    [V_MARGIN_CLOUD] = {"Margin|Cloud", "fraction",
                        "cloud AI revenue less the full cost of its GPU-hours, over that revenue"},
    [V_MARGIN_DRIFT] = {"Margin|Drift", "fraction",
                        "what the margin of all that is not AI is above the opening's"},
    [V_IRR] = {"IRR|Vintage", "fraction",
               "a year, of what was delivered this month, let for its life at today's contract "
               "rent and utilisation, less power, hall and upkeep"},
    [V_SENTIMENT] = {"Sentiment", "ratio", "of investors; 1 is neutral"},
    [V_LEVIES] = {"Levies", "million USD", "to a state, of what was paid for chips"},
    [V_GAP_FLOW] = {"Revenue Gap|Flow", "billion USD/yr",
                    "revenue that a year's purchases need, less AI revenue"},
    [V_GAP_STOCK] = {"Revenue Gap|Stock", "billion USD/yr",
                     "revenue that the accelerators in service need, less AI revenue"},
    [V_GAP_SEQUOIA] = {"Revenue Gap|Sequoia Replica", "billion USD/yr",
                       "Cahn's arithmetic on his own dated sales and revenues"},
    [V_ABSORBED] = {"Companies|Absorbed", "count",
                    "bought, or licensed and their people hired, since the start"},
    [V_LIQUIDATED] = {"Companies|Liquidated", "count", "ended without a buyer, since the start"},
    [V_GAVE_UP] = {"Companies|Gave Up Frontier", "count", "gone to applications, since the start"},
};

static const struct bo_fact_variable chip_variables[N_CHIP_VARIABLES] = {
    [C_ORDERS] = {"Chips|Orders", "count", "placed"},
    [C_DELIVERIES] = {"Chips|Deliveries", "count", "delivered, past the law included"},
    [C_BACKLOG] = {"Chips|Backlog", "count", "ordered and not shipped"},
    [C_LEAD_QUOTED] = {"Chips|Lead Time Quoted", "weeks", "to who orders it now"},
    [C_LEAD_LIVED] = {"Chips|Lead Time Lived", "weeks",
                      "from order to delivery of what its vendor delivered"},
    [C_LIST_PRICE] = {"Chips|List Price", "USD", "of one"},
    [C_PRICE] = {"Chips|Price", "USD", "of one, as realised, without discounts for volume"},
    [C_DENIED] = {"Chips|Denied", "count", "wanted, and no gate let them through"},
    [C_GREY] = {"Chips|Grey", "count", "delivered past the law"},
    [C_SEIZED] = {"Chips|Seized", "count", "on their way past the law"},
    [C_FLEET] = {"Fleet|Chips", "count", "in hand, racked and stored"},
};

static const struct bo_fact_variable segment_variables[N_SEGMENT_VARIABLES] = {
    [S_USERS] = {"Users", "count", "who have adopted, as the segment counts them"},
    [S_ADOPTION] = {"Adoption", "fraction", "of all who might ever adopt"},
    [S_SHARE] = {"Share", "fraction", "of those who have adopted in the company's market"},
    [S_REVENUE] = {"Revenue|AI", "million USD", "of it, what this product earns"},
};

static struct bo_fact_variable named(struct bo_arena *arena, const struct bo_fact_variable *of,
                                     const char *name)
{
    return (struct bo_fact_variable){bo_arena_printf(arena, "%s|%s", of->name, name), of->unit,
                                     of->meaning};
}

struct bo_fact_variable bo_record_chip_variable(struct bo_arena *arena, enum chip_variable which,
                                                const char *chip)
{
    return named(arena, &chip_variables[which], chip);
}

const struct bo_fact_variable *bo_record_variables(const struct bo_param *param,
                                                   struct bo_arena *arena, uint32_t *n_variables)
{
    uint32_t n_segments = param->n[BO_TABLE_SEGMENTS];
    uint32_t n = variable_of_segment(param, n_segments, S_USERS);
    struct bo_fact_variable *all = BO_NEW_ARRAY(arena, struct bo_fact_variable, n);
    for (uint32_t i = 0; i < N_FIXED_VARIABLES; i++) {
        all[i] = fixed_variables[i];
    }
    for (uint32_t k = 0; k < param->n[BO_TABLE_EQUIPMENT]; k++) {
        static const struct bo_fact_variable lead = {"Equipment|Lead Time", "weeks",
                                                     "from order to delivery, as quoted now"};
        all[variable_of_maker(k)] = named(arena, &lead, param->maker[k].entry.name);
    }
    for (uint32_t i = 0; i < param->n[BO_TABLE_CHIPS]; i++) {
        for (int k = 0; k < N_CHIP_VARIABLES; k++) {
            all[variable_of_chip(param, i, (enum chip_variable)k)] =
                named(arena, &chip_variables[k], param->chip[i].entry.name);
        }
    }
    for (uint32_t i = 0; i < n_segments; i++) {
        for (int k = 0; k < N_SEGMENT_VARIABLES; k++) {
            all[variable_of_segment(param, i, (enum segment_variable)k)] =
                named(arena, &segment_variables[k], param->segment[i].entry.name);
        }
    }
    *n_variables = n;
    return all;
}

const struct bo_fact_variable *bo_record_dictionary(struct bo_arena *arena, uint32_t *n_variables)
{
    const struct bo_entry any = {.key = "*", .name = "*"};
    struct bo_param *param = BO_NEW_ARRAY(arena, struct bo_param, 1);
    param->maker = BO_NEW_ARRAY(arena, struct bo_maker_param, 1);
    param->chip = BO_NEW_ARRAY(arena, struct bo_chip, 1);
    param->segment = BO_NEW_ARRAY(arena, struct bo_segment_param, 1);
    param->maker[0].entry = any;
    param->chip[0].entry = any;
    param->segment[0].entry = any;
    param->n[BO_TABLE_EQUIPMENT] = 1;
    param->n[BO_TABLE_CHIPS] = 1;
    param->n[BO_TABLE_SEGMENTS] = 1;
    return bo_record_variables(param, arena, n_variables);
}

/* ---- what is nil when it is not told ---- */

static const enum variable nil_untold[] = {V_SITES,
                                           V_MW,
                                           V_MW_LEASED,
                                           V_MW_ON_SITE,
                                           V_HELD_LAND,
                                           V_HELD_PLACE,
                                           V_HELD_SHELL,
                                           V_OPTION_USED,
                                           V_OPTION_CARRY,
                                           V_OPTION_SALES,
                                           V_OPTION_RENT,
                                           V_UPLIFT,
                                           V_CLOUD_AWAY,
                                           V_DEBT_REPAID,
                                           V_CREDIT_LOSS,
                                           V_RENT_LOST,
                                           V_LEASE_LIABILITY,
                                           V_OVERDRAFT,
                                           V_ACQUISITIONS,
                                           V_SITES_BOUGHT,
                                           V_EXCHANGE_GAIN,
                                           V_ORDERS,
                                           V_ORDERS_CANCELLED,
                                           V_DELIVERIES,
                                           V_CHIP_BACKLOG,
                                           V_DENIED,
                                           V_GREY,
                                           V_SEIZED,
                                           V_MADE,
                                           V_CHIP_STOCK,
                                           V_WRITTEN_OFF,
                                           V_WRITE_DOWN,
                                           V_FLEET_H100E,
                                           V_FLEET_INFERENCE,
                                           V_FLEET_STORED,
                                           V_FLEET_WAITING,
                                           V_FLEET_MW,
                                           V_FLEET_BOOK,
                                           V_FLEET_MARKET,
                                           V_TRAINING,
                                           V_INFERENCE,
                                           V_CORE_COMPUTE,
                                           V_LEASED_OUT,
                                           V_LEASED_IN,
                                           V_IDLE,
                                           V_USABLE_LEGAL,
                                           V_USABLE_COMPLIANT,
                                           V_USABLE_DOMESTIC,
                                           V_USABLE_OFFSHORE,
                                           V_USABLE_GREY,
                                           V_RUNS,
                                           V_RUN_COMPUTE,
                                           V_RUN_COST,
                                           V_USERS,
                                           V_TOKENS,
                                           V_CLOUD_AI,
                                           V_AI,
                                           V_LEASING,
                                           V_INTRA,
                                           V_DATA_CENTER,
                                           V_DATA_CENTER_CHINA,
                                           V_NETWORK,
                                           V_VALUATION,
                                           V_BACKLOG,
                                           V_LEVIES};
static const enum chip_variable nil_untold_of_chip[] = {C_ORDERS, C_DELIVERIES, C_BACKLOG, C_DENIED,
                                                        C_GREY,   C_SEIZED,     C_FLEET};
static const enum segment_variable nil_untold_of_segment[] = {S_USERS, S_SHARE, S_REVENUE};

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

static const char *const unit_of_amounts[] = {"million USD", "count", "sites",  "MW",  "TWh",
                                              "Mt",          "H100e", "tokens", "FLOP"};

/* "Chips|Orders|H100" of "Chips|Orders" */
static bool is_member(const char *name, const struct bo_fact_variable *of)
{
    size_t n = strlen(of->name);
    return strncmp(name, of->name, n) == 0 && name[n] == '|';
}

bool bo_record_is_nil_untold(const char *variable)
{
    bool nil = false;
    for (size_t i = 0; i < LENGTH(nil_untold) && !nil; i++) {
        nil = strcmp(variable, fixed_variables[nil_untold[i]].name) == 0;
    }
    for (size_t i = 0; i < LENGTH(nil_untold_of_chip) && !nil; i++) {
        nil = is_member(variable, &chip_variables[nil_untold_of_chip[i]]);
    }
    for (size_t i = 0; i < LENGTH(nil_untold_of_segment) && !nil; i++) {
        nil = is_member(variable, &segment_variables[nil_untold_of_segment[i]]);
    }
    return nil;
}

static bool is_unit_of_amounts(const char *unit)
{
    bool is = false;
    for (size_t i = 0; i < LENGTH(unit_of_amounts) && !is; i++) {
        is = strcmp(unit, unit_of_amounts[i]) == 0;
    }
    return is;
}

/* "" of what is no variable of a company. */
static const char *unit_of(const char *variable)
{
    for (size_t i = 0; i < N_FIXED_VARIABLES; i++) {
        if (strcmp(variable, fixed_variables[i].name) == 0) {
            return fixed_variables[i].unit;
        }
    }
    for (size_t i = 0; i < N_CHIP_VARIABLES; i++) {
        if (is_member(variable, &chip_variables[i])) {
            return chip_variables[i].unit;
        }
    }
    for (size_t i = 0; i < N_SEGMENT_VARIABLES; i++) {
        if (is_member(variable, &segment_variables[i])) {
            return segment_variables[i].unit;
        }
    }
    return "";
}

bool bo_record_is_amount(const char *variable)
{
    return is_unit_of_amounts(unit_of(variable)) ||
           is_member(variable, &segment_variables[S_SHARE]);
}
