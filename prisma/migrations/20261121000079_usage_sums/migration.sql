-- Two narrow sums of the ledger instead of a wide one: a page of usage reads some thousand rows, however many flows ran.
-- docs/decisions/usage-rollups.md
CREATE TABLE "usage_by_time" (
  "workspace_id" UUID NOT NULL,
  "period" TEXT NOT NULL,
  "starts_at" TIMESTAMPTZ(3) NOT NULL,
  "kind" TEXT NOT NULL,
  "amount" BIGINT NOT NULL,
  "cost" BIGINT NOT NULL,
  "records" BIGINT NOT NULL,
  "refunds" BIGINT NOT NULL DEFAULT 0,

  CONSTRAINT "usage_by_time_pkey" PRIMARY KEY ("workspace_id", "period", "starts_at", "kind")
);
CREATE INDEX "usage_by_time_workspace_id_starts_at_idx" ON "usage_by_time"("workspace_id", "starts_at");

CREATE TABLE "usage_by_flow" (
  "workspace_id" UUID NOT NULL,
  "period" TEXT NOT NULL,
  "flow_id" UUID NOT NULL,
  "kind" TEXT NOT NULL,
  "amount" BIGINT NOT NULL,
  "cost" BIGINT NOT NULL,
  "records" BIGINT NOT NULL,
  "refunds" BIGINT NOT NULL DEFAULT 0,

  CONSTRAINT "usage_by_flow_pkey" PRIMARY KEY ("workspace_id", "period", "flow_id", "kind")
);

-- Nobody moves the mark while what it stands for moves house.
SELECT "position" FROM "usage_marks" WHERE "name" = 'rollups' FOR UPDATE;

INSERT INTO "usage_by_time" ("workspace_id", "period", "starts_at", "kind", "amount", "cost", "records")
  SELECT "workspace_id", "period", "starts_at", "kind", sum("amount"), sum("cost"), sum("records")
  FROM "usage_rollups" GROUP BY 1, 2, 3, 4;
INSERT INTO "usage_by_flow" ("workspace_id", "period", "flow_id", "kind", "amount", "cost", "records")
  SELECT "workspace_id", "period", "flow_id", "kind", sum("amount"), sum("cost"), sum("records")
  FROM "usage_rollups" GROUP BY 1, 2, 3, 4;
DROP TABLE "usage_rollups";

-- Every row is written again and again while its quarter of an hour or its period lasts.
ALTER TABLE "usage_by_time" SET (fillfactor = 80);
ALTER TABLE "usage_by_flow" SET (fillfactor = 60);

-- The list of a period's records: all of them, of a kind, of a flow. Those of one moment are put in order as they are read,
-- which keeps the keys out of the indexes.
DROP INDEX "usage_records_workspace_id_period_created_at_key_idx";
CREATE INDEX "usage_records_workspace_id_period_created_at_idx" ON "usage_records"("workspace_id", "period", "created_at");
CREATE INDEX "usage_records_workspace_id_period_kind_created_at_idx" ON "usage_records"("workspace_id", "period", "kind", "created_at");
CREATE INDEX "usage_records_workspace_id_period_flow_id_kind_created_at_idx"
  ON "usage_records"("workspace_id", "period", "flow_id", "kind", "created_at");
