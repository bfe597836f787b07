-- What a version was said to cost a month when it was published. docs/decisions/cost-preview-and-replay.md
CREATE TABLE "flow_estimates" (
  "version_id" UUID NOT NULL,
  "workspace_id" UUID NOT NULL,
  "flow_id" UUID NOT NULL,
  "days" INTEGER NOT NULL,
  "events" INTEGER NOT NULL,
  "expected" BIGINT,
  "p95" BIGINT,
  "worst" BIGINT,
  "at" TIMESTAMPTZ(3) NOT NULL,

  CONSTRAINT "flow_estimates_pkey" PRIMARY KEY ("version_id")
);
CREATE UNIQUE INDEX "flow_estimates_workspace_id_version_id_key" ON "flow_estimates"("workspace_id", "version_id");
CREATE INDEX "flow_estimates_workspace_id_flow_id_at_idx" ON "flow_estimates"("workspace_id", "flow_id", "at");
ALTER TABLE "flow_estimates" ADD CONSTRAINT "flow_estimates_workspace_id_flow_id_fkey"
  FOREIGN KEY ("workspace_id", "flow_id") REFERENCES "automation_flows"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "flow_estimates" ADD CONSTRAINT "flow_estimates_workspace_id_version_id_fkey"
  FOREIGN KEY ("workspace_id", "version_id") REFERENCES "flow_versions"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Versions that nobody estimated yet are young.
CREATE INDEX "flow_versions_created_at_idx" ON "flow_versions"("created_at");
