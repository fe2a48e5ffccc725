"""Strict readers of the exports, each by the rules of the programs that they are for. Prints what is wrong; "ok" when all
is well.

read_exports.py iamc DIR         pyam's rules for a table in long form, and the code lists beside it
read_exports.py datapackage DIR  Frictionless, tabular data package of version 1: the descriptor, then every row
read_exports.py trace DIR        the trace event format of Chrome, as far as we use it
"""

import csv
import datetime
import hashlib
import json
import math
import os
import re
import sys

MISSING = set("#N/A|#N/A N/A|#NA|-1.#IND|-1.#QNAN|-NaN|-nan|1.#IND|1.#QNAN|<NA>|N/A|NA|NULL|NaN|None|n/a|nan|null".split("|"))
complaints = []


def complain(text):
    if len(complaints) < 10:
        complaints.append(text)


def number(text):
    if not re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?", text):
        return None
    return float(text)


def code_list(path):
    """A YAML list of one-member maps with quoted names, as nomenclature-iamc reads it."""
    entries, current = {}, None
    for line in open(path, encoding="utf-8").read().splitlines():
        if line.startswith("#"):
            continue
        if line.startswith('- "') and line.endswith('":'):
            current = entries[json.loads(line[2:-1])] = {}
        elif re.match(r"    (description|unit): \"", line) and current is not None:
            key, value = line.strip().split(": ", 1)
            current[key] = json.loads(value)
        else:
            complain(f"{path}: {line!r} is no line of a code list")
    return entries


def region_list(path):
    lines = [line for line in open(path, encoding="utf-8").read().splitlines() if not line.startswith("#")]
    if lines[:1] != ["- Buildout:"]:
        complain(f"{path}: has no hierarchy")
    return {json.loads(line[4:]) for line in lines[1:]}


def read_iamc(folder):
    variables, regions = code_list(folder + "/iamc.variables.yaml"), region_list(folder + "/iamc.regions.yaml")
    seen, n = set(), 0
    rows = csv.reader(open(folder + "/iamc.csv", encoding="utf-8", newline=""), strict=True)
    if next(rows) != ["model", "scenario", "region", "variable", "unit", "time", "value"]:
        complain("iamc.csv: other columns than pyam's long form")
    for row in rows:
        n += 1
        if len(row) != 7:
            complain(f"iamc.csv: a row of {len(row)} fields")
            continue
        for cell in row[:4]:
            if not cell or cell in MISSING or cell != cell.strip():
                complain(f"iamc.csv: {cell!r} in an index column")
        if number(row[6]) is None:
            complain(f"iamc.csv: the value {row[6]!r}")
        datetime.date.fromisoformat(row[5])
        key = tuple(row[:6])
        if key in seen:
            complain(f"iamc.csv: twice {key}")
        seen.add(key)
        if row[3] not in variables or variables[row[3]].get("unit") != row[4]:
            complain(f"iamc.csv: {row[3]} in {row[4]} is not in the code list")
        if row[2] not in regions:
            complain(f"iamc.csv: the region {row[2]} is not in the code list")
    if n == 0:
        complain("iamc.csv: no row")


def day(text):
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


TYPES = {
    "string": lambda text: text,
    "any": lambda text: text,
    "number": number,
    "integer": lambda text: int(text) if re.fullmatch(r"-?[0-9]+", text) else None,
    "date": day,
}


def known_only(what, thing, allowed):
    for key in thing:
        if key not in allowed:
            complain(f"{what}: the member {key}")


def read_resource(folder, resource):
    name = resource.get("name", "")
    if not re.fullmatch(r"[-a-z0-9._/]+", name):
        complain(f"the name {name!r} of a resource")
    known_only(name, resource, {"name", "path", "title", "profile", "format", "mediatype", "encoding", "bytes", "hash", "schema"})
    path = resource["path"]
    if path.startswith(("/", "~")) or ".." in path.split("/") or ":" in path:
        complain(f"{name}: the path {path} is not relative")
    data = open(os.path.join(folder, path), "rb").read()
    if resource["bytes"] != len(data):
        complain(f"{name}: {resource['bytes']} bytes, not {len(data)}")
    if resource["hash"] != "sha256:" + hashlib.sha256(data).hexdigest():
        complain(f"{name}: another hash")
    if resource["profile"] != "tabular-data-resource":
        complain(f"{name}: the profile")
    schema = resource["schema"]
    known_only(name, schema, {"fields", "missingValues", "primaryKey"})
    fields = schema["fields"]
    names = [field["name"] for field in fields]
    for field in fields:
        known_only(name, field, {"name", "type", "description", "unit"})
        if field["type"] not in TYPES:
            complain(f"{name}: the type {field['type']}")
    key = schema.get("primaryKey", [])
    if any(column not in names for column in key):
        complain(f"{name}: a key of columns that are not there")
    read_rows(name, data.decode(resource["encoding"]), fields, [names.index(column) for column in key])


def read_rows(name, text, fields, key):
    rows = csv.reader(text.splitlines(keepends=True), strict=True)
    if next(rows) != [field["name"] for field in fields]:
        complain(f"{name}: the header differs from the fields")
    seen = set()
    for row in rows:
        if len(row) != len(fields):
            complain(f"{name}: a row of {len(row)} fields")
            continue
        for cell, field in zip(row, fields):
            if cell != "" and TYPES[field["type"]](cell) is None:
                complain(f"{name}: {cell!r} is no {field['type']}")
        if key:
            value = tuple(row[i] for i in key)
            if value in seen:
                complain(f"{name}: twice {value}")
            seen.add(value)


def read_datapackage(folder):
    package = json.load(open(folder + "/datapackage.json", encoding="utf-8"))
    known_only("the package", package, {"name", "title", "profile", "version", "buildout", "resources"})
    if not re.fullmatch(r"[-a-z0-9._/]+", package["name"]) or package["profile"] != "tabular-data-package":
        complain("the package's name or profile")
    names = [resource["name"] for resource in package["resources"]]
    if not names or len(set(names)) != len(names):
        complain("no resources, or two of one name")
    for resource in package["resources"]:
        read_resource(folder, resource)
    print(" ".join(names))


def check_nesting(lane, bars):
    """On a thread a bar may hold others, and none may stick out of the one that holds it."""
    ends = []
    for start, end in sorted(bars, key=lambda bar: (bar[0], -bar[1])):
        while ends and ends[-1] <= start:
            ends.pop()
        if ends and end > ends[-1]:
            complain(f"trace.json: bars cross on {lane}")
        ends.append(end)


def read_trace(folder):
    trace = json.load(open(folder + "/trace.json", encoding="utf-8"))
    known_only("trace.json", trace, {"traceEvents", "displayTimeUnit", "otherData"})
    processes, threads, lanes, kinds = {}, {}, {}, {}
    for event in trace["traceEvents"]:
        place = (event["pid"], event["tid"])
        if event["ph"] == "M":
            if event["name"] == "process_name":
                processes[event["pid"]] = event["args"]["name"]
            elif event["name"] == "thread_name":
                threads[place] = event["args"]["name"]
            continue
        if event["ph"] != "X":
            complain(f"trace.json: the phase {event['ph']}")
        start, length = event["ts"], event["dur"]
        if not (isinstance(start, int) and isinstance(length, int) and start >= 0 and length > 0):
            complain(f"trace.json: from {start} for {length}")
        if place not in threads or event["pid"] not in processes:
            complain(f"trace.json: {event['name']} on a track without a name")
        if not math.isfinite(event.get("args", {}).get("amount", 0)):
            complain("trace.json: an amount")
        lanes.setdefault(place, []).append((start, start + length))
        kinds[event["cat"]] = kinds.get(event["cat"], 0) + 1
    if len(set(processes.values())) != len(processes):
        complain("trace.json: two processes of one name")
    for place, bars in lanes.items():
        check_nesting(threads.get(place), bars)
    print(" ".join(f"{kind}={n}" for kind, n in sorted(kinds.items())))


if __name__ == "__main__":
    {"iamc": read_iamc, "datapackage": read_datapackage, "trace": read_trace}[sys.argv[1]](sys.argv[2])
    print("\n".join(complaints) or "ok")
    sys.exit(bool(complaints))
