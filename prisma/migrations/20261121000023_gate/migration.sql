-- Every decision of the gate: what was asked, which rule decided, and why in words. The caps count these rows.
CREATE TABLE "gate_decisions" (
  "id" UUID NOT NULL,
  "workspace_id" UUID NOT NULL,
  "run_id" UUID NOT NULL,
  "step_id" TEXT NOT NULL,
  "iteration_path" TEXT NOT NULL DEFAULT '',
  "flow_id" UUID,
  "contact_id" UUID,
  "channel" TEXT NOT NULL,
  "recipient" TEXT NOT NULL,
  "purpose" TEXT NOT NULL,
  "mode" "RunMode" NOT NULL DEFAULT 'live',
  "verdict" TEXT NOT NULL,
  "rule" TEXT NOT NULL,
  "value" TEXT NOT NULL DEFAULT '',
  "words" TEXT NOT NULL,
  "until" TIMESTAMPTZ(3),
  "counts" BOOLEAN NOT NULL DEFAULT false,
  "at" TIMESTAMPTZ(3) NOT NULL,

  CONSTRAINT "gate_decisions_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "gate_decisions_channel" CHECK ("channel" IN ('email', 'sms', 'call')),
  CONSTRAINT "gate_decisions_verdict" CHECK ("verdict" IN ('send', 'hold', 'skip')),
  CONSTRAINT "gate_decisions_held_until" CHECK (("verdict" = 'hold') = ("until" IS NOT NULL))
);
CREATE UNIQUE INDEX "gate_decisions_workspace_id_id_key" ON "gate_decisions"("workspace_id", "id");
CREATE INDEX "gate_decisions_workspace_id_contact_id_at_id_idx" ON "gate_decisions"("workspace_id", "contact_id", "at", "id");
CREATE INDEX "gate_decisions_run_id_step_id_iteration_path_idx" ON "gate_decisions"("run_id", "step_id", "iteration_path");
CREATE INDEX "gate_decisions_workspace_id_flow_id_at_idx" ON "gate_decisions"("workspace_id", "flow_id", "at");
ALTER TABLE "gate_decisions" ADD CONSTRAINT "gate_decisions_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- The workspace's rate: only what left, the newest first.
CREATE INDEX gate_decisions_sent ON gate_decisions (workspace_id, at) WHERE verdict = 'send' AND mode = 'live';

-- Addresses that nothing goes to, whoever they belong to.
CREATE TABLE "suppressions" (
  "id" UUID NOT NULL,
  "workspace_id" UUID NOT NULL,
  "address" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "note" TEXT NOT NULL DEFAULT '',
  "created_by" UUID,
  "created_at" TIMESTAMPTZ(3) NOT NULL,

  CONSTRAINT "suppressions_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "suppressions_reason" CHECK ("reason" IN ('added', 'imported', 'opt_out', 'bounce', 'complaint'))
);
CREATE UNIQUE INDEX "suppressions_workspace_id_id_key" ON "suppressions"("workspace_id", "id");
CREATE UNIQUE INDEX "suppressions_workspace_id_address_key" ON "suppressions"("workspace_id", "address");
CREATE INDEX "suppressions_workspace_id_created_at_id_idx" ON "suppressions"("workspace_id", "created_at", "id");
ALTER TABLE "suppressions" ADD CONSTRAINT "suppressions_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What a workspace changed of the rules; without a row the defaults hold.
CREATE TABLE "sending_rules" (
  "workspace_id" UUID NOT NULL,
  "rules" JSONB NOT NULL,
  "updated_by" UUID,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,

  CONSTRAINT "sending_rules_pkey" PRIMARY KEY ("workspace_id")
);
ALTER TABLE "sending_rules" ADD CONSTRAINT "sending_rules_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;
