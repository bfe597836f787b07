-- What a workspace saved to start flows from, and the link by which others may see it.
CREATE TABLE "workspace_templates" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "template" JSONB NOT NULL,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "share_hash" TEXT,
    "share_sealed" TEXT,
    "shared_at" TIMESTAMPTZ(3),
    "shared_by" UUID,

    CONSTRAINT "workspace_templates_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "workspace_templates_workspace_id_id_key" ON "workspace_templates"("workspace_id", "id");

CREATE UNIQUE INDEX "workspace_templates_share_hash_key" ON "workspace_templates"("share_hash");

CREATE INDEX "workspace_templates_workspace_id_archived_at_updated_at_idx" ON "workspace_templates"("workspace_id", "archived_at", "updated_at");

ALTER TABLE "workspace_templates" ADD CONSTRAINT "workspace_templates_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Which template a flow was made of, with which answers: setting it up goes on where it was left.
CREATE TABLE "template_uses" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "flow_id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "template" JSONB NOT NULL,
    "answers" JSONB NOT NULL,
    "draft_revision" INTEGER NOT NULL,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "template_uses_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "template_uses_workspace_id_id_key" ON "template_uses"("workspace_id", "id");

CREATE UNIQUE INDEX "template_uses_workspace_id_flow_id_key" ON "template_uses"("workspace_id", "flow_id");

CREATE INDEX "template_uses_workspace_id_created_by_created_at_idx" ON "template_uses"("workspace_id", "created_by", "created_at");

ALTER TABLE "template_uses" ADD CONSTRAINT "template_uses_workspace_id_flow_id_fkey" FOREIGN KEY ("workspace_id", "flow_id") REFERENCES "automation_flows"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
