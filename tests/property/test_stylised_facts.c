/* What the model is built to show: the stylised facts of the design, and one line each of what its parts must do, as medians over
 * an ensemble on common luck. Each prints its figure beside the target. BUILDOUT_FACT_RUNS says over how many seeds (7; a study
 * takes 50, with `BUILDOUT_FACT_RUNS=50 ctest --test-dir build -R stylised_facts -V`).
 *
 * Facts on the law of chips are in test_what_ifs_chips.c and test_trade_rules.c, those on places in test_what_ifs.c.
 */
#include "fact_runs.h"

enum { FEWEST_SEEDS = 30, MOST_SEEDS = 200 };

/* ---- facts: each the figure of one seed ---- */

/* 3: how much more computing than capability a ban costs, as factors of effective computing: 13.5 points are a decade of it. */
static double compute_lost_to_rules(void)
{
    return at(NO_RULES, "Fleet|H100e", "China", 2025, 12) /
           at(BASE, "Fleet|H100e", "China", 2025, 12);
}

static double gap_by_rules_in_decades_over_compute(void)
{
    const double eci_per_decade = 13.5;
    double lost =
        at(NO_RULES, "Capability", "China", 2025, 12) - at(BASE, "Capability", "China", 2025, 12);
    return lost / eci_per_decade / log10(compute_lost_to_rules());
}

/* 4 */
static double followers_margin_in_the_war(void)
{
    return at(BASE, "Margin|Compute", "Zhipu", 2024, 6) -
           at(BASE, "Margin|Compute", "Zhipu", 2024, 4);
}

static double leaders_margin_in_the_war(void)
{
    return at(BASE, "Margin|Compute", "OpenAI", 2024, 12) -
           at(BASE, "Margin|Compute", "OpenAI", 2024, 1);
}

static double one_rises_while_another_falls_below_zero(void)
{
    static const char *const followers[] = {"Alibaba",  "Baidu",    "Tencent", "Zhipu",
                                            "Moonshot", "Baichuan", "MiniMax"};
    bool below = false;
    for (size_t i = 0; i < sizeof followers / sizeof *followers; i++) {
        for (int32_t m = 5; m <= 12; m++) {
            below = below || at(BASE, "Margin|Cloud", followers[i], 2024, m) < 0.0 ||
                    at(BASE, "Margin|Compute", followers[i], 2024, m) < 0.0;
        }
    }
    return below && leaders_margin_in_the_war() > 0.0;
}

/* 5: the cheapest offer, above nothing, that is no worse than OpenAI's of mid 2023. */
static double price_at_that_quality(int32_t year, int32_t month)
{
    double quality = at(BASE, "Capability", "OpenAI", 2023, 6), least = (double)INFINITY;
    for (uint32_t i = 0; i < now[BASE]->n_series; i++) {
        const struct bo_fact_series *s = &now[BASE]->series[i];
        if (strcmp(now[BASE]->variable[s->variable].name, "Price|Tokens") != 0 ||
            strcmp(s->entity, "World") == 0) {
            continue;
        }
        double price = s->value[month_of(now[BASE], year, month)];
        if (price > 0.0 && at(BASE, "Capability", s->entity, year, month) >= quality) {
            least = fmin(least, price);
        }
    }
    return least;
}

static double decades_that_a_token_cheapens_a_year(void)
{
    return log10(price_at_that_quality(2023, 6) / price_at_that_quality(2025, 6)) / 2.0;
}

static double spending_grows(void)
{
    return in_year(BASE, "Revenue|AI", "World", 2025) / in_year(BASE, "Revenue|AI", "World", 2023);
}

/* 6: in points, against the same luck without the jump. */
static double gap(enum variant v, int32_t year, int32_t month)
{
    return at(v, "Capability", "World", year, month) - at(v, "Capability", "China", year, month);
}

static double gap_that_a_jump_opens(void)
{
    return gap(JUMP, 2024, 10) - gap(BASE, 2024, 10);
}

static double gap_that_is_left_after_a_year(void)
{
    return (gap(JUMP, 2025, 12) - gap(BASE, 2025, 12)) - gap_that_a_jump_opens();
}

/* 7 */
static double lag_of_china(void)
{
    return over(BASE, "Capability|Lag", "China", 2025, 1, 12) / 12.0;
}

static double lag_without_diffusion_over_with(void)
{
    return over(NO_DIFFUSION, "Capability|Lag", "China", 2025, 1, 12) / 12.0 - lag_of_china();
}

/* 8: exits by the end of 2025 of companies with a cash cow. */
static double exits(bool of_giants, int32_t until)
{
    static const char *const giants[] = {"Microsoft", "Alphabet",  "Amazon",  "Meta",
                                         "Oracle",    "Apple",     "Alibaba", "Tencent",
                                         "Baidu",     "ByteDance", "Huawei",  "CoreWeave"};
    double n = 0.0;
    for (uint32_t i = 0; i < now[BASE]->n_events; i++) {
        const struct bo_fact_event *e = &now[BASE]->event[i];
        bool giant = false;
        for (size_t g = 0; g < sizeof giants / sizeof *giants; g++) {
            giant = giant || strcmp(e->entity, giants[g]) == 0;
        }
        n += is_exit(e) && giant == of_giants && e->day < until;
    }
    return n;
}

static double exits_of_laboratories(void)
{
    return exits(false, bo_day_of(2026, 1, 1));
}

static double exits_of_giants(void)
{
    return exits(true, bo_day_of(2026, 1, 1));
}

static double absorbed_by_the_end_of_2024(void)
{
    return at(BASE, "Companies|Absorbed", "World", 2024, 12);
}

static double gave_up_by_mid_2025(void)
{
    double n = 0.0;
    for (uint32_t i = 0; i < now[BASE]->n_events; i++) {
        const struct bo_fact_event *e = &now[BASE]->event[i];
        n += is_kind(e, "gave up the frontier") && e->day < bo_day_of(2025, 7, 1);
    }
    return n;
}

/* 9: in points of share; of clouds among those of the model, base and AI. */
static double most_that_an_api_share_moves(void)
{
    double most = 0.0;
    for (uint32_t i = 0; i < now[BASE]->n_series; i++) {
        const struct bo_fact_series *s = &now[BASE]->series[i];
        if (strcmp(now[BASE]->variable[s->variable].name, "Share|api") == 0) {
            double moved = at(BASE, "Share|api", s->entity, 2025, 12) -
                           at(BASE, "Share|api", s->entity, 2023, 12);
            most = fmax(most, 100.0 * fabs(moved));
        }
    }
    return most;
}

static double share_of_aws(int32_t year)
{
    static const char *const clouds[] = {"Microsoft", "Alphabet", "Amazon", "Oracle",
                                         "Alibaba",   "Tencent",  "Baidu",  "Huawei"};
    double sum = 0.0;
    for (size_t i = 0; i < sizeof clouds / sizeof *clouds; i++) {
        sum += in_year(BASE, "Revenue|Cloud", clouds[i], year);
    }
    return 100.0 * in_year(BASE, "Revenue|Cloud", "Amazon", year) / sum;
}

static double cloud_share_that_aws_loses_a_year(void)
{
    return (share_of_aws(2022) - share_of_aws(2025)) / 3.0;
}

/* 10 */
static double capex_of_four(int32_t year, int32_t quarter)
{
    static const char *const four[] = {"Microsoft", "Alphabet", "Amazon", "Meta"};
    double sum = 0.0;
    for (int i = 0; i < 4; i++) {
        sum += over(BASE, "Capex", four[i], year, 3 * quarter - 2, 3 * quarter);
    }
    return sum;
}

static double capex_of_2023_over_2022(void)
{
    double sum[2] = {0.0, 0.0};
    for (int32_t q = 1; q <= 4; q++) {
        sum[0] += capex_of_four(2022, q);
        sum[1] += capex_of_four(2023, q);
    }
    return sum[1] / sum[0];
}

static double quarters_until_capex_takes_off(void)
{
    double most = fmax(capex_of_four(2022, 3), capex_of_four(2022, 4));
    for (int32_t n = 1; n <= 8; n++) {
        int32_t year = 2023 + (n - 1) / 4, quarter = (n - 1) % 4 + 1;
        if (capex_of_four(year, quarter) > most &&
            capex_of_four(year, quarter) > capex_of_four(2022, 4) * 1.05) {
            return n;
        }
    }
    return 9.0;
}

/* What Meta told in January 2024 of the year, and what it paid. */
static double stated_over_paid(void)
{
    return at(BASE, "Capex|Stated", "Meta", 2024, 1) / in_year(BASE, "Capex", "Meta", 2024);
}

/* 11 */
static double gap_widens(void)
{
    return at(BASE, "Revenue Gap|Flow", "World", 2025, 6) -
           at(BASE, "Revenue Gap|Flow", "World", 2023, 6);
}

static double gap_of_2023(void)
{
    return at(BASE, "Revenue Gap|Flow", "World", 2023, 6);
}

/* 15: what IEA counts beside the model's sites and landlords (415 TWh in 2024 less theirs) held as it was. */
static double electricity_of_2030(void)
{
    const double iea_2024_twh = 415.0;
    return in_year(TO_2034, "Electricity|Use", "World", 2030) + iea_2024_twh -
           in_year(TO_2034, "Electricity|Use", "World", 2024);
}

static double giants_that_overspend(void)
{
    static const char *const giants[] = {"Microsoft", "Alphabet", "Amazon", "Meta"};
    double n = 0.0;
    for (int g = 0; g < 4; g++) {
        int run = 0, longest = 0;
        for (int32_t q = 0; q < 4 * 12; q++) {
            int32_t year = 2022 + q / 4, from = 3 * (q % 4) + 1;
            bool over_it =
                over(TO_2034, "Capex", giants[g], year, from, from + 2) >
                1.5 * over(TO_2034, "Operating Cash Flow", giants[g], year, from, from + 2);
            run = over_it ? run + 1 : 0;
            longest = run > longest ? run : longest;
        }
        n += longest >= 8;
    }
    return n / 4.0;
}

/* ---- one line each ---- */

static double price_of_who_bundles(void)
{
    return at(BUNDLES, "Price|Tokens", "Alibaba", 2024, 6);
}

static double ai_revenue_of_clouds_that_bundle(void)
{
    return revenue_with_bundles("Revenue|Cloud AI");
}

static double revenue_of_clouds_that_bundle(void)
{
    return revenue_with_bundles("Revenue|Cloud");
}

static double share_of_clouds_that_bundle(void)
{
    return 100.0 / 12.0 *
           (of_bundlers(BUNDLES, "Share|cloud") - of_bundlers(NO_BUNDLES, "Share|cloud"));
}

/* USD that a user brings in 2025, by subscription and tokens. */
static double per_user(const char *const *seller, int n)
{
    double usd = 0.0, users = 0.0;
    for (int i = 0; i < n; i++) {
        usd += 1e6 * in_year(BASE, "Revenue|AI", seller[i], 2025);
        users += over(BASE, "Users|subscription", seller[i], 2025, 1, 12) / 12.0;
    }
    return users > 0.0 ? usd / users : 0.0;
}

static double a_user_brings_in_the_world(void)
{
    static const char *const seller[] = {"OpenAI"};
    return per_user(seller, 1);
}

static double a_user_brings_in_china_over_the_world(void)
{
    static const char *const seller[] = {"ByteDance", "Baidu", "Moonshot", "Tencent", "MiniMax"};
    return per_user(seller, 5) / a_user_brings_in_the_world();
}

static double months_that_errors_cost(void)
{
    double reached = at(ERROR_20, "Adoption|agents", "World market", 2025, 12);
    for (int32_t m = 0; m < 48; m++) {
        if (at(ERROR_10, "Adoption|agents", "World market", 2022 + m / 12, m % 12 + 1) >= reached) {
            return 47.0 - m;
        }
    }
    return 0.0;
}

static double who_builds_applications_is_alive(void)
{
    return !has_left(now[APPLICATIONS], "Moonshot", false);
}

/* From a cut that will not be borne to the rival's reply, or to its end; 99 for neither. */
static double days_to_answer(const struct bo_facts *f, const struct bo_fact_event *cut)
{
    double days = 99.0;
    for (uint32_t k = 0; k < f->n_events; k++) {
        const struct bo_fact_event *e = &f->event[k];
        if ((is_kind(e, "price reply") || is_exit(e)) && strcmp(e->entity, cut->subject) == 0 &&
            e->day >= cut->day) {
            days = fmin(days, (double)(e->day - cut->day));
        }
    }
    return days;
}

/* The longest of the run. */
static double days_to_answer_a_cut(void)
{
    const struct bo_facts *f = now[BASE];
    double longest = 0.0;
    for (uint32_t i = 0; i < f->n_events; i++) {
        const struct bo_fact_event *cut = &f->event[i];
        if (is_kind(cut, "price cut") && cut->day < bo_day_of(2025, 12, 1)) {
            longest = fmax(longest, days_to_answer(f, cut));
        }
    }
    return longest;
}

static double vacancy_that_a_default_leaves(void)
{
    return at(DEFAULT, "Colocation|Vacancy", "World", 2026, 8) -
           at(TO_2034, "Colocation|Vacancy", "World", 2026, 8);
}

/* Landlords' net income of the month, in million USD; that their books balance is audited at every close. */
static double loss_at_landlords(void)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < now[DEFAULT]->n_series; i++) {
        const struct bo_fact_series *s = &now[DEFAULT]->series[i];
        if (strcmp(now[DEFAULT]->variable[s->variable].name, "Net Income") == 0 &&
            strncmp(s->entity, "Landlord ", 9) == 0 && s->place[0] == '\0') {
            sum += at(DEFAULT, "Net Income", s->entity, 2026, 7) -
                   at(TO_2034, "Net Income", s->entity, 2026, 7);
        }
    }
    return sum;
}

static double labs_left_without_demand(void)
{
    static const char *const labs[] = {"OpenAI",   "Anthropic",    "Inflection",
                                       "Adept",    "Character.AI", "Zhipu",
                                       "Moonshot", "Baichuan",     "MiniMax"};
    double n = 0.0;
    for (size_t l = 0; l < sizeof labs / sizeof *labs; l++) {
        n += !has_left(now[NO_DEMAND], labs[l], true);
    }
    return n;
}

static double giants_cash_without_demand(void)
{
    static const char *const giants[] = {"Microsoft", "Alphabet", "Amazon",  "Meta",
                                         "Apple",     "Alibaba",  "Tencent", "Baidu"};
    double least = (double)INFINITY;
    for (size_t g = 0; g < sizeof giants / sizeof *giants; g++) {
        least = fmin(least, in_year(NO_DEMAND, "Operating Cash Flow", giants[g], 2028));
    }
    return least / 1000.0;
}

static double exits_with_free_money(void)
{
    double n = 0.0;
    for (uint32_t i = 0; i < now[FREE_MONEY]->n_events; i++) {
        n += is_exit(&now[FREE_MONEY]->event[i]);
    }
    return n;
}

/* The best month of investors' mood under a ban, over the same month without it. */
static double best_news_of_a_ban(void)
{
    double best = 0.0;
    for (int32_t m = 9; m < 36; m++) {
        int32_t year = 2023 + m / 12, month = m % 12 + 1;
        best = fmax(best, at(BAN, "Sentiment", "World", year, month) /
                              at(BASE, "Sentiment", "World", year, month));
    }
    return best;
}

/* ---- the table ---- */

struct fact {
    const char *name;
    const char *target;
    double (*of)(void);
    double low, high;   /* bounds of the median; or of the mean, of what is 0 or 1 a run */
    bool is_share;      /* judged by its mean */
    double within_frac; /* of runs that must be inside, instead of the median; 0: the median */
};

#define MEDIAN(name, target, of, low, high)     \
    {                                           \
        name, target, of, low, high, false, 0.0 \
    }
#define SHARE(name, target, of, low)          \
    {                                         \
        name, target, of, low, 1.0, true, 0.0 \
    }
#define MOST_RUNS(name, target, of, low, high, frac) \
    {                                                \
        name, target, of, low, high, false, frac     \
    }

static const struct fact facts[] = {
    MEDIAN("3 China's computing without the rules, over with, 2025", "widens: > 1.3",
           compute_lost_to_rules, 1.3, (double)INFINITY),
    MEDIAN("3 decades of capability lost a decade of computing", "far less: < 0.7",
           gap_by_rules_in_decades_over_compute, -1.0, 0.7),
    MEDIAN("4 Zhipu's compute margin, April to June 2024", "collapses: < -0.2",
           followers_margin_in_the_war, -(double)INFINITY, -0.2),
    SHARE("4 leader's rises while a follower's is below zero",
          "in some runs (2024: 35 to 50 %, 3 % to < 0)", one_rises_while_another_falls_below_zero,
          0.15),
    MEDIAN("5 decades that a token of GPT-4's quality cheapens a year", "1 to 2.5; from 0.6 on",
           decades_that_a_token_cheapens_a_year, 0.6, 2.5),
    MEDIAN("5 spending on AI in 2025 over 2023", "rises: > 2", spending_grows, 2.0,
           (double)INFINITY),
    MEDIAN("6 points of gap that a jump opens", "reopens: > 2", gap_that_a_jump_opens, 2.0,
           (double)INFINITY),
    MEDIAN("6 its change within 14 months", "closes: < 0", gap_that_is_left_after_a_year,
           -(double)INFINITY, 0.0),
    MEDIAN("7 months of lag more without diffusion", "> 1", lag_without_diffusion_over_with, 1.0,
           (double)INFINITY),
    MOST_RUNS("7 China's lag in 2025, months", "7 (4-14), never below about one", lag_of_china, 0.9,
              (double)INFINITY, 0.95),
    MEDIAN("8 laboratories that ended by 2025", "first: >= 2", exits_of_laboratories, 2.0,
           (double)INFINITY),
    MEDIAN("8 companies with a cash cow that did", "0", exits_of_giants, 0.0, 0.0),
    MEDIAN("9 most points of API share that one gains or loses in two years",
           "25 (OpenAI, one survey): > 5", most_that_an_api_share_moves, 5.0, 100.0),
    MEDIAN("9 points of cloud share that AWS loses a year", "1 (-1 to 3)",
           cloud_share_that_aws_loses_a_year, -1.0, 3.0),
    MEDIAN("10 big-4 capex of 2023 over 2022", "0.97 (0.85-1.1)", capex_of_2023_over_2022, 0.85,
           1.1),
    MEDIAN("10 quarters from the shock to the take-off", "3 to 4 (2-5)",
           quarters_until_capex_takes_off, 2.0, 5.0),
    MEDIAN("10 Meta's capex of 2024 as told in January, over paid",
           "0.86 (33.5 of 39.2): differs, 0.6-1.2", stated_over_paid, 0.6, 1.2),
    MEDIAN("11 flow gap of mid 2023, bn USD a year", "125 (Cahn's own): > 0", gap_of_2023, 0.0,
           (double)INFINITY),
    MEDIAN("11 its growth to mid 2025", "widens: > 0", gap_widens, 0.0, (double)INFINITY),
    MOST_RUNS("15 electricity of data centres in 2030, TWh", "600 to 1,600 in 90 % of runs",
              electricity_of_2030, 600.0, 1600.0, 0.9),
    MEDIAN("15 part of giants with capex > 1.5 x cash flow for 8 quarters", "< 5 %",
           giants_that_overspend, 0.0, 0.05),
    MEDIAN("15 years of revenue that CoreWeave owes in 2033", "what lenders bear: < 5",
           years_that_a_lessor_owes, 0.0, 5.0),
    SHARE("15 OpenAI lives in 2033", "in most runs", openai_is_alive_in_2033, 0.5),
    MEDIAN("absorbed by the end of 2024", "3", absorbed_by_the_end_of_2024, 3.0, (double)INFINITY),
    MEDIAN("gave up the frontier by mid 2025", "at least 1", gave_up_by_mid_2025, 1.0,
           (double)INFINITY),
    MEDIAN("bundling: Alibaba's price, June 2024, USD/Mtok", "0", price_of_who_bundles, 0.0, 0.0),
    MEDIAN("bundling: points of share that the three clouds win by 2025", "up: > 0",
           share_of_clouds_that_bundle, 1e-6, (double)INFINITY),
    MEDIAN("bundling: their AI revenue of 2025, over without less 1", "up: > 0",
           ai_revenue_of_clouds_that_bundle, 1e-6, (double)INFINITY),
    MEDIAN("bundling: all revenue of these clouds in 2025, the same", "up: > 0",
           revenue_of_clouds_that_bundle, 1e-6, (double)INFINITY),
    MEDIAN("subscriptions: USD that a user of OpenAI brings in 2025", "about 20: > 5",
           a_user_brings_in_the_world, 5.0, 60.0),
    MEDIAN("subscriptions: what one of the Chinese assistants brings, over it",
           "next to nothing: < 0.3", a_user_brings_in_china_over_the_world, 0.0, 0.3),
    MEDIAN("months that a step error of 20 instead of 10 % costs", "delays: > 2",
           months_that_errors_cost, 2.0, (double)INFINITY),
    SHARE("who builds applications lives through the price war", "in most runs",
          who_builds_applications_is_alive, 0.5),
    MOST_RUNS("days until a price cut is answered", "within 10", days_to_answer_a_cut, 0.0, 10.0,
              1.0),
    MEDIAN("a tenant's default: vacancy more, fraction", "> 0", vacancy_that_a_default_leaves, 1e-3,
           1.0),
    MEDIAN("a tenant's default: landlords' income of the month, MUSD", "a loss: < 0",
           loss_at_landlords, -(double)INFINITY, -1e-3),
    MEDIAN("no demand: laboratories left at the frontier in 2028, of 9", "they end: <= 2",
           labs_left_without_demand, 0.0, 2.0),
    MEDIAN("no demand: the least cash flow of a giant in 2028, bn USD", "they live: > 0",
           giants_cash_without_demand, 1e-3, (double)INFINITY),
    MOST_RUNS("free money: laboratories that ended", "0", exits_with_free_money, 0.0, 0.0, 1.0),
    MOST_RUNS("a ban: the best month of sentiment, over without", "no good news: <= 1.05",
              best_news_of_a_ban, 0.0, 1.05, 0.95),
};
enum { N_FACTS = sizeof facts / sizeof *facts };

static double value[N_FACTS][MOST_SEEDS];

static void look(const struct bo_facts *const *run, uint32_t seed, void *context)
{
    (void)context;
    now = run;
    for (int i = 0; i < N_FACTS; i++) {
        value[i][seed] = facts[i].of();
    }
}

/* Prints the line, and says whether it holds. */
static bool judge(const struct fact *fact, double *x, uint32_t n)
{
    double mean = 0.0, inside = 0.0;
    for (uint32_t i = 0; i < n; i++) {
        mean += x[i] / n;
        inside += x[i] >= fact->low && x[i] <= fact->high;
    }
    qsort(x, n, sizeof *x, ascending);
    double middle = fact->is_share ? mean : quantile(x, n, 0.5);
    bool holds = fact->within_frac > 0.0 ? inside >= fact->within_frac * n
                                         : middle >= fact->low && middle <= fact->high;
    print_message("%-62s %-44s %9.4g %9.4g %9.4g %s\n", fact->name, fact->target, middle,
                  quantile(x, n, 0.05), quantile(x, n, 0.95), holds ? "" : "MISSED");
    return holds;
}

static void what_the_model_is_built_to_show(void **state)
{
    (void)state;
    uint32_t n = runs_asked("BUILDOUT_FACT_RUNS", FEWEST_SEEDS, MOST_SEEDS), missed = 0;
    variants_run(variants, N_VARIANTS, n, look, NULL);
    print_message("%-62s %-44s %9s %9s %9s   (%u runs)\n", "fact", "target", "median", "5 %",
                  "95 %", n);
    for (int i = 0; i < N_FACTS; i++) {
        missed += !judge(&facts[i], value[i], n);
    }
    assert_int_equal(missed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_the_model_is_built_to_show)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
