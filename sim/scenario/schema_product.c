#include "schema_rows.h"

#define SEGMENT(kind, name, field) \
    KEY(BO_TABLE_SEGMENTS, struct bo_segment_param, kind, name, field)

static const struct bo_key segments_rows[] = {
    {SEGMENT(BO_KEY_CHOICE, "kind", kind), WORDS("subscription|api|agents|cloud|uplift"),
     MEANS("What is sold: a month of use, tokens, seats, AI services in a cloud, or nothing but "
           "the lift of the company's own business."),
     FROM("planner's choice")},
    {SEGMENT(BO_KEY_SWITCH, "gated", gated), ELSE("false"),
     MEANS("Whether only tasks that the best model does reliably count."),
     FROM("planner's choice")},
    {SEGMENT(BO_KEY_NUMBER, "potential_users", potential_users[BO_MARKET_WORLD]),
     UNIT("users", 0.0, 1e11), ELSE("0"),
     MEANS("People, firms or seats that could use it, outside China."), FROM("judgement")},
    {SEGMENT(BO_KEY_NUMBER, "potential_users_china", potential_users[BO_MARKET_CHINA]),
     UNIT("users", 0.0, 1e11), ELSE("0"),
     MEANS("People, firms or seats that could use it, in China."), FROM("judgement")},
    {SEGMENT(BO_KEY_NUMBER, "paying_frac", paying_frac[BO_MARKET_WORLD]),
     UNIT("fraction", 0.0, 1.0), ELSE("0"),
     MEANS("Part of users who pay at the reference price; of own uplift the largest part of core "
           "revenue that AI adds."),
     FROM("paying users over weekly users of ChatGPT; judgement")},
    {SEGMENT(BO_KEY_NUMBER, "paying_frac_china", paying_frac[BO_MARKET_CHINA]),
     UNIT("fraction", 0.0, 1.0), ELSE("0"), MEANS("The same in China."), FROM("judgement")},
    {SEGMENT(BO_KEY_NUMBER, "paying_reliable_frac", paying_reliable_frac[BO_MARKET_WORLD]),
     UNIT("fraction", 0.0, 1.0), ELSE("0"),
     MEANS(
         "Part of users who would pay if all of the segment's tasks were done reliably, of agents "
         "and other seats and subscriptions: what pays moves from paying_frac to it with the part "
         "that the company's own model does reliably. Not above paying_frac: paying_frac "
         "whatever models can do."),
     FROM("judgement")},
    {SEGMENT(BO_KEY_NUMBER, "paying_reliable_frac_china", paying_reliable_frac[BO_MARKET_CHINA]),
     UNIT("fraction", 0.0, 1.0), ELSE("0"), MEANS("The same in China."), FROM("judgement")},
    {SEGMENT(BO_KEY_NUMBER, "innovation_per_year", innovation_per_year), UNIT("1/yr", 0.0, 2.0),
     ELSE("0"), MEANS("Bass's p: the part of those left who take it up on their own in a year."),
     FROM("Sultan, Farley and Lehmann 1990; prior")},
    {SEGMENT(BO_KEY_NUMBER, "imitation_per_year", imitation_per_year), UNIT("1/yr", 0.0, 5.0),
     ELSE("0"), MEANS("Bass's q: the same by imitation, when all others have it."),
     FROM("Sultan, Farley and Lehmann 1990; prior")},
    {SEGMENT(BO_KEY_NUMBER, "churn_per_year", churn_per_year), UNIT("1/yr", 0.0, 5.0), ELSE("0"),
     MEANS("Part of users who give it up in a year."), FROM("judgement")},
    {SEGMENT(BO_KEY_NUMBER, "required_success_frac", required_success_frac),
     UNIT("fraction", 0.01, 0.9999), MEANS("How often a task must succeed for a model to be used."),
     FROM("METR: horizons at 50 and 80 %; judgement")},
    {SEGMENT(BO_KEY_NUMBER, "task_median_minutes", task_median_days),
     UNIT("minutes", 0.001, 10000000.0), MEANS("Median length of the segment's tasks."),
     FROM("judgement")},
    {SEGMENT(BO_KEY_NUMBER, "task_sigma", task_sigma), UNIT("number", 0.01, 10.0),
     MEANS("Standard deviation of the log of that length."), FROM("judgement")},
    {SEGMENT(BO_KEY_NUMBER, "reference_price", reference_price_usd), UNIT("USD", 1e-6, 1e6),
     MEANS("Price at which use and paying users are given: a month, a million tokens or an "
           "H100-hour."),
     FROM("list prices")},
    {SEGMENT(BO_KEY_NUMBER, "hassle", hassle_usd), UNIT("USD", 1e-6, 1e6),
     MEANS("What using costs the user beside the price, in its unit; of a million tokens, as long "
           "as a task takes what it takes at reference_eci."),
     FROM("judgement")},
    {SEGMENT(BO_KEY_NUMBER, "hassle_follows_frac", hassle_follows_frac), UNIT("fraction", 0.0, 1.0),
     ELSE("0"),
     MEANS("Of tokens: how the hassle of a token follows the going price, that of the best model "
           "anywhere, once it is below hassle_follows_below: as its ratio to that to this power. "
           "0: as much hassle a token however cheap they are; 1: in proportion to the price."),
     FROM("judgement")},
    {SEGMENT(BO_KEY_NUMBER, "hassle_follows_below", hassle_follows_below_usd),
     UNIT("USD", 0.0, 1e6), ELSE("0"),
     MEANS("Going price from which the hassle falls with it; 0: it does not."), FROM("judgement")},
    {SEGMENT(BO_KEY_NUMBER, "hassle_lag_months", hassle_lag_days), UNIT("months", 0.0, 120.0),
     ELSE("0"), MEANS("How far the hassle is behind that price."), FROM("judgement")},
    {SEGMENT(BO_KEY_NUMBER, "hassle_least_per_eci", hassle_least_per_eci),
     UNIT("number", 0.0, 10.0), ELSE("1"),
     MEANS("How far the hassle of a token follows the price at most, as a fall of its log a point "
           "of the best model's quality above hassle_least_from_eci: cheap tokens do what a person "
           "did only as far as models are able to."),
     FROM("judgement")},
    {SEGMENT(BO_KEY_NUMBER, "hassle_least_from_eci", hassle_least_from_eci),
     UNIT("ECI", 0.0, 1000.0), ELSE("0"),
     MEANS("Quality of the best model up to which the hassle does not follow the price."),
     FROM("judgement")},
    {SEGMENT(BO_KEY_NUMBER, "spend_max_per_month", spend_max_usd[BO_MARKET_WORLD]),
     UNIT("USD", 0.0, 1e9), ELSE("0"),
     MEANS("Most that a user spends on tokens in a month, outside China: as spending nears it the "
           "elasticity goes to 1, so that cheaper tokens bring more of them and no more money. "
           "0: no end."),
     FROM("a part of what those cost whose work tokens do; judgement")},
    {SEGMENT(BO_KEY_NUMBER, "spend_max_per_month_china", spend_max_usd[BO_MARKET_CHINA]),
     UNIT("USD", 0.0, 1e9), ELSE("0"), MEANS("The same in China."), FROM("judgement")},
    {SEGMENT(BO_KEY_NUMBER, "elasticity", elasticity), UNIT("number", 0.0, 5.0), ELSE("0"),
     MEANS("How fast volume falls as price and hassle rise."),
     FROM("NBER: 1.11 across providers; 0.8-1.8")},
    {SEGMENT(BO_KEY_NUMBER, "use_per_user", use_per_user), UNIT("Mtok", 0.0, 1e9), ELSE("0"),
     MEANS("Million tokens a month of a user at the reference price; of the cloud, H100e of a "
           "customer."),
     FROM("judgement")},
    {SEGMENT(BO_KEY_NUMBER, "use_per_payer", use_per_payer), UNIT("Mtok", 0.0, 1e9), ELSE("0"),
     MEANS("Million tokens a month that one who pays uses on top."), FROM("judgement")},
    {SEGMENT(BO_KEY_PATH, "use_index", use_index), UNIT("ratio", 0.0, 1e6), ELSE("1"),
     MEANS("Use of a user over time."), FROM("judgement")},
    {SEGMENT(BO_KEY_NUMBER, "use_with_models_frac", use_with_models_frac),
     UNIT("fraction", 0.0, 1.0), ELSE("0"),
     MEANS("Part of what use_index gains, in logs, that comes with better models: it goes at the "
           "pace of the best one against technology.expected_eci."),
     FROM("judgement")},
    {SEGMENT(BO_KEY_NUMBER, "use_length_exponent", use_length_exponent), UNIT("number", 0.0, 2.0),
     ELSE("0"),
     MEANS("How use follows the length of the tasks that a company's own model does reliably: a "
           "task takes tokens with its length to this power. Use is given at reference_eci; 0 "
           "is use that does not depend on the model."),
     FROM("judgement")},
    {SEGMENT(BO_KEY_NUMBER, "quality_weight", quality_weight), UNIT("number", 0.0, 2.0), ELSE("0"),
     MEANS("Utility of a point of quality."), FROM("judgement")},
    {SEGMENT(BO_KEY_NUMBER, "price_weight", price_weight), UNIT("number", 0.001, 20.0), ELSE("1"),
     MEANS("Utility lost by a log of price; of a subscription, by those who pay."),
     FROM("70 % margins at shares of 0.3-0.5: 2-3")},
    {SEGMENT(BO_KEY_NUMBER, "incumbency", incumbency), UNIT("number", 0.0, 20.0), ELSE("0"),
     MEANS("Utility of what one uses already."), FROM("judgement")},
    {SEGMENT(BO_KEY_NUMBER, "outside_utility", outside_utility), UNIT("number", -50.0, 50.0),
     ELSE("0"),
     MEANS("Utility of going without, or of open models, against the best offer at the reference "
           "price."),
     FROM("open models have under 30 % of tokens; judgement")},
    {SEGMENT(BO_KEY_NUMBER, "rechoice_per_year", rechoice_per_year), UNIT("1/yr", 0.0, 50.0),
     ELSE("0"), MEANS("Hazard with which a customer chooses again."),
     FROM("API 0.5-0.8, cloud 0.05-0.1: fitted on 12 and 1 share points a year")},
    {SEGMENT(BO_KEY_NUMBER, "resold_frac", resold_frac), UNIT("fraction", 0.0, 1.0), ELSE("0"),
     MEANS("Part of sales that companies of the model buy, to sell on."), FROM("judgement")},
};
const struct key_table bo_keys_segments = KEY_TABLE(
    segments_rows, "What AI is sold as: who could use it, who pays, and how they choose.");

#define COMPETE(kind, name, field) \
    KEY(BO_TABLE_COMPETITION, struct bo_competition_param, kind, name, field)

static const struct bo_key competition_rows[] = {
    {COMPETE(BO_KEY_NUMBER, "reference_eci", reference_eci), UNIT("ECI", 0.0, 1000.0),
     MEANS("Quality at which task length and cost of tokens are given."),
     FROM("Epoch AI's index: Claude 3.5 Sonnet is 130")},
    {COMPETE(BO_KEY_NUMBER, "task_at_reference_minutes", task_at_reference_days),
     UNIT("minutes", 0.0001, 1000000.0),
     MEANS(
         "Length of the tasks that a model of that quality does half of the time. Use is given at "
         "it, whatever it is: what fewer errors would bring is asked of step_error_ratio."),
     FROM("METR (Kwa et al. 2025)")},
    {COMPETE(BO_KEY_PATH, "step_error_ratio", step_error_ratio), UNIT("ratio", 0.01, 100.0),
     ELSE("1"),
     MEANS("How often a step of a task fails over what the quality of the model gives: at 0.5 "
           "agents do tasks twice as long as reliably, so that more is adopted and used. Use "
           "stays given at 1."),
     FROM("agents fail at 10-20 % a step; a what-if")},
    {COMPETE(BO_KEY_NUMBER, "eci_per_doubling", eci_per_doubling), UNIT("ECI", 0.1, 100.0),
     MEANS("Points of quality that double that length."),
     FROM("7 months at 8.3 points a year; 131 days at 15.5")},
    {COMPETE(BO_KEY_NUMBER, "hours_per_mtok", hours_per_mtok), UNIT("number", 1e-9, 1e6),
     MEANS("H100e-hours at full use for a million tokens at the reference quality, where "
           "efficiency_log is 0."),
     FROM("list prices less margins; DeepSeek's open-infra index")},
    {COMPETE(BO_KEY_PATH, "efficiency_log", efficiency_log), UNIT("number", -50.0, 50.0), ELSE("0"),
     MEANS("How far the log of those hours has fallen at fixed quality."),
     FROM("Epoch AI, a16z: prices at fixed quality fall 9-900 times a year")},
    {COMPETE(BO_KEY_NUMBER, "efficiency_with_models_frac", efficiency_with_models_frac),
     UNIT("fraction", 0.0, 1.0), ELSE("0"),
     MEANS("Part of what efficiency_log gains that comes with better models: it goes at the pace "
           "of the best one against technology.expected_eci."),
     FROM("judgement")},
    {COMPETE(BO_KEY_NUMBER, "hours_per_eci", hours_per_eci), UNIT("number", -1.0, 1.0), ELSE("0"),
     MEANS("Log rise of those hours for a point of quality."),
     FROM("prices of the best model fell slower than those of a fixed quality")},
    {COMPETE(BO_KEY_NUMBER, "efficiency_lag_frac", efficiency_lag_frac), UNIT("fraction", 0.0, 1.0),
     ELSE("0"), MEANS("How far a follower's lag holds its efficiency back too."),
     FROM("judgement")},
    {COMPETE(BO_KEY_NUMBER, "serving_use_frac", serving_use_frac), UNIT("fraction", 0.01, 1.0),
     MEANS("Use that a serving fleet reaches over day and night."), FROM("judgement")},
    {COMPETE(BO_KEY_NUMBER, "headroom_ratio", headroom_ratio), UNIT("ratio", 0.5, 5.0), ELSE("1"),
     MEANS("Inference asked for over what was wanted last month."), FROM("judgement")},
    {COMPETE(BO_KEY_NUMBER, "free_use_frac", free_use_frac), UNIT("fraction", 0.0, 1.0), ELSE("1"),
     MEANS("Most of its serving compute that a company uses for those who do not pay."),
     FROM("judgement")},
    {COMPETE(BO_KEY_NUMBER_OR, "use_limit_ratio", use_limit_ratio), UNIT("ratio", 0.0, 1000.0),
     WORDS("none"), ELSE("none"),
     MEANS("Most that the tokens of those who pay by the month cost their provider, over what they "
           "pay: it limits their use."),
     FROM("weekly and hourly limits of subscriptions, 2023-25; judgement")},
    {COMPETE(BO_KEY_NUMBER, "outside_price_ratio", outside_price_ratio), UNIT("ratio", 0.01, 100.0),
     ELSE("1"), MEANS("Price of open models over the lowest cost in the market."),
     FROM("open models are hosted near cost")},
    {COMPETE(BO_KEY_NUMBER, "margin_max_frac", margin_max_frac), UNIT("fraction", 0.0, 0.99),
     MEANS("Largest margin over the cost of tokens that a list price holds."),
     FROM("compute margins of OpenAI: 35 to 70 %")},
    {COMPETE(BO_KEY_NUMBER, "release_eci", release_eci), UNIT("ECI", 0.001, 100.0),
     MEANS("Gain of quality that makes a release, at which prices are revised."),
     FROM("judgement: a few releases a year")},
    {COMPETE(BO_KEY_NUMBER, "revision_frac", revision_frac), UNIT("fraction", 0.0, 1.0), ELSE("1"),
     MEANS("Part of the log gap to the wanted price that a release closes."), FROM("judgement")},
    {COMPETE(BO_KEY_NUMBER, "cut_trigger_frac", cut_trigger_frac), UNIT("fraction", 0.01, 1.0),
     MEANS("A cut by this part or more is answered."), FROM("China, May 2024; prior")},
    {COMPETE(BO_KEY_DIST, "reply_days", reply_days), UNIT("days", 0.0, 365.0),
     MEANS("From a rival's cut to the answer."), FROM("China, May 2024: hours to six days")},
    {COMPETE(BO_KEY_DIST, "war_price_ratio", war_price_ratio), UNIT("ratio", 0.0, 1.0),
     MEANS("Price over cost in a price war."), FROM("China, May 2024: cuts of 97-100 %; prior")},
    {COMPETE(BO_KEY_DIST, "war_months", war_days), UNIT("months", 0.0, 600.0),
     MEANS("How long a company fights."), FROM("prior")},
    {COMPETE(BO_KEY_DIST, "slip_frac", slip_frac), UNIT("fraction", 0.0, 0.99), ELSE("0"),
     MEANS("Part of planned dates that slips as long as no model is reliable, by the quarter."),
     FROM("AlphaWise surveys of 2024; prior")},
    {COMPETE(BO_KEY_DIST, "slip_months", slip_days), UNIT("months", 0.01, 120.0), ELSE("1"),
     MEANS("Mean time by which a date slips."), FROM("prior")},
    {COMPETE(BO_KEY_NUMBER, "cloud_markup_ratio", cloud_markup_ratio), UNIT("ratio", 0.1, 20.0),
     ELSE("1"), MEANS("What AI services in the cloud cost over the rent of their compute."),
     FROM("Baidu: 1.8")},
    {COMPETE(BO_KEY_NUMBER, "cloud_calls_frac", cloud_calls_frac), UNIT("fraction", 0.0, 0.9),
     ELSE("0"),
     MEANS(
         "Part of what an AI workload in the cloud costs that is calls of models; saved where the "
         "cloud's own model is free."),
     FROM("prior")},
    {COMPETE(BO_KEY_NUMBER, "backlog_loss_per_year", backlog_loss_per_year),
     UNIT("1/yr", 0.0, 50.0), ELSE("0"),
     MEANS("Part of the cloud's unserved AI orders that is cancelled in a year."),
     FROM("judgement")},
    {COMPETE(BO_KEY_NUMBER, "core_compute_elasticity", core_compute_elasticity),
     UNIT("number", 0.0, 1.0), ELSE("0"),
     MEANS("What AI brings the core business goes with the part of the hours wanted for it that "
           "there are, to this power; 0: it needs none of them."),
     FROM("judgement")},
};
const struct key_table bo_keys_competition =
    KEY_TABLE(competition_rows,
              "How quality becomes use and cost, how list prices move, and how price wars go.");

#define OFFER(kind, name, field) KEY(BO_TABLE_OFFERS, struct bo_offer_param, kind, name, field)
#define FROM_DAY(segment, text, name)                                                         \
    {                                                                                         \
        OFFER(BO_KEY_DATE, name, from_day[segment]), ELSE("2199-12-31"),                      \
            MEANS("From when the company " text "."), FROM("launch dates; 2199-12-31: never") \
    }
#define USERS(segment, text, name)                                                             \
    {                                                                                          \
        OFFER(BO_KEY_NUMBER, name, opening_users[segment]), UNIT("users", 0, 1e11), ELSE("0"), \
            MEANS(text " at the start."), FROM("company reports")                              \
    }

static const struct bo_key offers_rows[] = {
    {OFFER(BO_KEY_REF, "company", company), WORDS("companies"), MEANS("Who offers."),
     FROM("planner's choice")},
    {OFFER(BO_KEY_CHOICE, "posture", posture), WORDS("hold|match|cut"),
     MEANS("Price posture: a markup and no answer to rivals, a markup and an answer to cuts, or "
           "at cost."),
     FROM("board's choice")},
    FROM_DAY(BO_SEGMENT_SUBSCRIPTION, "sells subscriptions", "subscription_from"),
    FROM_DAY(BO_SEGMENT_API, "sells tokens", "api_from"),
    FROM_DAY(BO_SEGMENT_AGENTS, "sells agents", "agents_from"),
    FROM_DAY(BO_SEGMENT_CLOUD, "sells AI services in its cloud", "cloud_from"),
    FROM_DAY(BO_SEGMENT_UPLIFT, "uses AI in its core business", "uplift_from"),
    {OFFER(BO_KEY_NUMBER, "free_tokens_frac", free_tokens_frac), UNIT("fraction", 0.0, 1.0),
     ELSE("0"), MEANS("Of its tokens, those that are free with the cloud in a price war."),
     FROM("announcements of May 2024: small models free, large ones at a price")},
    USERS(BO_SEGMENT_SUBSCRIPTION, "Users, paying or not,", "opening_users"),
    USERS(BO_SEGMENT_API, "Developers and firms that buy tokens", "opening_api_users"),
    USERS(BO_SEGMENT_AGENTS, "Seats of agents", "opening_seats"),
    USERS(BO_SEGMENT_CLOUD, "Customers of AI in the cloud", "opening_cloud_users"),
    {OFFER(BO_KEY_NUMBER, "subscription_per_month", price_usd[BO_SEGMENT_SUBSCRIPTION]),
     UNIT("USD", 0.0, 100000.0), ELSE("0"), MEANS("Price of a month of a subscription."),
     FROM("list prices")},
    {OFFER(BO_KEY_NUMBER, "price_per_mtok", price_usd[BO_SEGMENT_API]), UNIT("USD", 0.0, 100000.0),
     ELSE("0"),
     MEANS("List price of a million tokens at the start; 0: set by the company's own rule."),
     FROM("list prices")},
    {OFFER(BO_KEY_NUMBER, "seat_per_month", price_usd[BO_SEGMENT_AGENTS]),
     UNIT("USD", 0.0, 100000.0), ELSE("0"), MEANS("Price of a month of a seat of agents."),
     FROM("list prices")},
    {OFFER(BO_KEY_NUMBER, "consumer_brand", consumer_brand), UNIT("number", -20.0, 20.0), ELSE("0"),
     MEANS("Utility of the name to people."), FROM("judgement")},
    {OFFER(BO_KEY_NUMBER, "business_brand", business_brand), UNIT("number", -20.0, 20.0), ELSE("0"),
     MEANS("Utility of the name to developers and firms."), FROM("judgement")},
    {OFFER(BO_KEY_NUMBER_OR, "cloud_brand", cloud_brand), UNIT("number", -20.0, 20.0),
     WORDS("none"), ELSE("none"),
     MEANS("The same of AI services in its cloud, which may be others' models; none: as "
           "business_brand."),
     FROM("judgement")},
    {OFFER(BO_KEY_NUMBER, "paying_ratio", paying_ratio), UNIT("ratio", 0.0, 100.0), ELSE("1"),
     MEANS("Part of its users who pay for a subscription or a seat, over the segment's."),
     FROM("company reports")},
    {OFFER(BO_KEY_PATH, "core_compute_frac", core_compute_frac), UNIT("fraction", 0.0, 1.0),
     ELSE("0"),
     MEANS("Part of core revenue that the GPU-hours wanted by its ranking, advertising and "
           "recommendation are worth at contract rents: they are more as hours get cheaper."),
     FROM("companies on what their accelerators are for; judgement")},
    {OFFER(BO_KEY_NUMBER, "hours_ratio", hours_ratio), UNIT("ratio", 0.001, 1000.0), ELSE("1"),
     MEANS("Hours to serve a token over what is usual for the quality and the day."),
     FROM("what providers publish on serving; judgement")},
};
const struct key_table bo_keys_offers =
    KEY_TABLE(offers_rows, "What companies offer from when, at which prices, and how they fight.");
