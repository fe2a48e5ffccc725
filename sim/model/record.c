#include "buildout/model/record.h"

#include <assert.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/model/capital.h"
#include "recorder.h"

enum { MONTHS_PER_YEAR = 12 };

/* ---- opening ---- */

static void open_places(struct bo_world *world)
{
    struct bo_recorder *r = world->recorder;
    struct bo_arena *arena = world->arena;
    uint32_t n_parties = world->n_companies + world->n_regions;
    r->of_region = BO_NEW_ARRAY(arena, uint32_t, (size_t)world->n_regions * r->n_variables);
    r->of_landlord = BO_NEW_ARRAY(arena, uint32_t, (size_t)world->n_regions * r->n_variables);
    r->pipeline_of_region = BO_NEW_ARRAY(arena, struct bo_pipeline_sums, world->n_regions);
    r->pipeline_of_party = BO_NEW_ARRAY(arena, struct bo_pipeline_sums, n_parties);
    r->held_region = bo_arena_alloc(arena, world->n_regions, sizeof *r->held_region);
}

/* The row of a country by its ISO code; a code that is no country has none. */
static uint32_t country_row(struct bo_recorder *r, const char *code)
{
    const struct bo_country_name *name =
        code == NULL ? NULL : bo_country_row(bo_country_of_code(code));
    if (name == NULL) {
        return BO_NO_ROW;
    }
    for (uint32_t i = 0; i < r->n_countries; i++) {
        if (r->country[i] == name->name) {
            return i;
        }
    }
    r->country[r->n_countries] = name->name;
    r->n_countries++;
    return r->n_countries - 1;
}

static void open_countries(struct bo_world *world)
{
    struct bo_recorder *r = world->recorder;
    const struct bo_param *p = world->param;
    uint32_t n_buyers = p->n[BO_TABLE_CHIP_BUYERS];
    r->country = BO_NEW_ARRAY(world->arena, const char *, world->n_companies + n_buyers);
    r->country_of = BO_NEW_ARRAY(world->arena, uint32_t, world->n_companies);
    r->country_of_buyer = BO_NEW_ARRAY(world->arena, uint32_t, n_buyers);
    for (uint32_t c = 0; c < world->n_companies; c++) {
        r->country_of[c] = country_row(r, p->company[c].headquarters);
    }
    for (uint32_t b = 0; b < n_buyers; b++) {
        const struct bo_chip_buyer_param *buyer = &p->chip_buyer[b];
        r->country_of_buyer[b] = buyer->company == BO_NO_ROW ? country_row(r, buyer->headquarters)
                                                             : r->country_of[buyer->company];
    }
    r->of_country = BO_NEW_ARRAY(world->arena, uint32_t, (size_t)r->n_countries * r->n_variables);
    r->of_country_region = bo_arena_alloc(world->arena, (size_t)r->n_countries * world->n_regions,
                                          sizeof *r->of_country_region);
}

static const enum variable here_variable[BO_N_HERE] = {[BO_HERE_SITES] = V_SITES,
                                                       [BO_HERE_MW] = V_MW,
                                                       [BO_HERE_LEASED] = V_MW_LEASED,
                                                       [BO_HERE_H100E] = V_FLEET_H100E,
                                                       [BO_HERE_INFERENCE] = V_FLEET_INFERENCE,
                                                       [BO_HERE_STORED] = V_FLEET_STORED};

static bool is_wanted_by_place(const struct bo_world *world, const char *entity)
{
    for (uint32_t r = 0; r < world->n_regions; r++) {
        const char *place = world->region[r].param->entry.name;
        for (int k = 0; k < BO_N_HERE; k++) {
            if (bo_facts_wants(world->facts, here_variable[k], entity, place)) {
                return true;
            }
        }
    }
    return false;
}

/* What is told of somebody at a place is also told of them as a whole: nothing else will be computed for it. */
static bool are_places_wanted(const struct bo_world *world)
{
    bool wanted = false;
    for (uint32_t c = 0; c < world->n_companies && !wanted; c++) {
        wanted = is_wanted_by_place(world, world->param->company[c].entry.name);
    }
    for (uint32_t i = 0; i < world->recorder->n_countries && !wanted; i++) {
        wanted = is_wanted_by_place(world, world->recorder->country[i]);
    }
    return wanted;
}

/* Chips that a run makes for a rule have their variables once they are known; the room is there from the start. */
static void make_room_for_chips(struct bo_world *world)
{
    struct bo_facts *facts = world->facts;
    uint32_t n = facts->n_variables, room = world->recorder->n_variables;
    struct bo_fact_variable *all = BO_NEW_ARRAY(facts->arena, struct bo_fact_variable, room);
    if (n > 0) { /* memcpy takes no NULL, not even of nothing */
        memcpy(all, facts->variable, n * sizeof *all);
    }
    for (uint32_t i = n; i < room; i++) {
        all[i] = (struct bo_fact_variable){"", "", ""};
    }
    facts->variable = world->recorder->variable = all;
    facts->n_variables = room;
}

void bo_record_open(struct bo_world *world)
{
    struct bo_arena *arena = world->arena;
    struct bo_recorder *r = BO_NEW(arena, struct bo_recorder);
    uint32_t n_companies = world->n_companies;
    bool invents = world->param->n[BO_TABLE_VENDORS] > 0;
    r->n_variables =
        world->facts->n_variables + (invents ? BO_MOST_INVENTED_CHIPS * N_CHIP_VARIABLES : 0);
    world->recorder = r;
    r->row = BO_NEW_ARRAY(arena, struct bo_row, world->n_months);
    r->waste = world->facts->wanted != NULL ? BO_NEW_ARRAY(arena, uint32_t, r->n_variables) : NULL;
    r->nil_untold = BO_NEW_ARRAY(arena, bool, r->n_variables);
    r->of_world = BO_NEW_ARRAY(arena, uint32_t, r->n_variables);
    r->of_company = BO_NEW_ARRAY(arena, uint32_t, (size_t)n_companies * r->n_variables);
    r->of_company_region =
        bo_arena_alloc(arena, (size_t)n_companies * world->n_regions, sizeof *r->of_company_region);
    r->since = BO_NEW_ARRAY(arena, uint32_t, n_companies);
    r->n_runs = BO_NEW_ARRAY(arena, uint32_t, n_companies);
    r->of_vendor =
        BO_NEW_ARRAY(arena, uint32_t, (size_t)world->param->n[BO_TABLE_VENDORS] * r->n_variables);
    for (int m = 0; m < BO_N_MARKETS; m++) {
        r->of_market[m] = BO_NEW_ARRAY(arena, uint32_t, r->n_variables);
    }
    open_places(world);
    open_countries(world);
    r->of_places = are_places_wanted(world);
    if (invents) {
        make_room_for_chips(world);
    }
}

/* ---- columns ---- */

/* The row of one of them in a table of columns by variable. */
static uint32_t *columns_of(const struct bo_recorder *r, uint32_t *table, uint32_t row)
{
    return table + (size_t)row * r->n_variables;
}

struct bo_scope bo_scope_of_world(const struct bo_world *world)
{
    return (struct bo_scope){world, "World", "", world->recorder->of_world, 0};
}

struct bo_scope bo_scope_of_region(const struct bo_world *world, uint32_t region)
{
    const struct bo_recorder *r = world->recorder;
    return (struct bo_scope){world, "World", world->region[region].param->entry.name,
                             columns_of(r, r->of_region, region), 0};
}

struct bo_scope bo_scope_of_landlord(const struct bo_world *world, uint32_t region)
{
    const struct bo_recorder *r = world->recorder;
    return (struct bo_scope){world, world->region[region].landlord_name, "",
                             columns_of(r, r->of_landlord, region), 0};
}

struct bo_scope bo_scope_of_company(const struct bo_world *world, uint32_t company)
{
    const struct bo_recorder *r = world->recorder;
    return (struct bo_scope){world, world->param->company[company].entry.name, "",
                             columns_of(r, r->of_company, company), r->since[company]};
}

struct bo_scope bo_scope_of_vendor(const struct bo_world *world, uint32_t vendor)
{
    const struct bo_recorder *r = world->recorder;
    return (struct bo_scope){world, world->param->vendor[vendor].entry.name, "",
                             columns_of(r, r->of_vendor, vendor), 0};
}

struct bo_scope bo_scope_of_country(const struct bo_world *world, uint32_t country)
{
    const struct bo_recorder *r = world->recorder;
    return (struct bo_scope){world, r->country[country], "", columns_of(r, r->of_country, country),
                             0};
}

struct bo_scope bo_scope_of_market(const struct bo_world *world, enum bo_market market)
{
    static const char *const name[BO_N_MARKETS] = {
        [BO_MARKET_WORLD] = "World market", [BO_MARKET_CHINA] = "China market"};
    return (struct bo_scope){world, name[market], "", world->recorder->of_market[market], 0};
}

/* Rows lie an odd number of cache lines apart: at a power of two a column's cells would all fall into the same few sets
 * of a cache. */
enum { FIRST_CELLS = 4096, ODD_LINE = 8, TWO_LINES = 16, ONE_MORE_IN = 8 };

/* For the columns there are, and for some that may yet come in the month. */
static uint32_t cells_for(uint32_t n_columns)
{
    uint32_t n = n_columns + n_columns / ONE_MORE_IN;
    return (n / TWO_LINES + 1) * TWO_LINES;
}

static void begin_cells(const struct bo_world *world, uint32_t n_cells)
{
    struct bo_recorder *r = world->recorder;
    r->now = BO_NEW_ARRAY(world->arena, double, n_cells + ODD_LINE);
    r->row[world->month] = (struct bo_row){n_cells, r->now};
}

static void lengthen_row(const struct bo_world *world)
{
    const struct bo_row row = world->recorder->row[world->month];
    begin_cells(world, 2 * row.n_cells);
    memcpy(world->recorder->now, row.cell, row.n_cells * sizeof *row.cell);
}

static uint32_t new_column(const struct bo_world *world, const struct bo_column *of)
{
    struct bo_recorder *r = world->recorder;
    BO_ARENA_ROOM(world->arena, r->column, r->n_columns, r->column_room);
    if (r->n_columns == r->row[world->month].n_cells) {
        lengthen_row(world);
    }
    r->column[r->n_columns] = *of;
    r->n_columns++;
    return r->n_columns;
}

static bool is_of_a_chip(const struct bo_world *world, uint32_t variable)
{
    const struct bo_param *p = world->param;
    uint32_t first = N_FIXED_VARIABLES + p->n[BO_TABLE_EQUIPMENT];
    return (variable >= first && variable < variable_of_segment(p, 0, S_USERS)) ||
           variable >= variable_of_segment(p, p->n[BO_TABLE_SEGMENTS], S_USERS);
}

/* Of a region. */
static bool is_of_a_key_figure(uint32_t variable)
{
    static const enum variable read[] = {V_SITES, V_MW, V_MW_ON_SITE, V_GRID_WAIT, V_LATE};
    for (size_t i = 0; i < sizeof read / sizeof *read; i++) {
        if (read[i] == variable) {
            return true;
        }
    }
    return false;
}

/* Key figures read some of what is told of somebody as a whole, and of regions, be it wanted or not. */
static bool is_waste(const struct bo_world *world, const struct bo_column *of)
{
    bool may_be_read = of->place[0] == '\0' ? !is_of_a_chip(world, of->variable)
                                            : is_of_a_key_figure(of->variable);
    return world->recorder->waste != NULL && !may_be_read &&
           !bo_facts_wants(world->facts, of->variable, of->entity, of->place);
}

uint32_t bo_recorder_column(const struct bo_world *world, const struct bo_column *of)
{
    struct bo_recorder *r = world->recorder;
    if (!is_waste(world, of)) {
        return new_column(world, of);
    }
    if (r->waste[of->variable] == 0) {
        const struct bo_column waste = {of->variable, 0, NULL, NULL};
        r->waste[of->variable] = new_column(world, &waste);
    }
    return r->waste[of->variable];
}

/* Asked once a variable, as its name is held against many. */
static bool is_nil_untold(const struct bo_world *world, uint32_t v)
{
    bool *known = &world->recorder->nil_untold[v];
    *known = *known || bo_record_is_nil_untold(world->facts->variable[v].name);
    return *known;
}

uint32_t bo_recorder_column_since(const struct bo_scope *scope, uint32_t v)
{
    const struct bo_column of = {v, scope->since, scope->entity, scope->place};
    assert(is_nil_untold(scope->world, v));
    return bo_recorder_column(scope->world, &of);
}

void bo_put_first_here(const struct bo_scope *scope, enum bo_here what, double value)
{
    scope->column[what] = bo_recorder_column_since(scope, here_variable[what]);
    bo_recorder_tell(scope->world, scope->column[what], value);
}

static double cell_of(const struct bo_world *world, uint32_t column, uint32_t month)
{
    const struct bo_row *row = &world->recorder->row[month];
    return column <= row->n_cells ? row->cell[column - 1] : 0.0;
}

double bo_recorded(const struct bo_world *world, const uint32_t *column, uint32_t v, uint32_t month)
{
    if (column[v] == 0 || world->recorder->column[column[v] - 1].first_month > month) {
        return BO_NAN;
    }
    return cell_of(world, column[v], month);
}

double bo_recorded_year(const struct bo_world *world, const uint32_t *column, uint32_t v)
{
    const uint32_t months = 12;
    double sum = BO_NAN;
    for (uint32_t m = world->month > months ? world->month - months : 0; m < world->month; m++) {
        double value = bo_recorded(world, column, v, m);
        if (isfinite(value)) {
            sum = isfinite(sum) ? sum + value : value;
        }
    }
    return sum;
}

static bool has_values(const struct bo_world *world, uint32_t column)
{
    for (uint32_t m = world->recorder->column[column - 1].first_month; m < world->month; m++) {
        if (isfinite(cell_of(world, column, m))) {
            return true;
        }
    }
    return false;
}

/* A series and the column that it is filled from. */
struct filling {
    uint32_t column,
        month; /* from which on there are cells: before, the series is nil, as it was made */
    double *series;
};

static struct filling filling_of(const struct bo_world *world, uint32_t column, double *series)
{
    const struct bo_row *row = world->recorder->row;
    uint32_t m = world->recorder->column[column].first_month;
    while (m < world->month && row[m].n_cells <= column) {
        m++;
    }
    return (struct filling){column, m, series};
}

static void fill_until(const struct bo_world *world, struct filling *f, uint32_t end)
{
    for (; f->month < end; f->month++) {
        f->series[f->month] = world->recorder->row[f->month].cell[f->column];
    }
}

enum { N_ABREAST = 4 };

/* Several at a time, so that each row is gone to less often. */
static void fill_abreast(const struct bo_world *world, struct filling f[static N_ABREAST])
{
    uint32_t first = 0, end = world->month;
    for (int k = 0; k < N_ABREAST; k++) {
        first = f[k].month > first ? f[k].month : first;
    }
    for (int k = 0; k < N_ABREAST; k++) {
        fill_until(world, &f[k], first);
    }
    double *a = f[0].series, *b = f[1].series, *c = f[2].series, *d = f[3].series;
    for (uint32_t m = first; m < end; m++) {
        const double *cell = world->recorder->row[m].cell;
        a[m] = cell[f[0].column];
        b[m] = cell[f[1].column];
        c[m] = cell[f[2].column];
        d[m] = cell[f[3].column];
    }
}

/* When not all is wanted the facts have a list of what was computed instead of its series. */
void bo_record_series(struct bo_world *world)
{
    const struct bo_recorder *r = world->recorder;
    struct bo_facts *facts = world->facts;
    bool *computed = NULL;
    struct filling abreast[N_ABREAST];
    uint32_t n_abreast = 0;
    if (facts->wanted != NULL) {
        facts->computed = computed = BO_NEW_ARRAY(facts->arena, bool, facts->n_variables);
    }
    for (uint32_t i = 0; i < r->n_columns; i++) {
        const struct bo_column *of = &r->column[i];
        if (computed != NULL && !computed[of->variable]) {
            computed[of->variable] = has_values(world, i + 1);
        }
        if (of->entity == NULL || !bo_facts_wants(facts, of->variable, of->entity, of->place)) {
            continue;
        }
        double *series = bo_facts_series_of(facts, of->variable, of->entity, of->place,
                                            of->first_month, world->month);
        abreast[n_abreast++] = filling_of(world, i, series);
        if (n_abreast == N_ABREAST) {
            fill_abreast(world, abreast);
            n_abreast = 0;
        }
    }
    for (uint32_t k = 0; k < n_abreast; k++) {
        fill_until(world, &abreast[k], world->month);
    }
}

/* ---- a month ---- */

bool bo_record_at_work(const struct bo_world *world, uint32_t company)
{
    return world->company[company].alive;
}

bool bo_record_survives(const struct bo_world *world, uint32_t company)
{
    return bo_record_at_work(world, company) && !bo_capital_ended(world, company);
}

/* Nothing is told of it yet. */
static void begin_row(struct bo_world *world)
{
    struct bo_recorder *r = world->recorder;
    if (world->month > 0) {
        r->row[world->month - 1].n_cells = r->n_columns; /* so that later rows are no shorter */
    }
    begin_cells(world, world->month > 0 ? cells_for(r->n_columns) : FIRST_CELLS);
    double *now = r->now;
    for (uint32_t i = 0, n = r->n_columns; i < n; i++) {
        now[i] = BO_NAN;
    }
    for (uint32_t c = 0; c < world->n_companies; c++) {
        if (!world->company[c].alive && r->since[c] == world->month) {
            r->since[c] = world->month + 1; /* not founded yet */
        }
    }
}

void bo_record_month(struct bo_world *world)
{
    begin_row(world);
    bo_record_sites(world);
    bo_record_options(world);
    bo_record_money(world);
    if (world->ai_economy != NULL) {
        bo_record_chips(world);
        bo_record_compute(world);
        bo_record_products(world);
        bo_record_returns(world);
    }
    if (world->ai_economy != NULL && world->facts->wanted == NULL) {
        bo_record_holdings(world);
    }
    if (bo_month_of_day(bo_world_date(world, world->day)) % MONTHS_PER_YEAR == 0) {
        bo_record_year(world);
    }
}
