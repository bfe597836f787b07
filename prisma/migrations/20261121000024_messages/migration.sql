-- Messages, in both directions ----------------------------------------------------------------------------------------

-- What became of a message is its state; there is one word for it everywhere.
ALTER TABLE "messages" RENAME COLUMN "status" TO "state";
ALTER TABLE "messages"
  ADD COLUMN "purpose" TEXT NOT NULL DEFAULT 'transactional',
  ADD COLUMN "html" TEXT,
  ADD COLUMN "text" TEXT,
  ADD COLUMN "connection_id" UUID,
  ADD COLUMN "flow_id" UUID,
  ADD COLUMN "external_id" TEXT,
  ADD COLUMN "in_reply_to" UUID,
  ADD COLUMN "error" TEXT,
  ADD COLUMN "segments" INTEGER,
  ADD COLUMN "sentiment" TEXT,
  ADD COLUMN "mode" "RunMode" NOT NULL DEFAULT 'live',
  ADD COLUMN "sent_at" TIMESTAMPTZ(3),
  ADD COLUMN "delivered_at" TIMESTAMPTZ(3),
  ADD COLUMN "opened_at" TIMESTAMPTZ(3),
  ADD COLUMN "clicked_at" TIMESTAMPTZ(3);

UPDATE "messages" SET "sent_at" = "created_at", "delivered_at" = "created_at" WHERE "state" = 'delivered';
UPDATE "messages" m SET "flow_id" = r."flow_id" FROM "flow_executions" r
  WHERE r."workspace_id" = m."workspace_id" AND r."id" = m."run_id";

ALTER TABLE "messages" ADD CONSTRAINT "messages_state"
  CHECK ("state" IN ('queued', 'held', 'sent', 'delivered', 'opened', 'clicked', 'failed', 'skipped', 'received'));
ALTER TABLE "messages" ADD CONSTRAINT "messages_direction" CHECK ("direction" IN ('in', 'out'));
ALTER TABLE "messages" ADD CONSTRAINT "messages_purpose" CHECK ("purpose" IN ('transactional', 'marketing'));
ALTER TABLE "messages" ADD CONSTRAINT "messages_workspace_id_connection_id_fkey" FOREIGN KEY ("workspace_id", "connection_id") REFERENCES "connections"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- A provider's id of a message: what it tells twice is kept once.
CREATE UNIQUE INDEX "messages_workspace_id_external_id_key" ON "messages"("workspace_id", "external_id");
-- The Outbox's filters.
CREATE INDEX "messages_workspace_id_state_created_at_id_idx" ON "messages"("workspace_id", "state", "created_at", "id");
CREATE INDEX messages_received ON messages (workspace_id, created_at, id) WHERE direction = 'in';
CREATE INDEX messages_by_flow ON messages (workspace_id, flow_id, created_at, id) WHERE flow_id IS NOT NULL;
CREATE INDEX messages_by_run ON messages (run_id, created_at, id) WHERE run_id IS NOT NULL;

-- Templates of messages -----------------------------------------------------------------------------------------------

CREATE TABLE "message_templates" (
  "id" UUID NOT NULL,
  "workspace_id" UUID NOT NULL,
  "external_id" TEXT NOT NULL,
  "channel" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "subject" TEXT NOT NULL DEFAULT '',
  "html" TEXT,
  "text" TEXT NOT NULL DEFAULT '',
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  "archived_at" TIMESTAMPTZ(3),

  CONSTRAINT "message_templates_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "message_templates_channel" CHECK ("channel" IN ('email', 'sms'))
);
CREATE UNIQUE INDEX "message_templates_workspace_id_id_key" ON "message_templates"("workspace_id", "id");
CREATE UNIQUE INDEX "message_templates_workspace_id_external_id_key" ON "message_templates"("workspace_id", "external_id");
CREATE INDEX "message_templates_workspace_id_name_id_idx" ON "message_templates"("workspace_id", "name", "id");
ALTER TABLE "message_templates" ADD CONSTRAINT "message_templates_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Connections ---------------------------------------------------------------------------------------------------------

-- `settings` is what may be shown; secrets stay in `sealed`. A removed connection keeps its row, for the messages it sent.
ALTER TABLE "connections"
  ADD COLUMN "channel" TEXT,
  ADD COLUMN "settings" JSONB NOT NULL DEFAULT '{}',
  ADD COLUMN "is_default" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "checked_at" TIMESTAMPTZ(3),
  ADD COLUMN "check_error" TEXT,
  ADD COLUMN "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN "archived_at" TIMESTAMPTZ(3);
CREATE UNIQUE INDEX connections_default ON connections (workspace_id, channel) WHERE is_default AND archived_at IS NULL;
