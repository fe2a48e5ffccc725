#include "schema_rows.h"

#define HOLD(kind, name, field) \
    KEY(BO_TABLE_SITE_OPTIONS, struct bo_site_option_param, kind, name, field)

static const struct bo_key site_options_rows[] = {
    {HOLD(BO_KEY_NUMBER, "land_carry_per_year", land_carry_per_year), UNIT("1/yr", 0.0, 1.0),
     ELSE("0"), MEANS("Tax and upkeep of land that is held, over what it cost."),
     FROM("Lincoln Institute of Land Policy: effective property tax rates")},
    {HOLD(BO_KEY_NUMBER, "place_fee_per_mw", place_fee_usd_per_mw),
     UNIT("USD/MW", 0.0, 1000000000.0), ELSE("0"),
     MEANS("Study and application for a place in the grid's queue, paid once."),
     FROM("study fees of large-load tariffs")},
    {HOLD(BO_KEY_NUMBER, "place_carry_usd_per_mw_per_year", place_carry_usd_per_mw_per_year),
     UNIT("number", 0.0, 100000000.0), ELSE("0"),
     MEANS("What a place costs a year while it waits for its grant."),
     FROM("securities of large-load tariffs")},
    {HOLD(BO_KEY_NUMBER, "grant_carry_usd_per_mw_per_year", grant_carry_usd_per_mw_per_year),
     UNIT("number", 0.0, 100000000.0), ELSE("0"),
     MEANS("What power that is granted and not used costs a year."),
     FROM("least charges of large-load tariffs")},
    {HOLD(BO_KEY_NUMBER, "shell_carry_per_year", shell_carry_per_year), UNIT("1/yr", 0.0, 1.0),
     ELSE("0"), MEANS("Tax, insurance and upkeep of a shell that is held, over what it cost."),
     FROM("effective property tax rates; judgement")},
    {HOLD(BO_KEY_NUMBER, "seller_share_frac", seller_share_frac), UNIT("fraction", 0.0, 1.0),
     ELSE("0"),
     MEANS("Part of what the time saved is worth to who takes an option over that its holder "
           "gets, beside what it paid; 0: options go at cost."),
     FROM("judgement: premiums of land with power")},
    {HOLD(BO_KEY_NUMBER, "offer_months", offer_days), UNIT("months", 0.0, 600.0), ELSE("0"),
     MEANS("How long an option that is not needed is on offer before it is let or given up."),
     FROM("judgement")},
    {HOLD(BO_KEY_NUMBER, "resale_frac", resale_frac), UNIT("fraction", 0.0, 1.0), ELSE("0"),
     MEANS(
         "What others give for land and shell of an option that is given up, over what was paid."),
     FROM("judgement")},
    {HOLD(BO_KEY_NUMBER, "sublet_rent_ratio", sublet_rent_ratio), UNIT("ratio", 0.0, 2.0),
     ELSE("0"),
     MEANS("Rent of a bare shell with power over that of a large deal; 0: shells are not let."),
     FROM("powered shells against turn-key halls, by area")},
    {HOLD(BO_KEY_NUMBER, "sublet_term_months", sublet_term_days), UNIT("months", 1.0, 600.0),
     ELSE("1"), MEANS("How long a shell is let for; until then it begins no site."),
     FROM("judgement")},
};
const struct key_table bo_keys_site_options =
    KEY_TABLE(site_options_rows,
              "What it costs to hold land, a place in the grid's queue or a shell before a "
              "site is decided on, and what they fetch.");

#define SITE(kind, name, field) \
    KEY(BO_TABLE_PLANNED_SITES, struct bo_planned_site_param, kind, name, field)

static const struct bo_key planned_sites_rows[] = {
    {SITE(BO_KEY_REF, "company", company), WORDS("companies"), MEANS("Who uses it."),
     FROM("planner's choice")},
    {SITE(BO_KEY_REF, "region", region), WORDS("regions"), MEANS("Where it stands."),
     FROM("planner's choice")},
    {SITE(BO_KEY_DATE, "announced", announced_day),
     MEANS("From when land and permit are sought, within the run; the grid was asked "
           "construction.grid_application_lead_months earlier."),
     FROM("planner's choice")},
    {SITE(BO_KEY_DATE_OR_NEVER, "permitted", permitted_day), ELSE("never"),
     MEANS("Day on which it has its permit, no sooner than announced; never: no day is given, and "
           "the time is drawn."),
     FROM("planner's choice")},
    {SITE(BO_KEY_DATE_OR_NEVER, "powered", powered_day), ELSE("never"),
     MEANS("Day from which it has power by a contract of its own, from the grid beside what others "
           "are granted (a flexible connection, a plant next door), or where power is own from "
           "its generation; never: no day is given, and it waits as others do."),
     FROM("planner's choice")},
    {SITE(BO_KEY_NUMBER, "it_power", it_mw), UNIT("MW", 0.1, 100000.0),
     MEANS("Critical IT power of all of its halls."), FROM("planner's choice")},
    {SITE(BO_KEY_SWITCH, "leased", leased), ELSE("false"),
     MEANS("Whether a landlord of the region builds and owns it."), FROM("planner's choice")},
    {SITE(BO_KEY_CHOICE, "power", power), WORDS("usual|grid|own"), ELSE("usual"),
     MEANS("The grid or its own generation as boards decide by the queue; its turn at the grid, "
           "however long; or its own generation, however short the queue."),
     FROM("planner's choice")},
};
const struct key_table bo_keys_planned_sites =
    KEY_TABLE(planned_sites_rows,
              "Sites that are given, at a place from a day, beside those that boards begin. Its "
              "board counts a site as ordered and does not give it up; opposition may end it.");
