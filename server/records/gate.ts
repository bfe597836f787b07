/**
 * The gate with its facts: gathers what decideGate asks for under the locks of the contact and of the run, and stores what
 * it decided. Whoever changes what the gate reads of a contact (a reply, an opt-out, another message) takes the contact's
 * lock too, so one of the two commits first, and that one counts.
 */
import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import { askGate } from "../domain/ask-gate";
import { flowExits } from "../domain/flow-exits";
import type { GateDecision } from "../domain/gate";
import { countsForCaps } from "../domain/messaging";
import { readSendingRules } from "../domain/sending-rules";
import { readCounts } from "./gate-counts";
import { findExit } from "./gate-exit";
import { lockGate } from "./gate-lock";
import type { GateRequest } from "./gate-request";

/** Decides in the transaction in which the message is written, or its sending intended. The locks last until its end. */
export async function passGate(tx: Tx, request: GateRequest): Promise<GateDecision> {
  const { workspaceId, messaging, settings } = request;
  const locked = await lockGate(tx, request);
  const { address, recipient, run } = locked;
  const rules = readSendingRules(locked.rules);
  const at = now();
  const counts = await readCounts(tx, request, { address, contactId: recipient?.id ?? null, rules, at });
  const { consents, suppressed, full, rate, firstHeldAt } = counts;
  const decision = askGate(
    {
      ...{ messaging, address, suppressed, rules, settings, full, rate, firstHeldAt },
      recipient: recipient && { ...recipient, consents },
      over: run.over,
      exit: await findExit(tx, workspaceId, request.contactId, flowExits(settings), run),
      workspaceZone: request.timezone,
    },
    at,
  );
  if (!isSame(decision, counts.last))
    await store(tx, request, decision, { contactId: recipient?.id ?? null, address, at });
  return decision;
}

/** Asked again after a crash or at a retry, the same answer is the same decision. */
const isSame = (decision: GateDecision, last: { verdict: string; rule: string; until: Date | null } | null) =>
  last !== null &&
  last.verdict === decision.verdict &&
  last.rule === decision.rule &&
  (decision.verdict !== "hold" || last.until?.getTime() === decision.until.getTime());

async function store(
  tx: Tx,
  request: GateRequest,
  decision: GateDecision,
  { contactId, address, at }: { contactId: string | null; address: string | null; at: Date },
): Promise<void> {
  const { messaging } = request;
  await tx.query({
    name: "gate-store",
    text: `insert into gate_decisions (id, workspace_id, run_id, step_id, iteration_path, flow_id, contact_id, channel, recipient, purpose,
        mode, verdict, rule, value, words, until, counts, at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::"RunMode", $12, $13, $14, $15, $16, $17, $18)`,
    values: [
      newId(),
      request.workspaceId,
      request.runId,
      request.stepId,
      request.path,
      request.flowId,
      contactId,
      messaging.channel,
      address ?? messaging.to ?? "",
      messaging.purpose,
      request.mode,
      decision.verdict,
      decision.rule,
      decision.value,
      decision.verdict === "hold" && !request.waits
        ? `${decision.detail}. A test does not wait`
        : decision.detail,
      decision.verdict === "hold" ? decision.until : null,
      countsForCaps(messaging),
      at,
    ],
  });
}
