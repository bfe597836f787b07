-- The watchdog's third question: which runs are in the hands of a process that may be dead.
CREATE INDEX flow_executions_leased ON flow_executions (lease_until)
  WHERE lease_owner IS NOT NULL AND status IN ('queued', 'running', 'waiting', 'held');
