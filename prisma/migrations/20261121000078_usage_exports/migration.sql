-- What is to be told to Stripe, or was. docs/decisions/usage-export.md
CREATE TABLE "usage_exports" (
  "identifier" TEXT NOT NULL,
  "seq" BIGSERIAL NOT NULL,
  "workspace_id" UUID NOT NULL,
  "period" TEXT NOT NULL,
  "meter" TEXT NOT NULL,
  "day" TEXT NOT NULL,
  "segment" TEXT NOT NULL DEFAULT '',
  "rate" INTEGER,
  "value" BIGINT NOT NULL,
  "source" TEXT NOT NULL DEFAULT 'ledger',
  "status" TEXT NOT NULL,
  "occurred_at" TIMESTAMPTZ(3) NOT NULL,
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "next_at" TIMESTAMPTZ(3) NOT NULL,
  "tried_at" TIMESTAMPTZ(3),
  "settled_at" TIMESTAMPTZ(3),
  "warned_at" TIMESTAMPTZ(3),
  "request_id" TEXT,
  "error" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL,

  CONSTRAINT "usage_exports_pkey" PRIMARY KEY ("identifier"),
  CONSTRAINT "usage_exports_identifier_check" CHECK (length("identifier") <= 100),
  CONSTRAINT "usage_exports_meter_check" CHECK ("meter" IN ('tokens', 'overage')),
  CONSTRAINT "usage_exports_source_check" CHECK ("source" IN ('ledger', 'repair')),
  CONSTRAINT "usage_exports_status_check" CHECK ("status" IN ('pending', 'sending', 'sent', 'duplicate', 'failed', 'late', 'skipped'))
);
CREATE INDEX "usage_exports_workspace_id_period_meter_idx" ON "usage_exports"("workspace_id", "period", "meter");
CREATE INDEX "usage_exports_workspace_id_meter_occurred_at_idx" ON "usage_exports"("workspace_id", "meter", "occurred_at");
-- What waits, in order.
CREATE INDEX "usage_exports_waiting_idx" ON "usage_exports"("workspace_id", "seq")
  WHERE "settled_at" IS NULL AND "status" IN ('pending', 'sending', 'late');
-- A row that nobody has tried to send takes up what comes later.
CREATE UNIQUE INDEX "usage_exports_open_idx" ON "usage_exports"("workspace_id", "period", "meter", "day", "segment")
  WHERE "source" = 'ledger' AND "attempts" = 0 AND "status" IN ('pending', 'skipped');

CREATE TABLE "usage_export_periods" (
  "workspace_id" UUID NOT NULL,
  "period" TEXT NOT NULL,
  "starts_at" TIMESTAMPTZ(3),
  "ends_at" TIMESTAMPTZ(3),
  "billed" BOOLEAN NOT NULL,
  "overage_due" BOOLEAN NOT NULL DEFAULT true,
  "overage_rows" INTEGER NOT NULL DEFAULT 0,
  "checked_at" TIMESTAMPTZ(3),

  CONSTRAINT "usage_export_periods_pkey" PRIMARY KEY ("workspace_id", "period")
);
CREATE INDEX "usage_export_periods_due_idx" ON "usage_export_periods"("workspace_id") WHERE "billed" AND "overage_due";

INSERT INTO "usage_marks" ("name") VALUES ('exports') ON CONFLICT DO NOTHING;
