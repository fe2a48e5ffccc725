/* The worked examples of the export rules, cell by cell, against the packs that ship. */
#include <stdio.h>
#include <stdlib.h>

#include "law_fixture.h"

#define EXAMPLES "tests/support/worked_examples.csv"

struct example {
    char chip[32], buyer[8], day[16], enforced[4], cell[8], citation[120];
};

static bool read_example(FILE *file, struct example *example)
{
    char line[256];

    if (fgets(line, sizeof line, file) == NULL)
        return false;
    *example = (struct example){.citation = ""};
    assert_true(sscanf(line, "%31[^,],%7[^,],%15[^,],%3[^,],%7[^,],\"%119[^\"]", example->chip,
                       example->buyer, example->day, example->enforced, example->cell,
                       example->citation) >= 5);
    return true;
}

/* R is restricted, N notice, - free, case a licence case by case; n/a is not sold by then. */
static bool agrees(const char *cell, const struct bo_verdict *v)
{
    if (strcmp(cell, "R") == 0)
        return v->permission == BO_DENIED || v->permission == BO_LICENCE;
    if (strcmp(cell, "R/N") == 0)
        return v->permission != BO_FREE;
    if (strcmp(cell, "N") == 0)
        return v->permission == BO_NOTIFY;
    if (strcmp(cell, "-") == 0)
        return v->permission == BO_FREE;
    if (strcmp(cell, "case") == 0)
        return v->permission == BO_LICENCE && v->presumption == BO_PRESUME_CASE_BY_CASE;
    if (strcmp(cell, "licence") == 0)
        return v->permission == BO_LICENCE;
    return strcmp(cell, "denial") == 0 && v->permission == BO_DENIED;
}

static void check_example(const struct law_fixture *law, const struct example *e)
{
    const struct bo_chip *chip = law_chip(law, e->chip);
    struct bo_buyer buyer = law_buyer((char[]){e->buyer[0], e->buyer[1], '\0'}, e->buyer + 3);
    const struct bo_regime *regime =
        strcmp(e->enforced, "yes") == 0 ? law->regime : law->unenforced;
    int32_t day = law_day(e->day);
    struct bo_verdict v = bo_regime_judge(regime, chip, &buyer, day);
    const char *source = v.rule == BO_NO_ROW ? "" : law->param->export_rule[v.rule].source;

    if (strcmp(e->cell, "n/a") == 0) {
        if (bo_chip_is_sold(chip, day))
            fail_msg("%s is sold on %s", e->chip, e->day);
        return;
    }
    if (!agrees(e->cell, &v) || v.unknown)
        fail_msg("%s for %s on %s: %d by %s, not %s", e->chip, e->buyer, e->day, v.permission,
                 source, e->cell);
    if (strncmp(source, e->citation, strlen(e->citation)) != 0)
        fail_msg("%s for %s on %s: by %s, not %s", e->chip, e->buyer, e->day, source, e->citation);
}

static void each_cell_is_what_the_law_says(void **state)
{
    FILE *file = fopen(EXAMPLES, "r");
    struct example example;
    char head[128];
    uint32_t n = 0;

    assert_non_null(file);
    assert_non_null(fgets(head, sizeof head, file));
    while (read_example(file, &example)) {
        check_example(*state, &example);
        n++;
    }
    assert_int_equal(fclose(file), 0);
    assert_int_equal(n, 67); /* 15 chips on 4 days; 7 cases of a subsidiary in Singapore */
}

/* Quoted TPP and density of the examples: 312 x 16, 1979 x 8 / 814, 296 x 8, 239 x 8 / 609, 242 x 8 / 294. */
static void the_catalogue_has_the_quantities_of_the_examples(void **state)
{
    const struct law_fixture *law = *state;
    const struct {
        const char *key;
        double tpp, density, link, memory;
    } row[] = {{"V100_SXM2_32GB", 2000, 2.45, 300, 898},
               {"A100_SXM4_80GB", 4992, 6.04, 600, 2039},
               {"A800_SXM4_80GB", 4992, 6.04, 400, 2039},
               {"H100_SXM5_80GB", 15832, 19.45, 900, 3350},
               {"H800_SXM5_80GB", 15832, 19.45, 400, 3360},
               {"H200_SXM_141GB", 15832, 19.45, 900, 4800},
               {"H20_SXM_96GB", 2368, 2.91, 900, 4000},
               {"L20_PCIe", 1912, 3.14, 64, 864},
               {"L40", 2896, 4.76, 64, 864},
               {"L4", 1936, 6.59, 64, 300},
               {"RTX_4090", 5285, 8.69, 64, 1008},
               {"RTX_4090D", 4707, 7.74, 64, 1008},
               {"RTX_5090D", 4750, 6.33, 64, 1792},
               {"B200_SXM", 36000, 22.5, 1800, 7700},
               {"MI325X", 20919, 20.57, 896, 6000}};

    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        const struct bo_chip *chip = law_chip(law, row[i].key);

        assert_near(chip->tpp, row[i].tpp, 1e-4);
        assert_near(bo_chip_quantity(chip, BO_CHIP_PERFORMANCE_DENSITY), row[i].density, 2e-3);
        assert_near(chip->interconnect_gb_per_s, row[i].link, 1e-9);
        assert_near(chip->memory_bandwidth_gb_per_s, row[i].memory, 1e-3);
    }
    uint32_t n_known = 0; /* the others go on with somebody's line */
    for (uint32_t i = 0; i < law->param->n[BO_TABLE_CHIPS]; i++) {
        n_known += law->param->chip[i].continues == BO_NO_ROW;
    }
    assert_int_equal(n_known, 58);
}

/* The list of places under presumption of denial, as law firms give it, is D:5 and Macau less A:5 and A:6. */
static void the_derived_list_of_2023_is_what_its_groups_give(void **state)
{
    const struct law_fixture *law = *state;
    const struct bo_chip *h100 = law_chip(law, "H100_SXM5_80GB");
    const struct bo_country_group *list = law->param->country_group;
    int32_t day = law_day("2025-02-01");

    while (strcmp(list->entry.key, "chip_rule_2023_denial") != 0)
        assert_true(++list < law->param->country_group + law->param->n[BO_TABLE_COUNTRY_GROUPS]);
    for (uint32_t i = 0; i < bo_n_countries; i++) {
        struct bo_buyer buyer = law_buyer("FR", bo_countries[i].code);
        bool listed = false;

        for (uint32_t k = 0; k < list->members.n; k++)
            listed |= list->members.member[k].country.v == buyer.destination.v;
        assert_int_equal(bo_regime_judge(law->regime, h100, &buyer, day).permission == BO_DENIED,
                         listed);
    }
}

/* The clauses of the research, 29 in all; some stand here as several rules. */
static void every_clause_has_a_rule_with_a_source(void **state)
{
    static const char *const clause[] = {"US-2022-08-LETTER",
                                         "US-2022-10-IFR 3A090",
                                         "US-2022-10-SUPER",
                                         "US-2023-10-ACS 3A090.a.1",
                                         "US-2023-10-ACS 3A090.a.2",
                                         "US-2023-10-LETTER",
                                         "US-2023-10-ACS 3A090.b.1",
                                         "US-2023-10-ACS 3A090.b.2",
                                         "US-2023-10-ACS Consumer note",
                                         "US-2024-04-CORR ACA",
                                         "US-2024-09-DCVEU",
                                         "US-2024-12-HBM 3A090.c",
                                         "US-2025-01-DIFF Worldwide licence 3A090.a",
                                         "US-2025-01-DIFF Country cap",
                                         "US-2025-01-DIFF LPP exception",
                                         "US-2025-01-DIFF UVEU/NVEU",
                                         "US-2025-01-FOUNDRY",
                                         "US-2025-04-LETTER",
                                         "US-2025-05-GUID",
                                         "US-2025-07-H20",
                                         "CN-2025-07-H20",
                                         "CN-2025-09-6000D",
                                         "US-2025-09-AFFIL",
                                         "CN-2025-11-STATE",
                                         "US-2025-12-H200",
                                         "US-2026-01-H200 Case-by-case band",
                                         "US-2026-01-TARIFF",
                                         "CN-2026-01-H200",
                                         "US-2026-05-HQ"};
    const struct law_fixture *law = *state;

    assert_int_equal(sizeof clause / sizeof *clause, 29);
    for (size_t i = 0; i < sizeof clause / sizeof *clause; i++) {
        bool found = false;

        for (uint32_t k = 0; k < law->param->n[BO_TABLE_RULES]; k++)
            if (strncmp(law->param->export_rule[k].entry.name, clause[i], strlen(clause[i])) == 0)
                found = strlen(law->param->export_rule[k].source) > 4;
        if (!found)
            fail_msg("%s has no rule", clause[i]);
    }
}

static void the_rule_of_january_2025_never_binds(void **state)
{
    const struct law_fixture *law = *state;
    uint32_t rule = law_rule(law, "us_2025_01_diff_tier2");

    for (int32_t day = law_day("2025-01-01"); day < law_day("2025-12-31"); day++)
        assert_false(bo_regime_in_force(law->regime, rule, day));
}

/* HBM to China by the rule of December 2024; to Japan it is free; foundry work is another subject. */
static void inputs_are_judged_by_their_own_rules(void **state)
{
    const struct law_fixture *law = *state;
    struct bo_buyer china = law_buyer("CN", "CN"), japan = law_buyer("JP", "JP");
    struct bo_inquiry ask = {.buyer = &china,
                             .day = law_day("2024-12-31"),
                             .kind = BO_RULE_INPUT,
                             .subject = "hbm",
                             .gate = BO_GATE_NONE,
                             .without = BO_NO_ROW};

    assert_int_equal(bo_regime_inquire(law->regime, &ask).permission, BO_DENIED);
    ask.buyer = &japan;
    assert_int_equal(bo_regime_inquire(law->regime, &ask).permission, BO_FREE);
    ask.buyer = &china;
    ask.subject = "foundry";
    assert_int_equal(bo_regime_inquire(law->regime, &ask).permission, BO_FREE);
    ask.day = law_day("2025-02-01");
    assert_int_equal(bo_regime_inquire(law->regime, &ask).permission, BO_LICENCE);
}

/* Every chip, in China and for a Chinese subsidiary, on a day of each kind of law. */
static void a_bare_answer_is_the_whole_one_without_its_margin(void **state)
{
    static const char *const date[] = {"2022-09-15", "2023-12-01", "2025-07-01"};
    static const char *const destination[] = {"CN", "SG"};
    const struct law_fixture *law = *state;
    uint32_t n_margins = 0;

    for (uint32_t i = 0; i < 6 * law->param->n[BO_TABLE_CHIPS]; i++) {
        struct bo_buyer buyer = law_buyer("CN", destination[i % 2]);
        struct bo_inquiry ask = {.chip = &law->param->chip[i / 6],
                                 .buyer = &buyer,
                                 .day = law_day(date[i % 3]),
                                 .kind = BO_RULE_CHIPS,
                                 .gate = BO_GATE_NONE,
                                 .without = BO_NO_ROW};
        struct bo_verdict whole = bo_regime_inquire(law->regime, &ask), bare;

        ask.bare = true;
        bare = bo_regime_inquire(law->regime, &ask);
        assert_int_equal(bare.permission, whole.permission);
        assert_int_equal(bare.presumption, whole.presumption);
        assert_int_equal(bare.gate, whole.gate);
        assert_int_equal(bare.rule, whole.rule);
        assert_int_equal(bare.unknown, whole.unknown);
        assert_near(bare.levy_frac, whole.levy_frac, 0.0);
        assert_true(isnan(bare.margin_frac));
        n_margins += isnan(whole.margin_frac) ? 0u : 1u;
    }
    assert_true(n_margins > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_cell_is_what_the_law_says),
        cmocka_unit_test(the_catalogue_has_the_quantities_of_the_examples),
        cmocka_unit_test(the_derived_list_of_2023_is_what_its_groups_give),
        cmocka_unit_test(every_clause_has_a_rule_with_a_source),
        cmocka_unit_test(the_rule_of_january_2025_never_binds),
        cmocka_unit_test(inputs_are_judged_by_their_own_rules),
        cmocka_unit_test(a_bare_answer_is_the_whole_one_without_its_margin),
    };

    return cmocka_run_group_tests(tests, law_open, law_close);
}
