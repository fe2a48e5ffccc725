/* Whose series a scenario may record. */
#include "near.h"

#include <string.h>

#include "buildout/model/entities.h"

static bool holds(const struct bo_texts *texts, const char *name)
{
    for (uint32_t i = 0; i < texts->n; i++) {
        if (strcmp(texts->text[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static void everybody_who_may_have_a_series_is_named(void **state)
{
    (void)state;
    static const char *const expected[] = {"World",  "World market",   "China market", "Alibaba",
                                           "NVIDIA", "Landlord North", "China",        "France"};
    struct bo_company_param company = {.entry = {.key = "Alibaba", .name = "Alibaba"}};
    struct bo_vendor_param vendor = {.entry = {.key = "NVIDIA", .name = "NVIDIA"}};
    struct bo_region_param region = {.entry = {.key = "North", .name = "North"}};
    struct bo_param param = {.company = &company, .vendor = &vendor, .region = &region};
    struct bo_arena *arena;
    struct bo_err err;
    assert_int_equal(bo_arena_create((size_t)1 << 20, false, &arena, &err), BO_OK);
    param.n[BO_TABLE_COMPANIES] = param.n[BO_TABLE_VENDORS] = param.n[BO_TABLE_REGIONS] = 1;
    struct bo_texts entity = bo_entity_names(&param, arena);
    struct bo_texts place = bo_place_names(&param, arena);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        assert_true(holds(&entity, expected[i]));
    }
    assert_false(holds(&entity, "North"));
    assert_int_equal(place.n, 1);
    assert_string_equal(place.text[0], "North");
    bo_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(everybody_who_may_have_a_series_is_named)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
