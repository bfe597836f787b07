import * as z from "zod";
import { now } from "@/server/db/clock";
import { pool } from "@/server/db/pool";
import { prisma } from "@/server/db/prisma";
import { AppError } from "@/server/domain/errors";
import { periodOf } from "@/server/domain/period";
import { PLANS, type Plan, type PlanKey } from "@/server/domain/plans";
import type { Role, WorkspaceId } from "@/server/domain/workspace";
import { sumOfPeriod } from "@/server/records/usage-sums";
import { billingPolicy } from "./policy";

export type BillingOverview = {
  /** False: no payment provider is connected; plans are switched by hand and nothing is charged. */
  configured: boolean;
  plan: PlanKey;
  planName: string;
  terms: Plan;
  /** Terms of their own, agreed with us. */
  custom: boolean;
  status: "ok" | "past_due" | "restricted";
  /** Until when tokens go on although the last invoice is not paid. */
  graceEndsAt: Date | null;
  subscription: null | {
    status: string;
    currentPeriodEnd: Date;
    cancelAt: Date | null;
    pendingPlan: PlanKey | null;
  };
  overage: { enabled: boolean; capMicroDollars: number | null; rateMicroDollars: number | null };
  canManage: boolean;
  canSeeInvoices: boolean;
};

type Place = { id: WorkspaceId; role: Role };

export async function billingOverview({ id, role }: Place): Promise<BillingOverview> {
  const { plan, overageEnabled } = await prisma().workspace.findUniqueOrThrow({
    where: { id },
    select: { plan: true, overageEnabled: true },
  });
  const terms = PLANS[plan];
  return {
    ...{ configured: false, plan, planName: terms.name, terms, custom: false },
    ...{ status: "ok", graceEndsAt: null, subscription: null },
    overage: {
      enabled: overageEnabled,
      capMicroDollars: null,
      rateMicroDollars: terms.overageMicroDollars,
    },
    canManage: isAllowed(role, "billing.manage"),
    canSeeInvoices: isAllowed(role, "billing.invoices"),
  };
}

const isAllowed = (role: Role, permission: keyof typeof billingPolicy) =>
  billingPolicy[permission].some((allowed) => allowed === role);

export type InvoiceLine = {
  text: string;
  quantityMilliTokens: number | null;
  rateMicroDollars: number | null;
  microDollars: number;
  cents: number;
};
export type InvoicePreview = { lines: InvoiceLine[]; totalCents: number; asOf: Date };

const centsOf = (microDollars: number) => Math.round(microDollars / 10_000);

/** From the ledger, at this moment. */
export async function previewInvoice(
  workspaceId: WorkspaceId,
  key: string | undefined,
): Promise<InvoicePreview> {
  const asOf = now();
  const { plan, billingAnchor } = await prisma().workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { plan: true, billingAnchor: true },
  });
  const terms = PLANS[plan];
  const period = key ?? periodOf(plan, billingAnchor, asOf).key;
  const used = await sumOfPeriod(pool(), workspaceId, period);
  const over = Math.max(0, used - terms.includedMilliTokens);
  const rate = terms.overageMicroDollars;
  const fee = { text: `${terms.name} plan`, quantityMilliTokens: null, rateMicroDollars: null };
  const lines = [
    { ...fee, microDollars: terms.priceMicroDollars, cents: centsOf(terms.priceMicroDollars) },
    ...(rate === null || over === 0
      ? []
      : [
          {
            ...{ text: "Tokens over the included ones", quantityMilliTokens: over, rateMicroDollars: rate },
            ...{ microDollars: over * rate, cents: centsOf(over * rate) },
          },
        ]),
  ];
  return { lines, totalCents: lines.reduce((sum, { cents }) => sum + cents, 0), asOf };
}

export type PlanChange = {
  when: "now" | "at period end";
  at: Date;
  /** Null: nothing is charged, because no payment is configured. */
  dueNowCents: number | null;
  lines: { text: string; cents: number }[];
};

export async function previewChange(workspaceId: WorkspaceId, plan: PlanKey): Promise<PlanChange> {
  const { plan: current } = await prisma().workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { plan: true },
  });
  if (current === plan) throw new AppError("conflict", `The plan is ${PLANS[plan].name} already.`);
  return { when: "now", at: now(), dueNowCents: null, lines: [] };
}

export const invoicesSchema = z.object({ cursor: z.string().max(100).nullish() });

export type Invoice = {
  id: string;
  number: string | null;
  at: Date;
  totalCents: number;
  currency: string;
  status: string;
  pdfUrl: string | null;
  pageUrl: string | null;
};
export type InvoicePage = { invoices: Invoice[]; nextCursor: string | null };

export async function listInvoices(
  _workspaceId: WorkspaceId,
  _input: z.output<typeof invoicesSchema>,
): Promise<InvoicePage> {
  return { invoices: [], nextCursor: null };
}
