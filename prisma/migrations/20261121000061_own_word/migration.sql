-- Who opted out by themself is not opted in again by somebody else. docs/decisions/gate.md
ALTER TABLE "consents" ADD COLUMN "own" BOOLEAN NOT NULL DEFAULT false;

UPDATE "consents" c SET "own" = true
FROM (
  SELECT DISTINCT ON ("workspace_id", "contact_id", "channel") "workspace_id", "contact_id", "channel", "after", "actor_type"
  FROM "consent_changes" ORDER BY "workspace_id", "contact_id", "channel", "at" DESC, "id" DESC
) last
WHERE last."workspace_id" = c."workspace_id" AND last."contact_id" = c."contact_id" AND last."channel" = c."channel"
  AND last."after" = c."state" AND last."actor_type" = 'contact';

-- Emails that are on their way: who looks for those that a stopped server left behind finds them here.
CREATE INDEX "messages_under_way" ON "messages" ("created_at") WHERE "state" = 'queued';
