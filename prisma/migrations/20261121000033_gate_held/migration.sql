-- Messages that wait for the workspace's rate: how many are ahead of one that joins them.
CREATE INDEX gate_decisions_held ON gate_decisions (workspace_id, until) WHERE verdict = 'hold';
