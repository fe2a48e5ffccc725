/* Chips are conserved, and halls never hold more than they have room for, whatever is delivered. */
#include "fleet_world.h"

#include "buildout/base/rng.h"

#define N_WORLDS 40
#define N_MONTHS 72

static double draw(uint64_t seed, uint32_t *n)
{
    struct bo_rng rng = {.seed = seed};
    uint32_t index = *n;
    *n += 1;
    return bo_rng_uniform(&rng, 1, 1, index);
}

static void deliver(struct fleet_world *w, uint64_t seed, uint32_t *n, double *delivered)
{
    uint32_t buyer = (uint32_t)(draw(seed, n) * N_BUYERS);
    uint32_t region = (uint32_t)(draw(seed, n) * N_PLACES);
    uint32_t chip = (uint32_t)(draw(seed, n) * N_KINDS);
    double count = floor(draw(seed, n) * 300.0);
    fleet_get(w, buyer, region, chip, count);
    delivered[chip] += count;
}

static void check_month(const struct fleet_world *w, const double *delivered)
{
    for (uint32_t chip = 0; chip < N_KINDS; chip++) {
        struct bo_fleet_tally t = bo_fleet_tally(&w->world, chip);
        double held = bo_fleet_count(&w->world, BO_NO_ROW, BO_NO_ROW, chip);
        assert_near(t.opening + t.received, delivered[chip], 0.0);
        assert_near(held + t.failed + t.retired, delivered[chip], 0.0);
    }
    double by_source = 0.0;
    for (int source = 0; source < BO_N_SOURCES; source++) {
        by_source += bo_fleet_by_source(&w->world, BO_NO_ROW, (enum bo_chip_source)source);
    }
    assert_near(by_source, bo_fleet_racked_h100e(&w->world, BO_NO_ROW, BO_NO_ROW), 1e-9);
    double mw = 0.0;
    for (uint32_t r = 0; r < N_PLACES; r++) {
        double racked = bo_fleet_racked_mw(&w->world, OWN, r);
        mw += racked;
        /* other servers are fewer every month here, so what once had room has room */
        assert_true(racked <= bo_fleet_room_mw(&w->world, 0, r) + 1e-9);
    }
    assert_near(mw, w->ai_company.fleet_mw, 1e-9);
}

static void run_world(struct fleet_world *w, uint64_t seed)
{
    uint32_t n = 0;
    double delivered[N_KINDS] = {0.0};
    fleet_make(w);
    for (uint32_t chip = 0; chip < N_KINDS; chip++) {
        w->opening[OWN][chip] = floor(draw(seed, &n) * 150.0);
        w->opening[OUTSIDE][chip] = floor(draw(seed, &n) * 5000.0);
        delivered[chip] = w->opening[OWN][chip] + w->opening[OUTSIDE][chip];
    }
    w->buyer[OWN].opening_age_days = draw(seed, &n) * 800.0;
    w->fleet.failure_per_year = draw(seed, &n) * 0.3;
    w->fleet.service_life_days = 300.0 + draw(seed, &n) * 1500.0;
    w->fleet.replace_ratio = 3.0 * draw(seed, &n);
    static const char *const country[] = {"US"};
    w->region[NORTH].countries = w->region[SOUTH].countries = (struct bo_texts){1, country};
    fleet_start(w);
    for (int month = 0; month < N_MONTHS; month++) {
        for (int k = 0; k < 4; k++) {
            deliver(w, seed, &n, delivered);
        }
        w->state.base_mw *= 0.995;
        w->estate[NORTH].owned_mw += draw(seed, &n) < 0.3 ? 0.5 : 0.0;
        fleet_month(w, BO_DAYS_PER_MONTH);
        check_month(w, delivered);
    }
    fleet_free(w);
}

static void chips_are_conserved_and_fit(void **state)
{
    (void)state;
    static struct fleet_world w;
    for (uint64_t seed = 1; seed <= N_WORLDS; seed++) {
        print_message("seed %lu\n", (unsigned long)seed);
        run_world(&w, seed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(chips_are_conserved_and_fit)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
