-- How far old data was looked through (server/ops/retention*.ts). One row per question.
CREATE TABLE retention_marks (
  name text PRIMARY KEY,
  position uuid NOT NULL
);

-- Whether a kept run or wait still needs an old event; the runs of an event. Event ids grow, so an insert adds to the end.
CREATE INDEX flow_executions_event_id_idx ON flow_executions (event_id);
CREATE INDEX waits_matched ON waits (matched_event_id) WHERE matched_event_id IS NOT NULL;

-- Retention takes rows away in small bites all day: the space is to be used again before a fifth of a table is dead.
ALTER TABLE events SET (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
