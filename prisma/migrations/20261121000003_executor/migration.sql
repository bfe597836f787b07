-- State of the embedded executor (inngest/executor): what its runs still have to do. Rows go when their run ends.

CREATE SCHEMA executor;

-- One piece of due or future work of a run: a call of its function (step = ''), one planned step, a sleep, a wait for an
-- event, a watch for an event that cancels it. state: 0 sleeps until due_at, 1 ready, 2 in the hands of lease_owner,
-- 3 ready but held until its concurrency key has a free slot.
CREATE TABLE executor.items (
  run_id      uuid NOT NULL,
  step        text COLLATE "C" NOT NULL,
  kind        text COLLATE "C" NOT NULL,
  function_id text COLLATE "C" NOT NULL,
  workspace   text COLLATE "C" NOT NULL,
  state       smallint NOT NULL,
  due_at      timestamptz(3) NOT NULL,
  attempt     smallint NOT NULL DEFAULT 0,
  lease_owner integer,
  -- Its end calls the function at once, without waiting for its siblings.
  eager       boolean NOT NULL DEFAULT false,
  -- The event: the one that started the run, or the one that was waited for.
  payload     json,
  wait_event  text COLLATE "C",
  wait_key    text COLLATE "C",
  wait_if     json,
  slot        text COLLATE "C",
  slot_limit  integer,
  PRIMARY KEY (run_id, step)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);

CREATE INDEX items_ready ON executor.items (workspace, due_at) WHERE state = 1;
CREATE INDEX items_sleeping ON executor.items (due_at) WHERE state = 0;
CREATE INDEX items_leased ON executor.items (lease_owner) WHERE state = 2;
CREATE INDEX items_held ON executor.items (slot, due_at) WHERE state = 3;
CREATE INDEX items_slots ON executor.items (slot) WHERE slot IS NOT NULL AND state IN (1, 2);
CREATE INDEX items_waiting ON executor.items (wait_event, wait_key) WHERE wait_event IS NOT NULL;

-- A run between two calls. A run that ends in its first call never has a row here.
CREATE TABLE executor.runs (
  id          uuid PRIMARY KEY,
  function_id text COLLATE "C" NOT NULL,
  workspace   text COLLATE "C" NOT NULL,
  event       json NOT NULL,
  -- Results of finished steps, by step; `stack` has them in the order in which they finished.
  memos       json NOT NULL,
  stack       json NOT NULL,
  -- Steps that were reported and are not finished.
  open        json NOT NULL,
  version     integer NOT NULL,
  started_at  timestamptz(3) NOT NULL
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);

-- Event ids and idempotency keys that have started a run, until they may do so again.
CREATE TABLE executor.seen (
  key        text COLLATE "C" PRIMARY KEY,
  expires_at timestamptz(3) NOT NULL
);
CREATE INDEX seen_expires ON executor.seen (expires_at);

CREATE TABLE executor.crons (
  function_id text COLLATE "C" NOT NULL,
  cron        text COLLATE "C" NOT NULL,
  next_at     timestamptz(3) NOT NULL,
  PRIMARY KEY (function_id, cron)
);

-- Processes that run calls. `key` is the number whose advisory lock the process holds; one whose lock is free is dead,
-- one whose heart does not beat hangs.
CREATE TABLE executor.processes (
  key  integer PRIMARY KEY,
  beat bigint NOT NULL DEFAULT 0
);

CREATE TABLE executor.failures (
  run_id      uuid PRIMARY KEY,
  function_id text NOT NULL,
  workspace   text NOT NULL,
  event_name  text NOT NULL,
  error       text NOT NULL,
  failed_at   timestamptz(3) NOT NULL
);
CREATE INDEX failures_failed_at ON executor.failures (failed_at);
