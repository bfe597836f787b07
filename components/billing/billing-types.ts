import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@/server/api/root";

type Billing = inferRouterOutputs<AppRouter>["billing"];

export type BillingOverview = Billing["overview"];
export type InvoicePreview = Billing["preview"];
export type PlanChange = Billing["previewChange"];
export type Invoice = Billing["invoices"]["invoices"][number];
