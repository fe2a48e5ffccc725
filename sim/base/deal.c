#include "deal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define ODD UINT64_C(0x9e3779b97f4a7c15) /* 2^64 over the golden ratio */
#define FIRST_ROOM 1024u

/* A text, known by its address. */
struct met {
    const char *text;
    uint32_t number; /* in the order of meeting */
};

struct key {
    uint32_t *of; /* [rows] number of the text until texts are ranked */
    uint32_t most;
    bool is_text;
    const char *latest; /* text, which often comes again at once */
    uint32_t latest_number;
};

struct bo_deal {
    struct bo_arena *arena;
    uint32_t n_rows, n_keys;
    struct key *key;
    uint32_t *order, *spare; /* [rows] */
    bool *tied;              /* [rows] */
    uint32_t n_met, met_room;
    struct met *met;
    uint32_t n_places; /* a power of two */
    uint32_t *place;   /* [n_places] of met, from 1, by address */
};

struct bo_deal *bo_deal_create(struct bo_arena *arena, uint32_t n_rows, uint32_t n_keys)
{
    struct bo_deal *deal = BO_NEW(arena, struct bo_deal);

    *deal = (struct bo_deal){.arena = arena,
                             .n_rows = n_rows,
                             .n_keys = n_keys,
                             .key = BO_NEW_ARRAY(arena, struct key, n_keys),
                             .order = BO_NEW_ARRAY(arena, uint32_t, n_rows),
                             .spare = BO_NEW_ARRAY(arena, uint32_t, n_rows),
                             .tied = BO_NEW_ARRAY(arena, bool, n_rows),
                             .n_places = FIRST_ROOM,
                             .place = BO_NEW_ARRAY(arena, uint32_t, FIRST_ROOM)};
    for (uint32_t k = 0; k < n_keys; k++)
        deal->key[k].of = BO_NEW_ARRAY(arena, uint32_t, n_rows);
    return deal;
}

/* ---- texts ---- */

static uint32_t *place_of(const struct bo_deal *deal, const char *text)
{
    uint32_t at = (uint32_t)((uintptr_t)text * ODD >> 32) & (deal->n_places - 1);

    while (deal->place[at] != 0 && deal->met[deal->place[at] - 1].text != text)
        at = (at + 1) & (deal->n_places - 1);
    return &deal->place[at];
}

static void double_places(struct bo_deal *deal)
{
    deal->n_places *= 2;
    deal->place = BO_NEW_ARRAY(deal->arena, uint32_t, deal->n_places);
    for (uint32_t i = 0; i < deal->n_met; i++)
        *place_of(deal, deal->met[i].text) = i + 1;
}

static uint32_t number_of(struct bo_deal *deal, const char *text)
{
    uint32_t *place = place_of(deal, text);

    if (*place != 0)
        return *place - 1;
    BO_ARENA_ROOM(deal->arena, deal->met, deal->n_met, deal->met_room);
    deal->met[deal->n_met] = (struct met){text, deal->n_met};
    *place = ++deal->n_met;
    if (deal->n_met > deal->n_places / 2)
        double_places(deal);
    return deal->n_met - 1;
}

static int compare_texts(const void *a, const void *b)
{
    const struct met *x = a, *y = b;

    return strcmp(x->text, y->text);
}

/* Equal texts at two addresses have one rank. */
static void rank_texts(struct bo_deal *deal)
{
    uint32_t *rank = BO_NEW_ARRAY(deal->arena, uint32_t, deal->n_met), next = 0;

    if (deal->n_met > 1)
        qsort(deal->met, deal->n_met, sizeof *deal->met, compare_texts);
    for (uint32_t i = 0; i < deal->n_met; i++) {
        next += i > 0 && strcmp(deal->met[i - 1].text, deal->met[i].text) != 0;
        rank[deal->met[i].number] = next;
    }
    for (uint32_t k = 0; k < deal->n_keys; k++) {
        struct key *key = &deal->key[k];

        for (uint32_t i = 0; i < deal->n_rows && key->is_text; i++)
            key->of[i] = rank[key->of[i]];
        if (key->is_text)
            key->most = next;
    }
}

/* ---- keys ---- */

void bo_deal_text(struct bo_deal *deal, uint32_t row, uint32_t key, const char *text)
{
    struct key *to = &deal->key[key];

    if (text != to->latest) {
        to->is_text = true;
        to->latest = text;
        to->latest_number = number_of(deal, text);
    }
    to->of[row] = to->latest_number;
}

void bo_deal_number(struct bo_deal *deal, uint32_t row, uint32_t key, uint32_t number)
{
    deal->key[key].of[row] = number;
    if (number > deal->key[key].most)
        deal->key[key].most = number;
}

/* ---- dealing ---- */

static void deal_by(struct bo_deal *deal, const struct key *key)
{
    uint32_t *pile = BO_NEW_ARRAY(deal->arena, uint32_t, (size_t)key->most + 2);
    uint32_t *from = deal->order, *to = deal->spare;

    for (uint32_t i = 0; i < deal->n_rows; i++)
        pile[key->of[i] + 1]++;
    for (uint32_t i = 0; i < key->most; i++)
        pile[i + 1] += pile[i];
    for (uint32_t i = 0; i < deal->n_rows; i++)
        to[pile[key->of[from[i]]]++] = from[i];
    deal->order = to;
    deal->spare = from;
}

static bool have_equal_keys(const struct bo_deal *deal, uint32_t a, uint32_t b)
{
    uint32_t k = deal->n_keys; /* the last tells most */

    while (k > 0 && deal->key[k - 1].of[a] == deal->key[k - 1].of[b])
        k--;
    return k == 0;
}

/* Row i becomes what order[i] was. Each cycle of rows that take each other's places is gone round once. */
static void move_rows(struct bo_deal *deal, unsigned char *rows, size_t n_bytes)
{
    unsigned char *first = bo_arena_alloc(deal->arena, 1, n_bytes);

    for (uint32_t start = 0; start < deal->n_rows; start++) {
        uint32_t to = start;

        if (deal->order[start] == start)
            continue;
        memcpy(first, rows + start * n_bytes, n_bytes);
        while (deal->order[to] != start) {
            uint32_t from = deal->order[to];

            memcpy(rows + to * n_bytes, rows + from * n_bytes, n_bytes);
            deal->order[to] = to;
            to = from;
        }
        memcpy(rows + to * n_bytes, first, n_bytes);
        deal->order[to] = to;
    }
}

void bo_deal_out(struct bo_deal *deal, void *rows, size_t row_bytes)
{
    rank_texts(deal);
    for (uint32_t i = 0; i < deal->n_rows; i++)
        deal->order[i] = i;
    for (uint32_t k = deal->n_keys; k > 0; k--)
        deal_by(deal, &deal->key[k - 1]);
    for (uint32_t i = 1; i < deal->n_rows; i++)
        deal->tied[i] = have_equal_keys(deal, deal->order[i - 1], deal->order[i]);
    move_rows(deal, rows, row_bytes);
}

bool bo_deal_tied(const struct bo_deal *deal, uint32_t row)
{
    return deal->tied[row];
}
