-- What a flow may use in a billing period. docs/decisions/flow-budgets.md
CREATE TABLE "flow_budgets" (
  "flow_id" UUID NOT NULL,
  "workspace_id" UUID NOT NULL,
  "milli_tokens" BIGINT NOT NULL,
  "stop" BOOLEAN NOT NULL,
  "setting" UUID NOT NULL,
  "set_at" TIMESTAMPTZ(3) NOT NULL,

  CONSTRAINT "flow_budgets_pkey" PRIMARY KEY ("flow_id"),
  CONSTRAINT "flow_budgets_positive" CHECK ("milli_tokens" > 0)
);
CREATE INDEX "flow_budgets_workspace_id_flow_id_idx" ON "flow_budgets"("workspace_id", "flow_id");
ALTER TABLE "flow_budgets" ADD CONSTRAINT "flow_budgets_workspace_id_flow_id_fkey" FOREIGN KEY ("workspace_id", "flow_id") REFERENCES "automation_flows"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "flow_budget_alerts" (
  "flow_id" UUID NOT NULL,
  "workspace_id" UUID NOT NULL,
  "period" TEXT NOT NULL,
  "percent" INTEGER NOT NULL,
  "milli_tokens" BIGINT NOT NULL,
  "used" BIGINT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,

  CONSTRAINT "flow_budget_alerts_pkey" PRIMARY KEY ("flow_id", "period", "percent", "milli_tokens")
);
CREATE INDEX "flow_budget_alerts_workspace_id_flow_id_idx" ON "flow_budget_alerts"("workspace_id", "flow_id");
ALTER TABLE "flow_budget_alerts" ADD CONSTRAINT "flow_budget_alerts_workspace_id_flow_id_fkey" FOREIGN KEY ("workspace_id", "flow_id") REFERENCES "automation_flows"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A flow is also stopped when its budget is used up: which one, in which period, and when it goes on by itself.
ALTER TABLE "flow_stops" DROP CONSTRAINT "flow_stops_reason";
ALTER TABLE "flow_stops" ADD CONSTRAINT "flow_stops_reason" CHECK ("reason" IN ('loop_guard', 'budget'));
ALTER TABLE "flow_stops" ADD COLUMN "budget" BIGINT, ADD COLUMN "period" TEXT, ADD COLUMN "setting" UUID, ADD COLUMN "resumes_at" TIMESTAMPTZ(3);
