/* The scenarios that ship have the sign that their titles say: medians over seeds 1 to 9 unless said, on the same luck. */
#include "tiny_run.h"

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"

#define SEEDS 15
#define NPV_BATCHES 6
#define AT_2025 "time.end=\"2025-01-01\""
#define AT_2026 "time.end=\"2026-01-01\""
#define AT_2027 "time.end=\"2027-01-01\""
#define AT_2029 "time.end=\"2029-01-01\""
#define AT_2031 "time.end=\"2031-01-01\""
#define AT_2033 "time.end=\"2033-01-01\""

typedef double (*ask_fn)(const struct bo_facts *facts, const void *of);

/* One value a seed. */
struct answers {
    const void *of;
    double value[SEEDS];
};

/* Each run answers all of them. */
static void over_seeds_from(const char *scenario, const char *end, uint64_t first, ask_fn ask,
                            uint32_t n, struct answers *answers)
{
    struct run_fixture f;
    run_open(&f, scenario, 1, &end);
    for (uint64_t s = 0; s < SEEDS; s++) {
        struct bo_run_result run = run_well(&f, first + s);
        for (uint32_t i = 0; i < n; i++) {
            answers[i].value[s] = ask(run.facts, answers[i].of);
        }
        bo_run_result_free(&run);
    }
    run_close(&f);
}

static void over_seeds(const char *scenario, const char *end, ask_fn ask, uint32_t n,
                       struct answers *answers)
{
    over_seeds_from(scenario, end, 1, ask, n, answers);
}

static int ascending(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void in_order(const struct answers *a, double sorted[SEEDS])
{
    memcpy(sorted, a->value, sizeof a->value);
    qsort(sorted, SEEDS, sizeof *sorted, ascending);
}

static double median(const struct answers *a)
{
    double sorted[SEEDS];
    in_order(a, sorted);
    return sorted[SEEDS / 2];
}

/* The median of b less a, seed by seed. */
static double median_difference(const struct answers *a, const struct answers *b)
{
    struct answers d = {.of = NULL};
    for (int i = 0; i < SEEDS; i++) {
        d.value[i] = b->value[i] - a->value[i];
    }
    return median(&d);
}

/* Of whole sites the mean over the seeds says more than their median. */
static double mean_difference(const struct answers *a, const struct answers *b)
{
    double sum = 0.0;
    for (int i = 0; i < SEEDS; i++) {
        sum += b->value[i] - a->value[i];
    }
    return sum / SEEDS;
}

static double in_month(const struct bo_facts *facts, const char *variable, const char *entity,
                       int32_t year, int32_t month)
{
    const struct bo_fact_series *s = facts_find(facts, variable, entity, "");
    int32_t m = bo_month_of_day(bo_day_of(year, month, 1)) - facts->first_month;
    return s == NULL || isnan(s->value[m]) ? 0.0 : s->value[m];
}

/* ---- the law ---- */

struct date {
    int32_t year, month;
};

static double chinas_compute(const struct bo_facts *facts, const void *of)
{
    const struct date *date = of;
    return in_month(facts, "Fleet|H100e", "China", date->year, date->month);
}

/* Without rules twice as much in 2024. The ban of October 2023 bars little that the law of that day did not: some per cent of 2026,
 * and in 2024 nothing that shows. */
static void chinas_compute_goes_up_without_rules_and_down_under_the_ban(void **state)
{
    (void)state;
    static const struct date soon = {2024, 12}, later = {2026, 12};
    struct answers base[] = {{.of = &soon}, {.of = &later}};
    struct answers free = {.of = &soon}, ban = {.of = &later};
    over_seeds("scenarios/baseline.cfg", AT_2027, chinas_compute, 2, base);
    over_seeds("scenarios/no_rules.cfg", AT_2025, chinas_compute, 1, &free);
    over_seeds("scenarios/chip_ban_2023.cfg", AT_2027, chinas_compute, 1, &ban);
    print_message("China's compute x %.2f without rules in 2024, x %.3f under the ban in 2026\n",
                  median(&free) / median(&base[0]), median(&ban) / median(&base[1]));
    assert_true(median_difference(&base[1], &ban) < 0.0);
    assert_true(median_difference(&base[0], &free) > 0.2 * median(&base[0]));
}

/* A800 and H800 in the last quarter of 2023. */
static double ordered_before_the_ban(const struct bo_facts *facts, const void *of)
{
    double sum = 0.0;
    (void)of;
    for (int32_t month = 10; month <= 12; month++) {
        sum += in_month(facts, "Chips|Orders|A800 SXM4 80GB", "NVIDIA", 2023, month) +
               in_month(facts, "Chips|Orders|H800 SXM5 80GB", "NVIDIA", 2023, month);
    }
    return sum;
}

static void grace_brings_a_wave_of_orders_before_the_ban(void **state)
{
    (void)state;
    struct answers ban = {.of = NULL}, grace = {.of = NULL};
    over_seeds("scenarios/chip_ban_2023.cfg", AT_2025, ordered_before_the_ban, 1, &ban);
    over_seeds("scenarios/chip_ban_2023_grace.cfg", AT_2025, ordered_before_the_ban, 1, &grace);
    print_message("A800 and H800 ordered: %.0f, %+.0f with grace\n", median(&ban),
                  median_difference(&ban, &grace));
    assert_true(median_difference(&ban, &grace) > 0.7 * median(&ban));
}

static double chinas_legal_compute(const struct bo_facts *facts, const void *of)
{
    const struct date *date = of;
    return in_month(facts, "Usable Compute|Legal", "China", date->year, date->month);
}

/* Chips above the line; those under it, chips of its own and grey ones come on. */
static void what_a_reopening_brings_a_ban_ends(void **state)
{
    (void)state;
    static const struct date before = {2026, 6}, ban = {2027, 6}, half_on = {2027, 12},
                             later = {2028, 12};
    struct answers shut = {.of = &ban};
    struct answers open[] = {{.of = &before}, {.of = &ban}, {.of = &half_on}, {.of = &later}};
    over_seeds("scenarios/baseline_2025.cfg", AT_2029, chinas_legal_compute, 1, &shut);
    over_seeds("scenarios/ban_after_reopening.cfg", AT_2029, chinas_legal_compute, 4, open);
    double rise = median_difference(&open[0], &open[1]);
    print_message("China's legal compute of June 2026 x %.2f in a year, %+.0f H100e over the base; "
                  "then %+.0f\n",
                  1.0 + rise / median(&open[0]), median_difference(&shut, &open[1]),
                  median_difference(&open[2], &open[3]));
    assert_true(median_difference(&shut, &open[1]) > 0.0);
    assert_true(rise > 0.5 * median(&open[0]));
    assert_true(median_difference(&open[2], &open[3]) < 0.15 * rise);
}

/* ---- models ---- */

/* Points of capability that China is behind the frontier. */
static double chinas_gap(const struct bo_facts *facts, const void *of)
{
    const struct date *date = of;
    return in_month(facts, "Capability", "World", date->year, date->month) -
           in_month(facts, "Capability", "China", date->year, date->month);
}

/* In points: a lag in months is the time since the frontier was there, which a leap of the frontier does not move. */
static void a_jump_of_the_paradigm_opens_the_gap_and_it_closes(void **state)
{
    (void)state;
    static const struct date after = {2024, 10}, later = {2025, 12};
    struct answers base[] = {{.of = &after}, {.of = &later}};
    struct answers jump[] = {{.of = &after}, {.of = &later}};
    over_seeds("scenarios/baseline.cfg", AT_2026, chinas_gap, 2, base);
    over_seeds("scenarios/paradigm_jump_2024.cfg", AT_2026, chinas_gap, 2, jump);
    double opened = median_difference(&base[0], &jump[0]);
    assert_true(opened > 2.0);
    assert_true(median_difference(&base[1], &jump[1]) < opened / 2.0);
}

/* ---- demand and money ---- */

/* A sum over months, of one series or of two together. */
struct question {
    const char *variable[2], *entity;
    struct date from, to;
};

static double summed(const struct bo_facts *facts, const void *of)
{
    const struct question *q = of;
    double sum = 0.0;
    for (int32_t m = 12 * q->from.year + q->from.month; m <= 12 * q->to.year + q->to.month; m++) {
        for (int k = 0; k < 2 && q->variable[k] != NULL; k++) {
            sum += in_month(facts, q->variable[k], q->entity, (m - 1) / 12, (m - 1) % 12 + 1);
        }
    }
    return sum;
}

static void without_diffusion_chinas_gap_grows(void **state)
{
    (void)state;
    static const struct date before = {2023, 12}, later = {2025, 12};
    struct answers base[] = {{.of = &before}, {.of = &later}};
    struct answers alone[] = {{.of = &before}, {.of = &later}};
    over_seeds("scenarios/baseline.cfg", AT_2026, chinas_gap, 2, base);
    over_seeds("scenarios/no_diffusion.cfg", AT_2026, chinas_gap, 2, alone);
    assert_true(median_difference(&base[1], &alone[1]) > 5.0);
    assert_true(median_difference(&alone[0], &alone[1]) > 0.0);
}

static void without_a_price_war_tokens_are_dear_and_pay(void **state)
{
    (void)state;
    static const struct question price = {
        {"Price|Tokens"}, "Zhipu", .from = {2024, 6}, .to = {2024, 6}};
    static const struct question margin = {
        {"Margin|Compute"}, "Zhipu", .from = {2024, 6}, .to = {2024, 12}};
    struct answers base[] = {{.of = &price}, {.of = &margin}};
    struct answers peace[] = {{.of = &price}, {.of = &margin}};
    over_seeds("scenarios/baseline.cfg", AT_2025, summed, 2, base);
    over_seeds("scenarios/price_war_off.cfg", AT_2025, summed, 2, peace);
    assert_true(median(&peace[0]) > 2.0 * median(&base[0]));
    assert_true(median_difference(&base[1], &peace[1]) > 0.0);
}

static void free_assistants_leave_openai_with_less(void **state)
{
    (void)state;
    static const struct question revenue = {
        {"Revenue|Total"}, "OpenAI", .from = {2024, 1}, .to = {2024, 12}};
    struct answers base = {.of = &revenue}, free = {.of = &revenue};
    over_seeds("scenarios/baseline.cfg", AT_2025, summed, 1, &base);
    over_seeds("scenarios/subscriptions_everywhere.cfg", AT_2025, summed, 1, &free);
    assert_true(median(&free) < 0.7 * median(&base));
}

static void patience_keeps_laboratories_and_impatience_ends_them(void **state)
{
    (void)state;
    static const struct question ended = {{"Companies|Absorbed", "Companies|Liquidated"},
                                          "World",
                                          .from = {2025, 12},
                                          .to = {2025, 12}};
    struct answers base = {.of = &ended}, patient = base, impatient = base;
    over_seeds("scenarios/baseline.cfg", AT_2026, summed, 1, &base);
    over_seeds("scenarios/patient_capital.cfg", AT_2026, summed, 1, &patient);
    over_seeds("scenarios/impatient_capital.cfg", AT_2026, summed, 1, &impatient);
    assert_true(median_difference(&base, &patient) < 0.0);
    assert_true(median_difference(&base, &impatient) > 0.0);
}

static void a_tenants_default_leaves_vacancy_and_lowers_rents(void **state)
{
    (void)state;
    static const struct question vacancy = {
        {"Colocation|Vacancy"}, "World", .from = {2026, 7}, .to = {2026, 7}};
    static const struct question rent = {
        {"Colocation|Rent"}, "World", .from = {2026, 12}, .to = {2026, 12}};
    struct answers base[] = {{.of = &vacancy}, {.of = &rent}};
    struct answers gone[] = {{.of = &vacancy}, {.of = &rent}};
    over_seeds("scenarios/baseline.cfg", AT_2027, summed, 2, base);
    over_seeds("scenarios/tenant_default.cfg", AT_2027, summed, 2, gone);
    print_message("vacancy %+.4f, rent %+.2f USD/kW-month\n", median_difference(&base[0], &gone[0]),
                  median_difference(&base[1], &gone[1]));
    assert_true(median_difference(&base[0], &gone[0]) > 0.005);
    assert_true(median_difference(&base[1], &gone[1]) < 0.0);
}

/* Half the demand for AI from 2027. What boards see of it hardly moves their capex (use stays, as rents fall); who cuts at once keeps
 * more cash. */
static void a_bust_halves_what_ai_earns_and_who_cuts_keeps_cash(void **state)
{
    (void)state;
    static const struct question
        before = {{"Revenue|AI"}, "World", .from = {2026, 1}, .to = {2026, 12}},
        revenue = {{"Revenue|AI"}, "World", .from = {2028, 1}, .to = {2028, 12}},
        rent = {{"Price|GPU Hour|H100"}, "World market", .from = {2028, 12}, .to = {2028, 12}},
        fleet = {{"Fleet|H100e"}, "World", .from = {2028, 12}, .to = {2028, 12}},
        capex = {{"Capex"}, "World", .from = {2028, 1}, .to = {2028, 12}},
        cash = {{"Cash"}, "World", .from = {2028, 12}, .to = {2028, 12}};
    static const struct question *const asked[] = {&before, &revenue, &rent, &fleet, &capex, &cash};
    enum { BEFORE, REVENUE, RENT, FLEET, CAPEX, CASH, N_ASKED };
    struct answers base[N_ASKED], bust[N_ASKED], cuts[N_ASKED];
    for (int i = 0; i < N_ASKED; i++) {
        base[i].of = bust[i].of = cuts[i].of = asked[i];
    }
    over_seeds("scenarios/baseline_2025.cfg", AT_2029, summed, N_ASKED, base);
    over_seeds("scenarios/ai_bust.cfg", AT_2029, summed, N_ASKED, bust);
    over_seeds("scenarios/ai_bust_and_cuts.cfg", AT_2029, summed, N_ASKED, cuts);
    print_message(
        "AI revenue of 2028 x %.2f, rents x %.2f, capex x %.2f, x %.2f with cuts\n",
        median(&bust[REVENUE]) / median(&base[REVENUE]), median(&bust[RENT]) / median(&base[RENT]),
        median(&bust[CAPEX]) / median(&base[CAPEX]), median(&cuts[CAPEX]) / median(&base[CAPEX]));
    assert_near(median_difference(&base[BEFORE], &bust[BEFORE]), 0.0, 0.0);
    assert_true(median(&bust[REVENUE]) < 0.8 * median(&base[REVENUE]));
    assert_true(median(&bust[RENT]) < 0.8 * median(&base[RENT]));
    assert_true(median_difference(&base[FLEET], &bust[FLEET]) < 0.0);
    assert_true(median_difference(&base[CAPEX], &bust[CAPEX]) < 0.0);
    assert_true(median(&cuts[CAPEX]) < 0.8 * median(&base[CAPEX]));
    assert_true(median_difference(&bust[CASH], &cuts[CASH]) > 0.0);
}

static void without_lenders_laboratories_end_and_lessors_build_less(void **state)
{
    (void)state;
    static const struct question ended = {{"Companies|Absorbed", "Companies|Liquidated"},
                                          "World",
                                          .from = {2028, 12},
                                          .to = {2028, 12}},
                                 mw = {{"Capacity|IT Power|Leased"},
                                       "CoreWeave",
                                       .from = {2028, 12},
                                       .to = {2028, 12}},
                                 before = {
                                     {"Capex"}, "CoreWeave", .from = {2025, 7}, .to = {2026, 11}};
    struct answers base[] = {{.of = &ended}, {.of = &mw}, {.of = &before}};
    struct answers dry[] = {{.of = &ended}, {.of = &mw}, {.of = &before}};
    over_seeds("scenarios/baseline_2025.cfg", AT_2029, summed, 3, base);
    over_seeds("scenarios/lenders_stop.cfg", AT_2029, summed, 3, dry);
    print_message("laboratories that end %+.1f, CoreWeave %+.0f MW, %+.3f M USD before\n",
                  mean_difference(&base[0], &dry[0]), median_difference(&base[1], &dry[1]),
                  median_difference(&base[2], &dry[2]));
    assert_true(mean_difference(&base[0], &dry[0]) > 0.0);
    assert_true(median(&dry[1]) < 0.8 * median(&base[1]));
    assert_near(median(&dry[2]), median(&base[2]), 1e-3);
}

static void boards_that_hold_their_capex_build_less_and_keep_cash(void **state)
{
    (void)state;
    static const struct question
        mw = {{"Capacity|IT Power|Energised"}, "World", .from = {2030, 12}, .to = {2030, 12}},
        fleet = {{"Fleet|H100e"}, "World", .from = {2030, 12}, .to = {2030, 12}},
        cash = {{"Cash"}, "World", .from = {2030, 12}, .to = {2030, 12}};
    struct answers base[] = {{.of = &mw}, {.of = &fleet}, {.of = &cash}};
    struct answers held[] = {{.of = &mw}, {.of = &fleet}, {.of = &cash}};
    over_seeds("scenarios/baseline_2025.cfg", AT_2031, summed, 3, base);
    over_seeds("scenarios/capex_held.cfg", AT_2031, summed, 3, held);
    assert_true(median_difference(&base[0], &held[0]) < 0.0);
    assert_true(median(&held[1]) < 0.9 * median(&base[1]));
    assert_true(median_difference(&base[2], &held[2]) > 0.0);
}

/* ---- strategies and companies ---- */

static double npv(const struct bo_facts *facts, const void *of)
{
    for (uint32_t i = 0; i < facts->n_outcomes; i++) {
        const struct bo_fact_outcome *o = &facts->outcome[i];
        if (strcmp(o->entity, of) == 0 && strcmp(o->key, "npv") == 0) {
            return o->value;
        }
    }
    return BO_NAN;
}

/* Standard deviations of Alibaba's and Baidu's npv over several times as many seeds: the widest of nine says little. */
static void npv_spreads(const char *scenario, double sd[2])
{
    const double n = (double)NPV_BATCHES * SEEDS;
    double sum[2] = {0.0}, squares[2] = {0.0};
    for (uint64_t batch = 0; batch < NPV_BATCHES; batch++) {
        struct answers a[] = {{.of = "Alibaba"}, {.of = "Baidu"}};
        over_seeds_from(scenario, AT_2029, 1 + batch * SEEDS, npv, 2, a);
        for (int i = 0; i < SEEDS; i++) {
            for (int who = 0; who < 2; who++) {
                sum[who] += a[who].value[i];
                squares[who] += a[who].value[i] * a[who].value[i];
            }
        }
    }
    for (int who = 0; who < 2; who++) {
        double mean = sum[who] / n;
        sd[who] = sqrt(squares[who] / n - mean * mean);
    }
}

static void outcomes_spread_wider_for_who_goes_all_in(void **state)
{
    (void)state;
    double all_in[2], wait[2];
    npv_spreads("scenarios/all_in.cfg", all_in);
    npv_spreads("scenarios/wait_and_follow.cfg", wait);
    print_message("npv to 2029, all in over waiting: sd of Alibaba's x %.2f, of Baidu's x %.2f\n",
                  all_in[0] / wait[0], all_in[1] / wait[1]);
    assert_true(all_in[0] > wait[0]);
    assert_true(all_in[1] > wait[1]);
}

/* Mean over a year of what is let of what is in use or idle. */
static double alibabas_let_frac(const struct bo_facts *facts, const void *of)
{
    static const char *const use[] = {"Compute|Leased Out", "Compute|Internal Training",
                                      "Compute|Internal Inference", "Compute|Idle"};
    const struct date *date = of;
    double sum = 0.0;
    for (int32_t month = 1; month <= 12; month++) {
        double h100e[4], all = 0.0;
        for (int i = 0; i < 4; i++) {
            h100e[i] = in_month(facts, use[i], "Alibaba", date->year, month);
            all += h100e[i];
        }
        sum += all > 0.0 ? h100e[0] / all : 0.0;
    }
    return sum / 12.0;
}

static void alibaba_of_the_article_lets_most_of_its_fleet(void **state)
{
    (void)state;
    static const struct date year[] = {{2022, 1}, {2023, 1}, {2024, 1}};
    struct answers let[] = {{.of = &year[0]}, {.of = &year[1]}, {.of = &year[2]}};
    over_seeds("scenarios/alibaba_of_the_article.cfg", AT_2025, alibabas_let_frac, 3, let);
    for (int i = 0; i < 3; i++) {
        assert_true(median(&let[i]) > 0.5);
    }
}

/* ---- the grid ---- */

/* Sums a series of the world at a place over the years from, to; a place may be "". */
struct span {
    const char *variable, *place;
    int32_t from, to;
};

static double over_years(const struct bo_facts *facts, const void *of)
{
    const struct span *span = of;
    const struct bo_fact_series *s = facts_find(facts, span->variable, "World", span->place);
    int32_t first = facts->first_month;
    int32_t from = bo_month_of_day(bo_day_of(span->from, 1, 1)) - first;
    int32_t to = bo_month_of_day(bo_day_of(span->to, 12, 1)) - first;
    double sum = 0.0;
    for (int32_t m = from; s != NULL && m <= to; m++) {
        sum += s->value[m];
    }
    return sum;
}

static double megawatts_energised(const struct bo_facts *facts, const void *of)
{
    const struct span *span = of;
    const struct bo_fact_series *s = facts_find(facts, span->variable, "World", span->place);
    int32_t to = bo_month_of_day(bo_day_of(span->to, 12, 1)) - facts->first_month;
    return s == NULL ? BO_NAN : s->value[to];
}

/* Grants of Northern Virginia are halved from 2025: nothing moves before, fewer sites open there after, at the end of 2028 the world
 * misses fewer megawatts than Northern Virginia does (over 100 pairs 750 and 1,030), and at the end of 2030 fewer than the grants
 * that are lost (530 to 640 MW a year, six years). */
static void half_the_grants_move_building_elsewhere(void **state)
{
    (void)state;
    static const struct span before = {"Data Centers|Openings", "", 2022, 2024},
                             there = {"Data Centers|Openings", "Northern Virginia", 2026, 2030},
                             mw_there = {"Capacity|IT Power|Energised", "Northern Virginia", 2028,
                                         2028},
                             mw = {"Capacity|IT Power|Energised", "", 2028, 2028},
                             mw_2030 = {"Capacity|IT Power|Energised", "", 2030, 2030};
    struct answers base[] = {{.of = &before}, {.of = &there}};
    struct answers slow[] = {{.of = &before}, {.of = &there}};
    over_seeds("scenarios/baseline.cfg", AT_2031, over_years, 2, base);
    over_seeds("scenarios/slow_grid.cfg", AT_2031, over_years, 2, slow);
    struct answers base_mw[] = {{.of = &mw_there}, {.of = &mw}, {.of = &mw_2030}};
    struct answers slow_mw[] = {{.of = &mw_there}, {.of = &mw}, {.of = &mw_2030}};
    over_seeds("scenarios/baseline.cfg", AT_2031, megawatts_energised, 3, base_mw);
    over_seeds("scenarios/slow_grid.cfg", AT_2031, megawatts_energised, 3, slow_mw);
    double mw_lost_there = mean_difference(&base_mw[0], &slow_mw[0]);
    double mw_lost = mean_difference(&base_mw[1], &slow_mw[1]);
    double mw_lost_2030 = mean_difference(&base_mw[2], &slow_mw[2]);
    print_message(
        "openings 2022-24 %+.1f, in Northern Virginia 2026-30 %+.1f; %+.0f MW there in 2028, "
        "%+.0f in the world, %+.0f in 2030\n",
        median_difference(&base[0], &slow[0]), mean_difference(&base[1], &slow[1]), mw_lost_there,
        mw_lost, mw_lost_2030);
    assert_near(median_difference(&base[0], &slow[0]), 0.0, 0.0);
    assert_true(mean_difference(&base[1], &slow[1]) < 0.0);
    assert_true(mw_lost > mw_lost_there);
    assert_true(mw_lost_2030 < 0.0 && mw_lost_2030 > -6.0 * 585.0);
}

/* Half the grants of every American grid from July 2025: fewer megawatts by 2032, and owners who see systems wait buy fewer of
 * them. Who lets any number wait has more in store. */
static void slow_grids_slow_what_is_bought(void **state)
{
    (void)state;
    static const struct span mw = {"Capacity|IT Power|Energised", "", 2032, 2032},
                             stored = {"Fleet|Stored", "", 2031, 2031},
                             bought = {"Capex|AI Systems", "", 2029, 2032};
    struct answers base[] = {{.of = &mw}, {.of = &stored}}, slow = {.of = &mw};
    struct answers base_buys = {.of = &bought}, slow_buys = {.of = &bought}, any = {.of = &stored};
    over_seeds("scenarios/baseline_2025.cfg", AT_2033, megawatts_energised, 2, base);
    over_seeds("scenarios/baseline_2025.cfg", AT_2033, over_years, 1, &base_buys);
    over_seeds("scenarios/slow_us_grids.cfg", AT_2033, megawatts_energised, 1, &slow);
    over_seeds("scenarios/slow_us_grids.cfg", AT_2033, over_years, 1, &slow_buys);
    over_seeds("tests/property/any_wait.cfg", AT_2033, megawatts_energised, 1, &any);
    print_message(
        "%+.0f MW in 2032, %+.0f bn USD of AI systems 2029-32, in store %+.0f %% without a limit\n",
        median_difference(&base[0], &slow), mean_difference(&base_buys, &slow_buys) / 1e3,
        100.0 * (median(&any) / median(&base[1]) - 1.0));
    assert_true(median_difference(&base[0], &slow) < 0.0);
    assert_true(mean_difference(&base_buys, &slow_buys) < 0.0);
    assert_true(median(&any) > 1.1 * median(&base[1]));
}

/* New connections at Dublin stopped in November 2021: what had its connection is still built and ramps up for two years
 * and more, then the load stands nearly still. A growth is a year's, over the 18 months to a date. */
static double irelands_growth(const struct bo_facts *facts, const void *of)
{
    const struct date *to = of;
    const struct bo_fact_series *s = facts_find(facts, "Electricity|Use", "World", "Ireland");
    int32_t last = bo_month_of_day(bo_day_of(to->year, to->month, 1)) - facts->first_month;
    return s == NULL ? BO_NAN : bo_log(s->value[last] / s->value[last - 18]) / 1.5;
}

static void a_moratorium_stops_the_load_after_its_ramp(void **state)
{
    (void)state;
    static const struct date ramp = {2025, 1}, flat = {2026, 7};
    struct answers load[] = {{.of = &ramp}, {.of = &flat}};
    over_seeds("scenarios/dublin_moratorium.cfg", AT_2027, irelands_growth, 2, load);
    print_message("Ireland's load: %+.1f %% a year to January 2025, %+.1f %% to July 2026\n",
                  100.0 * median(&load[0]), 100.0 * median(&load[1]));
    assert_true(median(&load[0]) > 0.05);
    assert_true(median(&load[1]) < 0.6 * median(&load[0]));
}

/* Energised in December 2026, its own and leased, and opened until then. */
static double microsofts_mw(const struct bo_facts *facts, const void *of)
{
    (void)of;
    return in_month(facts, "Capacity|IT Power|Energised", "Microsoft", 2026, 12) +
           in_month(facts, "Capacity|IT Power|Leased", "Microsoft", 2026, 12);
}

static double microsofts_openings(const struct bo_facts *facts, const void *of)
{
    (void)of;
    const struct bo_fact_series *s = facts_find(facts, "Data Centers|Openings", "Microsoft", "");
    double sum = 0.0;
    for (uint32_t m = 0; s != NULL && m < facts->n_months; m++) {
        sum += s->value[m];
    }
    return sum;
}

static void who_holds_its_places_opens_more_while_the_grid_is_slow(void **state)
{
    (void)state;
    static const char *const file[] = {"scenarios/slow_grid.cfg", "scenarios/places_held.cfg"};
    struct answers mw[2] = {{.of = NULL}, {.of = NULL}}, openings[2] = {{.of = NULL}, {.of = NULL}};
    for (int i = 0; i < 2; i++) {
        over_seeds(file[i], AT_2027, microsofts_mw, 1, &mw[i]);
        over_seeds(file[i], AT_2027, microsofts_openings, 1, &openings[i]);
    }
    assert_true(median_difference(&mw[0], &mw[1]) > 0.0);
    assert_true(median_difference(&openings[0], &openings[1]) > 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chinas_compute_goes_up_without_rules_and_down_under_the_ban),
        cmocka_unit_test(grace_brings_a_wave_of_orders_before_the_ban),
        cmocka_unit_test(what_a_reopening_brings_a_ban_ends),
        cmocka_unit_test(a_jump_of_the_paradigm_opens_the_gap_and_it_closes),
        cmocka_unit_test(without_diffusion_chinas_gap_grows),
        cmocka_unit_test(without_a_price_war_tokens_are_dear_and_pay),
        cmocka_unit_test(free_assistants_leave_openai_with_less),
        cmocka_unit_test(patience_keeps_laboratories_and_impatience_ends_them),
        cmocka_unit_test(a_tenants_default_leaves_vacancy_and_lowers_rents),
        cmocka_unit_test(a_bust_halves_what_ai_earns_and_who_cuts_keeps_cash),
        cmocka_unit_test(without_lenders_laboratories_end_and_lessors_build_less),
        cmocka_unit_test(boards_that_hold_their_capex_build_less_and_keep_cash),
        cmocka_unit_test(outcomes_spread_wider_for_who_goes_all_in),
        cmocka_unit_test(alibaba_of_the_article_lets_most_of_its_fleet),
        cmocka_unit_test(half_the_grants_move_building_elsewhere),
        cmocka_unit_test(slow_grids_slow_what_is_bought),
        cmocka_unit_test(a_moratorium_stops_the_load_after_its_ramp),
        cmocka_unit_test(who_holds_its_places_opens_more_while_the_grid_is_slow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
