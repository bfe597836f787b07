-- Tokens given besides the plan's, what periods used of them, and charges that are given back.

CREATE TABLE "token_grants" (
  "id" UUID NOT NULL,
  "workspace_id" UUID NOT NULL,
  "milli_tokens" BIGINT NOT NULL,
  "reason" TEXT NOT NULL,
  "expires_at" TIMESTAMPTZ(3),
  "given_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,

  CONSTRAINT "token_grants_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "token_grants_positive" CHECK ("milli_tokens" > 0)
);
CREATE UNIQUE INDEX "token_grants_workspace_id_id_key" ON "token_grants"("workspace_id", "id");
CREATE INDEX "token_grants_workspace_id_created_at_id_idx" ON "token_grants"("workspace_id", "created_at", "id");
ALTER TABLE "token_grants" ADD CONSTRAINT "token_grants_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "token_grant_uses" (
  "id" UUID NOT NULL,
  "workspace_id" UUID NOT NULL,
  "grant_id" UUID NOT NULL,
  "period" TEXT NOT NULL,
  "milli_tokens" BIGINT NOT NULL,
  "ended" BOOLEAN NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,

  CONSTRAINT "token_grant_uses_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "token_grant_uses_not_negative" CHECK ("milli_tokens" >= 0)
);
CREATE UNIQUE INDEX "token_grant_uses_workspace_id_id_key" ON "token_grant_uses"("workspace_id", "id");
CREATE INDEX "token_grant_uses_workspace_id_period_idx" ON "token_grant_uses"("workspace_id", "period");
CREATE INDEX "token_grant_uses_grant_id_idx" ON "token_grant_uses"("grant_id");
ALTER TABLE "token_grant_uses" ADD CONSTRAINT "token_grant_uses_workspace_id_grant_id_fkey" FOREIGN KEY ("workspace_id", "grant_id") REFERENCES "token_grants"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- A grant expires once.
CREATE UNIQUE INDEX token_grant_uses_ended_once ON token_grant_uses (grant_id) WHERE ended;

CREATE TABLE "token_grant_closes" (
  "workspace_id" UUID NOT NULL,
  "period" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,

  CONSTRAINT "token_grant_closes_pkey" PRIMARY KEY ("workspace_id", "period")
);

CREATE TRIGGER token_grants_written_once BEFORE UPDATE OR DELETE ON token_grants
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER token_grants_not_truncated BEFORE TRUNCATE ON token_grants
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER token_grant_uses_written_once BEFORE UPDATE OR DELETE ON token_grant_uses
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER token_grant_uses_not_truncated BEFORE TRUNCATE ON token_grant_uses
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The sweep's question: what has expired and was not settled. Grants that never expire are not in it.
CREATE INDEX token_grants_expiring ON token_grants (expires_at) WHERE expires_at IS NOT NULL;

-- A charge that is given back is a record of its own, below zero; nothing else is.
ALTER TABLE usage_records DROP CONSTRAINT usage_records_not_negative;
ALTER TABLE usage_records ADD CONSTRAINT usage_records_not_negative
  CHECK ((amount >= 0 AND cost >= 0) OR (related_type = 'refund' AND related_id IS NOT NULL AND amount < 0 AND cost <= 0));
-- What was given back of one charge.
CREATE INDEX usage_records_refunds ON usage_records (workspace_id, related_id) WHERE related_type = 'refund';

-- A charge of an earlier period is given back in the current one, which may have used less than that so far: then a
-- shard has used less than nothing, and its part of the account may have gone to others.
ALTER TABLE quota_shards DROP CONSTRAINT quota_shards_never_overspent;
ALTER TABLE quota_shards ADD CONSTRAINT quota_shards_never_overspent CHECK (reserved >= 0 AND used + reserved <= granted);
