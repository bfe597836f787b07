-- The latest real events of a flow through its published version and its draft. docs/decisions/cost-preview-and-replay.md
CREATE TABLE "flow_replays" (
  "id" UUID NOT NULL,
  "workspace_id" UUID NOT NULL,
  "flow_id" UUID NOT NULL,
  "version_id" UUID NOT NULL,
  "draft" JSONB NOT NULL,
  "draft_revision" INTEGER NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'queued',
  "events" UUID[],
  "done" INTEGER NOT NULL DEFAULT 0,
  "same" INTEGER NOT NULL DEFAULT 0,
  "gone" INTEGER NOT NULL DEFAULT 0,
  "published_cost" BIGINT NOT NULL DEFAULT 0,
  "draft_cost" BIGINT NOT NULL DEFAULT 0,
  "carry" JSONB,
  "generation" INTEGER NOT NULL DEFAULT 1,
  "error" TEXT NOT NULL DEFAULT '',
  "started_by" UUID,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "touched_at" TIMESTAMPTZ(3) NOT NULL,
  "ended_at" TIMESTAMPTZ(3),

  CONSTRAINT "flow_replays_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "flow_replays_state" CHECK ("state" IN ('queued', 'running', 'done', 'cancelled', 'failed'))
);
CREATE UNIQUE INDEX "flow_replays_workspace_id_id_key" ON "flow_replays"("workspace_id", "id");
CREATE INDEX "flow_replays_workspace_id_flow_id_created_at_idx" ON "flow_replays"("workspace_id", "flow_id", "created_at");
ALTER TABLE "flow_replays" ADD CONSTRAINT "flow_replays_workspace_id_flow_id_fkey"
  FOREIGN KEY ("workspace_id", "flow_id") REFERENCES "automation_flows"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "flow_replays" ADD CONSTRAINT "flow_replays_workspace_id_version_id_fkey"
  FOREIGN KEY ("workspace_id", "version_id") REFERENCES "flow_versions"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One of a flow at a time.
CREATE UNIQUE INDEX flow_replays_open ON flow_replays (flow_id) WHERE state IN ('queued', 'running');

CREATE TABLE "flow_replay_changes" (
  "workspace_id" UUID NOT NULL,
  "replay_id" UUID NOT NULL,
  "place" INTEGER NOT NULL,
  "event_id" UUID NOT NULL,
  "difference" TEXT NOT NULL,
  "milli_tokens" BIGINT NOT NULL,

  CONSTRAINT "flow_replay_changes_pkey" PRIMARY KEY ("replay_id", "place")
);
CREATE INDEX "flow_replay_changes_workspace_id_replay_id_difference_place_idx"
  ON "flow_replay_changes"("workspace_id", "replay_id", "difference", "place");
ALTER TABLE "flow_replay_changes" ADD CONSTRAINT "flow_replay_changes_workspace_id_replay_id_fkey"
  FOREIGN KEY ("workspace_id", "replay_id") REFERENCES "flow_replays"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Replays that nobody works on any more are found again.
CREATE INDEX flow_replays_unfinished ON flow_replays (touched_at) WHERE state IN ('queued', 'running');
