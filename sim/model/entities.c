#include "buildout/model/entities.h"

#include "buildout/model/country.h"

struct bo_texts bo_entity_names(const struct bo_param *param, struct bo_arena *arena)
{
    static const char *const whole[] = {"World", "World market", "China market"};
    enum { N_WHOLE = sizeof whole / sizeof *whole };
    uint32_t n_companies = param->n[BO_TABLE_COMPANIES], n_regions = param->n[BO_TABLE_REGIONS];
    uint32_t n_vendors = param->n[BO_TABLE_VENDORS], n = 0;
    const char **name = BO_NEW_ARRAY(
        arena, const char *, N_WHOLE + n_companies + n_vendors + n_regions + bo_n_countries);
    for (uint32_t i = 0; i < N_WHOLE; i++) {
        name[n++] = whole[i];
    }
    for (uint32_t i = 0; i < n_companies; i++) {
        name[n++] = param->company[i].entry.name;
    }
    for (uint32_t i = 0; i < n_vendors; i++) {
        name[n++] = param->vendor[i].entry.name;
    }
    for (uint32_t i = 0; i < n_regions; i++) {
        name[n++] = bo_arena_printf(arena, "Landlord %s", param->region[i].entry.name);
    }
    for (uint32_t i = 0; i < bo_n_countries; i++) {
        name[n++] = bo_countries[i].name;
    }
    return (struct bo_texts){.n = n, .text = name};
}

struct bo_texts bo_place_names(const struct bo_param *param, struct bo_arena *arena)
{
    uint32_t n = param->n[BO_TABLE_REGIONS];
    const char **name = BO_NEW_ARRAY(arena, const char *, n);
    for (uint32_t i = 0; i < n; i++) {
        name[i] = param->region[i].entry.name;
    }
    return (struct bo_texts){.n = n, .text = name};
}
