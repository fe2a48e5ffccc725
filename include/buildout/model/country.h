/* buildout/model/country.h - countries by their ISO 3166-1 codes, as numbers that fit into small sets.
 *
 * A code is two capital letters and a number below BO_N_COUNTRY_CODES, whether or not a country has it: a set of
 * countries is BO_COUNTRY_WORDS words of bits.
 *
 * Owner:  constant data of the program.
 * Errors: what is no country is BO_NO_COUNTRY.
 * Source: ISO 3166-1 alpha-2; English short names as in the tz database's iso3166.tab (public domain).
 */
#ifndef BUILDOUT_MODEL_COUNTRY_H
#define BUILDOUT_MODEL_COUNTRY_H

#include <stdint.h>

struct bo_country {
    uint32_t v; /* 26 x first letter + second letter, A being 0 */
};

enum { BO_N_COUNTRY_CODES = 26 * 26, BO_COUNTRY_WORDS = (BO_N_COUNTRY_CODES + 63) / 64 };

#define BO_NO_COUNTRY ((struct bo_country){UINT32_MAX})

struct bo_country_name {
    char code[3];
    const char *name;
};

/* Sorted by code. */
extern const struct bo_country_name bo_countries[];
extern const uint32_t bo_n_countries;

/* "CN", if a country has that code. */
struct bo_country bo_country_of_code(const char *code);
/* "CN" or "China", in capitals or not. */
struct bo_country bo_country_find(const char *text);
/* The row of bo_countries; NULL for BO_NO_COUNTRY. */
const struct bo_country_name *bo_country_row(struct bo_country country);

#endif
