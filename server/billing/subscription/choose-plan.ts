import { inTransaction, type Tx } from "../../db/pool";
import { AppError } from "../../domain/errors";
import { PLANS, type PlanKey } from "../../domain/plans";
import { forgetWorkspaceFacts } from "../../engine/workspace-facts";
import { changePlan } from "../../records/change-plan";
import { flushUsage } from "../export/flush-usage";
import { syncCustomer } from "../sync-customer";
import { askStripe } from "./ask-stripe";
import { auditBilling, type BillingActor } from "./audit-billing";
import { decideMove, type Move, type Standing } from "./decide-move";
import { freshSubscription } from "./live-subscription";
import { oneAtATime } from "./one-at-a-time";
import { planFits } from "./plan-fits";
import { readStanding } from "./read-standing";
import { releaseSchedule } from "./release-schedule";
import { scheduleDowngrade } from "./schedule-downgrade";
import { upgradeSubscription } from "./upgrade-subscription";

export type Choice = {
  plan: PlanKey;
  /** Of one click: when its answer was lost, the same click changes nothing twice. */
  click?: string | undefined;
  /** The moment that the preview was of. */
  at?: Date | undefined;
};

export type Chosen = {
  outcome: "switched" | "changed" | "unpaid" | "scheduled" | "kept";
  /** Of an invoice that has to be paid first. */
  payUrl: string | null;
};

/** Another plan for a workspace, with all that has to happen before and after. Stripe is asked, not our memory of it. */
export function choosePlan(by: BillingActor, choice: Choice): Promise<Chosen> {
  const { workspaceId } = by;
  return oneAtATime(workspaceId, async () => {
    const known = await readStanding(workspaceId);
    if (known.configured) await askStripe(() => freshSubscription(workspaceId));
    const standing = await readStanding(workspaceId);
    if (wentThrough(known, standing, choice)) return { outcome: "changed", payUrl: null };
    const move = decideMove(standing, choice.plan);
    if (move.kind === "switch") return switchPlan(by, standing.plan, choice.plan);
    if (move.kind === "buy") throw buyFirst(choice.plan);
    const { subscription } = move;
    if (move.kind !== "keep") await inTransaction((tx) => planFits(tx, workspaceId, PLANS[choice.plan]));
    const chosen = await change(by, move, choice);
    await inTransaction((tx) =>
      auditBilling(tx, by, ACTIONS[chosen.outcome], { before: subscription.plan, after: choice.plan }),
    );
    await askStripe(() => syncCustomer(subscription.customerId));
    return chosen;
  });
}

/** The click before got no answer from Stripe, and did what this one asks for. */
const wentThrough = (known: Standing, { subscription }: Standing, { plan }: Choice): boolean =>
  known.subscription !== null &&
  known.subscription.plan !== plan &&
  subscription?.plan === plan &&
  subscription.pendingPlan === null;

/** Nothing is charged: said so where it is written down. */
async function switchPlan(by: BillingActor, before: PlanKey, after: PlanKey): Promise<Chosen> {
  await inTransaction(async (tx: Tx) => {
    await tx.query("select id from workspaces where id = $1 for no key update", [by.workspaceId]);
    await planFits(tx, by.workspaceId, PLANS[after]);
    await changePlan(tx, by.workspaceId, { plan: after });
    await auditBilling(tx, by, ACTIONS.switched, { before, after, payment: "no payment configured" });
  });
  forgetWorkspaceFacts(by.workspaceId);
  return { outcome: "switched", payUrl: null };
}

type SubscriptionMove = Exclude<Move, { kind: "switch" | "buy" }>;

function change({ workspaceId }: BillingActor, move: SubscriptionMove, choice: Choice): Promise<Chosen> {
  const { subscription } = move;
  return askStripe(async (client): Promise<Chosen> => {
    if (move.kind === "keep") {
      await releaseSchedule(client, await client.subscriptions.retrieve(subscription.id));
      return { outcome: "kept", payUrl: null };
    }
    // What was used until now goes to the price it was used at.
    await flushUsage(workspaceId);
    if (move.kind === "up") return upgradeSubscription(client, subscription, { ...choice, plan: move.plan });
    await scheduleDowngrade(client, subscription, move.plan);
    return { outcome: "scheduled", payUrl: null };
  });
}

const ACTIONS = {
  switched: "plan.changed",
  changed: "plan.changed",
  unpaid: "plan.change_unpaid",
  scheduled: "plan.change_scheduled",
  kept: "plan.change_withdrawn",
} as const satisfies Record<Chosen["outcome"], string>;

const buyFirst = (plan: PlanKey) =>
  new AppError(
    "payment_required",
    `The ${PLANS[plan].name} plan is paid for first: start a checkout for it.`,
  );
