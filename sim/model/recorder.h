/* recorder.h - the months of a run as they are written down: what the parts of the recorder share.
 *
 * Values are written month by month, side by side, and become series at the end: a run writes each month once, but
 * its series are read one by one. A column is taken when the first value comes, so that what nothing computes has no
 * series. When not all is wanted, what nobody will read goes into one column a variable, which says no more than that
 * it was computed.
 *
 * Owner: the world's arena; texts that become those of series live in the facts' arena. Errors: none.
 */
#ifndef BUILDOUT_MODEL_RECORDER_H
#define BUILDOUT_MODEL_RECORDER_H

#include "buildout/base/num.h"
#include "buildout/model/country.h"
#include "buildout/model/trade.h"
#include "buildout/model/world.h"
#include "variables.h"

#define BO_USD_PER_MILLION 1e6

/* Columns of an entity, or of an entity at a place, by variable. */
struct bo_scope {
    const struct bo_world *world;
    const char *entity, *place;
    uint32_t *column; /* [variables] from 1; 0: none */
    uint32_t since;   /* month from which there is the entity */
};

/* What is told of somebody's estate or fleet in each region. */
enum bo_here {
    BO_HERE_SITES,
    BO_HERE_MW,
    BO_HERE_LEASED,
    BO_HERE_H100E,
    BO_HERE_INFERENCE,
    BO_HERE_STORED,
    BO_N_HERE
};

/* Whose values a column holds. */
struct bo_column {
    uint32_t variable, first_month;
    const char *entity, *place;
};

/* What was told of a month, by column; columns that came later may have no cell, and were nil then. */
struct bo_row {
    uint32_t n_cells;
    double *cell;
};

struct bo_chip_recorder;
struct bo_estate_sums;
struct bo_posted;

/* Of the projects under way in a region, or of a party. */
struct bo_pipeline_sums {
    double sites;    /* announced and not yet open, */
    double building; /* and those of them where ground is broken */
    double mw_building;
};

struct bo_recorder {
    uint32_t n_variables; /* those of chips that the run may yet invent included */
    struct bo_fact_variable
        *variable; /* [n_variables] of the facts; NULL: nothing can be invented */
    uint32_t n_columns, column_room;
    struct bo_column *column; /* [n_columns] */
    uint32_t *
        waste; /* [n_variables] column of all that is not wanted of a variable; NULL: all is wanted */
    bool *nil_untold;                  /* [n_variables] known to be nil when it is not told */
    struct bo_row *row;                /* [months] */
    double *now;                       /* cells of the month that is told */
    uint32_t *of_world;                /* [variables] */
    uint32_t *of_region;               /* [regions x variables] */
    uint32_t *of_company;              /* [companies x variables] */
    uint32_t *of_landlord;             /* [regions x variables] */
    uint32_t *of_vendor;               /* [vendors x variables] */
    uint32_t *of_country;              /* [countries x variables] */
    uint32_t *of_market[BO_N_MARKETS]; /* [variables] */
    bool of_places; /* companies and countries are told of by place: somebody will read one */
    uint32_t (*of_company_region)[BO_N_HERE]; /* [companies x regions] */
    uint32_t (*of_country_region)[BO_N_HERE]; /* [countries x regions] */
    uint32_t *since;                          /* [companies] the first month told of */
    /* countries of headquarters, in the order of the companies that have them, then of other buyers */
    uint32_t n_countries;
    const char **country;                        /* [n_countries] names */
    uint32_t *country_of;                        /* [companies] */
    uint32_t *country_of_buyer;                  /* [chip_buyers] */
    struct bo_pipeline_sums *pipeline_of_region; /* record_sites.c: [regions] of the month */
    struct bo_pipeline_sums *pipeline_of_party;  /* [parties] */
    double (*held_region)[BO_N_HOLDS];
    struct bo_estate_sums *estates_of_region;  /* record_sites.c: [regions] of the month */
    struct bo_estate_sums *estates_of_company; /* [companies] */
    uint32_t *n_runs;               /* [companies] final runs begun, as of the last month */
    struct bo_chip_recorder *chips; /* record_chips.c */
    struct bo_posted *posted;       /* record_postings.c: [parties x accounts x categories] */
};

struct bo_scope bo_scope_of_world(const struct bo_world *world);
struct bo_scope bo_scope_of_region(const struct bo_world *world, uint32_t region);
struct bo_scope bo_scope_of_landlord(const struct bo_world *world, uint32_t region);
struct bo_scope bo_scope_of_company(const struct bo_world *world, uint32_t company);
struct bo_scope bo_scope_of_vendor(const struct bo_world *world, uint32_t vendor);
struct bo_scope bo_scope_of_country(const struct bo_world *world, uint32_t country);
struct bo_scope bo_scope_of_market(const struct bo_world *world, enum bo_market market);

/* A new column, from 1, told from a month on; that of waste for what is not wanted. */
uint32_t bo_recorder_column(const struct bo_world *world, const struct bo_column *of);

/* The same, of what was nil since there is the entity: then of a variable that is nil when it is not told. */
uint32_t bo_recorder_column_since(const struct bo_scope *scope, uint32_t v);

/* Of the month that is told now. */
static inline void bo_recorder_tell(const struct bo_world *world, uint32_t column, double value)
{
    world->recorder->now[column - 1] = value;
}

static inline void bo_put(const struct bo_scope *scope, uint32_t v, double value)
{
    if (scope->column[v] == 0) {
        const struct bo_column of = {v, scope->world->month, scope->entity, scope->place};
        scope->column[v] = bo_recorder_column(scope->world, &of);
    }
    bo_recorder_tell(scope->world, scope->column[v], value);
}

/* What is not known is not told. */
static inline void bo_put_known(const struct bo_scope *scope, uint32_t v, double value)
{
    if (isfinite(value)) {
        bo_put(scope, v, value);
    }
}

/* Told to have been nil before, from when there is the entity. */
static inline void bo_put_since(const struct bo_scope *scope, uint32_t v, double value)
{
    if (scope->column[v] == 0) {
        scope->column[v] = bo_recorder_column_since(scope, v);
    }
    bo_recorder_tell(scope->world, scope->column[v], value);
}

/* What is nil from the start has no series. */
static inline void bo_put_some(const struct bo_scope *scope, uint32_t v, double value)
{
    if (scope->column[v] != 0 || fabs(value) > 0.0) {
        bo_put_since(scope, v, value);
    }
}

/* Some of an entity at a place, whose columns are by bo_here. */
void bo_put_first_here(const struct bo_scope *scope, enum bo_here what, double value);
static inline void bo_put_here(const struct bo_scope *scope, enum bo_here what, double value)
{
    uint32_t column = scope->column[what];
    if (column != 0) {
        bo_recorder_tell(scope->world, column, value);
    } else if (value > 0.0) {
        bo_put_first_here(scope, what, value);
    }
}

/* Of a month that is over, NaN when it was not told. */
double bo_recorded(const struct bo_world *world, const uint32_t *column, uint32_t v,
                   uint32_t month);
/* The sum of the last twelve months recorded, NaN when none was told. */
double bo_recorded_year(const struct bo_world *world, const uint32_t *column, uint32_t v);

/* ---- parts of a month ---- */
void bo_record_options(struct bo_world *world);
void bo_record_sites(
    struct bo_world *world); /* record_sites.c: projects, regions, landlords, companies' estates */
void bo_record_money(struct bo_world *world); /* record_money.c */
void bo_record_compute(
    struct bo_world *world); /* record_ai.c: markets of GPU-hours, uses, models, capital */
void bo_record_products(struct bo_world *world); /* record_product.c */
void bo_record_chips(struct bo_world *world);    /* record_chips.c: orders, deliveries, vendors */
void bo_record_fleets(struct bo_world *world);   /* record_fleet.c: chips in hand */
void bo_record_holdings(
    struct bo_world *world); /* record_holdings.c: the table of who has what where */
void bo_record_returns(
    struct bo_world *world); /* record_returns.c: what a purchase of today would earn */

/* ---- record_postings.c: what was posted by account and category ---- */
/* At the end of a year, and of the run. */
void bo_record_year(struct bo_world *world);
/* Makes facts of all years; once, at the end. */
void bo_record_postings(struct bo_world *world);

/* Founded, and not gone: what it does is told. A subsidiary is at work. */
bool bo_record_at_work(const struct bo_world *world, uint32_t company);
/* At work and its own: neither sold nor liquidated. */
bool bo_record_survives(const struct bo_world *world, uint32_t company);

#endif
