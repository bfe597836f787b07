import * as z from "zod";
import { operatorSchema } from "@/server/domain/condition";
import { evaluateCondition } from "@/server/domain/condition-evaluate";
import { valuesScope } from "@/server/domain/data-scope";
import { changeContact, lockContact } from "@/server/records/contact";
import { emitQualified } from "@/server/records/contact-events";
import { loadContact } from "@/server/records/contact-scope";
import { defineAction, stepTransaction } from "../../action";
import { stepCause } from "../../step-cause";
import { contactChoice, orRefused } from "../contact-form";
import { simulatedContact } from "../simulated-contact";
import { stepContact } from "../step-contact";

const rule = z.object({
  field: z.string({ error: "A rule needs a field of the contact." }).min(1).max(500),
  operator: operatorSchema,
  value: z.json().optional(),
  points: z.coerce.number("Points have to be a number.").min(-1000).max(1000),
});

/**
 * Adds up the points of the rules that hold for the contact, from 0 to 100, and writes the sum as its score. Rules look
 * at fields of the contact (`email`, `tags`, `fields.budget`, `consent.sms`). A score that reaches the threshold from
 * below qualifies the lead: lead.qualified.
 */
export const calculateLeadScore = defineAction({
  key: "calculate_lead_score",
  title: "Calculate lead score",
  description: "Adds up points by your rules, and writes them as the contact's score.",
  category: "crm",
  icon: "gauge",
  input: z.object({
    rules: z
      .array(rule, { error: "A score needs at least one rule." })
      .min(1, "A score needs at least one rule.")
      .max(50)
      .meta({
        title: "Rules",
        description: "Each: a field of the contact, an operator, a value, and points when it holds.",
        placeholder: '[{ "field": "email", "operator": "exists", "points": 20 }]',
        widget: "json",
      }),
    start: z
      .number()
      .default(0)
      .meta({ title: "Starts at", description: "Points before any rule.", widget: "number" }),
    threshold: z.number().min(0).max(100).optional().meta({
      title: "Qualified from",
      description: "The score that makes a qualified lead.",
      widget: "number",
    }),
    contact: contactChoice,
  }),
  aliases: { contact_id: "contact", lead_id: "contact", customer_id: "contact", qualify_at: "threshold" },
  fill: [],
  sampleOutput: {
    contact_id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c44",
    score: 72,
    previous_score: 40,
    qualified: true,
    matched: [{ field: "email", points: 20 }],
  },
  effect: "internal",
  simulate({ rules, start, threshold, contact: named }, facts) {
    const { row, own } = simulatedContact(facts, named, FAILING);
    const { matched, score } = scored(rules, start, row);
    return {
      output: {
        ...{ contact_id: row.id, score, previous_score: row.score },
        qualified: qualifies(row, score, threshold),
        matched,
      },
      ...(own && { contact: { ...row, score } }),
    };
  },
  async run({ rules, start, threshold, contact: named }, ctx) {
    const tx = stepTransaction(ctx);
    const id = await stepContact(ctx, named, FAILING);
    const before = await orRefused(FAILING, () => lockContact(tx, ctx.workspaceId, id));
    const known = await loadContact(ctx.workspaceId, before.id, tx);
    const { matched, score } = scored(rules, start, known);
    const cause = stepCause(ctx);
    const { contact } = await orRefused(FAILING, () =>
      changeContact(tx, ctx.workspaceId, before.id, { score }, cause),
    );
    const qualified = qualifies({ kind: contact.kind, score: before.score }, score, threshold);
    if (qualified) await emitQualified(tx, ctx.workspaceId, contact, before.score, cause);
    return {
      contact_id: contact.id,
      score,
      previous_score: before.score,
      qualified,
      matched,
    };
  },
});

type Rule = z.output<typeof rule>;

function scored(rules: readonly Rule[], start: number, known: Record<string, unknown> | null) {
  const scope = valuesScope({ ...known, contact: known });
  const matched = rules.filter((one) => evaluateCondition(one, scope));
  const sum = matched.reduce((points, one) => points + one.points, start);
  return {
    matched: matched.map(({ field, points }) => ({ field, points })),
    score: Math.round(Math.min(100, Math.max(0, sum))),
  };
}

/** It reaches the threshold, from below. */
const qualifies = (
  { kind, score: before }: { kind: string; score: number | null },
  score: number,
  threshold: number | undefined,
): boolean => threshold !== undefined && kind === "lead" && (before ?? -1) < threshold && score >= threshold;

const FAILING = "Score not calculated";
