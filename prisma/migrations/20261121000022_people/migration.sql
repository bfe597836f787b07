-- Tasks --------------------------------------------------------------------------------------------------------------

ALTER TABLE "tasks"
  ADD COLUMN "external_id" TEXT,
  ADD COLUMN "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
UPDATE "tasks" SET "updated_at" = coalesce("completed_at", "created_at");

CREATE UNIQUE INDEX "tasks_workspace_id_external_id_key" ON "tasks"("workspace_id", "external_id");
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_priority" CHECK ("priority" IN ('low', 'normal', 'high', 'urgent'));
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_completed_when_closed" CHECK (("status" = 'open') = ("completed_at" IS NULL)) NOT VALID;

-- The board: open ones by when they are due, those without a date last; closed ones by when they were closed.
CREATE INDEX tasks_open_by_due ON tasks (workspace_id, (coalesce(due_at, 'infinity'::timestamptz)), id) WHERE status = 'open';
CREATE INDEX tasks_closed ON tasks (workspace_id, completed_at, id) WHERE status <> 'open';
CREATE INDEX tasks_by_assignee ON tasks (workspace_id, assignee_id, (coalesce(due_at, 'infinity'::timestamptz)), id) WHERE assignee_id IS NOT NULL;

-- Notes --------------------------------------------------------------------------------------------------------------

CREATE TABLE "notes" (
  "id" UUID NOT NULL,
  "workspace_id" UUID NOT NULL,
  "contact_id" UUID NOT NULL,
  "body" TEXT NOT NULL,
  "author_type" TEXT NOT NULL,
  "author_id" TEXT,
  "author_name" TEXT NOT NULL DEFAULT '',
  "run_id" UUID,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "edited_at" TIMESTAMPTZ(3),

  CONSTRAINT "notes_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "notes_workspace_id_id_key" ON "notes"("workspace_id", "id");
CREATE INDEX "notes_workspace_id_contact_id_created_at_id_idx" ON "notes"("workspace_id", "contact_id", "created_at", "id");
ALTER TABLE "notes" ADD CONSTRAINT "notes_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Who gets a contact -------------------------------------------------------------------------------------------------

CREATE TABLE "owner_pools" (
  "id" UUID NOT NULL,
  "workspace_id" UUID NOT NULL,
  "name" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "archived_at" TIMESTAMPTZ(3),

  CONSTRAINT "owner_pools_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "owner_pools_workspace_id_id_key" ON "owner_pools"("workspace_id", "id");
CREATE UNIQUE INDEX owner_pools_name ON owner_pools (workspace_id, lower(name)) WHERE archived_at IS NULL;
ALTER TABLE "owner_pools" ADD CONSTRAINT "owner_pools_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "owner_pool_members" (
  "workspace_id" UUID NOT NULL,
  "pool_id" UUID NOT NULL,
  "user_id" UUID NOT NULL,
  "place" INTEGER NOT NULL,
  "weight" INTEGER NOT NULL DEFAULT 1,
  "off_duty" BOOLEAN NOT NULL DEFAULT false,
  "max_open" INTEGER,
  "share" BIGINT NOT NULL DEFAULT 0,
  "last_assigned_at" TIMESTAMPTZ(3),

  CONSTRAINT "owner_pool_members_pkey" PRIMARY KEY ("workspace_id", "pool_id", "user_id"),
  CONSTRAINT "owner_pool_members_weight" CHECK ("weight" BETWEEN 1 AND 10),
  CONSTRAINT "owner_pool_members_max_open" CHECK ("max_open" > 0)
);
CREATE INDEX "owner_pool_members_workspace_id_user_id_idx" ON "owner_pool_members"("workspace_id", "user_id");
ALTER TABLE "owner_pool_members" ADD CONSTRAINT "owner_pool_members_workspace_id_pool_id_fkey" FOREIGN KEY ("workspace_id", "pool_id") REFERENCES "owner_pools"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "owner_pool_members" ADD CONSTRAINT "owner_pool_members_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "memberships"("workspace_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "assignments" (
  "id" UUID NOT NULL,
  "workspace_id" UUID NOT NULL,
  "pool_id" UUID NOT NULL,
  "contact_id" UUID NOT NULL,
  "user_id" UUID NOT NULL,
  "kept" BOOLEAN NOT NULL,
  "reason" TEXT NOT NULL,
  "actor_type" TEXT NOT NULL,
  "actor_id" TEXT,
  "actor_name" TEXT NOT NULL DEFAULT '',
  "run_id" UUID,
  "at" TIMESTAMPTZ(3) NOT NULL,

  CONSTRAINT "assignments_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "assignments_workspace_id_id_key" ON "assignments"("workspace_id", "id");
CREATE INDEX "assignments_workspace_id_pool_id_at_id_idx" ON "assignments"("workspace_id", "pool_id", "at", "id");
CREATE INDEX "assignments_workspace_id_contact_id_at_id_idx" ON "assignments"("workspace_id", "contact_id", "at", "id");
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_workspace_id_pool_id_fkey" FOREIGN KEY ("workspace_id", "pool_id") REFERENCES "owner_pools"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Voice agents -------------------------------------------------------------------------------------------------------

CREATE TABLE "agents" (
  "id" UUID NOT NULL,
  "workspace_id" UUID NOT NULL,
  "external_id" TEXT,
  "name" TEXT NOT NULL,
  "from_number" TEXT,
  "voice" TEXT NOT NULL DEFAULT '',
  "greeting" TEXT NOT NULL DEFAULT '',
  "script" TEXT NOT NULL DEFAULT '',
  "on_duty" BOOLEAN NOT NULL DEFAULT false,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "archived_at" TIMESTAMPTZ(3),

  CONSTRAINT "agents_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "agents_archived_rest" CHECK ("archived_at" IS NULL OR NOT "on_duty")
);
CREATE UNIQUE INDEX "agents_workspace_id_id_key" ON "agents"("workspace_id", "id");
CREATE UNIQUE INDEX "agents_workspace_id_external_id_key" ON "agents"("workspace_id", "external_id");
CREATE UNIQUE INDEX agents_name ON agents (workspace_id, lower(name)) WHERE archived_at IS NULL;
ALTER TABLE "agents" ADD CONSTRAINT "agents_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
