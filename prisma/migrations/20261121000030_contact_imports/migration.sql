-- Everybody has a status: a new lead's, or a customer's.
UPDATE "contacts" SET "status" = CASE "kind" WHEN 'customer' THEN 'customer' ELSE 'new' END WHERE "status" IS NULL;
ALTER TABLE "contacts" ALTER COLUMN "status" SET DEFAULT 'new', ALTER COLUMN "status" SET NOT NULL;

CREATE TABLE "contact_imports" (
  "id" UUID NOT NULL,
  "workspace_id" UUID NOT NULL,
  "file_name" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "options" JSONB NOT NULL,
  "total" INTEGER NOT NULL,
  "next" INTEGER NOT NULL DEFAULT 0,
  "created" INTEGER NOT NULL DEFAULT 0,
  "updated" INTEGER NOT NULL DEFAULT 0,
  "skipped" INTEGER NOT NULL DEFAULT 0,
  "failed" INTEGER NOT NULL DEFAULT 0,
  "error_message" TEXT,
  "created_by" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "started_at" TIMESTAMPTZ(3),
  "finished_at" TIMESTAMPTZ(3),

  CONSTRAINT "contact_imports_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "contact_imports_workspace_id_id_key" ON "contact_imports"("workspace_id", "id");
CREATE INDEX "contact_imports_workspace_id_created_at_id_idx" ON "contact_imports"("workspace_id", "created_at", "id");

CREATE TABLE "contact_import_rows" (
  "workspace_id" UUID NOT NULL,
  "import_id" UUID NOT NULL,
  "place" INTEGER NOT NULL,
  "cells" JSONB NOT NULL,
  "outcome" TEXT,
  "message" TEXT,
  "contact_id" UUID,

  CONSTRAINT "contact_import_rows_pkey" PRIMARY KEY ("workspace_id", "import_id", "place")
);
ALTER TABLE "contact_import_rows" ADD CONSTRAINT "contact_import_rows_workspace_id_import_id_fkey" FOREIGN KEY ("workspace_id", "import_id") REFERENCES "contact_imports"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
