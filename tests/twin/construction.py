"""The construction model of Buildout, written again in Python on SimPy: the same rules, nothing shared but the scenario.

A project is a process: permit, then the grid, equipment and the shell side by side, then halls one after another. Crews
of a region are shared like water; the grid's grants and the makers' books are queues served at a rate that moves with
the month. Boards start projects to close the gap between the demand that they expect and what they have. Times are days
since the start of the run; MW are critical IT.

The queues are served on the same virtual clocks as Buildout's, an event for the head of each: the ratio of speeds is
that of two programs with one algorithm.
"""
import bisect
import datetime
import heapq
import itertools
import math
import random

import simpy

from scenario import DAYS_PER_MONTH, DAYS_PER_YEAR, Draw, Path, date, days

NEVER = float("inf")
N_SERIES = 9
USUAL = "new site"
EXTENSION = "extension"


def approach(x, target, dt, tau):
    return target + (x - target) * math.exp(-dt / tau)


def clamp(x, low, high):
    return max(low, min(x, high))


class Head:
    """The one event of SimPy that stands for the next completion of a pool or queue."""

    def __init__(self, env, complete):
        self.env, self.complete, self.day, self.version = env, complete, NEVER, 0

    def aim(self, day):
        day = max(day, self.env.now)
        if day == self.day:
            return
        self.day = day
        self.version += 1
        if day < NEVER:
            timeout = self.env.timeout(day - self.env.now, self.version)
            timeout.callbacks.append(self.on_time)

    def on_time(self, event):
        if event.value == self.version:
            self.day = NEVER
            self.complete()


class Crews:
    """Workers of a region: when they are short, all their jobs slow down alike."""

    def __init__(self, env):
        self.env, self.capacity, self.demand, self.clock, self.virtual = env, 0.0, 0.0, 0.0, 0.0
        self.jobs, self.order, self.n_jobs = [], itertools.count(), 0
        self.head = Head(env, self.complete)

    def rate(self):
        return 1.0 if self.demand <= self.capacity else self.capacity / self.demand

    def use(self):
        return self.demand / self.capacity if self.capacity > 0.0 else 0.0

    def slowdown(self):
        return max(1.0, self.use())

    def advance(self):
        if self.n_jobs:
            self.virtual += (self.env.now - self.clock) * self.rate()
        self.clock = self.env.now

    def set_capacity(self, capacity):
        self.advance()
        self.capacity = capacity
        self.aim()

    def aim(self):
        while self.jobs and self.jobs[0][2].removed:
            heapq.heappop(self.jobs)
        rate = self.rate()
        if self.jobs and rate > 0.0:
            self.head.aim(self.clock + max(0.0, self.jobs[0][0] - self.virtual) / rate)
        else:
            self.head.aim(NEVER)

    def work(self, work_days, workers, done_days=0.0):
        self.advance()
        job = self.env.event()
        job.removed, job.workers = False, workers
        heapq.heappush(self.jobs, (self.virtual + work_days - done_days, next(self.order), job))
        self.n_jobs += 1
        self.demand += workers
        self.aim()
        return job

    def remove(self, job):
        self.advance()
        job.removed = True
        self.n_jobs -= 1
        self.demand = self.demand - job.workers if self.n_jobs else 0.0

    def complete(self):
        self.advance()
        finish, _, job = heapq.heappop(self.jobs)
        self.virtual = finish
        self.remove(job)
        job.succeed()
        self.aim()

    def stop(self, job):
        if not job.removed:
            self.remove(job)
            self.aim()


class Queue:
    """First in, first out, served at a rate; others' orders flow in; nothing comes sooner than it can be made."""

    def __init__(self, env, capacity, backlog, least_days=0.0, inflow=0.0):
        self.env, self.capacity, self.inflow, self.least_days = env, capacity, inflow, least_days
        self.clock, self.served, self.last = env.now, 0.0, backlog
        self.orders, self.first = [], 0
        self.head = Head(env, self.complete)

    def advance(self):
        dt = self.env.now - self.clock
        self.last += self.inflow * dt
        self.served += self.capacity * dt
        self.last = max(self.last, self.served)
        self.clock = self.env.now

    def set(self, capacity, inflow):
        self.advance()
        self.capacity, self.inflow = capacity, inflow
        self.aim()

    def add(self, work):
        self.advance()
        self.last += work
        position = max(self.last, self.served + self.capacity * self.least_days)
        if self.first < len(self.orders):
            position = max(position, self.orders[-1][0])
        return self.append(position)

    def place(self, ahead):
        """At the start, for those that are in the queue already."""
        position = self.served + ahead
        self.last = max(self.last, position)
        return self.append(position)

    def append(self, position):
        done = self.env.event()
        done.position = position
        self.orders.append((position, done))
        self.aim()
        return done

    def aim(self):
        if self.first == len(self.orders) or not self.capacity > 0.0:
            self.head.aim(NEVER)
        else:
            self.head.aim(self.clock + max(0.0, self.orders[self.first][0] - self.served) / self.capacity)

    def complete(self):
        self.advance()
        position, done = self.orders[self.first]
        self.first += 1
        self.served = max(self.served, position)
        self.last = max(self.last, self.served)
        done.succeed()
        self.aim()

    def place_days(self, done):
        """How long an order that has its place still waits at the rate of now."""
        return max(0.0, done.position - self.served) / self.capacity if self.capacity > 0.0 else NEVER

    def wait_days(self):
        backlog = self.last - self.served
        if backlog <= 0.0:
            return self.least_days
        return max(backlog / self.capacity, self.least_days) if self.capacity > 0.0 else NEVER


class Project:
    """Its luck is drawn when it is announced; dates are filled in as they come."""

    def __init__(self, world, region, company, kind, mw, announced):
        c, rng = world.build, world.rng
        self.region, self.company, self.kind, self.mw, self.announced = region, company, kind, mw, announced
        ratio = c.extension_time_ratio if kind == EXTENSION else 1.0
        self.n_halls = int(clamp(math.floor(mw / c.hall_mw + 0.5), 1.0, c.max_halls))
        self.workers = c.workers_per_mw(rng) * mw
        self.permit_days = ratio * c.permit(rng)
        self.study_days, self.lead_days = region.study(rng), c.lead(rng)
        self.shell_days, self.fitout_days, self.hall_days = ratio * c.shell(rng), c.fitout(rng), c.hall(rng)
        self.fast = kind == USUAL and rng.random() < c.fast_track_frac
        if self.fast:
            scale = c.fast(rng) / (self.shell_days + self.fitout_days)
            self.shell_days *= scale
            self.fitout_days *= scale
        self.permit = self.study = self.grid = self.equipment = self.shell = self.fitout = None
        self.opened = self.complete = self.cancelled = None
        self.n_done, self.planned, self.published, self.due = 0, None, None, False
        self.process = None

    def hall_mw(self):
        return self.mw / self.n_halls

    def in_pipeline(self):
        return self.opened is None and self.cancelled is None

    def usual(self, world, slow):
        """What a planner counts on: permit, study, shell, fit-out."""
        c = world.build
        ratio = c.extension_time_ratio if self.kind == EXTENSION else 1.0
        shell, fitout = ratio * c.shell.median * slow, c.fitout.median * slow
        if self.fast:
            shell, fitout = self.shell_days * slow, self.fitout_days * slow
        return ratio * c.permit.median, self.region.study.median - self.lead_days, shell, fitout

    def expect(self, world, day, slow):
        """The opening that a planner would tell today, without any reserve."""
        permit, study, shell, fitout = self.usual(world, slow)
        ground = max(day, self.announced + permit) if self.permit is None else self.permit
        if self.grid is not None:
            power = self.grid
        else:
            wait = 0.0 if self.fast else self.region.quote(world)
            if self.study is None:
                study = max(day, self.announced + study)
            else:
                study = self.study
                wait = 0.0 if self.fast else min(wait, self.region.grid.place_days(self.turn))
            power = max(day, study) + wait
        if self.permit is not None and self.equipment is not None:
            equipment = self.equipment
        else:
            equipment = max(day, ground + (0.0 if self.fast else world.equipment_quote()))
        shell = max(day, ground + shell) if self.shell is None else self.shell
        start = max(day, power, equipment, shell) if self.fitout is None else self.fitout
        return max(day, start + fitout)


class Region:
    def __init__(self, world, key, group):
        self.name = group.get("name", key)
        self.study = Draw(group, "grid_study_months")
        self.grants, self.stopped = Path(group["grid_grants_mw_per_year"]), Path(group["moratorium_frac"])
        self.queue_at_start = days(group, "grid_queue_at_start_months")
        self.weight, self.size_multiplier = Path(group["demand_weight"]), group["size_multiplier"]
        self.starts = Path(group["starts_per_year"])
        self.pool, self.growth = group["labour_pool_workers"], group["labour_growth_per_year"]
        self.crews, self.trained = Crews(world.env), [0.0] * (world.n_months + 1)
        self.index, self.energised, self.openings, self.cancelled = world.names.index(key), 0.0, 0, 0

    def grants_per_day(self, date_):
        return self.grants(date_) * (1.0 - clamp(self.stopped(date_), 0.0, 1.0)) / DAYS_PER_YEAR

    def quote(self, world):
        return min(self.grid.wait_days(), world.horizon)


class Maker:
    def __init__(self, world, group):
        self.units_per_mw, self.other_share = group["units_per_mw"], group["other_share_frac"]
        self.over = group["orders_over_capacity_ratio"]
        self.lead_start, self.lead_least = days(group, "lead_at_start_weeks"), days(group, "lead_least_weeks")
        self.lead_before = days(group, "lead_before_weeks") or self.lead_start
        self.growth, self.answer = group["capacity_growth_per_year"], group["capacity_answer_per_year"]
        self.answer_max = group["capacity_answer_max_per_year"]
        self.delay = int(days(group, "lines_delay_months") / DAYS_PER_MONTH)
        self.others, self.lag = Path(group["other_orders_log"]), days(group, "other_lag_months")
        self.forward = group["other_forward_ordering_ratio"]
        self.decided = [0.0] * (world.n_months + 1)

    def past_lead(self, day):
        return self.lead_before + clamp(1.0 + day / DAYS_PER_YEAR, 0.0, 1.0) * (self.lead_start - self.lead_before)

    def open(self, env, starts_mw):
        own = starts_mw * self.units_per_mw / DAYS_PER_YEAR
        total = own / (1.0 - self.other_share)
        self.other_start, capacity = total - own, total / self.over
        self.book = Queue(env, capacity, self.lead_start * capacity, self.lead_least, self.other_start)
        rise = (self.lead_start - self.lead_before) / DAYS_PER_YEAR
        self.seen = self.lead_start - (rise * self.lag if self.lag > DAYS_PER_MONTH else 0.0)

    def close(self, world):
        self.book.advance()
        lead = self.book.wait_days()
        rise = (lead - self.seen) / self.lag
        self.seen += rise * DAYS_PER_MONTH
        if world.month + self.delay < world.n_months:
            under_way = sum(self.decided[world.month + 1:world.month + self.delay]) / 12.0
            need = math.log(lead / self.lead_start) - under_way
            self.decided[world.month + self.delay] = clamp(self.answer * need, -self.growth, self.answer_max)
        growth = self.growth + self.decided[world.month]
        others = self.other_start * math.exp(self.others(world.date()) - self.others(world.start))
        others *= 1.0 + self.forward * clamp(rise, -1.0, 1.0)
        self.book.set(self.book.capacity * math.exp(growth / 12.0), others)


class Company:
    """A board that builds for a demand of its own; money is no object."""

    def __init__(self, world, group):
        self.it_mw = group["it_mw"]
        self.share = [group["region_share"].get(name, 0.0) for name in world.names]
        self.luck, self.growth_rate = None, math.log1p(group["core_growth_per_year"])
        strategy = world.text["strategies"][group["strategy"]]
        self.ahead, self.cover = strategy["build_ahead_days"], strategy["cover_ratio"]
        self.belief = strategy["growth_belief_ratio"]
        self.energised, self.ordered, self.wanted, self.core_log = self.it_mw, 0.0, 0.0, 0.0
        sites, count = 0.0, 0
        self.n_sites = []
        for share in self.share:  # whole sites, the remainder carried on
            sites += group["sites"] * share
            self.n_sites.append(int(math.floor(sites + 0.5)) - count)
            count += self.n_sites[-1]

    def open(self, world, use):
        self.base_start = max(0.0, use * self.it_mw)
        self.demand = self.seen = self.before = self.base_start

    def planned_growth(self, world):
        return world.anchor_frac * self.growth_long + (1.0 - world.anchor_frac) * self.growth_2

    def gap(self, world, neutral=False):
        ahead, belief, cover = (0.0, 1.0, 1.0) if neutral else (self.ahead, self.belief, self.cover)
        ahead = max(0.0, min(world.lead_planned + ahead, world.horizon))
        forecast = self.seen * math.exp(self.planned_growth(world) * belief * ahead / DAYS_PER_YEAR)
        return forecast * world.cover * cover - self.energised - self.ordered

    def close_demand(self, world):
        self.core_log += self.growth_rate * DAYS_PER_MONTH / DAYS_PER_YEAR
        self.before, self.demand = self.demand, self.base_start * math.exp(self.core_log)
        seen = clamp(12.0 * math.log(self.demand / self.before), -world.growth_max, world.growth_max)
        self.growth_1 = approach(self.growth_1, seen, DAYS_PER_MONTH, world.growth_lag)
        self.growth_2 = approach(self.growth_2, self.growth_1, DAYS_PER_MONTH, world.growth_lag)
        self.growth_long = approach(self.growth_long, seen, DAYS_PER_MONTH, world.anchor_days)
        trend = math.exp(self.planned_growth(world) / 12.0)
        self.seen = approach(self.seen * trend, self.demand, DAYS_PER_MONTH, world.level_lag)


class Build:
    """How a site is built."""

    def __init__(self, group):
        for key in ("hall_mw", "max_halls", "extension_frac", "extension_time_ratio", "fast_track_frac",
                    "size_median_mw", "size_sigma", "size_growth_per_year", "withdrawal_per_year",
                    "late_cancel_per_year", "plan_buffer_frac", "crew_cover_ratio", "crew_use_threshold_frac",
                    "crew_growth_answer_per_year"):
            setattr(self, key, group[key])
        self.permit, self.shell = Draw(group, "permit_months"), Draw(group, "shell_months")
        self.fitout, self.hall = Draw(group, "fitout_months"), Draw(group, "hall_interval_months")
        self.lead, self.fast = Draw(group, "grid_application_lead_months"), Draw(group, "fast_track_months")
        self.workers_per_mw = Draw(group, "workers_per_mw")
        self.opposition = Path(group["opposition_per_year"])
        self.training = int(days(group, "crew_training_months") / DAYS_PER_MONTH)


# What the twin does not have, as the scenario must say it.
OFF = {"construction": {"size_response": 0.0, "order_ahead_frac": 0.0, "told_anew_frac": 1.0, "hoped_time_ratio": 1.0,
                        "crews_bind": True, "grid_binds": True, "equipment_binds": True},
       "demand": {"index": 1.0, "mw_efficiency_per_year": 0.0},
       "grid": {"answer_per_year": 0.0, "moratorium_cancel_per_year": 0.0, "speculative_ratio": 0.0},
       "planning": {"region_cost_elasticity": 0.0, "region_power_elasticity": 0.0, "withdraw_excess_frac": 1.0},
       "companies.*": {"own_frac": 1.0, "cloud_mw_frac": 0.0, "buys_as_china": False, "in_history": True},
       "regions.*": {"colo_inventory_mw": 0.0, "on_site_frac": 0.0},
       "strategies.*": {"lease_frac": -1.0, "rules": "none", "script": "none"}}


def check(text):
    if not text["time"]["start"].endswith("-01-01"):
        raise ValueError("the twin begins on 1 January")
    for path, keys in OFF.items():
        name, _, star = path.partition(".")
        for group in text[name].values() if star else [text[name]]:
            for key, value in keys.items():
                if group[key] != value:
                    raise ValueError("the twin has no %s.%s other than %s" % (path, key, value))
    rates = {group["core_growth_per_year"] for group in text["companies"].values()}
    if rates != {text["demand"]["long_run_growth_per_year"]}:
        raise ValueError("the twin wants companies to grow like the long run")


class World:
    def __init__(self, text, seed):
        check(text)
        self.text, self.rng, self.env = text, random.Random(seed), simpy.Environment()
        self.start = date(text["time"]["start"])
        first, end = (datetime.date.fromordinal(date(text["time"][key])) for key in ("start", "end"))
        self.n_months = 12 * (end.year - first.year) + end.month - first.month
        self.month_end = [datetime.date(first.year + (first.month + m) // 12, (first.month + m) % 12 + 1, 1).toordinal()
                          - self.start for m in range(self.n_months)]
        self.build, plan = Build(text["construction"]), text["planning"]
        self.horizon, self.gap_close = days(plan, "horizon_max_years"), days(plan, "gap_close_months")
        self.growth_lag, self.level_lag = days(plan, "growth_lag_months"), days(plan, "level_lag_months")
        self.anchor_frac, self.anchor = plan["growth_anchor_frac"], plan["growth_anchor_per_year"]
        self.anchor_days, self.growth_max = days(plan, "growth_anchor_years"), plan["growth_max_per_year"]
        self.cover, self.reaction = plan["cover_ratio"], plan["lead_reaction_frac"]
        self.starts_max, self.wait_elasticity = plan["starts_max_per_year_frac"], plan["region_wait_elasticity"]
        self.names = sorted(text["regions"])
        self.regions = [Region(self, name, text["regions"][name]) for name in self.names]
        self.makers = [Maker(self, text["equipment"][name]) for name in sorted(text["equipment"])]
        self.companies = [Company(self, text["companies"][name]) for name in sorted(text["companies"])]
        self.projects, self.active, self.month, self.late = [], [], 0, []
        self.series = [[[] for _ in range(N_SERIES)] for _ in self.regions]

    def date(self):
        return self.start + self.env.now

    # --- what planners know ---

    def equipment_quote(self):
        return max(maker.book.wait_days() for maker in self.makers)

    def quoted_lead(self):
        """Weights regions for siting; the lead time that buyers of the world see."""
        b = self.build
        weights = total = 0.0
        for region in self.regions:
            slow, weight = region.crews.slowdown(), region.weight(self.date())
            works = max(self.equipment_quote(), b.shell.median * slow)
            build = b.permit.median + works + b.fitout.median * slow
            grid = max(0.0, region.study.median - b.lead.median) + region.quote(self)
            region.time = max(build, grid + b.fitout.median * slow)
            region.demand = weight
            weights += weight
            total += weight * min(region.time, self.horizon)
        mean = sum(region.demand * region.time for region in self.regions) / weights
        sums = 0.0
        self.siting = []
        for region in self.regions:
            sums += region.demand * math.exp(-self.wait_elasticity * math.log(region.time / mean))
            self.siting.append(sums)
        return total / weights

    # --- the past ---

    def size(self, region, day):
        b = self.build
        growth = math.exp(math.log1p(b.size_growth_per_year) * day / DAYS_PER_YEAR)
        return b.size_median_mw * growth * math.exp(self.rng.gauss(0.0, b.size_sigma)) * region.size_multiplier

    def replay(self, project, permit_days, study_days, shell_days, fitout_days):
        """Dates when nobody else is there: permit, study, grid, equipment, shell, fit-out, opening."""
        p = project
        permit = p.announced + permit_days
        study = max(p.announced, p.announced - p.lead_days + study_days)
        grid = permit if p.fast else study + p.region.queue_at_start
        lead = 0.0 if p.fast else max(maker.past_lead(permit) for maker in self.makers)
        equipment, shell = permit + lead, permit + shell_days
        fitout = max(grid, equipment, shell)
        return permit, study, grid, equipment, shell, fitout, fitout + fitout_days

    def replay_past(self):
        """Projects begun before the start, with the same phases; returns the MW started in the last year."""
        last_year = datetime.date.fromordinal(self.start - 1).year
        first_of_last = date("%d-01-01" % (datetime.date.fromordinal(self.start).year - 1)) - self.start
        started = 0.0
        for index, region in enumerate(self.regions):
            weights = list(itertools.accumulate(c.it_mw * c.share[index] for c in self.companies))
            points = region.starts.day
            year = datetime.date.fromordinal(points[0]).year if len(points) > 1 else last_year - 11
            for year in range(year, last_year + 1):
                first, days_ = date(str(year)) - self.start, date(str(year + 1)) - date(str(year))
                for _ in range(int(math.floor(region.starts(first + self.start) + 0.5))):
                    company = self.companies[bisect.bisect(weights, self.rng.random() * weights[-1])]
                    day = first + days_ * self.rng.random()
                    project = Project(self, region, company, USUAL, self.size(region, day), day)
                    started += project.mw if day >= first_of_last else 0.0
                    self.add_past(project)
        return started

    def add_past(self, p):
        dates = self.replay(p, p.permit_days, p.study_days, p.shell_days, p.fitout_days)
        if dates[-1] + (p.n_halls - 1) * p.hall_days <= 0.0:
            return
        _, _, shell, fitout = p.usual(self, 1.0)
        told = self.replay(p, self.build.permit.median, p.region.study.median, shell, fitout)
        permit, study, grid, equipment, shell, fitout, opened = dates
        if opened > 0.0:
            p.planned = p.published = told[-1]
        p.study = study if study < 0.0 else None
        if permit < 0.0:
            p.permit = permit
            p.grid = grid if grid < 0.0 else None
            p.equipment = equipment if equipment < 0.0 else None
            p.shell = shell if shell < 0.0 else None
            p.fitout = fitout if fitout < 0.0 else None
            if opened < 0.0:
                p.opened = opened
                p.n_done = int(min(1.0 + math.floor(-opened / p.hall_days), p.n_halls - 1.0))
        p.company.ordered += p.mw - p.n_done * p.hall_mw()
        self.projects.append(p)

    def join_queues(self):
        """Those in flight take their places in the books and the queues, by the dates at which they would be served."""
        for p in sorted((p for p in self.projects if p.permit is not None and p.equipment is None),
                        key=lambda p: p.permit):
            p.orders = [maker.book.place(max(0.0, p.permit + maker.past_lead(p.permit)) * maker.book.capacity)
                        for maker in self.makers]
        for p in sorted((p for p in self.projects if p.fitout is None and p.study is not None and p.grid is None),
                        key=lambda p: p.study + p.region.queue_at_start):
            if p.fast:
                p.grid = p.study
                continue
            ahead = max(0.0, p.study + p.region.queue_at_start)
            p.turn = p.region.grid.place(ahead * p.region.grants(self.start) / DAYS_PER_YEAR)

    def begin(self):
        started = self.replay_past() / (1.0 - self.build.extension_frac)
        self.open_supply(started)
        self.join_queues()
        self.open_boards(started)
        for c in self.companies:
            for region, share in zip(self.regions, c.share):
                region.energised += c.it_mw * share
        for p in self.projects:
            self.launch(p)

    # --- what construction shares ---

    def past_work(self, p):
        """Workers that a project has at the start."""
        if p.permit is None:
            return 0.0
        if p.shell is None:
            return p.workers
        return p.workers / p.n_halls if p.fitout is not None else 0.0

    def open_supply(self, started):
        cover, works = self.build.crew_cover_ratio, [0.0] * len(self.regions)
        for p in self.projects:
            works[p.region.index] += self.past_work(p)
        pool = sum(region.pool for region in self.regions)
        for region, work in zip(self.regions, works):
            region.crews.capacity = max(region.pool * cover * sum(works) / pool, work * min(cover, 1.0))
            region.crews.at_start = work
            region.grid = Queue(self.env, region.grants_per_day(self.start),
                                region.queue_at_start * region.grants(self.start) / DAYS_PER_YEAR)
        for maker in self.makers:
            maker.open(self.env, started)

    def close_supply(self):
        b = self.build
        for region in self.regions:
            over = max(0.0, min(region.crews.use(), 2.0) - b.crew_use_threshold_frac)
            if self.month + b.training < self.n_months:
                region.trained[self.month + b.training] = b.crew_growth_answer_per_year * over
            growth = region.growth + region.trained[self.month]
            region.crews.set_capacity(region.crews.capacity * math.exp(growth / 12.0))
            region.grid.set(region.grants_per_day(self.date()), 0.0)
        for maker in self.makers:
            maker.close(self)

    # --- boards ---

    def open_boards(self, started):
        b = self.build
        for region in self.regions:  # its processes come later
            region.crews.demand = region.crews.at_start
        self.lead_start = self.quoted_lead()
        for region in self.regions:
            region.crews.demand = 0.0
        works = max(max(maker.lead_start for maker in self.makers), b.shell.median)
        self.lead_nominal = b.permit.median + works + b.fitout.median
        self.lead_planned = min(self.lead_nominal, self.horizon)
        for c in self.companies:
            c.growth_1 = c.growth_2 = clamp(c.growth_rate, -self.growth_max, self.growth_max)
            c.growth_long = self.anchor
        low, high = 0.05, 3.0
        for _ in range(60):
            middle = 0.5 * (low + high)
            for c in self.companies:
                c.open(self, middle)
            if sum(max(0.0, c.gap(self, neutral=True)) for c in self.companies) < started * self.years():
                low = middle
            else:
                high = middle
        for c in self.companies:
            c.open(self, 0.5 * (low + high))

    def years(self):
        return self.gap_close / DAYS_PER_YEAR

    def close_boards(self):
        change = self.reaction * (self.quoted_lead() - self.lead_start)
        self.lead_planned = clamp(self.lead_nominal + change, 0.0, self.horizon)
        for c in self.companies:
            gap = max(0.0, c.gap(self))
            base = max(c.energised, c.seen, self.build.size_median_mw)
            rate = min(gap / self.years(), self.starts_max * base)
            c.wanted = min(max(c.wanted, 0.0) + rate / 12.0, gap)
            self.start_projects(c)

    def start_projects(self, c):
        most = max(c.energised, c.seen, self.build.hall_mw)
        while True:
            if c.luck is None:
                c.luck = (self.rng.random(), self.rng.gauss(0.0, self.build.size_sigma), self.rng.random())
            where, size, extension = c.luck
            index = min(bisect.bisect(self.siting, where * self.siting[-1]), len(self.regions) - 1)
            region = self.regions[index]
            growth = math.exp(math.log1p(self.build.size_growth_per_year) * self.env.now / DAYS_PER_YEAR)
            mw = min(self.build.size_median_mw * growth * math.exp(size) * region.size_multiplier, most)
            if c.wanted < 0.5 * mw:
                return
            c.luck = None
            kind = EXTENSION if c.n_sites[index] > 0 and extension < self.build.extension_frac else USUAL
            p = Project(self, region, c, kind, mw, self.env.now)
            c.ordered += mw
            c.wanted -= mw
            self.projects.append(p)
            opening = p.expect(self, self.env.now, region.crews.slowdown())
            opening += (opening - self.env.now) * self.build.plan_buffer_frac
            p.planned = p.published = opening
            self.launch(p)

    # --- a project's life ---

    def launch(self, p):
        self.active.append(p)
        p.process = self.env.process(self.live(p))
        b, now = self.build, self.env.now
        end = self.month_end[-1]
        if p.opened is not None:
            return
        hazards = ((b.opposition(self.date()), False), (b.withdrawal_per_year, False), (b.late_cancel_per_year, True))
        for per_year, late in hazards:
            if per_year > 0.0:
                day = max(p.announced, 0.0) + self.rng.expovariate(per_year) * DAYS_PER_YEAR
                if day <= end:
                    timeout = self.env.timeout(day - now, (p, late))
                    timeout.callbacks.append(self.on_hazard)

    def on_hazard(self, event):
        p, late = event.value
        if p.in_pipeline() and (p.permit is not None) == late:
            p.cancelled = self.env.now
            p.company.ordered -= p.mw
            p.region.cancelled += p.kind == USUAL
            p.process.interrupt()

    def power(self, p):
        """Study and works, then a turn among the year's grants."""
        if p.study is None:
            study = p.announced - p.lead_days + p.study_days
            yield self.env.timeout(max(0.0, study - self.env.now))
            if p.cancelled is not None:
                return
            p.study = self.env.now
            if not p.fast:
                p.turn = p.region.grid.add(p.mw)
        if not p.fast:
            yield p.turn
        p.grid = self.env.now

    def live(self, p):
        env, crews, job = self.env, p.region.crews, None
        try:
            waits = []
            if p.fitout is None:
                if p.grid is None:
                    waits.append(env.process(self.power(p)))
                if p.permit is None:
                    yield env.timeout(max(0.0, p.announced + p.permit_days - env.now))
                    p.permit = env.now
                    p.orders = None if p.fast else [m.book.add(p.mw * m.units_per_mw) for m in self.makers]
                if p.fast:
                    waits = []
                    p.grid, p.equipment = p.permit, p.permit
                if p.shell is None:
                    job = crews.work(p.shell_days, p.workers, env.now - p.permit)
                    yield job
                    p.shell, job = env.now, None
                if p.equipment is None:
                    yield env.all_of(p.orders)
                    p.equipment = env.now
                for wait in waits:
                    yield wait
                p.fitout = env.now
            while p.n_done < p.n_halls:
                done = 0.0
                if p.n_done == 0:
                    work, done = p.fitout_days, env.now - p.fitout
                else:
                    work = p.hall_days
                    if p.opened < 0.0 and env.now == 0.0:
                        done = math.fmod(-p.opened, p.hall_days)
                job = crews.work(work, p.workers / p.n_halls, done)
                yield job
                job = None
                self.energise(p)
            p.complete = env.now
        except simpy.Interrupt:
            if job is not None:
                crews.stop(job)

    def energise(self, p):
        p.n_done += 1
        p.company.energised += p.hall_mw()
        p.company.ordered -= p.hall_mw()
        p.region.energised += p.hall_mw()
        if p.n_done == 1:
            p.opened = self.env.now
            if p.kind == USUAL:
                p.company.n_sites[p.region.index] += 1
                p.region.openings += 1

    # --- the months ---

    def publish(self):
        day = self.env.now
        year = datetime.date.fromordinal(int(math.floor(self.date()))).year
        for p in self.projects:
            p.due = False
            if p.kind == USUAL and p.in_pipeline():
                p.published = max(p.published, p.expect(self, day, 1.0))
                p.due = datetime.date.fromordinal(int(math.floor(self.start + p.published))).year == year

    def judge(self):
        due = [p for p in self.projects if p.due]
        late = sum(p.opened is None for p in due)
        self.late.append(late / len(due) if due else 0.0)

    def record(self):
        """Of each region: sites and MW in operation, MW under work, sites in the pipeline, openings and cancellations so
        far, use of crews, grid queue and its wait."""
        self.active = [p for p in self.active if p.complete is None and p.cancelled is None]
        building, pipeline = [0.0] * len(self.regions), [0] * len(self.regions)
        for p in self.active:
            index = p.region.index
            building[index] += p.mw - p.n_done * p.hall_mw() if p.permit is not None else 0.0
            pipeline[index] += p.kind == USUAL and p.opened is None
        for index, r in enumerate(self.regions):
            r.grid.advance()
            kept = (sum(c.n_sites[index] for c in self.companies), r.energised, building[index], pipeline[index],
                    r.openings, r.cancelled, r.crews.use(), r.grid.last - r.grid.served, r.grid.wait_days())
            for series, value in zip(self.series[index], kept):
                series.append(value)

    def months(self):
        self.publish()
        for m, end in enumerate(self.month_end):
            yield self.env.timeout(end - self.env.now)
            for c in self.companies:
                c.close_demand(self)
            if datetime.date.fromordinal(self.start + end).month == 1:
                self.judge()
                self.publish()
            self.record()
            self.month += 1
            if self.month < self.n_months:
                self.close_supply()
                self.close_boards()

    def run(self):
        self.begin()
        self.env.run(until=self.env.process(self.months()))
        return self
