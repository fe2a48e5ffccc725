#include "buildout/model/slip.h"

#include <math.h>

#include "buildout/base/num.h"

#define HALF 0.5

/* Which of the three that run in parallel is there last. */
enum link { GRID, EQUIPMENT, SHELL };

static enum link last_link(const struct bo_project_dates *d)
{
    if (d->power >= d->equipment && d->power >= d->shell) {
        return GRID;
    }
    return d->equipment >= d->shell ? EQUIPMENT : SHELL;
}

/* Shares `whole` between two causes: where one worked against it the other answers for all. */
static void split(double whole, double first, double second, double *to_first, double *to_second)
{
    bool late = whole > 0.0;
    double a = (first > 0.0) == late ? fabs(first) : 0.0;
    double b = (second > 0.0) == late ? fabs(second) : 0.0;
    double share = a + b > 0.0 ? a / (a + b) : 0.0;
    *to_first += whole * share;
    *to_second += whole * (1.0 - share);
}

/* Work that took another time than planned: it was more of it, or fewer crews were there than counted on. */
static void split_work(double whole, double planned_days, double work_days, double slowdown,
                       double *to_work, double *to_crews)
{
    double work = work_days - planned_days / slowdown;
    split(whole, whole - work, work, to_crews, to_work);
}

static void explain_fitout_start(const struct bo_project *p, const struct bo_project_dates *d,
                                 double *part)
{
    const struct bo_project_dates *plan = &p->planned;
    double whole = d->fitout - plan->fitout;
    enum link link = last_link(whole > 0.0 ? d : plan);
    double permit = d->ground - plan->ground;
    double shell = 0.0;
    switch (link) {
    case GRID:
        split(whole, d->study - plan->study, (d->power - plan->power) - (d->study - plan->study),
              &part[BO_SLIP_STUDY], &part[BO_SLIP_QUEUE]);
        return;
    case EQUIPMENT:
        split(whole, permit, (d->equipment - plan->equipment) - permit, &part[BO_SLIP_PERMIT],
              &part[BO_SLIP_EQUIPMENT]);
        return;
    case SHELL:
        split(whole, permit, (d->shell - plan->shell) - permit, &part[BO_SLIP_PERMIT], &shell);
        split_work(shell, plan->shell - plan->ground, p->plan.shell_days, plan->crew_slowdown,
                   &part[BO_SLIP_SHELL], &part[BO_SLIP_CREWS]);
        return;
    }
}

void bo_slip_explain(const struct bo_project *p, const struct bo_project_dates *d,
                     double part[BO_N_SLIP_PARTS])
{
    const struct bo_project_dates *plan = &p->planned;
    for (int i = 0; i < BO_N_SLIP_PARTS; i++) {
        part[i] = 0.0;
    }
    explain_fitout_start(p, d, part);
    double planned_fitout = plan->open - plan->buffer_days - plan->fitout;
    double fitout = d->open - d->buffer_days - d->fitout;
    split_work(fitout - planned_fitout, planned_fitout, p->plan.fitout_days, plan->crew_slowdown,
               &part[BO_SLIP_FITOUT], &part[BO_SLIP_CREWS]);
    part[BO_SLIP_BUFFER] = d->buffer_days - plan->buffer_days;
}

void bo_slip_round(const double part_days[BO_N_SLIP_PARTS], int32_t sum,
                   int32_t part[BO_N_SLIP_PARTS])
{
    double so_far = 0.0;
    int32_t told = 0;
    int largest = 0;
    for (int i = 0; i < BO_N_SLIP_PARTS; i++) {
        so_far += part_days[i];
        int32_t rounded = (int32_t)floor(so_far + HALF);
        part[i] = rounded - told;
        told = rounded;
        largest = fabs(part_days[i]) > fabs(part_days[largest]) ? i : largest;
    }
    part[largest] += sum - told;
}
