-- Sums of the ledger by quarter of an hour, flow and kind. docs/decisions/usage-rollups.md
CREATE TABLE "usage_rollups" (
  "workspace_id" UUID NOT NULL,
  "period" TEXT NOT NULL,
  "starts_at" TIMESTAMPTZ(3) NOT NULL,
  "flow_id" UUID NOT NULL,
  "kind" TEXT NOT NULL,
  "amount" BIGINT NOT NULL,
  "cost" BIGINT NOT NULL,
  "records" BIGINT NOT NULL,

  CONSTRAINT "usage_rollups_pkey" PRIMARY KEY ("workspace_id", "period", "starts_at", "flow_id", "kind")
);
CREATE INDEX "usage_rollups_workspace_id_starts_at_idx" ON "usage_rollups"("workspace_id", "starts_at");

-- Records of transactions before `position` are in the sums.
CREATE TABLE "usage_marks" (
  "name" TEXT NOT NULL,
  "position" BIGINT NOT NULL DEFAULT 0,

  CONSTRAINT "usage_marks_pkey" PRIMARY KEY ("name")
);
INSERT INTO "usage_marks" ("name") VALUES ('rollups');

-- The list of a period's records, page by page.
CREATE INDEX "usage_records_workspace_id_period_created_at_key_idx"
  ON "usage_records"("workspace_id", "period", "created_at", "key");

-- What the plan of a period included, also when overage lifted its limit.
ALTER TABLE "quota_accounts" ADD COLUMN "included" BIGINT NOT NULL DEFAULT 0;
UPDATE "quota_accounts" account SET "included" = CASE
    WHEN account."limit" < 9007199254740991 THEN account."limit"
    WHEN workspace.plan = 'enterprise' THEN 20000000
    WHEN workspace.plan = 'professional' THEN 5000000
    WHEN workspace.plan = 'starter' THEN 1000000
    ELSE 100000 END
  FROM "workspaces" workspace WHERE workspace.id = account.workspace_id;
