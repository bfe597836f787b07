-- What a contact has beside its keys ---------------------------------------------------------------------------------

ALTER TABLE "contacts"
  ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'lead',
  ADD COLUMN "locale" TEXT,
  ADD COLUMN "preferred_channel" TEXT,
  ADD COLUMN "status" TEXT,
  ADD COLUMN "lead_type" TEXT,
  ADD COLUMN "priority" TEXT,
  ADD COLUMN "owner_id" UUID,
  ADD COLUMN "score" INTEGER,
  ADD COLUMN "last_sentiment" TEXT,
  ADD COLUMN "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
  ADD COLUMN "birthday" TEXT,
  ADD COLUMN "merged_into_id" UUID;

ALTER TABLE "contacts" ADD CONSTRAINT "contacts_kind" CHECK ("kind" IN ('lead', 'customer'));
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_not_merged_into_itself" CHECK ("merged_into_id" <> "id");
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_workspace_id_merged_into_id_fkey" FOREIGN KEY ("workspace_id", "merged_into_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- Who bought or was told of as a customer before there were leads is one.
UPDATE "contacts" SET "kind" = 'customer' WHERE ("workspace_id", "id") IN (
  SELECT "workspace_id", "contact_id" FROM "events" WHERE "type" ~ '^(customer|order|payment|service)[.]'
);

-- Consent ------------------------------------------------------------------------------------------------------------

CREATE TABLE "consents" (
  "workspace_id" UUID NOT NULL,
  "contact_id" UUID NOT NULL,
  "channel" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,

  CONSTRAINT "consents_pkey" PRIMARY KEY ("workspace_id", "contact_id", "channel"),
  CONSTRAINT "consents_channel" CHECK ("channel" IN ('email', 'sms', 'call')),
  CONSTRAINT "consents_state" CHECK ("state" IN ('granted', 'denied'))
);
ALTER TABLE "consents" ADD CONSTRAINT "consents_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "consent_changes" (
  "id" UUID NOT NULL,
  "workspace_id" UUID NOT NULL,
  "contact_id" UUID NOT NULL,
  "channel" TEXT NOT NULL,
  "before" TEXT,
  "after" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "actor_type" TEXT NOT NULL,
  "actor_id" TEXT,
  "actor_name" TEXT NOT NULL DEFAULT '',
  "run_id" UUID,
  "at" TIMESTAMPTZ(3) NOT NULL,

  CONSTRAINT "consent_changes_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "consent_changes_workspace_id_id_key" ON "consent_changes"("workspace_id", "id");
CREATE INDEX "consent_changes_workspace_id_contact_id_at_id_idx" ON "consent_changes"("workspace_id", "contact_id", "at", "id");
ALTER TABLE "consent_changes" ADD CONSTRAINT "consent_changes_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;
CREATE TRIGGER consent_changes_written_once BEFORE UPDATE OR DELETE ON consent_changes
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Changes, for the timeline ------------------------------------------------------------------------------------------

CREATE TABLE "contact_changes" (
  "id" UUID NOT NULL,
  "workspace_id" UUID NOT NULL,
  "contact_id" UUID NOT NULL,
  "field" TEXT NOT NULL,
  "before" JSONB,
  "after" JSONB,
  "actor_type" TEXT NOT NULL,
  "actor_id" TEXT,
  "actor_name" TEXT NOT NULL DEFAULT '',
  "run_id" UUID,
  "at" TIMESTAMPTZ(3) NOT NULL,

  CONSTRAINT "contact_changes_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "contact_changes_workspace_id_id_key" ON "contact_changes"("workspace_id", "id");
CREATE INDEX "contact_changes_workspace_id_contact_id_at_id_idx" ON "contact_changes"("workspace_id", "contact_id", "at", "id");
ALTER TABLE "contact_changes" ADD CONSTRAINT "contact_changes_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Lists and the search of 100,000 contacts -----------------------------------------------------------------------------

-- Trusted extensions: the owner of a database may make them, no superuser is needed.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- Any part of a name, address or id. New contacts wait in the index's own short list, so that accepting an event stays cheap.
CREATE INDEX contacts_search ON contacts USING gin (
  workspace_id,
  (lower(' ' || name || ' ' || coalesce(email, '') || ' ' || coalesce(phone, '') || ' ' || coalesce(external_id, ''))) gin_trgm_ops
) WITH (gin_pending_list_limit = 512);
CREATE INDEX contacts_tags ON contacts USING gin (workspace_id, tags) WITH (gin_pending_list_limit = 512) WHERE cardinality(tags) > 0;
CREATE INDEX "contacts_workspace_id_updated_at_id_idx" ON "contacts"("workspace_id", "updated_at", "id");
CREATE INDEX contacts_by_name ON contacts (workspace_id, (lower(name) COLLATE "C"), id);
CREATE INDEX contacts_by_owner ON contacts (workspace_id, owner_id, created_at, id) WHERE owner_id IS NOT NULL;
CREATE INDEX contacts_merged ON contacts (merged_into_id) WHERE merged_into_id IS NOT NULL;

-- The timeline of one contact; its events and runs are found by its keys (their subject).
CREATE INDEX messages_by_contact ON messages (contact_id, created_at, id) WHERE contact_id IS NOT NULL;
CREATE INDEX tasks_by_contact ON tasks (contact_id, created_at, id) WHERE contact_id IS NOT NULL;
