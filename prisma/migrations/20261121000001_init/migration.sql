-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "TaskStatus" AS ENUM ('open', 'done', 'cancelled');

-- CreateEnum
CREATE TYPE "FlowStatus" AS ENUM ('draft', 'active', 'paused', 'archived');

-- CreateEnum
CREATE TYPE "RunStatus" AS ENUM ('queued', 'running', 'waiting', 'held', 'completed', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "RunMode" AS ENUM ('live', 'test');

-- CreateEnum
CREATE TYPE "RunOrigin" AS ENUM ('event', 'replay', 'manual', 'schedule', 'direct');

-- CreateEnum
CREATE TYPE "StepStatus" AS ENUM ('running', 'retrying', 'waiting', 'succeeded', 'failed', 'skipped', 'cancelled');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('owner', 'admin', 'editor', 'viewer');

-- CreateEnum
CREATE TYPE "PlanKey" AS ENUM ('trial', 'starter', 'professional', 'enterprise');

-- CreateTable
CREATE TABLE "contacts" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "external_id" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "name" TEXT NOT NULL DEFAULT '',
    "timezone" TEXT,
    "fields" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "contacts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact_keys" (
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "contact_id" UUID NOT NULL,

    CONSTRAINT "contact_keys_pkey" PRIMARY KEY ("workspace_id","key")
);

-- CreateTable
CREATE TABLE "tasks" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "status" "TaskStatus" NOT NULL DEFAULT 'open',
    "priority" TEXT NOT NULL DEFAULT 'normal',
    "due_at" TIMESTAMPTZ(3),
    "assignee_id" UUID,
    "contact_id" UUID,
    "run_id" UUID,
    "step_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "tasks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "events" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "external_id" TEXT,
    "type" TEXT NOT NULL,
    "raw_type" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "payload" JSONB,
    "payload_id" UUID,
    "subject" TEXT,
    "contact_id" UUID,
    "caused_by_run" UUID,
    "depth" INTEGER NOT NULL DEFAULT 0,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "tx" BIGINT NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint,

    CONSTRAINT "events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dedupe_keys" (
    "workspace_id" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "target_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dedupe_keys_pkey" PRIMARY KEY ("workspace_id","scope","key")
);

-- CreateTable
CREATE TABLE "automation_flows" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "external_id" TEXT,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "status" "FlowStatus" NOT NULL DEFAULT 'draft',
    "draft" JSONB NOT NULL,
    "draft_revision" INTEGER NOT NULL DEFAULT 1,
    "active_version_id" UUID,
    "halted_at" TIMESTAMPTZ(3),
    "cancel_before" UUID,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "automation_flows_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "flow_versions" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "flow_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "published_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "flow_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "flow_triggers" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "flow_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "event_type" TEXT NOT NULL,
    "plugin_id" TEXT,
    "filter" JSONB,

    CONSTRAINT "flow_triggers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "schedules" (
    "flow_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "schedules_pkey" PRIMARY KEY ("flow_id")
);

-- CreateTable
CREATE TABLE "messages" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "via" TEXT NOT NULL DEFAULT 'sandbox',
    "direction" TEXT NOT NULL DEFAULT 'out',
    "status" TEXT NOT NULL DEFAULT 'delivered',
    "to_address" TEXT NOT NULL,
    "from_address" TEXT NOT NULL DEFAULT '',
    "subject" TEXT NOT NULL DEFAULT '',
    "body" TEXT NOT NULL,
    "template" TEXT,
    "contact_id" UUID,
    "run_id" UUID,
    "step_id" TEXT,
    "send_key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plugins" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "aliases" TEXT[],
    "name" TEXT NOT NULL,
    "version" TEXT NOT NULL DEFAULT '1.0.0',
    "webhook_url" TEXT,
    "sandbox" BOOLEAN NOT NULL DEFAULT false,
    "registered_actions" JSONB NOT NULL DEFAULT '[]',
    "halted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "plugins_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plugin_capabilities" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "plugin_id" UUID NOT NULL,
    "capabilities" JSONB NOT NULL,
    "last_updated" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "plugin_capabilities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plugin_installations" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "plugin_id" UUID NOT NULL,
    "secret" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "plugin_installations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connections" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "external_id" TEXT,
    "integration" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "halted_at" TIMESTAMPTZ(3),
    "cancel_before" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "connections_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "flow_executions" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "external_id" TEXT,
    "flow_id" UUID,
    "version_id" UUID,
    "event_id" UUID,
    "trigger_event_type" TEXT NOT NULL DEFAULT '',
    "subject" TEXT,
    "contact_id" UUID,
    "status" "RunStatus" NOT NULL DEFAULT 'queued',
    "reason" TEXT,
    "mode" "RunMode" NOT NULL DEFAULT 'live',
    "origin" "RunOrigin" NOT NULL,
    "replay_of" UUID,
    "parent_run_id" UUID,
    "depth" INTEGER NOT NULL DEFAULT 0,
    "generation" INTEGER NOT NULL DEFAULT 0,
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "wake_at" TIMESTAMPTZ(3),
    "doorbell" INTEGER NOT NULL DEFAULT 0,
    "seen_doorbell" INTEGER NOT NULL DEFAULT 0,
    "run_seq" INTEGER NOT NULL DEFAULT 0,
    "handled_errors" INTEGER NOT NULL DEFAULT 0,
    "failed_step_id" TEXT,
    "error_message" TEXT,
    "tokens" INTEGER NOT NULL DEFAULT 0,
    "quota_shard" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "tx" BIGINT NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint,

    CONSTRAINT "flow_executions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "automation_event_log" (
    "run_id" UUID NOT NULL,
    "step_id" TEXT NOT NULL,
    "iteration_path" TEXT NOT NULL DEFAULT '',
    "workspace_id" UUID NOT NULL,
    "status" "StepStatus" NOT NULL,
    "step_type" TEXT NOT NULL,
    "action_type" TEXT,
    "effect" TEXT NOT NULL DEFAULT 'none',
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "outlet" TEXT,
    "payload" JSONB,
    "result" JSONB,
    "input_id" UUID,
    "output_id" UUID,
    "error" JSONB,
    "wake_at" TIMESTAMPTZ(3),
    "reserved" INTEGER NOT NULL DEFAULT 0,
    "quota_period" TEXT,
    "tokens" INTEGER NOT NULL DEFAULT 0,
    "token_note" TEXT,
    "run_seq" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "automation_event_log_pkey" PRIMARY KEY ("run_id","step_id","iteration_path")
);

-- CreateTable
CREATE TABLE "step_attempts" (
    "run_id" UUID NOT NULL,
    "step_id" TEXT NOT NULL,
    "iteration_path" TEXT NOT NULL DEFAULT '',
    "attempt" INTEGER NOT NULL,
    "workspace_id" UUID NOT NULL,
    "error" JSONB,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "step_attempts_pkey" PRIMARY KEY ("run_id","step_id","iteration_path","attempt")
);

-- CreateTable
CREATE TABLE "loop_frames" (
    "run_id" UUID NOT NULL,
    "step_id" TEXT NOT NULL,
    "iteration_path" TEXT NOT NULL DEFAULT '',
    "workspace_id" UUID NOT NULL,
    "items" JSONB NOT NULL,
    "total" INTEGER NOT NULL,
    "next" INTEGER NOT NULL DEFAULT 0,
    "succeeded" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "open" INTEGER[],

    CONSTRAINT "loop_frames_pkey" PRIMARY KEY ("run_id","step_id","iteration_path")
);

-- CreateTable
CREATE TABLE "waits" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "step_id" TEXT NOT NULL,
    "iteration_path" TEXT NOT NULL DEFAULT '',
    "kind" TEXT NOT NULL,
    "event_types" TEXT[],
    "subject" TEXT,
    "match" JSONB NOT NULL DEFAULT '{}',
    "opens_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "matched_event_id" UUID,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "waits_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_moves" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "from_version_id" UUID NOT NULL,
    "to_version_id" UUID NOT NULL,
    "moved_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "run_moves_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "usage_records" (
    "key" TEXT NOT NULL,
    "workspace_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "cost" BIGINT NOT NULL,
    "run_id" UUID,
    "flow_id" UUID,
    "step_id" TEXT NOT NULL DEFAULT 'run',
    "related_type" TEXT,
    "related_id" TEXT,
    "period" TEXT NOT NULL,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "tx" BIGINT NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint,

    CONSTRAINT "usage_records_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "quota_accounts" (
    "workspace_id" UUID NOT NULL,
    "period" TEXT NOT NULL,
    "limit" BIGINT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),

    CONSTRAINT "quota_accounts_pkey" PRIMARY KEY ("workspace_id","period")
);

-- CreateTable
CREATE TABLE "quota_shards" (
    "workspace_id" UUID NOT NULL,
    "period" TEXT NOT NULL,
    "shard" INTEGER NOT NULL,
    "granted" BIGINT NOT NULL DEFAULT 0,
    "used" BIGINT NOT NULL DEFAULT 0,
    "reserved" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "quota_shards_pkey" PRIMARY KEY ("workspace_id","period","shard")
);

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "user_agent" TEXT NOT NULL DEFAULT '',
    "ip" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "worker_heartbeats" (
    "id" UUID NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "worker_heartbeats_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workspaces" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "timezone" TEXT NOT NULL DEFAULT 'UTC',
    "plan" "PlanKey" NOT NULL DEFAULT 'trial',
    "aliases" TEXT[],
    "billing_anchor" TIMESTAMPTZ(3) NOT NULL,
    "overage_enabled" BOOLEAN NOT NULL DEFAULT false,
    "halted_at" TIMESTAMPTZ(3),
    "cancel_before" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspaces_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "memberships" (
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("workspace_id","user_id")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "origins" TEXT[],
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_tokens" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "user_id" UUID,
    "flow_id" UUID,
    "hash" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "actor_type" TEXT NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL DEFAULT '',
    "action" TEXT NOT NULL,
    "target_type" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "target_name" TEXT NOT NULL DEFAULT '',
    "details" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_windows" (
    "key" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rate_windows_pkey" PRIMARY KEY ("key","starts_at")
);

-- CreateIndex
CREATE INDEX "contacts_workspace_id_created_at_id_idx" ON "contacts"("workspace_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "contacts_workspace_id_id_key" ON "contacts"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "contacts_workspace_id_external_id_key" ON "contacts"("workspace_id", "external_id");

-- CreateIndex
CREATE INDEX "contact_keys_contact_id_idx" ON "contact_keys"("contact_id");

-- CreateIndex
CREATE INDEX "tasks_workspace_id_status_due_at_idx" ON "tasks"("workspace_id", "status", "due_at");

-- CreateIndex
CREATE INDEX "tasks_workspace_id_created_at_id_idx" ON "tasks"("workspace_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "tasks_workspace_id_id_key" ON "tasks"("workspace_id", "id");

-- CreateIndex
CREATE INDEX "events_workspace_id_created_at_id_idx" ON "events"("workspace_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "events_workspace_id_type_created_at_idx" ON "events"("workspace_id", "type", "created_at");

-- CreateIndex
CREATE INDEX "events_workspace_id_subject_created_at_idx" ON "events"("workspace_id", "subject", "created_at");

-- CreateIndex
CREATE INDEX "events_tx_idx" ON "events"("tx");

-- CreateIndex
CREATE UNIQUE INDEX "events_workspace_id_id_key" ON "events"("workspace_id", "id");

-- CreateIndex
CREATE INDEX "dedupe_keys_expires_at_idx" ON "dedupe_keys"("expires_at");

-- CreateIndex
CREATE INDEX "automation_flows_workspace_id_status_updated_at_idx" ON "automation_flows"("workspace_id", "status", "updated_at");

-- CreateIndex
CREATE UNIQUE INDEX "automation_flows_workspace_id_id_key" ON "automation_flows"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "automation_flows_workspace_id_external_id_key" ON "automation_flows"("workspace_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "flow_versions_workspace_id_id_key" ON "flow_versions"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "flow_versions_flow_id_number_key" ON "flow_versions"("flow_id", "number");

-- CreateIndex
CREATE INDEX "flow_triggers_workspace_id_event_type_idx" ON "flow_triggers"("workspace_id", "event_type");

-- CreateIndex
CREATE INDEX "flow_triggers_flow_id_idx" ON "flow_triggers"("flow_id");

-- CreateIndex
CREATE UNIQUE INDEX "flow_triggers_workspace_id_id_key" ON "flow_triggers"("workspace_id", "id");

-- CreateIndex
CREATE INDEX "schedules_next_at_idx" ON "schedules"("next_at");

-- CreateIndex
CREATE UNIQUE INDEX "schedules_workspace_id_flow_id_key" ON "schedules"("workspace_id", "flow_id");

-- CreateIndex
CREATE INDEX "messages_workspace_id_created_at_id_idx" ON "messages"("workspace_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "messages_workspace_id_channel_created_at_idx" ON "messages"("workspace_id", "channel", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "messages_workspace_id_id_key" ON "messages"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "messages_workspace_id_send_key_key" ON "messages"("workspace_id", "send_key");

-- CreateIndex
CREATE UNIQUE INDEX "plugins_slug_key" ON "plugins"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "plugins_workspace_id_id_key" ON "plugins"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "plugin_capabilities_plugin_id_key" ON "plugin_capabilities"("plugin_id");

-- CreateIndex
CREATE UNIQUE INDEX "plugin_capabilities_workspace_id_id_key" ON "plugin_capabilities"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "plugin_capabilities_workspace_id_plugin_id_key" ON "plugin_capabilities"("workspace_id", "plugin_id");

-- CreateIndex
CREATE UNIQUE INDEX "plugin_installations_workspace_id_id_key" ON "plugin_installations"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "plugin_installations_workspace_id_plugin_id_key" ON "plugin_installations"("workspace_id", "plugin_id");

-- CreateIndex
CREATE UNIQUE INDEX "connections_workspace_id_id_key" ON "connections"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "connections_workspace_id_external_id_key" ON "connections"("workspace_id", "external_id");

-- CreateIndex
CREATE INDEX "flow_executions_workspace_id_created_at_id_idx" ON "flow_executions"("workspace_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "flow_executions_workspace_id_flow_id_created_at_idx" ON "flow_executions"("workspace_id", "flow_id", "created_at");

-- CreateIndex
CREATE INDEX "flow_executions_workspace_id_status_created_at_idx" ON "flow_executions"("workspace_id", "status", "created_at");

-- CreateIndex
CREATE INDEX "flow_executions_workspace_id_subject_created_at_idx" ON "flow_executions"("workspace_id", "subject", "created_at");

-- CreateIndex
CREATE INDEX "flow_executions_tx_idx" ON "flow_executions"("tx");

-- CreateIndex
CREATE UNIQUE INDEX "flow_executions_workspace_id_id_key" ON "flow_executions"("workspace_id", "id");

-- CreateIndex
CREATE INDEX "automation_event_log_workspace_id_created_at_idx" ON "automation_event_log"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "waits_workspace_id_closed_at_subject_idx" ON "waits"("workspace_id", "closed_at", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "waits_workspace_id_id_key" ON "waits"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "waits_run_id_step_id_iteration_path_key" ON "waits"("run_id", "step_id", "iteration_path");

-- CreateIndex
CREATE INDEX "run_moves_run_id_idx" ON "run_moves"("run_id");

-- CreateIndex
CREATE UNIQUE INDEX "run_moves_workspace_id_id_key" ON "run_moves"("workspace_id", "id");

-- CreateIndex
CREATE INDEX "usage_records_workspace_id_created_at_idx" ON "usage_records"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "usage_records_workspace_id_run_id_idx" ON "usage_records"("workspace_id", "run_id");

-- CreateIndex
CREATE INDEX "usage_records_tx_idx" ON "usage_records"("tx");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "sessions_user_id_created_at_idx" ON "sessions"("user_id", "created_at");

-- CreateIndex
CREATE INDEX "worker_heartbeats_seen_at_idx" ON "worker_heartbeats"("seen_at");

-- CreateIndex
CREATE UNIQUE INDEX "workspaces_slug_key" ON "workspaces"("slug");

-- CreateIndex
CREATE INDEX "memberships_user_id_idx" ON "memberships"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_hash_key" ON "api_keys"("hash");

-- CreateIndex
CREATE INDEX "api_keys_workspace_id_created_at_idx" ON "api_keys"("workspace_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_workspace_id_id_key" ON "api_keys"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_tokens_hash_key" ON "webhook_tokens"("hash");

-- CreateIndex
CREATE INDEX "webhook_tokens_workspace_id_user_id_idx" ON "webhook_tokens"("workspace_id", "user_id");

-- CreateIndex
CREATE INDEX "webhook_tokens_workspace_id_flow_id_idx" ON "webhook_tokens"("workspace_id", "flow_id");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_tokens_workspace_id_id_key" ON "webhook_tokens"("workspace_id", "id");

-- CreateIndex
CREATE INDEX "audit_entries_workspace_id_created_at_id_idx" ON "audit_entries"("workspace_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "audit_entries_workspace_id_target_type_target_id_created_at_idx" ON "audit_entries"("workspace_id", "target_type", "target_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "audit_entries_workspace_id_id_key" ON "audit_entries"("workspace_id", "id");

-- CreateIndex
CREATE INDEX "rate_windows_expires_at_idx" ON "rate_windows"("expires_at");

-- AddForeignKey
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_keys" ADD CONSTRAINT "contact_keys_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "automation_flows" ADD CONSTRAINT "automation_flows_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "automation_flows" ADD CONSTRAINT "automation_flows_workspace_id_active_version_id_fkey" FOREIGN KEY ("workspace_id", "active_version_id") REFERENCES "flow_versions"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flow_versions" ADD CONSTRAINT "flow_versions_workspace_id_flow_id_fkey" FOREIGN KEY ("workspace_id", "flow_id") REFERENCES "automation_flows"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flow_triggers" ADD CONSTRAINT "flow_triggers_workspace_id_flow_id_fkey" FOREIGN KEY ("workspace_id", "flow_id") REFERENCES "automation_flows"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flow_triggers" ADD CONSTRAINT "flow_triggers_workspace_id_version_id_fkey" FOREIGN KEY ("workspace_id", "version_id") REFERENCES "flow_versions"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "schedules" ADD CONSTRAINT "schedules_workspace_id_flow_id_fkey" FOREIGN KEY ("workspace_id", "flow_id") REFERENCES "automation_flows"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "schedules" ADD CONSTRAINT "schedules_workspace_id_version_id_fkey" FOREIGN KEY ("workspace_id", "version_id") REFERENCES "flow_versions"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plugins" ADD CONSTRAINT "plugins_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plugin_capabilities" ADD CONSTRAINT "plugin_capabilities_workspace_id_plugin_id_fkey" FOREIGN KEY ("workspace_id", "plugin_id") REFERENCES "plugins"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plugin_installations" ADD CONSTRAINT "plugin_installations_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plugin_installations" ADD CONSTRAINT "plugin_installations_plugin_id_fkey" FOREIGN KEY ("plugin_id") REFERENCES "plugins"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connections" ADD CONSTRAINT "connections_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flow_executions" ADD CONSTRAINT "flow_executions_workspace_id_flow_id_fkey" FOREIGN KEY ("workspace_id", "flow_id") REFERENCES "automation_flows"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flow_executions" ADD CONSTRAINT "flow_executions_workspace_id_version_id_fkey" FOREIGN KEY ("workspace_id", "version_id") REFERENCES "flow_versions"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "automation_event_log" ADD CONSTRAINT "automation_event_log_workspace_id_run_id_fkey" FOREIGN KEY ("workspace_id", "run_id") REFERENCES "flow_executions"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "step_attempts" ADD CONSTRAINT "step_attempts_workspace_id_run_id_fkey" FOREIGN KEY ("workspace_id", "run_id") REFERENCES "flow_executions"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "loop_frames" ADD CONSTRAINT "loop_frames_workspace_id_run_id_fkey" FOREIGN KEY ("workspace_id", "run_id") REFERENCES "flow_executions"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "waits" ADD CONSTRAINT "waits_workspace_id_run_id_fkey" FOREIGN KEY ("workspace_id", "run_id") REFERENCES "flow_executions"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_moves" ADD CONSTRAINT "run_moves_workspace_id_run_id_fkey" FOREIGN KEY ("workspace_id", "run_id") REFERENCES "flow_executions"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quota_accounts" ADD CONSTRAINT "quota_accounts_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quota_shards" ADD CONSTRAINT "quota_shards_workspace_id_period_fkey" FOREIGN KEY ("workspace_id", "period") REFERENCES "quota_accounts"("workspace_id", "period") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_tokens" ADD CONSTRAINT "webhook_tokens_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_tokens" ADD CONSTRAINT "webhook_tokens_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "memberships"("workspace_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_tokens" ADD CONSTRAINT "webhook_tokens_workspace_id_flow_id_fkey" FOREIGN KEY ("workspace_id", "flow_id") REFERENCES "automation_flows"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entries" ADD CONSTRAINT "audit_entries_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


