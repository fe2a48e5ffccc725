/* construction_targets.h - what is asked of building in the baseline: counts and US share (Synergy), electricity
 * (environmental reports), lead times (Wood Mackenzie), rents and vacancy (CBRE), cost (Cushman & Wakefield), lateness
 * (Sightline), electricity of 2030 (range of published scenarios), and that nothing swings which history has not seen
 * swing. */
#ifndef BUILDOUT_TESTS_CONSTRUCTION_TARGETS_H
#define BUILDOUT_TESTS_CONSTRUCTION_TARGETS_H

#include "history.h"

#define US "Northern Virginia+PJM other+Texas+US other"
#define YEARS(from, to) from, 1, to, 12
#define YEAR(y) YEARS(y, y)
#define MONTH(y, m) y, m, y, m
#define FROM_END(from, to) from, 12, to, 12

static const struct history_target construction_targets[] = {
    {"Data Centers|Operating", "World", "", HISTORY_LAST, MONTH(2023, 6), 926, 1, 0.08, "sites", 0,
     0},
    {"Data Centers|Operating", "World", "", HISTORY_LAST, MONTH(2023, 12), 992, 1, 0.08, "sites", 0,
     0},
    {"Data Centers|Operating", "World", "", HISTORY_LAST, MONTH(2024, 9), 1103, 1, 0.08, "sites", 0,
     0},
    {"Data Centers|Operating", "World", "", HISTORY_LAST, MONTH(2024, 12), 1136, 1, 0.08, "sites",
     0, 0},
    {"Data Centers|Openings", "World", "", HISTORY_SUM, YEARS(2022, 2024), 404, 1, 0.12, "sites", 0,
     0},
    {"Data Centers|Pipeline", "World", "", HISTORY_LAST, MONTH(2024, 12), 500, 1, 0.25, "sites", 0,
     0},
    {"Capacity|IT Power|Energised", "World", US, HISTORY_SHARE, FROM_END(2022, 2024), 4, 100, 0,
     "points", 1, 6},
    {"Electricity|Use", "Alphabet", "", HISTORY_SUM, YEAR(2023), 25.3, 1, 0.2, "TWh", 0, 0},
    {"Electricity|Use", "Alphabet", "", HISTORY_SUM, YEAR(2024), 30.8, 1, 0.2, "TWh", 0, 0},
    {"Electricity|Use", "Microsoft", "", HISTORY_SUM, 2022, 7, 2023, 6, 23.7, 1, 0.2, "TWh", 0, 0},
    {"Electricity|Use", "Microsoft", "", HISTORY_SUM, 2023, 7, 2024, 6, 29.83, 1, 0.2, "TWh", 0, 0},
    {"Electricity|Use", "Meta", "", HISTORY_SUM, YEAR(2023), 14.975, 1, 0.2, "TWh", 0, 0},
    {"Electricity|Use", "Meta", "", HISTORY_SUM, YEAR(2024), 18.06, 1, 0.2, "TWh", 0, 0},
    {"Equipment|Lead Time|Power transformers", "World", "", HISTORY_MEAN, YEAR(2024), 130, 1, 0.25,
     "weeks", 0, 0},
    {"Colocation|Rent", "World", "", HISTORY_RATIO, 2022, 1, 2022, 12, 1.145, 1, 0, "ratio", 1, 2},
    {"Colocation|Rent", "World", "", HISTORY_RATIO, FROM_END(2022, 2023), 1.186, 1, 0, "ratio", 1,
     2},
    {"Colocation|Rent", "World", "", HISTORY_RATIO, FROM_END(2023, 2024), 1.126, 1, 0, "ratio", 1,
     2},
    {"Colocation|Vacancy", "World", US, HISTORY_RATIO, FROM_END(2022, 2024), 0.59, 1, 0, "ratio", 0,
     1},
    {"Construction|Cost per MW", "World", "", HISTORY_LAST, MONTH(2024, 12), 11.7, 1, 0.15, "M USD",
     0, 0},
    {"Data Centers|Late", "World", "", HISTORY_LAST, MONTH(2024, 12), 0.36, 1, 0, "fraction", 0.24,
     0.48},
    {"Data Centers|Late", "World", "", HISTORY_LAST, MONTH(2025, 12), 0.36, 1, 0, "fraction", 0.24,
     0.48},
    {"Data Centers|Late", "World", "", HISTORY_LAST, MONTH(2026, 12), 0.40, 1, 0, "fraction", 0.24,
     0.48},
    {"Data Centers|Openings", "World", "", HISTORY_SWING, YEARS(2022, 2033), BO_NAN, 1, 0,
     "fraction", 0, 0.4},
    {"Colocation|Rent", "World", "", HISTORY_PEAK, YEAR(2025), BO_NAN, 1, 0, "ratio", 0, 3},
    {"Data Centers|Pipeline", "World", "", HISTORY_PEAK, YEAR(2025), BO_NAN, 1, 0, "ratio", 0, 4},
    {"Equipment|Lead Time|Power transformers", "World", "", HISTORY_PEAK, YEAR(2025), BO_NAN, 1, 0,
     "ratio", 0, 2},
    {"Electricity|Use", "World", "", HISTORY_SUM, YEAR(2030), 950, 1, 0, "TWh", 600, 1600},
    {"Data Centers|Openings", "World", "", HISTORY_SUM, YEAR(2025), BO_NAN, 1, 0, "sites", 0, 0},
    {"Data Centers|Openings", "World", "", HISTORY_SUM, YEAR(2026), BO_NAN, 1, 0, "sites", 0, 0},
    {"Data Centers|Openings", "World", "", HISTORY_SUM, YEAR(2027), BO_NAN, 1, 0, "sites", 0, 0},
    {"Data Centers|Openings", "World", "", HISTORY_SUM, YEAR(2028), BO_NAN, 1, 0, "sites", 0, 0},
    {"Data Centers|Openings", "World", "", HISTORY_SUM, YEAR(2029), BO_NAN, 1, 0, "sites", 0, 0},
    {"Data Centers|Openings", "World", "", HISTORY_SUM, YEAR(2030), BO_NAN, 1, 0, "sites", 0, 0},
    {"Data Centers|Openings", "World", "", HISTORY_SUM, YEAR(2031), BO_NAN, 1, 0, "sites", 0, 0},
    {"Data Centers|Openings", "World", "", HISTORY_SUM, YEAR(2032), BO_NAN, 1, 0, "sites", 0, 0},
    {"Data Centers|Openings", "World", "", HISTORY_SUM, YEAR(2033), BO_NAN, 1, 0, "sites", 0, 0},
    {"Capacity|IT Power|Energised", "World", "", HISTORY_LAST, MONTH(2030, 12), BO_NAN, 1e-3, 0,
     "GW", 0, 0},
    {"Colocation|Vacancy", "World", "", HISTORY_LAST, MONTH(2024, 12), BO_NAN, 1, 0, "fraction", 0,
     0},
    {"Equipment|Lead Time|Power transformers", "World", "", HISTORY_MEAN, YEAR(2030), BO_NAN, 1, 0,
     "weeks", 0, 0},
};
#define CONSTRUCTION_N (sizeof construction_targets / sizeof construction_targets[0])

#endif
