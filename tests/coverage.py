"""What the tests run of the sources, as gcov counts it: a row a folder, one a module that must be run whole, and the gate.

Usage: coverage.py SOURCES BUILD [--gate]

Branches within assert() are not counted: their other side is our own bug. Nor are those where a generator of Random123
is called: it is inlined there, and which of its unrolled rounds are run is a constant of the library. Nor are the edges
that C++ adds behind each call for an exception, which gcov marks as thrown: they are no decision of the source. A catch
is measured by its lines. With --gate the exit code is 1 when less than 95 % of all lines or 90 % of all branches are run,
or a branch of a module named below is missed.
"""
import collections
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile

LINES, BRANCHES = 95.0, 90.0
WHOLE = {
    "rule judge": ["sim/model/judge.c"],
    "ledger": ["sim/model/ledger.c", "sim/model/ledger_entry.c"],
    "random draws": ["sim/base/rng.c", "sim/base/dist.c", "sim/base/sobol.c", "sim/sample/sample.c",
                     "sim/sample/copula.c"],
    "statistics": ["analysis/stats/"],
    "scenario guard": ["sim/scenario/scan.c", "sim/scenario/lexer.c"],
}


INLINED = re.compile(r"= philox[24]x32\(")


def asserted(path):
    """Numbers of the lines that an assert() reaches over, or that a generator is inlined in."""
    lines, depth = set(), 0
    with open(path, encoding="utf-8") as source:
        for number, line in enumerate(source, 1):
            if INLINED.search(line):
                lines |= {number - 1, number}  # gcov has them on the line that is left for the header
            at = line.find("assert(") if depth == 0 else 0
            if at < 0:
                continue
            lines.add(number)
            depth += line[at:].count("(") - line[at:].count(")")
    return lines


def counts(sources, build):
    """{file: ({line: count}, {(line, branch): count})}, summed over the objects that a file was compiled to."""
    objects = [os.path.join(folder, name) for folder, _, names in os.walk(build) for name in names
               if name.endswith(".gcda")]
    found = {}
    with tempfile.TemporaryDirectory() as here:
        for at in range(0, len(objects), 50):
            subprocess.run(["gcov", "--branch-probabilities", "--json-format", "--preserve-paths", "--hash-filenames",
                            *objects[at:at + 50]], cwd=here, check=True, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)
        for name in os.listdir(here):
            with gzip.open(os.path.join(here, name), "rt", encoding="utf-8") as text:
                report = json.load(text)
            for file in report["files"]:
                path = os.path.normpath(os.path.join(report["current_working_directory"], file["file"]))
                path = os.path.relpath(path, sources)
                if path.startswith(("sim/", "analysis/")):
                    add(found.setdefault(path, (collections.Counter(), collections.Counter())), file,
                        os.path.join(sources, path))
    return found


def add(into, file, path):
    lines, branches = into
    skipped = asserted(path)
    for line in file["lines"]:
        number = line["line_number"]
        lines[number] += line["count"]
        if number not in skipped:
            for i, branch in enumerate(line["branches"]):
                if not branch["throw"]:
                    branches[number, i] += branch["count"]


def percent(counted):
    return 100.0 * sum(value > 0 for value in counted) / len(counted) if counted else 100.0


def of(found, paths):
    lines, branches = [], []
    for path, (line, branch) in found.items():
        if any(path == p or p.endswith("/") and path.startswith(p) for p in paths):
            lines += line.values()
            branches += branch.values()
    return lines, branches


def missed(found, paths):
    for path in sorted(found):
        if any(path == p or p.endswith("/") and path.startswith(p) for p in paths):
            numbers = sorted({number for (number, _), count in found[path][1].items() if count == 0})
            if numbers:
                print("    %s: %s" % (path, ", ".join(map(str, numbers))))


def main():
    sources, build = os.path.realpath(sys.argv[1]), os.path.realpath(sys.argv[2])
    found = counts(sources, build)
    holds = True
    print("%-24s %8s %9s %9s %10s" % ("", "lines", "run, %", "branches", "taken, %"))
    rows = [(folder, [folder + "/"]) for folder in sorted({os.path.dirname(path) for path in found})]
    for name, paths in rows + [("all", ["sim/", "analysis/"])] + list(WHOLE.items()):
        lines, branches = of(found, paths)
        print("%-24s %8d %9.1f %9d %10.1f" % (name, len(lines), percent(lines), len(branches), percent(branches)))
        if name == "all":
            holds = holds and percent(lines) >= LINES and percent(branches) >= BRANCHES
        elif name in WHOLE:
            holds = holds and percent(branches) == 100.0
            missed(found, paths)
    return 0 if holds or "--gate" not in sys.argv[3:] else 1


if __name__ == "__main__":
    sys.exit(main())
