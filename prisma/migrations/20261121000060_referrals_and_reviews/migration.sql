ALTER TABLE "appointments" ADD COLUMN "service" TEXT NOT NULL DEFAULT '';

ALTER TABLE "workspaces" ADD COLUMN "referral_url" TEXT;

CREATE TABLE "referral_visits" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "code_id" UUID NOT NULL,
    "visitor" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "referral_visits_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "referral_conversions" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "code_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "order_id" UUID,
    "payment_id" UUID,
    "amount" BIGINT,
    "currency" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "referral_conversions_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "reviews" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "external_id" TEXT,
    "contact_id" UUID,
    "rating" INTEGER NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',
    "site" TEXT NOT NULL DEFAULT '',
    "url" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reviews_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "referral_visits_workspace_id_id_key" ON "referral_visits"("workspace_id", "id");

CREATE UNIQUE INDEX "referral_visits_workspace_id_code_id_visitor_key" ON "referral_visits"("workspace_id", "code_id", "visitor");

CREATE UNIQUE INDEX "referral_conversions_workspace_id_id_key" ON "referral_conversions"("workspace_id", "id");

CREATE UNIQUE INDEX "referral_conversions_workspace_id_contact_id_key" ON "referral_conversions"("workspace_id", "contact_id");

CREATE INDEX "referral_conversions_workspace_id_code_id_idx" ON "referral_conversions"("workspace_id", "code_id");

CREATE UNIQUE INDEX "reviews_workspace_id_id_key" ON "reviews"("workspace_id", "id");

CREATE UNIQUE INDEX "reviews_workspace_id_external_id_key" ON "reviews"("workspace_id", "external_id");

CREATE INDEX "reviews_workspace_id_created_at_id_idx" ON "reviews"("workspace_id", "created_at", "id");

CREATE INDEX "reviews_workspace_id_contact_id_created_at_idx" ON "reviews"("workspace_id", "contact_id", "created_at");

ALTER TABLE "referral_visits" ADD CONSTRAINT "referral_visits_workspace_id_code_id_fkey" FOREIGN KEY ("workspace_id", "code_id") REFERENCES "referral_codes"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "referral_conversions" ADD CONSTRAINT "referral_conversions_workspace_id_code_id_fkey" FOREIGN KEY ("workspace_id", "code_id") REFERENCES "referral_codes"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "referral_conversions" ADD CONSTRAINT "referral_conversions_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

ALTER TABLE "reviews" ADD CONSTRAINT "reviews_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

ALTER TABLE "reviews" ADD CONSTRAINT "reviews_rating" CHECK ("rating" BETWEEN 1 AND 5);
