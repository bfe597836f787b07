CREATE TABLE "surveys" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "token" TEXT NOT NULL,
    "contact_id" UUID,
    "question" TEXT NOT NULL,
    "run_id" UUID,
    "step_id" TEXT,
    "send_key" TEXT NOT NULL,
    "mode" "RunMode" NOT NULL DEFAULT 'live',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "surveys_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "survey_responses" (
    "survey_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "rating" INTEGER NOT NULL,
    "comment" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "survey_responses_pkey" PRIMARY KEY ("survey_id")
);

CREATE TABLE "discount_codes" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "value" INTEGER NOT NULL,
    "currency" TEXT,
    "contact_id" UUID,
    "expires_at" TIMESTAMPTZ(3),
    "run_id" UUID,
    "step_id" TEXT,
    "send_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "discount_codes_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "referral_codes" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "contact_id" UUID NOT NULL,
    "reward_kind" TEXT NOT NULL,
    "reward_amount" INTEGER NOT NULL,
    "reward_currency" TEXT NOT NULL,
    "run_id" UUID,
    "step_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "referral_codes_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "calendar_events" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "via" TEXT NOT NULL DEFAULT 'sandbox',
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "location" TEXT NOT NULL DEFAULT '',
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "attendees" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "contact_id" UUID,
    "run_id" UUID,
    "step_id" TEXT,
    "send_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "calendar_events_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "surveys_token_key" ON "surveys"("token");

CREATE INDEX "surveys_workspace_id_created_at_id_idx" ON "surveys"("workspace_id", "created_at", "id");

CREATE UNIQUE INDEX "surveys_workspace_id_id_key" ON "surveys"("workspace_id", "id");

CREATE UNIQUE INDEX "surveys_workspace_id_send_key_key" ON "surveys"("workspace_id", "send_key");

CREATE UNIQUE INDEX "survey_responses_workspace_id_survey_id_key" ON "survey_responses"("workspace_id", "survey_id");

CREATE INDEX "discount_codes_workspace_id_contact_id_created_at_idx" ON "discount_codes"("workspace_id", "contact_id", "created_at");

CREATE UNIQUE INDEX "discount_codes_workspace_id_id_key" ON "discount_codes"("workspace_id", "id");

CREATE UNIQUE INDEX "discount_codes_workspace_id_code_key" ON "discount_codes"("workspace_id", "code");

CREATE UNIQUE INDEX "discount_codes_workspace_id_send_key_key" ON "discount_codes"("workspace_id", "send_key");

CREATE UNIQUE INDEX "referral_codes_workspace_id_id_key" ON "referral_codes"("workspace_id", "id");

CREATE UNIQUE INDEX "referral_codes_workspace_id_code_key" ON "referral_codes"("workspace_id", "code");

CREATE UNIQUE INDEX "referral_codes_workspace_id_contact_id_key" ON "referral_codes"("workspace_id", "contact_id");

CREATE INDEX "calendar_events_workspace_id_starts_at_id_idx" ON "calendar_events"("workspace_id", "starts_at", "id");

CREATE UNIQUE INDEX "calendar_events_workspace_id_id_key" ON "calendar_events"("workspace_id", "id");

CREATE UNIQUE INDEX "calendar_events_workspace_id_send_key_key" ON "calendar_events"("workspace_id", "send_key");

ALTER TABLE "surveys" ADD CONSTRAINT "surveys_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

ALTER TABLE "survey_responses" ADD CONSTRAINT "survey_responses_workspace_id_survey_id_fkey" FOREIGN KEY ("workspace_id", "survey_id") REFERENCES "surveys"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "discount_codes" ADD CONSTRAINT "discount_codes_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

ALTER TABLE "referral_codes" ADD CONSTRAINT "referral_codes_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

ALTER TABLE "calendar_events" ADD CONSTRAINT "calendar_events_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;


ALTER TABLE "survey_responses" ADD CONSTRAINT "survey_responses_rating" CHECK ("rating" BETWEEN 1 AND 5);
ALTER TABLE "discount_codes" ADD CONSTRAINT "discount_codes_kind" CHECK ("kind" IN ('percent', 'amount') AND "value" > 0);
ALTER TABLE "calendar_events" ADD CONSTRAINT "calendar_events_times" CHECK ("ends_at" >= "starts_at");
