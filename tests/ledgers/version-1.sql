-- Made by `remake` in `tests/ledger_versions.rs`.
PRAGMA application_id = 1718385015;
PRAGMA user_version = 1;
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
CREATE TABLE rule_files (
  rules INTEGER NOT NULL REFERENCES rules,
  place INTEGER NOT NULL,
  name  TEXT NOT NULL,
  text  TEXT NOT NULL,
  PRIMARY KEY (rules, place)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE aliases (
  id       TEXT PRIMARY KEY,
  customer INTEGER NOT NULL REFERENCES customers  -- who is there: after two merges, the last one
) STRICT, WITHOUT ROWID;
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
INSERT INTO meta VALUES ('ca8ad419614faf78', 'e68d97c120152c8f556f082a0cd5a88d', 'All there can be', 'UTC', 0);
INSERT INTO rules VALUES (1, 'f4e242015ec93780e03261fb4a9dc9457d4355bad2e1ec352c39d5b4f5699c99', 'All there can be');
INSERT INTO rule_files VALUES (1, 0, 'r.flywheel', 'flywheel "All there can be"
customer
  spent: money
  mail: yes/no default yes
  tester: yes/no
  show spent
  leave out when tester
reward mug costs $5, once, holdout 20%
reward card costs $3, once per 30 days, budget $6 per 30 days by spent
message hello once, kept for 10 days
alert   call  to "sales", once
experiment bonus control 50%, big 50%
pause messages when mail is no
stage New
  resting
  when spent ≥ $20 move to Fan; give mug; tag "fan"
stage Fan
  resting
  when spent ≥ $50 give card; untag "old"
  when spent ≥ $30 send hello
  when spent ≥ $60 and bonus is big notify call
');
INSERT INTO gift_names VALUES (1, 'call', 'call', NULL);
INSERT INTO gift_names VALUES (1, 'card', 'card', NULL);
INSERT INTO gift_names VALUES (1, 'hello', 'hello', NULL);
INSERT INTO gift_names VALUES (1, 'mug', 'mug', NULL);
INSERT INTO runs VALUES (1, 'first load', '2026-06-01', 1780358399999999999, 1, 1796009697544816867, 1796009697624093333, 20, 20, 13, 0, 0, 0, 0, '{}');
INSERT INTO runs VALUES (2, 'night', '2026-06-02', 1780444799999999999, 1, 1796009697830407556, 1796009697860301439, 20, 0, 3, 9, 0, 0, 0, '{}');
INSERT INTO runs VALUES (3, 'night', '2026-06-03', 1780531199999999999, 1, 1796009698157837556, 1796009698182739165, 16, 0, 2, 5, 1, 1, 1, '{}');
INSERT INTO customers VALUES (1, 'c0', 'New', 1780358399999999999, NULL, NULL, NULL, 'first load', 1, 1, NULL);
INSERT INTO customers VALUES (2, 'c1', 'New', 1780358399999999999, NULL, NULL, NULL, 'first load', 1, 1, NULL);
INSERT INTO customers VALUES (3, 'c2', 'Fan', 1780531199999999999, '["fan"]', NULL, NULL, 'first load', 1, 3, NULL);
INSERT INTO customers VALUES (4, 'c3', 'Fan', 1780531199999999999, '["fan"]', NULL, NULL, 'first load', 1, 3, NULL);
INSERT INTO customers VALUES (5, 'c4', 'Fan', 1780444799999999999, '["fan"]', NULL, '[{"name":"hello","rule":"Fan 2","since":"2026-06-03T23:59:59.999999999Z"}]', 'first load', 1, 3, NULL);
INSERT INTO customers VALUES (6, 'c5', 'Fan', 1780444799999999999, '["fan"]', NULL, NULL, 'first load', 1, 2, NULL);
INSERT INTO customers VALUES (7, 'c6', 'Fan', 1780444799999999999, '["fan"]', NULL, NULL, 'first load', 1, 2, NULL);
INSERT INTO customers VALUES (8, 'c7', 'Fan', 1780358399999999999, '["fan"]', NULL, NULL, 'first load', 1, 1, NULL);
INSERT INTO customers VALUES (9, 'c8', 'Fan', 1780358399999999999, '["fan"]', NULL, '[{"name":"hello","rule":"Fan 2","since":"2026-06-02T23:59:59.999999999Z"}]', 'first load', 1, 2, NULL);
INSERT INTO customers VALUES (10, 'c9', 'Fan', 1780358399999999999, '["fan"]', NULL, NULL, 'first load', 1, 1, NULL);
INSERT INTO customers VALUES (11, 'c10', 'Fan', 1780358399999999999, '["fan"]', '["old"]', NULL, 'first load', 1, 3, NULL);
INSERT INTO customers VALUES (12, 'c11', 'Fan', 1780358399999999999, '["fan"]', '["old"]', NULL, 'first load', 1, 3, NULL);
INSERT INTO customers VALUES (13, 'c12', 'Fan', 1780358399999999999, '["fan"]', '["old"]', '[{"name":"hello","rule":"Fan 2","since":"2026-06-02T23:59:59.999999999Z"}]', 'first load', 1, 3, NULL);
INSERT INTO customers VALUES (14, 'c13', 'Fan', 1780358399999999999, '["fan"]', '["old"]', NULL, 'first load', 1, 3, NULL);
INSERT INTO customers VALUES (15, 'c14', 'Fan', 1780358399999999999, '["fan"]', '["old"]', NULL, 'first load', 1, 2, NULL);
INSERT INTO customers VALUES (16, 'c15', 'Fan', 1780358399999999999, '["fan"]', '["old"]', NULL, 'first load', 1, 2, NULL);
INSERT INTO customers VALUES (17, 'c16', 'Fan', 1780358399999999999, '["fan"]', '["old"]', '[{"name":"hello","rule":"Fan 2","since":"2026-06-02T23:59:59.999999999Z"}]', 'first load', 1, 2, NULL);
INSERT INTO customers VALUES (18, 'c17', 'Fan', 1780358399999999999, '["fan"]', '["old"]', NULL, 'first load', 1, 1, NULL);
INSERT INTO customers VALUES (19, 'c18', 'Fan', 1780358399999999999, '["fan"]', '["old"]', NULL, 'first load', 1, 1, NULL);
INSERT INTO customers VALUES (20, NULL, 'Fan', 1780358399999999999, NULL, NULL, NULL, 'first load', 1, 1, 'forgotten');
INSERT INTO missing VALUES (1, 3, 'absent');
INSERT INTO missing VALUES (2, 3, 'left out');
INSERT INTO missing VALUES (6, 3, 'rejected');
INSERT INTO moves VALUES (1, 0, 1780358399999999999, NULL, 'New', NULL, 1);
INSERT INTO moves VALUES (2, 0, 1780358399999999999, NULL, 'New', NULL, 1);
INSERT INTO moves VALUES (3, 0, 1780358399999999999, NULL, 'New', NULL, 1);
INSERT INTO moves VALUES (3, 1, 1780531199999999999, 'New', 'Fan', 'New 1', 3);
INSERT INTO moves VALUES (4, 0, 1780358399999999999, NULL, 'New', NULL, 1);
INSERT INTO moves VALUES (4, 1, 1780531199999999999, 'New', 'Fan', 'New 1', 3);
INSERT INTO moves VALUES (5, 0, 1780358399999999999, NULL, 'New', NULL, 1);
INSERT INTO moves VALUES (5, 1, 1780444799999999999, 'New', 'Fan', 'New 1', 2);
INSERT INTO moves VALUES (6, 0, 1780358399999999999, NULL, 'New', NULL, 1);
INSERT INTO moves VALUES (6, 1, 1780444799999999999, 'New', 'Fan', 'New 1', 2);
INSERT INTO moves VALUES (7, 0, 1780358399999999999, NULL, 'New', NULL, 1);
INSERT INTO moves VALUES (7, 1, 1780444799999999999, 'New', 'Fan', 'New 1', 2);
INSERT INTO moves VALUES (8, 0, 1780358399999999999, NULL, 'New', NULL, 1);
INSERT INTO moves VALUES (8, 1, 1780358399999999999, 'New', 'Fan', 'New 1', 1);
INSERT INTO moves VALUES (9, 0, 1780358399999999999, NULL, 'New', NULL, 1);
INSERT INTO moves VALUES (9, 1, 1780358399999999999, 'New', 'Fan', 'New 1', 1);
INSERT INTO moves VALUES (10, 0, 1780358399999999999, NULL, 'New', NULL, 1);
INSERT INTO moves VALUES (10, 1, 1780358399999999999, 'New', 'Fan', 'New 1', 1);
INSERT INTO moves VALUES (11, 0, 1780358399999999999, NULL, 'New', NULL, 1);
INSERT INTO moves VALUES (11, 1, 1780358399999999999, 'New', 'Fan', 'New 1', 1);
INSERT INTO moves VALUES (12, 0, 1780358399999999999, NULL, 'New', NULL, 1);
INSERT INTO moves VALUES (12, 1, 1780358399999999999, 'New', 'Fan', 'New 1', 1);
INSERT INTO moves VALUES (13, 0, 1780358399999999999, NULL, 'New', NULL, 1);
INSERT INTO moves VALUES (13, 1, 1780358399999999999, 'New', 'Fan', 'New 1', 1);
INSERT INTO moves VALUES (14, 0, 1780358399999999999, NULL, 'New', NULL, 1);
INSERT INTO moves VALUES (14, 1, 1780358399999999999, 'New', 'Fan', 'New 1', 1);
INSERT INTO moves VALUES (15, 0, 1780358399999999999, NULL, 'New', NULL, 1);
INSERT INTO moves VALUES (15, 1, 1780358399999999999, 'New', 'Fan', 'New 1', 1);
INSERT INTO moves VALUES (16, 0, 1780358399999999999, NULL, 'New', NULL, 1);
INSERT INTO moves VALUES (16, 1, 1780358399999999999, 'New', 'Fan', 'New 1', 1);
INSERT INTO moves VALUES (17, 0, 1780358399999999999, NULL, 'New', NULL, 1);
INSERT INTO moves VALUES (17, 1, 1780358399999999999, 'New', 'Fan', 'New 1', 1);
INSERT INTO moves VALUES (18, 0, 1780358399999999999, NULL, 'New', NULL, 1);
INSERT INTO moves VALUES (18, 1, 1780358399999999999, 'New', 'Fan', 'New 1', 1);
INSERT INTO moves VALUES (19, 0, 1780358399999999999, NULL, 'New', NULL, 1);
INSERT INTO moves VALUES (19, 1, 1780358399999999999, 'New', 'Fan', 'New 1', 1);
INSERT INTO moves VALUES (20, 0, 1780358399999999999, NULL, 'New', NULL, 1);
INSERT INTO moves VALUES (20, 1, 1780358399999999999, 'New', 'Fan', 'New 1', 1);
INSERT INTO gifts VALUES (1, 8, 'mug', 'reward', '', 0, 'assumed', 'New 1', 1780358399999999999, 1, '5', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO gifts VALUES (2, 9, 'mug', 'reward', '', 0, 'assumed', 'New 1', 1780358399999999999, 1, '5', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO gifts VALUES (3, 10, 'mug', 'reward', '', 0, 'assumed', 'New 1', 1780358399999999999, 1, '5', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO gifts VALUES (4, 12, 'mug', 'reward', '', 0, 'assumed', 'New 1', 1780358399999999999, 1, '5', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO gifts VALUES (5, 14, 'mug', 'reward', '', 0, 'assumed', 'New 1', 1780358399999999999, 1, '5', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO gifts VALUES (6, 16, 'mug', 'reward', '', 0, 'assumed', 'New 1', 1780358399999999999, 1, '5', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO gifts VALUES (7, 17, 'mug', 'reward', '', 0, 'assumed', 'New 1', 1780358399999999999, 1, '5', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO gifts VALUES (8, 18, 'mug', 'reward', '', 0, 'assumed', 'New 1', 1780358399999999999, 1, '5', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO gifts VALUES (9, 19, 'mug', 'reward', '', 0, 'assumed', 'New 1', 1780358399999999999, 1, '5', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO gifts VALUES (10, 20, 'mug', 'reward', '', 0, 'assumed', 'New 1', 1780358399999999999, 1, '5', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO gifts VALUES (11, 11, 'hello', 'message', '', 0, 'assumed', 'Fan 2', 1780358399999999999, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO gifts VALUES (12, 12, 'hello', 'message', '', 0, 'assumed', 'Fan 2', 1780358399999999999, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO gifts VALUES (13, 14, 'hello', 'message', '', 0, 'assumed', 'Fan 2', 1780358399999999999, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO gifts VALUES (14, 15, 'hello', 'message', '', 0, 'assumed', 'Fan 2', 1780358399999999999, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO gifts VALUES (15, 16, 'hello', 'message', '', 0, 'assumed', 'Fan 2', 1780358399999999999, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO gifts VALUES (16, 18, 'hello', 'message', '', 0, 'assumed', 'Fan 2', 1780358399999999999, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO gifts VALUES (17, 18, 'card', 'reward', '', 0, 'assumed', 'Fan 1', 1780358399999999999, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO gifts VALUES (18, 19, 'card', 'reward', '', 0, 'assumed', 'Fan 1', 1780358399999999999, 1, '3', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO gifts VALUES (19, 19, 'hello', 'message', '', 0, 'assumed', 'Fan 2', 1780358399999999999, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO gifts VALUES (20, 20, 'card', 'reward', '', 0, 'assumed', 'Fan 1', 1780358399999999999, 1, '3', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO gifts VALUES (21, 20, 'hello', 'message', '', 0, 'assumed', 'Fan 2', 1780358399999999999, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO gifts VALUES (22, 5, 'mug', 'reward', '', 0, 'given', 'New 1', 1780444799999999999, 2, '5', NULL, NULL, '{"spent":22}', NULL, NULL, '4PTWQ0K0T4KSXRQCQK48F2AGVW', 'failed', 1, 1, 'no');
INSERT INTO gifts VALUES (23, 6, 'mug', 'reward', '', 0, 'given', 'New 1', 1780444799999999999, 2, '5', NULL, NULL, NULL, NULL, NULL, '1GEAV5KJW0MJ4ZTEDXQDSRHGFS', 'sent', 2, 0, NULL);
INSERT INTO gifts VALUES (24, 7, 'mug', 'reward', '', 0, 'holdout', 'New 1', 1780444799999999999, 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO gifts VALUES (25, 8, 'hello', 'message', '', 0, 'given', 'Fan 2', 1780444799999999999, 2, NULL, NULL, NULL, NULL, NULL, NULL, '7Q7BG89NPCGPE9NJKBC7WM4ENG', 'sent', 2, 0, NULL);
INSERT INTO gifts VALUES (26, 10, 'hello', 'message', '', 0, 'given', 'Fan 2', 1780444799999999999, 2, NULL, NULL, NULL, '{"spent":37}', NULL, NULL, '0ZYJPFKAKKY7713FC9BZTHRFCG', 'handed', 3, 0, NULL);
INSERT INTO gifts VALUES (27, 15, 'card', 'reward', '', 0, 'budget', 'Fan 1', 1780444799999999999, 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO gifts VALUES (28, 16, 'card', 'reward', '', 0, 'given', 'Fan 1', 1780444799999999999, 2, '3', NULL, NULL, '{"spent":55}', NULL, NULL, '0KPFX70K1GSF9E1NDXGT5DCDVZ', 'handed', 3, 0, NULL);
INSERT INTO gifts VALUES (29, 17, 'card', 'reward', '', 0, 'given', 'Fan 1', 1780444799999999999, 2, '3', NULL, NULL, NULL, NULL, NULL, '6BTVRFNPZ8JNR6ABG0CT3GAKQC', 'canceled', NULL, 0, 'canceled by hand');
INSERT INTO gifts VALUES (30, 18, 'call', 'alert', '', 0, 'given', 'Fan 3', 1780444799999999999, 2, NULL, NULL, '{"bonus":"big"}', '{"spent":61}', 'sales', NULL, '6156K6JH0EC2KG4HJVVY7C5X72', 'waiting', NULL, 0, NULL);
INSERT INTO gifts VALUES (31, 19, 'call', 'alert', '', 0, 'given', 'Fan 3', 1780444799999999999, 2, NULL, NULL, '{"bonus":"big"}', '{"spent":64}', 'sales', NULL, '5S7RAACCN44PWQC7B93GYGCXA4', 'waiting', NULL, 0, NULL);
INSERT INTO gifts VALUES (32, 20, 'call', 'alert', '', 0, 'given', 'Fan 3', 1780444799999999999, 2, NULL, NULL, '{"bonus":"big"}', NULL, NULL, NULL, NULL, 'canceled', NULL, 0, 'forgotten');
INSERT INTO gifts VALUES (33, 3, 'mug', 'reward', '', 0, 'holdout', 'New 1', 1780531199999999999, 3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO gifts VALUES (34, 4, 'mug', 'reward', '', 0, 'holdout', 'New 1', 1780531199999999999, 3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO gifts VALUES (35, 7, 'hello', 'message', '', 0, 'given', 'Fan 2', 1780531199999999999, 3, NULL, NULL, NULL, '{"spent":38}', NULL, NULL, '7TQW63MG73HP9W9M850Y0FTT6R', 'waiting', NULL, 0, NULL);
INSERT INTO gifts VALUES (36, 11, 'card', 'reward', '', 0, 'budget', 'Fan 1', 1780531199999999999, 3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO gifts VALUES (37, 12, 'card', 'reward', '', 0, 'budget', 'Fan 1', 1780531199999999999, 3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO gifts VALUES (38, 13, 'card', 'reward', '', 0, 'budget', 'Fan 1', 1780531199999999999, 3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO gifts VALUES (39, 14, 'card', 'reward', '', 0, 'budget', 'Fan 1', 1780531199999999999, 3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO gifts VALUES (40, 15, 'call', 'alert', '', 0, 'given', 'Fan 3', 1780531199999999999, 3, NULL, NULL, '{"bonus":"big"}', '{"spent":62}', 'sales', NULL, '5ZYSVCJ83RVT0MG89KD1F0XXG6', 'waiting', NULL, 0, NULL);
INSERT INTO gifts VALUES (41, 16, 'call', 'alert', '', 0, 'given', 'Fan 3', 1780531199999999999, 3, NULL, NULL, '{"bonus":"big"}', '{"spent":65}', 'sales', NULL, '6N2PGVNZ7WEV25K43TK2N2M3SN', 'waiting', NULL, 0, NULL);
INSERT INTO gifts VALUES (42, 17, 'card', 'reward', '', 1, 'given', 'Fan 1', 1780531199999999999, 3, '3', NULL, '{"bonus":"big"}', '{"spent":68}', NULL, NULL, '5A1E8WVJ0T4P0BDN125V5Z8ZG8', 'waiting', NULL, 0, NULL);
INSERT INTO gifts VALUES (43, 17, 'call', 'alert', '', 0, 'given', 'Fan 3', 1780531199999999999, 3, NULL, NULL, '{"bonus":"big"}', '{"spent":68}', 'sales', NULL, '459N6CAPWKT90C9SWWSXC3ZGYD', 'waiting', NULL, 0, NULL);
INSERT INTO exposures VALUES (15, 'bonus', 'big', 1780531199999999999, 3);
INSERT INTO exposures VALUES (16, 'bonus', 'big', 1780531199999999999, 3);
INSERT INTO exposures VALUES (17, 'bonus', 'big', 1780531199999999999, 3);
INSERT INTO exposures VALUES (18, 'bonus', 'big', 1780444799999999999, 2);
INSERT INTO exposures VALUES (19, 'bonus', 'big', 1780444799999999999, 2);
INSERT INTO exposures VALUES (20, 'bonus', 'big', 1780444799999999999, 2);
INSERT INTO withheld VALUES (1, 'card', 'Fan 1', 'budget', 1);
INSERT INTO withheld VALUES (1, 'hello', 'Fan 2', 'pause', 2);
INSERT INTO withheld VALUES (1, 'mug', 'New 1', 'holdout', 3);
INSERT INTO withheld VALUES (2, 'card', 'Fan 1', 'budget', 1);
INSERT INTO withheld VALUES (2, 'card', 'Fan 1', 'repeat', 3);
INSERT INTO withheld VALUES (2, 'hello', 'Fan 2', 'pause', 3);
INSERT INTO withheld VALUES (2, 'hello', 'Fan 2', 'repeat', 8);
INSERT INTO withheld VALUES (2, 'mug', 'New 1', 'holdout', 1);
INSERT INTO withheld VALUES (3, 'call', 'Fan 3', 'repeat', 2);
INSERT INTO withheld VALUES (3, 'card', 'Fan 1', 'budget', 5);
INSERT INTO withheld VALUES (3, 'card', 'Fan 1', 'repeat', 3);
INSERT INTO withheld VALUES (3, 'hello', 'Fan 2', 'pause', 4);
INSERT INTO withheld VALUES (3, 'hello', 'Fan 2', 'repeat', 9);
INSERT INTO withheld VALUES (3, 'mug', 'New 1', 'holdout', 2);
INSERT INTO forgotten VALUES ('4aaff9a8e98e557ec6c7be3fa30751122fcb1a85b2c4af8b76eea9172dd4b612');
