"""Holds Buildout's construction against its twin in SimPy: the same scenario, many runs of each, one distribution a figure.

Usage: compare.py BUILDOUT REPLICATES SCENARIO [RUNS [speed]]

Projects of one run share crews and queues, so they are not independent of each other: the sample of a figure has one
number a run, and the two samples are compared by Kolmogorov and Smirnov's test (Press et al., Numerical Recipes, 14.3).
The level is one in a thousand over all figures together. So that the test is known to be able to fail, twins with a
slower shell, plans given up more often and slower boards are held against the same runs, and each must be found out. A row a
figure is printed; exit code 1 when one does not hold. With "speed" only the ratio of CPU is printed.
"""
import math
import os
import statistics
import subprocess
import sys
import time

sys.dont_write_bytecode = True

import construction
import scenario

LEVEL = 0.001
YEARS = 10


def ks(a, b):
    """The largest distance between two empirical distributions, and how likely one at least as large is by chance."""
    a, b = sorted(a), sorted(b)
    i = j = 0
    distance = 0.0
    while i < len(a) and j < len(b):
        x = min(a[i], b[j])
        while i < len(a) and a[i] == x:
            i += 1
        while j < len(b) and b[j] == x:
            j += 1
        distance = max(distance, abs(i / len(a) - j / len(b)))
    n = math.sqrt(len(a) * len(b) / (len(a) + len(b)))
    z = (n + 0.12 + 0.11 / n) * distance
    if z < 0.2:
        return distance, 1.0
    p = 2.0 * sum((-1) ** (k - 1) * math.exp(-2.0 * (k * z) ** 2) for k in range(1, 101))
    return distance, min(max(p, 0.0), 1.0)


class Run:
    """Projects as tuples: place, kind, MW, and days of announcement, plan, ground, fit-out, opening, end, cancelling."""

    def __init__(self):
        self.projects, self.late = [], []


def ours(program, path, n_runs):
    """Runs, and of each the CPU that its simulation took and that its whole process took, in ms."""
    out = subprocess.run([program, path, str(n_runs)], check=True, capture_output=True, text=True).stdout
    runs, simulation, process = [Run() for _ in range(n_runs)], [], []
    for line in out.splitlines():
        field = line.split(",")
        run = runs[int(field[0])]
        if field[1] == "cpu":
            simulation.append(float(field[2]))
            process.append(float(field[3]))
            events = int(field[4])
        elif field[1] == "late":
            run.late.append(float(field[3]))
        else:
            day = [None if x == "" else int(x) for x in field[5:12]]
            run.projects.append((field[1], field[3], float(field[4]), *day))
    return runs, simulation, process, events


def theirs(text, seeds):
    runs, cpu = [], []
    for seed in seeds:
        before = time.process_time()
        world = construction.World(text, seed).run()
        cpu.append(1e3 * (time.process_time() - before))
        run = Run()
        run.late = world.late
        for p in world.projects:
            day = [None if x is None else math.floor(x)
                   for x in (p.announced, p.planned, p.permit, p.fitout, p.opened, p.complete, p.cancelled)]
            run.projects.append((p.region.name, p.kind, p.mw, *day))
        runs.append(run)
    return runs, cpu


def durations(run, kind):
    """Days from announcement to opening of what was announced in years 2 to 4: all but the cancelled are open by the end."""
    return [p[7] - p[3] for p in run.projects if p[1] == kind and 365 <= p[3] < 4 * 365 and p[7] is not None]


def mean(values):
    return statistics.fmean(values) if values else 0.0


def opened(run, first, last):
    return [p for p in run.projects if p[7] is not None and first * 365.25 <= p[7] < last * 365.25]


def figures(places):
    made = {
        "projects announced in all": lambda r: sum(p[3] > 0 for p in r.projects),
        "projects under way at the start": lambda r: sum(p[3] <= 0 for p in r.projects),
        "cancelled, % of those announced": lambda r: 100.0 * mean([p[9] is not None for p in r.projects if p[3] > 0]),
        "MW opened, first halls' projects": lambda r: sum(p[2] for p in opened(r, 0, YEARS)),
        "new sites, days to open: mean": lambda r: mean(durations(r, "new site")),
        "new sites, days to open: median": lambda r: statistics.median(durations(r, "new site")),
        "new sites, days to open: nine in ten": lambda r: statistics.quantiles(durations(r, "new site"), n=10)[8],
        "extensions, days to open: mean": lambda r: mean(durations(r, "extension")),
        "one project: days to open": lambda r: durations(r, "new site")[0],
        "days from ground-break to fit-out": lambda r: mean([p[6] - p[5] for p in r.projects
                                                             if p[3] > 0 and p[6] is not None]),
        "days from opening to the last hall": lambda r: mean([p[8] - p[7] for p in r.projects
                                                              if p[3] > 0 and p[8] is not None]),
        "days later than planned: mean": lambda r: mean([p[7] - p[4] for p in r.projects
                                                         if p[7] is not None and p[3] > 0]),
        "opened later than planned, %": lambda r: 100.0 * mean([p[7] > p[4] for p in r.projects
                                                                if p[7] is not None and p[3] > 0]),
        "day of the last opening of a past project": lambda r: max(p[7] or 0 for p in r.projects if p[3] <= 0),
        "late of those due, %, mean of the years": lambda r: 100.0 * mean(r.late),
        "late of those due, %, third year": lambda r: 100.0 * r.late[2],
    }
    for year in (1, 3, 5, 7, 9):
        made["new sites opened in year %d" % (year + 1)] = lambda r, y=year: sum(
            p[1] == "new site" for p in opened(r, y, y + 1))
    for place in places:
        made["openings in " + place] = lambda r, w=place: sum(p[0] == w for p in opened(r, 0, YEARS))
    return made


def compare(made, a, b, level):
    """Rows: figure, the two means, distance, chance, does it hold."""
    rows = []
    for name, figure in made.items():
        x, y = [figure(run) for run in a], [figure(run) for run in b]
        distance, p = ks(x, y)
        rows.append((name, statistics.fmean(x), statistics.fmean(y), distance, p, p >= level))
    return rows


def slowed(text, group, key, factor):
    """The scenario with one number changed, for a twin that must be found out."""
    changed = dict(text)
    changed[group] = dict(text[group])
    value = changed[group][key]
    if isinstance(value, dict):
        value = {k: v * factor if k in ("median", "p90") else v for k, v in value.items()}
    else:
        value *= factor
    changed[group][key] = value
    return changed


def publish(rows, n_runs):
    path = os.environ.get("BUILDOUT_VERIFY")
    if path:
        with open(path, "a", encoding="utf-8") as out:
            for name, x, y, distance, p, holds in rows:
                out.write("| twin in SimPy, %d runs of each: %s | %.6g | %.6g | Kolmogorov-Smirnov, p = %.2g | %s |\n"
                          % (n_runs, name, y, x, p, "yes" if holds else "**no**"))


def main():
    program, replicates, path = sys.argv[1:4]
    n_runs = int(sys.argv[4]) if len(sys.argv) > 4 else 200
    text = scenario.read(program, path)
    places = [group.get("name", key) for key, group in sorted(text["regions"].items())]
    made = figures(places)
    level = LEVEL / len(made)
    a, simulation, process, events = ours(replicates, path, n_runs)
    b, cpu = theirs(text, range(1, n_runs + 1))
    if sys.argv[5:] == ["speed"]:
        print_speed(cpu, simulation, process, events)
        return 0
    rows = compare(made, a, b, level)
    print("%-44s %12s %12s %9s %8s" % ("mean over %d runs" % n_runs, "Buildout", "SimPy", "distance", "chance"))
    for name, x, y, distance, p, holds in rows:
        print("%-44s %12.2f %12.2f %9.3f %8.3f%s" % (name, x, y, distance, p, "" if holds else "  DIFFERS"))
    publish(rows, n_runs)
    failed = [row for row in rows if not row[5]]
    for group, key, factor in (("construction", "shell_months", 1.1), ("construction", "withdrawal_per_year", 2.0),
                               ("planning", "gap_close_months", 1.25)):
        wrong, _ = theirs(slowed(text, group, key, factor), range(1, n_runs // 2 + 1))
        found = [row[0] for row in compare(made, a, wrong, level) if not row[5]]
        print("a twin with %s.%s times %g is found out by %d figures" % (group, key, factor, len(found)))
        if not found:
            failed.append((key,))
    print_speed(cpu, simulation, process, events)
    return 1 if failed else 0


def print_speed(cpu, simulation, process, events):
    ratio, whole = statistics.median(cpu) / statistics.median(simulation), statistics.median(cpu) / statistics.median(process)
    print("CPU of a run, medians: SimPy %.1f ms, Buildout %.2f ms, %.1f times less (%d events; its books, ledgers and "
          "audits included);\nits whole process, with fork, all series and their digest, %.2f ms, %.1f times less"
          % (statistics.median(cpu), statistics.median(simulation), ratio, events, statistics.median(process), whole))


if __name__ == "__main__":
    sys.exit(main())
