#include "buildout/model/world.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/hash.h"
#include "buildout/model/board.h"
#include "buildout/model/demand.h"
#include "buildout/model/export_rule.h"
#include "buildout/model/lease.h"
#include "buildout/model/opening.h"
#include "buildout/model/record.h"
#include "buildout/model/site_cost.h"

/* Room that most long runs fill without moving their projects; room that is not filled may cost a huge page. */
#define FIRST_PROJECTS 6144

double bo_world_draw(const struct bo_world *world, uint64_t key, enum bo_purpose purpose,
                     uint32_t index)
{
    return bo_rng_uniform_of(world->draw_key, key, (uint32_t)purpose, index);
}

double bo_world_sample(const struct bo_world *world, const struct bo_dist *dist, uint64_t key,
                       enum bo_purpose purpose)
{
    if (dist->kind == BO_DIST_CONSTANT) {
        return dist->p[0];
    }
    return bo_dist_quantile(dist, bo_world_draw(world, key, purpose, 0));
}

uint32_t bo_world_landlord_party(const struct bo_world *world, uint32_t region)
{
    return world->n_companies + region;
}

bool bo_world_is_landlord(const struct bo_world *world, uint32_t party)
{
    return party >= world->n_companies && party < world->n_companies + world->n_regions;
}

const char *bo_world_party_name(const struct bo_world *world, uint32_t party)
{
    return world->ledger.name[party];
}

static double end_of_month(const struct bo_world *world, uint32_t month)
{
    int32_t first = bo_month_of_day(world->start_day);
    return (double)(bo_month_first_day(first + (int32_t)month + 1) - world->start_day);
}

double bo_world_month_end(const struct bo_world *world, uint32_t month)
{
    bool kept = world->month_end_day != NULL && month < world->n_months;
    return kept ? world->month_end_day[month] : end_of_month(world, month);
}

static void make_months(struct bo_world *world)
{
    world->month_end_day = BO_NEW_ARRAY(world->arena, double, world->n_months);
    for (uint32_t m = 0; m < world->n_months; m++) {
        world->month_end_day[m] = end_of_month(world, m);
    }
}

static double pipeline_sites(const struct bo_world *world)
{
    double sites = 0.0;
    for (uint32_t i = 0; i < world->n_active; i++) {
        const struct bo_project *p = &world->project[world->active[i]];
        sites += p->kind == BO_NEW_SITE && bo_project_in_pipeline(p);
    }
    return sites;
}

void bo_world_totals(const struct bo_world *world, double *sites, double *mw, double *pipeline,
                     double *capex_usd)
{
    *sites = *mw = *capex_usd = 0.0;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        *sites += world->landlord_sites[r];
    }
    for (uint32_t c = 0; c < world->n_companies; c++) {
        for (uint32_t r = 0; r < world->n_regions; r++) {
            *sites += world->company[c].estate[r].n_sites;
        }
        *mw += bo_board_energised_mw(world, c);
        *capex_usd += world->company[c].capex.ttm;
    }
    if (pipeline != NULL) {
        *pipeline = pipeline_sites(world);
    }
}

static void make_regions(struct bo_world *world)
{
    struct bo_arena *arena = world->arena;
    uint32_t n = world->n_regions;
    world->region = BO_NEW_ARRAY(arena, struct bo_region, n);
    world->landlord = BO_NEW_ARRAY(arena, struct bo_landlord, n);
    world->landlord_sites = BO_NEW_ARRAY(arena, uint32_t, n);
    world->landlord_mw = BO_NEW_ARRAY(arena, double, n);
    world->siting = BO_NEW_ARRAY(arena, struct bo_siting_weight, n);
    world->siting_sums = BO_NEW_ARRAY(arena, double, n);
    world->siting_sums_china = BO_NEW_ARRAY(arena, double, n);
    world->siting_sums_own = BO_NEW_ARRAY(arena, double, n);
    world->scratch = BO_NEW_ARRAY(arena, double, n);
    world->equipment_price_ratio = 1.0;
    world->count.openings_region = BO_NEW_ARRAY(arena, uint32_t, n);
    world->count.cancelled_region = BO_NEW_ARRAY(arena, uint32_t, n);
    world->count.late_region = BO_NEW_ARRAY(arena, struct bo_lateness, n);
    world->count.late_company = BO_NEW_ARRAY(arena, struct bo_lateness, world->n_companies);
    for (uint32_t r = 0; r < n; r++) {
        struct bo_region *region = &world->region[r];
        region->param = &world->param->region[r];
        uint64_t key = region->param->entry.hash;
        region->past_key = bo_key_mix(key, bo_key_hash("past"));
        region->colocation_key = bo_key_mix(key, bo_key_hash("colocation"));
        region->study_median_days = bo_dist_median(&region->param->grid_study_days);
        /* facts outlive the world, and so must the names in them */
        region->landlord_name =
            bo_arena_printf(world->facts->arena, "Landlord %s", region->param->entry.name);
        region->crew_trained = BO_NEW_ARRAY(arena, double, world->n_months);
        region->land_asked_mw = BO_NEW_ARRAY(arena, double, world->n_months);
        region->land_queued_mw = BO_NEW_ARRAY(arena, double, world->n_months);
        region->grid_ratio = region->landlord_grants_ratio = 1.0;
        region->grid_decided = BO_NEW_ARRAY(arena, double, world->n_months);
        region->load_slope_end =
            BO_NEW_ARRAY(arena, double, (size_t)world->n_companies * world->n_months);
        region->lease_end =
            BO_NEW_ARRAY(arena, struct bo_lease_end, (size_t)world->n_companies * world->n_months);
        bo_fluid_pool_init(&region->crews, arena, 0.0, 0.0);
        bo_plant_init(&world->landlord[r].sites, arena, world->n_months);
    }
}

static void keep(const struct bo_world *world, struct bo_path *path)
{
    path->kept = BO_NEW(world->arena, struct bo_path_answers);
}

/* What is asked about a region by everybody who is there, on the same day. */
static void keep_answers_of_regions(const struct bo_world *world)
{
    for (uint32_t r = 0; r < world->n_regions; r++) {
        struct bo_region_param *p = &world->param->region[r];
        keep(world, &p->grid_grants_mw_per_year);
        keep(world, &p->least_charge_frac);
        keep(world, &p->moratorium_frac);
        keep(world, &p->on_site_frac);
        keep(world, &p->permit_time_ratio);
        keep(world, &p->overhead_index);
    }
}

/* What every company or region asks about on the same day. */
static void keep_answers(const struct bo_world *world)
{
    const struct bo_param *p = world->param;
    struct bo_path *path[] = {&p->construction->cost_index,
                              &p->construction->opposition_per_year,
                              &p->grid->on_site_max_mw_per_year,
                              &p->grid->speculative_ratio,
                              &p->demand->index,
                              &p->demand->ai_index,
                              &p->demand->cloud_index,
                              &p->colocation->rent_cost_drift_per_year,
                              &p->colocation->absorption_growth_per_year,
                              &p->finance->base_rate_per_year,
                              &p->finance->cash_yield_per_year,
                              &p->finance->cover_least_ratio,
                              &p->finance->credit_shut_frac,
                              &p->finance->life_ai_systems_days,
                              &p->finance->opening_rate_per_year,
                              &p->finance->server_price_index};
    for (uint32_t i = 0; i < sizeof path / sizeof path[0]; i++) {
        keep(world, path[i]);
    }
    keep_answers_of_regions(world);
    for (uint32_t i = 0; i < world->n_companies; i++) {
        keep(world, &p->company[i].capex_limit_ratio);
        keep(world, &p->company[i].capex_max_usd_per_year);
        keep(world, &p->company[i].other_capex_usd_per_year);
        keep(world, &p->company[i].server_life_days);
    }
    if (p->n[BO_TABLE_COMPETITION] > 0) {
        keep(world, &p->competition->step_error_ratio);
    }
    if (p->n[BO_TABLE_CHIP_MARKET] > 0) {
        keep(world, &p->chip_market->grey_seized_frac);
    }
    for (uint32_t i = 0; i < p->n[BO_TABLE_SEGMENTS]; i++) {
        keep(world, &p->segment[i].use_index);
    }
    for (uint32_t i = 0; i < p->n[BO_TABLE_RULES]; i++) {
        keep(world, &p->export_rule[i].enforcement_frac);
    }
}

static void make_medians(struct bo_world *world)
{
    const struct bo_construction_param *c = world->param->construction;
    world->permit_median_days = bo_dist_median(&c->permit_days);
    world->grid_lead_median_days = bo_dist_median(&c->grid_application_lead_days);
    world->shell_median_days = bo_dist_median(&c->shell_days);
    world->fitout_median_days = bo_dist_median(&c->fitout_days);
    world->on_site_median_days = bo_dist_median(&world->param->grid->on_site_days);
    world->cost_index_then = bo_path_at(&c->cost_index, (double)c->cost_day);
}

/* Lives are judged anew, so that what is in use at the end of the run must be known to its own end. */
static uint32_t longest_life_months(const struct bo_path *life)
{
    double days = 0.0, most = 1.0;
    for (uint32_t i = 0; i < life->v.n; i++) {
        days = fmax(days, life->v.value[i] * life->scale);
    }
    double more = 0.0;
    for (uint32_t i = 0; life->times != NULL && i < life->times->n; i++) {
        most = fmax(most, life->times->value[i]);
    }
    for (uint32_t i = 0; life->plus != NULL && i < life->plus->n; i++) {
        more = fmax(more, life->plus->value[i]);
    }
    return 1 + (uint32_t)ceil((most * days + more) / BO_DAYS_PER_MONTH);
}

/* Months after the run in which what is in use may end: none where no life changes. */
static uint32_t months_after(const struct bo_path *life)
{
    bool changes = life->v.n > 1 || life->times != NULL || life->plus != NULL;
    return changes ? longest_life_months(life) : 0;
}

static uint32_t n_rules(const struct bo_param *param)
{
    uint32_t n = 0;
    for (uint32_t s = 0; s < param->n[BO_TABLE_STRATEGIES]; s++) {
        n += param->strategy[s].n_rules;
    }
    return n;
}

static void make_companies(struct bo_world *world)
{
    struct bo_arena *arena = world->arena;
    world->company = BO_NEW_ARRAY(arena, struct bo_company, world->n_companies);
    world->count.openings_company = BO_NEW_ARRAY(arena, uint32_t, world->n_companies);
    world->count.cancelled_company = BO_NEW_ARRAY(arena, uint32_t, world->n_companies);
    for (uint32_t i = 0; i < world->n_companies; i++) {
        struct bo_company *c = &world->company[i];
        c->param = &world->param->company[i];
        c->policy = world->param->strategy[c->param->strategy];
        c->alive = c->param->founded_day <= world->start_day;
        c->estate = BO_NEW_ARRAY(arena, struct bo_estate, world->n_regions);
        c->capex_scale = 1.0;
        c->rule_acts = BO_NEW_ARRAY(arena, bool, n_rules(world->param));
        bo_plant_init(&c->sites, arena, world->n_months);
        bo_plant_init(&c->servers, arena,
                      world->n_months + longest_life_months(&c->param->server_life_days));
        bo_plant_init(&c->ai, arena,
                      world->n_months + months_after(&world->param->finance->life_ai_systems_days));
        bo_plant_init(&c->other, arena, world->n_months);
    }
}

static void make_ledger(struct bo_world *world)
{
    uint32_t n = world->n_companies + world->n_regions;
    const char **names = BO_NEW_ARRAY(world->arena, const char *, n);
    for (uint32_t i = 0; i < world->n_companies; i++) {
        names[i] = world->param->company[i].entry.name;
    }
    for (uint32_t r = 0; r < world->n_regions; r++) {
        names[world->n_companies + r] = world->region[r].landlord_name;
    }
    bool postings = bo_record_asks_postings(world);
    bo_ledger_init(&world->ledger, world->arena, n, names, postings);
    world->site_sums = BO_NEW_ARRAY(world->arena, struct bo_site_sums, n);
}

int bo_world_create(const struct bo_param *param, const struct bo_rng *rng, struct bo_arena *arena,
                    struct bo_facts *facts, struct bo_world **out, struct bo_err *err)
{
    struct bo_world *world = BO_NEW(arena, struct bo_world);
    world->arena = arena;
    world->param = param;
    world->rng = *rng;
    world->draw_key = bo_rng_run_key(rng);
    world->start_day = param->time->start_day;
    world->n_months =
        (uint32_t)(bo_month_of_day(param->time->end_day) - bo_month_of_day(param->time->start_day));
    world->n_regions = param->n[BO_TABLE_REGIONS];
    world->n_companies = param->n[BO_TABLE_COMPANIES];
    world->n_makers = param->n[BO_TABLE_EQUIPMENT];
    world->facts = facts;
    make_months(world);
    make_regions(world);
    keep_answers(world);
    make_medians(world);
    make_companies(world);
    make_ledger(world);
    bo_lease_open(world);
    world->maker = BO_NEW_ARRAY(arena, struct bo_maker, world->n_makers);
    for (uint32_t k = 0; k < world->n_makers; k++) {
        world->maker[k].param = &param->maker[k];
        world->maker[k].growth_decided = BO_NEW_ARRAY(arena, double, world->n_months + 1);
    }
    world->project_room = world->active_room = FIRST_PROJECTS;
    bo_arena_begin_line(arena);
    world->project = BO_NEW_ARRAY(arena, struct bo_project, FIRST_PROJECTS);
    world->active = BO_NEW_ARRAY(arena, uint32_t, FIRST_PROJECTS);
    bo_record_open(world);
    int status = bo_opening_fill(world, err);
    if (status != BO_OK) {
        return status;
    }
    *out = world;
    return BO_OK;
}
