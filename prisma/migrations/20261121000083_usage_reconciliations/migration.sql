-- Comparisons of steps, ledger, sums and Stripe, and what they found. docs/decisions/usage-export.md
CREATE TABLE "usage_reconciliations" (
  "id" UUID NOT NULL,
  "workspace_id" UUID NOT NULL,
  "ran_at" TIMESTAMPTZ(3) NOT NULL,
  "ran_by" TEXT,
  "since" TEXT NOT NULL,
  "matched" BOOLEAN NOT NULL,
  "difference" BIGINT NOT NULL,
  "against" TEXT NOT NULL,
  "waiting" BIGINT NOT NULL,
  "late" BIGINT NOT NULL,
  "unbilled" BIGINT NOT NULL,
  "forgotten" BIGINT NOT NULL,
  "problem" TEXT,

  CONSTRAINT "usage_reconciliations_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "usage_reconciliations_workspace_id_id_key" ON "usage_reconciliations"("workspace_id", "id");
CREATE INDEX "usage_reconciliations_workspace_id_ran_at_idx" ON "usage_reconciliations"("workspace_id", "ran_at");
CREATE INDEX "usage_reconciliations_ran_at_idx" ON "usage_reconciliations"("ran_at");

CREATE TABLE "usage_differences" (
  "id" UUID NOT NULL,
  "workspace_id" UUID NOT NULL,
  "reconciliation_id" UUID NOT NULL,
  "day" TEXT NOT NULL,
  "period" TEXT NOT NULL,
  "meter" TEXT NOT NULL,
  "cause" TEXT NOT NULL,
  "what" TEXT NOT NULL,
  "amount" BIGINT NOT NULL,
  "steps" BIGINT NOT NULL,
  "ledger" BIGINT NOT NULL,
  "stripe" BIGINT,
  "repaired_at" TIMESTAMPTZ(3),

  CONSTRAINT "usage_differences_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "usage_differences_workspace_id_id_key" ON "usage_differences"("workspace_id", "id");
CREATE INDEX "usage_differences_workspace_id_reconciliation_id_idx" ON "usage_differences"("workspace_id", "reconciliation_id");
ALTER TABLE "usage_differences" ADD CONSTRAINT "usage_differences_workspace_id_reconciliation_id_fkey"
  FOREIGN KEY ("workspace_id", "reconciliation_id") REFERENCES "usage_reconciliations"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
