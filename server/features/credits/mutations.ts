/** What an operator does for a workspace: gives tokens, gives a charge back, agrees on prices of its own. */
import { DateTime } from "luxon";
import * as z from "zod";
import { isBillingConfigured } from "@/server/billing/stripe-client";
import { moveToTerms } from "@/server/billing/subscription/move-to-terms";
import { oneAtATime } from "@/server/billing/subscription/one-at-a-time";
import { inTransaction, pool } from "@/server/db/pool";
import { AppError } from "@/server/domain/errors";
import { type CustomPricing, customPricingSchema } from "@/server/domain/plan-of";
import type { WorkspaceId } from "@/server/domain/workspace";
import { forgetWorkspaceFacts } from "@/server/engine/workspace-facts";
import { type Actor, writeAudit } from "@/server/ops/audit";
import { changePlan } from "@/server/records/change-plan";
import { grantTokens } from "@/server/records/grant-tokens";
import { refundUsage } from "@/server/records/refund";

const MOST_TOKENS = 1_000_000_000;

const tokensFrom = (least: number) =>
  z
    .number("Say how many tokens: a number such as 250 or 0.5.")
    .min(least, least === 0 ? "Not below 0." : `At least ${least} tokens.`)
    .max(MOST_TOKENS, "At most 1,000,000,000 tokens.")
    .refine(
      (amount) => Math.abs(amount * 1000 - Math.round(amount * 1000)) < 1e-6,
      "In steps of 0.001 tokens: at most three digits after the point.",
    );
const tokens = tokensFrom(0.001);
const reason = z
  .string("Say why: the workspace reads it.")
  .trim()
  .min(1, "Say why: the workspace reads it.")
  .max(500, "At most 500 characters.");
const dollars = (least: number) =>
  z
    .number("An amount in dollars, such as 800.")
    .min(least, least > 0 ? "More than nothing." : "Not below 0.")
    .max(10_000_000, "At most 10,000,000 dollars.");
const count = z
  .number("A whole number.")
  .int("A whole number.")
  .min(0, "Not below 0.")
  .max(1_000_000, "At most 1,000,000.");

const EXPIRY = "A day as 2027-01-31, or a moment as 2027-01-31T12:00:00Z.";

export const creditSchema = z.object({
  tokens: tokens.meta({ example: 500 }),
  reason: reason.meta({ example: "Sorry for the outage on Tuesday" }),
  expires: z
    .union([z.iso.date(), z.iso.datetime({ offset: true })], EXPIRY)
    .nullish()
    .meta({
      description: `${EXPIRY} Of a day they can still be used, in the workspace's zone. Left out: never.`,
    }),
});

export const refundSchema = z.object({
  key: z.string("Name the charge by its key.").min(1, "Name the charge by its key.").max(500).meta({
    description: "Of the charge, as the CSV export of the usage page has it.",
  }),
  tokens: tokens.optional().meta({ description: "Left out: all that was not given back yet." }),
  reason,
});

export const pricingSchema = z.object({
  price: dollars(0).meta({ description: "Dollars per month.", example: 800 }),
  included: tokensFrom(0).meta({ description: "Tokens per month.", example: 30_000 }),
  overage: dollars(0.001).meta({
    description: "Dollars per 1,000 tokens over the included ones.",
    example: 8,
  }),
  agents: count.meta({ description: "Active voice agents." }),
  workflows: count.meta({ description: "Active flows." }),
});

const milli = (amount: number) => Math.round(amount * 1000);

export async function giveCredit(
  workspaceId: WorkspaceId,
  by: Actor,
  { tokens: amount, reason: why, expires }: z.output<typeof creditSchema>,
): Promise<{ id: string; milliTokens: number; expiresAt: Date | null }> {
  const expiresAt = expires ? await expiryOf(workspaceId, expires) : null;
  const grant = { milliTokens: milli(amount), reason: why, expiresAt, by };
  const id = await inTransaction((tx) => grantTokens(tx, workspaceId, grant));
  forgetWorkspaceFacts(workspaceId);
  return { id, milliTokens: grant.milliTokens, expiresAt };
}

export async function giveBack(
  workspaceId: WorkspaceId,
  by: Actor,
  { key, tokens: amount, reason: why }: z.output<typeof refundSchema>,
): Promise<{ key: string; milliTokens: number; period: string }> {
  const milliTokens = amount === undefined ? undefined : milli(amount);
  const refund = { key, milliTokens, reason: why, by };
  const given = await inTransaction((tx) => refundUsage(tx, workspaceId, refund));
  forgetWorkspaceFacts(workspaceId);
  return given;
}

export type Agreement = {
  terms: CustomPricing;
  /** Of the invoice at Stripe that has to be paid before the terms begin. */
  payUrl: string | null;
};

/**
 * Prices of its own for an enterprise workspace. A workspace on another plan is moved to enterprise with it: at once, or,
 * where it pays for a plan at Stripe, as soon as that was moved to the terms and paid.
 */
export async function agreePricing(
  workspaceId: WorkspaceId,
  by: Actor,
  { price, included, overage, agents, workflows }: z.output<typeof pricingSchema>,
): Promise<Agreement> {
  const customPricing = customPricingSchema.parse({
    priceMicroDollars: Math.round(price * 1_000_000),
    includedMilliTokens: milli(included),
    // Dollars per 1,000 tokens are micro-dollars per milli-token.
    overageMicroDollars: wholeRate(overage),
    maxAgents: agents,
    maxWorkflows: workflows,
  });
  const details = {
    ...{ dollars_a_month: price, tokens_included: included, dollars_per_1000_tokens: overage },
    ...{ voice_agents: agents, active_flows: workflows },
  };
  const agree = () => bringTerms(workspaceId, by, customPricing, details);
  const payUrl = await (isBillingConfigured() ? oneAtATime(workspaceId, agree) : agree());
  forgetWorkspaceFacts(workspaceId);
  return { terms: customPricing, payUrl };
}

/** Stripe first: were it the other way round, tokens could be told to it at a rate that it does not bill yet. */
async function bringTerms(
  workspaceId: WorkspaceId,
  by: Actor,
  customPricing: CustomPricing,
  details: Record<string, unknown>,
): Promise<string | null> {
  const { name, plan } = await agreeingWorkspace(workspaceId);
  const moved = await moveToTerms(workspaceId, customPricing);
  await inTransaction(async (tx) => {
    if (!moved) await changePlan(tx, workspaceId, { plan: "enterprise", customPricing });
    await writeAudit(tx, {
      workspaceId,
      actor: by,
      action: "workspace.pricing_agreed",
      target: { type: "workspace", id: workspaceId, name },
      details: {
        ...{ plan_before: plan, ...details },
        ...(moved?.outcome === "unpaid" && { begins: "when its invoice is paid" }),
      },
    });
  });
  return moved?.payUrl ?? null;
}

async function agreeingWorkspace(workspaceId: WorkspaceId): Promise<{ name: string; plan: string }> {
  const { rows } = await pool().query<{ name: string; plan: string }>(
    "select name, plan::text as plan from workspaces where id = $1",
    [workspaceId],
  );
  if (rows[0]) return rows[0];
  throw new AppError("not_found", "There is no such workspace.");
}

function wholeRate(overage: number): number {
  if (Number.isInteger(overage) && overage >= 1) return overage;
  const message = "A whole number of dollars per 1,000 tokens, at least 1.";
  throw new AppError("invalid", message, { problems: [{ field: "overage", message }] });
}

/** The end of a day in the workspace's zone, or the moment itself. */
async function expiryOf(workspaceId: WorkspaceId, text: string): Promise<Date> {
  if (text.includes("T")) return new Date(text);
  const { rows } = await pool().query<{ timezone: string }>("select timezone from workspaces where id = $1", [
    workspaceId,
  ]);
  const zone = rows[0]?.timezone ?? "UTC";
  return DateTime.fromISO(text, { zone }).plus({ days: 1 }).startOf("day").toJSDate();
}
