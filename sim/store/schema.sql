-- The tables of results.db. Any sqlite3 reads them; start with SELECT * FROM series_long.
-- Hash sums are SHA-256 in hex. Seeds are texts because they may exceed SQLite's integers.

CREATE TABLE scenario (
    name TEXT NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    text TEXT NOT NULL, -- resolved, as show --resolved prints it
    sha256 TEXT NOT NULL,
    data_sha256 TEXT NOT NULL -- over the packs read
) STRICT, WITHOUT ROWID;

CREATE TABLE experiment (
    scenario TEXT NOT NULL PRIMARY KEY,
    verb TEXT NOT NULL,
    plan TEXT NOT NULL CHECK (json_valid(plan)), -- the arguments that bear on results
    seed TEXT NOT NULL,
    version TEXT NOT NULL,
    probe_hash TEXT NOT NULL -- over the mathematical functions of the machine
) STRICT, WITHOUT ROWID;

CREATE TABLE variant ( -- of an experiment with several; an ensemble's and a run's only one has no row
    number INTEGER NOT NULL PRIMARY KEY, -- in the order asked for; 1 is what the others are held against
    name TEXT NOT NULL UNIQUE,
    scenario TEXT NOT NULL, -- whose text it takes
    changes TEXT NOT NULL CHECK (json_valid(changes)), -- and changes: an array of "path=value"
    sha256 TEXT NOT NULL -- of what comes out, resolved
) STRICT, WITHOUT ROWID;

CREATE TABLE parting ( -- the first month at whose end a pair of runs, of this and of the first variant, differs
    variant TEXT NOT NULL,
    entity TEXT NOT NULL, -- in what it has of banded series; or a place, in what anybody has of them there
    date TEXT NOT NULL, -- last day of the month
    PRIMARY KEY (variant, entity)
) STRICT, WITHOUT ROWID;

CREATE TABLE difference ( -- by year, of pairs of runs of this and of the first variant
    variant TEXT NOT NULL,
    variable TEXT NOT NULL,
    entity TEXT NOT NULL,
    place TEXT NOT NULL, -- a series that is the same in every pair has no row
    year INTEGER NOT NULL,
    aggregate TEXT NOT NULL CHECK (aggregate = 'sum' OR aggregate = 'last'), -- of the months of the year
    base REAL NOT NULL, -- means over the pairs
    other REAL NOT NULL,
    difference REAL NOT NULL, -- the mean of other - base
    low REAL, -- its 95 % interval; NULL for one pair
    high REAL,
    p05 REAL NOT NULL, -- quantiles of other - base over the pairs
    p50 REAL NOT NULL,
    p95 REAL NOT NULL,
    n INTEGER NOT NULL, -- pairs in which both have the value, which is 0 as it is in band
    PRIMARY KEY (variant, variable, entity, place, year)
) STRICT, WITHOUT ROWID;

CREATE TABLE run (
    run INTEGER NOT NULL PRIMARY KEY, -- 1, 2, ... in order of variant and replicate
    variant TEXT NOT NULL,
    replicate INTEGER NOT NULL,
    seed TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('done', 'failed')),
    message TEXT NOT NULL, -- why it failed
    first_month TEXT, -- '2022-01'
    n_months INTEGER NOT NULL,
    checksum TEXT NOT NULL, -- of a run alone: over all that it left here; of an ensemble: over inputs, key figures and banded series
    UNIQUE (variant, replicate)
) STRICT, WITHOUT ROWID;

CREATE TABLE input (
    run INTEGER NOT NULL,
    path TEXT NOT NULL, -- an uncertain input, as sampled, in the unit of its key
    value REAL,
    PRIMARY KEY (run, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE variable (
    name TEXT NOT NULL PRIMARY KEY, -- every variable that some run computed
    unit TEXT NOT NULL,
    meaning TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE series (
    run INTEGER NOT NULL,
    variable TEXT NOT NULL,
    entity TEXT NOT NULL,
    place TEXT NOT NULL, -- '' is the whole
    month_values TEXT NOT NULL, -- JSON array from first_month on; null is not computed
    PRIMARY KEY (run, variable, entity, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE zero_series ( -- computed, zero in every month, and so not in series
    run INTEGER NOT NULL,
    variable TEXT NOT NULL,
    entity TEXT NOT NULL,
    place TEXT NOT NULL,
    PRIMARY KEY (run, variable, entity, place)
) STRICT, WITHOUT ROWID;

CREATE VIEW series_long AS
SELECT s.run, date(r.first_month || '-01', '+' || (m.key + 1) || ' months', '-1 day') AS date,
       s.entity, s.place, s.variable, v.unit, m.value
FROM series AS s
JOIN run AS r ON r.run = s.run
JOIN variable AS v ON v.name = s.variable
JOIN json_each(s.month_values) AS m
WHERE m.value IS NOT NULL;

CREATE TABLE outcome (
    run INTEGER NOT NULL,
    entity TEXT NOT NULL,
    key TEXT NOT NULL,
    unit TEXT NOT NULL, -- 'date': value is days since 1970-01-01
    value REAL, -- NULL: does not apply
    PRIMARY KEY (run, entity, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE takeover ( -- by licence and hire or by purchase, as outcome's exit_kind says; when, its exit_date
    run INTEGER NOT NULL,
    entity TEXT NOT NULL, -- who is absorbed
    acquirer TEXT NOT NULL,
    PRIMARY KEY (run, entity)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
    run INTEGER NOT NULL,
    date TEXT NOT NULL,
    number INTEGER NOT NULL, -- 1, 2, ... in the order in which they happened
    entity TEXT NOT NULL,
    place TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    amount REAL,
    unit TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (run, date, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE posting ( -- totals of a calendar year; a year without any has no row
    run INTEGER NOT NULL,
    entity TEXT NOT NULL,
    year INTEGER NOT NULL,
    account TEXT NOT NULL,
    category TEXT NOT NULL,
    debit_cents INTEGER NOT NULL,
    credit_cents INTEGER NOT NULL,
    PRIMARY KEY (run, entity, year, account, category)
) STRICT, WITHOUT ROWID;

CREATE TABLE fleet ( -- chips in hand, at the end of each year of the run and of its last month
    run INTEGER NOT NULL,
    month TEXT NOT NULL, -- '2022-12'
    owner TEXT NOT NULL,
    host TEXT NOT NULL, -- whose building: the owner's, filled first, or a landlord's
    place TEXT NOT NULL,
    user TEXT NOT NULL, -- the owner, or the market in which the chips are let; the same part of each kind
    chip TEXT NOT NULL,
    count INTEGER NOT NULL, -- racked and stored
    PRIMARY KEY (run, month, owner, host, place, user, chip)
) STRICT, WITHOUT ROWID;

-- Every project that the run began or found under way, with the dates told at its announcement and those that came.
-- Dates are days, '2024-06-30'; NULL is what never was. power, equipment and shell run in parallel; fitout is its
-- begin, open the first hall energised. slip_days = open (or expected_open) - planned_open, and is the sum of the eight
-- columns before planned_ground; all nine are NULL for a project that was cancelled, and where
-- no opening was told, or can be, as the grid grants nothing (planned_open, or open and expected_open, are NULL too). An
-- option (land, a place in the grid's queue or a shell that is held) opens nothing: its ground is its permit, it has
-- neither planned dates nor a slip, and its power and shell are NULL where it does not go so far.
CREATE TABLE project (
    run INTEGER NOT NULL,
    number INTEGER NOT NULL, -- 1, 2, ... in order of announcement, those under way at the start first
    name TEXT NOT NULL, -- as in events: 'Texas 12 (Microsoft)'
    owner TEXT NOT NULL, -- who builds it: a company or a landlord
    user TEXT NOT NULL, -- the company that will use it; '' for halls let to others
    place TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind = 'new site' OR kind = 'extension' OR kind = 'colocation' OR kind = 'option'),
    way TEXT NOT NULL, -- 'fast track', 'prepared land', ...; '' is the usual way
    state TEXT NOT NULL CHECK (state = 'permit' OR state = 'works' OR state = 'fit-out' OR state = 'halls'
        OR state = 'complete' OR state = 'cancelled' OR state = 'held' OR state = 'used'), -- IN would make a table of the words for every row
    mw REAL NOT NULL, -- critical IT
    halls INTEGER NOT NULL,
    cost REAL NOT NULL, -- million USD, estimated at the announcement
    spent REAL NOT NULL, -- million USD, by the end of the run
    announced TEXT NOT NULL,
    slip_days INTEGER,
    permit_days INTEGER, -- permit longer or shorter than planned
    study_days INTEGER, -- grid study and works
    queue_days INTEGER, -- wait for the region's yearly grant
    equipment_days INTEGER,
    shell_days INTEGER, -- more work than usual
    crews_days INTEGER, -- fewer crews than counted on, at the shell or at fit-out
    fitout_days INTEGER, -- more work than usual
    buffer_days INTEGER, -- the planner's reserve, negative: what it absorbed
    planned_ground TEXT,
    ground TEXT,
    planned_power TEXT,
    power TEXT,
    planned_equipment TEXT,
    equipment TEXT,
    planned_shell TEXT,
    shell TEXT,
    planned_fitout TEXT,
    fitout TEXT,
    planned_open TEXT,
    open TEXT,
    expected_open TEXT, -- at the end of the run, of what is neither open nor cancelled
    complete TEXT, -- the last hall; of an option: a site was begun on it
    cancelled TEXT,
    why TEXT NOT NULL, -- what made it late most, or why it was cancelled; ''
    PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE member ( -- values still to be banded
    run INTEGER NOT NULL,
    variable TEXT NOT NULL,
    entity TEXT NOT NULL,
    place TEXT NOT NULL,
    month_values BLOB NOT NULL, -- doubles of the machine, one a month
    PRIMARY KEY (run, variable, entity, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE band ( -- quantiles over the runs of a variant, JSON arrays by month
    variant TEXT NOT NULL,
    variable TEXT NOT NULL,
    entity TEXT NOT NULL,
    place TEXT NOT NULL,
    p05 TEXT NOT NULL,
    p25 TEXT NOT NULL,
    p50 TEXT NOT NULL,
    p75 TEXT NOT NULL,
    p95 TEXT NOT NULL,
    n TEXT NOT NULL, -- runs that have a value; of an amount those count that have none of it while there is its entity, or after its end
    PRIMARY KEY (variant, variable, entity, place)
) STRICT, WITHOUT ROWID;
