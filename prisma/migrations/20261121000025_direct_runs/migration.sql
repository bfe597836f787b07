CREATE TABLE "calls" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "contact_id" UUID,
    "agent_id" UUID,
    "via" TEXT NOT NULL DEFAULT 'sandbox',
    "to_number" TEXT NOT NULL,
    "from_number" TEXT NOT NULL DEFAULT '',
    "script" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL DEFAULT 'ringing',
    "seconds" INTEGER,
    "transcript" TEXT,
    "message_id" UUID,
    "run_id" UUID,
    "step_id" TEXT,
    "send_key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "calls_pkey" PRIMARY KEY ("id")
);


CREATE TABLE "direct_requests" (
    "run_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "action_type" TEXT NOT NULL,
    "plugin_ref" TEXT,
    "payload" JSONB NOT NULL,
    "caller_execution_id" TEXT,
    "actor_type" TEXT NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "direct_requests_pkey" PRIMARY KEY ("run_id")
);


CREATE TABLE "notifications" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL DEFAULT '',
    "link" TEXT,
    "run_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "notifications_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "calls_workspace_id_created_at_id_idx" ON "calls"("workspace_id", "created_at", "id");

CREATE INDEX "calls_workspace_id_contact_id_created_at_idx" ON "calls"("workspace_id", "contact_id", "created_at");

CREATE INDEX "calls_workspace_id_message_id_idx" ON "calls"("workspace_id", "message_id");

CREATE UNIQUE INDEX "calls_workspace_id_id_key" ON "calls"("workspace_id", "id");

CREATE UNIQUE INDEX "calls_workspace_id_send_key_key" ON "calls"("workspace_id", "send_key");

CREATE INDEX "direct_requests_workspace_id_caller_execution_id_idx" ON "direct_requests"("workspace_id", "caller_execution_id");

CREATE UNIQUE INDEX "direct_requests_workspace_id_run_id_key" ON "direct_requests"("workspace_id", "run_id");

CREATE INDEX "notifications_workspace_id_user_id_created_at_id_idx" ON "notifications"("workspace_id", "user_id", "created_at", "id");

CREATE INDEX "notifications_workspace_id_user_id_read_at_idx" ON "notifications"("workspace_id", "user_id", "read_at");

CREATE UNIQUE INDEX "notifications_workspace_id_id_key" ON "notifications"("workspace_id", "id");

CREATE UNIQUE INDEX "notifications_group_id_user_id_key" ON "notifications"("group_id", "user_id");

ALTER TABLE "calls" ADD CONSTRAINT "calls_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

ALTER TABLE "direct_requests" ADD CONSTRAINT "direct_requests_workspace_id_run_id_fkey" FOREIGN KEY ("workspace_id", "run_id") REFERENCES "flow_executions"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "notifications" ADD CONSTRAINT "notifications_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "memberships"("workspace_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;


ALTER TABLE "calls" ADD CONSTRAINT "calls_status" CHECK ("status" IN ('ringing', 'completed', 'no-answer', 'busy', 'voicemail', 'failed'));
ALTER TABLE "calls" ADD CONSTRAINT "calls_seconds" CHECK ("seconds" >= 0);
