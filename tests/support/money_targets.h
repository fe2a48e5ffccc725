/* money_targets.h - what is asked of money in the baseline, to mid 2025: capex and clouds (companies' filings and releases),
 * laboratories (press, prospectuses), rents, the revenue gap. Values and sources are those of scenarios/history; where it has
 * none: big-4 capex of 2022 and of mid 2025 are sums of quarters; NVIDIA's quarter to July 2025 (41.1 bn USD) is from memory,
 * unconfirmed; Baidu's core is its revenue of 33.9 bn RMB less its cloud's, of which the model does not keep online marketing
 * (19.2) apart; what clouds publish holds the GPU-hours that they let, which the model has beside the cloud; finance leases are Microsoft's capex with them (company, press) less its cash capex.
 *
 * Rents are those of one index, an H100's hour on demand away from the three large clouds: 5 to 8 USD in mid 2023, of which
 * the middle; 2.99 in October 2024 and 2.3 in June 2025, and between them 2.8 at the end of 2024. */
#ifndef BUILDOUT_TESTS_MONEY_TARGETS_H
#define BUILDOUT_TESTS_MONEY_TARGETS_H

#include "history.h"

#define BIG4 "Microsoft+Alphabet+Amazon+Meta"
#define YEAR(y) y, 1, y, 12
#define FIRST_HALF(y) y, 1, y, 6
#define SECOND_HALF(y) y, 7, y, 12
#define QUARTER_2(y) y, 4, y, 6
#define MONTH(y, m) y, m, y, m
#define ABOVE_ZERO 1e-9, INFINITY
#define BELOW_ZERO -INFINITY, -1e-9
#define NO_BOUND 0, 0
#define RMB_BN 7.2416e-3 /* RMB a dollar of 2024-Q2 (FRED) */
#define GAP_OF(half, y)                                                                         \
    {                                                                                           \
        "Revenue Gap|Flow", "World",   "", HISTORY_MEAN, half(y), BO_NAN, 1, 0,                 \
        "bn USD/yr",        ABOVE_ZERO},                                                        \
        {"Revenue|Data Center", "World", "", HISTORY_SUM, half(y), BO_NAN, 2e-3, 0,             \
         "bn USD/yr",           NO_BOUND},                                                      \
    {                                                                                           \
        "Revenue|AI", "World", "", HISTORY_SUM, half(y), BO_NAN, 2e-3, 0, "bn USD/yr", NO_BOUND \
    }
#define GAP_GROWS(half, y)                                                                  \
    {                                                                                       \
        "Revenue Gap|Flow", "World", "", HISTORY_CHANGE, half(y), BO_NAN, 1, 0, "fraction", \
            ABOVE_ZERO                                                                      \
    }

static const struct history_target money_targets[] = {
    {"Capex", BIG4, "", HISTORY_SUM, YEAR(2022), 151, 1e-3, 0.12, "bn USD", NO_BOUND},
    {"Capex", BIG4, "", HISTORY_SUM, YEAR(2023), 147.2, 1e-3, 0.12, "bn USD", NO_BOUND},
    {"Capex", BIG4, "", HISTORY_SUM, YEAR(2024), 228.3, 1e-3, 0.12, "bn USD", NO_BOUND},
    {"Capex", "Microsoft", "", HISTORY_CHANGE, YEAR(2023), 0.42, 1, 0, "fraction", ABOVE_ZERO},
    {"Capex", "Alphabet", "", HISTORY_CHANGE, YEAR(2023), 0.024, 1, 0, "fraction", NO_BOUND},
    {"Capex", "Amazon", "", HISTORY_CHANGE, YEAR(2023), -0.17, 1, 0, "fraction", BELOW_ZERO},
    {"Capex", "Meta", "", HISTORY_CHANGE, YEAR(2023), -0.13, 1, 0, "fraction", BELOW_ZERO},
    {"Capex|Finance Leases", "Microsoft", "", HISTORY_SUM, YEAR(2022), 3.6, 1e-3, 0, "bn USD",
     NO_BOUND},
    {"Capex|Finance Leases", "Microsoft", "", HISTORY_SUM, YEAR(2023), 6.0, 1e-3, 0, "bn USD",
     NO_BOUND},
    {"Capex|Finance Leases", "Microsoft", "", HISTORY_SUM, YEAR(2024), 20.0, 1e-3, 0, "bn USD",
     NO_BOUND},
    {"Capex|Finance Leases", BIG4, "", HISTORY_SUM, YEAR(2024), BO_NAN, 1e-3, 0, "bn USD",
     NO_BOUND},
    {"Revenue|Cloud+Revenue|Leasing", "Amazon", "", HISTORY_SUM, YEAR(2024), 107.6, 1e-3, 0.15,
     "bn USD", NO_BOUND},
    /* the segment of then was cut in July 2024 */
    {"Revenue|Cloud+Revenue|Leasing", "Microsoft", "", HISTORY_SUM, FIRST_HALF(2024), 55.2, 1e-3,
     0.15, "bn USD", NO_BOUND},
    {"Revenue|Cloud+Revenue|Leasing", "Alphabet", "", HISTORY_SUM, YEAR(2024), 43.2, 1e-3, 0.15,
     "bn USD", NO_BOUND},
    {"Revenue|Cloud+Revenue|Leasing", "Alibaba", "", HISTORY_SUM, YEAR(2024), 15.8, 1e-3, 0.15,
     "bn USD", NO_BOUND},
    {"Revenue|Core", "Baidu", "", HISTORY_SUM, QUARTER_2(2024), 28.8, RMB_BN, 0.05, "bn RMB",
     NO_BOUND},
    {"Revenue|Cloud+Revenue|Leasing", "Baidu", "", HISTORY_SUM, QUARTER_2(2024), 5.1, RMB_BN, 0.15,
     "bn RMB", NO_BOUND},
    {"Revenue|Cloud AI+Revenue|Leasing over Revenue|Cloud+Revenue|Leasing", "Baidu", "",
     HISTORY_SUM, QUARTER_2(2024), 9, 100, 0, "%", 6, 12},
    {"Revenue|Total", "OpenAI", "", HISTORY_SUM, YEAR(2024), 3.7, 1e-3, 0.30, "bn USD", NO_BOUND},
    {"Net Income", "OpenAI", "", HISTORY_SUM, YEAR(2024), -5, 1e-3, 0.40, "bn USD", NO_BOUND},
    {"Companies|Absorbed", "World", "", HISTORY_RISE, 2024, 1, 2024, 8, 3, 1, 0, "count", NO_BOUND},
    {"Companies|Absorbed", "World", "", HISTORY_RISE, YEAR(2024), 3, 1, 0, "count", 3, INFINITY},
    {"Companies|Gave Up Frontier", "World", "", HISTORY_LAST, MONTH(2025, 6), 2, 1, 0, "count", 1,
     INFINITY},
    {"Price|GPU Hour|H100", "World market", "", HISTORY_LAST, MONTH(2023, 6), 6.5, 1, 0.35, "USD/h",
     NO_BOUND},
    {"Price|GPU Hour|H100", "World market", "", HISTORY_LAST, MONTH(2024, 12), 2.8, 1, 0.35,
     "USD/h", NO_BOUND},
    GAP_OF(FIRST_HALF, 2023),
    GAP_OF(SECOND_HALF, 2023),
    GAP_GROWS(SECOND_HALF, 2023),
    GAP_OF(FIRST_HALF, 2024),
    GAP_GROWS(FIRST_HALF, 2024),
    GAP_OF(SECOND_HALF, 2024),
    GAP_GROWS(SECOND_HALF, 2024),
    GAP_OF(FIRST_HALF, 2025),
    GAP_GROWS(FIRST_HALF, 2025),
    {"Capex", BIG4, "", HISTORY_SUM, FIRST_HALF(2025), 160.1, 1e-3, 0.15, "bn USD", NO_BOUND},
    {"Revenue|Data Center", "NVIDIA", "", HISTORY_SUM, 2025, 2, 2025, 7, 80.2, 1e-3, 0.15, "bn USD",
     NO_BOUND},
    /* nothing that history has not seen: who owes more than lenders give, and whole laboratories for nothing */
    {"Companies|Liquidated", "World", "", HISTORY_LAST, MONTH(2033, 12), BO_NAN, 1, 0, "count", 0,
     3},
    {"Debt over Revenue|Total", "CoreWeave", "", HISTORY_LAST, MONTH(2033, 12), BO_NAN, 1.0 / 12.0,
     0, "years", 0, 4},
    {"Debt", "CoreWeave", "", HISTORY_LAST, MONTH(2033, 12), BO_NAN, 1e-3, 0, "bn USD", NO_BOUND},
    {"Debt", "OpenAI", "", HISTORY_LAST, MONTH(2033, 12), BO_NAN, 1e-3, 0, "bn USD", NO_BOUND},
    {"Revenue|Total", "OpenAI", "", HISTORY_SUM, YEAR(2033), BO_NAN, 1e-3, 0, "bn USD", NO_BOUND},
    {"Revenue|AI", "World", "", HISTORY_SUM, YEAR(2033), BO_NAN, 1e-3, 0, "bn USD", NO_BOUND},
};
#define MONEY_N (sizeof money_targets / sizeof money_targets[0])

#endif
