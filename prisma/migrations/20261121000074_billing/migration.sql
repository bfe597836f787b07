-- Customers at Stripe and the events it posts. docs/decisions/stripe-state-is-read-again.md
CREATE TABLE "billing_accounts" (
  "workspace_id" UUID NOT NULL,
  "stripe_customer_id" TEXT,
  "customer_number" INTEGER NOT NULL DEFAULT 1,
  "subscription_id" TEXT,
  "subscription_status" TEXT,
  "plan" "PlanKey",
  "granted_plan" "PlanKey",
  "flat_item_id" TEXT,
  "overage_item_id" TEXT,
  "current_period_start" TIMESTAMPTZ(3),
  "current_period_end" TIMESTAMPTZ(3),
  "cancel_at" TIMESTAMPTZ(3),
  "pending_plan" "PlanKey",
  "past_due_since" TIMESTAMPTZ(3),
  "synced_at" TIMESTAMPTZ(3),
  "sync_due_at" TIMESTAMPTZ(3) NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,

  CONSTRAINT "billing_accounts_pkey" PRIMARY KEY ("workspace_id")
);
CREATE UNIQUE INDEX "billing_accounts_stripe_customer_id_key" ON "billing_accounts"("stripe_customer_id");
CREATE INDEX "billing_accounts_sync_due_at_idx" ON "billing_accounts"("sync_due_at");
ALTER TABLE "billing_accounts" ADD CONSTRAINT "billing_accounts_workspace_id_fkey"
  FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The id is Stripe's: what is posted twice is one event.
CREATE TABLE "stripe_events" (
  "id" TEXT NOT NULL,
  "type" TEXT NOT NULL,
  "thin" BOOLEAN NOT NULL DEFAULT false,
  "stripe_customer_id" TEXT,
  "livemode" BOOLEAN NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "received_at" TIMESTAMPTZ(3) NOT NULL,
  "deliveries" INTEGER NOT NULL DEFAULT 1,
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "next_attempt_at" TIMESTAMPTZ(3) NOT NULL,
  "handled_at" TIMESTAMPTZ(3),
  "note" TEXT NOT NULL DEFAULT '',
  "details" JSONB NOT NULL DEFAULT '{}',

  CONSTRAINT "stripe_events_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "stripe_events_handled_at_next_attempt_at_idx" ON "stripe_events"("handled_at", "next_attempt_at");
CREATE INDEX "stripe_events_received_at_idx" ON "stripe_events"("received_at");
