#include "buildout/model/chip.h"
#include "buildout/model/export_rule.h"
#include "schema_rows.h"

#define CHIP(kind, name, field) KEY(BO_TABLE_CHIPS, struct bo_chip, kind, name, field)
#define UNLESS_UNKNOWN WORDS("unknown"), ELSE("unknown")
#define SHEET FROM("vendor's data sheet; Epoch AI hardware data set")

static const struct bo_key chips_rows[] = {
    {CHIP(BO_KEY_TEXT, "vendor", vendor), MEANS("Who sells it."), SHEET},
    {CHIP(BO_KEY_COUNTRY, "home", home),
     MEANS("Country whose own it is; sold there it crosses no border."), FROM("vendor's seat")},
    {CHIP(BO_KEY_DATE_OR_NEVER, "launch", launch_day),
     MEANS("First day of sale; never for what was only announced."), SHEET},
    {CHIP(BO_KEY_DATE_OR_NEVER, "end_of_sale", end_of_sale_day), ELSE("never"),
     MEANS("First day on which it is no longer sold."), FROM("press; vendor's reports")},
    {CHIP(BO_KEY_DATE_OR_NEVER, "announced", announced_day), ELSE("never"),
     MEANS("Day from which buyers wait for it, as chip_market says; never: nobody does."),
     FROM("press; vendor's reports")},
    {CHIP(BO_KEY_REF, "designed_for", designed_for), WORDS("export_rules"), ELSE("none"),
     MEANS("Rule that it was made to pass; it launches only if that rule bites."),
     FROM("press; vendor's reports")},
    {CHIP(BO_KEY_REF, "replaces", replaces), WORDS("chips"), ELSE("none"),
     MEANS("Chip whose place it takes where that rule bites."), FROM("press; vendor's reports")},
    {CHIP(BO_KEY_DATE_OR_NEVER, "volume_from", volume_day), ELSE("never"),
     MEANS("Day from which wafers of it are started in numbers, and orders taken; never: as long "
           "before the launch as its vendor takes to make it."),
     FROM("press; vendor's reports")},
    {CHIP(BO_KEY_REF, "lines_of", lines_of), WORDS("chips"), ELSE("none"),
     MEANS("Chip of the same vendor on whose lines it is made: they are set up once for both."),
     FROM("press; vendor's reports")},
    {CHIP(BO_KEY_REF, "continues", continues), WORDS("chips"), ELSE("none"),
     MEANS(
         "Chip whose line it goes on with: what is unknown of it grows from that one's numbers as "
         "chip_market.roadmap says."),
     FROM("vendors' roadmaps")},
    {CHIP(BO_KEY_SWITCH, "data_centre", data_centre),
     MEANS("Whether it is designed or marketed for data centres."), SHEET},
    {CHIP(BO_KEY_NUMBER_OR, "tpp", tpp), UNIT("TPP", 0.0, 10000000.0), UNLESS_UNKNOWN,
     MEANS("Total processing performance: the most of dense TOPS x bits over the formats."), SHEET},
    {CHIP(BO_KEY_NUMBER_OR, "die_area_mm2", die_area_mm2), UNIT("mm2", 1.0, 100000.0),
     UNLESS_UNKNOWN, MEANS("Applicable die area: logic dies at 16 nm or below."), SHEET},
    {CHIP(BO_KEY_NUMBER_OR, "performance_density", performance_density),
     UNIT("TPP/mm2", 0.0, 100000.0), UNLESS_UNKNOWN,
     MEANS("TPP for each mm2; computed from both when it is unknown."), SHEET},
    {CHIP(BO_KEY_NUMBER_OR, "interconnect", interconnect_gb_per_s), UNIT("GB/s", 0.0, 1000000.0),
     UNLESS_UNKNOWN, MEANS("Bandwidth to other chips, all links, both directions."), SHEET},
    {CHIP(BO_KEY_NUMBER_OR, "memory_bandwidth", memory_bandwidth_gb_per_s),
     UNIT("GB/s", 0.0, 1000000.0), UNLESS_UNKNOWN, MEANS("Bandwidth of its memory."), SHEET},
    {CHIP(BO_KEY_NUMBER_OR, "hbm", hbm_gb), UNIT("GB", 0.0, 100000.0), UNLESS_UNKNOWN,
     MEANS("Memory of the card: HBM, or GDDR where it has none."), SHEET},
    {CHIP(BO_KEY_NUMBER_OR, "dense_16_bit_tflops", dense_16_bit_tflops),
     UNIT("number", 0.0, 1000000.0), UNLESS_UNKNOWN, MEANS("Dense FP16 or BF16 TFLOP/s."), SHEET},
    {CHIP(BO_KEY_NUMBER_OR, "dense_8_bit_tops", dense_8_bit_tops), UNIT("TOPS", 0.0, 1000000.0),
     UNLESS_UNKNOWN, MEANS("Dense FP8 or INT8 TOPS."), SHEET},
    {CHIP(BO_KEY_NUMBER_OR, "power_w", power_mw), UNIT("W", 1.0, 100000.0), UNLESS_UNKNOWN,
     MEANS("Thermal design power of one."), SHEET},
    {CHIP(BO_KEY_NUMBER_OR, "system_power_ratio", system_power_ratio), UNIT("ratio", 1.0, 10.0),
     UNLESS_UNKNOWN,
     MEANS("IT power of a system over that of its chips, network included; unknown: that of the "
           "chip that it continues, or fleet.system_power_ratio."),
     FROM("makers: power of a rack")},
    {CHIP(BO_KEY_NUMBER_OR, "price", price_usd), UNIT("USD", 0.0, 10000000.0), UNLESS_UNKNOWN,
     MEANS("Unit price, of the date in its source."), FROM("analysts and press")},
    {CHIP(BO_KEY_DATE_OR_NEVER, "price_date", price_day), ELSE("never"),
     MEANS("Date of that price; never: that of the launch."), FROM("analysts and press")},
    {CHIP(BO_KEY_NUMBER_OR, "chips_per_server", chips_per_server), UNIT("count", 1.0, 1024.0),
     UNLESS_UNKNOWN, MEANS("How many share a server or a scale-up rack."), SHEET},
    {CHIP(BO_KEY_NUMBER_OR, "slots", slots), UNIT("number", 0.0, 1000.0), UNLESS_UNKNOWN,
     MEANS("Package slots of its vendor that one takes: two for a chip of two dies; none for a "
           "card without stacked memory, of which as many are made as are ordered; one when it is "
           "unknown and the chip continues no other."),
     FROM("analysts: B200 against H100")},
};
const struct key_table bo_keys_chips =
    KEY_TABLE(chips_rows, "Accelerators: what the law asks of them, and what buyers do.");

#define GROUP(kind, name, field) \
    KEY(BO_TABLE_COUNTRY_GROUPS, struct bo_country_group, kind, name, field)

static const struct bo_key country_groups_rows[] = {
    {GROUP(BO_KEY_MEMBERS, "members", members),
     MEANS("ISO codes, each with the days between which it belongs, if not always."),
     FROM("15 CFR part 740, supplement 1")},
    {GROUP(BO_KEY_TEXT, "source", source), MEANS("Where the list stands."),
     FROM("planner's choice")},
};
const struct key_table bo_keys_country_groups =
    KEY_TABLE(country_groups_rows, "Groups of countries that export rules name, by date.");

#define RULE(kind, name, field) KEY(BO_TABLE_RULES, struct bo_export_rule, kind, name, field)
#define LAW FROM("the rule's text")

static const struct bo_key rules_rows[] = {
    {RULE(BO_KEY_DATE, "announced", announced_day), MEANS("Day from which boards know of it."),
     LAW},
    {RULE(BO_KEY_DATE, "effective", effective_day), MEANS("First day on which it binds."), LAW},
    {RULE(BO_KEY_NUMBER, "grace", grace_days), UNIT("days", 0.0, 36525.0), ELSE("0"),
     MEANS("Time after that day in which shipments still pass."), LAW},
    {RULE(BO_KEY_DATE_OR_NEVER, "rescinded", rescinded_day), ELSE("never"),
     MEANS("First day without it."), LAW},
    {RULE(BO_KEY_DATE_OR_NEVER, "rescission_announced", rescission_announced_day), ELSE("never"),
     MEANS("Day from which boards know that it will be rescinded; else they learn it on the day "
           "itself."),
     LAW},
    {RULE(BO_KEY_DATE_OR_NEVER, "suspended.from", suspended_from_day), ELSE("never"),
     MEANS("First day on which it is suspended, or not enforced."), LAW},
    {RULE(BO_KEY_DATE_OR_NEVER, "suspended.to", suspended_to_day), ELSE("never"),
     MEANS("Last day of the suspension."), LAW},
    {RULE(BO_KEY_DATE_OR_NEVER, "suspended.announced", suspension_announced_day), ELSE("never"),
     MEANS("Day from which boards know of the suspension; else they learn it as it begins."), LAW},
    {RULE(BO_KEY_NUMBER, "suspended.probability", suspended_probability),
     UNIT("fraction", 0.0, 1.0), ELSE("1"),
     MEANS("Probability that the suspension happens; without draws it does above one half."),
     FROM("judgement where it is only reported")},
    {RULE(BO_KEY_TEXT, "suspended.reason", suspended_reason), ELSE(""),
     MEANS("Suspensions for one reason happen together."), LAW},
    {RULE(BO_KEY_CHOICE, "kind", kind), WORDS("chips|input|cloud"), ELSE("chips"),
     MEANS("What it is about: chips, what makers of chips need (subject), or clouds abroad, from "
           "which China's renters rent what the rule leaves."),
     LAW},
    {RULE(BO_KEY_CHOICE, "gate", gate), WORDS("export|import"), ELSE("export"),
     MEANS("Whose rule it is: the exporter's or the importer's."), LAW},
    {RULE(BO_KEY_TEXT, "subject", subject), ELSE(""),
     MEANS(
         "Of a rule on inputs: hbm, foundry (wafers that are made abroad) or equipment (tools for "
         "lines that are added)."),
     LAW},
    {RULE(BO_KEY_PATH, "out_of_reach_frac", out_of_reach_frac), UNIT("fraction", 0.0, 1.0),
     ELSE("0"),
     MEANS(
         "Of a rule on inputs or clouds: the part that comes from countries that do not join, and "
         "comes all the same; dated where one joins late."),
     FROM("planner's choice")},
    {RULE(BO_KEY_CONDITION, "when", when), ELSE("always"),
     MEANS("Tests on chip and buyer, in groups any and all; every operator is written."), LAW},
    {RULE(BO_KEY_NUMBER_OR, "min_tpp", min_tpp), UNIT("TPP", 0.0, 1000000000.0), WORDS("none"),
     ELSE("0"), MEANS("Short for a test in `when`: TPP of at least this; none is never met."), LAW},
    {RULE(BO_KEY_PLACES, "destinations", destinations), ELSE(""),
     MEANS("Short for a test in `when`: the buyer is there, or has its headquarters in one of "
           "headquarters."),
     LAW},
    {RULE(BO_KEY_PLACES, "headquarters", headquarters), ELSE(""),
     MEANS("Short for a test in `when`: the buyer's ultimate parent sits there, or the buyer is "
           "in one of destinations."),
     LAW},
    {RULE(BO_KEY_CHOICE, "policy.default", policy), WORDS("free|notify|licence|deny"),
     MEANS("What follows when it bites; policy = \"deny\" is short for it."), LAW},
    {RULE(BO_KEY_NUMBER, "policy.notify", notify_days), UNIT("days", 0.0, 3653.0), ELSE("0"),
     MEANS("From notice to shipment, of a policy of notice."), LAW},
    {RULE(BO_KEY_CHOICE, "policy.presumption", presumption),
     WORDS("none|approval|case_by_case|denial"), ELSE("none"),
     MEANS("How applications for a licence are looked at."), LAW},
    {RULE(BO_KEY_NUMBER, "policy.licence.grant", grant_frac), UNIT("fraction", 0.0, 1.0), ELSE("0"),
     MEANS("Share of applications that are granted."), FROM("press; judgement")},
    {RULE(BO_KEY_DIST, "policy.licence.review", review_days), UNIT("weeks", 0.0, 520.0), ELSE("0"),
     MEANS("From application to decision."), FROM("press; judgement")},
    {RULE(BO_KEY_CHOICE, "quota.per", quota_per),
     WORDS("none|country|country_year|buyer_year|home_sales"), ELSE("none"),
     MEANS("What the quota counts by: what passes until it is used up."), LAW},
    {RULE(BO_KEY_NUMBER, "quota.tpp", quota_tpp), UNIT("TPP", 0.0, 1000000000000.0), ELSE("0"),
     MEANS(
         "Sum of TPP for each country in the whole window, for each country and year, or for each "
         "buyer and year."),
     LAW},
    {RULE(BO_KEY_NUMBER, "quota.share_frac", quota_share_frac), UNIT("fraction", 0.0, 1.0),
     ELSE("0"),
     MEANS("Share of the vendor's sales of the product at home: in the quota's window; without "
           "one all there ever were, fleets there at the start included."),
     LAW},
    {RULE(BO_KEY_SPAN, "quota.window", quota_window), ELSE("always"),
     MEANS("Days over which the quota is counted; outside it the policy stands without one."), LAW},
    {RULE(BO_KEY_NUMBER, "levy_frac", levy_frac), UNIT("fraction", 0.0, 10.0), ELSE("0"),
     MEANS(
         "Duty or share of revenue on what passes: buyers pay it on top of the price, which stays "
         "the vendor's."),
     LAW},
    {RULE(BO_KEY_SWITCH, "at_home", at_home), ELSE("false"),
     MEANS("Whether it reaches what is sold in the chip's own country, too: a duty on what is made "
           "abroad for a maker at home."),
     LAW},
    {RULE(BO_KEY_PATH, "enforcement_frac", enforcement_frac), UNIT("fraction", 0.0, 1.0), ELSE("0"),
     MEANS(
         "Share of grey flow around it that is detected; 0: that of chip_market.grey_seized_frac."),
     FROM("judgement")},
    {RULE(BO_KEY_TEXT, "source", source), MEANS("Citation of the clause."),
     FROM("planner's choice")},
};
const struct key_table bo_keys_rules =
    KEY_TABLE(rules_rows, "Export and import rules: clauses of the law, each with its citation.");

#define READING(kind, name, field) \
    KEY(BO_TABLE_EXPORT_LAW, struct bo_export_law_param, kind, name, field)

static const struct bo_key export_law_rows[] = {
    {READING(BO_KEY_CHOICE, "unknown", unknown), WORDS("strict|lax"), ELSE("strict"),
     MEANS("Whether a rule bites a chip of which the number that it asks for is not known."),
     FROM("planner's choice")},
    {READING(BO_KEY_SWITCH, "in_force", in_force), ELSE("true"),
     MEANS("Whether there are any export and import rules; false: none of them ever binds."),
     FROM("planner's choice")},
};
const struct key_table bo_keys_export_law =
    KEY_TABLE(export_law_rows, "How the export rules are read.");
