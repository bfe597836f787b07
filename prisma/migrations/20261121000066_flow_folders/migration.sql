-- Where a flow stands in the list, and who saved its draft last.
ALTER TABLE "automation_flows"
  ADD COLUMN "folder" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "tags" TEXT[] NOT NULL DEFAULT '{}',
  ADD COLUMN "draft_saved_at" TIMESTAMPTZ(3),
  ADD COLUMN "draft_saved_by" UUID,
  ADD COLUMN "draft_saved_name" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "draft_saved_client" TEXT;
CREATE INDEX "automation_flows_workspace_id_folder_idx" ON "automation_flows"("workspace_id", "folder");

-- Who has a flow open. Forgotten by a crash: whoever is still there says so again within seconds.
CREATE UNLOGGED TABLE "flow_editors" (
    "workspace_id" UUID NOT NULL,
    "flow_id" UUID NOT NULL,
    "client_id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "selected" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "flow_editors_pkey" PRIMARY KEY ("flow_id", "client_id")
);
CREATE INDEX "flow_editors_workspace_id_expires_at_idx" ON "flow_editors"("workspace_id", "expires_at");
ALTER TABLE "flow_editors" ADD CONSTRAINT "flow_editors_workspace_id_flow_id_fkey"
  FOREIGN KEY ("workspace_id", "flow_id") REFERENCES "automation_flows"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "flow_editors" ADD CONSTRAINT "flow_editors_user_id_fkey"
  FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Requests to a flow's own address that somebody waited for: samples also of a flow that is off.
CREATE TABLE "flow_samples" (
    "workspace_id" UUID NOT NULL,
    "flow_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "flow_samples_pkey" PRIMARY KEY ("flow_id", "event_id")
);
CREATE INDEX "flow_samples_workspace_id_event_id_idx" ON "flow_samples"("workspace_id", "event_id");
ALTER TABLE "flow_samples" ADD CONSTRAINT "flow_samples_workspace_id_flow_id_fkey"
  FOREIGN KEY ("workspace_id", "flow_id") REFERENCES "automation_flows"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "flow_samples" ADD CONSTRAINT "flow_samples_workspace_id_event_id_fkey"
  FOREIGN KEY ("workspace_id", "event_id") REFERENCES "events"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
