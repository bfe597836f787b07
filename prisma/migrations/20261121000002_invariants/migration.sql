-- What the Prisma schema cannot say. docs/decisions/objects-outside-prisma.md lists it.

-- Money ------------------------------------------------------------------------------------------------------------

ALTER TABLE quota_shards ADD CONSTRAINT quota_shards_never_overspent
  CHECK (granted >= 0 AND used >= 0 AND reserved >= 0 AND used + reserved <= granted);
ALTER TABLE quota_accounts ADD CONSTRAINT quota_accounts_limit_not_negative CHECK ("limit" >= 0);
ALTER TABLE usage_records ADD CONSTRAINT usage_records_not_negative CHECK (amount >= 0 AND cost >= 0);

-- What is written once ---------------------------------------------------------------------------------------------

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: its rows are written once', tg_op, tg_table_name USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER audit_entries_written_once BEFORE UPDATE OR DELETE ON audit_entries
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entries_not_truncated BEFORE TRUNCATE ON audit_entries
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER usage_records_written_once BEFORE UPDATE OR DELETE ON usage_records
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER usage_records_not_truncated BEFORE TRUNCATE ON usage_records
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER flow_versions_written_once BEFORE UPDATE OF id, workspace_id, flow_id, number, definition ON flow_versions
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER flow_versions_kept BEFORE DELETE ON flow_versions
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Runs -------------------------------------------------------------------------------------------------------------

-- An event starts a flow once; replays, manual and direct runs may repeat it.
CREATE UNIQUE INDEX flow_executions_once_per_event ON flow_executions (flow_id, event_id) WHERE origin = 'event';

-- The watchdog's questions: what is overdue, whose bell rang unheard.
CREATE INDEX flow_executions_due ON flow_executions (wake_at) WHERE status IN ('queued', 'running', 'waiting', 'held');
CREATE INDEX flow_executions_rung ON flow_executions (id) WHERE doorbell > seen_doorbell;

-- accept-event's question: who waits for this.
CREATE INDEX waits_open ON waits (workspace_id, subject) WHERE closed_at IS NULL;

-- Payloads over 2 KB, dropped by the month -------------------------------------------------------------------------

CREATE TABLE payloads (
  id uuid NOT NULL,
  workspace_id uuid NOT NULL,
  body jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);

CREATE TABLE payloads_default PARTITION OF payloads DEFAULT;

-- Makes the partitions of the month of `at` and the three after it. Called at start-up and daily; rows that went to the
-- default partition because nobody had called it move into theirs.
CREATE FUNCTION ensure_payload_partitions(at timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  first_month timestamp := date_trunc('month', at AT TIME ZONE 'UTC');
  starts timestamptz;
  ends timestamptz;
  partition text;
  made integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('ensure_payload_partitions'));
  FOR ahead IN 0..3 LOOP
    starts := (first_month + make_interval(months => ahead)) AT TIME ZONE 'UTC';
    ends := (first_month + make_interval(months => ahead + 1)) AT TIME ZONE 'UTC';
    partition := 'payloads_' || to_char(starts AT TIME ZONE 'UTC', 'YYYY_MM');
    CONTINUE WHEN to_regclass(partition) IS NOT NULL;
    EXECUTE format('CREATE TABLE %I (LIKE payloads INCLUDING DEFAULTS)', partition);
    EXECUTE format(
      'WITH moved AS (DELETE FROM payloads_default WHERE created_at >= %L AND created_at < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
      starts, ends, partition);
    EXECUTE format('ALTER TABLE payloads ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', partition, starts, ends);
    made := made + 1;
  END LOOP;
  RETURN made;
END
$$;

-- Hot tables: room for updates on the page, and vacuum long before a fifth of the table is dead --------------------

ALTER TABLE flow_executions SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);
ALTER TABLE automation_event_log SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);
ALTER TABLE quota_shards SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);
ALTER TABLE rate_windows SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
