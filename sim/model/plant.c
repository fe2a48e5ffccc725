#include "buildout/model/plant.h"

#include <assert.h>

void bo_plant_init(struct bo_plant *plant, struct bo_arena *arena, uint32_t n_months)
{
    *plant = (struct bo_plant){.n_months = n_months};
    plant->change = BO_NEW_ARRAY(arena, bo_money, n_months + 1);
    plant->extra = BO_NEW_ARRAY(arena, bo_money, n_months + 1);
}

void bo_plant_buy(struct bo_plant *plant, uint32_t month, bo_money cost, uint32_t life_months)
{
    assert(life_months >= 1 && month >= plant->next && month < plant->n_months);
    bo_money level = cost / (bo_money)life_months;
    bo_money last = cost - level * ((bo_money)life_months - 1);
    plant->change[month] += level;
    if (life_months <= plant->n_months - month) {
        plant->change[month + life_months] -= level;
        plant->extra[month + life_months - 1] += last - level;
    }
}

void bo_plant_open(struct bo_plant *plant, bo_money net, uint32_t life_months)
{
    /* A vintage with k of n years left holds k/n of its cost: shares k / (1 + .. + n). */
    uint32_t years = life_months / 12 > 0 ? life_months / 12 : 1;
    double shares = 0.5 * years * (years + 1.0);
    bo_money rest = net;
    for (uint32_t k = years; k >= 2; k--) {
        bo_money part = bo_money_share(net, k / shares);
        bo_plant_buy(plant, 0, part, 12 * k);
        rest -= part;
    }
    bo_plant_buy(plant, 0, rest, 12);
}

/* Months that a purchase of so many months ago still wears. */
static uint32_t left_months(const struct bo_plant_past *past, uint32_t age_months)
{
    uint32_t in_use = age_months - 1 > past->setup_months ? age_months - 1 - past->setup_months : 0;
    return past->life_months > in_use ? past->life_months - in_use : 0;
}

void bo_plant_open_past(struct bo_plant *plant, bo_money net, const struct bo_plant_past *past)
{
    double shares = 0.0;
    for (uint32_t age = 1; age <= past->bought_months; age++) {
        shares += left_months(past, age);
    }
    bo_money rest = net;
    for (uint32_t age = past->bought_months; age >= 1; age--) {
        uint32_t left = left_months(past, age);
        uint32_t first = past->setup_months + 1 > age ? past->setup_months + 1 - age : 0;
        bo_money part = age > 1 ? bo_money_share(net, left / shares) : rest;
        if (left > 0 && first < plant->n_months) {
            bo_plant_buy(plant, first, part, left);
        }
        rest -= part;
    }
}

/* What ends at `end` ends at another month. */
static void move_end(struct bo_plant *plant, uint32_t month, uint32_t end, int32_t more_months)
{
    bo_money level = -plant->change[end], odd = plant->extra[end - 1];
    bo_money left = level * (bo_money)(end - month) + odd;
    int64_t to = (int64_t)end + more_months;
    uint32_t new_end = to > (int64_t)month ? (uint32_t)to : month + 1;
    bo_money n = (bo_money)(new_end - month);
    assert(new_end <= plant->n_months);
    plant->change[end] = plant->extra[end - 1] = 0;
    plant->change[new_end] -= left / n;
    plant->extra[new_end - 1] += left % n;
    plant->rate += left / n - level;
}

void bo_plant_stretch(struct bo_plant *plant, uint32_t month, int32_t more_months)
{
    assert(month >= plant->next && month < plant->n_months);
    for (; plant->next <= month; plant->next++) {
        plant->rate += plant->change[plant->next];
        plant->change[plant->next] = 0;
    }
    plant->next = month; /* which is still to be charged */
    uint32_t n = plant->n_months - month;
    for (uint32_t i = 1; i <= n && more_months != 0; i++) { /* from where ends move to */
        uint32_t end = more_months > 0 ? plant->n_months + 1 - i : month + i;
        if (plant->change[end] != 0 || plant->extra[end - 1] != 0) {
            move_end(plant, month, end, more_months);
        }
    }
}

bo_money bo_plant_charge(struct bo_plant *plant, uint32_t month)
{
    assert(month >= plant->next && month < plant->n_months);
    for (; plant->next <= month; plant->next++) {
        plant->rate += plant->change[plant->next];
    }
    return plant->rate + plant->extra[month];
}
