/* chip_figures.h - what is asked of chips and the rules on them, each figure of one seed out of variants run side by side:
 * history (rows of scenarios/history/chips.csv and estimates/chips.csv, where the sources stand), bans of October 2023 that
 * no history has, and the article of September 2024. */
#ifndef BUILDOUT_TESTS_CHIP_FIGURES_H
#define BUILDOUT_TESTS_CHIP_FIGURES_H

#include "figures.h"
#include "variant_runs.h"

/* ---- what is run ---- */

enum chip_variant {
    CHIPS_BASE,
    CHIPS_GRACE,          /* a ban from TPP 2,400 in October 2023, after 90 days */
    CHIPS_GRACE_UNFEARED, /* the same, and nobody sees a rule coming before it is announced */
    CHIPS_SURPRISE,       /* the same without grace */
    CHIPS_UNSEEN,         /* nor does it come */
    CHIPS_FEARED_TWICE,   /* 90 days, and twice the belief of the baseline before */
    CHIPS_CUT,            /* a ban from TPP 1,500, for which no chip of the catalogue is made */
    CHIPS_UNCUT,          /* the same belief, and no ban: the law of 2022 goes on */
    CHIPS_ARTICLE,
    CHIPS_N_VARIANTS
};

#define NO_FEAR "chip_market.rumour_ratio=0.0"
#define NO_BAN                                        \
    "export_rules.ban_2400.announced=\"2033-01-01\"", \
        "export_rules.ban_2400.effective=\"2033-01-01\""
#define END(date) "time.end=\"" date "\""
#define BAN_NAME "Ban above TPP 2,400"

static const struct run_variant chip_variants[CHIPS_N_VARIANTS] = {
    [CHIPS_BASE] = {"baseline", {END("2025-10-01")}},
    [CHIPS_GRACE] = {"chip_ban_2023_grace", {END("2024-07-01")}},
    [CHIPS_GRACE_UNFEARED] = {"chip_ban_2023_grace", {END("2024-07-01"), NO_FEAR}},
    [CHIPS_SURPRISE] = {"chip_ban_2023", {END("2024-07-01"), NO_FEAR}},
    [CHIPS_UNSEEN] = {"chip_ban_2023", {END("2024-07-01"), NO_FEAR, NO_BAN}},
    /* of 0.5, 1, 1.5 */
    [CHIPS_FEARED_TWICE] = {"chip_ban_2023_grace",
                            {END("2024-07-01"),
                             "chip_market.rumour_ratio.scale="
                             "{ dist = \"triangular\"; low = 1.0; mode = 2.0; high = 3.0; }"}},
    [CHIPS_CUT] = {"chip_ban_2023", {END("2025-01-01"), "export_rules.ban_2400.min_tpp=1500"}},
    [CHIPS_UNCUT] = {"chip_ban_2023", {END("2025-01-01"), NO_BAN}},
    [CHIPS_ARTICLE] = {"alibaba_of_the_article", {END("2025-01-01")}},
};

/* ---- asking ---- */

enum chip_measure {
    CHIPS_SUM,         /* over the months from, to */
    CHIPS_AT,          /* in the month to */
    CHIPS_OVER_BEFORE, /* the span over the one that is as long and ends before it */
    CHIPS_OWN          /* by the function of the row */
};

struct chip_asked {
    struct figure figure;
    enum chip_variant variant;
    enum chip_measure measure;
    const char *variables[2]; /* patterns that are added */
    const char *entity;
    struct span span;
    double scale; /* from the variable's unit to the figure's */
    double (*of)(const struct bo_facts *const *now);
    bool open; /* its tolerance is told, and not judged: where the model is known to miss it */
};

static inline double chips_sum(const struct bo_facts *facts, const struct chip_asked *asked,
                               struct span span)
{
    double sum = 0.0;
    for (int i = 0; i < 2 && asked->variables[i] != NULL; i++) {
        sum += sum_over(facts, asked->variables[i], asked->entity, span);
    }
    return sum;
}

static inline struct span chips_before(struct span span)
{
    int32_t from = bo_month_of_day(bo_day_of(span.from_year, span.from_month, 1));
    int32_t to = bo_month_of_day(bo_day_of(span.to_year, span.to_month, 1)), day;
    struct span before;
    bo_day_split(bo_month_first_day(2 * from - to - 1), &before.from_year, &before.from_month,
                 &day);
    bo_day_split(bo_month_first_day(from - 1), &before.to_year, &before.to_month, &day);
    return before;
}

static inline double chips_value(const struct bo_facts *const *now, const struct chip_asked *asked)
{
    const struct bo_facts *facts = now[asked->variant];
    if (asked->measure == CHIPS_OWN) {
        return asked->scale * asked->of(now);
    }
    double value = chips_sum(facts, asked, asked->span);
    if (asked->measure == CHIPS_OVER_BEFORE) {
        return value / chips_sum(facts, asked, chips_before(asked->span));
    }
    return asked->scale * value;
}

/* ---- stocks before a ban: A800 and H800, which only China's buyers order ---- */

/* From the month in which the ban is announced to the one in which 90 days of grace end, and the quarter after. */
static const struct span chips_window = {2023, 10, 2024, 1}, chips_after = {2024, 2, 2024, 4},
                         chips_feared = {2023, 7, 2023, 10};

static inline double chips_for_china(const struct bo_facts *facts, const char *what,
                                     struct span span)
{
    char a800[64], h800[64];
    (void)snprintf(a800, sizeof a800, "Chips|%s|A800*", what);
    (void)snprintf(h800, sizeof h800, "Chips|%s|H800*", what);
    return sum_over(facts, a800, "NVIDIA", span) + sum_over(facts, h800, "NVIDIA", span);
}

static inline double chips_orders_over(const struct bo_facts *a, const struct bo_facts *b,
                                       struct span span)
{
    return chips_for_china(a, "Orders", span) / chips_for_china(b, "Orders", span);
}

static inline double stock_of_grace(const struct bo_facts *const *now)
{
    return chips_orders_over(now[CHIPS_GRACE_UNFEARED], now[CHIPS_UNSEEN], chips_window);
}

static inline double stock_of_grace_and_belief(const struct bo_facts *const *now)
{
    return chips_orders_over(now[CHIPS_GRACE], now[CHIPS_UNSEEN], chips_window);
}

static inline double stock_of_twice_the_belief(const struct bo_facts *const *now)
{
    return chips_orders_over(now[CHIPS_FEARED_TWICE], now[CHIPS_GRACE], chips_feared);
}

static inline double stock_of_neither(const struct bo_facts *const *now)
{
    return chips_orders_over(now[CHIPS_SURPRISE], now[CHIPS_UNSEEN], chips_feared);
}

static inline double delivered_of_ordered(const struct bo_facts *const *now)
{
    return chips_for_china(now[CHIPS_GRACE], "Deliveries", chips_window) /
           chips_for_china(now[CHIPS_GRACE], "Orders", chips_window);
}

/* Deliveries rose by 47 % before October 2023. */
static inline double delivered_over_no_ban(const struct bo_facts *const *now)
{
    return chips_for_china(now[CHIPS_GRACE], "Deliveries", chips_window) /
           chips_for_china(now[CHIPS_UNSEEN], "Deliveries", chips_window);
}

static inline double china_usd(const struct bo_facts *facts, struct span span)
{
    return sum_over(facts, "Revenue|Data Center|China", "NVIDIA", span);
}

/* A month's sales in the quarter after the ban over one's from its announcement on: three months against four. */
static inline double sales_after_the_ban(const struct bo_facts *const *now)
{
    const struct bo_facts *facts = now[CHIPS_GRACE];
    return china_usd(facts, chips_after) / 3.0 / (china_usd(facts, chips_window) / 4.0);
}

static inline double orders_before_the_letter(const struct bo_facts *const *now)
{
    static const struct span quarter = {2025, 1, 2025, 3}, before = {2024, 10, 2024, 12};
    return sum_over(now[CHIPS_BASE], "Chips|Orders|H20 SXM*", "NVIDIA", quarter) /
           sum_over(now[CHIPS_BASE], "Chips|Orders|H20 SXM*", "NVIDIA", before);
}

static inline double delivered_before_the_letter(const struct bo_facts *const *now)
{
    static const struct span quarter = {2025, 1, 2025, 3};
    return sum_over(now[CHIPS_BASE], "Chips|Deliveries|H20 SXM*", "NVIDIA", quarter) /
           sum_over(now[CHIPS_BASE], "Chips|Orders|H20 SXM*", "NVIDIA", quarter);
}

/* ---- chips made for a rule ---- */

/* The n-th chip that NVIDIA made for a rule whose name begins like that, in order of its day; NULL when there are fewer. */
static inline const struct bo_fact_event *made_for(const struct bo_facts *facts, const char *rule,
                                                   uint32_t n)
{
    for (uint32_t i = 0; i < facts->n_events; i++) {
        const struct bo_fact_event *e = &facts->event[i];
        if (strcmp(e->kind, "design-around") == 0 && strcmp(e->entity, "NVIDIA") == 0 &&
            strncmp(e->why, rule, strlen(rule)) == 0 && n-- == 0) {
            return e;
        }
    }
    return NULL;
}

static inline double weeks_from_october(int32_t day)
{
    return (double)(day - bo_day_of(2023, 10, 17)) / 7.0;
}

static inline double weeks_to_order_an_h20(const struct bo_facts *const *now)
{
    const struct bo_fact_event *made = NULL;
    for (uint32_t n = 0; (made = made_for(now[CHIPS_BASE], "US-2023-10", n)) != NULL; n++) {
        if (strncmp(made->subject, "H20 ", 4) == 0) {
            return weeks_from_october(made->day);
        }
    }
    return BO_NAN;
}

/* To the middle of the month in which n of the chips have been shipped. */
static inline double weeks_to_shipped(const struct bo_facts *facts, const char *deliveries,
                                      double n)
{
    double shipped = 0.0;
    for (uint32_t m = month_of(facts, 2023, 10); m < facts->n_months; m++) {
        int32_t month = facts->first_month + (int32_t)m;
        int32_t middle = (bo_month_first_day(month) + bo_month_last_day(month)) / 2;
        int32_t year, of_year, day;
        bo_day_split(middle, &year, &of_year, &day);
        shipped += at_month(facts, deliveries, "NVIDIA", year, of_year);
        if (shipped >= n) {
            return weeks_from_october(middle);
        }
    }
    return BO_NAN;
}

/* Volume came 20 to 25 weeks after the rule. */
static inline double weeks_to_h20_in_volume(const struct bo_facts *const *now)
{
    static const double volume = 10000.0;
    return weeks_to_shipped(now[CHIPS_BASE], "Chips|Deliveries|H20 SXM*", volume);
}

static inline double weeks_to_a_cut_chip(const struct bo_facts *const *now)
{
    const struct bo_fact_event *made = made_for(now[CHIPS_CUT], BAN_NAME, 0);
    char deliveries[128];
    if (made == NULL) {
        return BO_NAN;
    }
    (void)snprintf(deliveries, sizeof deliveries, "Chips|Deliveries|%s", made->subject);
    return weeks_to_shipped(now[CHIPS_CUT], deliveries, 1.0);
}

/* What NVIDIA sells of chips made for the ban, a year from its announcement, in USD. */
static inline double cut_chips_usd(const struct bo_facts *facts, struct span span)
{
    double usd = 0.0;
    const struct bo_fact_event *made;
    for (uint32_t n = 0; (made = made_for(facts, BAN_NAME, n)) != NULL; n++) {
        char sold[128], price[128];
        (void)snprintf(sold, sizeof sold, "Chips|Deliveries|%s", made->subject);
        (void)snprintf(price, sizeof price, "Chips|Price|%s", made->subject);
        for (int32_t m = span.from_month; m <= span.to_month + 12 * (span.to_year - span.from_year);
             m++) {
            int32_t year = span.from_year + (m - 1) / 12, month = (m - 1) % 12 + 1;
            usd += at_month(facts, sold, "NVIDIA", year, month) *
                   at_month(facts, price, "NVIDIA", year, month);
        }
    }
    return usd;
}

/* Of the sales to China that the ban takes in a year, the part that chips made for it bring back. */
static inline double hole_that_cut_chips_fill(const struct bo_facts *const *now)
{
    static const struct span year = {2023, 11, 2024, 10};
    double cut_usd = cut_chips_usd(now[CHIPS_CUT], year);
    double others_usd = 1e6 * china_usd(now[CHIPS_CUT], year) - cut_usd;
    return cut_usd / (1e6 * china_usd(now[CHIPS_UNCUT], year) - others_usd);
}

/* ---- H20 while it is denied: from 9 April to 7 August 2025 ---- */

/* Ordered in the months that are denied whole, and delivered in those of them to which nothing is on its way any more that
 * was sent before. */
static inline double h20_sold_while_denied(const struct bo_facts *const *now)
{
    static const struct span denied = {2025, 5, 2025, 7}, after_the_journey = {2025, 6, 2025, 7};
    return sum_over(now[CHIPS_BASE], "Chips|Orders|H20 SXM*", "NVIDIA", denied) +
           sum_over(now[CHIPS_BASE], "Chips|Deliveries|H20 SXM*", "NVIDIA", after_the_journey);
}

/* ---- the article ---- */

/* A100 and H100 in hand at the end of July 2022, the last month before the rule. */
static inline double cards_of_the_article(const struct bo_facts *const *now)
{
    return at_month(now[CHIPS_ARTICLE], "Fleet|Chips|A100*", "Alibaba", 2022, 7) +
           at_month(now[CHIPS_ARTICLE], "Fleet|Chips|H100*", "Alibaba", 2022, 7);
}

typedef bool (*holding_fn)(const struct bo_fact_holding *holding);

static inline bool is_let(const struct bo_fact_holding *h)
{
    return strcmp(h->owner, h->user) != 0 && strcmp(h->user, "nobody") != 0;
}

static inline bool is_abroad(const struct bo_fact_holding *h)
{
    return strcmp(h->place, "Mainland China") != 0;
}

/* Of Alibaba's cards at the end of a year, those of which it holds. */
static inline double cards_that(const struct bo_facts *facts, int32_t year, holding_fn holds)
{
    uint32_t month = month_of(facts, year, 12);
    double some = 0.0, all = 0.0;
    for (uint32_t i = 0; i < facts->n_holdings; i++) {
        const struct bo_fact_holding *h = &facts->holding[i];
        if (h->month == month && strcmp(h->owner, "Alibaba") == 0) {
            all += h->count;
            some += holds(h) ? h->count : 0.0;
        }
    }
    return some / all;
}

static inline double article_let_2022(const struct bo_facts *const *now)
{
    return cards_that(now[CHIPS_ARTICLE], 2022, is_let);
}

static inline double article_let_2024(const struct bo_facts *const *now)
{
    return cards_that(now[CHIPS_ARTICLE], 2024, is_let);
}

static inline double article_abroad_2022(const struct bo_facts *const *now)
{
    return cards_that(now[CHIPS_ARTICLE], 2022, is_abroad);
}

static inline bool is_let_abroad(const struct bo_fact_holding *h)
{
    return is_let(h) && is_abroad(h);
}

static inline double article_let_abroad_2022(const struct bo_facts *const *now)
{
    return cards_that(now[CHIPS_ARTICLE], 2022, is_let_abroad);
}

static inline double article_abroad_2024(const struct bo_facts *const *now)
{
    return cards_that(now[CHIPS_ARTICLE], 2024, is_abroad);
}

/* ---- the table ---- */

enum { JUDGED, OPEN };

#define NVIDIA_SUM(name, unit, seen, within, open, v1, v2, ...)                             \
    {                                                                                       \
        {name, unit, seen, within, FIGURE_FRACTION, 0, 0}, CHIPS_BASE, CHIPS_SUM, {v1, v2}, \
            "NVIDIA", {__VA_ARGS__}, 1e-3, NULL, open                                       \
    }
#define LEAD(name, seen, open, year, month)                                                        \
    {                                                                                              \
        {name, "weeks", seen, 10, FIGURE_IN_ITS_UNIT, 0, 0}, CHIPS_BASE, CHIPS_AT,                 \
            {"Chips|Lead Time Quoted|H100 SXM5 80GB", NULL}, "NVIDIA", {year, month, year, month}, \
            1, NULL, open                                                                          \
    }
#define SHARE(name, seen, open, year, month)                                                       \
    {                                                                                              \
        {name, "%", seen, 8, FIGURE_IN_ITS_UNIT, 0, 0}, CHIPS_BASE, CHIPS_AT,                      \
            {"Chips|Domestic Share", NULL}, "China market", {year, month, year, month}, 100, NULL, \
            open                                                                                   \
    }
#define CHINA_RATIO(name, seen, within, least, most, open, ...)                                 \
    {                                                                                           \
        {name, "ratio", seen, within, FIGURE_FRACTION, least, most}, CHIPS_BASE,                \
            CHIPS_OVER_BEFORE, {"Revenue|Data Center|China", NULL}, "NVIDIA", {__VA_ARGS__}, 1, \
            NULL, open                                                                          \
    }
#define OWN(name, unit, seen, least, most, of)                                                    \
    {                                                                                             \
        {name, unit, seen, 0, FIGURE_FRACTION, least, most}, CHIPS_BASE, CHIPS_OWN, {NULL, NULL}, \
            "", {0, 0, 0, 0}, 1, of, JUDGED                                                       \
    }

/* China's quarters are told by billing place, for all segments; data centres alone went from 20-25 % of the world's to a
 * "mid single digit" (the chief financial officer, February 2024): the second ratio of the two. */
static const struct chip_asked chips_asked[] = {
    NVIDIA_SUM("NVIDIA, data centres, FY24", "bn USD", 47.5, 0.12, JUDGED, "Revenue|Data Center",
               NULL, 2023, 2, 2024, 1),
    NVIDIA_SUM("NVIDIA, data centres, FY25", "bn USD", 115.3, 0.12, OPEN, "Revenue|Data Center",
               NULL, 2024, 2, 2025, 1),
    NVIDIA_SUM("  network in it, FY24", "bn USD", 8.6, 0, JUDGED, "Revenue|Data Center|Network",
               NULL, 2023, 2, 2024, 1),
    NVIDIA_SUM("  network in it, FY25", "bn USD", 13, 0, JUDGED, "Revenue|Data Center|Network",
               NULL, 2024, 2, 2025, 1),
    NVIDIA_SUM("H100 and H200 shipped, 2023", "thousand", 892, 0.25, JUDGED,
               "Chips|Deliveries|H100*", "Chips|Deliveries|H200*", 2023, 1, 2023, 12),
    NVIDIA_SUM("H100 and H200 shipped, 2024", "thousand", 2679, 0.25, JUDGED,
               "Chips|Deliveries|H100*", "Chips|Deliveries|H200*", 2024, 1, 2024, 12),
    NVIDIA_SUM("A800 and H800 shipped, 2023", "thousand", 209, 0.35, OPEN, "Chips|Deliveries|A800*",
               "Chips|Deliveries|H800*", 2023, 1, 2023, 12),
    NVIDIA_SUM("H20 shipped, 2024", "thousand", 958, 0.35, JUDGED, "Chips|Deliveries|H20 SXM*",
               NULL, 2024, 1, 2024, 12),
    LEAD("H100, lead time quoted, November 2023", 44, OPEN, 2023, 11),
    LEAD("H100, lead time quoted, April 2024", 10, OPEN, 2024, 4),
    SHARE("China's own share of cards, year to June 2023", 10, JUDGED, 2023, 6),
    SHARE("China's own share of cards, 2024", 30.4, OPEN, 2024, 12),
    NVIDIA_SUM("NVIDIA in China, May-July 2023", "bn USD", 2.74, 0, JUDGED,
               "Revenue|Data Center|China", NULL, 2023, 5, 2023, 7),
    CHINA_RATIO("NVIDIA in China, Aug-Oct 2023 over the quarter before", 1.471, 0.35, 1, INFINITY,
                JUDGED, 2023, 8, 2023, 10),
    CHINA_RATIO("NVIDIA in China, Nov-Jan 2024 over the quarter before", 0.484, 0.35, 0, 1, OPEN,
                2023, 11, 2024, 1),
    CHINA_RATIO("  the same of data centres alone", 0.282, 0, 0, 1, JUDGED, 2023, 11, 2024, 1),
    CHINA_RATIO("NVIDIA in China, Feb-Apr 2024 over the quarter before", 1.277, 0.35, 1, INFINITY,
                OPEN, 2024, 2, 2024, 4),
    CHINA_RATIO("NVIDIA in China, May-Jul 2024 over the quarter before", 1.474, 0.35, 1, INFINITY,
                OPEN, 2024, 5, 2024, 7),
    NVIDIA_SUM("NVIDIA in China, February-April 2025", "bn USD", 4.6, 0, JUDGED,
               "Revenue|Data Center|China", NULL, 2025, 2, 2025, 4),
    OWN("H20 sold while denied, April-August 2025", "chips", 0, -0.5, 0.5, h20_sold_while_denied),
    OWN("H20 orders, 2025-Q1 over 2024-Q4", "ratio", 3, 0, 0, orders_before_the_letter),
    OWN("H20 delivered of ordered, 2025-Q1", "fraction", 0.36, 0, 0, delivered_before_the_letter),
    NVIDIA_SUM("NVIDIA writes down, October-November 2023", "bn USD", BO_NAN, 0, JUDGED,
               "Chips|Write-down", NULL, 2023, 10, 2023, 11),
    NVIDIA_SUM("NVIDIA writes down, February-April 2025", "bn USD", 4.5, 0, JUDGED,
               "Chips|Write-down", NULL, 2025, 2, 2025, 4),
    OWN("weeks to an H20 on order, rule of October 2023", "weeks", BO_NAN, 0, 0,
        weeks_to_order_an_h20),
    OWN("weeks to 10,000 H20 shipped", "weeks", 22.5, 10, 30, weeks_to_h20_in_volume),
    OWN("weeks to a chip cut for a ban from TPP 1,500 shipped", "weeks", BO_NAN, 10, 30,
        weeks_to_a_cut_chip),
    OWN("  part of the sales lost in a year that it brings back", "fraction", BO_NAN, 0.02, 0.98,
        hole_that_cut_chips_fill),
    {{"  NVIDIA writes down, October-November 2023", "M USD", BO_NAN, 0, FIGURE_FRACTION, 1,
      INFINITY},
     CHIPS_CUT,
     CHIPS_SUM,
     {"Chips|Write-down", NULL},
     "NVIDIA",
     {2023, 10, 2023, 11},
     1,
     NULL,
     JUDGED},
    OWN("orders for 90 days of grace, over no ban", "ratio", BO_NAN, 1.5, INFINITY, stock_of_grace),
    OWN("  and with the belief of the baseline before", "ratio", 3.5, 1.5, INFINITY,
        stock_of_grace_and_belief),
    OWN("  deliveries of that time, over no ban", "ratio", 1.47, 1, INFINITY,
        delivered_over_no_ban),
    OWN("  delivered of ordered", "fraction", 0.3, 0, 0.9, delivered_of_ordered),
    OWN("  NVIDIA's sales to China, a month, after over until", "ratio", BO_NAN, 0, 0.8,
        sales_after_the_ban),
    OWN("  belief doubled: orders before the announcement", "ratio", BO_NAN, 1, INFINITY,
        stock_of_twice_the_belief),
    OWN("no grace, no belief: orders before, over no ban", "ratio", BO_NAN, 0, 1.2,
        stock_of_neither),
    OWN("the article: A100 and H100 of Alibaba, July 2022", "cards", 100000, 100000, INFINITY,
        cards_of_the_article),
    OWN("  of all its cards let, end of 2022", "fraction", BO_NAN, 0.5, 1, article_let_2022),
    OWN("  of all its cards let, end of 2024", "fraction", BO_NAN, 0, 0, article_let_2024),
    OWN("  abroad, end of 2022", "fraction", BO_NAN, 1e-3, 0.5, article_abroad_2022),
    OWN("  abroad and let, end of 2022", "fraction", BO_NAN, 1e-3, 0.5, article_let_abroad_2022),
    OWN("  abroad, end of 2024", "fraction", BO_NAN, 1e-3, 0.5, article_abroad_2024),
};
enum { CHIPS_N = sizeof chips_asked / sizeof *chips_asked };

/* ---- running ---- */

static inline void chips_look(const struct bo_facts *const *now, uint32_t seed, void *context)
{
    struct figures *figures = context;
    for (uint32_t i = 0; i < CHIPS_N; i++) {
        figures_of(figures, i)[seed] = chips_value(now, &chips_asked[i]);
    }
    figures->n_done = seed + 1;
}

static inline struct figures chips_run(uint32_t n_seeds)
{
    static struct figure figure[CHIPS_N];
    for (uint32_t i = 0; i < CHIPS_N; i++) {
        figure[i] = chips_asked[i].figure;
    }
    struct figures figures = figures_create(figure, CHIPS_N, n_seeds);
    variants_run(chip_variants, CHIPS_N_VARIANTS, n_seeds, chips_look, &figures);
    figures_sort(&figures);
    return figures;
}

#endif
