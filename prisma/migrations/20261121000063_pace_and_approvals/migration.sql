-- How many runs of a flow may begin within an hour. A row for each run of such a flow: when it began, or that it waits.
ALTER TABLE "automation_flows" ADD COLUMN "runs_per_hour" INTEGER;

CREATE TABLE "flow_starts" (
  "run_id" UUID NOT NULL,
  "workspace_id" UUID NOT NULL,
  "flow_id" UUID NOT NULL,
  "at" TIMESTAMPTZ(3),

  CONSTRAINT "flow_starts_pkey" PRIMARY KEY ("run_id")
);
CREATE UNIQUE INDEX "flow_starts_workspace_id_run_id_key" ON "flow_starts"("workspace_id", "run_id");
CREATE INDEX "flow_starts_flow_id_at_idx" ON "flow_starts"("flow_id", "at");
ALTER TABLE "flow_starts" ADD CONSTRAINT "flow_starts_workspace_id_run_id_fkey" FOREIGN KEY ("workspace_id", "run_id") REFERENCES "flow_executions"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Who waits, in order.
CREATE INDEX flow_starts_waiting ON flow_starts (flow_id, run_id) WHERE at IS NULL;

-- Publishing a flow that may reach many people is asked for, and approved or declined. docs/decisions/first-publish-approval.md
CREATE TABLE "flow_approvals" (
  "id" UUID NOT NULL,
  "workspace_id" UUID NOT NULL,
  "flow_id" UUID NOT NULL,
  "definition" JSONB NOT NULL,
  "note" TEXT NOT NULL DEFAULT '',
  "people" INTEGER NOT NULL,
  "counted" TEXT NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'pending',
  "requested_by" UUID NOT NULL,
  "requested_at" TIMESTAMPTZ(3) NOT NULL,
  "decided_by" UUID,
  "decided_at" TIMESTAMPTZ(3),
  "answer" TEXT NOT NULL DEFAULT '',

  CONSTRAINT "flow_approvals_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "flow_approvals_state" CHECK ("state" IN ('pending', 'approved', 'declined', 'withdrawn', 'replaced'))
);
CREATE UNIQUE INDEX "flow_approvals_workspace_id_id_key" ON "flow_approvals"("workspace_id", "id");
CREATE INDEX "flow_approvals_workspace_id_flow_id_requested_at_idx" ON "flow_approvals"("workspace_id", "flow_id", "requested_at");
ALTER TABLE "flow_approvals" ADD CONSTRAINT "flow_approvals_workspace_id_flow_id_fkey" FOREIGN KEY ("workspace_id", "flow_id") REFERENCES "automation_flows"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One open question about a flow.
CREATE UNIQUE INDEX flow_approvals_pending ON flow_approvals (flow_id) WHERE state = 'pending';
