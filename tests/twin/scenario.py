"""A scenario as `buildout show` prints it, read back: groups as dictionaries, lists as Python lists.

Quantities come in the unit of the model: days, MW. A key says the unit of a bare number (permit_months), a text its own
("100 days"). So no number of a scenario is typed twice.
"""
import datetime
import math
import re
import subprocess

DAYS_PER_YEAR = 365.25
DAYS_PER_MONTH = DAYS_PER_YEAR / 12.0
UNIT_DAYS = {"days": 1.0, "weeks": 7.0, "months": DAYS_PER_MONTH, "years": DAYS_PER_YEAR}
Z90 = 1.2815515655446004

TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[A-Za-z_*][\w*]*|[-+]?[\d.]+(?:[eE][-+]?\d+)?|[{}()\[\]:=;,])')


def _tokens(text):
    at = 0
    while text[at:].strip():
        found = TOKEN.match(text, at)
        if not found:
            raise ValueError("cannot read the scenario at: " + text[at:at + 40])
        yield found.group(1)
        at = found.end()


def _value(tokens, token):
    if token == "{":
        return _group(tokens)
    if token in "([":
        items = []
        for token in tokens:
            if token in ")]":
                return items
            if token != ",":
                items.append(_value(tokens, token))
    if token[0] == '"':
        return token[1:-1]
    if token in ("true", "false"):
        return token == "true"
    return float(token)


def _group(tokens):
    group = {}
    for key in tokens:
        if key == "}":
            return group
        assert next(tokens) in ":="
        group[key] = _value(tokens, next(tokens))
        assert next(tokens) == ";"
    return group


def read(program, path):
    shown = subprocess.run([program, "show", path, "--allow-outside"], check=True, capture_output=True, text=True)
    return _group(_tokens(shown.stdout))


def date(text, month=1):
    """'2022', '2022-01' and '2022-01-31' as a proleptic ordinal."""
    part = [int(x) for x in text.split("-")]
    return datetime.date(*(part + [1, 1])[:3]).toordinal()


def days(group, key):
    """A duration, whose key ends in its unit."""
    return _in_days(group[key], key)


def _in_days(value, key):
    if isinstance(value, str):
        number, unit = value.split()
        return float(number) * UNIT_DAYS[unit]
    return value * UNIT_DAYS[key.rsplit("_", 1)[1]]


class Draw:
    """A distribution of durations or numbers: constant or lognormal."""

    def __init__(self, group, key):
        value = group[key]
        unit = UNIT_DAYS.get(key.rsplit("_", 1)[1], 1.0)
        if not isinstance(value, dict):
            self.median, self.sigma = _in_days(value, key) if unit != 1.0 else value, 0.0
            return
        assert value["dist"] == "lognormal", value
        self.median = value["median"] * unit
        self.sigma = value["sigma"] if "sigma" in value else math.log(value["p90"] / value["median"]) / Z90

    def __call__(self, rng):
        return self.median * math.exp(rng.gauss(0.0, self.sigma)) if self.sigma else self.median


class Path:
    """A value over time, linear between known dates and held outside them."""

    def __init__(self, value):
        points = value if isinstance(value, list) else [["2000-01-01", value]]
        self.day = [date(point[0]) for point in points]
        self.value = [point[1] for point in points]

    def __call__(self, day):
        if day <= self.day[0]:
            return self.value[0]
        for i in range(1, len(self.day)):
            if day < self.day[i]:
                part = (day - self.day[i - 1]) / (self.day[i] - self.day[i - 1])
                return self.value[i - 1] + part * (self.value[i] - self.value[i - 1])
        return self.value[-1]
