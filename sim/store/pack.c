/* Members, packed: names, and of each series the months at which it moves. */
#include "buildout/store/pack.h"

#include <math.h>
#include <string.h>

#include "inner.h"

enum { BITS = 8, N_LANES = 4 };

#define ODD UINT64_C(0x9e3779b97f4a7c15) /* 2^64 over the golden ratio */

size_t bo_pack_bit_bytes(uint32_t n_months)
{
    return (n_months + BITS - 1) / BITS;
}

/* ---- packing ---- */

/* The words are compared: a gap is like a gap, and -0 is not 0. A word is written whether it is needed or not and
 * overwritten if it is not, which takes no guess. */
static unsigned char *pack_series(unsigned char *to, const double *value, uint32_t n_months)
{
    uint64_t before = 0, now;
    unsigned char *next = to + bo_pack_bit_bytes(n_months);
    for (uint32_t first = 0; first < n_months; first += BITS) {
        uint32_t n_here = n_months - first < BITS ? n_months - first : BITS;
        unsigned bits = 0;
        for (uint32_t i = 0; i < n_here; i++) {
            memcpy(&now, &value[first + i], sizeof now);
            unsigned moved = now != before;
            memcpy(next, &now, sizeof now);
            next += moved * sizeof now;
            bits |= moved << i;
            before = now;
        }
        to[first / BITS] = (unsigned char)bits;
    }
    return next;
}

static bool has_value(const double *value, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (isfinite(value[i]))
            return true;
    return false;
}

/* Numbers of the series to be packed. */
struct chosen {
    uint32_t *of;
    uint32_t n;
    size_t n_names_bytes;
};

static const char *variable_of(const struct bo_facts *facts, const struct chosen *chosen,
                               uint32_t i)
{
    return facts->variable[facts->series[chosen->of[i]].variable].name;
}

/* "" where it is that of the one before. */
static const char *name_told(const struct bo_facts *facts, const struct chosen *chosen, uint32_t i)
{
    const char *name = variable_of(facts, chosen, i);
    const char *before = i > 0 ? variable_of(facts, chosen, i - 1) : "";
    return name == before || strcmp(name, before) == 0 ? "" : name;
}

static struct chosen choose(const struct bo_facts *facts, bo_banded_fn banded,
                            struct bo_arena *arena)
{
    struct chosen chosen = {.of = BO_NEW_ARRAY(arena, uint32_t, facts->n_series)};
    for (uint32_t i = 0; i < facts->n_series; i++) {
        const struct bo_fact_series *series = &facts->series[i];
        if (!banded(&facts->variable[series->variable], series) ||
            !has_value(series->value, facts->n_months))
            continue;
        chosen.of[chosen.n++] = i;
        chosen.n_names_bytes += strlen(name_told(facts, &chosen, chosen.n - 1)) +
                                strlen(series->entity) + strlen(series->place) + 3;
    }
    return chosen;
}

static char *add_name(char *to, const char *text)
{
    return stpcpy(to, text) + 1;
}

static void pack_names(const struct bo_facts *facts, const struct chosen *chosen, char *to)
{
    for (uint32_t i = 0; i < chosen->n; i++) {
        const struct bo_fact_series *series = &facts->series[chosen->of[i]];
        to = add_name(to, name_told(facts, chosen, i));
        to = add_name(to, series->entity);
        to = add_name(to, series->place);
    }
}

/* The latest piece of an arena grows where it is. */
static void pack_values(const struct bo_facts *facts, const struct chosen *chosen,
                        struct bo_arena *arena, struct bo_fact_pack *out)
{
    size_t room = bo_pack_bit_bytes(facts->n_months) + (facts->n_months + 1) * sizeof(double);
    size_t used = 0, had = 0;
    unsigned char *values = NULL;
    for (uint32_t i = 0; i < chosen->n; i++) {
        values = bo_arena_regrow(arena, values, had, used + room, 1);
        had = used + room;
        used = (size_t)(pack_series(values + used, facts->series[chosen->of[i]].value,
                                    facts->n_months) -
                        values);
    }
    out->values = values;
    out->n_values_bytes = used;
}

void bo_store_pack(const struct bo_facts *facts, bo_banded_fn banded, struct bo_arena *arena,
                   struct bo_fact_pack *out)
{
    struct chosen chosen = choose(facts, banded, facts->arena);
    char *names = bo_arena_alloc(arena, chosen.n_names_bytes, 1);
    pack_names(facts, &chosen, names);
    *out = (struct bo_fact_pack){.names = names, .n_names_bytes = chosen.n_names_bytes};
    pack_values(facts, &chosen, arena, out);
    out->check = bo_pack_check(out);
}

/* ---- reading ---- */

static uint64_t step(uint64_t lane, uint64_t word)
{
    uint64_t x = (lane ^ word) * ODD;
    return x ^ x >> 32;
}

/* Folded word by word in four lanes: it tells what was torn, not what was forged. */
static void fold(uint64_t lane[N_LANES], const void *bytes, size_t n_bytes)
{
    const unsigned char *next = bytes;
    uint64_t word[N_LANES];
    size_t left = n_bytes;
    for (; left >= sizeof word; left -= sizeof word, next += sizeof word) {
        memcpy(word, next, sizeof word);
        for (int k = 0; k < N_LANES; k++)
            lane[k] = step(lane[k], word[k]);
    }
    memset(word, 0, sizeof word);
    if (left > 0)
        memcpy(word, next, left);
    for (int k = 0; k < N_LANES; k++)
        lane[k] = step(lane[k], word[k] ^ n_bytes);
}

uint64_t bo_pack_check(const struct bo_fact_pack *pack)
{
    uint64_t lane[N_LANES] = {1, 2, 3, 4}, check = 0;
    fold(lane, pack->names, pack->n_names_bytes);
    fold(lane, pack->values, pack->n_values_bytes);
    for (int k = 0; k < N_LANES; k++)
        check = step(check, lane[k]);
    return check;
}

bool bo_pack_names_whole(const char *names, size_t n_bytes)
{
    size_t n_ends = 0;
    for (size_t i = 0; i < n_bytes; i++)
        n_ends += names[i] == '\0';
    return n_ends % 3 == 0 && (n_bytes == 0 || (names[n_bytes - 1] == '\0' && names[0] != '\0'));
}

bool bo_pack_whole(const struct bo_fact_pack *pack, uint32_t n_months)
{
    const char *name = pack->names, *end = name + pack->n_names_bytes;
    struct bo_series_name read = {0};
    size_t at = 0;
    if (!bo_pack_names_whole(name, pack->n_names_bytes))
        return false;
    while (name < end) {
        size_t n_bytes = bo_pack_length(pack->values + at, pack->n_values_bytes - at, n_months);
        if (n_bytes == 0)
            return false;
        name = bo_pack_name(name, &read);
        at += n_bytes;
    }
    return at == pack->n_values_bytes;
}

int bo_series_name_compare(const struct bo_series_name *name, const struct bo_series_name *other)
{
    int order = strcmp(name->variable, other->variable);
    if (order == 0)
        order = strcmp(name->entity, other->entity);
    return order != 0 ? order : strcmp(name->place, other->place);
}

const char *bo_pack_name(const char *names, struct bo_series_name *name)
{
    if (names[0] != '\0')
        name->variable = names;
    name->entity = names + strlen(names) + 1;
    name->place = name->entity + strlen(name->entity) + 1;
    return name->place + strlen(name->place) + 1;
}

size_t bo_pack_length(const unsigned char *values, size_t n_left, uint32_t n_months)
{
    size_t n_bits = bo_pack_bit_bytes(n_months), n_moves = 0;
    if (n_left < n_bits)
        return 0;
    for (size_t i = 0; i < n_bits; i++) {
        for (unsigned bits = values[i]; bits != 0; bits &= bits - 1)
            n_moves++;
    }
    size_t n_bytes = n_bits + n_moves * sizeof(double);
    return n_moves <= n_months && n_bytes <= n_left ? n_bytes : 0;
}

const unsigned char *bo_pack_next(const unsigned char *values, uint32_t n_months, double *value)
{
    const unsigned char *next = values + bo_pack_bit_bytes(n_months);
    uint64_t now = 0, word;
    for (uint32_t first = 0; first < n_months; first += BITS) {
        uint32_t n_here = n_months - first < BITS ? n_months - first : BITS;
        unsigned bits = values[first / BITS];
        for (uint32_t i = 0; i < n_here; i++, bits >>= 1) {
            uint64_t moved = bits & 1u;
            memcpy(&word, next, sizeof word);
            now ^= (now ^ word) & (0 - moved);
            next += moved * sizeof word;
            memcpy(&value[first + i], &now, sizeof now);
        }
    }
    return next;
}
