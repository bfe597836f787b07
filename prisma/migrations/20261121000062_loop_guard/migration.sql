-- The loop guard: how often Baton's own doings started a flow for one contact. docs/decisions/loop-guard.md

-- settings.loop_guard of the version, and since when starts count: turning a flow on by hand begins anew.
ALTER TABLE "flow_triggers" ADD COLUMN "loop_limit" INTEGER, ADD COLUMN "since" TIMESTAMPTZ(3);

-- The last hour's starts of one flow by one contact. Its row lock makes two events that come at once take turns.
CREATE TABLE "loop_starts" (
  "workspace_id" UUID NOT NULL,
  "flow_id" UUID NOT NULL,
  "contact_id" UUID NOT NULL,
  "most" INTEGER NOT NULL,
  "since" TIMESTAMPTZ(3),
  "starts" TIMESTAMPTZ(3)[],

  CONSTRAINT "loop_starts_pkey" PRIMARY KEY ("flow_id", "contact_id")
);
CREATE INDEX "loop_starts_workspace_id_contact_id_idx" ON "loop_starts"("workspace_id", "contact_id");
ALTER TABLE "loop_starts" ADD CONSTRAINT "loop_starts_workspace_id_flow_id_fkey" FOREIGN KEY ("workspace_id", "flow_id") REFERENCES "automation_flows"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "loop_starts" ADD CONSTRAINT "loop_starts_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A flow was paused by Baton itself: why, by whose event, and until somebody turned it on again.
CREATE TABLE "flow_stops" (
  "id" UUID NOT NULL,
  "workspace_id" UUID NOT NULL,
  "flow_id" UUID NOT NULL,
  "reason" TEXT NOT NULL,
  "contact_id" UUID,
  "event_id" UUID,
  "event_type" TEXT NOT NULL DEFAULT '',
  "starts_per_hour" INTEGER NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "mailed_at" TIMESTAMPTZ(3),
  "ended_at" TIMESTAMPTZ(3),

  CONSTRAINT "flow_stops_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "flow_stops_reason" CHECK ("reason" IN ('loop_guard'))
);
CREATE UNIQUE INDEX "flow_stops_workspace_id_id_key" ON "flow_stops"("workspace_id", "id");
CREATE INDEX "flow_stops_workspace_id_flow_id_at_idx" ON "flow_stops"("workspace_id", "flow_id", "at");
ALTER TABLE "flow_stops" ADD CONSTRAINT "flow_stops_workspace_id_flow_id_fkey" FOREIGN KEY ("workspace_id", "flow_id") REFERENCES "automation_flows"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "flow_stops" ADD CONSTRAINT "flow_stops_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- The sweep's question: whose owner was not written to yet.
CREATE INDEX flow_stops_unmailed ON flow_stops (at) WHERE mailed_at IS NULL;

-- What started nothing is looked for by contact and by flow, with what the rule saw.
ALTER TABLE "event_refusals" ADD COLUMN "contact_id" UUID, ADD COLUMN "at" TIMESTAMPTZ(3), ADD COLUMN "value" TEXT NOT NULL DEFAULT '';
UPDATE "event_refusals" r SET "contact_id" = e."contact_id", "at" = e."created_at" FROM "events" e WHERE e."workspace_id" = r."workspace_id" AND e."id" = r."event_id";
ALTER TABLE "event_refusals" ALTER COLUMN "at" SET NOT NULL;
CREATE INDEX "event_refusals_workspace_id_contact_id_at_idx" ON "event_refusals"("workspace_id", "contact_id", "at");
CREATE INDEX "event_refusals_workspace_id_flow_id_at_idx" ON "event_refusals"("workspace_id", "flow_id", "at");
ALTER TABLE "event_refusals" ADD CONSTRAINT "event_refusals_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;
