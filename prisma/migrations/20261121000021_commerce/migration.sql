-- What is sold, ordered, paid, offered and agreed -----------------------------------------------------------------------

CREATE TABLE "products" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "external_id" TEXT,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "sku" TEXT,
    "price" BIGINT NOT NULL,
    "currency" TEXT NOT NULL DEFAULT 'usd',
    "stock" INTEGER,
    "status" TEXT NOT NULL DEFAULT 'active',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "products_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "orders" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "external_id" TEXT,
    "contact_id" UUID,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "currency" TEXT NOT NULL DEFAULT 'usd',
    "subtotal" BIGINT NOT NULL DEFAULT 0,
    "discount" BIGINT NOT NULL DEFAULT 0,
    "tax" BIGINT NOT NULL DEFAULT 0,
    "shipping" BIGINT NOT NULL DEFAULT 0,
    "total" BIGINT NOT NULL DEFAULT 0,
    "note" TEXT NOT NULL DEFAULT '',
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "paid_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "order_items" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "product_id" UUID,
    "position" INTEGER NOT NULL,
    "sku" TEXT,
    "name" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "price" BIGINT NOT NULL,

    CONSTRAINT "order_items_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "payments" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "external_id" TEXT,
    "order_id" UUID,
    "contact_id" UUID,
    "status" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" TEXT NOT NULL DEFAULT 'usd',
    "method" TEXT NOT NULL DEFAULT '',
    "reason" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payments_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "quotes" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "external_id" TEXT,
    "contact_id" UUID,
    "status" TEXT NOT NULL DEFAULT 'sent',
    "title" TEXT NOT NULL DEFAULT '',
    "amount" BIGINT NOT NULL,
    "currency" TEXT NOT NULL DEFAULT 'usd',
    "url" TEXT,
    "valid_until" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "quotes_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "appointments" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "external_id" TEXT,
    "contact_id" UUID,
    "status" TEXT NOT NULL DEFAULT 'booked',
    "title" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "timezone" TEXT NOT NULL,
    "location" TEXT NOT NULL DEFAULT '',
    "notes" TEXT NOT NULL DEFAULT '',
    "reason" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "appointments_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "products_workspace_id_created_at_id_idx" ON "products"("workspace_id", "created_at", "id");
CREATE UNIQUE INDEX "products_workspace_id_id_key" ON "products"("workspace_id", "id");
CREATE UNIQUE INDEX "products_workspace_id_external_id_key" ON "products"("workspace_id", "external_id");
CREATE INDEX "orders_workspace_id_created_at_id_idx" ON "orders"("workspace_id", "created_at", "id");
CREATE INDEX "orders_workspace_id_status_created_at_id_idx" ON "orders"("workspace_id", "status", "created_at", "id");
CREATE INDEX "orders_workspace_id_contact_id_created_at_id_idx" ON "orders"("workspace_id", "contact_id", "created_at", "id");
CREATE UNIQUE INDEX "orders_workspace_id_id_key" ON "orders"("workspace_id", "id");
CREATE UNIQUE INDEX "orders_workspace_id_external_id_key" ON "orders"("workspace_id", "external_id");
CREATE INDEX "order_items_workspace_id_product_id_idx" ON "order_items"("workspace_id", "product_id");
CREATE UNIQUE INDEX "order_items_workspace_id_id_key" ON "order_items"("workspace_id", "id");
CREATE UNIQUE INDEX "order_items_order_id_position_key" ON "order_items"("order_id", "position");
CREATE INDEX "payments_workspace_id_created_at_id_idx" ON "payments"("workspace_id", "created_at", "id");
CREATE INDEX "payments_workspace_id_order_id_idx" ON "payments"("workspace_id", "order_id");
CREATE INDEX "payments_workspace_id_contact_id_created_at_id_idx" ON "payments"("workspace_id", "contact_id", "created_at", "id");
CREATE UNIQUE INDEX "payments_workspace_id_id_key" ON "payments"("workspace_id", "id");
CREATE UNIQUE INDEX "payments_workspace_id_external_id_key" ON "payments"("workspace_id", "external_id");
CREATE INDEX "quotes_workspace_id_created_at_id_idx" ON "quotes"("workspace_id", "created_at", "id");
CREATE INDEX "quotes_workspace_id_contact_id_created_at_id_idx" ON "quotes"("workspace_id", "contact_id", "created_at", "id");
CREATE UNIQUE INDEX "quotes_workspace_id_id_key" ON "quotes"("workspace_id", "id");
CREATE UNIQUE INDEX "quotes_workspace_id_external_id_key" ON "quotes"("workspace_id", "external_id");
CREATE INDEX "appointments_workspace_id_starts_at_id_idx" ON "appointments"("workspace_id", "starts_at", "id");
CREATE INDEX "appointments_workspace_id_created_at_id_idx" ON "appointments"("workspace_id", "created_at", "id");
CREATE INDEX "appointments_workspace_id_contact_id_starts_at_id_idx" ON "appointments"("workspace_id", "contact_id", "starts_at", "id");
CREATE UNIQUE INDEX "appointments_workspace_id_id_key" ON "appointments"("workspace_id", "id");
CREATE UNIQUE INDEX "appointments_workspace_id_external_id_key" ON "appointments"("workspace_id", "external_id");
ALTER TABLE "orders" ADD CONSTRAINT "orders_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_workspace_id_order_id_fkey" FOREIGN KEY ("workspace_id", "order_id") REFERENCES "orders"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_workspace_id_product_id_fkey" FOREIGN KEY ("workspace_id", "product_id") REFERENCES "products"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;
ALTER TABLE "payments" ADD CONSTRAINT "payments_workspace_id_order_id_fkey" FOREIGN KEY ("workspace_id", "order_id") REFERENCES "orders"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;
ALTER TABLE "payments" ADD CONSTRAINT "payments_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;
ALTER TABLE "quotes" ADD CONSTRAINT "quotes_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- Spelled as in the zod schemas.
ALTER TABLE "products" ADD CONSTRAINT "products_status" CHECK ("status" IN ('active', 'draft', 'archived'));
ALTER TABLE "orders" ADD CONSTRAINT "orders_status" CHECK ("status" IN ('pending', 'paid', 'shipped', 'completed', 'cancelled', 'refunded'));
ALTER TABLE "payments" ADD CONSTRAINT "payments_status" CHECK ("status" IN ('received', 'failed'));
ALTER TABLE "quotes" ADD CONSTRAINT "quotes_status" CHECK ("status" IN ('draft', 'sent', 'accepted', 'declined', 'expired'));
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_status" CHECK ("status" IN ('booked', 'completed', 'cancelled', 'no_show'));
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_order" CHECK ("ends_at" > "starts_at");
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_quantity" CHECK ("quantity" > 0);

-- One product in the shop per SKU; an archived one keeps its own for its orders.
CREATE UNIQUE INDEX products_sku ON products (workspace_id, lower(sku)) WHERE sku IS NOT NULL AND status <> 'archived';
