import { parseArgs } from "node:util";
import type * as z from "zod";
import { isUuid } from "../db/id";
import { pool } from "../db/pool";
import { AppError } from "../domain/errors";
import { mintWorkspaceId, type WorkspaceId } from "../domain/workspace";
import { operatorView } from "../features/credits/data";
import {
  agreePricing,
  creditSchema,
  giveBack,
  giveCredit,
  pricingSchema,
  refundSchema,
} from "../features/credits/mutations";
import { repair, runReconciliation } from "../features/reconciliation/mutations";
import type { Actor } from "./audit";

const OPERATOR: Actor = { type: "internal", id: null, name: "Operator" };

const BILLING_USAGE = `npm run billing -- credit <workspace> <tokens> --reason "…" [--expires 2027-01-31]
npm run billing -- refund <key of the charge> [--tokens <tokens>] --reason "…"
npm run billing -- pricing <workspace> --price <dollars a month> --included <tokens> --overage <dollars per 1,000 tokens> --agents <n> --workflows <n>
npm run billing -- show <workspace>
npm run billing -- reconcile <workspace> [--repair <id of a difference>]

A workspace is named by its slug or id, a charge by its key in the CSV export of the usage page.`;

/** One of the operator's commands; returns what to say. Refusals name the argument and the way out. */
export async function billingCommand(args: string[]): Promise<string> {
  const { positionals, values } = parsed(args);
  const [command, subject, amount] = positionals;
  // An amount in the wrong place would be left out without a word, and a charge given back in full.
  const tooMuch = positionals[command === "credit" ? 3 : 2];
  if (tooMuch !== undefined) throw usage(`There is an argument too much: ${tooMuch}.`);
  switch (command) {
    case "credit":
      return credit(await workspaceOf(subject), { ...values, tokens: numberOf(amount) });
    case "refund":
      return refund(subject, { ...values, tokens: numberOf(values.tokens) });
    case "pricing":
      return pricing(await workspaceOf(subject), values);
    case "show":
      return JSON.stringify(await operatorView((await workspaceOf(subject)).id), null, 2);
    case "reconcile":
      return reconcile(await workspaceOf(subject), values.repair);
    case undefined:
      throw usage("Say what to do.");
    default:
      throw usage(`There is no command ${command}.`);
  }
}

type Named = { id: WorkspaceId; slug: string };

async function credit({ id, slug }: Named, given: object): Promise<string> {
  const { milliTokens, expiresAt } = await giveCredit(id, OPERATOR, checked(creditSchema, given, ["tokens"]));
  const until = expiresAt ? `until ${expiresAt.toISOString()}` : "without an end";
  return `${slug} has ${milliTokens / 1000} tokens more, ${until}.`;
}

/** The charge says whose it is. */
async function refund(key: string | undefined, given: object): Promise<string> {
  const wanted = checked(refundSchema, { ...given, key }, ["key"]);
  const { rows } = await pool().query<{ id: string; slug: string }>(
    "select w.id, w.slug from usage_records u join workspaces w on w.id = u.workspace_id where u.key = $1",
    [wanted.key],
  );
  const [owner] = rows;
  if (!owner)
    throw new AppError(
      "not_found",
      `There is no charge “${wanted.key}”. Take its key from the CSV export of the usage page.`,
    );
  const done = await giveBack(mintWorkspaceId(owner.id), OPERATOR, wanted);
  return `${owner.slug} got ${done.milliTokens / 1000} tokens back in period ${done.period}: ${done.key}`;
}

async function pricing({ id, slug }: Named, values: Record<string, string | undefined>): Promise<string> {
  const numbers = ["price", "included", "overage", "agents", "workflows"].map((name) => [
    name,
    numberOf(values[name]),
  ]);
  const terms = checked(pricingSchema, Object.fromEntries(numbers));
  const { payUrl } = await agreePricing(id, OPERATOR, terms);
  const when = payUrl
    ? `will be on Enterprise when its invoice at Stripe is paid (${payUrl})`
    : "is on Enterprise";
  return `${slug} ${when}: $${terms.price} a month, ${terms.included} tokens included, $${terms.overage} per 1,000 tokens over them, ${terms.agents} voice agents, ${terms.workflows} active flows.`;
}

/** Steps, ledger and Stripe, compared now; with an id after that difference was repaired. */
async function reconcile({ id, slug }: Named, difference: string | undefined): Promise<string> {
  if (difference !== undefined && !isUuid(difference)) throw usage(`“${difference}” is no difference's id.`);
  const found = await (difference === undefined
    ? runReconciliation(id, OPERATOR)
    : repair(id, OPERATOR, difference));
  if (!found || found.matched)
    return `${slug}: no difference (${found?.against === "stripe" ? "matched to Stripe" : "the ledger alone"}).`;
  const lines = found.differences.map(
    (one) => `${one.id}  ${one.day}  ${one.differenceMilliTokens / 1000} tokens, ${one.cause}: ${one.what}`,
  );
  return `${slug}: ${found.differenceMilliTokens / 1000} tokens of difference.\n${lines.join("\n")}`;
}

async function workspaceOf(reference: string | undefined): Promise<Named> {
  if (!reference) throw usage("Name a workspace by its slug or id.");
  const { rows } = await pool().query<{ id: string; slug: string }>(
    "select id, slug from workspaces where id = $1 or slug = $2",
    [isUuid(reference) ? reference : null, reference],
  );
  const [found] = rows;
  if (!found)
    throw new AppError(
      "not_found",
      `There is no workspace “${reference}”. Name it by its slug (in the address of its pages) or id.`,
    );
  return { id: mintWorkspaceId(found.id), slug: found.slug };
}

function parsed(args: string[]) {
  const option = { type: "string" } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...{ reason: option, expires: option, tokens: option, price: option, included: option },
        ...{ overage: option, agents: option, workflows: option, repair: option },
      },
    });
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
}

/** What is no number is told by the schema: also nothing at all, and a comma that does not part thousands. */
function numberOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return text.trim() === "" ? Number.NaN : Number(text.replace(/,(?=\d{3}(?!\d))/g, ""));
}

function checked<Schema extends z.ZodType>(
  schema: Schema,
  given: object,
  withoutName: readonly string[] = [],
): z.output<Schema> {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map(({ path, message }) => {
    const field = path.join(".");
    return `  ${withoutName.includes(field) ? `<${field}>` : `--${field}`}: ${message}`;
  });
  throw new AppError("invalid", `That cannot be done:\n${lines.join("\n")}\n\n${BILLING_USAGE}`);
}

const usage = (problem: string) => new AppError("bad_request", `${problem}\n\n${BILLING_USAGE}`);
