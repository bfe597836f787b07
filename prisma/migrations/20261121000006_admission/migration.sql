-- Sub-flows: a run that a step of another run waits for. docs/decisions/sub-flows-and-admission.md

ALTER TYPE "RunOrigin" ADD VALUE 'sub_flow';
ALTER TABLE flow_executions ADD COLUMN parent_step_id TEXT, ADD COLUMN parent_path TEXT;

-- One child per step and iteration, whatever is killed whenever; and the children of a run, in a small index.
CREATE UNIQUE INDEX flow_executions_sub_flow ON flow_executions (parent_run_id, parent_step_id, parent_path)
  WHERE parent_step_id IS NOT NULL;

-- Admission: what an event may start or end, decided from the rows by which it finds flows.

ALTER TABLE flow_triggers ADD COLUMN kind TEXT NOT NULL DEFAULT 'start', ADD COLUMN reentry TEXT, ADD COLUMN cool_down_s INTEGER;

CREATE TABLE flow_entries (
  workspace_id UUID NOT NULL,
  flow_id UUID NOT NULL,
  contact_id UUID NOT NULL,
  run_id UUID NOT NULL,
  rule TEXT NOT NULL,
  cool_down_s INTEGER,
  entered_at TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT flow_entries_pkey PRIMARY KEY (flow_id, contact_id),
  CONSTRAINT flow_entries_workspace_id_flow_id_fkey FOREIGN KEY (workspace_id, flow_id) REFERENCES automation_flows (workspace_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT flow_entries_workspace_id_contact_id_fkey FOREIGN KEY (workspace_id, contact_id) REFERENCES contacts (workspace_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX flow_entries_workspace_id_contact_id_idx ON flow_entries (workspace_id, contact_id);

CREATE TABLE event_refusals (
  workspace_id UUID NOT NULL,
  event_id UUID NOT NULL,
  flow_id UUID NOT NULL,
  reason TEXT NOT NULL,
  CONSTRAINT event_refusals_pkey PRIMARY KEY (event_id, flow_id),
  CONSTRAINT event_refusals_workspace_id_event_id_fkey FOREIGN KEY (workspace_id, event_id) REFERENCES events (workspace_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT event_refusals_workspace_id_flow_id_fkey FOREIGN KEY (workspace_id, flow_id) REFERENCES automation_flows (workspace_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);

-- Places of flows that limit how many runs are under way. Flows without a limit have no rows here.

ALTER TABLE automation_flows ADD COLUMN run_limit INTEGER, ADD COLUMN cancel_requested_at TIMESTAMPTZ(3);
ALTER TABLE workspaces ADD COLUMN cancel_requested_at TIMESTAMPTZ(3);

CREATE TABLE flow_slots (
  run_id UUID NOT NULL,
  workspace_id UUID NOT NULL,
  flow_id UUID NOT NULL,
  placed BOOLEAN NOT NULL,
  CONSTRAINT flow_slots_pkey PRIMARY KEY (run_id),
  CONSTRAINT flow_slots_workspace_id_run_id_fkey FOREIGN KEY (workspace_id, run_id) REFERENCES flow_executions (workspace_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX flow_slots_workspace_id_run_id_key ON flow_slots (workspace_id, run_id);
CREATE INDEX flow_slots_flow_id_placed_run_id_idx ON flow_slots (flow_id, placed, run_id);

-- The sweep's questions: who waits for a place, whose runs are to be cancelled.
CREATE INDEX flow_slots_waiting ON flow_slots (flow_id) WHERE NOT placed;
CREATE INDEX automation_flows_cancelling ON automation_flows (id) WHERE cancel_requested_at IS NOT NULL;
