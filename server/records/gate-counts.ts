import type { Tx } from "../db/pool";
import { durationMs } from "../domain/duration";
import type { GateFacts, GivenConsent } from "../domain/gate";
import { countsForCaps, type MessageChannel } from "../domain/messaging";
import type { SendingRules } from "../domain/sending-rules";
import type { GateRequest } from "./gate-request";

export type Counts = {
  consents: Partial<Record<MessageChannel, GivenConsent>>;
  suppressed: { reason: string } | null;
  full: GateFacts["full"];
  rate: GateFacts["rate"];
  firstHeldAt: Date | null;
  /** The step's latest decision. */
  last: { verdict: string; rule: string; until: Date | null } | null;
};

type Row = {
  consents: { channel: MessageChannel; state: GivenConsent["state"]; at: string; own: boolean }[] | null;
  suppressed: string | null;
  full_channel: Date | null;
  full_flow: Date | null;
  full_rate: Date | null;
  ahead: number;
  first_held_at: Date | null;
  last: { verdict: string; rule: string; until: string | null } | null;
};

/**
 * What the caps count: decisions to send, of this step none. Read after the locks are taken, so that what the one before
 * us decided is seen. A cap of 0 is none: nothing is looked for.
 */
export async function readCounts(
  tx: Tx,
  request: GateRequest,
  known: { address: string | null; contactId: string | null; rules: SendingRules; at: Date },
): Promise<Counts> {
  const { messaging, settings } = request;
  const { rules } = known;
  const cap = countsForCaps(messaging) ? rules.frequency_caps[messaging.channel] : null;
  const flowCap = messaging.uncapped || !request.flowId ? null : (settings.frequency_cap ?? null);
  const rateMs = rules.rate_cap && durationMs(rules.rate_cap.per);
  const { rows } = await tx.query<Row>({
    name: "gate-counts",
    text: COUNTS_SQL,
    values: [
      request.workspaceId,
      known.contactId,
      known.address,
      messaging.channel,
      [request.runId, request.stepId, request.path],
      request.flowId,
      cap?.messages ?? 0,
      flowCap?.messages ?? 0,
      rules.rate_cap?.messages ?? 0,
      new Date(known.at.getTime() - (rateMs ?? 0)),
      known.at,
    ],
  });
  const row = rows[0];
  if (!row) throw new Error("The gate's counts have no row");
  return {
    consents: Object.fromEntries(
      (row.consents ?? []).map(({ channel, state, at, own }) => [channel, { state, at: new Date(at), own }]),
    ),
    suppressed: row.suppressed === null ? null : { reason: row.suppressed },
    full: { channel: row.full_channel, flow: row.full_flow },
    rate: { full: row.full_rate, ahead: row.ahead },
    firstHeldAt: row.first_held_at,
    last: row.last && { ...row.last, until: row.last.until ? new Date(row.last.until) : null },
  };
}

const SENT = `select at from gate_decisions where workspace_id = $1::uuid and verdict = 'send' and mode = 'live'
      and (run_id, step_id, iteration_path) is distinct from (($5::text[])[1]::uuid, ($5::text[])[2], ($5::text[])[3])`;
const OWN =
  "run_id = ($5::text[])[1]::uuid and step_id = ($5::text[])[2] and iteration_path = ($5::text[])[3]";

const COUNTS_SQL = `
  select
    (select json_agg(json_build_object('channel', channel, 'state', state, 'at', at, 'own', own)) from consents
      where workspace_id = $1::uuid and contact_id = $2::uuid) as consents,
    (select reason from suppressions where workspace_id = $1::uuid and address = $3::text) as suppressed,
    case when $7::int > 0 then (${SENT} and contact_id = $2::uuid and counts and channel = $4::text
      order by at desc offset greatest($7::int, 1) - 1 limit 1) end as full_channel,
    case when $8::int > 0 then (${SENT} and contact_id = $2::uuid and flow_id = $6::uuid
      order by at desc offset greatest($8::int, 1) - 1 limit 1) end as full_flow,
    case when $9::int > 0 then (${SENT} and at > $10::timestamptz order by at desc offset greatest($9::int, 1) - 1 limit 1) end as full_rate,
    case when $9::int > 0 then (select count(*) from gate_decisions where workspace_id = $1::uuid and verdict = 'hold' and until > $11::timestamptz
      and rule = 'rate_cap' and mode = 'live' and not (${OWN})) else 0 end::int as ahead,
    (select min(at) from gate_decisions where ${OWN} and verdict = 'hold') as first_held_at,
    (select json_build_object('verdict', verdict, 'rule', rule, 'until', until) from gate_decisions where ${OWN}
      order by at desc, id desc limit 1) as last`;
