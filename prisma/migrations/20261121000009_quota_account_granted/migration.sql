-- The sum of what the shards of an account were granted, kept with it: a slice then costs one statement and two rows.
ALTER TABLE "quota_accounts" ADD COLUMN "granted" BIGINT NOT NULL DEFAULT 0;
UPDATE "quota_accounts" account SET "granted" = (
  SELECT coalesce(sum(shard."granted"), 0) FROM "quota_shards" shard
  WHERE shard."workspace_id" = account."workspace_id" AND shard."period" = account."period"
);
