-- Instants are nanoseconds since 1970 in UTC, and days are counted in the zone of the rules. Amounts are texts, so
-- that they stay exact. For people, there is a view of each table that has instants: customers_text and so on.

CREATE TABLE meta (
  uid   TEXT NOT NULL,  -- of this ledger, in the keys of gifts
  salt  TEXT NOT NULL,  -- of the marks of forgotten ids
  title TEXT,           -- of the rules
  zone  TEXT,           -- of their days
  id_ignores_case INTEGER NOT NULL DEFAULT 0  -- then ids are in lower case here
) STRICT;

CREATE TABLE rules (
  n     INTEGER PRIMARY KEY,
  hash  TEXT NOT NULL UNIQUE,  -- SHA-256 of the texts of all files
  title TEXT
) STRICT;

-- The file of the rules comes first, and then those that it uses.
CREATE TABLE rule_files (
  rules INTEGER NOT NULL REFERENCES rules,
  place INTEGER NOT NULL,
  name  TEXT NOT NULL,
  text  TEXT NOT NULL,
  PRIMARY KEY (rules, place)
) STRICT, WITHOUT ROWID;

-- The gifts of the rules. In all other tables, they have the names that records use.
CREATE TABLE gift_names (
  rules       INTEGER NOT NULL REFERENCES rules,
  gift        TEXT NOT NULL,
  name        TEXT NOT NULL,  -- in the rules
  description TEXT,
  PRIMARY KEY (rules, gift)
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
  n        INTEGER PRIMARY KEY,
  kind     TEXT NOT NULL,      -- first load, night
  as_of    TEXT NOT NULL,      -- a day, or an instant, as given with --as-of
  at       INTEGER NOT NULL,   -- the instant that this is
  rules    INTEGER NOT NULL REFERENCES rules,
  started  INTEGER NOT NULL,
  ended    INTEGER,
  decided  INTEGER NOT NULL DEFAULT 0,
  new      INTEGER NOT NULL DEFAULT 0,
  moved    INTEGER NOT NULL DEFAULT 0,
  given    INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0,
  left_out INTEGER NOT NULL DEFAULT 0,
  absent   INTEGER NOT NULL DEFAULT 0,
  rows     TEXT                -- of each table, an object of JSON
) STRICT;

CREATE TABLE customers (
  n           INTEGER PRIMARY KEY,
  id          TEXT UNIQUE,      -- nothing once the customer is forgotten
  stage       TEXT NOT NULL,
  stage_since INTEGER,
  tags        TEXT,             -- set by rules, as a list of JSON
  untags      TEXT,             -- taken away by rules while records still have them
  owed        TEXT,             -- as in a record
  came_by     TEXT NOT NULL,    -- new, first load, record
  came_run    INTEGER NOT NULL REFERENCES runs,
  changed_run INTEGER NOT NULL REFERENCES runs,
  gone        TEXT              -- forgotten, merged
) STRICT;

-- Customers whom the last run did not decide; all others were decided.
CREATE TABLE missing (
  customer  INTEGER PRIMARY KEY REFERENCES customers,
  since_run INTEGER NOT NULL REFERENCES runs,
  why       TEXT NOT NULL       -- absent, rejected, left out
) STRICT;

CREATE TABLE moves (
  customer   INTEGER NOT NULL REFERENCES customers,
  seq        INTEGER NOT NULL,
  at         INTEGER,
  from_stage TEXT,              -- nothing where the customer came in
  to_stage   TEXT NOT NULL,
  rule       TEXT,
  run        INTEGER NOT NULL REFERENCES runs,
  PRIMARY KEY (customer, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE gifts (
  n        INTEGER PRIMARY KEY,
  customer INTEGER NOT NULL REFERENCES customers,
  gift     TEXT NOT NULL,
  kind     TEXT NOT NULL,
  "for"    TEXT NOT NULL DEFAULT '',  -- the event that it is for
  nth      INTEGER NOT NULL,          -- how many the customer had before
  what     TEXT NOT NULL,             -- given, assumed, holdout, budget
  rule     TEXT,
  at       INTEGER,
  run      INTEGER REFERENCES runs,   -- nothing if the record brought it
  cost     TEXT,
  worth    TEXT,
  arms     TEXT,                      -- experiments, an object of JSON
  shown    TEXT,                      -- what the rules show, an object of JSON
  goes_to  TEXT,                      -- who an alert goes to
  handed_as TEXT,                     -- the id it was handed out with, if the customer has another one by now
  key      TEXT UNIQUE,
  status   TEXT,                      -- waiting, handed, sent, failed, canceled
  batch    INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  reason   TEXT
) STRICT;
CREATE INDEX gifts_of_customer ON gifts (customer, n);
CREATE INDEX gifts_waiting ON gifts (status, n) WHERE status IN ('waiting', 'handed', 'failed');
CREATE INDEX gifts_of_batch ON gifts (batch) WHERE batch IS NOT NULL;
CREATE INDEX gifts_of_run ON gifts (run) WHERE run IS NOT NULL;

-- The first time that a decision included an arm.
CREATE TABLE exposures (
  customer   INTEGER NOT NULL REFERENCES customers,
  experiment TEXT NOT NULL,
  arm        TEXT NOT NULL,
  at         INTEGER NOT NULL,
  run        INTEGER NOT NULL REFERENCES runs,
  PRIMARY KEY (customer, experiment, arm)
) STRICT, WITHOUT ROWID;

CREATE TABLE withheld (
  run       INTEGER NOT NULL REFERENCES runs,
  gift      TEXT NOT NULL,
  rule      TEXT NOT NULL,
  reason    TEXT NOT NULL,
  customers INTEGER NOT NULL,
  PRIMARY KEY (run, gift, rule, reason)
) STRICT, WITHOUT ROWID;

-- Other ids of customers: those of customers who were merged into them.
CREATE TABLE aliases (
  id       TEXT PRIMARY KEY,
  customer INTEGER NOT NULL REFERENCES customers  -- who is there: after two merges, the last one
) STRICT, WITHOUT ROWID;

-- The last stay of a merged customer ends there, and is no exit. Their gifts are those of the other.
CREATE TABLE merges (
  customer    INTEGER PRIMARY KEY REFERENCES customers,
  merged_into INTEGER NOT NULL REFERENCES customers,
  at          INTEGER NOT NULL,                  -- what the last run was as of
  after_run   INTEGER NOT NULL REFERENCES runs   -- that run
) STRICT;

CREATE TABLE forgotten (
  mark TEXT PRIMARY KEY     -- SHA-256 of the salt and the id
) STRICT, WITHOUT ROWID;

CREATE VIEW runs_text AS
  SELECT n, kind, as_of, datetime(at / 1000000000, 'unixepoch') AS at, rules,
    datetime(started / 1000000000, 'unixepoch') AS started,
    datetime(ended / 1000000000, 'unixepoch') AS ended,
    decided, new, moved, given, rejected, left_out, absent
  FROM runs;
CREATE VIEW customers_text AS
  SELECT n, id, stage, datetime(stage_since / 1000000000, 'unixepoch') AS stage_since,
    tags, untags, owed, came_by, came_run, changed_run, gone,
    (SELECT i.id FROM aliases a JOIN customers i ON i.n = a.customer WHERE a.id = c.id)
      AS merged_into
  FROM customers c;
CREATE VIEW moves_text AS
  SELECT c.id, m.seq, datetime(m.at / 1000000000, 'unixepoch') AS at, m.from_stage, m.to_stage,
    m.rule, m.run
  FROM moves m JOIN customers c ON c.n = m.customer;
CREATE VIEW gifts_text AS
  SELECT g.n, c.id, g.gift, g.kind, g."for", g.what, g.rule,
    datetime(g.at / 1000000000, 'unixepoch') AS at, g.run, g.cost, g.worth, g.key, g.status,
    g.batch, g.attempts, g.reason, g.handed_as
  FROM gifts g JOIN customers c ON c.n = g.customer;
CREATE VIEW exposures_text AS
  SELECT c.id, e.experiment, e.arm, datetime(e.at / 1000000000, 'unixepoch') AS at, e.run
  FROM exposures e JOIN customers c ON c.n = e.customer;
