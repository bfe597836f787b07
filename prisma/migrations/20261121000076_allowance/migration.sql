-- What a workspace may spend: its own terms, a cap on overage, and how its payments stand. docs/decisions/quota-in-shards.md
ALTER TABLE "workspaces" ADD COLUMN "custom_pricing" JSONB;
ALTER TABLE "workspaces" ADD COLUMN "overage_cap" BIGINT;
ALTER TABLE "workspaces" ADD COLUMN "billing_status" TEXT NOT NULL DEFAULT 'ok';
ALTER TABLE "workspaces" ADD CONSTRAINT workspaces_billing_status CHECK (billing_status IN ('ok', 'past_due', 'restricted'));
ALTER TABLE "workspaces" ADD CONSTRAINT workspaces_overage_cap_not_negative CHECK (overage_cap >= 0);
-- Who had overage without a bound has one of the plan's price from now on.
UPDATE "workspaces" SET "overage_cap" = CASE "plan" WHEN 'starter' THEN 99000000 WHEN 'professional' THEN 299000000 ELSE 999000000 END
  WHERE "overage_enabled" AND "plan" <> 'trial';
UPDATE "workspaces" SET "overage_enabled" = false WHERE "plan" = 'trial';

-- The terms of a period stay with it, so that what is used late is billed as it was agreed.
ALTER TABLE "quota_accounts" ADD COLUMN "credits" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "quota_accounts" ADD COLUMN "plan" "PlanKey" NOT NULL DEFAULT 'trial';
ALTER TABLE "quota_accounts" ADD COLUMN "price" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "quota_accounts" ADD COLUMN "overage_rate" BIGINT;
ALTER TABLE "quota_accounts" ADD COLUMN "closed_at" TIMESTAMPTZ(3);
-- Runs that were held are told of each raise: `rung` follows `raises`.
ALTER TABLE "quota_accounts" ADD COLUMN "raises" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "quota_accounts" ADD COLUMN "rung" INTEGER NOT NULL DEFAULT 0;
UPDATE "quota_accounts" account SET "plan" = workspace.plan,
    "price" = CASE workspace.plan WHEN 'starter' THEN 99000000 WHEN 'professional' THEN 299000000 WHEN 'enterprise' THEN 999000000 ELSE 0 END,
    "overage_rate" = CASE workspace.plan WHEN 'starter' THEN 15 WHEN 'professional' THEN 12 WHEN 'enterprise' THEN 10 END,
    "closed_at" = account."ends_at",
    "limit" = CASE WHEN account."limit" = 9007199254740991 THEN greatest(account."granted", account."included") ELSE account."limit" END
  FROM "workspaces" workspace WHERE workspace.id = account.workspace_id;
UPDATE "quota_accounts" SET "closed_at" = NULL WHERE "closed_at" > now();
ALTER TABLE "quota_accounts" ADD CONSTRAINT quota_accounts_never_overgranted CHECK (granted <= "limit");
-- The sweep's question: whose held runs are to be told.
CREATE INDEX quota_accounts_raised ON quota_accounts (workspace_id) WHERE raises > rung;

-- Overage that a change of plan closed: billed at the rate it was used at.
CREATE TABLE "overage_segments" (
  "workspace_id" UUID NOT NULL,
  "period" TEXT NOT NULL,
  "number" INTEGER NOT NULL,
  "plan" "PlanKey" NOT NULL,
  "rate" BIGINT NOT NULL,
  "milli_tokens" BIGINT NOT NULL,
  "since" TIMESTAMPTZ(3) NOT NULL,
  "until" TIMESTAMPTZ(3) NOT NULL,

  CONSTRAINT "overage_segments_pkey" PRIMARY KEY ("workspace_id", "period", "number"),
  CONSTRAINT "overage_segments_positive" CHECK ("milli_tokens" > 0 AND "rate" >= 0)
);
ALTER TABLE "overage_segments" ADD CONSTRAINT "overage_segments_workspace_id_period_fkey" FOREIGN KEY ("workspace_id", "period") REFERENCES "quota_accounts"("workspace_id", "period") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE TRIGGER overage_segments_written_once BEFORE UPDATE ON overage_segments
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Who was told how much of a period's tokens, or of the cap on its overage, is used.
CREATE TABLE "quota_notices" (
  "workspace_id" UUID NOT NULL,
  "period" TEXT NOT NULL,
  "of" TEXT NOT NULL,
  "percent" INTEGER NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "title" TEXT,
  "body" TEXT,
  "mailed_at" TIMESTAMPTZ(3),

  CONSTRAINT "quota_notices_pkey" PRIMARY KEY ("workspace_id", "period", "of", "percent"),
  CONSTRAINT "quota_notices_of" CHECK ("of" IN ('allowance', 'cap'))
);
ALTER TABLE "quota_notices" ADD CONSTRAINT "quota_notices_workspace_id_period_fkey" FOREIGN KEY ("workspace_id", "period") REFERENCES "quota_accounts"("workspace_id", "period") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX quota_notices_unmailed ON quota_notices (at) WHERE title IS NOT NULL AND mailed_at IS NULL;
-- Notices begin with what is charged from now on.
INSERT INTO "usage_marks" ("name", "position") SELECT 'notices', "position" FROM "usage_marks" WHERE "name" = 'rollups';
